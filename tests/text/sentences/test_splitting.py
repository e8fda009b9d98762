"""Tests of `service.text.sentences.splitting`: where sentences begin, end and stand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.blocks import split_blocks
from service.text.errors import TooManyParts
from service.text.sentences.splitting import split_sentences
from service.text.spans import Span
from tests.articles.strategies import DOCUMENTS, uncovered
from tests.growth import FLAT, check_growth, repeat


def split(text: str, language: str = "en") -> list[str]:
    """The sentences of a text that is one paragraph."""
    return [item.text for item in split_sentences(text, [Span(0, len(text))], language)]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("zh", ["市议会周一开会。", "居民要求尽快开放桥梁！", "市长会答应吗？", "没有人知道。"]),
        ("ja", ["「橋は閉鎖された。」", "市長が述べた。", "本当？！", "住民は驚いた"]),
        ("ja", ["橋は3.5メートル高い。", "U.S. Steelが建てた。"]),
        ("zh", ["他说：“桥塌了！”", "然后他走了。"]),
    ],
)
def test_chinese_and_japanese_sentences_need_no_blank(language: str, sentences: list[str]) -> None:
    """Their full stops end a sentence at once, and closing quotes stay with it."""
    assert split("".join(sentences), language) == sentences


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("ar", ["اجتمع المجلس يوم الاثنين.", "قال رئيس البلدية إن العمل سينتهي قريبا."]),
        ("he", ["המועצה התכנסה ביום שני.", "ראש העיר לא בא."]),
        ("el", ["Ο δήμαρχος μίλησε.", "Κανείς δεν ξέρει."]),
        ("ru", ["Совет собрался в понедельник.", "Мэр не пришёл!"]),
    ],
)
def test_other_scripts_are_split_at_full_stops(language: str, sentences: list[str]) -> None:
    """Right-to-left and other alphabets that use the full stop are split at it."""
    assert split(" ".join(sentences), language) == sentences


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("hi", ["परिषद सोमवार को मिली।", "महापौर नहीं आए।"]),
        ("ur", ["کونسل پیر کو ملی۔", "میئر نہیں آئے۔"]),
        ("ar", ["هل اجتمع المجلس؟", "لا أحد يعرف."]),
    ],
)
def test_the_marks_of_other_scripts_end_sentences(language: str, sentences: list[str]) -> None:
    """The danda, the Urdu full stop and the Arabic question mark end a sentence."""
    assert split(" ".join(sentences), language) == sentences


def test_a_sentence_says_where_it_stands_and_in_which_paragraph() -> None:
    """Offsets count into the whole document, and paragraphs count the body's spans from 0."""
    document = "© 2031\n\U0001f6a2 It sank. Nobody saw.\n\nCafe\u0301s opened. "
    body = split_blocks(document)[1:]
    found = split_sentences(document, body, "en")
    assert [(item.text, item.paragraph) for item in found] == [
        ("\U0001f6a2 It sank.", 0),
        ("Nobody saw.", 0),
        ("Cafe\u0301s opened.", 1),
    ]
    assert [item.span.offset for item in found] == [7, 18, 31]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2028"], ids=repr)
def test_a_sentence_keeps_the_line_breaks_of_wrapped_text(ending: str) -> None:
    """A sentence over two lines is one, and its text has the line break that the document has."""
    first = f"Lt.{ending}Maren Holt led the{ending}search."
    assert split(f"{first}{ending}It ended at dusk.") == [first, "It ended at dusk."]


def test_no_break_spaces_part_words_and_sentences() -> None:
    """A no-break space behind a full stop is a space like any other, and belongs to no sentence."""
    assert split("It cost 4\u00a0million.\u00a0\u00a0Nobody paid.") == [
        "It cost 4\u00a0million.",
        "Nobody paid.",
    ]


def test_no_sentence_crosses_paragraphs() -> None:
    """Two spans make two sentences, even where the first has no end."""
    document = "The council met and\nnobody came."
    assert [item.text for item in split_sentences(document, split_blocks(document), "en")] == [
        "The council met and",
        "nobody came.",
    ]


@pytest.mark.parametrize("text", ["", " ", "\u00a0\n"])
def test_a_blank_span_has_no_sentence(text: str) -> None:
    """A span of nothing but blanks gives none."""
    assert split(text) == split(text, "zh") == []


@given(document=DOCUMENTS, language=st.sampled_from(["en", "zh", "ja", "und"]))
def test_sentences_cover_the_body_once(document: str, language: str) -> None:
    """Sentences are slices of the document, in order, and cover all of the body but blanks."""
    found = split_sentences(document, split_blocks(document), language)
    spans = [item.span for item in found]
    assert uncovered(document, spans) == []
    assert all(one.end <= two.offset for one, two in pairwise(spans))
    assert all(item.text == item.span.of(document) == item.text.strip() != "" for item in found)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "piece", ["a", "A", ".", "…", "“", " .", "U.S. ", "St. ", "No. 1 ", "a. ", "Ok! ", "。", "。「"]
)
def test_sentences_are_split_in_linear_time(piece: str, language: str) -> None:
    """Whatever a paragraph repeats, its time grows as its length does."""

    def divide(document: str) -> None:
        split(document, language)

    # A paragraph is read in parts, and more than one of them.
    check_growth(divide, repeat(piece, 30_000), repeat(piece, 240_000))


MIXED_RUNS = [pytest.param("!" * 199 + "a", id="199 marks and a letter"), "!.", "?'", "!…"]


@pytest.mark.parametrize("run", ["!", "?", *MIXED_RUNS])
def test_a_run_of_marks_is_split_in_linear_time(run: str) -> None:
    """A word that is mostly exclamation or question marks takes a time that grows as it does."""

    def divide(length: int) -> None:
        split(f"Stop{repeat(run, length)} He did.")

    check_growth(divide, 4_000, 32_000)


def test_a_paragraph_of_any_length_has_the_sentences_of_its_parts() -> None:
    """An endless paragraph is read in parts, and no sentence is cut where they meet."""
    sentences = [
        f"Lt. Maren Holt counted {number} boats off St. Brannock, {'and more ' * (number % 60)}"
        "before noon."
        for number in range(900)
    ]
    assert split(" ".join(sentences)) == [" ".join(item.split()) for item in sentences]


def test_an_endless_sentence_is_one() -> None:
    """A sentence longer than any part is given whole."""
    text = "The boats, " * 9_000 + "left."
    assert split(f"They stayed. {text} It rained.") == ["They stayed.", text, "It rained."]


@pytest.mark.parametrize(
    ("piece", "language"), [("He ran. ", "en"), ("“. ", "en"), ("橋。", "ja"), ("Er lief. ", "de")]
)
def test_more_sentences_than_are_allowed_are_refused_early(piece: str, language: str) -> None:
    """Counting ends where the limit is passed: 8 times the text takes no longer."""

    def refuse(document: str) -> None:
        with pytest.raises(TooManyParts, match="more than 1,000 sentences"):
            split_sentences(document, [Span(0, len(document))], language, 1_000)

    check_growth(refuse, repeat(piece, 120_000), repeat(piece, 960_000), FLAT)


def test_as_many_sentences_as_are_allowed_are_given() -> None:
    """The limit itself is no mistake."""
    document = "He ran. She sat. It rained."
    assert len(split_sentences(document, [Span(0, len(document))], "en", 3)) == 3
    with pytest.raises(TooManyParts):
        split_sentences(document, [Span(0, len(document))], "en", 2)
