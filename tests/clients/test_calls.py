"""A call of the Python client: what it sends, when it tries again, and what it raises."""

from __future__ import annotations

import gzip
import json
import pickle
import ssl
from collections.abc import Callable
from copy import copy
from dataclasses import FrozenInstanceError
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import anyio
import httpx2
import pytest
from dateline_client import (
    AsyncDateline,
    Dateline,
    Problem,
    Retry,
    TopicAnswer,
    UnexpectedAnswer,
    Unreachable,
)

from tests.clients.stub import ADDRESS, ANSWER, Played, Stub, refusal

OK = httpx2.Response(200, json=ANSWER)
GONE = httpx2.ConnectError("refused")
ONCE_MORE = Retry()
Ask = Callable[..., TopicAnswer]


@pytest.fixture(params=["waiting", "awaited"])
def ask(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Ask a stub for a topic, by either client; nobody waits."""

    def waiting(
        stub: Stub, *, key: str = "k", retry: Retry = ONCE_MORE, **said: object
    ) -> TopicAnswer:
        monkeypatch.setattr("dateline_client.wires.sleep", stub.waits.append)
        compress = bool(said.pop("compress", False))
        with Dateline(
            ADDRESS, key, retry=retry, compress=compress, transport=stub.transport
        ) as client:
            return client.topic(**said)  # type: ignore[arg-type]

    def awaited(
        stub: Stub, *, key: str = "k", retry: Retry = ONCE_MORE, **said: object
    ) -> TopicAnswer:
        async def sleep(seconds: float) -> None:
            stub.waits.append(seconds)

        monkeypatch.setattr("dateline_client.wires.anyio.sleep", sleep)
        compress = bool(said.pop("compress", False))

        async def work() -> TopicAnswer:
            async with AsyncDateline(
                ADDRESS, key, retry=retry, compress=compress, transport=stub.transport
            ) as client:
                return await client.topic(**said)  # type: ignore[arg-type]

        return anyio.run(work)

    return {"waiting": waiting, "awaited": awaited}[request.param]


def test_what_is_sent(ask: Ask) -> None:
    """JSON to the address's own path, with the key, the options, and those of a newer service."""
    stub = Stub([OK])
    found = ask(stub, text="Café", sentences=2, extra={"tone": "dry"})
    (sent,) = stub.requests
    assert (sent.method, str(sent.url)) == ("POST", f"{ADDRESS}/v1/topic")
    assert sent.headers["Authorization"] == "Bearer k"
    assert sent.headers["Content-Type"] == "application/json"
    assert len(sent.headers["X-Request-ID"]) == 32
    assert "gzip" in sent.headers["Accept-Encoding"]
    assert json.loads(sent.content) == {"text": "Café", "sentences": 2, "tone": "dry"}
    assert (found.topic.label, found.article.removed[0].kind) == ("crime", "caption")


def test_a_page_in_bytes_is_sent_as_it_is(ask: Ask) -> None:
    """Its charset is the service's to find; the options go into the query."""
    stub = Stub([OK])
    ask(stub, html="é".encode("latin-1"), explain=False, sentences=1)
    (sent,) = stub.requests
    assert (sent.content, sent.headers["Content-Type"]) == (b"\xe9", "text/html")
    assert dict(sent.url.params) == {"explain": "false", "sentences": "1"}


def test_half_of_a_surrogate_pair_reaches_the_service(ask: Ask) -> None:
    """It is the service that tells what is wrong with it."""
    stub = Stub([OK])
    ask(stub, text="a\ud800")
    assert stub.requests[0].content == b'{"text":"a\\ud800"}'


@pytest.mark.parametrize("said", [{}, {"text": "a", "html": "b"}])
def test_one_of_text_and_html(ask: Ask, said: dict[str, str]) -> None:
    """Two or none are a mistake of the caller's, and nothing is sent."""
    stub = Stub([OK])
    with pytest.raises(TypeError, match="exactly one of text and html"):
        ask(stub, **said)
    assert stub.requests == []


def test_answers_do_not_change_and_grow(ask: Ask) -> None:
    """They are frozen; what a newer service adds is in `raw`, and breaks nothing."""
    newer = {**ANSWER, "mood": "calm", "topic": {**ANSWER["topic"], "tone": {"deep": [1]}}}
    found = ask(Stub([httpx2.Response(200, json=newer)]), text="a")
    assert found.raw["mood"] == "calm"
    assert not hasattr(found, "mood")
    with pytest.raises(FrozenInstanceError):
        found.language = "de"  # type: ignore[misc]


def test_equal_answers_are_one_in_a_set(ask: Ask) -> None:
    """They can be told apart, put into sets, and sent to other processes."""
    found, again = (ask(Stub([OK]), text="a") for _ in range(2))
    assert {found, again, pickle.loads(pickle.dumps(found))} == {found}


def test_an_older_service_says_less(ask: Ask) -> None:
    """Members that came later have defaults."""
    older = {**ANSWER, "topic": {"label": None, "confidence": None, "abstained": "too_short"}}
    del older["model"]
    found = ask(Stub([httpx2.Response(200, json=older)]), text="a")
    assert (found.topic.label, found.topic.abstained) == (None, "too_short")
    assert (found.topic.candidates, found.model) == ((), None)


@pytest.mark.parametrize(
    "answer",
    [
        httpx2.Response(200, text="<html>Welcome"),
        httpx2.Response(200, json=[1]),
        httpx2.Response(200, text="[" * 100_000),
        httpx2.Response(200, json={"language": "en"}),
        httpx2.Response(200, json={**ANSWER, "article": {**ANSWER["article"], "body": 3}}),
    ],
)
def test_what_is_no_answer_is_told(ask: Ask, answer: httpx2.Response) -> None:
    """Another program at the address, or a broken answer, is no success."""
    answer.headers["X-Request-ID"] = "its-own"
    with pytest.raises(UnexpectedAnswer) as raised:
        ask(Stub([answer]), text="a")
    assert raised.value.request_id == "its-own"


def test_a_problem_is_raised_whole(ask: Ask) -> None:
    """Type, title, status, detail, fields and the request's id; it is not tried again."""
    answer = refusal(422, "invalid-request")
    errors = [{"pointer": "/sentences", "detail": "takes 50 at most"}]
    said = {**json.loads(answer.content), "errors": errors}
    stub = Stub([httpx2.Response(422, json=said, headers={"X-Request-ID": "its-own"})])
    with pytest.raises(Problem, match=r"invalid-request is told. \(422\)") as raised:
        ask(stub, text="a")
    found = raised.value
    assert (found.type, found.kind) == ("urn:dateline:problem:invalid-request", "invalid-request")
    assert (found.title, found.status, found.instance) == ("It is so", 422, "/x")
    assert (found.errors[0].pointer, found.errors[0].detail) == ("/sentences", "takes 50 at most")
    assert found.request_id == "its-own"
    assert len(stub.requests) == 1


def test_a_problem_goes_through_a_pool_of_processes(ask: Ask) -> None:
    """Pickled or copied, it is the same."""
    with pytest.raises(Problem) as raised:
        ask(Stub([refusal(429, "too-many-requests", **{"Retry-After": "3600"})]), text="a")
    for again in (pickle.loads(pickle.dumps(raised.value)), copy(raised.value)):
        assert (str(again), vars(again)) == (str(raised.value), vars(raised.value))


@pytest.mark.parametrize(
    "said",
    [
        {"message": "no route", "status": "error"},
        {"errors": ["no route"]},
        {"error": {"code": "no route"}},
        {"errors": {"route": "no route"}, "title": "no route", "status": None},
    ],
)
def test_what_a_gateway_says_in_json_is_a_problem_too(ask: Ask, said: dict[str, object]) -> None:
    """Documents of other forms are told, and break nothing."""
    with pytest.raises(Problem, match="no route") as raised:
        ask(Stub([httpx2.Response(403, json=said)]), text="a")
    assert (raised.value.status, raised.value.errors, raised.value.raw.get("type")) == (
        403,
        (),
        None,
    )


def test_a_service_that_moved_is_told(ask: Ask) -> None:
    """The message has the address to pass."""
    place = "https://desk.example/news/v1/topic"
    with pytest.raises(Problem, match=f"{place} now. Pass that address, without /v1/topic"):
        ask(Stub([httpx2.Response(308, headers={"Location": place})]), text="a")


def test_a_proxys_page_is_a_problem_too(ask: Ask) -> None:
    """What a proxy says before the service is in the same form."""
    stub = Stub([httpx2.Response(403, text="<h1>Forbidden</h1>")])
    with pytest.raises(Problem, match="something before the service says: <h1>Forbidden") as raised:
        ask(stub, text="a")
    assert raised.value.type == "about:blank"
    assert raised.value.request_id == stub.requests[0].headers["X-Request-ID"]


@pytest.mark.parametrize(
    "first",
    [
        refusal(429, "too-many-requests"),
        refusal(503, "stopping"),
        httpx2.Response(502, text="bad gateway"),
        GONE,
        httpx2.ReadTimeout("slow"),
        httpx2.RemoteProtocolError("broken"),
    ],
)
def test_what_passes_is_tried_again(ask: Ask, first: httpx2.Response | Exception) -> None:
    """Too much at once, a service that stops and a broken connection cost a wait, and no error."""
    stub = Stub([first, OK])
    assert ask(stub, text="a").topic.label == "crime"
    assert len(stub.waits) == 1
    assert 0.25 <= stub.waits[0] <= 0.5
    assert stub.requests[0].content == stub.requests[1].content
    ids = {sent.headers["X-Request-ID"] for sent in stub.requests}
    assert len(ids) == 1


def test_retry_after_is_honoured(ask: Ask) -> None:
    """In seconds or as a date; never sooner than the service asks."""
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    plays: list[Played | httpx2.Response | Exception] = [
        refusal(429, "too-many-requests", **{"Retry-After": "7"}),
        refusal(429, "too-many-requests", **{"Retry-After": moment}),
        refusal(429, "too-many-requests", **{"Retry-After": "soon"}),
        OK,
    ]
    stub = Stub(plays)
    ask(stub, text="a", retry=Retry(deadline=1e6))
    seven, date, none = stub.waits
    assert 7 <= seven < 8
    assert 20 <= date < 92
    assert none < 7


def test_tries_are_bounded(ask: Ask) -> None:
    """The last refusal is raised, and waits grow up to their limit."""
    stub = Stub([refusal(503, "unavailable")])
    with pytest.raises(Problem, match="unavailable") as raised:
        ask(stub, text="a", retry=Retry(attempts=9, deadline=1e6))
    assert raised.value.status == 503
    assert len(stub.requests) == 9
    assert max(stub.waits) <= 20
    assert stub.waits[6] >= 10


def test_a_wait_beyond_the_deadline_is_not_begun(ask: Ask) -> None:
    """Where the service asks for longer than there is, its refusal is raised at once."""
    stub = Stub([refusal(429, "too-many-requests", **{"Retry-After": "3600"})])
    with pytest.raises(Problem) as raised:
        ask(stub, text="a")
    assert raised.value.retry_after == 3600
    assert stub.waits == []


def test_a_service_that_is_not_there(ask: Ask) -> None:
    """The error names the address and what happened, and has the id that was sent."""
    stub = Stub([GONE])
    match = "http://desk.example/news/v1/topic .ConnectError: refused.. Is the service there"
    with pytest.raises(Unreachable, match=match) as raised:
        ask(stub, text="a", retry=Retry(attempts=3))
    assert raised.value.request_id == stub.requests[0].headers["X-Request-ID"]
    assert isinstance(raised.value.__cause__, httpx2.ConnectError)
    assert len(stub.requests) == 3


def test_no_try_outlasts_the_deadline(ask: Ask) -> None:
    """The time-out of a try is what is left, where that is less."""
    stub = Stub([OK])
    ask(stub, text="a", retry=Retry(deadline=5))
    assert stub.requests[0].extensions["timeout"]["read"] <= 5


def test_bodies_are_compressed_where_that_is_taken(ask: Ask) -> None:
    """Large ones are gzipped; a service that takes none is sent them as they are, at once."""
    stub = Stub([OK])
    ask(stub, text="a" * 2_000, compress=True)
    assert stub.requests[0].headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(stub.requests[0].content)) == {"text": "a" * 2_000}
    stub = Stub([refusal(415, "unsupported-media-type"), OK])
    ask(stub, text="a" * 2_000, compress=True)
    assert "Content-Encoding" not in stub.requests[1].headers
    assert stub.waits == []


