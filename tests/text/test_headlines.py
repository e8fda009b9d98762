"""Tests of `service.text.headlines`: one headline, however it is written."""

from __future__ import annotations

import pytest

from service.text.headlines import fold_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mayor’s “ferry plan” wins", "MAYOR'S «Ferry Plan»  wins."),
        ("Night – and day", "Night-and - day"),
        ("Har\u00adbour\u200b wall", "Harbour wall"),
        ("Café crème", "Cafe\u0301 cre\u0300me"),
        ("ΤΟ ΛΙΜΆΝΙ", "το λιμανι"),
        ("「夜」の図書館", "『夜』の図書館。"),
        ("ﬁrst １２", "first 12"),
    ],
)
def test_the_same_headline_has_the_same_words(one: str, other: str) -> None:
    """Marks, case, accents, widths and what is not seen make no difference."""
    assert "".join(fold_words(one)) == "".join(fold_words(other)) != ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Pier shut", ["pier", "shut"]),
        ("", []),
        ("– “…” –", []),
        ("पुल बंद", ["पल", "बद"]),
        ("snake_case", ["snake", "case"]),
    ],
)
def test_words_are_apart(text: str, words: list[str]) -> None:
    """What is no letter and no number parts words, but for apostrophes and quotation marks."""
    assert fold_words(text) == words
