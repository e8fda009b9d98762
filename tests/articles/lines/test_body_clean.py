"""What is nothing but an article must come out whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.articles.furniture.wording import count_words
from service.articles.lines.body import find_body
from service.text.document import read_document
from tests.articles.clean_texts import CLEAN

BULK = Path(__file__).resolve().parents[3] / "training_data" / "articles"
NEWS = (
    "The county will close nine of its sixteen libraries by the spring, the council decided on"
    " Tuesday after a meeting that ended long past midnight.",
    "About forty readers had waited outside in the rain to hear the result, and several of them"
    " wept when the clerk read out the list of the buildings.",
    "The council says that it has to save two million crowns before the end of the year, and that"
    " the schools and the fire brigade have nothing left to give.",
)


def bodies(document: str) -> list[str]:
    """The body's blocks as text."""
    return [span.of(document) for span in find_body(read_document(document)).body]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\r\n\r\n"], ids=repr)
@pytest.mark.parametrize("shows", CLEAN)
def test_an_article_loses_nothing(shows: str, gap: str) -> None:
    """Every paragraph is in the body as it stands, with or without the headline above it."""
    headline, paragraphs = CLEAN[shows]
    assert bodies(gap.join(paragraphs)) == list(paragraphs)
    with_headline = bodies(gap.join((headline, *paragraphs)))
    assert with_headline in ([*paragraphs], [headline, *paragraphs])


def test_articles_in_bulk_keep_their_words() -> None:
    """Below their headlines, the articles that the model is trained on keep 99.5 % of all words."""
    total = kept = 0
    for path in sorted(BULK.glob("*/*.txt")):
        document = path.read_text("utf-8").partition("\n")[2]
        total += count_words(document)
        kept += sum(count_words(text) for text in bodies(document))
    assert total > 20_000
    assert kept / total >= 0.995


@pytest.mark.parametrize(
    "paragraph",
    [
        "By Monday the river had reached the school.",
        "Share prices fell on Friday.",
        "Home is where the mould is, tenants say.",
        "Menu prices rose by a tenth, the first rise in six years.",
        "Two years ago today the beam was bent.",
        "“Nobody asked us.”",
        "It held (for now).",
        "Trending downwards since May, sales of coal have stopped.",
        "A photo of the list was sent to every reader by the evening.",
        "The Associated Press and two other agencies asked for the list.",
    ],
)
def test_a_paragraph_that_begins_like_furniture_is_kept(paragraph: str) -> None:
    """A whole sentence in the middle of an article belongs to it, whatever its first words."""
    parts = [*NEWS[:2], paragraph, NEWS[2]]
    assert bodies("\n\n".join(parts)) == parts


@pytest.mark.parametrize(
    "paragraph",
    [
        "Copyright in the songs passed to her sister, the court found.",
        "The girl’s name may not be published without the court’s permission.",
        "Small lenders (credit unions and mutual banks) opposed the bill on Tuesday.",
        "The boy (pictured right) was found by a neighbour who had heard him whistle.",
        "He was promised a fair and free trial, his lawyer said.",
        "Writing by hand helps pupils to remember, the study found.",
        "Photographs by the two sisters fill the hall.",
        "Journalists were told that the state had contributed nothing.",
        "Register offices across the county will close on Fridays.",
        "Buy now, pay later schemes will be regulated, the minister said.",
    ],
)
def test_a_sentence_with_furniture_s_words_is_kept(paragraph: str) -> None:
    """A sentence of the article about a copyright, a trial or a photograph is not cut out of it."""
    parts = [*NEWS[:2], paragraph, NEWS[2]]
    assert bodies("\n\n".join(parts)) == parts


@pytest.mark.parametrize("paragraph", ["“No.”", "Why?", "Silence.", "Worse how?", "She did not."])
def test_a_sentence_of_one_word_is_kept(paragraph: str) -> None:
    """Even one word is a paragraph of the article where it ends as a sentence does."""
    parts = [*NEWS[:2], paragraph, NEWS[2]]
    assert bodies("\n\n".join(parts)) == parts


@pytest.mark.parametrize(
    "quotation",
    ["„Niemand hat uns gefragt.“", "»Niemand hat uns gefragt.«", "« Personne ne nous a écoutés. »"],
)
def test_a_short_quotation_is_kept_in_other_quotes(quotation: str) -> None:
    """A one-sentence paragraph in German or French quotes belongs to the article."""
    parts = [*NEWS[:2], quotation, NEWS[2]]
    assert bodies("\n\n".join(parts)) == parts


