"""The Python client asks a running service, and its README is true."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

import anyio
import pytest
import requests
from dateline_client import (
    Analysis,
    AsyncDateline,
    AsyncFeedback,
    Dateline,
    Feedback,
    Problem,
)

from tests.clients.conftest import Service
from tests.clients.test_generated import FORMS
from tests.conftest import ROOT
from tests.messy import ARTICLE, PAGE

_PACKAGE = ROOT / "clients" / "python"
_EXAMPLES = re.findall(
    r"```python\n(.*?)# prints:\n(.*?)```", (_PACKAGE / "README.md").read_text("utf-8"), re.DOTALL
)
_TEXTS = [f"Envoys number {n} signed a treaty after talks between ministers." for n in range(100)]
server = pytest.mark.server


@server
@pytest.mark.parametrize("form", FORMS)
def test_one_article(service: Service, form: str) -> None:
    """Topic, summary, spans and model of a page, as text and HTML, as the API tells them."""
    with Dateline(service.address, service.key) as client:
        found = client.analyze(**{form: FORMS[form]})  # type: ignore[arg-type]
        assert client.topic(**{form: FORMS[form]}).topic == found.topic  # type: ignore[arg-type]
        assert client.summary(**{form: FORMS[form]}).summary == found.summary  # type: ignore[arg-type]
        assert found.model is not None
        assert client.model().version == found.model.version
    assert found.topic.label == "diplomacy"
    assert found.topic.section is not None
    document = found.article.document or PAGE
    for sentence in found.summary.sentences:
        assert document[sentence.offset : sentence.offset + sentence.length] == sentence.text
        assert sentence.reasons
    assert {item.kind for item in found.article.removed} >= {"caption"}
    assert found.topic.evidence[0].spans
    asked = requests.post(
        f"{service.address}/v1/analysis",
        json={form: FORMS[form]},
        headers={"Authorization": f"Bearer {service.key}"},
        timeout=60,
    )
    assert found.raw == asked.json()


@server
def test_a_page_in_another_charset(service: Service) -> None:
    """A page in bytes is sent as it is, and read in its own charset."""
    page = f'<html><meta charset="latin-1"><p>Café. {ARTICLE}'.encode("latin-1", "replace")
    with Dateline(service.address, service.key) as client:
        found = client.analyze(html=page, sentences=1)
    assert "Café." in (found.article.document or "")
    assert len(found.summary.sentences) == 1


@server
@pytest.mark.parametrize("compress", [True, False])
def test_many_articles_beyond_the_services_limits(service: Service, compress: bool) -> None:
    """Where forty are taken at once, a hundred are answered, in order, a bad one as a value."""
    articles = [{"id": str(n), "text": text} for n, text in enumerate(_TEXTS)]
    articles[55]["text"] = ""
    with Dateline(service.address, service.key, compress=compress) as client:
        found = list(client.analyze_many(iter(articles), problems="return", sentences=1))
        assert [item.id for item in found] == [str(n) for n in range(100)]
        bad = found[55]
        assert isinstance(bad, Problem)
        assert (bad.kind, bad.index) == ("invalid-request", 55)
        assert all(isinstance(item, Analysis) for item in found[:55] + found[56:])
        one = client.analyze(text=_TEXTS[60], sentences=1, id="60")
        assert found[60] == one
        with pytest.raises(Problem, match="text: is empty") as raised:
            list(client.analyze_many(articles))
        assert raised.value.index == 55


@server
def test_more_bytes_than_the_service_takes(service: Service) -> None:
    """Whole articles are sent again where the body went over the limit of a request."""
    articles = [f"{ARTICLE} {n} " + "Talks go on. " * 900 for n in range(12)]
    with Dateline(service.address, service.key) as client:
        found = list(client.summary_many(articles, algorithm="lead", sentences=1, explain=False))
    assert len(found) == 12
    assert {item.summary.algorithm for item in found} == {"lead"}


@server
def test_both_clients_answer_alike(service: Service) -> None:
    """What is awaited is what is waited for; twenty at once share a client."""

    async def work() -> list[Analysis]:
        found: list[Analysis] = []
        async with AsyncDateline(service.address, service.key) as client:

            async def one(text: str) -> None:
                found.append(await client.analyze(text=text, id=text))

            async with anyio.create_task_group() as group:
                for text in _TEXTS[:20]:
                    group.start_soon(one, text)
            found += [item async for item in client.analyze_many(_TEXTS[:3])]
        return found

    found = anyio.run(work)
    with Dateline(service.address, service.key) as client:
        assert found[20:] == list(client.analyze_many(_TEXTS[:3]))
        expected = client.analyze(text=_TEXTS[7], id=_TEXTS[7])
    assert next(item for item in found[:20] if item.id == _TEXTS[7]) == expected


@server
def test_a_problem_has_its_place_in_the_log(service: Service) -> None:
    """The id on the exception is the one that the service answered under."""
    with Dateline(service.address, "wrong") as client, pytest.raises(Problem) as raised:
        client.analyze(text=ARTICLE)
    assert (raised.value.status, raised.value.kind) == (401, "unauthorized")
    assert raised.value.request_id
    assert raised.value.instance
    assert raised.value.instance.endswith(raised.value.request_id)


@server
def test_feedback(service: Service) -> None:
    """A correction is sent, found again over pages, decided on, changed and forgotten."""
    with Dateline(service.address, service.key) as client:
        keys = [client.feedback.send(topic="politics", text=text).key for text in _TEXTS[:25]]
        again = client.feedback.send(topic="politics", text=_TEXTS[0], note="said before")
        assert again.key == keys[0]
        listed = list(client.feedback.list(topic="politics"))
        assert {item.key for item in listed} >= set(keys)
        assert len(listed) > 20
        assert client.feedback.get(keys[1]).text == _TEXTS[1]
        assert client.feedback.change(keys[1], topic="crime").topic == "crime"
        assert client.feedback.change(keys[2], state="rejected").state == "rejected"
        for key in keys:
            client.feedback.delete(key)
        with pytest.raises(Problem, match="404"):
            client.feedback.get(keys[0])


@server
@pytest.mark.parametrize(("program", "printed"), _EXAMPLES, ids=range(len(_EXAMPLES)))
def test_an_example_prints_what_it_says(
    service: Service, tmp_path: Path, program: str, printed: str
) -> None:
    """Every program of the README runs as it is shown, but for address and key."""
    place = f'Dateline("{service.address}", "{service.key}")'
    path = tmp_path / "example.py"
    path.write_text(program.replace('Dateline("http://127.0.0.1:8000")', place), "utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", str(path)],
        env={**os.environ, "PYTHONPATH": str(_PACKAGE), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout == "".join(f"{line.lstrip('#')[3:]}\n" for line in printed.splitlines())


def test_there_are_examples() -> None:
    """The README's programs are found."""
    assert len(_EXAMPLES) >= 5


@pytest.mark.parametrize(
    ("waiting", "awaited"), [(Dateline, AsyncDateline), (Feedback, AsyncFeedback)]
)
def test_both_clients_have_the_same(waiting: type, awaited: type) -> None:
    """Each method of one is one of the other, with the same parameters and defaults."""

    def methods(kind: type) -> dict[str, list[tuple[str, object]]]:
        found = inspect.getmembers(kind, inspect.isfunction)
        return {
            name: [(one.name, one.default) for one in inspect.signature(of).parameters.values()]
            for name, of in found
            if not name.startswith("__") or name == "__init__"
        }

    assert methods(waiting) == methods(awaited)


def test_it_needs_nothing_of_the_service() -> None:
    """No module imports the service, or what it does not name among its requirements."""
    wanted = set(re.findall(r'"(\w+)>=', (_PACKAGE / "pyproject.toml").read_text("utf-8")))
    allowed = {"dateline_client", "anyio", "httpx2", *sys.stdlib_module_names}
    assert {"anyio", "httpx2"} <= wanted
    for path in (_PACKAGE / "dateline_client").glob("*.py"):
        for name in re.findall(r"^\s*(?:from|import) (\w+)", path.read_text("utf-8"), re.MULTILINE):
            assert name in allowed, path
