"""Quotas of keys: articles a minute, over all workers, and with Redis over all replicas."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from flask import Flask, Response, g
from flask_limiter import Limiter, RateLimitExceeded

from service.contract.problems import TOO_BUSY, Problem
from service.http.access.keys import client_name
from service.http.access.shared_counts import SCHEME
from service.http.middleware.errors import answer_problem

_log = logging.getLogger(__name__)
# A Redis that does not answer must not make every request slow.
_REDIS_SECONDS = 0.5


def install(app: Flask, redis_url: str) -> None:
    """Hold every key to its quota; without a Redis URL the workers share one table in memory.

    `g.count`, where it is not None, counts one more article of the request.
    """
    limiter = Limiter(
        client_name,
        app=app,
        application_limits=[_quota],
        storage_uri=redis_url or f"{SCHEME}://",
        storage_options=_options() if redis_url else {},
        strategy="fixed-window",
        key_prefix="dateline",
        # While Redis is away each worker counts for itself, rather than refuse or admit all.
        in_memory_fallback_enabled=bool(redis_url),
        # Of two requests that find Redis away at once, only one makes the limiter fall back.
        swallow_errors=bool(redis_url),
    )

    def begin() -> None:
        # NDJSON has many articles; the request itself was counted for the first.
        g.count = _meter(limiter)

    app.before_request(begin)

    def refuse(_: RateLimitExceeded) -> Response:
        return answer_problem(_exceeded(limiter))

    app.register_error_handler(RateLimitExceeded, refuse)


def _meter(limiter: Limiter) -> Callable[[], None] | None:
    """What counts one more article of this request, and raises the problem beyond the quota."""
    current = limiter.current_limit
    if current is None:
        return None
    limit, arguments, problem = current.limit, current.request_args, _exceeded(limiter)

    def count() -> None:
        try:
            fits = limiter.limiter.hit(limit, *arguments)
        except Exception as error:
            _log.warning("an article was not counted: %s", type(error).__name__)
            return
        if not fits:
            raise problem

    return count


def _options() -> dict[str, str | int]:
    seconds: dict[str, float] = {
        "socket_timeout": _REDIS_SECONDS,
        "socket_connect_timeout": _REDIS_SECONDS,
    }
    return seconds  # type: ignore[return-value] # redis takes fractions


def _limit() -> int | None:
    return g.key.quota if "key" in g else None


def _quota() -> str:
    limit = _limit()
    return "" if limit is None else f"{limit} per minute"


def _exceeded(limiter: Limiter) -> Problem:
    current = limiter.current_limit
    seconds = round(current.reset_at - time.time()) if current is not None else 60
    seconds = min(60, max(1, seconds))
    return Problem(
        TOO_BUSY,
        f"The key is over its quota of {_limit():,} articles a minute. Try again in {seconds} s.",
        headers={"Retry-After": str(seconds)},
    )
