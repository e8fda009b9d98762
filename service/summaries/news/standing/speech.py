"""Which sentences are somebody's speech that has lost its quotation marks."""

from __future__ import annotations

import numpy as np
import regex

from service.articles.article import Article
from service.summaries.news.word_features import Vocabulary
from service.summaries.term_counts import Booleans
from service.text.languages.cues import FIRST_PERSON

_MARK = regex.compile("[\"“”„«»「」‘]|(?<!\\w)'")
# Of so many sentences that say I or we the article is one in which the writer does.
_SHARE = 0.15
_OTHERS = ("US", "us", "you", "You", "your", "Your")


def find_loose_speech(article: Article, vocabulary: Vocabulary) -> Booleans:
    """Return which sentences say I or we, without marks, where the writer does not.

    A writer does where the first sentence or more than a few do.
    """
    height = vocabulary.counts.height
    said = (vocabulary.bits & FIRST_PERSON) > 0
    # The USA are no pronoun, a paper has it that somebody told us, and speaks to its readers.
    said &= ~np.isin(vocabulary.spelled, vocabulary.lexicon.numbers(_OTHERS))
    found = np.bincount(vocabulary.rows[said], minlength=height) > 0
    for place in np.flatnonzero(found).tolist():
        found[place] = _MARK.search(article.sentences[place].text) is None
    if found[:1].any() or np.count_nonzero(found) > max(2.0, _SHARE * height):
        found[:] = False
    return found
