"""Bytes to text, by the rules that browsers follow (WHATWG Encoding, HTML 13.2.3).

For a page: byte order mark, Content-Type, `<meta>` or XML declaration, and UTF-8 where it is.
What a label means is looked up in the standard's own table (docs/decisions/0012).
"""

from __future__ import annotations

import codecs
import re

import webencodings

from service.text.errors import NotInCharset, UnknownCharset

_STEP = 2**16
# The longer marks first: UTF-32's begins as UTF-16's does.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The HTML standard looks for a declaration in the first 1,024 bytes; a later one is better than
# a guess.
_STANDARD_HEAD, _MAX_HEAD = 1_024, 2**16
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_META = re.compile(rb"<meta(?=[\s/])([^>]{1,1000})", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    rb"(?<![^\s/\"'])([a-z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))", re.IGNORECASE
)
_IN_CONTENT = re.compile(rb"charset\s*=\s*+[\"']?\s*+([^\s;\"']+)", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([^\"'>]{1,40})", re.IGNORECASE)
# Of a page's characters, one in so many may be undecodable, and is replaced as browsers do; a
# page with more is not in the charset that it was sent in.
_CHARACTERS_PER_FAULT = 1_000

# What pages and mail are written in. Python knows more codecs, some of them transforms, and some
# that take quadratic time (punycode: minutes for 1 MB).
_READ_CODECS = """
utf-8 utf-8-sig utf-16-le utf-16-be utf-32-le utf-32-be cp1250 cp1251 cp1252 cp1253
cp1254 cp1255 cp1256 cp1257 cp1258 cp866 cp874 cp932 cp949 gb18030 big5hkscs euc_jp iso2022_jp
johab koi8-r koi8-u mac-roman mac-cyrillic iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6
iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16
"""
_CODECS = frozenset(_READ_CODECS.split())
# Python's names of what is read as something else, mostly as Windows' superset of it.
_READ_AS = {
    "utf-16": "utf-16-le",
    "utf-32": "utf-32-le",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}


def decode_text(body: bytes, charset: str | None) -> str:
    """Decode plain text: by its byte order mark, the charset named, or UTF-8.

    A mark wins over a charset of Unicode's only: Latin-1 text may begin with the same bytes.
    """
    mark, marked = _find_mark(body)
    if marked is not None and (charset is None or (_find_codec(charset) or "").startswith("utf")):
        return _decode(body[len(mark) :], marked, marked)
    return _decode(body, _require_codec(charset or "utf-8"), charset or "utf-8")


def decode_page(body: bytes, charset: str | None) -> str | bytes:
    """Decode an HTML page, or return it as it is where its charset can only be guessed.

    A few faults are replaced; raises `NotInCharset` for a page that is not what it was sent as.
    What the page says of itself is weaker: where that does not hold, it is guessed at.
    """
    mark, codec = _find_mark(body)
    if codec is None and charset is not None:
        codec = _require_codec(charset)
    if codec is not None:
        text = _decode_replacing(body[len(mark) :], codec)
        # Failing, the strict attempt names the position of the first fault.
        return _decode(body[len(mark) :], codec, charset or codec) if text is None else text
    if body[:2] in (b"<\0", b"\0<"):
        codec = "utf-16-le" if body[0] else "utf-16-be"
    codec = codec or _find_declared(body[:_STANDARD_HEAD])
    text = _decode_undeclared(body) if codec is None else _decode_replacing(body, codec)
    if text is None:
        codec = _find_declared(body[:_MAX_HEAD])
        text = None if codec is None else _decode_replacing(body, codec)
    return body if text is None else text


def _find_mark(body: bytes) -> tuple[bytes, str | None]:
    """The mark that a body begins with, and the codec that it stands for."""
    return next(((mark, codec) for mark, codec in _BOMS if body.startswith(mark)), (b"", None))


def _decode_replacing(body: bytes, codec: str) -> str | None:
    """Decode a page, a few faults replaced as browsers do; None where they are more.

    In steps, so that no page holds up other threads: 4 MB of faults take Python 0.6 s.
    """
    try:
        return body.decode(codec)
    except UnicodeError:
        decoder = codecs.getincrementaldecoder(codec)("replace")
    pieces: list[str] = []
    faults = 0
    for start in range(0, len(body), _STEP):
        pieces.append(decoder.decode(body[start : start + _STEP], start + _STEP >= len(body)))
        faults += pieces[-1].count("\ufffd")
        if faults * _CHARACTERS_PER_FAULT > len(body):
            return None
    text = "".join(pieces)
    return text if faults * _CHARACTERS_PER_FAULT <= len(text) else None


def _decode_undeclared(body: bytes) -> str | None:
    """Decode UTF-8 that nobody declared, if more of its characters are right than are faults.

    An English page in another charset has a few accents at most, and all of them are faults.
    """
    text = _decode_replacing(body, "utf-8")
    if text is None:
        return None
    faults = text.count("\ufffd") - body.count("\ufffd".encode())
    right = len(text) - len(text.encode("ascii", "ignore")) - faults
    return text if not faults or right > faults else None


def _require_codec(charset: str) -> str:
    codec = _find_codec(charset)
    if codec is None:
        raise UnknownCharset(charset)
    return codec


def _decode(body: bytes, codec: str, charset: str) -> str:
    try:
        return body.decode(codec)
    except UnicodeError as error:
        position = error.start if isinstance(error, UnicodeDecodeError) else None
        raise NotInCharset(charset, position) from error


def _find_codec(charset: str) -> str | None:
    """Python's name of a charset, or None for one that is not read here."""
    label = charset.strip().lower()
    encoding = webencodings.lookup(label)
    try:
        name = (codecs.lookup(label) if encoding is None else encoding.codec_info).name
    except (LookupError, ValueError):
        return None
    name = _READ_AS.get(name, name)
    return name if name in _CODECS else None


def _find_declared(head: bytes) -> str | None:
    """The codec that a page names itself, as far as it is one; comments do not count."""
    for meta in _META.finditer(_COMMENT.sub(b"", head)):
        attributes = {
            found[1].lower(): found[2] or found[3] or found[4] or b""
            for found in _ATTRIBUTE.finditer(meta[1])
        }
        label = attributes.get(b"charset")
        if label is None and attributes.get(b"http-equiv", b"").lower() == b"content-type":
            inside = _IN_CONTENT.search(attributes.get(b"content", b""))
            label = inside[1] if inside else None
        codec = None if label is None else _codec_in_page(label)
        if codec is not None:
            return codec
    xml = _XML.match(head)
    return None if xml is None else _codec_in_page(xml[1])


def _codec_in_page(label: bytes) -> str | None:
    """A page that can be read to its declaration is not UTF-16, whatever it says."""
    name = label.decode("ascii", "replace").strip().lower()
    if name == "x-user-defined":
        return "cp1252"
    codec = _find_codec(name)
    return "utf-8" if codec is not None and codec.startswith("utf") else codec