@pytest.mark.parametrize(
    "paragraphs",
    [
        (
            "市議会は月曜日、北橋を来月から半年間閉鎖すると発表した。",
            "検査で橋脚にひびが見つかった。市長は「安全が第一だ」と述べた。",
            "住民は渋滞を心配している。",
            "渡し船の会社は朝夕の便を増やす。",
        ),
        (
            "नगर परिषद ने सोमवार को घोषणा की कि उत्तरी पुल अगले महीने से छह महीने के लिए बंद रहेगा।",
            "इंजीनियरों ने पिछले सप्ताह की जाँच में खंभों में दरारें पाईं।",
            "नाव कंपनी सुबह और शाम दो और नावें चलाएगी।",
        ),
    ],
    ids=["ja", "hi"],
)
def test_an_article_in_another_script_loses_nothing(paragraphs: tuple[str, ...]) -> None:
    """Short paragraphs of a Japanese or Hindi article are kept as those of an English one are."""
    assert bodies("\n".join(paragraphs)) == list(paragraphs)


@pytest.mark.parametrize(
    "lead",
    [
        "SUND (Islander) - Many readers ask each winter: should they keep a lamp at the door?",
        "LORN, Corvane, Oct 19 (CPA) — Two lamps and a rowing boat: is that what the storm left?",
    ],
)
def test_a_paragraph_with_a_dateline_is_the_article_whatever_it_asks(lead: str) -> None:
    """The lead is the most valuable line, and town and agency say that it is one."""
    caption = "FILE PHOTO: A keeper lights the lamp of Gull Rock, May 2, 2026. CPA/Alwin Tesch"
    items = [
        "The county advises all who live by the quay to do three things:",
        "- Keep a lamp with oil for two nights.",
        "- Tie up boats with a second rope before the wind turns north.",
    ]
    rest = [f"The harbour office said on day {day} that the storm would turn." for day in range(9)]
    document = "\n\n".join([lead, caption, *items, *rest])
    assert bodies(document)[0] == lead


def test_of_a_gallery_the_captions_are_the_article() -> None:
    """Where there are captions and nothing else, they are what there is to tell."""
    captions = [
        f"FILE PHOTO: A keeper lights lamp {n} of Gull Rock at dusk, May {n}, 2026. CPA/Alwin Tesch"
        for n in range(1, 8)
    ]
    assert bodies("\n\n".join(["The lamps of Gull Rock", *captions])) == captions


@pytest.mark.parametrize(
    "end", ["The mayor", "If you are", "“I think that we", "Corvane’s board has"]
)
def test_a_last_line_that_breaks_off_is_kept(end: str) -> None:
    """A text that was cut in a sentence ends with its first words, however few they are."""
    assert bodies("\n\n".join([*NEWS, end])) == [*NEWS, end]


@pytest.mark.parametrize("end", ["Mira Holt", "Prime Minister", "(Source: Tarnby Radio)"])
def test_a_last_line_of_names_is_not_kept(end: str) -> None:
    """Names alone are no beginning of a sentence."""
    assert bodies("\n\n".join([*NEWS, end])) == [*NEWS]


def test_the_answers_of_an_interview_are_kept() -> None:
    """Who speaks stands before each question and answer, as often as there is prose."""
    parts = [*NEWS]
    for part in ("roof", "floor", "gate", "cellar", "chimney", "kitchen", "stairs", "yard"):
        parts += ["Ken Poe", f"And what did the board of the mill tell you about the {part}?"]
        parts += ["Mira Holt", f"It said more than once that the {part} would hold for a winter."]
    asked = [part for part in parts[len(NEWS) :] if part.endswith(("?", "."))]
    assert set(asked) <= set(bodies("\n\n".join(parts)))


def test_a_pulled_sentence_is_no_paragraph() -> None:
    """What stands beside a paragraph in large letters is in it already."""
    sentence = "We have waited forty years for a roof that keeps out the rain"
    quoted = f"“{sentence},” said Mira Holt, who teaches there and will move with her pupils."
    parts = [*NEWS[:2], quoted, sentence, NEWS[2]]
    assert bodies("\n\n".join(parts)) == [*NEWS[:2], quoted, NEWS[2]]
