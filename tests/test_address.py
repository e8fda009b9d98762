"""Addresses to listen on: what is one, what is said of what is none, and which are free."""

from __future__ import annotations

import errno
import re
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.address import Address, AddressError
from service.settings import SettingError, Settings


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("127.0.0.1:8000", Address("127.0.0.1", 8000)),
        (" 127.0.0.1:8000\n", Address("127.0.0.1", 8000)),
        ("0.0.0.0:1", Address("0.0.0.0", 1)),
        (":65535", Address("", 65535)),
        ("localhost:80", Address("localhost", 80)),
        ("news-desk.example.org:80", Address("news-desk.example.org", 80)),
        ("[::1]:8000", Address("::1", 8000)),
        ("[0:0:0:0:0:0:0:0]:8000", Address("::", 8000)),
        ("unix:/run/a.sock", Address(path=Path("/run/a.sock"))),
        ("unix:///run/a.sock", Address(path=Path("/run/a.sock"))),
        ("unix:/srv/a, b/a.sock", Address(path=Path("/srv/a, b/a.sock"))),
    ],
)
def test_what_is_an_address_is_read_and_written(text: str, found: Address) -> None:
    """Each form is read, and what is written of it is read as the same."""
    assert Address.parse(text) == found
    assert Address.parse(str(found)) == found


@pytest.mark.parametrize(
    ("text", "fault", "example"),
    [
        ("127.0.0.1", "names no port", "127.0.0.1:8000"),
        ("localhost", "names no port", "localhost:8000"),
        ("8196", "names no address", "127.0.0.1:8196"),
        ("http://127.0.0.1:8196/", "is a URL", "127.0.0.1:8196"),
        ("https://example.org", "is a URL", "example.org:8000"),
        ("tcp://10.0.0.7:80", "is a URL", "10.0.0.7:80"),
        ("127.0.0.1:8000,127.0.0.1:8001", "more than one address", "127.0.0.1:8000"),
        ("127.0.0.1:8000 unix:/run/a.sock", "more than one address", "127.0.0.1:8000"),
        ("unix:/run/a.sock,127.0.0.1:8000", "more than one address", "127.0.0.1:8000"),
        ("unix:/run/a.sock unix:/run/b.sock", "more than one address", "127.0.0.1:8000"),
        ("127.0.0.1:99999", "from 1 to 65535", "127.0.0.1:8000"),
        ("127.0.0.1:0", "from 1 to 65535", "127.0.0.1:8000"),
        ("127.0.0.1:http", "from 1 to 65535", "127.0.0.1:8000"),
        ("127.0.0.1:-1", "from 1 to 65535", "127.0.0.1:8000"),
        ("127.0.0.1:８０", "from 1 to 65535", "127.0.0.1:8000"),
        ("127.0.0.1:", "from 1 to 65535", "127.0.0.1:8000"),
        ("::1:8000", "in brackets", "[::1]:8000"),
        ("::1", "in brackets", "[::1]:8000"),
        ("fe80::1", "in brackets", "[fe80::1]:8000"),
        ("256.0.0.1:80", "256.0.0.1 is no address", "127.0.0.1:8000"),
        ("127.1:80", "127.1 is no address", "127.0.0.1:8000"),
        ("[127.0.0.1]:80", "[127.0.0.1] is no address", "127.0.0.1:8000"),
        ("[fe80::1%eth0]:80", "[fe80::1%eth0] is no address", "127.0.0.1:8000"),
        ("*:80", "* is no address", "127.0.0.1:8000"),
        ("unix:", "names no path", "127.0.0.1:8000"),
        (f"unix:/{'a' * 107}", "107 bytes at most, this one 108", "127.0.0.1:8000"),
    ],
)
def test_what_is_none_is_refused_with_an_example(text: str, fault: str, example: str) -> None:
    """The setting, its value and what is wrong are told, and an address that is near."""
    with pytest.raises(SettingError) as caught:
        Settings.from_environment({"DATELINE_BIND": text, "DATELINE_OPEN": "yes-without-keys"})
    said = str(caught.value)
    assert said.startswith(f"DATELINE_BIND is {text!r}; ")
    assert fault in said
    assert f"such as {example}, or a Unix socket, such as unix:/run/dateline.sock." in said


