"""The text of a file: UTF-8, or UTF-16 that says so by its first bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from service.text.charsets import decode_text
from service.text.errors import NotInCharset
from service.topics.errors import TrainingDataError
from service.topics.training.files import place_of, unreadable

_SHOWN = 20
_REMEDY = (
    "Save it in UTF-8: in Excel as 'CSV UTF-8 (Comma delimited)', in LibreOffice with the character"
    " set 'Unicode (UTF-8)'"
)


def read_content(path: Path, folder: Path, rows_in: Callable[[str], int] | None) -> str:
    """Return the text of a file without its byte order mark.

    `rows_in` counts the rows of a table's beginning; without it lines are counted. Raises
    `TrainingDataError` that names the place of what is in another charset.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise unreadable(path, folder, error) from error
    place = place_of(path, folder)
    try:
        content = decode_text(raw, None)
    except NotInCharset as error:
        cause = error.__cause__
        if not isinstance(cause, UnicodeDecodeError) or cause.encoding != "utf-8":
            raise TrainingDataError(
                f"{place} begins as UTF-16 does and does not go on so: it may be cut off."
                f" {_REMEDY}."
            ) from error
        start = cause.start
        before = raw[:start].decode("utf-8", "replace")
        where = f"row {rows_in(before)}" if rows_in else f"line {before.count(chr(10)) + 1}"
        behind = " ".join(before[-_SHOWN:].split())
        after = f", behind {behind!r}" if behind else ""
        raise TrainingDataError(
            f"{place} is not UTF-8 (byte {start}), in {where}{after}. {_REMEDY}."
        ) from error
    if "\0" in content:
        raise TrainingDataError(
            f"{place} has zero bytes in it, as UTF-16 without its mark has, or what is no text."
            f" {_REMEDY}."
        )
    # As Python reads a text: line ends of all systems are one.
    return content.replace("\r\n", "\n").replace("\r", "\n")
