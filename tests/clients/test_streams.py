"""Many articles by the Python client: order, back-pressure, limits, and streams that break off."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import aclosing
from itertools import count
from typing import Any

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

from tests.clients.stub import (
    ADDRESS,
    Stub,
    line,
    problem_line,
    refusal,
    streamed,
    texts_of,
)

Collect = Callable[..., list[str]]


def told(found: TopicAnswer | Problem) -> str:
    """The text of an answered article, or the kind of its problem and which article it is."""
    return f"{found.kind} {found.index}" if isinstance(found, Problem) else found.language


@pytest.fixture(params=["waiting", "awaited"])
def collect(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Collect:
    """All answers to articles, by either client; nobody waits."""

    def waiting(stub: Stub, articles: Any, problems: Any = "return", **wanted: Any) -> list[str]:
        monkeypatch.setattr("dateline_client.wires.sleep", stub.waits.append)
        with Dateline(ADDRESS, transport=stub.transport, **wanted) as client:
            return [told(found) for found in client.topic_many(iter(articles), problems=problems)]

    def awaited(stub: Stub, articles: Any, problems: Any = "return", **wanted: Any) -> list[str]:
        async def sleep(seconds: float) -> None:
            stub.waits.append(seconds)

        monkeypatch.setattr("dateline_client.wires.anyio.sleep", sleep)

        async def arriving() -> AsyncIterator[Any]:
            for article in articles:
                yield article

        async def work() -> list[str]:
            async with AsyncDateline(ADDRESS, transport=stub.transport, **wanted) as client:
                answers = client.topic_many(arriving(), problems=problems)
                return [told(found) async for found in answers]

        return anyio.run(work)

    return {"waiting": waiting, "awaited": awaited}[request.param]


def answered(request: httpx2.Request) -> httpx2.Response:
    """Each article is answered."""
    lines = [line(number, text) for number, text in enumerate(texts_of(request))]
    return streamed(*lines)(request)


def texts(number: int) -> list[str]:
    """Articles by number."""
    return [f"text {n}" for n in range(number)]


def test_order_is_kept_over_parts(collect: Collect) -> None:
    """No more articles are sent at once than `batch` says, and answers come in their order."""
    stub = Stub([answered])
    assert collect(stub, texts(7), batch=3) == texts(7)
    assert [len(texts_of(sent)) for sent in stub.requests] == [3, 3, 1]
    assert stub.requests[0].headers["Content-Type"] == "application/x-ndjson"


def test_bytes_are_bounded(collect: Collect) -> None:
    """A part ends with the article that fills it."""
    stub = Stub([answered])
    assert collect(stub, texts(6), batch_bytes=30) == texts(6)
    assert [len(texts_of(sent)) for sent in stub.requests] == [2, 2, 2]


def test_nothing_is_sent_of_nothing(collect: Collect) -> None:
    """No articles are no request."""
    stub = Stub([answered])
    assert collect(stub, []) == []
    assert stub.requests == []


@pytest.mark.parametrize("size", [1, 7, 1_000_000])
def test_lines_are_put_together(collect: Collect, size: int) -> None:
    """Wherever the body is cut into pieces; line ends of Unicode are none of NDJSON's."""
    body = line(0, "a\u2028b\x85é") + b"\n" + line(1, "c")
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    assert collect(Stub([streamed(*pieces)]), ["a", "b"]) == ["a\u2028b\x85é", "c"]


def test_a_problem_is_a_value_or_raised(collect: Collect) -> None:
    """In its place among the answers; the others go on where it is a value."""
    body = (line(0, "a"), problem_line(1, 422, "invalid-request"), line(2, "c"))
    assert collect(Stub([streamed(*body)]), "abc") == ["a", "invalid-request 1", "c"]
    with pytest.raises(Problem, match="invalid-request is told") as raised:
        collect(Stub([streamed(*body)]), "abc", "raise")
    assert (raised.value.index, raised.value.request_id) == (1, "its-own")
    assert str(raised.value) == "invalid-request is told. (422)"


@pytest.mark.parametrize("broken", [True, False])
def test_a_stream_that_breaks_off_goes_on(collect: Collect, broken: bool) -> None:
    """What has no answer is sent again, and nothing twice; a line that was cut is no answer."""
    error = [httpx2.ReadError("reset")] if broken else []
    stub = Stub([streamed(line(0, "text 0"), line(1, "text 1")[:-9], *error), answered])
    assert collect(stub, texts(3)) == texts(3)
    assert [texts_of(sent) for sent in stub.requests] == [texts(3), ["text 1", "text 2"]]
    assert len(stub.waits) == 1


