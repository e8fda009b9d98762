"""Milliseconds of each summary method beside stock sumy's, on the same documents in the same run.

.venv/bin/python -m benchmarks.summary_speed [METHOD ...]    (default: all of sumy's, and news)
--gate    a short run; exit 1 unless the methods are fast enough (what CI asks)

A service keeps the stems of words that it met, so a document that is ranked again costs less than
a new one. `new` is what counts: a fifth of training_data/'s articles, end to end, ranked after the
other four fifths and never before. 3,000 sentences are of all articles, with no stem known.
`again` is the same document once more. Times are of the processor, so that what else the machine
does counts little; words are split beforehand. A dash stands where stock sumy would take over five
seconds. News, which sumy lacks, stands beside stock LexRank.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from sumy.models.dom import ObjectDocumentModel
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers.edmundson import EdmundsonSummarizer
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer
from tqdm import tqdm

from service.articles.article import Article
from service.articles.reading import read_text
from service.options import Options
from service.summaries import stems
from service.summaries.document import build_document
from service.summaries.language_resources import stop_words
from service.summaries.method import RatingMethod
from service.summaries.methods import method_for
from service.summaries.news import word_forms
from service.text.sentences.sentence import Sentence
from service.text.spans import Span
from service.text.words import read_words

_ARTICLES = Path(__file__).resolve().parent.parent / "training_data" / "articles"
_STOCK: dict[str, Callable[..., Any]] = {
    "lexrank": LexRankSummarizer,
    "textrank": TextRankSummarizer,
    "lsa": LsaSummarizer,
    "luhn": LuhnSummarizer,
    "kl": KLSummarizer,
    "sumbasic": SumBasicSummarizer,
    "reduction": ReductionSummarizer,
    "edmundson": EdmundsonSummarizer,
    # sumy has no such method; the one that it is mostly used for is what news is measured by.
    "news": LexRankSummarizer,
}
_SIZES = (25, 50, 200, 800, 3_000)
_MOST_SECONDS = 5.0
# Sentences of the longest document that stock LexRank is drawn at: 3 s; 3,000 take it 41.
_MOST_STOCK = 800
# What CI asks of new documents: times as fast as stock sumy at so many sentences, half of what an
# idle machine has (6.2, 158 and 7.9; news 3.1 and 205), for a busy one has a third less; and times
# as long as stock LexRank takes for the yardstick's sentences, at the most. Most take half as
# long for 3,000, SumBasic and KL somewhat longer.
_LEAST_RATIOS = {
    ("lexrank", 25): 3.0,
    ("lexrank", 800): 80.0,
    ("textrank", 200): 4.0,
    ("news", 25): 1.7,
    ("news", 800): 100.0,
}
_YARDSTICK = 200
_MOST_RATIOS = {(method, 3_000): 3.0 for method in _STOCK} | {("kl", 3_000): 8.0}
# What is too slow is measured again, and told if it is so each time.
_ATTEMPTS = 3


class _Prepared(NamedTuple):
    """An article, and what sumy's methods and ours that follow them read of it."""

    article: Article
    document: ObjectDocumentModel


_Rank = Callable[[_Prepared], object]


def main() -> int:
    """Measure, print a table, and judge it if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("methods", nargs="*", choices=[*_STOCK, []])
    parser.add_argument("--gate", action="store_true", help="exit 1 where it is too slow")
    options = parser.parse_args()
    articles = [_read(path) for path in sorted(_ARTICLES.rglob("*.txt"))]
    return _judge(articles) if options.gate else _compare(articles, options.methods or [*_STOCK])


def _read(path: Path) -> Article:
    title, _, text = path.read_text("utf-8").partition("\n")
    return read_text(text, title=title, clean=False, language="en")


def _compare(articles: Sequence[Article], methods: Sequence[str]) -> int:
    rows = []
    with tqdm(total=len(methods) * len(_SIZES), disable=None, leave=False) as bar:
        for method in methods:
            bar.set_description(method)
            power, expected, cells = 3 if method == "kl" else 2, 0.0, []
            for before, size in zip((1, *_SIZES), _SIZES, strict=False):
                known, new = _documents(articles, size)
                expected *= (size / before) ** power
                stock: float | None = None
                if expected <= _MOST_SECONDS * 1000.0:
                    expected = stock = _milliseconds(_stock(method), new)
                cells.append(_cell(*_ours(method, known, new, 3), stock))
                bar.update()
            rows.append((method, cells))
    print("ms of processor time: new, again, stock sumy's, how many times as fast new is")
    print(f"{'':10}" + "".join(f"{f'{size:,} sentences':>33}" for size in _SIZES))
    for method, cells in rows:
        print(f"{method:10}" + "".join(f"{cell:>33}" for cell in cells))
    return 0


def measure_times() -> dict[str, list[tuple[int, float]]]:
    """Return milliseconds by number of sentences, of news, LexRank and stock sumy's LexRank."""
    articles = [_read(path) for path in sorted(_ARTICLES.rglob("*.txt"))]
    times: dict[str, list[tuple[int, float]]] = {"news": [], "lexrank": [], "sumy's lexrank": []}
    for size in _SIZES:
        known, new = _documents(articles, size)
        for method in ("news", "lexrank"):
            times[method].append((size, _ours(method, known, new, 3)[0]))
        if size <= _MOST_STOCK:
            times["sumy's lexrank"].append((size, _milliseconds(_stock("lexrank"), new[:20])))
    return times


