"""Whatever format there is can be sent to the API."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from service.formats.registry import FORMATS
from service.http.requests.readers import READERS


def test_every_format_has_a_reader() -> None:
    """A format that files may have is a media type of the API too."""
    assert {one.media_type for one in FORMATS} <= READERS.keys()


@pytest.mark.parametrize("media_type", READERS)
def test_the_example_of_a_reader_is_answered(client: FlaskClient, media_type: str) -> None:
    """What the description shows of each media type is an article that is answered."""
    description = client.get("/openapi.json").json
    assert description is not None
    content = description["paths"]["/v1/topic"]["post"]["requestBody"]["content"]
    example = content[media_type]["example"]
    if isinstance(example, dict):
        answer = client.post("/v1/topic", json=example)
    else:
        answer = client.post("/v1/topic", data=example.encode(), content_type=media_type)
    assert answer.status_code == 200
    assert b"problem" not in answer.data
