"""Why no summary was made; each message is the sentence that the client sees."""

from __future__ import annotations

from collections.abc import Iterable


class SummaryError(Exception):
    """Base of what this package raises about an article that it was given."""

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        # A copy gets the finished message, not `__init__`'s arguments.
        return Exception.__new__, (type(self), *self.args)


class TooLong(SummaryError):
    """The article is longer than the method can rank in reasonable time."""

    def __init__(self, algorithm: str, unit: str, count: int, limit: int) -> None:
        super().__init__(
            f"The method {algorithm} slows down with length and takes at most {limit:,} {unit};"
            f" this article has {count:,}. Use news or lead, which take more."
        )


class LanguageNotSupported(SummaryError):
    """The method needs stop words and word stems, which the article's language has none of here."""

    def __init__(self, algorithm: str, language: str, supported: Iterable[str]) -> None:
        super().__init__(
            f"The method {algorithm} needs stop words and word stems, and has none for the language"
            f" {language}; it has them for {' '.join(supported)}. Use news or lead, which work in"
            " every language; or, if the article's language was not told rightly, name it in"
            " language."
        )
