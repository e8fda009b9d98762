"""Training the editor: `python -m service.summaries.news.editing.training ARTICLES.jsonl.gz ...`.

Articles are gzipped JSON Lines with `id`, `text` and, if there is one, `title`. Judgements are JSON
Lines: of the article with this `id`, of one of the `group` of articles that are alike and with so
many `sentences`, the `sets` of sentences (`places`, from 0) that were read as summaries, and what
each reader said: whether it is `printable`, and with which `faults` it is not.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from service.articles.reading import read_text
from service.regression import CLIP, Regression
from service.summaries.news.editing.editor import PARAMETERS, Editor
from service.summaries.news.editing.revision import (
    LANGUAGE,
    SIZE,
    find_alternatives,
    may_stand,
    value_sets,
)
from service.summaries.news.editing.set_features import describe_sets
from service.summaries.news.ranker import build_scorer
from service.summaries.news.selection import Choice, choose
from service.summaries.news.sentence_features import describe_sentences, find_whole
from service.summaries.news.standing.opening import find_opening
from service.summaries.news.standing.standing import ArticleStanding, Standing
from service.summaries.news.word_features import read_vocabulary
from service.summaries.term_counts import Booleans, Floats, Integers

JUDGEMENTS = Path(__file__).resolve().parents[4] / "training_data/summaries/judgements.jsonl"
_FOLDS = 8
_MEASURED = ("first", "before", "chosen")
# What is left to the data, and what the log-odds weigh beside the ranker's value: see
# docs/decisions/0026.
_C, _WEIGHT = 0.05, 6.0


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Sets of an article: their features, the ranker's values, the share that would print each.

    That is not a number where nobody was asked. `offered` says which ones the editor is asked
    about; the first of them is the choice before, and `first` the first sentences.
    """

    group: str
    features: Floats
    values: Floats
    printable: Floats
    offered: Booleans
    first: Booleans


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
    offered = offer(choice, standing, described)
    shares = {
        tuple(judged["places"]): float(np.mean(judged["printable"])) for judged in judgement["sets"]
    }
    sets: Integers = np.array(list(dict.fromkeys((*offered, *shares))))
    return Judged(
        judgement["group"],
        describe_sets(sets, vocabulary, described, scorer.word_probabilities, LANGUAGE),
        value_sets(sets, scorer),
        np.array([shares.get(tuple(places), np.nan) for places in sets.tolist()]),
        np.arange(len(sets)) < len(offered),
        (sets == np.arange(SIZE)).all(axis=1),
    )


def offer(choice: Choice, standing: Standing, described: Floats) -> list[tuple[int, ...]]:
    """Return the choice and the sets that may stand in its place."""
    chosen = sorted(choice.places)
    sets = find_alternatives(chosen, find_whole(described), choice.rest).tolist()
    return [
        tuple(places) for places in sets if places == chosen or may_stand(places, standing, chosen)
    ]


def train(examples: Sequence[Judged], weight: float = _WEIGHT) -> Editor:
    """Fit the log-odds of a reader's printing a set."""
    asked = [~np.isnan(example.printable) for example in examples]
    features = np.concatenate([e.features[told] for e, told in zip(examples, asked, strict=True)])
    shares = np.concatenate([e.printable[told] for e, told in zip(examples, asked, strict=True)])
    scaler = StandardScaler().fit(features)
    scaled = np.clip(scaler.transform(features), -CLIP, CLIP)
    fitted = LogisticRegression(C=_C, max_iter=500).fit(
        np.concatenate((scaled, scaled)),
        np.repeat((True, False), len(shares)),
        sample_weight=np.concatenate((shares, 1.0 - shares)),
    )
    scale = scaler.scale_
    found = Regression(scaler.mean_, scale, fitted.coef_[0], float(fitted.intercept_[0]))
    return Editor(found, weight)


def hold_out(examples: Sequence[Judged], weight: float = _WEIGHT) -> Iterator[tuple[Judged, int]]:
    """Yield each article with the set that an editor chooses who has not read its group."""
    groups = sorted({example.group for example in examples})
    drawn = np.random.default_rng(1).permutation(len(groups)) % _FOLDS
    folds = dict(zip(groups, drawn.tolist(), strict=True))
    for fold in range(_FOLDS):
        seen = [example for example in examples if folds[example.group] != fold]
        unseen = [example for example in examples if folds[example.group] == fold]
        if not unseen:
            continue
        editor = train(seen, weight)
        for example in unseen:
            worth = editor.judge(example.features, example.values)
            yield example, int(np.where(example.offered, worth, -np.inf).argmax())


def measure(examples: Sequence[Judged], weight: float = _WEIGHT) -> dict[str, float]:
    """Return which share is printable of the first sentences, of the choice before, and after.

    Of the articles of which all three were judged; `changed` is the share of all articles in which
    the editor chooses another set than before.
    """
    chosen = list(hold_out(examples, weight))
    judged = [
        shares
        for example, place in chosen
        if not np.isnan(
            shares := [
                *example.printable[example.first],
                example.printable[0],
                example.printable[place],
            ]
        ).any()
        and len(shares) == len(_MEASURED)
    ]
    figures = dict(zip(_MEASURED, np.mean(judged, axis=0).tolist(), strict=True))
    changed = float(np.mean([place > 0 for _, place in chosen]))
    return {"articles": len(judged), **figures, "changed": changed}


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, measure and keep the parameters."""
    parser = argparse.ArgumentParser(prog="python -m service.summaries.news.editing.training")
    parser.add_argument("articles", type=Path, nargs="+", help="gzipped JSON Lines: id, text")
    parser.add_argument("--judgements", type=Path, default=JUDGEMENTS, help="what was judged")
    parser.add_argument("--weight", type=float, default=_WEIGHT, help="beside the ranker's value")
    parser.add_argument("--to", type=Path, default=PARAMETERS, help="where the parameters are kept")
    options = parser.parse_args(arguments)
    judgements = [json.loads(line) for line in options.judgements.read_text("utf-8").splitlines()]
    rows = read_articles(options.articles, {judgement["id"] for judgement in judgements})
    examples = [
        found
        for judgement in judgements
        if (row := rows.get(judgement["id"])) and (found := prepare(judgement, row))
    ]
    print(f"{len(examples)} of {len(judgements)} articles that were judged are as they were then.")
    if not examples:
        print("There is nothing to learn from: name the files that have these articles.")
        return 1
    figures = measure(examples, options.weight)
    print("Printable, of groups that the editor has not read:")
    for name, share in figures.items():
        print(f"{name:10}{share:8.3f}" if name != "articles" else f"{name:10}{share:8.0f}")
    editor = train(examples, options.weight)
    kept = {name: round(value, 3) for name, value in figures.items()}
    Editor(editor.printable, editor.weight, kept).save(options.to)
    print(f"Wrote {options.to}.")
    return 0


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main())
