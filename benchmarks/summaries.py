"""How good summaries are: ROUGE of every method against human ones, beside the lead.

.venv/bin/python -m benchmarks.summaries [SUMMARIES.jsonl.gz [METHOD ...]] [--methods METHOD ...]
    (default: training_data/summaries, all methods)
--held-out  SUMMARIES, which have to be given, are what the ranker was trained on: news ranks each
            source by parameters that are fitted, here and now, to the others
--gate      exit 1 where a figure is below its floor (what CI asks)
--plot FILE draw the figures, and how long the methods take, as SVG

SUMMARIES are rows with source, text and references. Three sentences are chosen, as the service
does by default. ROUGE-1, ROUGE-2 and ROUGE-Lsum are F1, the mean over an article's references, by
the rouge-score package with its stemmer. The interval (95 %, paired bootstrap over articles) is of
the difference to the lead in ROUGE-1. Milliseconds are of the processor, words included.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import numpy.typing as npt
from rouge_score.rouge_scorer import RougeScorer
from tqdm import tqdm

from benchmarks.summary_plot import draw
from benchmarks.summary_speed import measure_times
from service.articles.article import Article
from service.articles.reading import read_text
from service.options import Options
from service.summaries.methods import ALGORITHMS
from service.summaries.news.ranker import shipped
from service.summaries.news.training import hold_out, prepare, read_rows
from service.summaries.summarize import summarize, without_agency

_OWN = Path(__file__).resolve().parent.parent / "training_data" / "summaries" / "own.jsonl"
_MEASURES = ("rouge1", "rouge2", "rougeLsum")
_SENTENCES = 3
_RESAMPLES = 5_000
# Points of ROUGE-1 over the lead, a standard error under what was reached on 2026-11-28: on our own
# summaries, and by parameters that have not seen the source.
_FLOORS = {"own": 3.5, "held out": 1.8}

Summarizer = Callable[[Article], Sequence[str]]


@dataclass(frozen=True)
class Case:
    """An article with human summaries."""

    source: str
    article: Article
    references: tuple[str, ...]
    row: Mapping[str, Any]


@dataclass(frozen=True)
class Result:
    """What a method reached: a row of ROUGE for each article, in points, and ms an article.

    `milliseconds` is None where only a part of the work was done.
    """

    scores: npt.NDArray[np.float64]
    milliseconds: float | None


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print a table for each source, and judge or draw it if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("summaries", nargs="?", type=Path)
    parser.add_argument("named", nargs="*", choices=[*ALGORITHMS, []], metavar="METHOD")
    parser.add_argument("--methods", nargs="+", choices=ALGORITHMS, metavar="METHOD", default=[])
    parser.add_argument("--held-out", action="store_true", help="of what the ranker learned from")
    parser.add_argument("--gate", action="store_true", help="exit 1 below a floor")
    parser.add_argument("--plot", type=Path, help="an SVG to draw")
    options = parser.parse_args(arguments)
    if options.held_out and options.summaries is None:
        parser.error("--held-out needs the file of summaries that the ranker was trained on.")
    try:
        cases = read_cases(options.summaries) if options.summaries else read_own()
    except FileNotFoundError:
        remedy = "Without one, ours are measured; methods alone go behind --methods."
        parser.error(f"There is no file {options.summaries}. {remedy}")
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        form = "gzipped JSON Lines with source, text and references"
        parser.error(f"{options.summaries} is not {form}: {type(error).__name__}: {error}")
    if not cases:
        parser.error(f"{options.summaries} has no rows.")
    wanted = {*options.named, *options.methods} or ALGORITHMS
    methods = [m for m in ALGORITHMS if m in wanted or m == "lead"]
    if options.gate:
        methods = ["news", "lead"]
    chosen: dict[str, Summarizer] = {method: _by(method) for method in methods}
    if options.held_out:
        try:
            chosen["news"] = _held_out(cases)
        except ValueError as error:
            parser.error(f"{options.summaries} is not enough to train on: {error}")
    results = {method: measure(cases, choose, method) for method, choose in chosen.items()}
    if options.held_out:
        # Words and features were ready.
        results["news"] = replace(results["news"], milliseconds=None)
    sources = list(dict.fromkeys(case.source for case in cases))
    held = " (held out)" if options.held_out else ""
    for source in (*sources, *(["all"] if len(sources) > 1 else [])):
        places = [i for i, case in enumerate(cases) if source in {case.source, "all"}]
        print(f"\n{source}{held}: {len(places)} articles")
        _print(results, places)
    if options.plot:
        title = f"{len(cases)} articles of {', '.join(sources)}{held}"
        draw(options.plot, _differences(results, range(len(cases))), measure_times(), title)
    return _judge(results) if options.gate else 0


def read_cases(path: Path) -> list[Case]:
    """Return the rows of a file with the articles read as the service reads them."""
    rows = tqdm(list(read_rows(path)), "reading", disable=None, leave=False)
    return [_case(row["source"], read_text(row["text"], language="en"), row) for row in rows]


def read_own() -> list[Case]:
    """Return our own articles with the summaries that were written for them."""
    return list(_own())


def _own() -> Iterator[Case]:
    for line in _OWN.read_text("utf-8").splitlines():
        row = json.loads(line)
        text = (_OWN.parent.parent / "articles" / row["article"]).read_text("utf-8")
        title, _, body = text.partition("\n")
        yield _case("own", read_text(body, title=title, language="en"), row)


def _case(source: str, article: Article, row: Mapping[str, Any]) -> Case:
    references = tuple("\n".join(reference) for reference in row["references"])
    return Case(source, article, references, row)


def _by(method: str) -> Summarizer:
    def choose(article: Article) -> list[str]:
        summary = summarize(article, Options(algorithm=method, sentences=_SENTENCES))
        return [item.sentence.text for item in summary.sentences]

    return choose


def _held_out(cases: Sequence[Case]) -> Summarizer:
    """Choose by a ranker that has not seen the article's source."""
    examples = [found for case in cases if (found := prepare(case.row))]
    rankers = hold_out(examples, quiet=not sys.stderr.isatty())
    by_document = {example.article.document: example for example in examples}

    def choose(article: Article) -> list[str]:
        example = by_document[article.document]
        places = sorted(example.choose(rankers[example.source]))
        return [without_agency(article.sentences[place]).text for place in places]

    return choose


