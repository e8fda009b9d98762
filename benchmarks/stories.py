"""How well articles are grouped into stories, on pairs that somebody else has labelled.

.venv/bin/python -m benchmarks.stories PAIRS.jsonl

A pair is a line with the texts `one` and `other`, and `same`: whether they tell the same story.
Each text is analysed as in a batch, so that it is the article's own words that are compared. Copies
are pairs of the same story in which half of the shorter text's words stand in runs of six or more
that the other has too: what `--group` is meant to find, told in another way than it finds them.
docs/decisions/0081 says which public sets it was tried on.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from service.archives.row import Row
from service.archives.stories.groups import SAME, least_similarity
from service.archives.stories.sketch import Hashes, similarity
from service.archives.work import ArticleWork
from service.settings import Settings
from service.topics.card.scores import wilson_interval
from service.topics.store.registry import Registry

_THRESHOLDS = (0.1, 0.2, SAME, 0.4, 0.5)
_WORD = re.compile(r"\w+")
_RUN = 6
_COPIED = 0.5


@dataclass(frozen=True)
class Pair:
    """Two articles, as alike as they are."""

    similarity: float
    #: From which similarity on they are grouped.
    least: float
    same: bool
    copied: bool


def main() -> None:
    """Print precision and recall by the threshold, with their 95 % intervals."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("pairs", type=Path)
    lines = parser.parse_args().pairs.read_bytes().splitlines()
    settings = Settings()
    work = ArticleWork(settings, Registry(settings.models).current(), group=True)
    work.prepare()

    @cache
    def shingles(text: str) -> Hashes | None:
        (result,) = work([Row("", json=json.dumps({"text": text}).encode())])
        return result.sketch.shingles if result.sketch else None

    pairs = []
    for line in lines:
        pair = json.loads(line)
        one, other = shingles(pair["one"]), shingles(pair["other"])
        if one is not None and other is not None:
            copied = bool(pair["same"]) and _share_copied(pair["one"], pair["other"]) >= _COPIED
            alike, least = similarity(one, other), least_similarity(one, other)
            pairs.append(Pair(alike, least, bool(pair["same"]), copied))
    print(f"{len(pairs)} pairs, {len(lines) - len(pairs)} without an article")
    for threshold in _THRESHOLDS:
        found = [pair for pair in pairs if pair.similarity >= max(threshold, _stub(pair))]
        same = [pair for pair in found if pair.same]
        print(
            f"{threshold}: precision {_told(len(same), len(found))}, recall"
            f" {_told(len(same), sum(pair.same for pair in pairs))}, of copies"
            f" {_told(sum(pair.copied for pair in found), sum(pair.copied for pair in pairs))}"
        )


def _stub(pair: Pair) -> float:
    return pair.least if pair.least > SAME else 0.0


def _share_copied(one: str, other: str) -> float:
    shorter, longer = sorted((_WORD.findall(text.casefold()) for text in (one, other)), key=len)
    blocks = SequenceMatcher(None, shorter, longer, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= _RUN) / max(1, len(shorter))


def _told(part: int, whole: int) -> str:
    low, high = wilson_interval(part, whole)
    share = part / whole if whole else 0.0
    return f"{share:.3f} ({low:.2f} to {high:.2f}; {part} of {whole})"


if __name__ == "__main__":
    main()
