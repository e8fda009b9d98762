"""The PostgreSQL and the Redis of compose.yaml, and a service by its environment."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
import requests
import yaml

from tests.conftest import ROOT, unavailable
from tests.http.access.test_keys import entry
from tests.messy import ARTICLE
from tests.postgresql import Cluster
from tests.server.conftest import free_port, start
from tests.server.test_quotas import stop
from tests.waiting import wait_for

pytestmark = pytest.mark.server
TEXT = (ROOT / "compose.yaml").read_text("utf-8")
SERVICES: dict[str, Any] = yaml.safe_load(TEXT)["services"]
PASSWORD = "s3cret"


def exported(text: str) -> dict[str, str]:
    """What a reader is told to export, with a password."""
    found = dict(re.findall(r"^(?:#   )?export (\w+)=(\S+)", text, re.MULTILINE))
    found["POSTGRES_PASSWORD"] = PASSWORD
    return {name: said.replace("$POSTGRES_PASSWORD", PASSWORD) for name, said in found.items()}


def environment_of(service: str, told: dict[str, str]) -> dict[str, str]:
    """The environment that Compose gives a service: what is set there, and what is passed on."""
    given = SERVICES[service]["environment"].items()
    filled = {name: told.get(name) if said is None else str(said) for name, said in given}
    return {
        name: re.sub(r"\$\{(\w+):-(\w+)\}", lambda found: told.get(found[1], found[2]), said)
        for name, said in filled.items()
        if said is not None
    }


def is_healthy(service: str, *more: str) -> bool:
    """Whether the health check of a service says so, with options for where it listens."""
    kind, program, *options = SERVICES[service]["healthcheck"]["test"]
    assert kind == "CMD"
    path = shutil.which(program)
    assert path is not None
    return subprocess.run([path, *more, *options], capture_output=True, check=False).returncode == 0


@contextmanager
def redis(port: int, folder: Path) -> Iterator[None]:
    """The Redis that compose.yaml starts, on a port."""
    program, *options = SERVICES["redis"]["command"]
    path = shutil.which(program)
    if path is None:
        unavailable("redis", "redis-server is not installed (apt-get install redis-server)")
    assert path is not None
    where = ["--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)]
    process = subprocess.Popen([path, *options, *where], stdout=subprocess.DEVNULL)
    try:
        wait_for(lambda: is_healthy("redis", "-p", str(port)), every=0.1)
        yield
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def database(postgresql: Cluster) -> Iterator[str]:
    """The host and port of a PostgreSQL that compose.yaml's variables have made a database in."""
    made = environment_of("postgresql", exported(TEXT))
    user, name = made["POSTGRES_USER"], made["POSTGRES_DB"]
    with psycopg.connect(postgresql.address("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}".encode())
        connection.execute(f"CREATE DATABASE {name} OWNER {user}".encode())
    yield f"127.0.0.1:{postgresql.port}"
    with psycopg.connect(postgresql.address("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def test_the_docs_and_the_file_say_the_same() -> None:
    """What is exported, and the names of the profiles."""
    section = (ROOT / "docs" / "operating.md").read_text("utf-8").split("## Docker Compose")[1]
    assert exported(section) == exported(TEXT)
    (command,) = re.findall(r"^#   (docker compose .*)$", TEXT, re.MULTILINE)
    assert f"\n{command}\n" in section
    named = [
        name for flag, name in zip(*[iter(shlex.split(command)[2:-1])] * 2, strict=True) if flag
    ]
    profiles = {
        name: service["profiles"] for name, service in SERVICES.items() if "profiles" in service
    }
    assert profiles == {name: [name] for name in named}


def test_without_the_profiles_nothing_is_asked() -> None:
    """No database, no Redis: what is not exported is not there."""
    given = environment_of("dateline", {})
    assert given["DATELINE_DATABASE_URL"] == "none"
    assert "DATELINE_REDIS_URL" not in given


def test_corrections_and_quotas_are_kept_where_the_file_says(database: str, tmp_path: Path) -> None:
    """A correction is a row in its PostgreSQL, a quota a count in its Redis; both are healthy."""
    port = free_port()
    (tmp_path / "keys.toml").write_text(
        entry("desk", "dl_desk", 'rights = ["read", "teach"]\nquota = 3')
    )
    given = environment_of("dateline", exported(TEXT))
    given["DATELINE_DATABASE_URL"] = given["DATELINE_DATABASE_URL"].replace(
        "@postgresql/", f"@{database}/"
    )
    given["DATELINE_REDIS_URL"] = given["DATELINE_REDIS_URL"].replace(
        "//redis:6379/", f"//127.0.0.1:{port}/"
    )
    del given["DATELINE_MODELS"]
    with redis(port, tmp_path):
        assert is_healthy("postgresql", f"--port={database.rpartition(':')[2]}")
        server = start(tmp_path / "log", DATELINE_KEYS_FILE=str(tmp_path / "keys.toml"), **given)
        try:
            asked = [server.address + path for path in ("/v1/feedback", *["/v1/topic"] * 3)]
            bodies = [{"text": ARTICLE, "topic": "crime"}, *[{"text": ARTICLE}] * 3]
            headers = {"X-API-Key": "dl_desk"}
            statuses = [
                requests.post(url, json=body, headers=headers, timeout=30).status_code
                for url, body in zip(asked, bodies, strict=True)
            ]
            assert statuses == [201, 200, 200, 429]
        finally:
            stop(server)
        client = shutil.which("redis-cli")
        assert client is not None
        count = [client, "-p", str(port), "dbsize"]
        assert int(subprocess.run(count, capture_output=True, check=True).stdout) > 0
    with psycopg.connect(given["DATELINE_DATABASE_URL"]) as connection:
        assert connection.execute("SELECT topic FROM corrections").fetchall() == [("crime",)]
