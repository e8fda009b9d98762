"""Log lines: one JSON object each, or a readable form on a terminal; nothing forges a line.

Two things never reach them: what clients send, for article text is theirs, and a raw control
character, for it would start a line of its own or colour a terminal.
"""

from __future__ import annotations

import logging
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

Form = Literal["auto", "json", "console"]

# Loggers whose messages are ours, or gunicorn's about itself.
_KNOWN = ("service", "gunicorn", "py")
_FRAMES = 30
_FIRST = ("timestamp", "level", "event")
# C0, DEL and C1 controls, and the two separators at which some readers break lines.
_CONTROLS = {code: f"\\u{code:04x}" for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)}
_ROOT = Path(__file__).resolve().parents[2]


class _Process:
    """What this process has settled about its lines."""

    log: Any = None
    terminal = False
    serving = False


def configure(form: Form) -> None:
    """Log in this form: requests to standard output, everything else to standard error."""
    _Process.terminal = form == "console" or (form == "auto" and sys.stderr.isatty())
    structlog.configure(
        processors=_lines(_Process.terminal),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(sys.stdout),
    )
    _Process.log = structlog.get_logger().bind()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter())
    root = logging.getLogger()
    for former in [one for one in root.handlers if isinstance(one.formatter, _Formatter)]:
        root.removeHandler(former)
    root.addHandler(handler)
    logging.getLogger("service").setLevel(logging.INFO)
    logging.captureWarnings(True)


def serving() -> None:
    """From now on this process works on articles: the messages of exceptions may quote them."""
    _Process.serving = True


def formatter() -> logging.Formatter:
    """Return what gives the records of `logging` the same form."""
    return _Formatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _exception,
            *_lines(_Process.terminal),
        ],
    )


def request(line: EventDict) -> None:
    """Write the line of a request, where lines are wanted.

    That it cannot be written is no reason not to answer.
    """
    log = _Process.log
    if log is None:
        return
    write = log.error if line["status"] >= 500 else log.info
    with suppress(OSError, ValueError):
        write("request", **line)


class _Formatter(structlog.stdlib.ProcessorFormatter):
    """Adds where a record is from; of libraries' records it keeps only that.

    What a library says of a text may quote it.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's line."""
        if record.name.partition(".")[0] not in _KNOWN:
            record = logging.makeLogRecord(record.__dict__)
            record.msg, record.args = f"{record.module}:{record.lineno} has something to say", ()
        return super().format(record)


def _lines(terminal: bool) -> list[Processor]:
    stamp = structlog.processors.TimeStamper(fmt="iso", utc=True)
    if terminal:
        renderer: Processor = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
        return [structlog.processors.add_log_level, stamp, _one_line, renderer]
    return [
        structlog.processors.add_log_level,
        stamp,
        _ordered,
        structlog.processors.JSONRenderer(),
    ]


def _ordered(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    return {**{name: event[name] for name in _FIRST if name in event}, **event}


def _one_line(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """For the form that people read; JSON escapes what it has to by itself."""
    return {name: _escaped(value) for name, value in event.items()}


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return value.translate(_CONTROLS)
    if isinstance(value, dict):
        return {name: _escaped(inner) for name, inner in value.items()}
    return value


def _exception(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Say of an exception what it is and where, and only at start-up what it says itself."""
    given = event.pop("exc_info", None)
    error = given[1] if isinstance(given, tuple) else None
    if error is None:
        return event
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    event["exception"] = type(error).__qualname__
    if not _Process.serving:
        event["message"] = str(error)
    event["frames"] = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return event


def _short(filename: str) -> str:
    """A path as a reader knows it: from the project, or from the packages."""
    path = Path(filename)
    if path.is_relative_to(_ROOT):
        return str(path.relative_to(_ROOT))
    return filename.rpartition("site-packages/")[2]
