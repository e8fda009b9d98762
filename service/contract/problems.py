"""Errors as clients see them: RFC 9457 problem documents."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel, Field

from service.articles.errors import PageTextTooLong
from service.summaries.errors import SummaryError
from service.text.errors import TextError, Undecodable, UnknownCharset

MEDIA_TYPE = "application/problem+json"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ProblemType:
    """A kind of problem; the list of them is short and documented."""

    name: str
    status: int
    title: str

    @property
    def uri(self) -> str:
        """What `type` says."""
        return f"urn:dateline:problem:{self.name}"


MALFORMED = ProblemType("malformed-body", 400, "The body cannot be read")
BAD_REQUEST = ProblemType("bad-request", 400, "The request is not well formed")
UNAUTHORIZED = ProblemType("unauthorized", 401, "A key is needed")
FORBIDDEN = ProblemType("forbidden", 403, "The key does not have this right")
CROSS_SITE = ProblemType("cross-site", 403, "The request comes from another site's page")
NOT_FOUND = ProblemType("not-found", 404, "There is nothing at this address")
METHOD = ProblemType("method-not-allowed", 405, "This address does not take this method")
NOT_ACCEPTABLE = ProblemType("not-acceptable", 406, "The answer cannot be written as asked")
TIMEOUT = ProblemType("too-slow", 408, "The request did not arrive in time")
OTHER_VERSION = ProblemType("other-version", 412, "This is not the version that was named")
TOO_LARGE = ProblemType("too-large", 413, "The body or the text is over its limit")
MEDIA = ProblemType("unsupported-media-type", 415, "The body's type or encoding is not supported")
INVALID = ProblemType("invalid-request", 422, "A field or parameter is wrong")
UNPROCESSABLE = ProblemType("no-answer", 422, "The article cannot be worked on as asked")
TOO_BUSY = ProblemType("too-many-requests", 429, "Too many requests")
STOPPING = ProblemType("stopping", 503, "The service is about to stop")
UNAVAILABLE = ProblemType("unavailable", 503, "The service has no usable model")
NO_FEEDBACK = ProblemType("unavailable", 503, "The feedback has no usable database")
INTERNAL = ProblemType("internal", 500, "The service failed")

TYPES = (
    MALFORMED,
    BAD_REQUEST,
    UNAUTHORIZED,
    FORBIDDEN,
    CROSS_SITE,
    NOT_FOUND,
    METHOD,
    NOT_ACCEPTABLE,
    TIMEOUT,
    OTHER_VERSION,
    TOO_LARGE,
    MEDIA,
    INVALID,
    UNPROCESSABLE,
    TOO_BUSY,
    STOPPING,
    UNAVAILABLE,
    INTERNAL,
)


class FieldProblem(BaseModel):
    """One wrong field."""

    pointer: str = Field(description="JSON pointer (RFC 6901) to the field or query parameter")
    detail: str


class ProblemDocument(BaseModel):
    """A problem document (RFC 9457)."""

    type: str = Field(description="one of the documented problem types")
    title: str
    status: int
    detail: str = Field(description="what is wrong, the limit, and what to do")
    instance: str = Field(description="this request; its last part is the request's id")
    errors: list[FieldProblem] | None = None
    id: str | None = Field(None, description="the article's, where a line of NDJSON names it")


class Problem(Exception):
    """Something to tell the client instead of an answer."""

    def __init__(
        self,
        kind: ProblemType,
        detail: str,
        *,
        errors: list[FieldProblem] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.errors = errors
        self.headers = dict(headers or {})
        #: The client's own name for the article, where it is known.
        self.article: str | None = None

    def document(self, instance: str) -> ProblemDocument:
        """Return what the client is sent."""
        return ProblemDocument(
            type=self.kind.uri,
            title=self.kind.title,
            status=self.kind.status,
            detail=self.detail,
            instance=instance,
            errors=self.errors,
            id=self.article,
        )


def problem_of(error: Exception) -> Problem:
    """Return the problem that an exception of the core stands for."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, PageTextTooLong):
        return Problem(TOO_LARGE, str(error))
    if isinstance(error, Undecodable):
        return Problem(MALFORMED, str(error))
    if isinstance(error, UnknownCharset):
        return Problem(MEDIA, str(error))
    if isinstance(error, TextError | SummaryError):
        return Problem(UNPROCESSABLE, str(error))
    if isinstance(error, MemoryError):
        detail = (
            "There is no memory left for this article beside the others. Try again in a moment."
        )
        return Problem(TOO_BUSY, detail, headers={"Retry-After": "1"})
    # The traceback has no article text: frames are logged by name and line, not by content.
    _log.error("unexpected %s", type(error).__name__, exc_info=error)
    return Problem(INTERNAL, "Something went wrong here, not in your request. Please report it.")
