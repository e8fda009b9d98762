"""The page where the API takes keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service import create_app
from service.http.access.keys import new_key
from service.settings import Settings
from service.site.examples import EXAMPLES
from tests.http.test_page_routes import alert, post, read, shown, typed
from tests.messy import ARTICLE


@pytest.fixture(scope="module")
def keyed(
    tmp_path_factory: pytest.TempPathFactory, settings: Settings
) -> Iterator[tuple[Flask, str]]:
    """The application that takes a key with a quota of two, and the key."""
    secret, entry = new_key("desk", 2, ["read"])
    path: Path = tmp_path_factory.mktemp("page-keys") / "keys.toml"
    path.write_text(entry, "utf-8")
    app = create_app(replace(settings, keys_file=str(path)))
    yield app, secret
    app.extensions["dateline"].extractor.close()


def test_the_page_is_public_and_its_answers_take_the_key(keyed: tuple[Flask, str]) -> None:
    """With keys: page, files and examples are shown, and an analysis needs the key's field."""
    app, secret = keyed
    client = app.test_client()
    page = read(client.get("/"))
    assert page.get_element_by_id("key").get("type") == "password"
    with client.get("/static/article.js") as file:
        assert file.status_code == 200
    example = client.get("/?example=crime")
    assert typed(example) == EXAMPLES["crime"].text
    assert not read(example).get_element_by_id("document").text_content()
    for wrong in ("", "dl_wrong"):
        answer = post(client, text=ARTICLE, key=wrong)
        assert answer.status_code == 401
        assert "key" in alert(answer)
        assert typed(answer) == ARTICLE
    for _ in range(2):
        assert shown(post(client, text=ARTICLE, key=secret)) == ARTICLE
    answer = post(client, text=ARTICLE, key=secret)
    assert answer.status_code == 429
    assert "quota" in alert(answer)
    assert secret not in answer.text


def test_without_keys_there_is_no_field_for_one(client: FlaskClient) -> None:
    """A field that is for nothing asks for what nobody has."""
    assert not read(client.get("/")).xpath("//*[@id='key']")