def test_progress_renews_the_tries(collect: Collect) -> None:
    """A stream that breaks after each answer comes to its end; one that gives none does not."""

    def once(request: httpx2.Request) -> httpx2.Response:
        return streamed(line(0, texts_of(request)[0]), httpx2.ReadError("reset"))(request)

    assert collect(Stub([once]), texts(9), retry=Retry(attempts=2)) == texts(9)
    stub = Stub([streamed(httpx2.ReadError("reset"))])
    with pytest.raises(Unreachable, match="reset"):
        collect(stub, texts(9), retry=Retry(attempts=2))
    assert len(stub.requests) == 2


def test_the_services_limit_is_learnt(collect: Collect) -> None:
    """Where it takes fewer articles at once, the rest is sent again, and fewer from then on."""

    def few(request: httpx2.Request) -> httpx2.Response:
        sent = texts_of(request)
        lines = [line(number, text) for number, text in enumerate(sent[:3])]
        ended = [problem_line(3, 413, "too-large")] if len(sent) > 3 else []
        return streamed(*lines, *ended)(request)

    for number in (4, 5, 8):
        stub = Stub([few])
        assert collect(stub, texts(number)) == texts(number)
        assert [len(texts_of(sent)) for sent in stub.requests[1:]][:1] == [min(number - 3, 3)]
        assert stub.waits == []


def test_a_part_that_a_proxy_refuses_is_halved(collect: Collect) -> None:
    """Down to the one article that is too long by itself, which costs only itself."""

    def small(request: httpx2.Request) -> httpx2.Response:
        return refusal(413, "too-large") if len(request.content) > 60 else answered(request)

    sent = ["a", "b", "c" * 60, "d"]
    assert collect(Stub([small]), sent) == ["a", "b", "too-large 2", "d"]


def test_a_line_that_is_too_long_costs_only_itself(collect: Collect) -> None:
    """First, in the middle, last or alone: the others are answered, and it is told once."""

    def long(request: httpx2.Request) -> httpx2.Response:
        lines = [
            problem_line(number, 413, "too-large") if text == "L" else line(number, text)
            for number, text in enumerate(texts_of(request))
        ]
        return streamed(*lines)(request)

    for sent in ("Lab", "aLb", "abL", "L", "LL", "aLL"):
        wanted = [f"too-large {at}" if one == "L" else one for at, one in enumerate(sent)]
        assert collect(Stub([long]), sent) == wanted


@pytest.mark.parametrize(("status", "kind"), [(503, "stopping"), (429, "too-many-requests")])
def test_a_service_that_stops_goes_on(collect: Collect, status: int, kind: str) -> None:
    """What it did not answer is sent again after a wait, in the order of before."""
    stub = Stub([streamed(line(0, "text 0"), problem_line(1, status, kind)), answered])
    assert collect(stub, texts(4)) == texts(4)
    assert len(stub.waits) == 1


def test_a_page_before_the_service_is_told(collect: Collect) -> None:
    """A page that greets, where NDJSON is due, is no broken answer, and not asked for again."""
    page = httpx2.Response(200, text="<html>Log in", headers={"Content-Type": "text/html"})
    stub = Stub([page])
    with pytest.raises(UnexpectedAnswer, match="no NDJSON: b'<html>Log in'"):
        collect(stub, "ab")
    assert len(stub.requests) == 1


def test_a_part_that_is_refused_for_its_compression_is_sent_plain(collect: Collect) -> None:
    """At once, and the parts behind it too."""
    stub = Stub([refusal(415, "unsupported-media-type"), answered])
    sent = ["a" * 2_000, "b" * 2_000]
    assert collect(stub, sent, compress=True, batch=1) == sent
    assert ["Content-Encoding" in one.headers for one in stub.requests] == [True, False, False]
    assert stub.waits == []


def test_what_concerns_all_is_raised(collect: Collect) -> None:
    """A wrong key is no article's problem, and a service that stays away no value."""
    with pytest.raises(Problem, match="unauthorized"):
        collect(Stub([refusal(401, "unauthorized")]), "ab")
    with pytest.raises(Problem, match="stopping"):
        collect(Stub([streamed(problem_line(0, 503, "stopping"))]), "ab", retry=Retry(attempts=2))
    one = [streamed(problem_line(0, 429, "too-many-requests"))] * 2
    found = collect(Stub([*one, answered]), "ab", retry=Retry(attempts=2))
    assert found == ["too-many-requests 0", "b"]


@pytest.mark.parametrize(
    "body", [b"<html>\n", b"[]\n", b'{"index": 4}\n', line(0, "a") + line(1, "b") + line(2, "c")]
)
def test_what_is_no_answer_is_told(collect: Collect, body: bytes) -> None:
    """An answer of another article, or of none, is never taken for one's own."""
    with pytest.raises(UnexpectedAnswer):
        collect(Stub([streamed(body)]), "ab")


