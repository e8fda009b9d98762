"""News whose sentences have furniture's words is kept, and furniture is named; a line a case."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.articles.furniture.naming import name_furniture
from service.articles.furniture.wording import count_words

_FOLDER = Path(__file__).parent
NEWS = (_FOLDER / "news.txt").read_text("utf-8").splitlines()
FURNITURE = (_FOLDER / "furniture.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("line", NEWS)
def test_a_sentence_of_news_is_no_furniture(line: str) -> None:
    """What somebody says or what happened is news, though it begins as furniture does."""
    assert name_furniture(line, count_words(line)) is None


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_told(line: str) -> None:
    """What no article says is named as some kind of furniture."""
    assert name_furniture(line, count_words(line)) is not None
