"""What can go wrong, as exceptions that hold the sentence their reader sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any


class DatelineError(Exception):
    """The service could not be asked, or did not answer as wished.

    `request_id` is what the service's log has the request under.
    """

    def __init__(self, message: str, request_id: str | None = None) -> None:
        super().__init__(message)
        self.request_id = request_id


class Unreachable(DatelineError):
    """No answer came: the connection failed, broke or took too long, each time it was tried."""


class UnexpectedAnswer(DatelineError):
    """What came is no answer of Dateline's; another program may be at this address."""


@dataclass(frozen=True)
class FieldProblem:
    """One wrong field: `pointer` is a JSON pointer to it, such as `/sentences`."""

    pointer: str
    detail: str


class Problem(DatelineError):
    """What the service says is wrong (RFC 9457), with the limit and the remedy in `detail`."""

    def __init__(
        self,
        document: Mapping[str, Any],
        *,
        status: int,
        request_id: str | None = None,
        retry_after: float | None = None,
        index: int | None = None,
    ) -> None:
        stated, errors = document.get("status"), document.get("errors")
        #: Of the answer; of one of many articles, what its problem states.
        self.status = status or (stated if isinstance(stated, int) else 0)
        self.title = str(document.get("title") or f"Status {self.status}")
        self.detail = str(document.get("detail") or self.title)
        super().__init__(f"{self.detail} ({self.status})", request_id)
        #: The document as it came.
        self.raw = document
        #: A URI, such as `urn:dateline:problem:invalid-request`.
        self.type = str(document.get("type") or "about:blank")
        self.instance: str | None = document.get("instance")
        self.errors: Sequence[FieldProblem] = tuple(
            FieldProblem(str(item.get("pointer", "")), str(item.get("detail", "")))
            for item in (errors if isinstance(errors, list) else ())
            if isinstance(item, Mapping)
        )
        #: The article's own name, where it has one.
        self.id: str | None = document.get("id")
        #: Of many articles, which one: 0 is the first.
        self.index = index
        #: Seconds that the service asks to wait.
        self.retry_after = retry_after

    def __reduce__(self) -> tuple[Any, ...]:
        # An exception is made of its message alone otherwise, and a pool of processes ends by it.
        return partial(type(self), status=self.status), (self.raw,), self.__dict__

    @property
    def kind(self) -> str:
        """The last part of the type, such as `invalid-request`."""
        return self.type.rpartition(":")[2]
