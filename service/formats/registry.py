"""Every format there is, and which of them a body is in."""

from __future__ import annotations

import re
from codecs import BOM_UTF8

from service.formats.format import Content, Format
from service.formats.html import HTML
from service.formats.plain_text import PLAIN_TEXT

#: A new format is a module beside this one, and a place here. What fits none is plain text.
FORMATS = (PLAIN_TEXT, HTML)
_MARKED = tuple(one for one in FORMATS if one is not PLAIN_TEXT)
# Markdown reads well as text.
_READ_AS_TEXT = (".md",)
#: What names begin with that other programs leave beside their files.
LEFTOVERS = (".", "~$")
_BLANKS = re.compile(rb"\s*")
_HEAD_BYTES = 1_024


def suffixes() -> tuple[str, ...]:
    """Return what the names of files end in that hold an article."""
    return tuple(suffix for one in FORMATS for suffix in one.suffixes)


def endings() -> str:
    """Return them as words: ".txt, .text or .html"."""
    *others, last = suffixes()
    return f"{', '.join(others)} or {last}"


def choosable() -> str:
    """Return what a file dialog offers, as `accept` of HTML takes it."""
    media_types = [one.media_type for one in FORMATS]
    marked = [suffix for one in _MARKED for suffix in one.suffixes]
    return ",".join([*PLAIN_TEXT.suffixes, *_READ_AS_TEXT, *marked, *media_types])


def format_of_file(name: str, body: bytes) -> Format:
    """Return the format of a file by its name, or by how it begins where that says nothing."""
    # UTF-16 has a zero byte in each letter of a tag.
    head = body[:_HEAD_BYTES].replace(b"\0", b"")
    named = [one for one in FORMATS if name.lower().endswith(one.suffixes)]
    begun = [one for one in FORMATS if one.opening and one.opening(head)]
    return next(iter(named or begun), PLAIN_TEXT)


def format_of_upload(name: str, media_type: str, body: bytes) -> Format:
    """Return the format of a file that a browser sends, which calls it text when in doubt."""
    for one in _MARKED:
        if media_type == one.media_type or name.lower().endswith(one.suffixes):
            return one
        if _begins(body, one, len(BOM_UTF8) if body.startswith(BOM_UTF8) else 0):
            return one
    return PLAIN_TEXT


def read_typed(text: str) -> Content:
    """Return the content of what was typed or pasted: a page where it begins as one, else text."""
    head = text.lstrip()[:_HEAD_BYTES].encode()
    for one in _MARKED:
        if _begins(head, one):
            return one.read(text.encode(), "utf-8")
    return Content(text=text)


def _begins(body: bytes, one: Format, start: int = 0) -> bool:
    blanks = _BLANKS.match(body, start)
    assert blanks is not None
    return one.signature is not None and one.signature(body, blanks.end())
