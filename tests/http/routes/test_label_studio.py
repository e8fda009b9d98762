"""Label Studio gets its predictions, and what people choose there is kept as a correction.

`recorded/` has what a real Label Studio of the release in the name sent, with our own articles;
tokens, and headers that say nothing here, are taken out.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service import create_app
from service.http.contract.label_studio import MAX_TASKS
from service.http.routes import label_studio
from service.settings import Settings
from tests.conftest import ROOT
from tests.http.access.test_keys import entry
from tests.http.routes.test_feedback import forget_all, listed
from tests.http.test_errors import problem
from tests.messy import ARTICLE, HTML, PAGE

PATH = "/label-studio"
INTERFACE = """<View>
  <Labels name="span" toName="article">
    <Label value="Article"/><Label value="Bildtext" alias="caption"/><Label value="copyright"/>
  </Labels>
  <Text name="article" value="$text"/>
  <Choices name="topic" toName="article">
    <Choice value="Foreign affairs" alias="diplomacy"/>
    <Choice value="Crime"/><Choice value="politics"/><Choice value="Farming"/>
    <Choice value="Crime &amp; courts"/>
  </Choices>
</View>"""
RECORDED = json.loads(
    (Path(__file__).parent / "recorded" / "label_studio_1_23_2.json").read_text("utf-8")
)
KEYS = entry("labelling", "dl_labelling", 'rights = ["read", "teach"]') + entry(
    "reader", "dl_reader", "quota = 2"
)


@pytest.fixture
def asked(keeping: Flask) -> Iterator[FlaskClient]:
    """A client of the application with a database, to whom nothing has been said yet."""
    client = keeping.test_client()
    forget_all(client)
    yield client
    forget_all(client)


@pytest.fixture
def guarded(tmp_path: Path, settings: Settings) -> Iterator[FlaskClient]:
    """A client of one that takes keys and keeps corrections."""
    (tmp_path / "keys.toml").write_text(KEYS, "utf-8")
    url = f"sqlite:///{tmp_path}/feedback.sqlite3"
    app = create_app(replace(settings, keys_file=str(tmp_path / "keys.toml"), database_url=url))
    yield app.test_client()
    app.extensions["dateline"].extractor.close()
    app.extensions["dateline"].feedback.store.database.close()


def predict(client: FlaskClient, *data: Any, interface: str = INTERFACE) -> dict[str, Any]:
    """The answer to tasks with these data."""
    tasks = [{"id": number, "data": one} for number, one in enumerate(data, 1)]
    answer = client.post(f"{PATH}/predict", json={"tasks": tasks, "label_config": interface})
    assert answer.status_code == 200, answer.text
    said: dict[str, Any] = answer.get_json()
    return said


def annotate(client: FlaskClient, *choices: str, **more: Any) -> TestResponse:
    """Send an annotation of our article with these choices."""
    result = {"from_name": "topic", "to_name": "article", "value": {"choices": [*choices]}}
    event = {
        "action": "ANNOTATION_CREATED",
        "project": {"id": 7, "label_config": INTERFACE},
        "task": {"id": 3, "data": {"text": ARTICLE}},
        "annotation": {"id": 5, "result": [{**result, "type": "choices"}] if choices else []},
    }
    return client.post(f"{PATH}/webhook", json={**event, **more})


def test_a_prediction_has_the_topic_its_score_and_the_version(client: FlaskClient) -> None:
    """They are what the API says of the same article, and the choice is called by its alias."""
    (found,) = predict(client, {"text": ARTICLE})["results"]
    said = client.post("/v1/topic", json={"text": ARTICLE}).get_json()
    assert found["score"] == said["topic"]["confidence"]
    assert found["model_version"] == said["model"]["version"]
    chosen = [one for one in found["result"] if one["type"] == "choices"]
    assert said["topic"]["label"] == "diplomacy"
    assert chosen == [
        {
            "from_name": "topic",
            "to_name": "article",
            "type": "choices",
            "value": {"choices": ["diplomacy"]},
        }
    ]


def test_the_headline_of_a_task_counts(client: FlaskClient) -> None:
    """A `title` beside the text is the article's headline, as in the API."""
    text, title = PAGE[:1500], "Police arrest two men after robbery in Arnsbeck"
    (found,) = predict(client, {"text": text, "title": title})["results"]
    said = client.post("/v1/topic", json={"text": text, "title": title}).get_json()
    assert found["score"] == said["topic"]["confidence"]


