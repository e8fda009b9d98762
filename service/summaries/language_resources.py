"""What sumy's methods need to know of a language: its stop words and its stemmer."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache, partial
from importlib.resources import files
from threading import local

from nltk.stem.snowball import ArabicStemmer
from Stemmer import Stemmer as Snowball
from Stemmer import algorithms
from sumy.nlp.stemmers import Stemmer
from sumy.utils import get_stop_words, normalize_language

from service.text.language_detection import LANGUAGES, UNDETERMINED
from service.text.languages.registry import find_language

#: Characters of the longest word that is stemmed. No language's dictionary has a longer one, and
#: some stemmers take quadratic time.
LONGEST_STEMMED = 100


@cache
def supported_languages() -> tuple[str, ...]:
    """Return the ISO 639-1 codes of the languages with stop words and a stemmer, in order."""
    return tuple(code for code in sorted(LANGUAGES) if stop_words(code) and _find_stemmer(code))


@lru_cache(maxsize=64)
def stop_words(language: str) -> frozenset[str]:
    """Return the language's stop words in lower case, sumy's and ours; none where it has none."""
    name = _lists().get(language)
    words = {
        unicodedata.normalize("NFC", word).lower().replace("’", "'")
        for entry in (get_stop_words(name) if name else ())
        for word in _unescape(entry).split(", ")
    }
    words |= find_language(language).function_words
    if language == "el":
        # Capitals are written without accents: ΜΕΤΑ is μετά.
        words |= {_without_accents(word) for word in words}
    return frozenset(words)


@lru_cache(maxsize=64)
def stemmer(language: str) -> Callable[[str], str]:
    """Return the language's stemmer; one that only lowers case where it has none.

    It keeps nothing from one word to the next, so that threads may share it.
    """
    return _find_stemmer(language) or _lower


@lru_cache(maxsize=64)
def quick_stemmer(language: str) -> Callable[[str], str]:
    """Return the language's stemmer in C where there is one, which takes a quarter of the time.

    A few of its stems differ from `stemmer`'s, which are sumy's own: "evenings" is "evening" here
    and "even" there. See docs/decisions/0024.
    """
    name = _lists().get(language)
    if name is None or name not in algorithms():
        return stemmer(language)
    return partial(_snowball, name)


@cache
def _lists() -> dict[str, str]:
    """The names of sumy's lists of stop words, by ISO code (el is Modern Greek (1453-) there)."""
    names = {
        entry.name.removesuffix(".txt")
        for entry in (files("sumy") / "data" / "stopwords").iterdir()
        if entry.name.endswith(".txt")
    }
    known = {code: names.intersection(normalize_language(code).split()) for code in LANGUAGES}
    return {code: found.pop() for code, found in known.items() if found}


def _unescape(entry: str) -> str:
    r"""What a line of the Portuguese list says, which has accents as \xe3."""
    return entry.encode().decode("unicode_escape") if "\\" in entry else entry


def _without_accents(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    return "".join(part for part in parts if not unicodedata.combining(part))


def _find_stemmer(language: str) -> Callable[[str], str] | None:
    if language == UNDETERMINED:
        return None
    if language == "ar":
        # NLTK's remembers the words before, so that a stem would depend on them.
        return partial(_stem, lambda word: ArabicStemmer().stem(word))
    name = _lists().get(language, language)
    try:
        found = Stemmer(name)
        found("probe")
    except LookupError:
        return None
    except ValueError:
        # Greek and Polish need packages that sumy does not bring; Snowball has both, in less time
        # and memory. docs/decisions/0024
        return partial(_snowball, name) if name in algorithms() else None
    # The Czech stemmer warns, quoting it, of a word without small letters, as numbers are.
    return partial(_stem_small, found) if language in {"cs", "sk"} else partial(_stem, found)


def _stem(found: Callable[[str], str], word: str) -> str:
    return found(word) if len(word) <= LONGEST_STEMMED else word.lower()


def _stem_small(found: Callable[[str], str], word: str) -> str:
    word = word.lower()
    return _stem(found, word) if word.islower() else word


class _Snowballs(local):
    """Snowball's stemmers, which must not serve two threads: each thread has its own."""

    def __init__(self) -> None:
        self.by_name: dict[str, Snowball] = {}


_SNOWBALLS = _Snowballs()


def _snowball(name: str, word: str) -> str:
    if len(word) > LONGEST_STEMMED:
        return word.lower()
    known = _SNOWBALLS.by_name
    found = known.get(name)
    if found is None:
        # It keeps no words.
        found = known[name] = Snowball(name, 0)
    stem: str = found.stemWord(word.lower())
    return stem


def _lower(word: str) -> str:
    return word.lower()
