"""The service's settings: one table of name, environment variable, default and help.

Why no library reads them: docs/decisions/0051.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from service.address import Address
from service.proxies import Proxies
from service.service_links import is_service_link
from service.url_prefix import fault_of

_ROOT = Path(__file__).resolve().parent.parent


#: What to say to serve anybody.
OPEN = "yes-without-keys"
#: What to say to keep no feedback.
NO_DATABASE = "none"
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?")


class SettingError(Exception):
    """A setting has a value that it cannot have; says which, and what it may be."""


class UnknownSetting(SettingError):
    """There is no setting of this name."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        known = list(known)
        # Without the prefix, which would make all of them alike.
        ends = [other.removeprefix("DATELINE_") for other in known]
        close = get_close_matches(name.removeprefix("DATELINE_").upper(), ends, 1, 0.7)
        meant = f" Did you mean DATELINE_{close[0]}?" if close else ""
        super().__init__(f"Unknown setting {name}.{meant} Known are: {', '.join(known)}.")


def _setting(  # noqa: PLR0913 - all that can be said of a setting, beside its name
    default: Any,
    help_text: str,
    minimum: float | None = None,
    maximum: float = float("inf"),
    *,
    choices: tuple[str, ...] = (),
    place: Callable[[str], Any] | None = None,
) -> Any:
    """A field of the settings; `place` reads a value in which a path may be.

    It makes the path absolute, and raises `ValueError` with what is wrong.
    """
    metadata = {"help": help_text, "minimum": minimum, "maximum": maximum}
    return field(default=default, metadata={**metadata, "choices": choices, "place": place})


def _path(text: str) -> Path:
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError:
        raise ValueError("there is no such home folder.") from None


def _database(text: str) -> str:
    """The URL of a database; what is wrong is told without it, for it may hold a password."""
    if text == NO_DATABASE:
        return text
    kind, _, rest = text.partition("://")
    if kind == "sqlite" and rest.startswith("/") and rest.strip("/"):
        return f"sqlite:///{_path(rest[1:])}"
    if kind in ("postgresql", "postgres"):
        with suppress(ValueError):
            parts = urlsplit(text)
            # A port that is none raises too.
            if parts.path.strip("/") and (parts.port is None or parts.hostname):
                return f"postgresql://{rest}"
    raise SettingError(
        "DATELINE_DATABASE_URL takes a URL such as sqlite:///feedback/feedback.sqlite3 or"
        f" postgresql://user:password@host/database, or {NO_DATABASE}."
    )


