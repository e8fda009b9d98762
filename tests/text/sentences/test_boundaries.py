"""Tests of `service.text.sentences.boundaries`: sentences that meet, and footnotes."""

from __future__ import annotations

import pytest

from service.text.sentences.splitting import split_sentences
from service.text.spans import Span


def split(text: str, language: str) -> list[str]:
    """The sentences of a paragraph."""
    return [item.text for item in split_sentences(text, [Span(0, len(text))], language)]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["The ferry sank at noon.", "Nobody drowned, said Ada Munn.", "She saw it."]),
        ("en", ["Was it late?", "The crew left at dawn!", "They came in 1904.", "It rained."]),
        ("en", ["“We wait,” she said.", "“It takes a year.”", "The crew agreed to stay."]),
        ("de", ["Die Fähre sank am Mittag.", "Niemand ertrank, sagte Ada Vell.", "Der Rat tagt."]),
        ("es", ["El barco se hundió.", "¿Quién paga?", "Nadie lo sabe."]),
        ("fr", ["Le bac a coulé hier.", "Personne n’est mort.", "Le maire se tait."]),
        ("ru", ["Паром утонул.", "Никто не погиб.", "Мэр молчит."]),
        ("ko", ["어제 배가 가라앉았다.", "아무도 다치지 않았다."]),
        ("ar", ["غرقت العبارة أمس.", "قال العمدة إنه حزين."]),
        ("hi", ["नाव डूब गई।", "कोई नहीं मरा।"]),
    ],
)  # fmt: skip
def test_sentences_end_where_a_blank_is_missing(language: str, sentences: list[str]) -> None:
    """As pages give them whose lines were joined."""
    assert split("".join(sentences), language) == sentences


@pytest.mark.parametrize(
    "text",
    [
        "The firm Varn.AI of St.Brannock sold Hollis.Works to Dr.Munn of the U.S.A. team.",
        "Her notes were in Ferry.DOCX and at brackmouth.example/Ferry.Notes or Node.Js for weeks.",
        "Write to Ada.Munn@brackmouth.example about version 2.0 and the 3.5 million.",
        "J.K.Munn and P.J.Carr wrote to Booking.Com about BRK.B shares.",
    ],
)
def test_names_files_and_addresses_are_left_whole(text: str) -> None:
    """A full stop within them ends no sentence."""
    assert split(f"{text} Rain fell.", "en") == [text, "Rain fell."]


@pytest.mark.parametrize("language", ["en", "de", "da"])
@pytest.mark.parametrize("mark", ["[1]", "[2][3]", "[a]", "[note 4]", "¹", "†", "(5)"])
def test_a_footnotes_mark_stays_with_its_sentence(mark: str, language: str) -> None:
    """It stands at the full stop, and does not open the next sentence."""
    sentences = [f"Rain fell.{mark}", "Snow fell.", f"“Hail fell.”{mark}", "Boats sank."]
    assert split(" ".join(sentences), language) == sentences


def test_a_raised_figure_that_was_copied_stays_with_its_sentence() -> None:
    """As figures do that a copied text has behind its full stops."""
    assert split("The lake shrinks.1 Fish are dying.2,3 Nobody acts.", "en") == [
        "The lake shrinks.1",
        "Fish are dying.2,3",
        "Nobody acts.",
    ]


def test_a_bracketed_word_opens_a_sentence() -> None:
    """It stands behind a blank, and no footnote's mark does."""
    assert split("“We knew. [The crew] never asked.” So she said.", "en") == [
        "“We knew.",
        "[The crew] never asked.”",
        "So she said.",
    ]
