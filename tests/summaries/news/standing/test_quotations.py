"""Tests of `summaries.news.standing.quotations`: pieces of quotations, whatever their marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.articles.reading import read_text
from service.summaries.news.standing.quotations import Quotations, find_loose_speech
from service.summaries.news.word_features import read_vocabulary
from tests.summaries.stories import make, summarize

LANGUAGES = Path(__file__).parents[2] / "languages"
# Sentences of their articles that are halves of a quotation.
PIECES: dict[str, list[int]] = {"swedish": [], "polish": [8, 9], "dutch": [8, 9]}


def find(document: str) -> str:
    """A letter for each sentence: b where it is a piece of a quotation, else a dot."""
    sentences = make(document).sentences
    quotations = Quotations(sentences)
    return "".join("b" if quotations.breaks(place) else "." for place in range(len(sentences)))


@pytest.mark.parametrize(
    ("document", "broken"),
    [
        ("“We sail,” he said. Nobody sang.", ".."),
        ('"We sail," he said. Nobody sang.', ".."),
        ("“We sail at noon. We never wait,” the captain said. Nobody sang.", "bb."),
        ("“We sail. We wait. We sing,” the captain said. It rained.", "bbb."),
        ('The captain said "we sail at noon. We never wait." It rained.', "bb."),
        ("The captain („Old Tom“) sailed. Nobody sang.", ".."),
        ("The captain („Old Tom) sailed. Nobody sang.", "b."),
        ("«We sail. We wait», the captain said. It rained.", "bb."),
        ("« We sail. We wait », the captain said. It rained.", "bb."),
        ("”We sail”, the captain said. It rained.", ".."),
        ("The captain said: ”We sail. We wait”, and left. It rained.", "bb."),
        ("»We sail», the captain said. It rained. »We wait», he said.", "..."),
        ("»We sail«, the captain said. It rained. »We wait«, he said.", "..."),
        ("„We sail”, the captain said. It rained. „We wait”, he said.", "..."),
        ("“We sail “The Lund” at noon.” Nobody sang.", ".."),
        ("他说“我们走”， 下雨了.", "."),
    ],
)
def test_pieces_of_a_quotation_are_found(document: str, broken: str) -> None:
    """A sentence with an unpaired mark is broken, and so is what stands between two such."""
    assert find(document) == broken


def test_german_guillemets_spare_what_stands_between_two_quotations() -> None:
    """The mark that closes the first is not taken for one that opens."""
    document = (
        "»Ich gehe heute. Ich komme nicht wieder«, sagte er. Die Wahl kommt bald. Der Rat tagt"
        " morgen. »Ich bleibe. Wir kämpfen«, sagte sie."
    )
    assert find(document) == "bb..bb"


@pytest.mark.parametrize("name", PIECES)
def test_whole_quotations_of_other_languages_are_whole(name: str) -> None:
    """Of an article in its language's own marks, only quotations of two sentences are pieces."""
    article = read_text((LANGUAGES / f"{name}.txt").read_text("utf-8"), clean=False)
    quotations = Quotations(article.sentences)
    assert any(mark in article.document for mark in "”»")
    places = [place for place in range(len(article.sentences)) if quotations.breaks(place)]
    assert places == PIECES[name]


@pytest.mark.parametrize(
    ("document", "broken"),
    [
        ("‘We lost the ramp. The chains went first,’ said Ida Lum. It rained.", "bb."),
        ("'We lost the ramp. The chains went first,' said Ida Lum. It rained.", "bb."),
        ("‘We lost it,’ said Ida Lum. ‘The chains went first.’ It rained.", "..."),
        ("He called it ‘a mess. A real mess’. It rained.", "bb."),
        ("‘The boys’ boat sank. We saw it,’ said Ida Lum. It rained.", "bb."),
        ("The boys’ boat sank. The girls’ did not. It’s the boat’s third year.", "..."),
        ("Give 'em a boat. The boys' boat sank in '94. Rock 'n' roll was played.", "..."),
        ("The storm of ‘94 was worse. The boys’ boat sank. It rained.", "..."),
        ("“He told us ‘no.’ We left,” said Ida Lum. It rained.", "bb."),
        ("‘She said “no” twice. We left,’ said Ida Lum. It rained.", "bb."),
    ],
)
def test_single_marks_are_told_from_apostrophes(document: str, broken: str) -> None:
    """British quotations are read; possessives, years and clipped words are none."""
    assert find(document) == broken


