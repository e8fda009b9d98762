"""Bytes become text by the rules that browsers and mail follow."""

from __future__ import annotations

import codecs
import contextlib

import pytest
import webencodings
from webencodings.labels import LABELS

from service.text.charsets import decode_page, decode_text
from service.text.errors import TextError, UnknownCharset
from tests.growth import check_growth

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
    with pytest.raises(TextError, match="not known"):
        decode_text(b"abc", charset)


@pytest.mark.parametrize("label", LABELS)
def test_every_label_of_the_standard_is_read_as_it_says(label: str) -> None:
    """But for charsets that browsers refuse too, and the one that means no charset at all."""
    encoding = webencodings.lookup(label)
    assert encoding is not None
    if encoding.name in {"replacement", "x-user-defined"}:
        with pytest.raises(UnknownCharset):
            decode_text(b"ok", label)
    else:
        codec = encoding.codec_info.name
        letters = "".join(letter for letter in "okéя橋다" if _is_in(letter, codec))
        assert decode_text(letters.encode(codec), label) == letters


def _is_in(letter: str, codec: str) -> bool:
    return letter.encode(codec, "ignore") != b""


# (charset as a page names it, Python's codec, a sentence of ours)
PAGES = [
    ("windows-1251", "cp1251", "Совет посёлка Кленовка решил закрыть мост на шесть месяцев."),
    ("koi8-r", "koi8-r", "Совет посёлка Кленовка решил закрыть мост на шесть месяцев."),
    ("iso-8859-2", "iso8859-2", "Rada městečka schválila nový rozpočet, řekl starosta."),
    ("windows-1250", "cp1250", "Mieszkańcy są źli, że będą dłużej jeździć do Łęczny."),
    ("shift_jis", "cp932", "港の当局は火曜日、桟橋に亀裂が見つかり①便を止めたと発表した。"),
    ("x-sjis", "cp932", "港の当局は火曜日、島へのフェリーを止めたと発表した。"),
    ("euc-jp", "euc_jp", "港の当局は火曜日、島へのフェリーを止めたと発表した。"),
    ("gb2312", "gb18030", "港务局周二表示，前往該島的轮渡已经停运，镕先生说。"),
    ("gbk", "gb18030", "港务局周二表示，前往該島的轮渡已经停运。"),
    ("gb18030", "gb18030", "港务局周二表示，前往该岛的轮渡已经停运，𠀀。"),
    ("big5", "big5hkscs", "港務局週二表示，前往該島的渡輪已經停航。"),
    ("euc-kr", "cp949", "항만 당국은 섬으로 가는 여객선 운항을 중단했다고 밝혔다. 똠방각하"),
    ("ks_c_5601-1987", "cp949", "항만 당국은 섬으로 가는 여객선 운항을 중단했다고 밝혔다."),
    ("iso-8859-1", "cp1252", "“The café won’t close” – Zoë Brontë paid 3 €."),
    ("latin1", "cp1252", "“The café won’t close” – Zoë Brontë paid 3 €."),
    ("us-ascii", "cp1252", "“The café won’t close” – Zoë Brontë paid 3 €."),
    ("x-user-defined", "cp1252", "“The café won’t close” – Zoë Brontë paid 3 €."),
    ("iso-8859-9", "cp1254", "Şehir köprüyü altı ay kapatıyor, dedi başkan."),
    ("windows-874", "cp874", "สภาเมืองมีมติให้ปิดสะพานเป็นเวลาหกเดือน"),
    ("utf-16", "utf-8", "Größe – “naïve” façade"),
    ("UTF8", "utf-8", "Größe – “naïve” façade"),
]
FORMS = {
    "meta": "<!doctype html><html><head><meta charset={}><title>x</title>",
    "quoted": "<html><head><META foo CharSet = ' {} '/>",
    "equiv": "<head><meta http-equiv=Content-Type content='text/html; charset={}'>",
    "reversed": '<head><meta content="text/html;charset={}" http-equiv="content-type">',
    "xml": '<?xml version="1.0" encoding="{}"?><html>',
    "late": "<head><style>" + "p {{ margin: 0 }} " * 99 + "</style><meta charset='{}'>",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
@pytest.mark.parametrize(("name", "codec", "words"), PAGES, ids=[name for name, _, _ in PAGES])
def test_a_page_names_its_own_charset(name: str, codec: str, words: str, form: str) -> None:
    """Where no header does, the page's own declaration counts, read as browsers read it."""
    page = f"{form.format(name)}<p>{words}</p>"
    assert decode_page(page.encode(codec), None) == page


@pytest.mark.parametrize(
    ("name", "codec", "words"),
    # These two mean another thing in a page than in a header.
    [row for row in PAGES if row[0] not in ("utf-16", "x-user-defined")],
)
def test_the_header_wins_over_what_the_page_says(name: str, codec: str, words: str) -> None:
    """A server that converts pages changes the header, not the page."""
    page = f"<meta charset=utf-8><p>{words}</p>"
    assert decode_page(page.encode(codec), name) == page
    assert decode_text(words.encode(codec), f" {name.upper()}") == words


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("charset", [None, "utf-8", "iso-8859-1"])
def test_a_page_s_mark_wins_over_everything(codec: str, charset: str | None) -> None:
    """No page begins with the letters that a mark would be in another charset."""
    page = f"<meta charset=shift_jis><p>{WORDS}</p>"
    assert decode_page(page.encode(codec), charset) == page


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_without_its_mark(codec: str) -> None:
    """A page begins with <, and one that begins with half of it is UTF-16."""
    page = f"<!doctype html><p>{WORDS}</p>"
    assert decode_page(page.encode(codec), None) == page


@pytest.mark.parametrize(
    "decoy",
    [
        "<!-- <meta charset=shift_jis> -->",
        "<!-- <meta charset=shift_jis>",
        "<meta name=description content='charset=shift_jis'>",
        "<metadata charset=shift_jis>",
        "<meta data-charset=shift_jis>",
        "<meta charset=klingon>",
        "<meta charset=''>",
        "<meta charset=utf-7>",
    ],
)
def test_what_only_looks_like_a_declaration_does_not_count(decoy: str) -> None:
    """Comments, other attributes and unknown names are passed over."""
    page = f"{decoy}<p>{WORDS}</p>"
    assert decode_page(page.encode("utf-8"), None) == page


def test_a_page_that_names_none_and_is_not_utf_8_stays_bytes() -> None:
    """Without mark, header and declaration, what is not UTF-8 is left to a guess."""
    page = f"<p>{WORDS * 9}</p>"
    assert decode_page(page.encode("utf-8"), None) == page
    assert decode_page(page.encode("cp1252"), None) == page.encode("cp1252")


@pytest.mark.parametrize("named", [True, False], ids=["in the header", "in the page"])
@pytest.mark.parametrize("declared", ["utf-8", "euc-jp", "euc-kr"])
def test_a_few_faults_are_replaced_and_more_are_not(declared: str, named: bool) -> None:
    """One bad byte in 2,000 characters costs itself; one in 500 shows that the charset is wrong.

    A header that does not hold is the sender's fault; a page's own word is doubted instead.
    """
    body = f"<meta charset={declared}>".encode() + b"a" * 2_000 + b"\xff " + b"a" * 2_000
    charset = declared if named else None
    assert str(decode_page(body, charset)).count("\ufffd") == 1
    worse = body + b"\xff " * 8
    if named:
        with pytest.raises(TextError, match=f"not {declared.upper()}"):
            decode_page(worse, charset)
    else:
        assert decode_page(worse, charset) == worse


def test_replacements_that_a_page_was_sent_with_are_no_faults() -> None:
    """UTF-8 that was damaged before is still UTF-8."""
    page = "<p>caf\ufffd soci\ufffdty</p>"
    assert decode_page(page.encode("utf-8"), "utf-8") == page
    assert decode_page(page.encode("utf-8"), None) == page


def test_a_few_accents_are_not_taken_for_faults_of_utf_8() -> None:
    """An English page in windows-1252 with one accent in 5,000 characters is not UTF-8."""
    body = b"<p>" + b"word " * 1_000 + "café".encode("cp1252")
    assert decode_page(body, None) == body
    mostly = b"<p>" + "naïve façade ".encode() * 500 + b"\xff"
    assert str(decode_page(mostly, None)).endswith("façade \ufffd")


@pytest.mark.parametrize("codec", ["utf-8", "windows-1252", "gb18030", "utf-16", "windows-874"])
@pytest.mark.parametrize("flood", [b"\xff", b"\x81", b"<meta ", b"<!--", b"a=", b"charset='"])
def test_four_megabytes_of_nonsense_are_decided_on_in_linear_time(codec: str, flood: bytes) -> None:
    """Faults and half declarations take linear time, and never give anything but a problem."""

    def decode(length: int) -> None:
        body = b"<" + flood * (length // len(flood))
        for charset in (None, codec):
            with contextlib.suppress(TextError):
                decode_page(body, charset)

    # Half a megabyte fits the processor's cache, and four do not; quadratic time would be 64 times.
    check_growth(decode, 500_000, 4_000_000, most=40.0)


@pytest.mark.parametrize("charset", ["punycode", "idna", "utf-7", "unicode_escape", "undefined"])
def test_codecs_that_no_page_is_written_in_are_refused(charset: str) -> None:
    """Some take minutes for a megabyte, and none is a charset of mail or the web."""
    with pytest.raises(TextError, match="not known"):
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
