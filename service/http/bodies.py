"""Request bodies: read whole within a limit, and decoded."""

from __future__ import annotations

import codecs
import logging
import re

from charset_normalizer import from_bytes
from flask import Request

from service.http.problems import MALFORMED, MEDIA, TOO_LARGE, Problem

_log = logging.getLogger(__name__)
_STEP = 2**16

# The longer marks first: UTF-32's begins as UTF-16's does.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The HTML standard looks for a declaration in the first 1,024 bytes.
_META = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)
_META_REACH = 1_024
# Names that browsers read as Windows' superset of them (WHATWG Encoding standard).
_ALIASES = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# What pages and mail are written in. Python knows more codecs, some of them transforms, and some
# that take quadratic time (punycode: minutes for 1 MB).
_CODEC_NAMES = """
utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be cp1250 cp1251 cp1252 cp1253
cp1254 cp1255 cp1256 cp1257 cp1258 cp866 cp874 cp932 cp949 gb18030 big5 big5hkscs euc_jp iso2022_jp
johab koi8-r koi8-u mac-roman mac-cyrillic iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6
iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16
"""
_CODECS = frozenset(_CODEC_NAMES.split())


def refuse_encodings(request: Request) -> None:
    """Refuse a compressed body: it arrives as it was sent, and would be read as garbage."""
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("", "identity"):
        detail = f"The body has Content-Encoding {encoding[:40]!r}. Send it uncompressed."
        raise Problem(MEDIA, detail, headers={"Accept-Encoding": "identity"})


def read_body(request: Request, limit: int) -> bytes:
    """Return the request's whole body; raises a 413 problem where it is over the limit.

    Reads one byte beyond the limit, so that a chunked body, which announces no length, is
    refused and never cut. (Werkzeug's own limit ends such a body silently.)
    """
    if request.content_length is not None and request.content_length > limit:
        raise _too_large(limit)
    pieces: list[bytes] = []
    total = 0
    while total <= limit:
        piece = read_piece(request, min(_STEP, limit + 1 - total))
        if not piece:
            break
        pieces.append(piece)
        total += len(piece)
    if total > limit:
        raise _too_large(limit)
    if request.content_length is not None and total < request.content_length:
        detail = f"The body ended after {total} of {request.content_length} bytes. Send it again."
        raise Problem(MALFORMED, detail)
    return b"".join(pieces)


def read_piece(request: Request, size: int) -> bytes:
    """Return up to `size` bytes of the body, empty at its end."""
    try:
        return bytes(request.stream.read(size))
    except Exception as error:  # each WSGI server has its own for a chunk that is none
        raise _broken(error) from error


def read_arrived(request: Request) -> bytes:
    """Return what has arrived of the body, waiting only while that is nothing; empty at its end.

    WSGI's `read(n)` waits for n bytes, so a client that sends a line and waits for its answer
    would wait for ever. gunicorn's reader hands over one byte as soon as there is any, and says
    how many more it holds; other servers are read in the ordinary way.
    """
    reader = getattr(request.environ["wsgi.input"], "reader", None)
    holder = reader if hasattr(reader, "buf") else getattr(reader, "unreader", None)
    if reader is None or holder is None or not hasattr(holder, "buf"):
        return read_piece(request, _STEP)
    try:
        first = bytes(reader.read(1))
        held = min(holder.buf.tell(), getattr(reader, "length", _STEP), _STEP) if first else 0
        return first + bytes(reader.read(held)) if held else first
    except Exception as error:
        raise _broken(error) from error


def decode_text(body: bytes, charset: str | None) -> str:
    """Decode plain text: by its byte order mark, the charset named, or UTF-8."""
    marked = _by_mark(body, charset)
    return marked if marked is not None else _decode(body, charset or "utf-8")


def decode_page(body: bytes, charset: str | None) -> str:
    """Decode an HTML page: mark, header, `<meta>`, UTF-8, and only then by what it looks like."""
    marked = _by_mark(body, charset)
    if marked is not None:
        return marked
    if charset is not None:
        return _decode(body, charset)
    declared = _META.search(body[:_META_REACH])
    if declared is not None:
        codec = _codec(declared.group(1).decode("ascii"))
        if codec is not None:
            return body.decode(codec, errors="replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(body[:_STEP]).best()
        return body.decode(best.encoding if best is not None else "cp1252", errors="replace")


def _by_mark(body: bytes, charset: str | None) -> str | None:
    """The text by its byte order mark, which wins over a charset of Unicode's only."""
    if charset is not None and not (_codec(charset) or "").startswith("utf"):
        return None
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return _decode(body, codec).removeprefix("\ufeff")
    return None


def _decode(body: bytes, charset: str) -> str:
    codec = _codec(charset)
    if codec is None:
        raise Problem(MEDIA, f"The charset {charset[:40]!r} is not known here. Send UTF-8.")
    try:
        return body.decode(codec)
    except UnicodeError as error:
        place = f" (byte {error.start})" if isinstance(error, UnicodeDecodeError) else ""
        detail = f"The body is not {charset[:40]}{place}. Send UTF-8, or name its charset."
        raise Problem(MALFORMED, detail) from error


def _codec(charset: str) -> str | None:
    """Python's name of a charset, or None for one that is not read here."""
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return None
    name = _ALIASES.get(name, name)
    return name if name in _CODECS else None


def _broken(error: Exception) -> Problem:
    _log.info("body unreadable: %s", type(error).__name__)
    return Problem(MALFORMED, "The body's framing is broken, or it broke off. Send it again.")


def _too_large(limit: int) -> Problem:
    return Problem(
        TOO_LARGE,
        f"The body is over the limit of {limit:,} bytes. Send a shorter one, or each article by"
        " itself as application/x-ndjson.",
    )
