"""Groups of articles that tell the same story in much the same words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from service.archives.errors import NotInstalled
from service.archives.stories.sketch import PERMUTATIONS, Hashes, minhash, similarity

#: Articles that share so much of their shingles are the same story.
SAME = 0.3
# What has fewer shingles is a caption or a stub, and shares a few words with much.
_FEWEST = 16
# Candidates are looked for below that, for signatures only estimate.
_CANDIDATES = 0.2
# What is so much like another brings no candidates that this does not: a story that everybody
# has would otherwise be compared with all of its copies.
_COPY = 0.9


@dataclass(frozen=True)
class Article:
    """An answered article, as far as grouping goes."""

    location: str
    date: str | None
    signature: Hashes
    #: Read when they are needed: those of all would fill memory.
    shingles: Callable[[], Hashes]


@dataclass(frozen=True)
class Mark:
    """What a row is told of its story: its number, and the earliest article with its similarity."""

    group: int
    earliest: str
    similarity: float


def mark(articles: Sequence[Article]) -> list[Mark]:
    """Return the mark of each article; stories are numbered from 1 as they first come.

    The earliest is the one with the earliest date, or, of those without, the first in the input.
    Raises `NotInstalled`.
    """
    roots = _join(articles)
    members: dict[int, list[int]] = {}
    for at, root in enumerate(roots):
        members.setdefault(root, []).append(at)
    marks: dict[int, Mark] = {}
    for number, story in enumerate(members.values(), 1):
        first = min(story, key=lambda at: (articles[at].date or "9", at))
        own = articles[first].shingles() if len(story) > 1 else None
        for at in story:
            alike = 1.0 if own is None else similarity(own, articles[at].shingles())
            marks[at] = Mark(number, articles[first].location, round(alike, 4))
    return [marks[at] for at in range(len(articles))]


def least_similarity(one: Hashes, other: Hashes) -> float:
    """Return from which similarity on two articles are the same story."""
    return SAME if min(len(one), len(other)) >= _FEWEST else _COPY


def _join(articles: Sequence[Article]) -> list[int]:
    """The first article of the story of each."""
    index = _index()
    same: dict[bytes, int] = {}
    parents = list(range(len(articles)))

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    for at, article in enumerate(articles):
        key = article.signature.tobytes()
        twin, own = same.setdefault(key, at), None
        if twin != at:
            own = article.shingles()
            if similarity(articles[twin].shingles(), own) >= _COPY:
                parents[at] = root(twin)
                continue
        values, closest = minhash(article.signature), 0.0
        for candidate in sorted(index.query(values)):
            # Of one story all are alike; a form that thousands are written by is not compared
            # a million times.
            if root(candidate) == root(at):
                continue
            # Each is read from the disk.
            own = article.shingles() if own is None else own
            theirs = articles[candidate].shingles()
            alike = similarity(theirs, own)
            closest = max(closest, alike)
            if alike >= least_similarity(theirs, own):
                one, other = sorted((root(candidate), root(at)))
                parents[other] = one
        if closest < _COPY:
            index.insert(at, values)
    return [root(at) for at in range(len(articles))]


def _index() -> Any:
    try:
        from datasketch import MinHashLSH
    except ImportError:
        raise NotInstalled("datasketch", "--group", "requirements-batch.txt") from None
    # One that is missed costs more than one that is looked at for nothing.
    return MinHashLSH(_CANDIDATES, PERMUTATIONS, weights=(0.2, 0.8))