def _judge(articles: Sequence[Article]) -> int:
    verdicts = [
        *(_outruns_stock(articles, *of, least) for of, least in _LEAST_RATIOS.items()),
        *(_ends_soon(articles, *of, most) for of, most in _MOST_RATIOS.items()),
    ]
    return 0 if all(verdicts) else 1


def _outruns_stock(articles: Sequence[Article], method: str, size: int, least: float) -> bool:
    known, new = _documents(articles, size)
    for _ in range(_ATTEMPTS):
        ours, again = _ours(method, known, new, 3)
        stock = _milliseconds(_stock(method), new)
        print(f"{method} of {size:,}: {_cell(ours, again, stock)} (at least {least:g}x)")
        if stock / ours >= least:
            return True
    return False


def _ends_soon(articles: Sequence[Article], method: str, size: int, most: float) -> bool:
    short, long = _documents(articles, _YARDSTICK)[1][:3], _documents(articles, size)
    for _ in range(_ATTEMPTS):
        ours, _ = _ours(method, *long, 1)
        ratio = ours / _milliseconds(_stock("lexrank"), short)
        print(f"{method} of {size:,}: {ratio:.2f} times stock LexRank of {_YARDSTICK}", end="")
        print(f" (at most {most:g})")
        if ratio <= most:
            return True
    return False


def _documents(articles: Sequence[Article], size: int) -> tuple[list[_Prepared], list[_Prepared]]:
    """Documents to have met before, and documents of so many sentences to be measured."""
    held_out = _of_sentences(articles[::5], size)
    if not held_out:
        return [], _of_sentences(articles, size)[:1]
    known = [article for place, article in enumerate(articles) if place % 5]
    return list(map(_prepare, known)), held_out


def _of_sentences(articles: Sequence[Article], size: int) -> list[_Prepared]:
    """As many documents of so many sentences as the articles make, ready to be ranked."""
    texts = [sentence.text for article in articles for sentence in article.sentences]
    whole = len(texts) // size * size
    return [
        _prepare(_of_texts(articles[0], texts[start : start + size]))
        for start in range(0, whole, size)
    ]


def _of_texts(pattern: Article, texts: Sequence[str]) -> Article:
    """An article like the pattern, of these sentences in one paragraph, without a headline."""
    text = " ".join(texts)
    starts = accumulate((len(sentence) + 1 for sentence in texts), initial=0)
    spans = (Span(start, len(one)) for start, one in zip(starts, texts, strict=False))
    return replace(
        pattern,
        document=text,
        title=None,
        title_span=None,
        body=(Span(0, len(text)),),
        removed=(),
        sentences=tuple(Sentence(span, span.of(text), 0) for span in spans),
        words=read_words(text),
    )


def _prepare(article: Article) -> _Prepared:
    return _Prepared(article, build_document(article))


def _ours(
    method: str,
    known: Sequence[_Prepared],
    new: Sequence[_Prepared],
    rounds: int,
) -> tuple[float, float]:
    """Milliseconds of one of the documents, new and again: the least of so many rounds."""

    def rank(prepared: _Prepared) -> object:
        ours = method_for(method, "en")
        if isinstance(ours, RatingMethod):
            return ours.rate(prepared.document)
        return ours.choose(prepared.article, Options(sentences=3))

    rank(new[0])  # the first of all loads libraries
    spent = []
    for _ in range(rounds):
        stems._cached_stem.cache_clear()
        word_forms.forms_of.cache_clear()
        _milliseconds(rank, known)
        spent.append((_milliseconds(rank, new), _milliseconds(rank, new)))
    first, again = zip(*spent, strict=True)
    return min(first), min(again)


def _milliseconds(rank: _Rank, documents: Sequence[_Prepared]) -> float:
    begun = process_time()
    for document in documents:
        rank(document)
    return (process_time() - begun) / max(len(documents), 1) * 1000.0


def _stock(method: str) -> _Rank:
    summarizer = _STOCK[method](Stemmer("english"))
    if method == "edmundson":
        summarizer.bonus_words = ["government", "minister", "police", "court"]
        summarizer.stigma_words = ["advertisement", "newsletter", "subscribe", "copyright"]
        summarizer.null_words = stop_words("en")
    else:
        summarizer.stop_words = stop_words("en")
    return lambda prepared: summarizer(prepared.document, 3)


def _cell(ours: float, again: float, stock: float | None) -> str:
    if stock is None:
        return f"{ours:.2f}  {again:.2f}  -  -"
    return f"{ours:.2f}  {again:.2f}  {stock:,.1f}  {stock / ours:,.1f}x"


if __name__ == "__main__":
    sys.exit(main())
