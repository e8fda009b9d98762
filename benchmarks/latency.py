"""Milliseconds of each stage, beside stock sumy LexRank on the same text in the same run.

.venv/bin/python -m benchmarks.latency [FILE ...]    (default: the real page where it is
                                                      found, else the longest of our own)
--gate    exit 1 unless an analysis is fast enough (what CI asks)

The table is by the clock. What is judged is the ratio, of the processor's time on both sides in
turns, which is much the same on any machine, whatever else that does.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from flask.testing import FlaskClient
from sumy.models.dom import ObjectDocumentModel, Paragraph
from sumy.models.dom import Sentence as SumySentence
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.utils import get_stop_words

from service import create_app
from service.articles.lines.labelled.pages import read_folder
from service.articles.reading import read_text
from service.settings import Settings
from service.text.words import Tokenizer

_ROOT = Path(__file__).resolve().parent.parent
_PAGES = Path(os.environ.get("DATELINE_PAGES", _ROOT / "pages"))
# Times as fast as stock LexRank, of a page and of 500 sentences: LexRank's time grows with the
# square. Two thirds of what a busy machine has; an idle one has up to twice as much.
_LEAST_RATIO, _LEAST_LONG_RATIO = 3.0, 16.0
# What is too slow is measured again, and told if it is so each time.
_ATTEMPTS = 3


def main() -> int:
    """Measure, print a table, and judge it if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--gate", action="store_true", help="exit 1 where it is too slow")
    parser.add_argument("--rounds", type=int, default=60)
    options = parser.parse_args()
    client = create_app(Settings.from_environment({})).test_client()
    files = options.files or sorted(_PAGES.glob("*.txt"))
    texts = {path.name: path.read_text("utf-8") for path in files} or _own_page()
    page = next(iter(texts.values()))
    long_text = _of_sentences(page, 500)
    fine = True
    for name, text in {**texts, "500 sentences": long_text}.items():
        long = name == "500 sentences"
        rounds = max(3, options.rounds // (6 if long else 1))
        attempts = _ATTEMPTS if options.gate else 1
        fine &= any(_measure(client, name, text, rounds, long) for _ in range(attempts))
    return 0 if fine or not options.gate else 1


def _own_page() -> dict[str, str]:
    longest = max(read_folder(_ROOT / "training_data" / "pages"), key=lambda page: len(page.text))
    return {longest.name: longest.text}


def _of_sentences(text: str, wanted: int) -> str:
    """A text of so many sentences, no two alike, four a paragraph."""
    own = [" ".join(sentence.text.split()) for sentence in read_text(text).sentences]
    numbered = [
        re.sub(r"([.!?][”\"]?)$", rf" number {index}\1", own[index % len(own)])
        for index in range(wanted)
    ]
    return "\n\n".join(" ".join(numbered[i : i + 4]) for i in range(0, wanted, 4))


def _measure(client: FlaskClient, name: str, text: str, rounds: int, long: bool) -> bool:
    stages: dict[str, list[float]] = {}
    body = text.encode()

    def analyse() -> None:
        answer = client.post("/v1/analysis", data=body, content_type="text/plain")
        assert answer.status_code == 200, answer.get_data(as_text=True)
        for part in answer.headers["Server-Timing"].split(", "):
            stage, _, duration = part.partition(";dur=")
            stages.setdefault(stage, []).append(float(duration))

    _time(analyse, 3)
    stages.clear()
    turns = 3 if long else max(3, rounds // 6)
    ours, lexrank = [], []
    for _ in range(turns):
        ours += _time(analyse, max(1, rounds // turns))
        lexrank += _time(lambda: _stock_lexrank(text), 1)
    print(f"{name}: {len(text):,} characters, {len(ours)} rounds")
    for stage, spent in stages.items():
        print(f"  {stage:24} {_row(spent)}")
    print(f"  {'processor, all of it':24} {_row(ours)}")
    print(f"  {'stock sumy LexRank alone':24} {_row(lexrank)}")
    ratio = statistics.median(lexrank) / statistics.median(ours)
    least = _LEAST_LONG_RATIO if long else _LEAST_RATIO
    print(f"  everything here is {ratio:.1f} times as fast as stock LexRank alone", end="")
    print(f" (at least {least:g})")
    return ratio >= least


def _row(spent: list[float]) -> str:
    ordered = sorted(spent)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return f"median {statistics.median(ordered):9.2f} ms   p95 {p95:9.2f} ms"


def _time(work: Callable[[], object], rounds: int) -> list[float]:
    """Milliseconds of the processor, of so many rounds."""
    spent = []
    for _ in range(rounds):
        begun = process_time()
        work()
        spent.append((process_time() - begun) * 1000.0)
    return spent


def _stock_lexrank(text: str) -> object:
    """What a service built of sumy alone would do: every sentence of the page, stock LexRank."""
    tokenizer = Tokenizer("en")
    pieces = [piece for line in text.splitlines() for piece in re.split(r"(?<=[.!?])\s+", line)]
    sentences = [SumySentence(piece, tokenizer) for piece in pieces if piece.strip()]
    summarizer = LexRankSummarizer(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")
    return summarizer(ObjectDocumentModel([Paragraph(sentences)]), 3)


if __name__ == "__main__":
    sys.exit(main())
