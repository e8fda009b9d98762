"""Stock sumy beside ours, on documents and articles of our own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from sumy.models.dom import ObjectDocumentModel

from service.articles.article import Article
from service.articles.reading import read_text
from service.summaries.document import build_document
from service.summaries.language_resources import stemmer, stop_words
from service.summaries.method import RatingMethod
from service.summaries.term_counts import Floats

_ARTICLES = Path(__file__).resolve().parents[2] / "training_data" / "articles"


@cache
def own_articles(count: int = 46) -> tuple[Article, ...]:
    """So many of the articles written for this project, from all topics."""
    paths = sorted(_ARTICLES.rglob("*.txt"))
    texts = [path.read_text("utf-8").partition("\n") for path in paths[:: len(paths) // count]]
    return tuple(
        read_text(text, title=title, clean=False, language="en") for title, _, text in texts
    )


def one_document(articles: Sequence[Article]) -> ObjectDocumentModel:
    """The articles' paragraphs in one document, without the headlines."""
    return ObjectDocumentModel(
        [
            paragraph
            for article in articles
            for paragraph in build_document(article).paragraphs
            if paragraph.sentences
        ]
    )


def rate(summarizer: Any, document: ObjectDocumentModel) -> Floats:
    """The ratings of a summarizer of sumy's, or of ours, in document order."""
    if isinstance(summarizer, RatingMethod):
        return summarizer.rate(document)
    ratings: dict[int, float] = {}

    def keep(rated: Sequence[Any]) -> Sequence[Any]:
        ratings.update((item.order, float(item.rating)) for item in rated)
        return rated

    summarizer(document, keep)
    return np.array([ratings[order] for order in sorted(ratings)])


def build_stock(method: Callable[..., Any]) -> Any:
    """A summarizer of sumy's, with its stemmer and stop words for English."""
    summarizer = method(stemmer("en"))
    summarizer.stop_words = stop_words("en")
    return summarizer


def same_best(ours: Floats, theirs: Floats, count: int = 3) -> bool:
    """Whether the best are the same sentences, or others that sumy rates the same."""
    assert len(ours) == len(theirs)
    chosen, wanted = (
        set(np.argsort(-ratings, kind="stable")[:count].tolist()) for ratings in (ours, theirs)
    )
    return np.allclose(
        sorted(theirs[list(chosen - wanted)]), sorted(theirs[list(wanted - chosen)]), rtol=1e-9
    )
