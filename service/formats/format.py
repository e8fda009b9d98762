"""A format in which an article may come, and what is read from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

#: What a reader of the API's description tries first; formats show it as they would write it.
EXAMPLE = (
    "Police in Arnsbeck arrested two men on Monday after a robbery at the post office. The men,"
    " aged 24 and 31, took 8,000 crowns. A court will hear the charges on Friday."
)


@dataclass(frozen=True)
class Content:
    """What was read; exactly one of text and html, which is bytes where its charset is guessed."""

    text: str | None = None
    html: str | bytes | None = None


@dataclass(frozen=True)
class Format:
    """A format by its media type; `suffixes`, in lower case, are what names of its files end in."""

    media_type: str
    suffixes: tuple[str, ...]
    #: Reads a body, in the charset named or else the one found; raises `TextError`.
    read: Callable[[bytes, str | None], Content]
    example: str
    #: Whether at a place in a body, behind blanks, stands what only this format begins with.
    signature: Callable[[bytes, int], bool] | None = None
    #: Whether a body may be one where no name says what it is; byte order marks included.
    opening: Callable[[bytes], bool] | None = None
