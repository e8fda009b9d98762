"""Tests of `service.articles.html.metadata.script_json`: JSON as pages have it."""

from __future__ import annotations

import json

import pytest

from service.articles.html.metadata.script_json import read_values
from tests.articles.html.metadata.pages import article, page, person, read, script

WHOLE = json.dumps(article(author=person("Orla Fenn"), datePublished="2024-03-05"))


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        f"\ufeff{WHOLE}",
        f"{WHOLE};",
        WHOLE + "}",
        f"<!-- {WHOLE} -->",
        f"// <![CDATA[\n{WHOLE}\n// ]]>",
        f"/* the article's */ {WHOLE}",
        f'{{"@type": "WebSite", "url": "https://tarn.example"}}\n{WHOLE}',
        f"[{WHOLE},]",
        WHOLE[:-1] + ",}",
        WHOLE[:-1] + ', "image": }',
        WHOLE[:-1] + ', // a note with a "word"\n "x": [1,,2,],}',
        WHOLE[:-1] + ', "url": "https://tarn.example/a//b"}',
        WHOLE[:-1] + ', "about": "the "old" lamp"}',
        WHOLE[:-1] + ', "about": "two\nlines and a\ttab"}',
        WHOLE[:-1] + r', "about": "it\'s \_lit\_"}',
        WHOLE.replace('"', "&quot;"),
        f"var data = {WHOLE};",
    ],
)
def test_what_is_nearly_json_is_read(text: str) -> None:
    """Comments, marks, stray commas, bare quotation marks, several objects in one script."""
    found = read(page(head=script(text)))
    assert (found.author, found.date) == ("Orla Fenn", "2024-03-05")


@pytest.mark.parametrize("text", ["", "none", "{", '{"a": ', "[[[", '"text"', "}{", '{"a" "b"}'])
def test_what_is_no_json_states_nothing(text: str) -> None:
    """It is no error either."""
    assert all(not isinstance(value, dict) or not value for value in read_values(text))
    assert read(page(head=script(text))).author is None


@pytest.mark.parametrize(
    "piece", ['"', '\\"', "{", "[", '{"a":', "/*", "//", ",", '"a', "<!--", '"x" ', ":", "&quot;"]
)
def test_a_long_script_is_read_in_linear_time(piece: str) -> None:
    """200,000 characters of nonsense take no longer than a test may."""
    read_values('{"a":' + piece * (200_000 // len(piece)))
    read_values(piece * (200_000 // len(piece)))
