"""Tests of `service.text.language_detection`: what a text is written in, if that can be told."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given

from service.text.language_detection import LANGUAGES, UNDETERMINED, detect_language
from service.text.spans import Span
from tests.articles.strategies import DOCUMENTS
from tests.growth import FLAT, check_growth, repeat
from tests.summaries import newspapers

TEXTS = {
    "en": "The council will close the bridge for six months because its pillars have cracked.",
    "de": "Der Rat sperrt die Brücke für sechs Monate, weil ihre Pfeiler Risse haben.",
    "fr": "Le conseil ferme le pont pendant six mois parce que ses piliers sont fissurés.",
    "es": "El consejo cerrará el puente durante seis meses porque sus pilares tienen grietas.",
    "pt": "A câmara vai fechar a ponte durante seis meses porque os pilares têm rachaduras.",
    "it": "Il consiglio chiuderà il ponte per sei mesi perché i suoi piloni sono crepati.",
    "pl": "Rada zamknie most na sześć miesięcy, ponieważ jego filary popękały.",
    "ru": "Совет закроет мост на полгода, потому что в его опорах появились трещины.",
    "ar": "سيغلق المجلس الجسر لمدة ستة أشهر لأن أعمدته تشققت.",
    "he": "המועצה תסגור את הגשר לשישה חודשים משום שעמודיו נסדקו.",
    "zh": "市议会将关闭大桥六个月，因为桥墩出现了裂缝。",
    "ja": "橋脚にひびが入ったため、市議会は橋を半年間閉鎖する。",
    "hi": "खंभों में दरारें आने के कारण परिषद पुल को छह महीने के लिए बंद करेगी।",
}


STORIES = {story.language: story.document.split("\n\n") for story in newspapers.STORIES.values()}
#: Of languages that are like no other, for which a mixture has one right answer.
APART = ("en", "de", "fr", "ru", "el", "ar", "zh", "ja", "ko")


def tell(*paragraphs: str) -> str:
    """The language of the paragraphs, each a span of a document."""
    document = "\n\n".join(paragraphs)
    ends = accumulate(len(paragraph) + 2 for paragraph in paragraphs)
    spans = [
        Span(end - 2 - len(paragraph), len(paragraph))
        for end, paragraph in zip(ends, paragraphs, strict=True)
    ]
    return detect_language(document, spans)


@pytest.mark.parametrize("language", TEXTS)
def test_a_sentence_of_news_is_enough(language: str) -> None:
    """One sentence tells its language."""
    assert tell(TEXTS[language]) == language


@pytest.mark.parametrize("language", TEXTS)
def test_line_breaks_do_not_matter(language: str) -> None:
    """Hard-wrapped text is in the language that it was in before."""
    assert tell(TEXTS[language].replace(" ", "\r\n")) == language


@pytest.mark.parametrize(
    "text", ["", " ", "\n\u00a0", "12 345 - 6:7", "\U0001f6a2!", "...", "\x00"]
)
def test_a_text_without_letters_is_undetermined(text: str) -> None:
    """Where there is no letter there is no language."""
    assert tell(text) == UNDETERMINED


def test_letter_salad_is_undetermined() -> None:
    """Letters that make no words are in no language."""
    assert tell("xqv zzkw pfrt bmmg qqz wvx") == UNDETERMINED


def test_capitals_do_not_hide_the_language() -> None:
    """A text in capitals is told as well."""
    assert tell(TEXTS["en"].upper()) == "en"


def test_half_a_surrogate_pair_is_no_hindrance() -> None:
    """A text that is not well-formed has a language all the same."""
    assert tell(f"\ud83d {TEXTS['en']}") == "en"


@given(text=DOCUMENTS)
def test_any_text_has_a_known_language_or_none(text: str) -> None:
    """Whatever the characters, the answer is one of the listed languages or undetermined."""
    assert tell(text) in LANGUAGES | {UNDETERMINED}


@pytest.mark.parametrize("piece", ["x", " ", "\n", "\U0001f6a2", "the "])
def test_a_long_text_takes_no_longer(piece: str) -> None:
    """Only the first characters are read: of 400,000 no more than of 50,000."""
    check_growth(tell, repeat(piece, 50_000), repeat(piece, 400_000), FLAT)