def test_spans_are_counted_in_code_points(client: FlaskClient) -> None:
    """The article is one span from its first to its last paragraph, CR LF count as two."""
    text = "\U0001f4f0\U0001f4f0 Meridian\r\n\r\n" + PAGE.replace("\n", "\r\n")
    (found,) = predict(client, {"text": text})["results"]
    spans = [one["value"] for one in found["result"] if one["type"] == "labels"]
    for span in spans:
        assert span["text"] == text[span["start"] : span["end"]]
    assert [span["labels"] for span in spans] == [["caption"], ["Article"], ["copyright"]]
    assert spans[1]["text"] == ARTICLE.replace("\n", "\r\n")


def test_what_the_interface_has_no_place_for_is_left_out(client: FlaskClient) -> None:
    """No choice of that topic, no such label: nothing is said of it, and the score stands."""
    choices = '<Choices name="t" toName="a"><Choice value="crime"/></Choices>'
    view = f'<View><Text name="a" value="$text"/>{choices}</View>'
    (found,) = predict(client, {"text": ARTICLE}, interface=view)["results"]
    assert found["result"] == []
    assert found["score"] > 0.5


def test_an_article_whose_topic_is_not_told_has_no_choice(client: FlaskClient) -> None:
    """Where the model abstains nothing is chosen for the annotator."""
    found = predict(client, {"text": "Xyzzy plugh."})["results"][0]
    assert [one for one in found["result"] if one["type"] == "choices"] == []


def test_pages_get_topics_and_no_spans(client: FlaskClient) -> None:
    """HyperText shows a page: its topic is the API's, and spans are counted otherwise there."""
    view = INTERFACE.replace("<Text ", "<HyperText ").replace("$text", "$html")
    (found,) = predict(client, {"html": HTML}, interface=view)["results"]
    said = client.post("/v1/topic", json={"html": HTML}).get_json()
    assert found["score"] == said["topic"]["confidence"]
    assert [one["type"] for one in found["result"]] == ["choices"]


def test_a_task_with_a_problem_does_not_keep_others_from_theirs(client: FlaskClient) -> None:
    """It has no prediction, and the problem stands beside with the task's number."""
    said = predict(client, {"text": " "}, {"text": ARTICLE}, {"body": ARTICLE}, {"text": "\ud800"})
    assert [bool(one) for one in said["results"]] == [False, True, False, False]
    assert [one["task"] for one in said["problems"]] == [1, 3, 4]
    details = [one["problem"]["detail"] for one in said["problems"]]
    assert "is empty" in details[0]
    assert "no text as data.text" in details[1]
    assert "surrogate" in details[2]


def test_more_tasks_than_are_taken_are_refused(client: FlaskClient) -> None:
    """One request has a limit, which is told."""
    body = {"tasks": [{"data": {"text": ARTICLE}}] * (MAX_TASKS + 1), "label_config": INTERFACE}
    answer = client.post(f"{PATH}/predict", json=body)
    assert f"{MAX_TASKS}" in problem(answer, 422)["detail"]


@pytest.mark.parametrize("route", ["setup", "predict"])
def test_an_interface_that_does_not_fit_is_refused(client: FlaskClient, route: str) -> None:
    """Label Studio then tells that the model does not fit the interface."""
    body = {"schema": "<View/>", "label_config": "<View/>", "tasks": []}
    said = problem(client.post(f"{PATH}/{route}", json=body), 422)
    assert "labelling interface does not fit" in said["detail"]


def test_the_set_up_says_the_version_that_predictions_have(client: FlaskClient) -> None:
    """By it Label Studio knows which tasks have a prediction of this model."""
    version = client.get("/v1/model").get_json()["version"]
    body = {"project": "7.1795900633", "schema": INTERFACE, "access_token": "t"}
    said = client.post(f"{PATH}/setup", json=body).get_json()
    assert said == {"model_version": version}
    assert client.get(f"{PATH}/versions?project=7").get_json() == {"versions": [version]}
    assert client.get(f"{PATH}/health").get_json()["status"] == "UP"


@pytest.mark.parametrize(
    ("choice", "topic"),
    [
        ("diplomacy", "diplomacy"),
        ("Crime", "crime"),
        ("politics", "politics"),
        ("Farming", "farming"),
    ],
)
def test_the_choice_of_an_annotation_is_kept(asked: FlaskClient, choice: str, topic: str) -> None:
    """By the name that the model has for it, or as a new topic; it says which task it was."""
    answer = annotate(asked, choice)
    assert answer.status_code == 201, answer.text
    (kept,) = listed(asked)
    assert (kept["topic"], kept["text"], kept["id"]) == (topic, ARTICLE, "label-studio/7/3")
    assert answer.get_json() == {"status": "kept", "detail": topic, "key": kept["key"]}


