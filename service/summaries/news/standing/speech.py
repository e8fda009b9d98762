"""Which sentences are somebody's speech that has lost its quotation marks."""

from __future__ import annotations

import numpy as np
import regex

from service.articles.article import Article
from service.summaries.news.word_features import Vocabulary
from service.text.languages.cues import FIRST_PERSON

_MARK = regex.compile("[\"“”„«»「」‘]|(?<!\\w)'")
# Of so many sentences that say I or we the article is one in which the writer does.
_SHARE = 0.15
_OTHERS = frozenset({"US", "us", "you", "You", "your", "Your"})


def find_loose_speech(article: Article, vocabulary: Vocabulary) -> frozenset[int]:
    """Return which sentences say I or we, without marks, where the writer does not.

    A writer does where the first sentence or more than a few do.
    """
    height, spellings = vocabulary.counts.height, vocabulary.lexicon.spellings
    said = np.flatnonzero(vocabulary.bits & FIRST_PERSON)
    words = zip(vocabulary.rows[said].tolist(), vocabulary.spelled[said].tolist(), strict=True)
    # The USA are no pronoun, a paper has it that somebody told us, and speaks to its readers.
    rows = {row for row, entry in words if spellings[entry] not in _OTHERS}
    found = [row for row in rows if _MARK.search(article.sentences[row].text) is None]
    if 0 in found or len(found) > max(2.0, _SHARE * height):
        return frozenset()
    return frozenset(found)
