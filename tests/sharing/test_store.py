"""A store that is slow, silent, wrong or only read from is told in a sentence without secrets."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from service.cli import main
from service.sharing.errors import (
    NoAddress,
    ReadOnlyStore,
    StoredWrongly,
    StoreFailed,
)
from service.sharing.pull import pull
from service.sharing.push import push
from service.sharing.store import Patience, Store
from service.topics.store.registry import Registry
from tests.conftest import ROOT
from tests.sharing.conftest import BUCKET, QUICK
from tests.waiting import wait_for

_SECRET = "hunter2hunter2"
_SOON = Patience(connect=0.5, silence=0.5, answer=1.0, again=0.5)


@contextmanager
def web_server(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    """A web server of the standard library's; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join(60)
        server.server_close()


class _Files(SimpleHTTPRequestHandler):
    """Shows the files of a folder, and logs nothing."""

    def log_message(self, *_: object) -> None:
        pass


class _Answers(BaseHTTPRequestHandler):
    """Answers every question in the same way, with what was sent as part of it."""

    status, body = 200, b""

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.send_response(self.status)
        body = self.body + str(self.headers).encode() if self.status >= 400 else self.body
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class _Drips(_Answers):
    """Sends a byte now and then, for as long as somebody listens."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "60000")
        self.end_headers()
        try:
            for _ in range(600):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass


def test_a_plain_web_server_is_pulled_from(
    trained: Registry, replica: Registry, tmp_path: Path
) -> None:
    """What was pushed into a folder is pulled by HTTP; a damaged file is refused there too."""
    folder = tmp_path / "store"
    push(trained, Store(folder.as_uri(), writing=True), "older")
    with web_server(partial(_Files, directory=str(folder))) as address:
        assert pull(replica, Store(address, QUICK)) == ("older", True)
        push(trained, Store(folder.as_uri(), writing=True))
        path = folder / "newer" / "model.skops"
        path.write_bytes(path.read_bytes()[:-1])
        with pytest.raises(StoredWrongly):
            pull(replica, Store(address, QUICK))
    assert replica.current() == "older"


def test_a_web_server_is_not_pushed_to() -> None:
    """It says to push to the folder or bucket behind it."""
    with pytest.raises(ReadOnlyStore, match="folder or bucket"):
        Store("http://127.0.0.1:1/models", writing=True)


def test_a_server_that_accepts_and_says_nothing_is_given_up(replica: Registry) -> None:
    """It is asked a bounded number of times, each for a bounded time."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(StoreFailed, match="did not answer in time"):
            pull(replica, Store(address, _SOON))
    assert replica.current() == "begun"


def test_a_server_that_drips_is_given_up(replica: Registry) -> None:
    """An answer that does not end within its time is no answer, though words keep coming."""
    with web_server(_Drips) as address, pytest.raises(StoreFailed, match="in time"):
        pull(replica, Store(address, _SOON))


def test_nothing_waits_for_ever_by_default() -> None:
    """Unless told otherwise a store has a minute or so to say something."""
    patience = Patience()
    assert patience.connect + patience.silence + patience.again <= 120
    assert patience.answer <= 300


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (403, "refuses the credentials|answered 403"),
        (401, "refuses the credentials|answered 401"),
        (500, "answered 500"),
        (301, "answered 301|failed"),
    ],
)
def test_what_a_server_answers_is_not_repeated(
    replica: Registry, monkeypatch: pytest.MonkeyPatch, status: int, told: str
) -> None:
    """Its status is told, and neither its words nor what the request was signed with."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": _SECRET,
        "AWS_SECRET_ACCESS_KEY": _SECRET,
        "AWS_SESSION_TOKEN": _SECRET,
        "AWS_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    handler = type("Handler", (_Answers,), {"status": status, "body": _SECRET.encode()})
    with web_server(handler) as address:
        monkeypatch.setenv("AWS_ENDPOINT_URL", address)
        for url in (f"s3://{BUCKET}/here", address):
            with pytest.raises(StoreFailed, match=told) as raised:
                pull(replica, Store(url, _SOON))
            assert _SECRET not in str(raised.value)
            assert raised.value.__cause__ is None


@pytest.mark.parametrize(
    "url",
    [
        f"https://user:{_SECRET}@host/models",
        f"https://{_SECRET}@host/models",
        f"az://container/models?sig={_SECRET}",
        f"https://host/models#{_SECRET}",
        "ftp://host/models",
        "memory:///models",
        "models",
        "",
        "file://models",
        "file:///",
        "s3:///models",
        "https:///models",
        "http://host:port/models",
        "http://[::1/models",
    ],
)
def test_what_is_no_address_is_told(url: str) -> None:
    """The sentence shows what it takes, and never what may be a password."""
    with pytest.raises(NoAddress, match="s3://bucket/models") as raised:
        Store(url)
    assert _SECRET not in str(raised.value)


def test_where_nothing_listens_it_says_so(replica: Registry) -> None:
    """A refused connection and an unknown name are two sentences."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(StoreFailed, match="nothing answers there"):
            pull(replica, Store(address, _SOON))
    with pytest.raises(StoreFailed, match=r"no machine of that name|did not answer"):
        pull(replica, Store("http://no-such-host.invalid", _SOON))


