"""The problems of what is over a limit, in the same words wherever it is sent."""

from __future__ import annotations

from service.contract.problems import TOO_LARGE, UNPROCESSABLE, Problem


def line_too_long(limit: int) -> Problem:
    """Return the problem of a line, or row, over so many bytes."""
    detail = f"The line is over the limit of {limit:,} bytes. Send a shorter article."
    return Problem(TOO_LARGE, detail)


def work_too_slow(seconds: float) -> Problem:
    """Return the problem of an article that took longer than so many seconds."""
    return Problem(
        UNPROCESSABLE,
        f"The work on the article took longer than {seconds:g} s and was stopped. Send a"
        " shorter one, or choose the news or lead algorithm.",
    )


def body_too_long(limit: int) -> Problem:
    """Return the problem of a page, or a file with one article, over so many bytes."""
    detail = f"The body is over the limit of {limit:,} bytes. Send a shorter one."
    return Problem(TOO_LARGE, detail)
