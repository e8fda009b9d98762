"""How much of a focus, a question or name that a summary leans towards, each sentence has."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from service.summaries.language_resources import stop_words
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
    words = Tokenizer(language).to_words(focus)
    forms, stop = forms_of(language), stop_words(language)
    places = vocabulary.find({forms.stem(word) for word in words if word.lower() not in stop})
    wanted = np.zeros(counts.width)
    if len(places):
        sentences = np.bincount(counts.columns, minlength=counts.width)[places]
        wanted[places] = np.log1p(counts.height / sentences)
    shares, total = counts.sums(wanted[counts.columns]), wanted.sum()
    for found in _find_written(focus, language, texts, in_words=len(places) > 0):
        weight = np.log1p(counts.height / np.count_nonzero(found))
        shares, total = shares + weight * found, total + weight
    if not total:
        return np.zeros(counts.height)
    shares /= total
    return shares


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
