"""What only shows on the wire: framing, limits and streaming, by clients that are not ours."""

from __future__ import annotations

import gzip
import http.client
import json
import shutil
import socket
import subprocess
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from tests.conftest import PAGES, unavailable
from tests.messy import ARTICLE, HTML, PAGE
from tests.server.conftest import LIMITS, Server, start

pytestmark = pytest.mark.server
LIMIT = int(LIMITS["DATELINE_MAX_BODY_BYTES"])


def exchange(server: Server, request: bytes) -> bytes:
    """Send bytes as they are and return all that comes back."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65_536), b""))


def test_requests_posts_text_json_and_html(server: Server) -> None:
    """The three bodies of the README, by requests."""
    text = requests.post(
        f"{server.address}/v1/analysis",
        data=PAGE.encode(),
        headers={"Content-Type": "text/plain"},
        timeout=20,
    )
    assert text.json()["topic"]["label"] == "diplomacy"
    as_json = requests.post(f"{server.address}/v1/analysis", json={"text": PAGE}, timeout=20)
    assert as_json.content == text.content
    page = requests.post(
        f"{server.address}/v1/analysis",
        data=HTML.encode(),
        headers={"Content-Type": "text/html"},
        timeout=20,
    )
    assert page.json()["article"]["source"] == "rendered"


def test_curl_posts_the_real_page(server: Server, real_page: str) -> None:
    """The input that the service exists for, by curl: diplomacy, and the article's sentences."""
    curl = shutil.which("curl")
    if curl is None:
        unavailable("server", "there is no curl here; on Debian: apt-get install curl")
        return
    out = subprocess.run(
        [
            curl,
            "-sS",
            f"{server.address}/v1/analysis",
            "-H",
            "Content-Type: text/plain",
            "--data-binary",
            f"@{next(PAGES.glob('*.txt'))}",
        ],
        capture_output=True,
        check=True,
        timeout=30,
    )
    answer = json.loads(out.stdout)
    assert answer["topic"]["label"] == "diplomacy"
    assert answer["topic"]["confidence"] > 0.8
    start = real_page.index("WASHINGTON (AP)")
    end = real_page.index("new agreements.”") + len("new agreements.”")
    sentences = answer["summary"]["sentences"]
    assert len(sentences) == 3
    for sentence in sentences:
        assert start <= sentence["offset"] < sentence["offset"] + sentence["length"] <= end
    for span in answer["article"]["body"]:
        assert start <= span["offset"] < span["offset"] + span["length"] <= end


def curl_gzip(server: Server, body: bytes, kind: str) -> bytes:
    """What curl shows of the answer to a compressed body, as docs/api.md has it."""
    curl = shutil.which("curl")
    if curl is None:
        unavailable("server", "there is no curl here; on Debian: apt-get install curl")
    command = ["curl", "-sS", "--compressed", f"{server.address}/v1/topic"]
    command += ["-H", f"Content-Type: {kind}", "-H", "Content-Encoding: gzip"]
    command += ["--data-binary", "@-"]
    return subprocess.run(command, input=body, capture_output=True, check=True, timeout=60).stdout


def test_curl_sends_and_takes_gzip(server: Server) -> None:
    """A text and lines, compressed both ways by a client that is not ours."""
    answer = json.loads(curl_gzip(server, gzip.compress(ARTICLE.encode()), "text/plain"))
    assert answer["topic"]["label"] == "diplomacy"
    lines = (json.dumps({"text": ARTICLE}).encode() + b"\n") * 20
    told = curl_gzip(server, gzip.compress(lines), "application/jsonl").splitlines()
    assert [json.loads(line)["index"] for line in told] == list(range(20))


def test_a_bomb_is_413_and_the_server_goes_on(server: Server) -> None:
    """Two gigabytes in two megabytes cost what the limit allows."""
    compressor = zlib.compressobj(9, wbits=31)
    piece = b" " * 2**20
    bomb = b"".join([*(compressor.compress(piece) for _ in range(2_000)), compressor.flush()])
    assert len(bomb) < 2**22
    said = json.loads(curl_gzip(server, bomb[:LIMIT], "text/plain"))
    assert said["status"] == 413
    assert f"{LIMIT:,} bytes" in said["detail"]
    lines = json.loads(curl_gzip(server, bomb, "application/x-ndjson"))
    assert (lines["status"], lines["type"]) == (413, "urn:dateline:problem:too-large")
    assert requests.get(f"{server.address}/readyz", timeout=20).status_code == 200


