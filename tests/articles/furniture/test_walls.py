"""Tests of `service.articles.furniture.walls`: what stands where an article would be."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.articles.errors import NoArticleFound
from service.articles.furniture import walls
from service.articles.furniture.walls import MOST_CHARACTERS, is_wall
from service.articles.reading import read_text
from tests.articles.furniture.samples import samples
from tests.growth import check_growth

_FOLDER = Path(__file__).parent


def texts(name: str) -> list[str]:
    """The texts of a file, a line each, with their ends of line written out."""
    rows = (_FOLDER / name).read_text("utf-8").splitlines()
    return [row.replace("\\n", "\n") for row in rows]


@pytest.mark.parametrize("text", texts("walls.txt"))
def test_a_wall_is_no_article(text: str) -> None:
    """A consent wall, a robot check, a login or an error is refused, in any language."""
    with pytest.raises(NoArticleFound):
        read_text(text)


@pytest.mark.parametrize("text", texts("no_walls.txt"))
def test_news_of_walls_is_an_article(text: str) -> None:
    """An article that tells of cookies, robots, passwords or errors is answered."""
    assert read_text(text).body


@pytest.mark.parametrize("text", texts("walls.txt")[:3])
def test_a_client_may_take_a_wall_as_it_is(text: str) -> None:
    """A text that the client has cleaned is not judged."""
    assert read_text(text, clean=False).body


def test_each_phrase_of_walls_has_a_stem() -> None:
    """Every text that the pattern takes is shown to it."""
    pattern = walls._SAID
    assert [s for s in samples(pattern) if not any(stem in s for stem in walls._STEMS)] == []


@pytest.mark.parametrize("piece", ["We use cookies. ", "page not ", "you ", "Sie können "])
def test_a_wall_is_told_in_linear_time(piece: str) -> None:
    """A longer text takes a time that grows as its length does."""

    def tell(length: int) -> None:
        text = piece * (length // len(piece))
        is_wall(text, [text])

    check_growth(tell, MOST_CHARACTERS // 8, MOST_CHARACTERS)
