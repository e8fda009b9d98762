"""Files that are an article each: text and HTML."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

from service.archives.errors import BatchError
from service.archives.reading.reader import Reader, Reading, broken_off
from service.archives.reading.source import SPOILT, without_packing
from service.archives.row import Row, failed
from service.contract.limits import body_too_long
from service.formats.format import Format
from service.formats.html import HTML
from service.formats.registry import FORMATS, format_of_file, suffixes


def read_document(file: BufferedReader, name: str, own: str, reading: Reading) -> Row:
    """Return a file as a row; `own` is its name within its folder."""
    limit = reading.settings.max_body_bytes
    try:
        body = file.read(limit + 1)
    except BatchError:
        raise
    except SPOILT as error:
        return broken_off(name, error)
    if len(body) > limit:
        return failed(name, body_too_long(limit), own)
    if format_of_file(without_packing(name), body) is HTML:
        return Row(name, own, html=body)
    return Row(name, own, text=body)


def is_document(name: str) -> bool:
    """Whether a file in a folder is text or HTML by its name."""
    return without_packing(name).endswith(suffixes())


def reader_of(one: Format) -> Reader:
    """Return the reader of an archive that is one article."""

    def read(file: BufferedReader, name: str, reading: Reading) -> Iterator[Row]:
        yield read_document(file, name, name, reading)

    return Reader(
        one.media_type.removeprefix("text/"),
        one.suffixes,
        read,
        opening=lambda head, _: one.opening is not None and one.opening(head),
    )


DOCUMENTS = tuple(reader_of(one) for one in FORMATS)