def test_a_compressed_line_is_answered_before_the_next_is_sent(server: Server) -> None:
    """A client that flushes a line gets its answer, which it can inflate, at once."""
    packed, inflater = zlib.compressobj(wbits=31), zlib.decompressobj(31)
    line = json.dumps({"text": ARTICLE}).encode() + b"\n"
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.putrequest("POST", "/v1/topic", skip_accept_encoding=True)
    for name, value in (
        ("Content-Type", "application/ndjson"),
        ("Content-Encoding", "gzip"),
        ("Accept-Encoding", "gzip"),
        ("Transfer-Encoding", "chunked"),
    ):
        connection.putheader(name, value)
    connection.endheaders()

    def send(piece: bytes, last: bytes = b"") -> None:
        connection.send(b"%x\r\n%b\r\n%b" % (len(piece), piece, last))

    send(packed.compress(line) + packed.flush(zlib.Z_SYNC_FLUSH))
    answer = connection.getresponse()
    assert answer.headers["Content-Encoding"] == "gzip"
    for index in range(4):
        seen = b""
        while not seen.endswith(b"\n"):
            piece = answer.read1(65_536)
            assert piece
            seen += inflater.decompress(piece)
        assert json.loads(seen)["index"] == index
        if index < 3:
            send(packed.compress(line) + packed.flush(zlib.Z_SYNC_FLUSH))
    send(packed.flush(), b"0\r\n\r\n")
    inflater.decompress(answer.read())
    assert inflater.eof
    connection.close()


