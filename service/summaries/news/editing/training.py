"""Training the editor: `python -m service.summaries.news.editing.training ARTICLES.jsonl.gz ...`.

Articles are gzipped JSON Lines with `id`, `text` and, if there is one, `title`. What was said of
them is in files of their own: see `service.summaries.news.editing.judgements`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, log_softmax, logsumexp, xlogy
from sklearn.preprocessing import StandardScaler

from service.regression import Regression, standardise
from service.summaries.news.editing.editor import PARAMETERS, Editor
from service.summaries.news.editing.judgements import Judged, prepare, read_articles, read_lines
from service.summaries.term_counts import Floats

_DATA = Path(__file__).resolve().parents[4] / "training_data/summaries"
JUDGEMENTS, PICKS = _DATA / "judgements.jsonl", _DATA / "picks.jsonl"
_FOLDS = 8
_MEASURED = ("first", "before", "chosen")
# What holds the weights to nothing, and what the log-odds weigh beside the ranker's value: see
# docs/decisions/0026.
_RIDGE, _WEIGHT = 10.0, 8.0


def train(examples: Sequence[Judged], weight: float = _WEIGHT) -> Editor:
    """Fit the log-odds of a reader's printing a set.

    They are to tell the sets that were judged apart, and, of an article's sets, to make the ones
    likely that were picked: both likelihoods are added, and a ridge.
    """
    asked = [~np.isnan(example.printable) for example in examples]
    pairs = list(zip(examples, asked, strict=True))
    chosen_from = [
        (example.features[example.offered], example.picked[example.offered])
        for example in examples
        if example.picked[example.offered].any()
    ]
    judged = np.concatenate([example.features[told] for example, told in pairs])
    scaler = StandardScaler().fit(np.concatenate([judged, *(rows for rows, _ in chosen_from)]))
    mean, scale = scaler.mean_, scaler.scale_
    rows = standardise(judged, mean, scale)
    shares = np.concatenate([example.printable[told] for example, told in pairs])
    races = [(standardise(each, mean, scale), picked) for each, picked in chosen_from]

    def loss(parameters: Floats) -> tuple[float, Floats]:
        weights, bias = parameters[:-1], parameters[-1]
        likely = expit(rows @ weights + bias)
        total = -float((xlogy(shares, likely) + xlogy(1.0 - shares, 1.0 - likely)).sum())
        slope = np.append((likely - shares) @ rows, (likely - shares).sum())
        for each, picked in races:
            logs = log_softmax(each @ weights)
            total -= float(logsumexp(logs[picked]))
            ahead = np.where(picked, np.exp(logs - logsumexp(logs[picked])), 0.0)
            slope[:-1] -= (ahead - np.exp(logs)) @ each
        slope[:-1] += 2.0 * _RIDGE * weights
        return total + _RIDGE * float(weights @ weights), slope

    fitted = minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B").x
    return Editor(Regression(mean, scale, fitted[:-1], float(fitted[-1])), weight)


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

    Of the articles of which all three were judged; `picked first`, `picked before` and `picked
    chosen` are the same of those of which sets were picked. `changed` is the share of all articles
    in which the editor chooses another set than before.
    """
    chosen = list(hold_out(examples, weight))
    judged, picked = [], []
    for example, place in chosen:
        if not example.first.any():
            continue
        places = [int(example.first.argmax()), 0, place]
        if not np.isnan(example.printable[places]).any():
            judged.append(example.printable[places])
        if example.picked.any():
            picked.append(example.picked[places])
    figures: dict[str, float] = {"articles": len(judged), "picks": len(picked)}
    for name, found in (("", judged), ("picked ", picked)):
        if found:
            means = np.mean(found, axis=0).tolist()
            figures |= {f"{name}{one}": share for one, share in zip(_MEASURED, means, strict=True)}
    return figures | {"changed": float(np.mean([place > 0 for _, place in chosen]))}


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, measure and keep the parameters."""
    parser = argparse.ArgumentParser(prog="python -m service.summaries.news.editing.training")
    parser.add_argument("articles", type=Path, nargs="+", help="gzipped JSON Lines: id, text")
    parser.add_argument("--judgements", type=Path, default=JUDGEMENTS, help="what was judged")
    parser.add_argument("--picks", type=Path, default=PICKS, help="what was picked")
    parser.add_argument("--weight", type=float, default=_WEIGHT, help="beside the ranker's value")
    parser.add_argument("--to", type=Path, default=PARAMETERS, help="where the parameters are kept")
    options = parser.parse_args(arguments)
    judgements = read_lines(options.judgements) + read_lines(options.picks)
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
        print(f"{name:16}{share:8.0f}" if share > 1 else f"{name:16}{share:8.3f}")
    editor = train(examples, options.weight)
    kept = {name: round(value, 3) for name, value in figures.items()}
    Editor(editor.printable, editor.weight, kept).save(options.to)
    print(f"Wrote {options.to}.")
    return 0


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main())
