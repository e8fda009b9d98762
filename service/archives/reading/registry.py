"""Every format of archives, and which of them a file is in."""

from __future__ import annotations

import io
from io import BufferedReader, BytesIO

from service.archives.reading.delimited import DELIMITED
from service.archives.reading.documents import DOCUMENTS
from service.archives.reading.json_lines import JSON_LINES
from service.archives.reading.lines import Spoilt
from service.archives.reading.parquet import PARQUET
from service.archives.reading.reader import Columns, Reader
from service.archives.reading.source import SPOILT, inflate, without_packing
from service.archives.reading.utf16 import as_utf8
from service.archives.reading.warc import WARC

#: A new format is a module beside this one, and a place here.
READERS = {reader.name: reader for reader in (JSON_LINES, DELIMITED, PARQUET, WARC, *DOCUMENTS)}
_HEAD_BYTES = 2**16


def reader_of_file(name: str, file: BufferedReader, columns: Columns | None = None) -> Reader:
    """Return what reads a file: by its name, or by how it begins; plain text is what fits none.

    `columns` are those that the user has named.
    """
    ending = without_packing(name)
    for reader in READERS.values():
        if ending.endswith(reader.suffixes):
            return reader
    packed = BytesIO(file.peek(_HEAD_BYTES))
    try:
        head = as_utf8(inflate(io.BufferedReader(packed))).peek(1)[:_HEAD_BYTES]
    except Spoilt:
        head = b""
    except SPOILT:
        head = b""
    return next((one for one in READERS.values() if one.opening(head, columns)), READERS["plain"])


def unpacked(reader: Reader, file: BufferedReader) -> BufferedReader:
    """Return a file as its reader takes it."""
    return file if reader.unpacks else inflate(file)
