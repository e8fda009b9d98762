"""Why no article could be read; each message is the sentence that the client sees."""

from __future__ import annotations

from service.text.errors import TextError


class NoArticleFound(TextError):
    """Nothing in the document reads like an article."""

    def __init__(self) -> None:
        super().__init__(
            "No article was found in the document: it reads like a menu, a list or a table. If it"
            " is an article all the same, send it with clean=false and all of it is used."
        )


class PageTooComplex(TextError):
    """The page has more markup than the service is willing to walk."""

    def __init__(self, limit: int, kind: str) -> None:
        super().__init__(
            f"The page has more than {limit:,} {kind}; the limit is {limit:,}. Send the article's"
            " part of the page, or its text as text/plain."
        )


class PageTooDeep(TextError):
    """The page's elements stand inside one another without end."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"The page's elements are nested more than {limit:,} levels deep; the limit is"
            f" {limit:,}. Check that its tags are closed, or send its text as text/plain."
        )


class PageTextTooLong(TextError):
    """The text found in the page is longer than a text may be."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(
            f"The text found in the page has {length:,} characters; the limit is {limit:,}. Send"
            " one article at a time."
        )


class PageTooSlow(TextError):
    """Reading the page took longer than it may."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"Finding the article in this page took longer than {seconds:g} s and was stopped."
            " Send the article's part of the page, or its text as text/plain."
        )


class PageUnreadable(TextError):
    """The page broke the parser."""

    def __init__(self) -> None:
        super().__init__(
            "The page could not be read as HTML. Check that it is complete and not binary, or"
            " send the article's text as text/plain."
        )
