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

    def __init__(self, nodes: int, limit: int) -> None:
        super().__init__(
            f"The page has {nodes:,} nodes of markup; the limit is {limit:,}. Send the article's"
            " part of the page, or its text as text/plain."
        )


class PageTooSlow(ArticleError):
    """Reading the page took longer than it may."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"Finding the article in this page took longer than {seconds:g} s and was stopped."
            " Send the article's part of the page, or its text as text/plain."
        )


class TooManySentences(ArticleError):
    """The article is longer than any article."""

    def __init__(self, sentences: int, limit: int) -> None:
        super().__init__(
            f"The article has {sentences:,} sentences; the limit is {limit:,}. Send one article at"
            " a time."
        )


class PageUnreadable(ArticleError):
    """The page broke the parser."""

    def __init__(self) -> None:
        super().__init__(
            "The page could not be read as HTML. Check that it is complete and not binary, or"
            " send the article's text as text/plain."
        )
