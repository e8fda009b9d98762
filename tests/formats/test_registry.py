"""The format of a body is told by its media type, its name, or how it begins."""

from __future__ import annotations

import pytest

from service.formats.format import Content, Format
from service.formats.registry import (
    FORMATS,
    choosable,
    format_of_file,
    format_of_upload,
    read_typed,
    suffixes,
)


def test_no_two_formats_share_a_name() -> None:
    """A media type, and what a file's name ends in, stand for one format each."""
    media_types = [one.media_type for one in FORMATS]
    assert len(set(media_types)) == len(media_types)
    assert len(set(suffixes())) == len(suffixes())
    assert all(suffix == suffix.lower() for suffix in suffixes())


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: str(one.media_type))
def test_a_format_reads_its_own_example(one: Format) -> None:
    """The example that the API's description shows is read, as one of text and page."""
    content = one.read(one.example.encode(), None)
    assert (content.text is None) != (content.html is None)


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: str(one.media_type))
def test_a_format_can_be_chosen_on_the_page(one: Format) -> None:
    """The page's file dialog offers each format by its media type and endings."""
    assert {one.media_type, *one.suffixes} <= set(choosable().split(","))


@pytest.mark.parametrize(
    ("name", "body", "media_type"),
    [
        ("a.HTML", b"words", "text/html"),
        ("a.txt", b"<html>", "text/plain"),
        ("-", b"\xef\xbb\xbf <p>words", "text/html"),
        ("-", "<html>".encode("utf-16"), "text/html"),
        ("-", b"< 3 words", "text/plain"),
        ("a.log", b"", "text/plain"),
    ],
)
def test_the_name_of_a_file_wins(name: str, body: bytes, media_type: str) -> None:
    """How a file begins counts only where its name does not say what it is."""
    assert format_of_file(name, body).media_type == media_type


@pytest.mark.parametrize(
    ("name", "given", "body", "media_type"),
    [
        ("a", "text/html", b"words", "text/html"),
        ("a.xhtml", "", b"words", "text/html"),
        ("a.txt", "text/plain", b"\xef\xbb\xbf\n<!DOCTYPE html>", "text/html"),
        ("a.txt", "text/plain", b"<p>words", "text/plain"),
        ("a.md", "text/markdown", b"words", "text/plain"),
    ],
)
def test_an_upload_is_what_any_sign_says(
    name: str, given: str, body: bytes, media_type: str
) -> None:
    """A page counts as one by its type, its name, or by beginning as only pages do."""
    assert format_of_upload(name, given, body).media_type == media_type


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("words", Content(text="words")),
        ("", Content(text="")),
        (" \u2003<HTML lang=en>ö", Content(html=" \u2003<HTML lang=en>ö")),
        ("\ufeff<html>", Content(text="\ufeff<html>")),
        ("<p>words", Content(text="<p>words")),
    ],
)
def test_a_pasted_page_is_a_page(text: str, content: Content) -> None:
    """Markup that was pasted is read as a page where it begins as one, and unchanged."""
    assert read_typed(text) == content