@given(st.text(alphabet="0123456789.:[]/,unixhtp@%* a", max_size=30))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    """Nothing else than an address or a sentence comes of any text, and the example is one."""
    try:
        found = Address.parse(text)
    except AddressError as error:
        example = re.search(r"such as (\S+), or", str(error))
        assert example is not None
        Address.parse(example[1])
    else:
        assert Address.parse(str(found)) == found


@pytest.mark.parametrize(
    ("text", "is_local"),
    [
        ("127.0.0.1:1", True),
        ("127.9.9.9:1", True),
        ("[::1]:1", True),
        ("localhost:1", True),
        ("unix:/run/a.sock", True),
        (":1", False),
        ("0.0.0.0:1", False),
        ("[::]:1", False),
        ("192.0.2.7:1", False),
        ("localhost.example.org:1", False),
    ],
)
def test_what_only_this_machine_reaches_is_known(text: str, is_local: bool) -> None:
    """Loopback and sockets need no keys, everything else does."""
    assert Address.parse(text).is_local is is_local


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("192.0.2.7:80", "curl -sS http://192.0.2.7:80"),
        ("0.0.0.0:80", "curl -sS http://127.0.0.1:80"),
        (":80", "curl -sS http://127.0.0.1:80"),
        ("[::]:80", "curl -sS http://[::1]:80"),
        ("unix:/run/a.sock", "curl -sS --unix-socket /run/a.sock http://localhost"),
        ("unix:/run/a b.sock", "curl -sS --unix-socket '/run/a b.sock' http://localhost"),
    ],
)
def test_a_command_that_asks_is_known(text: str, command: str) -> None:
    """What listens on all addresses is asked on this machine's own; a socket by its path."""
    assert Address.parse(text).curl() == command


def test_a_port_that_is_taken_is_noticed() -> None:
    """A port that somebody listens on is refused with the reason, and free it is not."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = Address(*server.getsockname())
        assert address.fault() == "another program listens there"
    assert address.fault() is None


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PermissionError(errno.EACCES, "no"), "this user may not listen there"),
        (OSError(errno.EADDRNOTAVAIL, "no"), "this machine does not have that address"),
        (socket.gaierror(-2, "no"), "no address is known here for the name desk"),
        (OSError(errno.EIO, "worn out"), "nothing can listen there: [Errno 5] worn out"),
    ],
)
def test_why_a_port_cannot_be_had_is_told(
    monkeypatch: pytest.MonkeyPatch, error: OSError, reason: str
) -> None:
    """What the system says is told in a sentence."""

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(socket.socket, "bind", refuse)
    assert Address("desk", 80).fault() == reason


def test_a_socket_in_use_is_noticed_and_one_left_over_is_not(tmp_path: Path) -> None:
    """A socket that answers is another program's; one that does not, and no file, are free."""
    path = tmp_path / "a.sock"
    address = Address(path=path)
    assert address.fault() is None
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(str(path))
        server.listen()
        assert address.fault() == "another program listens there"
    assert path.is_socket()
    assert address.fault() is None


def test_a_file_in_the_place_of_a_socket_is_noticed(tmp_path: Path) -> None:
    """A file is not written over, and a folder that is missing is named."""
    (tmp_path / "a.sock").write_text("mine", "utf-8")
    assert Address(path=tmp_path / "a.sock").fault() == "there is a file of that name"
    fault = Address(path=tmp_path / "none" / "a.sock").fault()
    assert fault == f"there is no folder {tmp_path / 'none'}"
