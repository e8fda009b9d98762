"""Keys: who may ask, and what."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from hmac import compare_digest
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service import create_app
from service.cli import main
from service.http.access.keys import Keyring, new_key, read_keys
from service.settings import SettingError, Settings
from tests.messy import ARTICLE

READER, OPERATOR, LIMITED = "dl_reader", "dl_operator", "dl_limited"


def entry(name: str, secret: str, more: str = "") -> str:
    """An entry of the file of keys."""
    return f'[{name}]\nsha256 = "{hashlib.sha256(secret.encode()).hexdigest()}"\n{more}\n'


FILE = (
    entry("desk", READER)
    + entry("ops", OPERATOR, 'rights = ["operate"]')
    + entry("trial", LIMITED, "quota = 3")
)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Iterator[Flask]:
    """The application with three keys."""
    path = tmp_path_factory.mktemp("keys") / "keys.toml"
    path.write_text(FILE, "utf-8")
    app = create_app(replace(settings, keys_file=str(path)))
    yield app
    app.extensions["dateline"].extractor.close()


@pytest.fixture
def asked(guarded: Flask) -> FlaskClient:
    """A client of it."""
    return guarded.test_client()


@pytest.fixture
def metered(tmp_path: Path, settings: Settings) -> Iterator[FlaskClient]:
    """A client of one whose keys have spent nothing yet."""
    path = tmp_path / "keys.toml"
    path.write_text(FILE, "utf-8")
    app = create_app(replace(settings, keys_file=str(path)))
    yield app.test_client()
    app.extensions["dateline"].extractor.close()


def ask(client: FlaskClient, headers: dict[str, str], path: str = "/v1/topic") -> TestResponse:
    """Send an article with these headers."""
    return client.post(path, json={"text": ARTICLE}, headers=headers)


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": f"Bearer {READER}"},
        {"Authorization": f"bearer  {READER}"},
        {"X-API-Key": READER},
    ],
)
def test_a_key_opens_by_either_header(asked: FlaskClient, headers: dict[str, str]) -> None:
    """The two ways that clients know."""
    assert ask(asked, headers).status_code == 200
    assert asked.get("/v1/model", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("headers", "challenge"),
    [
        ({}, 'Bearer realm="dateline"'),
        ({"Authorization": "Basic YTpi"}, 'Bearer realm="dateline"'),
        ({"Authorization": "Bearer"}, 'Bearer realm="dateline"'),
        ({"X-API-Key": "dl_wrong"}, 'Bearer realm="dateline", error="invalid_token"'),
        ({"X-API-Key": READER + " "}, None),
        ({"X-API-Key": "é"}, 'Bearer realm="dateline", error="invalid_token"'),
        ({"Authorization": f"Bearer {READER},Bearer {READER}"}, 'error="invalid_token"'),
        (
            {"X-API-Key": hashlib.sha256(READER.encode()).hexdigest()},
            'Bearer realm="dateline", error="invalid_token"',
        ),
    ],
)
def test_without_a_right_key_it_is_401(
    asked: FlaskClient, headers: dict[str, str], challenge: str | None
) -> None:
    """No key, a wrong one, another scheme, or the digest that the file has: told how to ask."""
    answer = ask(asked, headers)
    if challenge is None:
        assert answer.status_code in (200, 401)
        return
    assert answer.status_code == 401
    assert answer.content_type == "application/problem+json"
    assert challenge in answer.headers["WWW-Authenticate"]
    assert READER not in answer.get_data(as_text=True)


def test_a_key_without_the_right_is_403(asked: FlaskClient) -> None:
    """A key to operate reads no articles."""
    answer = ask(asked, {"X-API-Key": OPERATOR})
    assert answer.status_code == 403
    assert "right to read" in answer.json["detail"]  # type: ignore[index]
    assert "insufficient_scope" in answer.headers["WWW-Authenticate"]


def test_metrics_take_the_right_to_operate(asked: FlaskClient) -> None:
    """Counts are for who runs the service: not for nobody, and not for a key that reads."""
    assert asked.get("/metrics").status_code == 401
    assert asked.get("/metrics", headers={"X-API-Key": READER}).status_code == 403
    answer = asked.get("/metrics", headers={"X-API-Key": OPERATOR})
    assert answer.status_code == 200
    assert "dateline_problems_total" in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/openapi.json"])
def test_probes_need_no_key(asked: FlaskClient, path: str) -> None:
    """Who restarts the service has no key."""
    assert asked.get(path).status_code == 200


def test_unknown_addresses_say_so_without_a_key(asked: FlaskClient) -> None:
    """404 and 405 tell nothing that the description does not."""
    assert asked.get("/nowhere").status_code == 404
    assert asked.get("/v1/topic").status_code == 405


def test_a_quota_is_kept_and_says_when_to_come_again(asked: FlaskClient) -> None:
    """Three articles a minute are three, whatever the route, and a line of NDJSON is one."""
    headers = {"X-API-Key": LIMITED}
    assert ask(asked, headers).status_code == 200
    line = b'{"text": "The council met on Monday in the old town hall."}\n'
    lines = asked.post(
        "/v1/summary", data=line * 4, content_type="application/x-ndjson", headers=headers
    )
    found = [b'"problem"' in item for item in lines.data.splitlines()]
    assert found == [False, False, True, True]
    answer = ask(asked, headers, "/v1/summary")
    assert answer.status_code == 429
    assert answer.content_type == "application/problem+json"
    assert "quota of 3 articles" in answer.json["detail"]  # type: ignore[index]
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert ask(asked, {"X-API-Key": READER}).status_code == 200


def test_what_is_left_of_a_quota_is_told(metered: FlaskClient) -> None:
    """Answers and refusals say what the quota is, what is left of it, and when it begins anew."""
    headers = {"X-API-Key": LIMITED}
    statuses = [(200, 2), (200, 1), (200, 0), (429, 0)]
    for status, remaining in statuses:
        answer = ask(metered, headers)
        assert answer.status_code == status
        assert answer.headers["RateLimit-Policy"] == '"articles";q=3;w=60'
        found = re.fullmatch(r'"articles";r=(\d+);t=(\d+)', answer.headers["RateLimit"])
        assert found is not None
        assert int(found[1]) == remaining
        assert 0 < int(found[2]) <= 60
        assert answer.headers.get("Retry-After") == (found[2] if status == 429 else None)


@pytest.mark.parametrize("headers", [{"X-API-Key": READER}, {"X-API-Key": "wrong"}, {}])
def test_without_a_quota_none_is_told(metered: FlaskClient, headers: dict[str, str]) -> None:
    """A key without a quota, a wrong one and none at all have nothing left to tell."""
    told = ask(metered, headers).headers
    assert "RateLimit" not in told
    assert "RateLimit-Policy" not in told


def test_a_thousand_wrong_keys(asked: FlaskClient) -> None:
    """Each is 401 and counted."""

    def counted() -> float:
        page = asked.get("/metrics", headers={"X-API-Key": OPERATOR}).text
        found = re.search(r'^dateline_problems_total\{type="unauthorized"\} (\S+)$', page, re.M)
        return float(found[1]) if found else 0.0

    before = counted()
    for key in (READER[:-1] + "x", "0" * len(READER)) * 500:
        assert asked.get("/v1/model", headers={"X-API-Key": key}).status_code == 401
    assert counted() == before + 1_000


@pytest.mark.parametrize("secret", ["one", "two", "three", "onf", "", "x" * 1_000])
def test_every_secret_is_compared_alike(
    secret: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Right, nearly right or wrong: its digest is held against every key's, in constant time."""
    compared: list[str] = []

    def compare(one: str, two: str) -> bool:
        compared.append(one)
        assert {len(one), len(two)} == {64}
        return compare_digest(one, two)

    path = tmp_path / "keys.toml"
    path.write_text("".join(entry(name, name) for name in ("one", "two", "three")), "utf-8")
    keyring = Keyring(path)
    monkeypatch.setattr("service.http.access.keys.hmac.compare_digest", compare)
    found = keyring.find(secret)
    assert (found.name if found else None) == (
        secret if secret in ("one", "two", "three") else None
    )
    assert len(compared) == 3