def test_a_certificate_that_is_not_trusted_is_told_at_once(ask: Ask) -> None:
    """No other try mends it; the message says how an authority of one's own is named."""
    error = httpx2.ConnectError("verify failed")
    error.__cause__ = ssl.SSLCertVerificationError("verify failed")
    stub = Stub([error])
    with pytest.raises(Unreachable, match="name it in SSL_CERT_FILE"):
        ask(stub, text="a")
    assert len(stub.requests) == 1


def test_a_proxys_password_beside_a_key() -> None:
    """One in the address is sent, with the key in the other header, and never told."""
    stub = Stub([GONE])
    with (
        Dateline(
            "http://me:secret@desk.example",
            "k",
            retry=Retry(attempts=1),
            transport=stub.transport,
        ) as client,
        pytest.raises(Unreachable, match=r"from http://desk.example/v1/topic") as raised,
    ):
        client.topic(text="a")
    (sent,) = stub.requests
    assert sent.headers["Authorization"].startswith("Basic ")
    assert sent.headers["X-API-Key"] == "k"
    assert "secret" not in str(raised.value)
    with pytest.raises(ValueError, match="address") as told:
        Dateline("http://me:secret@desk.example:port")
    assert "secret" not in str(told.value)


def test_threads_learn_of_compression_from_each_other() -> None:
    """A body that was refused while another thread learnt it is sent again, plain, too."""

    def refused(_: httpx2.Request) -> httpx2.Response:
        if len(stub.requests) == 1:
            client.topic(text="b" * 2_000)
        return refusal(415, "unsupported-media-type")

    stub = Stub([refused, refused, OK])
    with Dateline(ADDRESS, compress=True, transport=stub.transport) as client:
        assert client.topic(text="a" * 2_000).topic.label == "crime"
    assert ["Content-Encoding" in one.headers for one in stub.requests] == [
        True,
        True,
        False,
        False,
    ]


