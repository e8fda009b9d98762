"""Plain text."""

from __future__ import annotations

from service.formats.format import EXAMPLE, Content, Format
from service.text.charsets import decode_text


def _read(body: bytes, charset: str | None) -> Content:
    return Content(text=decode_text(body, charset))


PLAIN_TEXT = Format("text/plain", (".txt", ".text"), _read, EXAMPLE)
