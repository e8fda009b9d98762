"""Why no article could be read; each message is the sentence that the client sees."""

from __future__ import annotations


class ArticleError(Exception):
    """Base of what this package raises about a document that it was given."""

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        # Raised in a child process: the copy gets the finished message, not `__init__`'s arguments.
        return Exception.__new__, (type(self), *self.args)


class NoArticleFound(ArticleError):
    """Nothing in the document reads like an article."""

    def __init__(self) -> None:
        super().__init__(
            "No article was found in the document: it reads like a menu, a list or a table. If it"
            " is an article all the same, send it with clean=false and all of it is used."
        )


class PageTooComplex(ArticleError):
    """The page has more markup than the service is willing to walk."""

    def __init__(self, limit: int, kind: str) -> None:
        super().__init__(
            f"The page has more than {limit:,} {kind}; the limit is {limit:,}. Send the article's"
            " part of the page, or its text as text/plain."
        )


class PageTooDeep(ArticleError):
    """The page's elements stand inside one another without end."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"The page's elements are nested more than {limit:,} levels deep; the limit is"
            f" {limit:,}. Check that its tags are closed, or send its text as text/plain."
        )


class TextTooLong(ArticleError):
    """The text found in the page is longer than a text may be."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(
            f"The text found in the page has {length:,} characters; the limit is {limit:,}. Send"
            " one article at a time."
        )


class PageTooSlow(ArticleError):
    """Reading the page took longer than it may."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"Finding the article in this page took longer than {seconds:g} s and was stopped."
            " Send the article's part of the page, or its text as text/plain."
        )


class PageUndecodable(ArticleError):
    """The page names no charset, and none makes text of it."""

    def __init__(self) -> None:
        super().__init__(
            "The page names no charset, and in none that is known here is it text. Send UTF-8, or"
            " name its charset in the Content-Type."
        )


class TooLong(ArticleError):
    """The text has more lines, or the article more sentences, than any article has."""

    def __init__(self, parts: str, limit: int) -> None:
        super().__init__(
            f"The text has more than {limit:,} {parts}, which is the limit. Send one article at a"
            " time."
        )


class PageUnreadable(ArticleError):
    """The page broke the parser."""

    def __init__(self) -> None:
        super().__init__(
            "The page could not be read as HTML. Check that it is complete and not binary, or"
            " send the article's text as text/plain."
        )
