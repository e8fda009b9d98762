"""Summaries in many languages, as a client gets them."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from service.summaries.language_resources import supported_languages
from service.text.languages.registry import find_language
from tests.summaries.newspapers import STORIES, Story

DANISH = "Politiet lukkede broen mandag morgen. Ingen kom til skade. Broen åbner igen på fredag."


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_news_is_summarised_in_its_language(client: FlaskClient, story: Story) -> None:
    """The language is told, the body is the story, and the summary three of its sentences."""
    algorithm = "lexrank" if story.language in supported_languages() else "news"
    answer = client.post(
        "/v1/analysis", json={"text": story.document, "algorithm": algorithm}
    ).get_json()
    assert answer["language"] == story.language
    joint = "" if find_language(story.language).unspaced else " "
    assert [cut(story, span) for span in answer["article"]["body"]] == [
        joint.join(paragraph) for paragraph in story.paragraphs
    ]
    chosen = answer["summary"]["sentences"]
    assert [item["text"] for item in chosen] == [cut(story, item) for item in chosen]
    assert len({item["text"] for item in chosen} & set(story.sentences)) == 3
    assert answer["topic"]["abstained"] == (None if story.language == "en" else "language")


def cut(story: Story, span: dict[str, int]) -> str:
    """What stands at that place of the story."""
    return story.document[span["offset"] : span["offset"] + span["length"]]


def test_a_language_without_stop_words_is_refused_with_the_remedy(client: FlaskClient) -> None:
    """The problem names the languages that the method works in, and the methods for all others."""
    answer = client.post("/v1/summary", json={"text": DANISH, "algorithm": "lsa"})
    assert answer.status_code == 422
    problem = answer.get_json()
    assert problem["type"] == "urn:dateline:problem:no-answer"
    assert (
        "The method lsa needs stop words and word stems, and has none for the language da"
        in (problem["detail"])
    )
    assert " ".join(supported_languages()) in problem["detail"]
    assert "Use news or lead" in problem["detail"]
    assert client.post("/v1/summary", json={"text": DANISH}).status_code == 200


def test_the_language_may_be_named_where_it_was_told_wrongly(client: FlaskClient) -> None:
    """With the language named, the same text is summarised."""
    asked = {"text": DANISH, "algorithm": "lsa", "language": "sv"}
    answer = client.post("/v1/summary", json=asked)
    assert answer.status_code == 200
    assert answer.get_json()["language"] == "sv"


def test_one_line_in_another_language_costs_the_others_nothing(client: FlaskClient) -> None:
    """In NDJSON only the line whose language is not supported has a problem."""
    lines = [
        {"text": text, "algorithm": "kl"} for text in (DANISH, STORIES["greek"].document, "Rain.")
    ]
    answer = client.post(
        "/v1/summary",
        data="\n".join(map(json.dumps, lines)),
        content_type="application/x-ndjson",
    )
    found = [json.loads(line) for line in answer.get_data(as_text=True).splitlines()]
    assert ["problem" in line for line in found] == [True, False, False]
