"""A promoted model is served by every worker within seconds, and a bad one by none."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from service.topics.store.registry import Registry
from tests.conftest import ROOT
from tests.messy import ARTICLE
from tests.server.conftest import Server, start
from tests.waiting import wait_for

pytestmark = pytest.mark.server


def copy_of(models: Path, version: str, name: str) -> str:
    """Add the model again under another name, as a retraining would."""
    shutil.copytree(models / version, models / name)
    manifest = models / name / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace(version, name), "utf-8")
    return name


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A copy of the shipped models that a test may change."""
    return Path(shutil.copytree(ROOT / "models", tmp_path / "models"))


@pytest.fixture
def swapping(models: Path, tmp_path: Path) -> Iterator[Server]:
    """A server on that copy."""
    server = start(tmp_path / "log", DATELINE_MODELS=str(models))
    yield server
    server.stop()


def served(server: Server, requests_sent: int = 24) -> set[str]:
    """The versions that answer; enough requests to reach every worker."""
    return {
        requests.post(f"{server.address}/v1/topic", json={"text": ARTICLE}, timeout=30).json()[
            "model"
        ]["version"]
        for _ in range(requests_sent)
    }


def test_every_worker_serves_a_promotion_soon(swapping: Server, models: Path) -> None:
    """No restart, and no worker is left behind."""
    registry = Registry(models)
    name = copy_of(models, registry.current(), "again")
    registry.promote(name)
    wait_for(lambda: served(swapping) == {name}, every=0.2)


def test_a_broken_promotion_is_refused_with_its_reason(swapping: Server, models: Path) -> None:
    """A model spoilt behind the registry's back leaves the old one serving, and is told of."""
    registry = Registry(models)
    old = registry.current()
    name = copy_of(models, old, "spoilt")
    with (models / name / "model.skops").open("ab") as file:
        file.write(b"more")
    (models / "current").write_text(name, "utf-8")

    def refused() -> dict[str, str] | None:
        card = requests.get(f"{swapping.address}/v1/model", timeout=30).json()
        found: dict[str, str] | None = card["refused"]
        return found

    refusal = wait_for(refused, every=0.2)
    assert refusal is not None
    assert refusal["version"] == name
    assert "SHA-256" in refusal["reason"]
    assert served(swapping) == {old}
    assert requests.get(f"{swapping.address}/readyz", timeout=30).status_code == 200
    assert "refused model spoilt" in swapping.log.read_text()


@pytest.mark.slow
def test_promotions_under_load_fail_no_request(swapping: Server, models: Path) -> None:
    """While models are promoted in turn, four clients get answers, each of one version."""
    registry = Registry(models)
    versions = [registry.current(), copy_of(models, registry.current(), "again")]
    stop = threading.Event()
    faults: list[str] = []
    answers: list[str] = []

    def send() -> None:
        session = requests.Session()
        while not stop.is_set():
            url = f"{swapping.address}/v1/topic"
            answer = session.post(url, json={"text": ARTICLE}, timeout=30)
            if answer.status_code != 200 or answer.json()["model"]["version"] not in versions:
                faults.append(answer.text)
            else:
                answers.append(answer.json()["model"]["version"])

    clients = [threading.Thread(target=send) for _ in range(4)]
    for client in clients:
        client.start()

    def promote(version: str) -> None:
        before = len(answers)
        registry.promote(version)
        wait_for(lambda: version in answers[before:])
        time.sleep(0.3)

    try:
        for turn in range(12):
            promote(versions[(turn + 1) % 2])
    finally:
        stop.set()
        for client in clients:
            client.join()
    assert not faults
    assert len(answers) > 200