@dataclass(frozen=True)
class Settings:
    """Every setting; the environment variable is `DATELINE_` and the name in capitals."""

    bind: str = _setting(
        "127.0.0.1:8000",
        "address and port, or Unix socket (`unix:/run/dateline.sock`), to serve on",
        place=lambda text: str(Address.parse(text)),
    )
    workers: int = _setting(0, "worker processes; 0: one a core, as memory allows", 0)
    threads: int = _setting(
        128, "connections in each worker whose requests arrive or are answered at once", 8
    )
    models: Path = _setting(_ROOT / "models", "folder of the topic models", place=_path)
    max_body_bytes: int = _setting(4 * 2**20, "bytes of one request body (not NDJSON)", 1)
    max_characters: int = _setting(
        1_048_576, "characters of one text, or of the text in one page", 1
    )
    max_nodes: int = _setting(15_000, "elements of one HTML page", 1)
    max_attributes: int = _setting(60_000, "attributes of one HTML page", 1)
    # Browsers stop at 512 too. libxml2 reads no deeper than 2,048, and says nothing.
    max_nesting: int = _setting(512, "levels of nesting in one HTML page, at most 2,000", 1, 2_000)
    # The slowest real page with room for a busy machine: docs/decisions/0050.
    html_seconds: float = _setting(1.2, "seconds of computing on one HTML page", 0.1)
    max_line_bytes: int = _setting(4 * 2**20, "bytes of one NDJSON line", 1)
    max_lines: int = _setting(10_000, "articles in one NDJSON request", 1)
    max_stream_bytes: int = _setting(64 * 2**20, "bytes of one NDJSON request", 1)

    max_sentences: int = _setting(20_000, "sentences of one article, and lines of a text", 1)
    max_requests: int = _setting(16, "articles worked on at once in each worker; more are 429", 1)
    max_streams: int = _setting(
        4,
        "requests with many articles (NDJSON, Label Studio) at once in each worker; more are 429",
        1,
    )
    max_arriving_bytes: int = _setting(
        32 * 2**20, "bytes of bodies in each worker that have not been answered", 2**16
    )
    body_seconds: float = _setting(
        20.0, "seconds that a request's head, its body, or a line of NDJSON may take to arrive", 0.1
    )
    work_seconds: float = _setting(10.0, "seconds of computing on one article", 0.1)
    drain_seconds: float = _setting(
        5.0, "seconds between saying not ready and taking no more connections, on TERM", 0
    )

    keys_file: str = _setting(
        "",
        "file of API keys (TOML); without it no key is needed",
        place=lambda text: str(_path(text)),
    )
    redis_url: str = _setting("", "Redis where replicas share the quotas of keys")
    database_url: str = _setting(
        NO_DATABASE,
        "database of the feedback: `sqlite:///` and a path, `postgresql://…`, or `none`",
        place=_database,
    )
    feedback_days: int = _setting(
        365, "days that a correction is kept; 0: until somebody deletes it", 0
    )
    feedback_characters: int = _setting(
        500_000, "characters of the text or page of one correction", 1
    )
    feedback_rows: int = _setting(50_000, "corrections that are kept at once", 1)
    feedback_waiting: int = _setting(
        1_000, "corrections of one sender that may wait for a decision at once", 1
    )
    origins: str = _setting("", "web origins that may ask (CORS), separated by commas")
    open: str = _setting("", f"`{OPEN}` to serve others than this machine without keys")
    prefix: str = _setting("", "path under which everything answers too, such as `/news/dateline`")
    proxies: str = _setting(
        "",
        "addresses and networks of proxies that are believed in what they say of a request,"
        " separated by commas; `unix` for a Unix socket",
        place=lambda text: str(Proxies.parse(text)),
    )

    log_format: str = _setting(
        "auto",
        "log lines: `json`, `console`, or `auto`, which is console on a terminal",
        choices=("auto", "json", "console"),
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings; raises `SettingError` for an unknown name or an impossible value."""
        environment = os.environ if environment is None else environment
        known = {environment_name(item.name): item for item in fields(cls)}
        unknown = sorted(
            name
            for name in environment
            if name.startswith("DATELINE_")
            and name not in known
            and name not in _OTHERS
            and not is_service_link(name, environment[name])
        )
        if unknown:
            raise UnknownSetting(unknown[0], known)
        values = {
            item.name: _convert(name, environment[name], item.default, item.metadata)
            for name, item in known.items()
            if name in environment
        }
        for item in known.values():
            choices = item.metadata["choices"]
            if choices and values.get(item.name, item.default) not in choices:
                name = environment_name(item.name)
                raise SettingError(f"{name} is {values[item.name]!r}; it takes {_or(choices)}.")
        settings = cls(**values)
        settings.check()
        return settings

    def check(self) -> None:
        """Raise `SettingError` for settings that do not go together, or could only fail later."""
        if self.open not in ("", OPEN):
            raise SettingError(f"DATELINE_OPEN is {self.open!r}; it takes {OPEN}, or nothing.")
        if not (self.keys_file or self.open or Address.parse(self.bind).is_local):
            raise SettingError(
                f"DATELINE_BIND is {self.bind}, which other machines reach, and there are no keys."
                f" Set DATELINE_KEYS_FILE, or say DATELINE_OPEN={OPEN}."
            )
        if self.prefix and (fault := fault_of(self.prefix)):
            raise SettingError(f"DATELINE_PREFIX is {self.prefix!r}; {fault}")
        if self.redis_url and urlsplit(self.redis_url).scheme not in ("redis", "rediss", "unix"):
            # The URL may hold a password.
            raise SettingError("DATELINE_REDIS_URL takes a URL such as redis://host:6379/0.")
        for origin in self.named_origins():
            if not _ORIGIN.fullmatch(origin):
                raise SettingError(
                    f"DATELINE_ORIGINS has {origin!r}; it takes origins such as https://example.org."
                )

    def export_places(self, environment: MutableMapping[str, str]) -> None:
        """Write the places into an environment as they were read.

        Relative paths in it mean the folder that one stood in, wherever the process goes on.
        """
        for item in fields(self):
            name = environment_name(item.name)
            if item.metadata["place"] is not None and name in environment:
                environment[name] = str(getattr(self, item.name))

    @property
    def database(self) -> str | None:
        """The URL of the feedback's database, or None where none is kept."""
        return None if self.database_url == NO_DATABASE else self.database_url

    def named_origins(self) -> tuple[str, ...]:
        """Return the web origins that may ask."""
        return tuple(part.strip() for part in self.origins.split(",") if part.strip())


# Read by the start and test scripts and by the examples of /docs, not by the service.
_OTHERS = frozenset(
    {
        *("DATELINE_VENV", "DATELINE_PYTHON", "DATELINE_REQUIRE", "DATELINE_PAGES"),
        *("DATELINE_CONTAINER", "DATELINE_KEY"),
    }
)


def environment_name(name: str) -> str:
    """Return the environment variable of a setting."""
    return f"DATELINE_{name.upper()}"


def _or(choices: tuple[str, ...]) -> str:
    return f"{', '.join(choices[:-1])} or {choices[-1]}"


def _convert(name: str, text: str, default: Any, bounds: Mapping[str, Any]) -> Any:
    kind = type(default)
    if kind in (str, type(_ROOT)) and not text.strip():
        raise SettingError(
            f"{name} is {text!r}; leave it out for its default, {default or 'none'}."
        )
    if bounds["place"] is not None:
        try:
            return bounds["place"](text)
        except ValueError as error:
            raise SettingError(f"{name} is {text!r}; {error}") from None
    if kind is str:
        return text
    try:
        value = kind(text)
    except ValueError:
        wanted = "a whole number" if kind is int else "a number"
        raise SettingError(f"{name} is {text!r}; it takes {wanted}.") from None
    minimum, maximum = bounds["minimum"], bounds["maximum"]
    if minimum is not None and not minimum <= value < float("inf"):
        raise SettingError(f"{name} is {text}; it takes {minimum:g} or more.")
    if value > maximum:
        raise SettingError(f"{name} is {text}; it takes {maximum:g} at most.")
    return value