@pytest.mark.parametrize("size", [LIMIT + 1, 3 * LIMIT])
def test_a_chunked_body_over_the_limit_is_413_and_not_cut(server: Server, size: int) -> None:
    """A body that announces no length is measured as it comes."""
    text = ("The council met. " * (size // 17 + 1))[:size].encode()

    def pieces() -> Iterator[bytes]:
        for place in range(0, len(text), 10_000):
            yield text[place : place + 10_000]

    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request(
        "POST",
        "/v1/summary",
        body=pieces(),
        headers={"Content-Type": "text/plain"},
        encode_chunked=True,
    )
    answer = connection.getresponse()
    assert answer.status == 413
    assert f"{LIMIT:,} bytes" in json.loads(answer.read())["detail"]
    connection.close()


def test_a_chunked_body_at_the_limit_is_answered(server: Server) -> None:
    """The limit itself is allowed."""
    text = ("The council met. " * (LIMIT // 17 + 1))[:LIMIT].encode()
    answer = requests.post(
        f"{server.address}/v1/summary",
        data=iter([text[:1_000], text[1_000:]]),
        headers={"Content-Type": "text/plain"},
        timeout=30,
    )
    assert answer.status_code == 200


def head(framing: str) -> bytes:
    """The head of a request with a text, framed as told."""
    lines = ("POST /v1/topic HTTP/1.1", "Host: a", "Content-Type: text/plain", framing)
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


def test_a_length_over_the_limit_is_413(server: Server) -> None:
    """A body that announces its size is refused for it."""
    answer = exchange(server, head(f"Content-Length: {LIMIT + 1}"))
    assert b" 413 " in answer.split(b"\r\n", 1)[0]


@pytest.mark.parametrize(
    ("framing", "body"),
    [
        ("Content-Length: 500", b"Too short."),
        ("Transfer-Encoding: chunked", b"zz\r\n"),
        ("Transfer-Encoding: chunked", b"5\r\nab"),
    ],
)
def test_lying_lengths_and_broken_chunks_are_400(server: Server, framing: str, body: bytes) -> None:
    """A body that is not what its framing says is refused, not guessed at."""
    assert b" 400 " in exchange(server, head(framing) + body).split(b"\r\n", 1)[0]


def test_the_first_answer_comes_before_the_second_line_is_sent(server: Server) -> None:
    """An NDJSON client may send a line and wait for its answer."""
    line = json.dumps({"text": ARTICLE}).encode() + b"\n"
    requests.post(
        f"{server.address}/v1/topic",
        data=line,
        headers={"Content-Type": "application/x-ndjson"},
        timeout=20,
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(
            b"POST /v1/topic HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n"
        )
        for index in range(5):
            connection.sendall(f"{len(line):x}\r\n".encode() + line + b"\r\n")
            seen = b""
            while f'"index":{index}'.encode() not in seen:
                piece = connection.recv(65_536)
                assert piece
                seen += piece
        connection.sendall(b"0\r\n\r\n")


@pytest.mark.slow
def test_a_client_may_send_everything_before_it_reads(server: Server) -> None:
    """2,000 articles, sent whole by a client that reads nothing meanwhile, are all answered."""
    body = b"".join(
        json.dumps({"text": f"{ARTICLE}\n\nNumber {n}.", "explain": False}).encode() + b"\n"
        for n in range(2_000)
    )
    answer = requests.post(
        f"{server.address}/v1/analysis",
        data=body,
        headers={"Content-Type": "application/x-ndjson"},
        timeout=120,
    )
    found = [json.loads(line) for line in answer.iter_lines()]
    assert [item["index"] for item in found] == list(range(2_000))
    assert all("problem" not in item for item in found)


def send_page(server: Server, page: str) -> requests.Response:
    """The answer to a page of HTML."""
    headers = {"Content-Type": "text/html"}
    return requests.post(f"{server.address}/v1/topic", data=page, headers=headers, timeout=60)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<i></i>" * 28_000, "15,000 nodes"),
        ("<div>" * 39_000, "512 levels"),
        ("<p " + " ".join(f"a{n}" for n in range(25_000)) + ">", "1,000 attributes"),
    ],
    ids=["nodes", "nesting", "attributes"],
)
def test_a_page_of_too_much_markup_is_refused(server: Server, page: str, said: str) -> None:
    """Hostile HTML costs its sender a 422."""
    answer = send_page(server, page)
    assert answer.status_code == 422
    assert said in answer.json()["detail"]


def test_a_page_over_its_limits_is_stopped_and_others_go_on(tmp_path: Path) -> None:
    """While a page takes its time the same worker answers others; then its sender gets a 422."""
    limits = dict.fromkeys(("DATELINE_MAX_NODES", "DATELINE_MAX_ATTRIBUTES"), "200000")
    server = start(tmp_path / "log", DATELINE_WORKERS="1", DATELINE_HTML_SECONDS="0.5", **limits)
    # Seconds of work, and as tedious as its size allows.
    page = "<div>" + "<a href=x>y</a>" * 120_000 + "</div>"
    try:
        with ThreadPoolExecutor(1) as thread:
            slow = thread.submit(send_page, server, page)
            meanwhile = 0
            while not slow.done():
                assert requests.get(f"{server.address}/livez", timeout=30).status_code == 200
                meanwhile += not slow.done()
        assert slow.result().status_code == 422
        assert "longer than 0.5 s" in slow.result().json()["detail"]
        assert meanwhile > 0
    finally:
        server.stop()


@pytest.mark.parametrize(
    "request_bytes",
    [
        head("Content-Length: 10") + b"Police arrQuixelborn in Arnsbeck on Monday.\r\n\r\n",
        b"GET /a%0a127.0.0.1%20FORGED%1b[31m HTTP/1.1\r\nHost: a\r\n\r\n",
    ],
)
def test_no_request_writes_its_own_log(server: Server, request_bytes: bytes) -> None:
    """What is behind a body that lies about its length, or in a path, is not logged."""
    exchange(server, request_bytes)
    log = server.log.read_text()
    assert "Quixelborn" not in log
    assert "FORGED" not in log


def test_no_article_text_is_logged(server: Server) -> None:
    """Neither bodies nor headlines in a query reach the log."""
    requests.post(
        f"{server.address}/v1/topic",
        params={"title": "Zanzomiphone headline"},
        data="Quixelborn met the council. " * 20,
        headers={"Content-Type": "text/plain"},
        timeout=20,
    )
    log = server.log.read_text()
    assert '"route": "/v1/topic"' in log
    assert "Zanzomiphone" not in log
    assert "Quixelborn" not in log
