"""The files below a folder of articles: those to read, and the others, each with what to do."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from service.topics.errors import TrainingDataError

#: The file that says what topics and sections are called in public vocabularies.
CODES = "codes.toml"
#: How a text ends whose topic is the folder that it lies in.
TEXT = ".txt"
#: Why a file of a kind that is read gave nothing.
EMPTY = "There is no article in it: put some in, or remove it."

# What comes with the folder `yours/`, and what is read from there apart: codes are no articles.
_NO_ARTICLES = (".gitkeep", CODES)
# What systems, editors and office programs leave beside files: `._a.txt`, `.ipynb_checkpoints/`,
# `~$a.xlsx`, `a.txt~`, `a.swp`, and the folder that macOS puts into archives.
_LITTER = re.compile(
    r"\..*|~\$.*|.*~|.*\.swp|(eh)?thumbs\.db|desktop\.ini|__macosx", re.IGNORECASE | re.DOTALL
)
_LEFT_BY_PROGRAMS = "Other programs have left it there: passed over."
_NO_TOPIC = (
    "A text in no folder has no topic and is not read: put it into a folder named after its topic,"
    " as in politics/news.txt."
)
_CIRCLE = "A link to a folder that it lies in is not followed: remove it."
_NO_FILE = "What is neither a file nor a folder is not read: remove it."
_REMEDIES = {
    "save it as CSV in UTF-8, with the columns topic, text and, if you have it, title": (
        ".xlsx .xls .xlsm .ods .numbers"
    ),
    "save it as plain text (.txt, in UTF-8) in a folder named after its topic": (
        ".docx .doc .odt .rtf .pages .pdf .md .html .htm"
    ),
    "unpack it": ".zip .gz .bz2 .xz .7z .rar .tar .tgz",
}
_REMEDY_BY_ENDING = {
    ending: remedy for remedy, endings in _REMEDIES.items() for ending in endings.split()
}
_LISTED = 10

_Identity = tuple[int, int]


@dataclass(frozen=True, order=True)
class Unread:
    """A file that is not read: its place below the folder, and the sentence that says why."""

    place: str
    reason: str


@dataclass(frozen=True)
class Found:
    """The files to read, in the order of their paths, and all others."""

    files: list[Path]
    unread: list[Unread]


def find_files(folder: Path, endings: Collection[str]) -> Found:
    """Look at every file at any depth, through links too.

    Those to read end in one of `endings`, in capitals or not; a `.txt` has to lie in a folder, its
    topic's. A folder that is not there has none. Raises `TrainingDataError` for what cannot be
    looked at.
    """
    found = Found([], [])
    left: list[tuple[Path, frozenset[_Identity]]] = [(folder, frozenset())]
    while left and os.path.lexists(folder):
        inside, above = left.pop()
        status = _status(inside, folder)
        above |= {(status.st_dev, status.st_ino)}
        for path in _entries(inside, folder):
            reason = _why_unread(path, folder, endings, above)
            if reason is not None:
                found.unread.append(Unread(place_of(path, folder), reason))
            elif path.is_dir():
                left.append((path, above))
            else:
                found.files.append(path)
    found.files.sort()
    return found


def to_warnings(unread: Iterable[Unread]) -> tuple[str, ...]:
    """Return a sentence for each reason, with the files that it holds of."""
    places: dict[str, list[str]] = {}
    for item in sorted(unread):
        places.setdefault(item.reason, []).append(item.place)
    return tuple(f"{listed(names)}: {reason}" for reason, names in places.items())


def listed(names: Sequence[str]) -> str:
    """Return the names in a row; of many the first ten, and how many more there are."""
    more = f" and {len(names) - _LISTED:,} more" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more


def place_of(path: Path, folder: Path) -> str:
    """Return the path from the folder on as it may be printed, whatever a file is called."""
    return _printable(path.relative_to(folder).as_posix() if path != folder else folder.name)


def unreadable(path: Path, folder: Path, error: OSError) -> TrainingDataError:
    """Return what to raise for a file or folder that the system does not let us read."""
    link = f" (a link to {_printable(str(path.readlink()))})" if path.is_symlink() else ""
    return TrainingDataError(
        f"{place_of(path, folder)}{link} cannot be read: {error.strerror}. Let whoever trains read"
        " it, or remove it."
    )


def _why_unread(
    path: Path, folder: Path, endings: Collection[str], above: frozenset[_Identity]
) -> str | None:
    """The reason; None for a file to read, and for a folder to look into."""
    if _LITTER.fullmatch(path.name):
        return _LEFT_BY_PROGRAMS
    status = _status(path, folder)
    if stat.S_ISDIR(status.st_mode):
        return _CIRCLE if (status.st_dev, status.st_ino) in above else None
    if not stat.S_ISREG(status.st_mode):
        return _NO_FILE
    ending = path.suffix.lower()
    if ending == TEXT and path.parent == folder:
        return _NO_TOPIC
    if ending in endings:
        return None
    remedy = _REMEDY_BY_ENDING.get(ending, f"save it as one of {', '.join(endings)}, or remove it")
    return f"{_printable(ending) or 'A file without an ending'} is not read: {remedy}."


def _status(path: Path, folder: Path) -> os.stat_result:
    try:
        return path.stat()
    except OSError as error:
        raise unreadable(path, folder, error) from error


def _entries(inside: Path, folder: Path) -> list[Path]:
    try:
        return [path for path in inside.iterdir() if path.name not in _NO_ARTICLES]
    except OSError as error:
        raise unreadable(inside, folder, error) from error


def _printable(name: str) -> str:
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in name)
