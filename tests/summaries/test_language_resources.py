"""Stop words and stemmers, without sumy's downloads."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nltk.data
import pytest

from service.summaries.language_resources import (
    LONGEST_STEMMED,
    quick_stemmer,
    stemmer,
    stop_words,
    supported_languages,
)
from service.summaries.methods import ALGORITHMS
from service.text.language_detection import LANGUAGES
from service.text.languages import registry
from service.text.languages.registry import REGISTRY
from service.text.words import Tokenizer
from tests.growth import check_growth
from tests.summaries.stories import HARBOUR, make, summarize

_LEAST = {"cs", "de", "el", "en", "es", "fr", "it", "pt", "sv", "uk"}
EVERY = pytest.mark.parametrize("language", supported_languages())


def test_the_supported_languages_are_those_with_stop_words_and_a_stemmer() -> None:
    """Every European language of sumy is there, and none that lacks its list or its stemmer."""
    found = supported_languages()
    assert _LEAST <= set(found) <= LANGUAGES
    assert list(found) == sorted(found)
    assert not {"fi", "is", "nl", "ru", "th", "tr"} & set(found)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "من في"), ("cs", "je ale"), ("de", "der hat Über"), ("el", "και της ΜΕΤΑ από"),
        ("en", "the don’t"), ("es", "el y que"), ("fr", "le l’ d' à"), ("he", "את של"),
        ("it", "il dell’ c'"), ("pl", "się ale"), ("pt", "não são às também"), ("sk", "je už"),
        ("sv", "och på"), ("uk", "і в на Із"), ("zh", "但是"), ("ko", "그리고"),
    ],
)  # fmt: skip
def test_stop_words_are_what_the_tokenizer_gives(language: str, words: str) -> None:
    """Function words of a text are found in the list: whatever their case, accents, apostrophes."""
    found = [word.lower() for word in Tokenizer(language).to_words(words)]
    assert len(found) == len(words.split())
    assert set(found) <= stop_words(language)


@EVERY
def test_stop_words_are_lower_case_without_a_trace_of_escapes(language: str) -> None:
    """No entry has capitals, blanks around it or a backslash, as sumy's Portuguese list has."""
    words = stop_words(language)
    assert len(words) > 100
    assert all(word == word.lower().strip() and "\\" not in word for word in words)


@pytest.mark.parametrize(
    "language", [code for code, known in REGISTRY.items() if known.function_words]
)
def test_our_function_words_are_words_of_a_supported_language(language: str) -> None:
    """Each is one word as the tokenizer gives it, in lower case."""
    assert language in supported_languages()
    for word in REGISTRY[language].function_words:
        assert Tokenizer(language).to_words(word) == (word,) == (word.lower(),)


def test_function_words_alone_serve_where_sumy_has_no_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A language's file is all that it takes where a stemmer is known, as for Danish."""
    (tmp_path / "danish.toml").write_text(
        'code = "da"\nname = "Danish"\nfunction_words = "og broen"', "utf-8"
    )
    try:
        with monkeypatch.context() as patched:
            patched.setattr(registry, "REGISTRY", registry.read_languages(tmp_path))
            stop_words.cache_clear()
            supported_languages.cache_clear()
            assert stop_words("da") == {"og", "broen"}
            assert "da" in supported_languages()
            assert stemmer("da")("broerne") == quick_stemmer("da")("broerne") == "broern"
    finally:
        stop_words.cache_clear()
        supported_languages.cache_clear()


def test_a_language_without_a_list_has_no_stop_words() -> None:
    """Where sumy has none there is none."""
    assert stop_words("und") == stop_words("is") == frozenset()


@pytest.mark.parametrize(
    ("language", "stem", "words"),
    [
        ("ar", "مجلس", "المجلس والمجلس مجلس"),
        ("cs", "most", "mostu mostem mosty MOSTY"),
        ("de", "bruck", "Brücke Brücken"),
        ("el", "κατοικ", "κάτοικοι κατοίκους ΚΑΤΟΙΚΟΥΣ"),
        ("en", "repair", "repairs repaired repairing"),
        ("es", "agricultor", "agricultor agricultores"),
        ("fr", "voleur", "voleur voleurs"),
        ("it", "tren", "treno treni"),
        ("pl", "hal", "hala halę hali halą"),
        ("pt", "barc", "barco barcos"),
        ("sk", "most", "mostu mosty"),
        ("sv", "simhall", "simhallen simhall"),
        ("uk", "лікарн", "лікарня лікарню лікарні"),
        ("und", "repairing", "Repairing"),
    ],
)
def test_stemmers_are_known_by_code(language: str, stem: str, words: str) -> None:
    """An ISO code finds the stemmer; without one, words are only put in lower case."""
    assert {stemmer(language)(word) for word in words.split()} == {stem}


@EVERY
@pytest.mark.parametrize(
    "word", ["2026", "a1", "McTavish", "市议会", "م", "п'ять", "ǅ", "\U0001f6a2", ""]
)
def test_any_word_is_stemmed_without_a_word_in_the_log(language: str, word: str) -> None:
    """Numbers, mixed case and other scripts neither raise nor warn, which would quote the text."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert isinstance(stemmer(language)(word), str)


@EVERY
def test_a_very_long_word_is_only_put_in_lower_case(language: str) -> None:
    """A word of a million letters takes a time that grows as its length does."""
    stem, word = stemmer(language), "Aou" * 333_333
    assert stem(word) == word.lower()
    check_growth(stem, word[:125_000], word)
    assert len(stemmer(language)("ab" * LONGEST_STEMMED)) == 2 * LONGEST_STEMMED


@pytest.mark.parametrize("find", [stemmer, quick_stemmer])
@pytest.mark.parametrize("language", ["ar", "el", "en", "pl"])
def test_threads_may_share_a_stemmer(
    language: str, find: Callable[[str], Callable[[str], str]]
) -> None:
    """Four threads at once get the stems that one alone gets, in whatever order."""
    words = {
        "ar": "المجلس والجسر للطلاب السكان بالقديم يطالبون",
        "el": "πυρκαγιές κατοίκους πλατείας κυβέρνηση καταστροφή",
        "en": "repairing bridges nationally engineers happily",
        "pl": "siatkówki prokuratura dokumenty burmistrza zawalił",
    }[language].split() * 200
    stem = find(language)
    alone = [stem(word) for word in words]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: [stem(word) for word in words], range(4)))
        backwards = list(pool.map(stem, reversed(words)))
    assert found == [alone] * 4
    assert backwards == alone[::-1]


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_nothing_is_looked_up_in_nltk_s_data(
    algorithm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No method searches the disk for NLTK's data or loads any."""
    asked: list[object] = []
    monkeypatch.setattr(nltk.data, "find", lambda name, *_: asked.append(name))
    monkeypatch.setattr(nltk.data, "load", lambda name, *_, **__: asked.append(name))
    stemmer.cache_clear()
    stop_words.cache_clear()
    for language in (*supported_languages(), "und"):
        assert summarize(make(HARBOUR, language=language), algorithm=algorithm).sentences
    assert asked == []


@pytest.mark.parametrize("language", supported_languages())
def test_the_quick_stemmer_joins_forms_too(language: str) -> None:
    """Its stems are in lower case and of bounded cost; in English all but its own agree."""
    quick = quick_stemmer(language)
    assert quick("PROBE") == quick("probe")
    assert quick("a" * 1_000) == "a" * 1_000
    if language == "en":
        assert quick("ferries") == stemmer("en")("ferries") == "ferri"
        assert quick("evenings") == "evening"