def test_the_file_is_read_again_when_it_changes(tmp_path: Path) -> None:
    """A new key counts at once, one taken out no longer, and a broken file changes nothing."""
    path = tmp_path / "keys.toml"
    path.write_text(entry("a", "one"), "utf-8")
    keyring = Keyring(path)
    assert keyring.find("one")
    for text, known in ((entry("b", "two"), "two"), ("[broken", "two"), (entry("a", "one"), "one")):
        path.with_suffix(".new").write_text(text, "utf-8")
        path.with_suffix(".new").replace(path)
        assert keyring.find(known)
        assert keyring.find("one" if known == "two" else "two") is None
    path.unlink()
    assert keyring.find("one")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1 to 1,000 keys"),
        ("[a", "DATELINE_KEYS_FILE"),
        ('[a]\nsha256 = "short"', "64 digits"),
        (entry("a", "k", "quota = 0"), "quota"),
        (entry("a", "k", "quota = true"), "quota"),
        (entry("a", "k", 'rights = ["write"]'), "rights"),
        (entry("a", "k", "rights = []"), "rights"),
        (entry("a", "k", 'right = ["read"]'), "may take"),
        (entry('"a b"', "k"), "no name"),
        (entry("a", "k") + entry("b", "k"), "same key"),
        ("a = 3", "takes sha256"),
    ],
)
def test_a_broken_file_is_refused_by_name(tmp_path: Path, text: str, said: str) -> None:
    """What is wrong with it is said, before anything is served."""
    path = tmp_path / "keys.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(SettingError, match="DATELINE_KEYS_FILE") as caught:
        read_keys(path)
    assert said in str(caught.value)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    """A typing mistake in the name never opens the service."""
    with pytest.raises(SettingError, match="No such file"):
        read_keys(tmp_path / "none.toml")


