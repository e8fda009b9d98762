"""HTML pages."""

from __future__ import annotations

import re

from service.formats.format import EXAMPLE, Content, Format
from service.text.charsets import decode_page

_SIGNATURE = re.compile(rb"<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
# What no text begins with.
_OPENING = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<(?:!doctype|!--|\?xml|[a-z][a-z0-9]*[\s/>])",
    re.IGNORECASE,
)


def _read(body: bytes, charset: str | None) -> Content:
    return Content(html=decode_page(body, charset))


HTML = Format(
    "text/html",
    (".html", ".htm", ".xhtml"),
    _read,
    f"<html><title>Two held after robbery</title><article><p>{EXAMPLE}</p></article></html>",
    signature=lambda body, start: _SIGNATURE.match(body, start) is not None,
    opening=lambda body: _OPENING.match(body) is not None,
)
