"""Articles a second and core in a batch, beside the stages alone, trafilatura and sumy's LexRank.

.venv/bin/python -m benchmarks.batch [--articles N] [--workers N]

The articles are our own, each time with another first line, so that no two are the same.
`stages` is the articles by the sum of their times in `analyse`, in one process, one article after
the other; `answers` the same with JSON read and written, as the API does. `batch` is all of it:
reading, processes, packing, writing. They take turns; the median of the rounds counts, and the best
tells what others on the machine left. Seconds are of the processor, of all processes together and
without the start; the scaling is by the clock, and worth something on an idle machine alone. Memory
is what a worker adds to the machine (its private pages and its share of the others) at its highest.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from itertools import cycle, islice
from multiprocessing import active_children
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import nupunkt
from sumy.parsers.plaintext import PlaintextParser
from sumy.summarizers.lex_rank import LexRankSummarizer
from trafilatura import extract

from service.analysis import Submission, analyse, build_extractor
from service.archives.archive import Archive
from service.archives.batch import Batch
from service.archives.engines.local import LocalEngine
from service.archives.inputs import find_inputs
from service.archives.output.state import State
from service.archives.plan import Plan
from service.archives.reading.reader import Reading
from service.archives.row import Result
from service.archives.tally import Tally
from service.archives.work import ArticleWork
from service.contract.answers import shape
from service.contract.json_article import parse_json
from service.settings import Settings
from service.topics.classifier import Classifier
from service.topics.store.registry import Registry

_ARTICLES = Path(__file__).resolve().parent.parent / "training_data" / "articles"
_WARM = 100
_SECONDS_BETWEEN_LOOKS = 2.0


class Watch:
    """A progress that looks at the memory of the workers."""

    def __init__(self) -> None:
        self.megabytes = 0.0
        self.first = 0.0
        self._looked = 0.0

    def update(self, _: Sequence[Result]) -> None:
        """Look now and then: it takes as long as an article."""
        if perf_counter() - self._looked < _SECONDS_BETWEEN_LOOKS:
            return
        self._looked = perf_counter()
        highest = max((_megabytes(child.pid) for child in active_children()), default=0.0)
        self.first = self.first or highest
        self.megabytes = max(self.megabytes, highest)

    def skip(self, _: Tally) -> None:
        """Nothing is there before."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    texts = list(islice(editions(), given.articles))
    settings = Settings()
    classifier = Classifier(Registry(settings.models).load())
    work = ArticleWork(settings, classifier.manifest.version)
    work.prepare()
    extractor = build_extractor(settings)

    def stages(text: str) -> object:
        return analyse(
            Submission(text),
            classifier=classifier,
            extractor=extractor,
            clock=lambda _: nullcontext(),
        )

    def answers(text: str) -> object:
        submission = parse_json(json.dumps({"text": text}).encode(), settings)
        found = analyse(
            submission, classifier=classifier, extractor=extractor, clock=lambda _: nullcontext()
        )
        shaped = shape(found, classifier.manifest, submission.options)
        return shaped.model_dump_json(exclude_unset=True)

    rates: dict[str, list[float]] = {}
    walls: dict[int, list[float]] = {}
    watch = Watch()
    for text in texts:
        stages(text)  # every word is known to all of them alike
    for _ in range(given.rounds):
        for name, alone in (("stages", stages), ("answers", answers)):
            rates.setdefault(name, []).append(_rate(alone, texts))
        for workers in dict.fromkeys((1, given.workers)):
            rate, wall = _batch(texts, work, workers, watch)
            rates.setdefault(f"batch, {workers} workers", []).append(rate)
            walls.setdefault(workers, []).append(wall)
    print(f"{'':24}articles/s and core: median, best   median of stages, of answers")
    for name, found in rates.items():
        of_stages, of_answers = (
            median(one / other for one, other in zip(found, rates[base], strict=True))
            for base in ("stages", "answers")
        )
        print(
            f"{name:24}{median(found):10.1f}{max(found):10.1f}{of_stages:14.2f}{of_answers:10.2f}"
        )
    print(f"{watch.megabytes:.0f} MB a worker ({watch.first:.0f} at first)")
    faster = min(walls[1]) / min(walls[given.workers])
    print(f"{given.workers} workers against 1 by the clock: {faster:.2f}")
    few = texts[: max(_WARM, given.articles // 10)]
    print(f"{'trafilatura alone':24}{_rate(_extract, few):10.1f}")
    print(f"{'sumy LexRank alone':24}{_rate(_lexrank, few):10.1f}")


def editions() -> Iterator[str]:
    """Our own articles over and over, each time with another number at the head."""
    articles = [path.read_text("utf-8") for path in sorted(_ARTICLES.rglob("*.txt"))]
    for number, text in enumerate(cycle(articles)):
        yield f"Edition {number} of the day.\n\n{text}"


def _rate(work: Callable[[str], object], texts: Sequence[str]) -> float:
    for text in texts[:_WARM]:
        work(text)
    gc.collect()
    seconds = 0.0
    for text in texts:
        begun = process_time()
        work(text)
        seconds += process_time() - begun
    return len(texts) / seconds


def _batch(
    texts: Sequence[str], work: ArticleWork, workers: int, watch: Watch
) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), "utf-8")
        reading = Reading(work.settings)
        archive = Archive(find_inputs([str(path)]), reading, None)
        model = {"version": work.version}
        plan = Plan("", model, {}, None, None, "jsonl", 10_000, group=False, limits={})
        state = State(Path(folder) / "out")
        begun, wall = _seconds(), perf_counter()
        with state.locked():
            Batch(plan, archive, state).run(LocalEngine(workers), work, watch)
        return len(texts) / (_seconds() - begun), perf_counter() - wall


def _seconds() -> float:
    """Of the processor, of this process and those that it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _megabytes(pid: int | None) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _extract(text: str) -> object:
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    return extract(f"<html><body><article>{paragraphs}</article></body></html>")


class _Tokenizer:
    """What sumy takes for its own, whose data would have to be downloaded."""

    def to_sentences(self, text: str) -> list[str]:
        """Return the sentences of a paragraph."""
        return list(nupunkt.sent_tokenize(text))

    def to_words(self, sentence: str) -> list[str]:
        """Return the words of a sentence."""
        return sentence.split()


def _lexrank(text: str) -> object:
    document = PlaintextParser.from_string(text, _Tokenizer()).document
    return LexRankSummarizer()(document, 3)


if __name__ == "__main__":
    main()
