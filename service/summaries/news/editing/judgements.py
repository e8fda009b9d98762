"""What readers said of sets of sentences, with the features of each set.

Judgements are JSON Lines: of the article with this `id`, of one of the `group` of articles that are
alike and with so many `sentences`, the `sets` of sentences (`places`, from 0) that were read as
summaries, and what each reader said: whether it is `printable`, and with which `faults` it is not.
Picks are JSON Lines too: `picked` has the places of the sets that a reader would print of all that
the article's first sentences give.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from service.articles.reading import read_text
from service.summaries.news.editing.revision import (
    SIZE,
    find_alternatives,
    may_stand,
    value_sets,
)
from service.summaries.news.editing.set_features import LANGUAGE, describe_sets
from service.summaries.news.ranker import build_scorer
from service.summaries.news.selection import Choice, choose
from service.summaries.news.sentence_features import describe_sentences
from service.summaries.news.standing.opening import find_opening
from service.summaries.news.standing.standing import ArticleStanding, Standing
from service.summaries.news.word_features import read_vocabulary
from service.summaries.term_counts import Booleans, Floats, Integers


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Sets of an article: their features, the ranker's values, the share that would print each.

    That is not a number where nobody was asked. `picked` says which sets a reader picked of all,
    `offered` which ones the editor is asked about; the first of them is the choice before, and
    `first` the first sentences.
    """

    group: str
    features: Floats
    values: Floats
    printable: Floats
    picked: Booleans
    offered: Booleans
    first: Booleans


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def read_articles(paths: Sequence[Path], wanted: set[str]) -> dict[str, Mapping[str, Any]]:
    """Return the rows of the wanted articles, by their ids."""
    found = {}
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if row.get("id") in wanted:
                    found[row["id"]] = row
    return found


def prepare(judgement: Mapping[str, Any], row: Mapping[str, Any]) -> Judged | None:
    """Return what was judged, with its features; None where the article has other sentences now."""
    article = read_text(row["text"], title=row.get("title") or None, language=LANGUAGE)
    if len(article.sentences) != judgement["sentences"]:
        return None
    vocabulary = read_vocabulary(article)
    described = describe_sentences(article, vocabulary)
    scorer = build_scorer(described, vocabulary)
    standing = ArticleStanding(article, described, vocabulary)
    choice = choose(scorer, standing, SIZE, first=find_opening(standing, vocabulary))
    if len(choice.places) < SIZE:
        return None
    offered = offer(choice, standing)
    shares = {
        tuple(judged["places"]): float(np.mean(judged["printable"]))
        for judged in judgement.get("sets", [])
    }
    picked = {tuple(places) for places in judgement.get("picked", [])}
    sets: Integers = np.array(list(dict.fromkeys((*offered, *shares))))
    lead, rows = offered[0][0], [tuple(places) for places in sets.tolist()]
    return Judged(
        judgement["group"],
        describe_sets(sets, lead, vocabulary, described, scorer.word_probabilities),
        value_sets(sets, scorer),
        np.array([shares.get(places, np.nan) for places in rows]),
        np.array([places in picked for places in rows]),
        np.arange(len(sets)) < len(offered),
        (sets == np.arange(SIZE)).all(axis=1),
    )


def offer(choice: Choice, standing: Standing) -> list[tuple[int, ...]]:
    """Return the choice and the sets that may stand in its place."""
    chosen = sorted(choice.places)
    sets = find_alternatives(chosen, choice.rest, standing).tolist()
    return [
        tuple(places) for places in sets if places == chosen or may_stand(places, standing, chosen)
    ]
