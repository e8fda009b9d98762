"""Why a batch cannot start, or had to stop; each message is what its user reads."""

from __future__ import annotations

import sys
from collections.abc import Iterable

_LONGEST_NAME = 60


class BatchError(Exception):
    """Base of what ends a batch before all of it is done."""


class NoInput(BatchError):
    """A name leads to nothing."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}: there is no such file or folder, and as a pattern it fits none. Name what is"
            " there; quote patterns, and begin URLs with their protocol (s3://, https://)."
        )


class EmptyFolder(BatchError):
    """A folder without text and HTML."""

    def __init__(self, name: str, endings: str, passed: int) -> None:
        super().__init__(
            f"{name}: no file in it ends in {endings} ({passed:,} passed over). A folder means its"
            f" text and HTML; for archives in it give a pattern, such as '{name}/*.jsonl.gz'."
        )


class Unreadable(BatchError):
    """An input that cannot be opened, or was lost while it was read."""

    def __init__(self, name: str, error: BaseException) -> None:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        super().__init__(
            f"{name}: {reason}. When that is mended, the same command goes on where it stopped."
        )


class NoFileSystem(BatchError):
    """A URL whose kind takes a package that is not installed; `error` says which."""

    def __init__(self, name: str, error: BaseException) -> None:
        super().__init__(
            f"{name}: {str(error).rstrip('.')}. In the environment that runs this:"
            f" {sys.executable} -m pip install, and the name of what is missing."
        )


class NoColumns(BatchError):
    """A table in which no column is said to have the articles."""

    def __init__(self, name: str, wanted: Iterable[str], there: Iterable[str]) -> None:
        there = list(there)
        if any(len(column) > _LONGEST_NAME for column in there):
            # These are an article's words, which are told nowhere.
            super().__init__(
                f"{name}: its first line is no header, but a row as it seems. Begin it with the"
                " names of the columns, such as: id,title,text"
            )
            return
        columns = ", ".join(map(repr, there[:40])) or "none"
        super().__init__(
            f"{name}: has no column {' or '.join(map(repr, wanted))}. It has {columns}; say which"
            " has the articles with --text-column or --html-column."
        )


class NotInstalled(BatchError):
    """A package that only batches need is missing."""

    def __init__(self, package: str, purpose: str, requirements: str) -> None:
        super().__init__(
            f"{purpose} needs the package {package}, which is not installed. In the environment"
            f" that runs this: pip install -r {requirements}"
        )


class OutputTaken(BatchError):
    """The output folder holds something else than this command's work."""


class NotWritten(BatchError):
    """The output folder cannot be written to any more."""

    def __init__(self, name: str, error: OSError) -> None:
        super().__init__(
            f"{name}: {error.strerror or error}. What is finished stays; when that is mended, the"
            " same command goes on where it stopped."
        )
