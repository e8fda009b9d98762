"""What does not change is not sent twice, and what was sent by somebody is never kept."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.messy import ARTICLE

KEPT = ["/", "/?example=crime", "/model", "/docs", "/openapi.json", "/v1/model", "/static/page.css"]


@pytest.mark.parametrize("gzip", [True, False])
@pytest.mark.parametrize("path", [*KEPT, "/review"])
def test_who_has_it_is_not_sent_it_again(
    keeping_client: FlaskClient, path: str, gzip: bool
) -> None:
    """The tag of an answer makes the next one a 304 without a body, compressed or not."""
    headers = {"Accept-Encoding": "gzip"} if gzip else {}
    first = keeping_client.get(path, headers=headers)
    tag = first.headers["ETag"]
    assert tag.startswith("W/") == gzip
    assert "no-cache" in first.headers["Cache-Control"]
    again = keeping_client.get(path, headers={**headers, "If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    for name in ("ETag", "Vary", "Cache-Control"):
        assert again.headers[name] == first.headers[name]
    other = keeping_client.get(path, headers={**headers, "If-None-Match": '"other"'})
    assert (other.status_code, other.data) == (200, first.data)
    for answer in (first, again, other):
        answer.close()


def test_a_tag_is_of_the_content(keeping_client: FlaskClient) -> None:
    """Different answers of one route have different tags; the same one has it by HEAD too."""
    crime, other = (keeping_client.get(f"/?example={name}") for name in ("crime", "diplomacy"))
    assert crime.headers["ETag"] != other.headers["ETag"]
    assert keeping_client.head("/?example=crime").headers["ETag"] == crime.headers["ETag"]


def test_a_weak_tag_and_a_list_of_tags_are_known(keeping_client: FlaskClient) -> None:
    """A tag that came with a compressed answer is the same content's uncompressed."""
    tag = keeping_client.get("/openapi.json").headers["ETag"]
    for given in (f"W/{tag}", f'"other", {tag}', "*"):
        answer = keeping_client.get("/openapi.json", headers={"If-None-Match": given})
        assert answer.status_code == 304


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/metrics", "/v1/feedback", "/nowhere"])
def test_what_changes_is_not_kept(keeping_client: FlaskClient, path: str) -> None:
    """States, counts, corrections and problems have no tag."""
    answer = keeping_client.get(path, headers={"If-None-Match": "*"})
    assert answer.status_code != 304
    assert "ETag" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_what_was_sent_is_not_kept(keeping_client: FlaskClient) -> None:
    """An answer to an article has no tag, on the page neither."""
    for answer in (
        keeping_client.post("/v1/topic", json={"text": ARTICLE}),
        keeping_client.post("/", data={"text": ARTICLE}),
    ):
        assert answer.status_code == 200
        assert "ETag" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"


def test_files_of_swagger_ui_never_change(client: FlaskClient) -> None:
    """Their addresses have the release: a browser keeps them for good."""
    page = client.get("/docs").text
    address = next(part for part in page.split('"') if part.endswith("swagger-ui.css"))
    with client.get(address) as answer:
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["ETag"]


@pytest.mark.parametrize("path", ["/openapi.json", "/v1/model", "/static/page.css", "/docs"])
def test_another_version_than_is_named_is_a_problem(keeping_client: FlaskClient, path: str) -> None:
    """`If-Match` that fails is a 412 in a problem document, and never the content."""
    with keeping_client.get(path) as answer:
        tag = answer.headers["ETag"]
    with keeping_client.get(path, headers={"If-Match": '"other"'}) as refused:
        assert (refused.status_code, refused.mimetype) == (412, "application/problem+json")
        assert refused.json is not None
        assert refused.json["type"] == "urn:dateline:problem:other-version"
        assert tag in refused.json["detail"]
        assert "ETag" not in refused.headers
        assert refused.headers["Cache-Control"] == "no-store"
    with keeping_client.get(path, headers={"If-Match": tag}) as answer:
        assert answer.status_code == 200
