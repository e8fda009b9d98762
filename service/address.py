"""Where the service listens: an address and a port, or a Unix socket."""

from __future__ import annotations

import errno
import os
import re
import shlex
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

_DEFAULT = "127.0.0.1:8000"
_PORTS = 65_535
# What the kernel takes, in bytes.
_LONGEST_PATH = 107
_NAME = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?")
_URL = re.compile(r"\A[a-z][a-z0-9+.-]*://", re.IGNORECASE)
# Behind a first address, whose path may have commas and blanks in it.
_ANOTHER = re.compile(r"(?<=[,\s])(?:unix:|[^/,\s]+:[0-9]+(?:[,\s]|$))")
# What listens on every address of a machine is found there under its own.
_EVERYWHERE = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
_REASONS = {
    errno.EADDRINUSE: "another program listens there",
    errno.EADDRNOTAVAIL: "this machine does not have that address",
    errno.EACCES: "this user may not listen there",
}


class AddressError(ValueError):
    """A text that names no place to listen; says why not, and what would."""

    def __init__(self, fault: str, example: str) -> None:
        super().__init__(
            f"{fault}. It takes an address and a port, such as {example}, or a Unix socket, such"
            " as unix:/run/dateline.sock."
        )


@dataclass(frozen=True)
class Address:
    """A host (empty: all addresses of this machine) and a port; or, not None, a socket's path."""

    host: str = ""
    port: int = 0
    path: Path | None = None

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read `127.0.0.1:8000`, `[::1]:8000`, `localhost:8000`, `:8000` or `unix:/run/a.sock`.

        A relative path starts in the folder one stands in. Raises `AddressError`.
        """
        try:
            return _read(text.strip())
        except ValueError as error:
            raise AddressError(str(error), _nearest(text)) from None

    def __str__(self) -> str:
        if self.path is not None:
            return f"unix:{self.path}"
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        if self.path is not None or self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    def from_here(self) -> Address:
        """Return where this machine itself finds it."""
        return Address(_EVERYWHERE.get(self.host, self.host), self.port, self.path)

    def curl(self) -> str:
        """Return a curl command up to the route."""
        if self.path is not None:
            return f"curl -sS --unix-socket {shlex.quote(str(self.path))} http://localhost"
        return f"curl -sS http://{self.from_here()}"

    def fault(self) -> str | None:
        """Return why nothing can listen here now, or None where something can."""
        try:
            if self.path is not None:
                return _fault_of_socket(self.path)
            family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((self.host, self.port))
        except socket.gaierror:
            return f"no address is known here for the name {self.host}"
        except OSError as error:
            return _REASONS.get(error.errno or 0, f"nothing can listen there: {error}")
        return None


def _read(text: str) -> Address:
    """Read an address; raises `ValueError` with what is wrong with it."""
    if text.startswith("unix:"):
        return Address(path=_socket_path(text.removeprefix("unix:").removeprefix("//")))
    if _URL.match(text):
        raise ValueError("that is a URL")
    if re.search(r"[,\s]", text):
        raise ValueError("that is more than one address")
    host, colon, port = text.rpartition(":")
    if not colon:
        raise ValueError(f"that names no {'address' if re.fullmatch('[0-9]+', text) else 'port'}")
    if ":" in host and not re.fullmatch(r"\[.*\]", host):
        raise ValueError("an address of IPv6 stands in brackets")
    if not (re.fullmatch(r"[0-9]{1,5}", port) and 1 <= int(port) <= _PORTS):
        raise ValueError(f"a port is a number from 1 to {_PORTS}")
    return Address(_host(host), int(port))


def _host(text: str) -> str:
    try:
        if text.startswith("["):
            address = IPv6Address(text[1:-1])
            if address.scope_id is None:
                return str(address)
            # gunicorn takes an address with a zone (%eth0) for a name.
            raise ValueError
        if re.fullmatch(r"[0-9.]+", text):
            return str(IPv4Address(text))
    except ValueError:
        raise ValueError(f"{text} is no address") from None
    if text and not _NAME.fullmatch(text):
        raise ValueError(f"{text} is no address and no name of a machine")
    return text


def _socket_path(text: str) -> Path:
    if not text:
        raise ValueError("that names no path")
    if _ANOTHER.search(text):
        raise ValueError("that is more than one address")
    path = Path(text).expanduser().absolute()
    if (length := len(os.fsencode(path))) > _LONGEST_PATH:
        raise ValueError(f"a socket's path has {_LONGEST_PATH} bytes at most, this one {length}")
    return path


def _fault_of_socket(path: Path) -> str | None:
    if not path.parent.is_dir():
        return f"there is no folder {path.parent}"
    if not os.access(path.parent, os.W_OK):
        return _REASONS[errno.EACCES]
    if not path.exists():
        return None
    if not path.is_socket():
        return "there is a file of that name"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        # One that nobody listens on is left over, and is replaced.
        return None if client.connect_ex(str(path)) else _REASONS[errno.EADDRINUSE]


def _nearest(text: str) -> str:
    """An address like one that is none, as an example."""
    first = re.split(r"[,\s/]", _URL.sub("", text.strip(), count=1))[0]
    host, _, port = first.rpartition(":")
    for guess in (
        first,
        f"127.0.0.1:{first}",
        f"{first}:8000",
        f"[{host}]:{port}",
        f"[{first}]:8000",
        f"{host}:8000",
    ):
        try:
            found = _read(guess)
        except ValueError:
            continue
        if found.host:
            return str(found)
    return _DEFAULT
