"""Bytes become text by the rules that browsers and mail follow."""

from __future__ import annotations

import codecs

import pytest

from service.http.bodies import decode_page, decode_text
from service.http.problems import Problem

WORDS = "Größe – “naïve” façade"


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (WORDS.encode("utf-8"), None),
        (codecs.BOM_UTF8 + WORDS.encode("utf-8"), None),
        (codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"), "utf-8"),
        (codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), None),
        (WORDS.encode("cp1252"), "windows-1252"),
        (WORDS.encode("cp1252"), "ISO-8859-1"),
    ],
)
def test_text_by_mark_then_charset_then_utf8(body: bytes, charset: str | None) -> None:
    """A byte order mark wins over a header, and Latin-1 means what browsers take it for."""
    assert decode_text(body, charset) == WORDS


@pytest.mark.parametrize("charset", ["rot13", "hex", "no-such", "../etc", "\x00"])
def test_names_that_are_no_charset_are_refused(charset: str) -> None:
    """Python's transforms are not charsets, and nonsense is no crash."""
    with pytest.raises(Problem, match="not known"):
        decode_text(b"abc", charset)


def test_a_page_names_its_own_charset() -> None:
    """`<meta charset>` counts where no header does."""
    page = f'<html><head><meta charset="windows-1251"></head><p>{"Совет решил."}</p>'
    assert "Совет решил" in decode_page(page.encode("cp1251"), None)
    assert "Совет решил" in decode_page(page.encode("cp1251"), "cp1251")


def test_a_page_that_names_none_is_read_by_its_looks() -> None:
    """Without mark, header and declaration, UTF-8 is tried and then what fits."""
    page = "<p>" + "Město Praha schválilo nový rozpočet, řekl starosta. " * 20 + "</p>"
    assert decode_page(page.encode("utf-8"), None) == page
    assert "schválilo" in decode_page(page.encode("cp1250"), None)


def test_a_page_with_a_wrong_declaration_is_still_read() -> None:
    """Browsers show such pages with marks for what does not decode, and so are they read."""
    page = b'<meta charset="utf-8"><p>caf\xe9 society</p>'
    assert "society" in decode_page(page, None)


@pytest.mark.parametrize("charset", ["punycode", "idna", "utf-7", "unicode_escape", "undefined"])
def test_codecs_that_no_page_is_written_in_are_refused(charset: str) -> None:
    """Some take minutes for a megabyte, and none is a charset of mail or the web."""
    with pytest.raises(Problem, match="not known"):
        decode_text(b"a" * 1_000_000 + b"-" + b"b" * 1_000_000, charset)


@pytest.mark.parametrize("charset", [None, "utf-32"])
def test_a_mark_of_utf_32_is_none_of_utf_16(charset: str | None) -> None:
    """The marks of UTF-16 and UTF-32 begin alike."""
    assert decode_text(WORDS.encode("utf-32"), charset) == WORDS


def test_a_named_charset_of_another_kind_wins_over_a_mark() -> None:
    """Latin-1 text may begin with the letters that UTF-16's mark is made of."""
    assert decode_text("ÿþ ok".encode("latin-1"), "iso-8859-1") == "ÿþ ok"


@pytest.mark.parametrize("charset", ["utf-8", "gbk", "Shift_JIS", "EUC-KR", "Big5", "KOI8-R"])
def test_the_charsets_of_the_web_are_read(charset: str) -> None:
    """Names that pages use are known, in any case."""
    assert decode_text("abc".encode("ascii"), charset) == "abc"
