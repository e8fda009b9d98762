"""Why a text could not be read; each message is the sentence that the client sees."""

from __future__ import annotations


class TextError(Exception):
    """Base of what is raised about a text or its bytes."""

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        # Raised in a child process: the copy gets the finished message, not `__init__`'s arguments.
        return Exception.__new__, (type(self), *self.args)


class TooManyParts(TextError):
    """The text has more lines, or the article more sentences, than any article has."""

    def __init__(self, parts: str, limit: int) -> None:
        super().__init__(
            f"The text has more than {limit:,} {parts}, which is the limit. Send one article at a"
            " time."
        )


class UnknownCharset(TextError):
    """The charset that is named is not one that is read here."""

    def __init__(self, charset: str) -> None:
        super().__init__(f"The charset {charset[:40]!r} is not known here. Send UTF-8.")


class Undecodable(TextError):
    """The bytes are not in the charset that is named, or in none that is known."""


class NotInCharset(Undecodable):
    """The bytes are not what they were sent as, from `position` on, if that is known."""

    def __init__(self, charset: str, position: int | None) -> None:
        where = "" if position is None else f" (byte {position})"
        name = charset[:40].upper()
        super().__init__(f"The body is not {name}{where}. Send UTF-8, or name its charset.")


class PageUndecodable(Undecodable):
    """The page names no charset, and none makes text of it."""

    def __init__(self) -> None:
        super().__init__(
            "The page names no charset, and in none that is known here is it text. Send UTF-8, or"
            " name its charset in the Content-Type."
        )