def test_a_folder_that_cannot_be_made_is_told() -> None:
    """The system's reason is given."""
    with pytest.raises(StoreFailed, match="/proc/models: "):
        Store("file:///proc/models", writing=True)


def test_a_bucket_that_is_not_there_is_told(credentials: str, trained: Registry) -> None:
    """A push into it says that there is none."""
    with pytest.raises(StoreFailed, match="no such bucket"):
        push(trained, Store("s3://nowhere/models", QUICK, writing=True))


def test_the_commands_push_and_pull(
    trained: Registry,
    replica: Registry,
    url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each says in a line what is in effect now, and ends with 2 where nothing could be pulled."""
    monkeypatch.setenv("DATELINE_MODELS", str(replica.folder))
    if not url.startswith("file:"):
        assert main(["models", "pull", url]) == 2
        assert main(["models", "pull", url, "--if-any"]) == 0
        nothing = f"dateline: Nothing has been pushed to {url}. "
        assert [line.startswith(nothing) for line in capsys.readouterr().err.splitlines()] == [
            True
        ] * 2
    monkeypatch.setenv("DATELINE_MODELS", str(trained.folder))
    assert main(["models", "push", url]) == 0
    assert main(["models", "push", url]) == 0
    monkeypatch.setenv("DATELINE_MODELS", str(replica.folder))
    assert main(["models", "pull", url]) == 0
    assert main(["models", "pull", url]) == 0
    assert main(["models", "pull", url, "--quiet"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{url} has newer in effect",
        f"{url} has newer in effect already",
        f"serving newer, pulled from {url}",
        "serving newer already",
    ]


def test_a_command_says_what_is_wrong(
    replica: Registry, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a sentence, with exit code 2, and without what may be a password."""
    monkeypatch.setenv("DATELINE_MODELS", str(replica.folder))
    assert main(["models", "pull", f"https://user:{_SECRET}@host/models"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("dateline: The address of the store has a name, password or query")
    assert _SECRET not in error


@pytest.mark.parametrize("every", ["0", "-1", "nan", "1e9", "often"])
def test_how_often_to_look_is_bounded(every: str) -> None:
    """What is no number of seconds from 1 to a day is refused before anything is asked."""
    with pytest.raises(SystemExit) as raised:
        main(["models", "pull", "file:///nowhere", "--every", every])
    assert raised.value.code == 2


def _serves(registry: Registry, version: str) -> bool:
    return registry.current() == version


def test_pulling_again_and_again_finds_what_is_pushed_later(
    trained: Registry, replica: Registry, tmp_path: Path
) -> None:
    """It goes on where nothing is there yet, takes up each push, and ends on TERM with 143.

    What goes on has loaded nothing of a model's, nor of the store's.
    """
    store = tmp_path / "store"
    environment = {**os.environ, "DATELINE_MODELS": str(replica.folder), "PYTHONPATH": str(ROOT)}
    command = ["models", "pull", store.as_uri(), "--if-any", "--every", "1"]
    process = subprocess.Popen([sys.executable, "-m", "service.cli", *command], env=environment)
    try:
        for version in ("older", "newer"):
            push(trained, Store(store.as_uri(), writing=True), version)
            wait_for(partial(_serves, replica, version), every=0.1, patience=240.0)
        loaded = Path(f"/proc/{process.pid}/maps").read_text("utf-8")
        assert "python" in loaded
        assert not re.search("numpy|sklearn|obstore", loaded)
    finally:
        process.terminate()
    assert process.wait(timeout=60) == 143


def test_what_serves_does_not_know_the_library() -> None:
    """Its threads would not outlive the fork of a worker: the application never loads it."""
    code = (
        "import sys; from service import create_app; create_app();"
        " print([name for name in sys.modules if name.split('.')[0] == 'obstore'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.strip() == "[]"