_WRONG = ["desk.example", "ftp://desk.example", "http://", "http://a/?b=1", "http://a:b"]
_WRONG += ["http://a:70000", "http://[::1", " http://a", "http://a b", "http://a/b\n"]


@pytest.mark.parametrize("url", _WRONG)
def test_an_address_is_an_address(url: str) -> None:
    """What is none is told before anything is sent."""
    with pytest.raises(ValueError, match=r"address"):
        Dateline(url)


def test_a_key_with_a_line_end_is_told() -> None:
    """It is the most common mistake with a key from a file; the key is not in the message."""
    with pytest.raises(ValueError, match="line end") as raised:
        Dateline(ADDRESS, "secret\n")
    assert "secret" not in str(raised.value)


def test_what_is_no_list_of_corrections_is_told() -> None:
    """Another program's answer, or a next page that cannot be found, is no end of the list."""
    link = {"Link": '<http://desk.example/v1/feedback>; rel="next"'}
    for answer in (
        httpx2.Response(200, json=[]),
        httpx2.Response(200, json={}),
        httpx2.Response(200, json={"corrections": []}, headers=link),
    ):
        with (
            Dateline(ADDRESS, transport=Stub([answer]).transport) as client,
            pytest.raises(UnexpectedAnswer),
        ):
            list(client.feedback.list())


def test_a_correction_is_of_one_article() -> None:
    """Two, none, and a page in bytes are a mistake of the caller's, and nothing is sent."""
    stub = Stub([OK])
    with Dateline(ADDRESS, transport=stub.transport) as client:
        with pytest.raises(TypeError, match="exactly one of text and html"):
            client.feedback.send(topic="crime")
        with pytest.raises(TypeError, match="decode it"):
            client.feedback.send(topic="crime", html=b"<p>")  # type: ignore[arg-type]
    assert stub.requests == []


def test_a_deleted_correction_stays_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the first answer was lost, that it is not there any more is success."""
    stub = Stub([httpx2.ReadError("reset"), refusal(404, "not-found")])
    monkeypatch.setattr("dateline_client.wires.sleep", stub.waits.append)
    with Dateline(ADDRESS, transport=stub.transport) as client:
        client.feedback.delete("a/b")
    assert stub.requests[1].url.raw_path == b"/news/v1/feedback/a%2Fb"
    stub = Stub([refusal(404, "not-found")])
    with Dateline(ADDRESS, transport=stub.transport) as client, pytest.raises(Problem):
        client.feedback.delete("a")
