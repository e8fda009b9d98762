"""A store of files that several machines reach: a folder, a bucket, or a web server to read from.

obstore speaks to all of them (docs/decisions/0073). It has threads of its own, which a fork loses:
only commands use it, and no process that serves.
"""

from __future__ import annotations

import fcntl
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import (
    AlreadyExistsError,
    BaseError,
    NotSupportedError,
    PermissionDeniedError,
    PreconditionError,
    UnauthenticatedError,
)
from obstore.store import LocalStore, ObjectStore, from_url

from service.disk import flush
from service.sharing.errors import NoAddress, ReadOnlyStore, StoredWrongly, StoreFailed

if TYPE_CHECKING:
    from obstore import PutMode, UpdateVersion

_FOLDER, _WEB = "file", ("http", "https")
_SCHEMES = (_FOLDER, *_WEB, "s3", "s3a", "gs", "az", "azure", "abfs", "abfss")
_CHUNK = 2**20
_SEE_TO_IT = "See to the address and the network, and try again."
#: What a failure of the library's is called, by what its text has in it.
_REASONS = {
    r"TimedOut|timed out": "it did not answer in time",
    r"ConnectionRefused|Connection refused": "nothing answers there",
    r"dns error|failed to lookup": "there is no machine of that name",
    r"certificate": "its certificate is not trusted",
    r"169\.254\.169\.254|metadata\.google|token request": "there are no credentials for it",
    r"must be specified|not configured|Missing": "no variable says which account it belongs to",
}
_CREDENTIALS = (
    "Give the process credentials in the variables that the store's own tools read, such as"
    " AWS_ACCESS_KEY_ID, GOOGLE_APPLICATION_CREDENTIALS or AZURE_STORAGE_ACCOUNT_NAME."
)


@dataclass(frozen=True)
class Patience:
    """How many seconds a store may take: to let in, to say the next word, to answer whole.

    A failed request is made again for `again` seconds at most.
    """

    connect: float = 10.0
    silence: float = 30.0
    answer: float = 300.0
    again: float = 60.0


@dataclass(frozen=True)
class Content:
    """What a file holds, and the mark by which the store knows that it has not changed since."""

    data: bytes
    mark: UpdateVersion