def measure(cases: Sequence[Case], choose: Summarizer, name: str) -> Result:
    """Return what a method reaches on the cases."""
    scorer = RougeScorer(_MEASURES, use_stemmer=True)
    if cases:
        choose(cases[0].article)  # the first of all loads libraries
    scores, spent = [], 0.0
    for case in tqdm(cases, name, leave=False, disable=None):
        begun = process_time()
        summary = choose(case.article)
        spent += process_time() - begun
        text = "\n".join(" ".join(sentence.split()) for sentence in summary)
        found = [scorer.score(reference, text) for reference in case.references]
        scores.append([100.0 * np.mean([one[m].fmeasure for one in found]) for m in _MEASURES])
    return Result(np.array(scores), 1000.0 * spent / max(len(cases), 1))


def bootstrap(differences: npt.NDArray[np.float64]) -> tuple[float, float]:
    """Return the 95 % interval of the mean of paired differences."""
    chance = np.random.default_rng(0)
    means = [
        differences[chance.integers(0, len(differences), len(differences))].mean()
        for _ in range(_RESAMPLES)
    ]
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def _differences(
    results: Mapping[str, Result], places: Sequence[int]
) -> dict[str, tuple[float, float, float]]:
    """Each method's mean difference to the lead in ROUGE-1, and its interval."""
    lead = results["lead"].scores[places, 0]
    found = {}
    for method, result in results.items():
        if method != "lead":
            difference = result.scores[places, 0] - lead
            found[method] = (float(difference.mean()), *bootstrap(difference))
    return found


def _print(results: Mapping[str, Result], places: Sequence[int]) -> None:
    print(f"{'method':10}{'R-1':>8}{'R-2':>8}{'R-Lsum':>8}{'R-1 to lead (95 %)':>28}{'ms':>8}")
    differences = _differences(results, places)
    for method, result in results.items():
        means = result.scores[places].mean(axis=0)
        print(f"{method:10}" + "".join(f"{mean:8.2f}" for mean in means), end="")
        interval = ""
        if method in differences:
            mean, low, high = differences[method]
            interval = f"{mean:+.2f} ({low:+.2f} to {high:+.2f})"
        spent = "-" if result.milliseconds is None else f"{result.milliseconds:.2f}"
        print(f"{interval:>28}{spent:>8}")


def _judge(results: Mapping[str, Result]) -> int:
    gained = results["news"].scores[:, 0] - results["lead"].scores[:, 0]
    reached = {"own": float(gained.mean()), "held out": float(shipped().figures["all"]["gain"])}
    sunk = [
        f"{name} {reached[name]:+.2f} < {floor:+.2f}"
        for name, floor in _FLOORS.items()
        if reached[name] < floor
    ]
    print("\nbelow the floor: " + "; ".join(sunk) if sunk else "\nall floors are held")
    return 1 if sunk else 0


if __name__ == "__main__":
    sys.exit(main())
