"""Articles of a topic made from one pattern: a model learns the pattern in place of the topic."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from service.text.headlines import fold_words
from service.topics.training.rows import USERS_SOURCE, Row

# Four words in a row that are in four of five articles are no chance: of the articles written for
# this project no topic has any in more than one of twenty-five.
_WORDS, _NEARLY_ALL = 4, 0.8
# Of fewer articles a topic is known to be thin.
_ARTICLES = 10


def repeated_phrases(rows: Iterable[Row]) -> tuple[str, ...]:
    """Return a warning for each topic of which nearly all of the user's articles have a phrase."""
    texts: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.source == USERS_SOURCE:
            texts[row.topic].append(f"{row.title or ''}\n{row.text}")
    warnings = []
    for topic, articles in sorted(texts.items()):
        if len(articles) < _ARTICLES:
            continue
        found = Counter(phrase for text in articles for phrase in _phrases(text))
        phrase, count = max(found.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        if count >= _NEARLY_ALL * len(articles):
            warnings.append(
                f'{count} of your {len(articles)} articles under {topic} have the words "{phrase}":'
                " a model may learn these in place of the topic, and then its scores on such"
                " articles say nothing of others. Add articles without them, or take them out"
            )
    return tuple(warnings)


def _phrases(text: str) -> set[str]:
    words = fold_words(text)
    return {" ".join(words[start : start + _WORDS]) for start in range(len(words) - _WORDS + 1)}