@pytest.mark.parametrize(
    ("document", "broken"),
    [
        ("The 6'2\" striker Boro Lind scored twice. Nobody sang.", ".."),
        ("He is 6'2\" tall. Nobody sang. Boats ran.", "..."),
        ('"The 6\'2" striker scored," he said. Nobody sang.', ".."),
        ('"We need twelve. We have 12," he said. Nobody sang.', "bb."),
        ('He asked for "more than 12". Nobody sang.', ".."),
        ('דובר צה"ל מסר הודעה. איש לא שר.', ".."),
    ],
)
def test_inches_are_no_quotation(document: str, broken: str) -> None:
    """A straight mark behind a digit, or within a word, is one only if it makes a pair."""
    assert find(document) == broken


@pytest.mark.parametrize(("begin", "end"), ["“”", "‘’", '""', "''", "«»"])
def test_a_quotation_goes_on_over_paragraphs(begin: str, end: str) -> None:
    """Each paragraph opens it again and the last closes it: all its sentences are quoted."""
    document = (
        f"{begin}We sail at noon. We never wait. The sea is calm.\n\n"
        f"{begin}Nobody sang. Boats ran on time,{end} the captain said.\n\nIt rained at night."
    )
    assert find(document) == "bbbbb."


def test_a_mark_that_is_never_closed_breaks_one_sentence() -> None:
    """Where the next paragraph does not open it again, the mark was a slip."""
    document = "“We sail at noon.\n\nBoats ran on time.\n\nNobody sang,” the captain said."
    assert find(document) == "b.b"
    far = "“We sail at noon. " + "Boats ran on time. " * 9 + "Nobody sang,” the captain said."
    assert find(far) == "b" + "." * 9 + "b"


def test_a_summary_has_no_half_of_a_british_quotation() -> None:
    """What closes a quotation that another sentence opens is not chosen."""
    article = make(
        "The ferry ramp at Sund was torn from the quay by a storm on Sunday night.\n\n"
        "‘We lost the ramp on Sunday night. The chains of the ramp went first, on the island side"
        " of Sund,’ said harbour master Ida Lum.\n\n"
        "The council will pay for a new ramp. The ferry sails again from Friday."
    )
    assert "’ said" not in summarize(article).text


def test_what_is_a_piece_does_not_depend_on_who_is_asked_first() -> None:
    """Paragraphs are read when one of their sentences is asked about, from either end."""
    document = (
        "“We sail. We wait,” she said.\n\n“We sing.\n\n“We wait,” she said.\n\nIt rained. “We sail."
    )
    sentences = make(document).sentences
    places = range(len(sentences))
    forwards, backwards = Quotations(sentences), Quotations(sentences)
    ahead = [forwards.breaks(place) for place in places]
    behind = [backwards.breaks(place) for place in reversed(places)]
    assert ahead == behind[::-1] == [True, True, True, False, False, True]


@pytest.mark.parametrize(
    ("document", "broken"),
    [
        ("The boats' crews don't sail in the '90s boat. It rained.", ".."),
        ("The 'old boat' sailed. It rained.", ".."),
        ("The 'old boat sailed. It rained.' Nobody sang.", "bb."),
        ("Ida's “boat's” sail tore. It rained.", ".."),
    ],
)
def test_apostrophes_within_words_are_no_marks(document: str, broken: str) -> None:
    """A possessive, a contraction and a decade open nothing, with other marks beside or none."""
    assert find(document) == broken


@pytest.mark.parametrize(
    ("document", "loose"),
    [
        ("The bank broke. We lost the ramp. It rained. Boats ran.", {1}),
        ("The bank broke. “We lost the ramp,” she said. It rained.", set()),
        ("The bank broke. 'We lost it,' she said. We sang. It rained.", {2}),
        ("We saw the bank break. We lost the ramp. It rained.", set()),
        ("The bank broke. I saw it. We sang. My boat ran. It rained.", set()),
        ("The US bank broke. You saw it. Your boat ran.", set()),
        ("It rained. Boats ran.", set()),
    ],
)
def test_speech_without_marks_is_found(document: str, loose: set[int]) -> None:
    """It says I or we without marks, unless the first sentence or more than a few do."""
    article = make(document, language="en")
    assert find_loose_speech(article, read_vocabulary(article)) == loose
