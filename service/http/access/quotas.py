"""Quotas of keys: articles a minute, over all workers, and with Redis over all replicas."""

from __future__ import annotations

import itertools
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
# What the headers call the quota; they are those of draft-ietf-httpapi-ratelimit-headers-10.
_POLICY, _WINDOW_SECONDS = '"articles"', 60
# A Redis that does not answer must not make every request slow.
_REDIS_SECONDS = 0.5


def install(app: Flask, redis_url: str) -> None:
    """Hold every key to its quota; without a Redis URL the workers share one table in memory.

    `g.count`, where it is not None, is called for each article of a request of many; the first was
    counted with the request.
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
        g.count = _meter(limiter)

    app.before_request(begin)

    def tell(response: Response) -> Response:
        for name, value in _headers(limiter).items():
            response.headers[name] = value
        return response

    app.after_request(tell)

    def refuse(_: RateLimitExceeded) -> Response:
        return answer_problem(_exceeded(limiter))

    app.register_error_handler(RateLimitExceeded, refuse)


def _meter(limiter: Limiter) -> Callable[[], None] | None:
    """What counts the articles of this request, and raises the problem beyond the quota."""
    current = limiter.current_limit
    if current is None:
        return None
    limit, arguments = current.limit, current.request_args
    articles = itertools.count()

    def count() -> None:
        if not next(articles):
            return
        try:
            fits = limiter.limiter.hit(limit, *arguments)
        except Exception as error:
            _log.warning("an article was not counted: %s", type(error).__name__)
            return
        if not fits:
            raise _exceeded(limiter)

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


def _headers(limiter: Limiter) -> dict[str, str]:
    """What an answer tells of the quota of its key; nothing where there is none, or no count."""
    try:
        found = _left(limiter)
    except Exception as error:
        _log.warning("what is left of a quota is not told: %s", type(error).__name__)
        return {}
    if found is None:
        return {}
    remaining, seconds = found
    return {
        "RateLimit-Policy": f"{_POLICY};q={_limit()};w={_WINDOW_SECONDS}",
        "RateLimit": f"{_POLICY};r={remaining};t={seconds}",
    }


def _left(limiter: Limiter) -> tuple[int, int] | None:
    """How many articles the current request's key has left, and in how many seconds it has all."""
    current = limiter.current_limit
    if current is None:
        return None
    # Asked of the storage once a request.
    seconds = min(_WINDOW_SECONDS, max(1, round(current.reset_at - time.time())))
    return max(0, current.remaining), seconds


def _exceeded(limiter: Limiter) -> Problem:
    _, seconds = _left(limiter) or (0, _WINDOW_SECONDS)
    return Problem(
        TOO_BUSY,
        f"The key is over its quota of {_limit():,} articles a minute. Try again in {seconds} s.",
        headers={"Retry-After": str(seconds)},
    )
