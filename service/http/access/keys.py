"""API keys: who may ask, how much, and what; kept as SHA-256 in a small file."""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
import secrets
import threading
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask, g, request

from service.contract.problems import FORBIDDEN, UNAUTHORIZED, Problem
from service.http.contract.operation import READ, RIGHTS, Operation, operation_at
from service.settings import SettingError

MAX_KEYS = 1_000
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_SAFE = frozenset({"GET", "HEAD"})
_OPEN, _UNDECLARED = Operation(right=None), Operation(right=READ)
# What was sent to a wrong address may be the page's form.
_UNMATCHED = Operation(right=READ, key_in_form=True)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Key:
    """One client: `digest` is the SHA-256 of its secret, `quota` articles a minute or None."""

    name: str
    digest: str
    quota: int | None
    rights: frozenset[str]


def new_key(name: str, quota: int | None, rights: list[str]) -> tuple[str, str]:
    """Return a new secret of 256 random bits, and its entry for the file of keys."""
    secret = f"dl_{secrets.token_urlsafe(32)}"
    lines = [f"[{name}]", f'sha256 = "{_sha256(secret)}"']
    if quota is not None:
        lines.append(f"quota = {quota}")
    shown = ", ".join(f'"{right}"' for right in rights)
    entry = "\n".join([*lines, f"rights = [{shown}]"])
    _key(name, tomllib.loads(entry)[name])
    return secret, entry


def read_keys(path: Path) -> tuple[Key, ...]:
    """Return the keys of a file; raises `SettingError` that names what is wrong with it."""
    try:
        entries = tomllib.loads(path.read_text("utf-8"))
        keys = tuple(_key(name, entry) for name, entry in entries.items())
    except OSError as error:
        raise SettingError(f"DATELINE_KEYS_FILE {path}: {error.strerror}.") from None
    except ValueError as error:
        raise SettingError(f"DATELINE_KEYS_FILE {path}: {error}.") from None
    if not 0 < len(keys) <= MAX_KEYS:
        raise SettingError(f"DATELINE_KEYS_FILE {path}: it takes 1 to {MAX_KEYS:,} keys.")
    if len({key.digest for key in keys}) < len(keys):
        raise SettingError(f"DATELINE_KEYS_FILE {path}: two names have the same key.")
    return keys


def _key(name: str, entry: Any) -> Key:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name; letters, digits, - and _, 64 at most")
    if not isinstance(entry, dict) or not {"sha256"} <= set(entry) <= {"sha256", "quota", "rights"}:
        raise ValueError(f"[{name}] takes sha256, and may take quota and rights")
    digest, quota, rights = entry["sha256"], entry.get("quota"), entry.get("rights", [READ])
    if not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
        raise ValueError(f"[{name}] sha256 takes 64 digits of lower-case hexadecimal")
    if quota is not None and (type(quota) is not int or quota < 1):
        raise ValueError(f"[{name}] quota takes a whole number of 1 or more")
    if not isinstance(rights, list) or not rights or not set(rights) <= set(RIGHTS):
        raise ValueError(f"[{name}] rights takes a list of {', '.join(RIGHTS)}")
    return Key(name, digest, quota, frozenset(rights))


def _sha256(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


class Keyring:
    """The keys of a file, read again when it changes; a broken change is refused and told of."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._stamp = self._file_stamp()
        self._keys = read_keys(path)

    def find(self, secret: str) -> Key | None:
        """Return the key, or None; takes the same time for every secret."""
        self._refresh()
        digest = _sha256(secret)
        found = None
        for key in self._keys:
            if hmac.compare_digest(key.digest, digest):
                found = key
        return found

    def _file_stamp(self) -> tuple[int, int, int] | None:
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino

    def _refresh(self) -> None:
        stamp = self._file_stamp()
        if stamp == self._stamp:
            return
        with self._lock:
            if stamp == self._stamp:
                return
            try:
                self._keys = read_keys(self._path)
                _log.info("read %d keys", len(self._keys))
            except SettingError as error:
                _log.error("the keys are as before: %s", error)
            self._stamp = stamp


def install(app: Flask, keyring: Keyring, typed_key: Callable[[], str | None]) -> None:
    """Ask for a key wherever one is needed; `g.key` is the request's key.

    `typed_key` reads the key in the page's form, which can send no header without JavaScript.
    """

    def ask() -> None:
        wanted = _wanted(app)
        if wanted.right is None:
            return
        secret = (
            _presented()
            or (_password() if wanted.key_as_password else None)
            or (typed_key() if wanted.key_in_form else None)
        )
        if secret is None:
            detail = "Send a key as Authorization: Bearer KEY, or as X-API-Key: KEY."
            if wanted.key_as_password:
                detail += " It may also be the password of HTTP Basic, with any user name."
            raise Problem(UNAUTHORIZED, detail, headers={"WWW-Authenticate": _challenge()})
        key = keyring.find(secret)
        if key is None:
            challenge = {"WWW-Authenticate": _challenge("invalid_token")}
            raise Problem(UNAUTHORIZED, "The key is not known here.", headers=challenge)
        if wanted.right not in key.rights:
            challenge = {"WWW-Authenticate": _challenge("insufficient_scope")}
            detail = f"This address takes a key with the right to {wanted.right}."
            raise Problem(FORBIDDEN, detail, headers=challenge)
        g.key = key

    app.before_request(ask)


def client_name() -> str:
    """Return who asks: the name of the key, or the address where none is needed.

    What a proxy says of the address counts where the proxy is believed. Who comes by a Unix socket
    has none.
    """
    return str(g.key.name) if "key" in g else request.remote_addr or "127.0.0.1"


def _wanted(app: Flask) -> Operation:
    """What the view of the current request declares; one that declares nothing takes a key."""
    if request.method == "OPTIONS":
        return _OPEN
    if request.endpoint is not None:
        return operation_at(app, request.endpoint) or _UNDECLARED
    # That there is nothing here may be told to anybody who only looks.
    return _OPEN if request.method in _SAFE else _UNMATCHED


def _presented() -> str | None:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and secret.strip():
        return secret.strip()
    return request.headers.get("X-API-Key") or None


def _password() -> str | None:
    sent = request.authorization
    return sent.password or None if sent is not None and sent.type == "basic" else None


def _challenge(error: str | None = None) -> str:
    return 'Bearer realm="dateline"' + (f', error="{error}"' if error else "")
