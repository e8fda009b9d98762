"""Exit 0 if the service in this container is ready (or alive, given `/livez`), 1 if not."""

from __future__ import annotations

import socket
import sys
from http.client import HTTPConnection, HTTPException
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from service.address import Address
from service.settings import SettingError, Settings

_SECONDS = 4


class _Connection(HTTPConnection):
    """A connection to where the service listens."""

    def __init__(self, address: Address) -> None:
        super().__init__(address.host or "localhost", address.port, timeout=_SECONDS)
        self._path = address.path

    def connect(self) -> None:
        """Connect by the socket's path, where it has one."""
        if self._path is None:
            super().connect()
            return
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(_SECONDS)
        self.sock.connect(str(self._path))


def main() -> int:
    """Ask `/readyz`, or the path given, where the service is bound to."""
    path = sys.argv[1] if len(sys.argv) > 1 else "/readyz"
    try:
        address = Address.parse(Settings.from_environment().bind)
    except SettingError as error:
        print(f"dateline: {error}", file=sys.stderr)
        return 1
    connection = _Connection(address.from_here())
    try:
        connection.request("GET", path)
        return 0 if connection.getresponse().status == 200 else 1
    except (OSError, HTTPException):
        return 1
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
