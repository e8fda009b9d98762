"""A service that is made anew, with another address, is found by the shipped proxy."""

from __future__ import annotations

import http.server
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import requests

from tests.conftest import ROOT
from tests.server.conftest import free_port
from tests.server.nginx import nginx, replaced
from tests.waiting import wait_for

pytestmark = pytest.mark.server
_HEADER = struct.Struct(">HHHHHH")
_RESPONSE, _NO_SUCH_NAME = 0x8180, 3


class Names:
    """A small DNS server: one name, whose addresses may change."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.asked = 0
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Answer no more."""
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                query, sender = self._socket.recvfrom(512)
            except OSError:
                return
            self.asked += 1
            found = self.addresses
            failed = 0 if found else _NO_SUCH_NAME
            number = _HEADER.unpack_from(query)[0]
            head = _HEADER.pack(number, _RESPONSE | failed, 1, len(found), 0, 0)
            question = query[_HEADER.size : query.index(b"\0", _HEADER.size) + 5]
            # The name of the question, an address of the internet, for a minute.
            rows = (b"\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4" + socket.inet_aton(one) for one in found)
            self._socket.sendto(head + question + b"".join(rows), sender)


@contextmanager
def standing(address: str, port: int) -> Iterator[None]:
    """A service that says where it stands."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(address.encode() + b" " + body)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer((address, port), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def names() -> Iterator[Names]:
    """The names of a network in which there is no service yet."""
    names = Names()
    yield names
    names.close()


def test_a_recreated_service_is_found_again(names: Names, tmp_path: Path) -> None:
    """The proxy starts before the service, asks for its address, and asks again."""
    port, service = free_port(), free_port()
    text = (ROOT / "deploy/proxy/nginx.conf").read_text("utf-8")
    configuration = replaced(
        text,
        ("resolver 127.0.0.11 ", f"resolver 127.0.0.1:{names.port} "),
        ("dateline:8080;", f"dateline:{service};"),
        ("listen 8080;", f"listen 127.0.0.1:{port};"),
        # Each of several would know the old address for a while.
        ("worker_processes auto;", "worker_processes 1;"),
    )

    def ask() -> tuple[int, str]:
        url = f"http://127.0.0.1:{port}/v1/topic"
        answer = requests.post(url, data=b"an article", timeout=20)
        return answer.status_code, answer.text

    with nginx(configuration, tmp_path, port), ExitStack() as first:
        assert ask()[0] == 502
        first.enter_context(standing("127.0.0.2", service))
        names.addresses = ["127.0.0.2"]
        wait_for(lambda: ask() == (200, "127.0.0.2 an article"))
        first.close()
        with standing("127.0.0.3", service):
            names.addresses = ["127.0.0.3"]
            wait_for(lambda: ask() == (200, "127.0.0.3 an article"))
            # What is known is not asked for each time.
            before = names.asked
            assert all(ask()[0] == 200 for _ in range(20))
            assert names.asked - before < 10
