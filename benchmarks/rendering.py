"""What of a page its rendered document holds, and what rendering costs beside trafilatura.

.venv/bin/python -m benchmarks.rendering PAGES.jsonl.gz
--gate    exit 1 where a figure is off its bound

PAGES are rows with url, pasted, body and html. Lines chosen by the known article show how well a
choice of whole lines could do; lines that trafilatura keeps show that none is lost on the way.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from time import process_time

os.environ.setdefault("OMP_NUM_THREADS", "1")

from tqdm import tqdm
from trafilatura import extract

from service.articles.html.parsing import PageLimits, clean_markup
from service.articles.html.rendering.document import Rendering, render
from service.articles.html.rendering.kept import find_kept
from service.articles.lines.labelled.evaluation import Score, compare, mean
from service.articles.lines.labelled.pages import Page, read_rows

# None of the pages may fall to a limit here.
_LIMITS = PageLimits(*(10_000_000,) * 4)
# Percent of a line's words that make it one that is chosen.
_CHOSEN = 50
_MOST_RATIO, _MOST_LOST = 0.3, 0.005
_ALL, _BEST, _TRAFILATURA, _KEPT = (
    "all lines",
    "lines chosen by the known article",
    "trafilatura",
    "lines that trafilatura keeps",
)


def main() -> int:
    """Measure, print a table, and judge it if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("pages", type=Path)
    parser.add_argument("--gate", action="store_true", help="exit 1 off a bound")
    options = parser.parse_args()
    pages = [page for page in read_rows(options.pages) if page.html and page.body.strip()]
    scores: dict[str, list[Score]] = {_ALL: [], _BEST: [], _TRAFILATURA: [], _KEPT: []}
    ratios, times = [], []
    for page in tqdm(pages, leave=False, disable=not sys.stderr.isatty()):
        spent, others, found = _measure(page)
        ratios.append(spent / others)
        times.append(spent)
        for name, text in found.items():
            scores[name].append(compare(text, page.body))
    print(f"{'method':36}{'pages':>6}{'prec.':>8}{'recall':>8}{'F1':>8}")
    whole = {name: mean(rows) for name, rows in scores.items()}
    for name, score in whole.items():
        figures = "".join(f"{figure:8.4f}" for figure in (score.precision, score.recall, score.f1))
        print(f"{name:36}{len(pages):6}{figures}")
    ratio = statistics.median(ratios)
    print(f"\nrendering and boxes: {1000 * statistics.median(times):.1f} ms, "
          f"{ratio:.2f} of what trafilatura takes (medians)")  # fmt: skip
    lost = abs(whole[_TRAFILATURA].f1 - whole[_KEPT].f1)
    if options.gate and (lost > _MOST_LOST or ratio > _MOST_RATIO):
        print(f"off a bound: {_MOST_LOST} between trafilatura and the lines, {_MOST_RATIO} in time")
        return 1
    return 0


def _measure(page: Page) -> tuple[float, float, dict[str, str]]:
    """Seconds of ours and of trafilatura's, and the texts to compare.

    Ours are those on top of it: the markup is cleaned for trafilatura too.
    """
    html = page.html or ""
    begun = process_time()
    extracted = extract(html, include_comments=False, favor_precision=True) or ""
    others = process_time() - begun
    markup = clean_markup(html)
    begun = process_time()
    rendering = render(markup, _LIMITS)
    kept = rendering.with_kept(find_kept(rendering.lines, extracted))
    spent = process_time() - begun
    return spent, others, {
        _ALL: rendering.text,
        _BEST: _choose(rendering, find_kept(rendering.lines, page.body)),
        _TRAFILATURA: extracted,
        _KEPT: _choose(kept, [box.kept for box in kept.boxes]),
    }  # fmt: skip


def _choose(rendering: Rendering, shares: Sequence[int]) -> str:
    chosen = zip(rendering.lines, shares, strict=True)
    return "\n".join(line for line, share in chosen if share >= _CHOSEN)


if __name__ == "__main__":
    sys.exit(main())
