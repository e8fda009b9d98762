"""What reads one format of archives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BufferedReader
from typing import Protocol

from service.archives.errors import NoColumns
from service.archives.row import Row, failed
from service.contract.problems import INVALID, MALFORMED, Problem
from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table are called."""

    id: str = "id"
    text: str = "text"
    html: str = "html"
    title: str = "title"

    def missing(self, name: str, there: Sequence[str]) -> NoColumns | None:
        """Return what is wrong with a file of columns none of which has the article."""
        if {self.text, self.html} & set(there):
            return None
        return NoColumns(name, (self.text, self.html), list(there))


@dataclass(frozen=True, slots=True)
class Reading:
    """What readers are told, and where they count what they pass over, by the reason."""

    settings: Settings
    #: None where none were named: JSON Lines then have the API's fields and no others.
    columns: Columns | None = None
    passed: Counter[str] = field(default_factory=Counter)
    #: Digests of pages of crawls that were read already.
    pages: set[bytes] = field(default_factory=set)


class Read(Protocol):
    """Yields the rows of a file, by the name that their locations begin with."""

    def __call__(self, file: BufferedReader, name: str, reading: Reading) -> Iterator[Row]:
        """Read."""
        ...


@dataclass(frozen=True)
class Reader:
    """A format of archives; `suffixes`, in lower case, are what names of its files end in."""

    name: str
    suffixes: tuple[str, ...]
    read: Read
    #: Whether a file, inflated, may be one where its name does not say it; columns are as named.
    opening: Callable[[bytes, Columns | None], bool]
    #: The names of a table's columns, for a look at them before anything begins.
    columns: Callable[[BufferedReader], list[str]] | None = None
    #: Whether it unpacks by itself, because places are those of the packed file.
    unpacks: bool = False


def without_columns(error: NoColumns, name: str) -> Row:
    """Return the row that stands for a table in which there are no articles."""
    return failed(f"{name}#row=1", Problem(INVALID, str(error)))


def broken_off(location: str, error: Exception) -> Row:
    """Return the row that stands for the rest of a file, which cannot be read."""
    reason = str(error)[:200] or type(error).__name__
    detail = (
        f"From here on the file cannot be read: it was cut short or spoilt ({reason}). What stands"
        " before was read; get the file again for the rest."
    )
    return failed(location, Problem(MALFORMED, detail))