def test_the_same_annotation_again_adds_nothing(asked: FlaskClient) -> None:
    """Nor does one that was changed in other things, nor the same said to the API."""
    assert annotate(asked, "Crime").status_code == 201
    again = annotate(asked, "Crime", action="ANNOTATION_UPDATED")
    assert (again.status_code, again.get_json()["status"]) == (200, "known")
    direct = asked.post("/v1/feedback", json={"text": ARTICLE, "topic": "crime"})
    assert direct.status_code == 200
    assert len(listed(asked)) == 1


def test_a_changed_annotation_takes_its_correction_along(asked: FlaskClient) -> None:
    """The only annotation of a task says one topic, the last, also if it was made anew."""
    only = {"id": 3, "data": {"text": ARTICLE}, "total_annotations": 1}
    assert annotate(asked, "Crime", task=only).status_code == 201
    for choice, action in (("politics", "ANNOTATION_UPDATED"), ("Crime", "ANNOTATION_CREATED")):
        assert annotate(asked, choice, task=only, action=action).status_code == 201
        assert [kept["topic"] for kept in listed(asked)] == [choice.lower()]


def test_annotations_of_several_people_stay(asked: FlaskClient) -> None:
    """Where a task has another annotation, nobody's topic goes; nor what the API was told."""
    several = {"id": 3, "data": {"text": ARTICLE}, "total_annotations": 2}
    annotate(asked, "Crime", task=several)
    annotate(asked, "politics", task=several, action="ANNOTATION_UPDATED")
    asked.post("/v1/feedback", json={"text": ARTICLE, "topic": "farming"})
    annotate(asked, "diplomacy", task={**several, "id": 4, "total_annotations": 1})
    topics = {kept["topic"] for kept in listed(asked)}
    assert topics == {"crime", "politics", "farming", "diplomacy"}


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ({"action": "ANNOTATIONS_DELETED"}, "Nothing follows here from ANNOTATIONS_DELETED"),
        ({"action": "START_TRAINING", "task": None}, "Nothing follows here"),
        ({"annotation": {"result": [], "was_cancelled": True}}, "skipped"),
        ({"annotation": {"result": []}}, "has 0 topics"),
        ({"annotation": {}}, "has 0 topics"),
    ],
)
def test_what_says_no_topic_is_passed_over(
    asked: FlaskClient, event: dict[str, Any], told: str
) -> None:
    """Other events, and annotations without a topic, are answered with the reason."""
    answer = annotate(asked, "Crime", **event)
    assert answer.status_code == 200
    assert answer.get_json()["status"] == "ignored"
    assert told in answer.get_json()["detail"]
    assert listed(asked) == []


def test_two_topics_are_none(asked: FlaskClient) -> None:
    """An interface may allow several choices; a correction says one."""
    assert "has 2 topics" in annotate(asked, "Crime", "politics").get_json()["detail"]
    assert listed(asked) == []


@pytest.mark.parametrize("more", ["", 'perRegion="true"'])
def test_another_choice_is_no_topic(asked: FlaskClient, more: str) -> None:
    """What was chosen beside, of the whole or of a region, is not taken for the topic."""
    beside = f'<Choices name="mood" toName="article" {more}><Choice value="good"/></Choices></View>'
    project = {"id": 7, "label_config": INTERFACE.replace("</View>", beside)}
    result = [{"from_name": "mood", "type": "choices", "value": {"choices": ["good"]}}]
    answer = annotate(asked, annotation={"result": result}, project=project)
    assert "has 0 topics" in answer.get_json()["detail"]
    both = [*result, {"from_name": "topic", "type": "choices", "value": {"choices": ["Crime"]}}]
    annotate(asked, annotation={"result": both}, project=project)
    assert [kept["topic"] for kept in listed(asked)] == ["crime"]


def test_choices_of_new_topics_are_of_topics_if_there_are_no_others(asked: FlaskClient) -> None:
    """Several of which none has a topic of the model may be of anything."""
    one = '<Choices name="topic" toName="article"><Choice value="Sailing"/></Choices>'
    view = f'<View><Text name="article" value="$text"/>{one}</View>'
    assert annotate(asked, "Sailing", project={"label_config": view}).status_code == 201
    two = view.replace(one, one + one.replace("topic", "mood"))
    answer = annotate(asked, "Rowing", project={"label_config": two})
    assert "known to be of topics" in answer.get_json()["detail"]
    assert [kept["topic"] for kept in listed(asked)] == ["sailing"]


def test_a_choice_that_is_no_topic_is_told(asked: FlaskClient) -> None:
    """What no topic may be called is refused as the API refuses it."""
    said = problem(annotate(asked, "Crime & courts"), 422)
    assert "is no topic" in said["detail"]


