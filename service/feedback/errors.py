"""What can be wrong with feedback; each message is the sentence that somebody reads."""

from __future__ import annotations


class FeedbackError(Exception):
    """Feedback cannot be taken or given."""


class NoDatabase(FeedbackError):
    """No database is named."""

    def __init__(self) -> None:
        super().__init__(
            "No database is named here, so no feedback is kept. Set DATELINE_DATABASE_URL, such as"
            " sqlite:///feedback/feedback.sqlite3, and start the service again."
        )


class DatabaseUnusable(FeedbackError):
    """The database does not do what it is for; analysis goes on without it."""


class DatabaseAway(DatabaseUnusable):
    """The database cannot be reached, or broke off."""

    def __init__(self) -> None:
        super().__init__(
            "The database of the feedback does not answer, so nothing was changed. Try again later,"
            " or see to what DATELINE_DATABASE_URL names."
        )


class NoRoom(DatabaseUnusable):
    """The disk of the database is full."""

    def __init__(self) -> None:
        super().__init__(
            "The disk of the feedback's database is full, so nothing was changed. Make room on it,"
            " and try again."
        )


class DatabaseFromFuture(DatabaseUnusable):
    """A newer release has changed the database."""

    def __init__(self, found: str, known: str) -> None:
        super().__init__(
            f"The database of the feedback has the schema {found[:40]}, of a newer release of"
            f" Dateline; this one knows them up to {known}. Install the newer release again, or"
            " restore a copy of the database from before, or name another one in"
            " DATELINE_DATABASE_URL."
        )


class DatabaseBusy(FeedbackError):
    """Others write, for longer than one waits."""

    def __init__(self) -> None:
        super().__init__("Others are writing feedback. Try again in a moment.")


class NoSuchCorrection(FeedbackError):
    """Nothing has this key, or no longer."""

    def __init__(self, key: str) -> None:
        super().__init__(f"There is no correction {key[:40]!r} here; it may have been forgotten.")


class NotYours(FeedbackError):
    """Who sent a disputed correction may not be the one who accepts it."""

    def __init__(self) -> None:
        super().__init__(
            "This correction is yours, and the model is very sure of another topic: somebody else"
            " has to accept it. Ask another reviewer, or reject it."
        )


class TooManyCorrections(FeedbackError):
    """As many are kept as may be, of one sender or at all."""


class WrongCursor(FeedbackError):
    """A cursor is none of those that were given out for this order."""

    def __init__(self) -> None:
        super().__init__(
            "is no cursor of this order; follow the link to the next page, or leave it out"
        )


class WrongExchange(FeedbackError):
    """What was to be imported is not as it has to be."""

    def __init__(self, place: str, fault: str) -> None:
        super().__init__(f"{place}: {fault}. What stands before it was imported.")
