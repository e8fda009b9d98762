"""How much of a focus, a question or name that a summary leans towards, each sentence has."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from service.summaries.language_resources import stop_words
from service.summaries.news.accents import (
    other_forms,
    same_letters,
    spellings_without_accents,
    without_accents,
)
from service.summaries.news.word_features import Vocabulary
from service.summaries.news.word_forms import forms_of
from service.summaries.term_counts import Booleans, Floats
from service.text.languages.registry import find_language
from service.text.words import Tokenizer

# WHO, US, U.S.
_CAPITALS = re.compile(r"\b[^\W\d_](?:\.?[^\W\d_])+\b")
_RUN = re.compile(r"\w+")


def read_focus(focus: str, language: str, texts: Sequence[str], vocabulary: Vocabulary) -> Floats:
    """Return for each sentence its share of the focus: rare words count for more, absent for none.

    A sentence with two halves of a focus has as much as two with one each. Names that are spelled
    like stop words are looked for as they are written: WHO, May.
    """
    counts = vocabulary.counts
    asked = _Asked(language, vocabulary)
    stop = stop_words(language)
    words = [word for word in Tokenizer(language).to_words(focus) if word.lower() not in stop]
    groups = {places: None for word in words if (places := asked.places(word))}
    found = [_with_any(places, vocabulary) for places in groups]
    found += _find_written(focus, language, texts, in_words=bool(groups))
    shares, total = np.zeros(counts.height), 0.0
    for one in found:
        weight = np.log1p(counts.height / np.count_nonzero(one))
        shares, total = shares + weight * one, total + weight
    return shares / total if total else shares


def _with_any(places: tuple[int, ...], vocabulary: Vocabulary) -> Booleans:
    counts = vocabulary.counts
    found = np.zeros(counts.height, np.bool_)
    found[counts.rows[np.isin(counts.columns, places)]] = True
    return found


class _Asked:
    """Where the stems of an article are, by the words that a reader types for them."""

    def __init__(self, language: str, vocabulary: Vocabulary) -> None:
        self._language = language
        self._forms = forms_of(language)
        self._inflections = find_language(language).inflections
        self._exact: dict[str, set[int]] = {}
        self._plain: dict[str, set[int]] = {}
        known = vocabulary.lexicon.spellings
        for place, entry in enumerate(vocabulary.stems.tolist()):
            stem = known[entry]
            self._exact.setdefault(same_letters(stem, language), set()).add(place)
            if not stem.isascii():
                for plain in spellings_without_accents(stem):
                    for key in {plain, self._forms.stem(plain)}:
                        self._plain.setdefault(key, set()).add(place)

    def places(self, word: str) -> tuple[int, ...]:
        """Return the places of the stems of a word and its other forms.

        What is typed without accents is found with them too; with accents, as it is typed, or
        where the article has none so, without.
        """
        lowered = word.lower()
        forms = {lowered, *other_forms(lowered, self._inflections)}
        stems = {self._forms.stem(form) for form in forms}
        found = set().union(
            *(self._exact.get(same_letters(stem, self._language), ()) for stem in stems)
        )
        plain = {without_accents(form) for form in forms}
        if not found or plain == forms:
            for key in plain | {self._forms.stem(form) for form in plain}:
                found |= self._plain.get(key, set())
                if plain != forms:
                    found |= self._exact.get(key, set())
        return tuple(sorted(found))


def _find_written(
    focus: str, language: str, texts: Sequence[str], *, in_words: bool
) -> list[Booleans]:
    """For each name that has to be looked for as it is written, the sentences with it, if any."""
    patterns = [
        r"(?<!\w)" + r"\.?".join(map(re.escape, name)) + r"(?!\w)"
        for name in _names(focus, language)
    ]
    if find_language(language).unspaced and not in_words:
        # A single character is in no pair of two, and hiragana are in no word.
        patterns += [re.escape(run) for run in dict.fromkeys(_RUN.findall(focus))]
    found = [
        np.array([re.search(pattern, text) is not None for text in texts], np.bool_)
        for pattern in patterns
    ]
    return [one for one in found if one.any()]


def _names(focus: str, language: str) -> list[str]:
    """Stop words in capitals among other words, and where all are stop words, those with one."""
    stop = stop_words(language)
    names: dict[str, None] = {}
    for match in _CAPITALS.finditer(focus):
        letters = match[0].replace(".", "")
        if letters.isupper() and (letters.lower() in stop or "." in match[0]):
            names[letters] = None
    # Initials are names already.
    words = [w for w in Tokenizer(language).to_words(focus) if len(w) > 1 and "." not in w]
    others = [word for word in words if word.lower() not in stop]
    if others and all(word.isupper() for word in words):
        # WHO PAYS FOR THE BRIDGE is a question in capitals, not one about an organisation.
        return []
    if not others:
        names |= {word: None for word in words if word[0].isupper()}
    return list(names)
