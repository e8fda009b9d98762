"""gunicorn's own log lines in the service's form, without what clients sent."""

from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger

from service.telemetry import logs

# What follows these is the client's: a request line, an address with a headline in its query.
_QUOTING = ("Invalid request", "Error handling request")


class ServerLogger(Logger):  # type: ignore[misc]
    """gunicorn's logger; requests are logged by the application, once, with what they came to."""

    def setup(self, cfg: Any) -> None:
        """Take the service's form; called at the start and at each reload."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(logs.formatter())

    def warning(self, msg: object, *args: object, **kwargs: Any) -> None:
        """Log a warning; of an invalid request only that there was one."""
        super().warning(*_without_quotes(msg, args), **kwargs)

    def exception(self, msg: object, *args: object, **kwargs: Any) -> None:
        """Log an exception, without the address that led to it."""
        super().exception(*_without_quotes(msg, args), **kwargs)


def _without_quotes(msg: object, args: tuple[object, ...]) -> tuple[object, ...]:
    for start in _QUOTING:
        if str(msg).startswith(start):
            return (f"{start}, refused" if start == _QUOTING[0] else start,)
    return (msg, *args)