@pytest.mark.parametrize(
    ("article", "remedy"), [({"html": b"<p>"}, "decode it"), (None, "a text or a mapping")]
)
def test_what_is_no_article_is_told(collect: Collect, article: object, remedy: str) -> None:
    """JSON has no bytes, and what is neither text nor mapping no fields; nothing is sent."""
    stub = Stub([answered])
    with pytest.raises(TypeError, match=remedy):
        collect(stub, [article])
    assert stub.requests == []


@pytest.mark.parametrize("article", ["a text", {"text": "a text"}])
def test_one_article_is_not_many(article: Any) -> None:
    """A text by itself is never taken for articles of a letter each."""
    stub = Stub([answered])
    with (
        Dateline(ADDRESS, transport=stub.transport) as client,
        pytest.raises(TypeError, match="pass a list"),
    ):
        list(client.topic_many(article))
    assert stub.requests == []


def test_a_slow_source_costs_no_tries(collect: Collect, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long articles take to come, each request has all its time and tries."""
    now = [0.0]
    monkeypatch.setattr("dateline_client.retrying.monotonic", lambda: now[0])

    def slow() -> Generator[str, None, None]:
        for text in texts(3):
            now[0] += 1_000
            yield text

    stub = Stub([httpx2.ReadError("reset"), answered])
    assert collect(stub, slow(), batch=1) == texts(3)
    assert {sent.extensions["timeout"]["read"] for sent in stub.requests} == {60}


def test_options_of_an_article_go_before_those_of_all() -> None:
    """A text, and mappings with options of their own, are all articles."""
    stub = Stub([answered])
    with Dateline(ADDRESS, transport=stub.transport) as client:
        articles: list[str | dict[str, Any]] = ["a", {"text": "b", "sentences": 1}]
        list(client.topic_many(articles, sentences=2, extra={"tone": "dry"}))
    assert stub.requests[0].content.splitlines() == [
        b'{"sentences":2,"tone":"dry","text":"a"}',
        b'{"sentences":1,"tone":"dry","text":"b"}',
    ]


def test_no_more_than_a_part_is_taken_ahead() -> None:
    """An endless source is read as answers are taken, and let go with them."""
    taken: list[int] = []
    closed: list[bool] = []

    def endless() -> Generator[str, None, None]:
        try:
            for number in count():
                taken.append(number)
                yield f"text {number}"
        finally:
            closed.append(True)

    with Dateline(ADDRESS, transport=Stub([answered]).transport, batch=5) as client:
        source = endless()
        answers = client.topic_many(source)
        assert taken == []
        for wanted in range(12):
            assert next(answers).language == f"text {wanted}"
            assert len(taken) <= wanted + 5
        answers.close()
        source.close()
    assert closed == [True]


def test_a_waiting_client_works_inside_an_event_loop() -> None:
    """It never waits for the loop, so that it may be used, and left, within a coroutine."""

    async def work() -> list[str]:
        with Dateline(ADDRESS, transport=Stub([answered]).transport) as client:
            first = next(client.topic_many(texts(3)))
            return [first.language, *(found.language for found in client.topic_many(["a", "b"]))]

    assert anyio.run(work) == ["text 0", "a", "b"]


@pytest.mark.parametrize("backend", ["asyncio"])
def test_a_cancelled_stream_lets_its_connection_go(backend: str) -> None:
    """Leaving an awaited stream half read closes the answer."""
    stub = Stub([answered])

    async def work() -> int:
        async with AsyncDateline(ADDRESS, transport=stub.transport) as client:
            answers = client.topic_many(texts(5))
            with anyio.CancelScope() as scope:
                async for _ in answers:
                    scope.cancel()
                    await anyio.sleep(0)
            await answers.aclose()
        return len(stub.requests)

    assert anyio.run(work, backend=backend) == 1


def test_a_stream_that_is_left_early_leaves_nothing_open() -> None:
    """Who closes an awaited stream has closed all that it is read through, at once."""
    begun: list[Any] = []

    async def work() -> list[str]:
        first, last = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(firstiter=begun.append, finalizer=last)
        async with (
            AsyncDateline(ADDRESS, transport=Stub([answered]).transport) as client,
            aclosing(client.topic_many(texts(5))) as answers,
        ):
            assert (await anext(answers)).language == "text 0"
        sys.set_asyncgen_hooks(firstiter=first, finalizer=last)
        ours = [one for one in begun if "dateline_client" in one.ag_code.co_filename]
        assert ours
        return [one.__qualname__ for one in ours if one.ag_frame is not None]

    assert anyio.run(work) == []
