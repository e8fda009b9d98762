"""Why no summary was made; each message is the sentence that the client sees."""

from __future__ import annotations

from collections.abc import Iterable


class SummaryError(Exception):
    """Base of what this package raises about an article that it was given."""

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        # A copy gets the finished message, not `__init__`'s arguments.
        return Exception.__new__, (type(self), *self.args)


class TooAlike(SummaryError):
    """So many sentences share so many words that LexRank cannot compare them in seconds."""

    def __init__(self, limit: str) -> None:
        super().__init__(
            f"The method lexrank compares sentences that share words and takes at most {limit};"
            " this article has more. Use textrank, which weighs the same words at any length,"
            " or news."
        )


class LanguageNotSupported(SummaryError):
    """The method needs stop words and word stems, which the article's language has none of here."""

    def __init__(
        self, algorithm: str, language: str, supported: Iterable[str], others: Iterable[str]
    ) -> None:
        super().__init__(
            f"The method {algorithm} needs stop words and word stems, and has none for the language"
            f" {language}; it has them for {' '.join(supported)}. Use {' or '.join(others)}, which"
            " work in every language; or, if the article's language was not told rightly, name it"
            " in language."
        )


class FocusNotSupported(SummaryError):
    """A focus was given for a method that ranks by itself alone."""

    def __init__(self, algorithm: str, others: Iterable[str]) -> None:
        names = " or ".join(others)
        super().__init__(
            f"The method {algorithm} cannot lean towards a focus; {names} can. Use {names}, or"
            " leave focus out."
        )