def test_new_keys_differ_and_fit_the_file(tmp_path: Path) -> None:
    """The entry holds the digest and never the key."""
    made = [new_key(name, 60, ["read", "operate"]) for name in ("a", "b")]
    path = tmp_path / "keys.toml"
    path.write_text("\n".join(entry for _, entry in made), "utf-8")
    keyring = Keyring(path)
    for (secret, text), name in zip(made, "ab", strict=True):
        assert len(secret) >= 43
        assert secret not in text
        key = keyring.find(secret)
        assert key is not None
        assert (key.name, key.quota, sorted(key.rights)) == (name, 60, ["operate", "read"])


def test_the_command_makes_a_key(capsys: pytest.CaptureFixture[str]) -> None:
    """The key is the first line, its entry the rest; a wrong name or right is refused."""
    assert main(["keys", "new", "desk", "--quota", "60"]) == 0
    secret, _, text = capsys.readouterr().out.partition("\n")
    assert hashlib.sha256(secret.encode()).hexdigest() in text
    assert text.startswith("[desk]")
    assert main(["keys", "new", "desk", "--rights", "write"]) == 2
    assert main(["keys", "new", "two words"]) == 2
    assert "rights" in capsys.readouterr().err


@pytest.mark.parametrize("bind", ["0.0.0.0:80", "[::]:80", "192.0.2.7:80", "example.org:80", ":80"])
def test_others_are_served_with_keys_or_in_words(bind: str) -> None:
    """Beyond this machine nobody is served by accident."""
    with pytest.raises(SettingError, match=r"DATELINE_BIND.*DATELINE_KEYS_FILE"):
        Settings.from_environment({"DATELINE_BIND": bind})
    Settings.from_environment({"DATELINE_BIND": bind, "DATELINE_OPEN": "yes-without-keys"})
    Settings.from_environment({"DATELINE_BIND": bind, "DATELINE_KEYS_FILE": os.devnull})


@pytest.mark.parametrize("bind", ["127.0.0.1:80", "localhost:80", "[::1]:80", "unix:/run/a.sock"])
def test_this_machine_is_served_without(bind: str) -> None:
    """A laptop needs no keys."""
    Settings.from_environment({"DATELINE_BIND": bind})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("DATELINE_OPEN", "yes"),
        ("DATELINE_REDIS_URL", "cache:6379"),
        ("DATELINE_ORIGINS", "*"),
        ("DATELINE_ORIGINS", "https://a.example/path"),
    ],
)
def test_words_that_are_none_are_refused(name: str, text: str) -> None:
    """Each setting says what it takes."""
    with pytest.raises(SettingError, match=name):
        Settings.from_environment({name: text})