def test_predictions_end_before_a_proxy_asks_again() -> None:
    """What compose.yaml has in front waits for all tasks, and for the last one's whole time."""
    proxy = (ROOT / "deploy" / "proxy" / "nginx.conf").read_text("utf-8")
    (waits,) = re.findall(r"proxy_read_timeout (\d+)s;", proxy)
    assert label_studio.SECONDS + Settings().work_seconds < float(waits)


def test_without_a_database_nothing_is_kept(client: FlaskClient) -> None:
    """An annotation is 503 as feedback is; events of which nothing follows are acknowledged."""
    problem(annotate(client, "Crime"), 503)
    assert annotate(client, action="TASKS_CREATED").status_code == 200


def test_a_key_may_be_the_password(guarded: FlaskClient) -> None:
    """Label Studio sends HTTP Basic to predict, and headers of one's choice with an event."""
    body = {"tasks": [{"id": 1, "data": {"text": ARTICLE}}], "label_config": INTERFACE}

    def ask(secret: str) -> TestResponse:
        return guarded.post(f"{PATH}/predict", json=body, auth=("anybody", secret))

    assert guarded.get(f"{PATH}/health").status_code == 200
    assert ask("dl_labelling").status_code == 200
    problem(ask("dl_wrong"), 401)
    problem(ask(""), 401)
    said = problem(guarded.post(f"{PATH}/predict", json=body), 401)
    assert "password of HTTP Basic" in said["detail"]
    topic = guarded.post("/v1/topic", json={"text": ARTICLE}, auth=("a", "dl_labelling"))
    problem(topic, 401)


def test_events_take_the_right_to_teach(guarded: FlaskClient) -> None:
    """A key that may only read has its predictions, and corrects nothing."""
    password = base64.b64encode(b"reader:dl_reader").decode()
    guarded.environ_base["HTTP_AUTHORIZATION"] = f"Basic {password}"
    assert guarded.post(f"{PATH}/setup", json={"schema": INTERFACE}).status_code == 200
    problem(annotate(guarded, "Crime"), 403)


def test_each_task_counts_for_the_quota(guarded: FlaskClient) -> None:
    """Tasks over the quota have no prediction and a problem; those before have theirs."""
    guarded.environ_base["HTTP_X_API_KEY"] = "dl_reader"
    said = predict(guarded, *[{"text": ARTICLE}] * 3)
    assert [bool(one) for one in said["results"]] == [True, True, False]
    assert "over its quota" in said["problems"][0]["problem"]["detail"]


def test_a_page_of_another_site_corrects_nothing(asked: FlaskClient) -> None:
    """A browser may be made to send an event; it is refused as feedback is."""
    asked.environ_base["HTTP_SEC_FETCH_SITE"] = "cross-site"
    assert problem(annotate(asked, "Crime"), 403)["type"].endswith("cross-site")


def test_what_a_real_label_studio_sends_is_understood(guarded: FlaskClient) -> None:
    """Every request of it is answered as its release wants, one after the other as it sent them."""
    said = []
    for sent in RECORDED:
        body = {"json": sent["body"]} if sent["body"] is not None else {}
        headers = {**sent["headers"], "Accept-Encoding": "identity"}
        answer = guarded.open(sent["path"], method=sent["method"], headers=headers, **body)
        assert answer.status_code in (200, 201), answer.text
        said.append((sent["path"].rpartition("/")[2], sent["body"], answer.get_json()))
    events = [
        (sent["action"], found["status"], found["detail"].split()[-1])
        for path, sent, found in said
        if path == "webhook"
    ]
    assert events == [
        ("TASKS_CREATED", "ignored", "TASKS_CREATED."),
        ("ANNOTATION_CREATED", "kept", "crime"),
        ("ANNOTATION_UPDATED", "kept", "politics"),
        ("START_TRAINING", "ignored", "START_TRAINING."),
        ("ANNOTATION_CREATED", "ignored", "skipped."),
        ("ANNOTATIONS_DELETED", "ignored", "ANNOTATIONS_DELETED."),
        ("PROJECT_UPDATED", "ignored", "PROJECT_UPDATED."),
    ]
    ((tasks, predicted),) = [(sent, found) for path, sent, found in said if path == "predict"]
    assert predicted["problems"] == []
    topics = [one["result"][0]["value"]["choices"] for one in predicted["results"]]
    assert topics == [["diplomacy"], ["diplomacy"], ["crime"]]
    for task, found in zip(tasks["tasks"], predicted["results"], strict=True):
        spans = [one["value"] for one in found["result"] if one["type"] == "labels"]
        assert spans
        for span in spans:
            assert span["text"] == task["data"]["text"][span["start"] : span["end"]]