class Store:
    """The files below an address."""

    def __init__(
        self, url: str, patience: Patience | None = None, *, writing: bool = False
    ) -> None:
        """Raises `NoAddress`. Whether a bucket is there, the first question tells.

        For writing a folder is made, and a web server is a `ReadOnlyStore`.
        """
        self.address = _checked(url)
        patience = patience or Patience()
        scheme = urlsplit(url).scheme
        if writing and scheme in _WEB:
            raise ReadOnlyStore(self.address)
        self._folder: Path | None = None
        try:
            if scheme == _FOLDER:
                self._folder = Path(unquote(urlsplit(url).path))
                if writing:
                    self._folder.mkdir(parents=True, exist_ok=True)
                elif not self._folder.is_dir():
                    raise StoreFailed(self.address, "there is no such folder", _SEE_TO_IT)
                self._store: ObjectStore = LocalStore(self._folder)
                return
            self._store = from_url(
                url,
                client_options={
                    "allow_http": scheme != "https",
                    "connect_timeout": timedelta(seconds=patience.connect),
                    "read_timeout": timedelta(seconds=patience.silence),
                    "timeout": timedelta(seconds=patience.answer),
                },
                retry_config={
                    "max_retries": 3,
                    "retry_timeout": timedelta(seconds=patience.again),
                },
            )
        except (BaseError, ValueError, OSError) as error:
            raise self._failure(error) from None

    def read(self, name: str, most: int) -> Content | None:
        """Return a file, or None where there is none; raises `StoredWrongly` for a longer one."""
        found = bytearray()
        mark: UpdateVersion = {}
        for part in self._parts(name, mark):
            found += part
            if len(found) > most:
                raise StoredWrongly(self.place(name), f"has more than {most:,} bytes")
        return Content(bytes(found), mark) if mark else None

    def create(self, name: str, data: bytes) -> bool:
        """Write a file that is not there yet; say whether it was not."""
        try:
            self._put(name, data, "create")
        except AlreadyExistsError:
            return False
        return True

    def write(self, name: str, data: bytes) -> None:
        """Write a file, in one step, whatever was there."""
        self._put(name, data, "overwrite")

    def replace(self, name: str, data: bytes, before: Content | None) -> bool:
        """Write a file in one step if it still is what was read before; say whether it was."""
        if before is None:
            return self.create(name, data)
        if self._folder is not None:
            return self._replace_in_folder(name, data, before)
        try:
            self._put(name, data, {**before.mark})
        except (PreconditionError, AlreadyExistsError):
            return False
        return True

    def place(self, name: str) -> str:
        """Return a file's address, as messages have it."""
        return f"{self.address}/{name}"

    def _parts(self, name: str, mark: UpdateVersion) -> Iterator[bytes]:
        """A file's content, and into `mark` what tells that it is the same."""
        with self._told():
            try:
                found = obstore.get(self._store, name)
            except FileNotFoundError:
                return
            # What it does not know is left out: None is not taken back.
            mark["e_tag"] = found.meta["e_tag"] or ""
            if found.meta["version"] is not None:
                mark["version"] = found.meta["version"]
            for part in found.stream(_CHUNK):
                yield bytes(part)

    def _replace_in_folder(self, name: str, data: bytes, before: Content) -> bool:
        """A folder has no conditional writing, but locks: whoever has it compares and writes."""
        assert self._folder is not None
        try:
            with (self._folder / ".lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                now = self.read(name, len(before.data))
                if now is None or now.data != before.data:
                    return False
                self.write(name, data)
        except OSError as error:
            raise self._failure(error) from None
        return True

    def _put(self, name: str, data: bytes, mode: PutMode) -> None:
        with self._told():
            obstore.put(self._store, name, data, mode=mode, use_multipart=False)
            if self._folder is not None:
                path = self._folder / name
                for kept in (path, path.parent):
                    flush(kept)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (AlreadyExistsError, PreconditionError):
            raise
        except (BaseError, OSError, ValueError) as error:
            raise self._failure(error) from None

    def _failure(self, error: Exception) -> StoreFailed:
        """What went wrong, in words of ours."""
        text = str(error)
        if isinstance(error, PermissionDeniedError | UnauthenticatedError):
            return StoreFailed(self.address, "it refuses the credentials", _CREDENTIALS)
        if isinstance(error, NotSupportedError):
            reason = "it has no conditional writing, without which two pushes could not be told"
            return StoreFailed(self.address, reason, "Take another store.")
        if found := re.search(r"([A-Z][\w ]+) \(os error \d+\)", text):
            return StoreFailed(self.address, found[1].lower(), "See to the folder, and try again.")
        if isinstance(error, OSError) and error.strerror:
            return StoreFailed(self.address, error.strerror.lower(), "See to the folder.")
        if isinstance(error, FileNotFoundError):
            return StoreFailed(self.address, "there is no such bucket", _SEE_TO_IT)
        for pattern, reason in _REASONS.items():
            if re.search(pattern, text):
                remedy = _CREDENTIALS if "credentials" in reason or "account" in reason else None
                return StoreFailed(self.address, reason, remedy or _SEE_TO_IT)
        if found := re.search(r"status code: (\d{3} [\w ]+)", text):
            return StoreFailed(self.address, f"it answered {found[1].strip()}", _SEE_TO_IT)
        return StoreFailed(self.address, f"it failed ({type(error).__name__})", _SEE_TO_IT)


def _checked(url: str) -> str:
    """The address as messages have it; no password is in one, since commands are seen by others."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises where it is none
    except ValueError:
        raise NoAddress("cannot be read") from None
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise NoAddress(
            "has a name, password or query in it, which belong into the environment, where other"
            " users of the machine do not see them"
        )
    if parts.scheme not in _SCHEMES:
        raise NoAddress(f"is {url[:80]!r}")
    if parts.scheme == _FOLDER and (parts.netloc or not parts.path.strip("/")):
        raise NoAddress(f"is {url[:80]!r}, which names no folder from the root on")
    if parts.scheme != _FOLDER and not parts.netloc:
        raise NoAddress(f"is {url[:80]!r}, which names no bucket and no host")
    return url.rstrip("/")
