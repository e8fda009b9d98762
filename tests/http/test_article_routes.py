"""The routes that take articles keep the contract."""

from __future__ import annotations

import json
import math
from textwrap import fill
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.messy import ARTICLE, HTML, PAGE, PARAGRAPHS

ROUTES = ("/v1/analysis", "/v1/topic", "/v1/summary")


def post(client: FlaskClient, route: str = "/v1/analysis", **article: Any) -> Any:
    """Send an article as JSON and return the answer."""
    answer = client.post(route, json=article)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.json


def test_analysis_has_every_part_of_the_contract(client: FlaskClient) -> None:
    """An analysis holds language, article, topic, summary, model and the unit of offsets."""
    answer = post(client, text=ARTICLE)
    assert set(answer) == {"language", "article", "topic", "summary", "model", "offset_unit"}
    assert answer["language"] == "en"
    assert answer["offset_unit"] == "code_point"
    named = {"label", "confidence", "abstained", "scores", "candidates"}
    named |= {"evidence", "evidence_rest", "codes", "section"}
    assert set(answer["topic"]) == named
    assert set(answer["model"]) == {"version", "trained_at"}


def test_topic_and_summary_routes_leave_out_the_other(client: FlaskClient) -> None:
    """`/v1/topic` has no summary, `/v1/summary` no topic, and both the rest."""
    whole = post(client, text=ARTICLE)
    topic, summary = (post(client, route, text=ARTICLE) for route in ROUTES[1:])
    assert topic == {name: part for name, part in whole.items() if name != "summary"}
    assert summary == {name: part for name, part in whole.items() if name != "topic"}


def test_a_pasted_page_gives_its_article_alone(client: FlaskClient) -> None:
    """Body is the article, and captions, teasers and advertisements are removed by kind."""
    answer = post(client, text=PAGE)
    body = [PAGE[s["offset"] : s["offset"] + s["length"]] for s in answer["article"]["body"]]
    assert tuple(body) == PARAGRAPHS
    kinds = {s["kind"] for s in answer["article"]["removed"]}
    assert {"caption", "credit", "copyright", "teaser", "timestamp", "heading"} <= kinds
    assert answer["article"]["title"] == PAGE.split("\n", 1)[0]
    assert answer["topic"]["label"] == "diplomacy"


@pytest.mark.parametrize("route", ROUTES)
def test_all_content_types_answer_alike(client: FlaskClient, route: str) -> None:
    """JSON, plain text and NDJSON give the same answer for the same article and options."""
    options = {"sentences": 2, "offsets": "utf16"}
    by_json = post(client, route, text=PAGE, **options)
    by_text = client.post(
        route, data=PAGE.encode(), content_type="text/plain", query_string=options
    ).json
    line = json.dumps({"text": PAGE, **options}).encode()
    by_line = client.post(route, data=line, content_type="application/x-ndjson").data
    assert by_json == by_text
    assert json.loads(by_line) == {"index": 0, **by_json}


def test_html_is_answered_on_its_rendered_text(client: FlaskClient) -> None:
    """For HTML the answer gives the document that its offsets index."""
    answer = client.post("/v1/analysis", data=HTML.encode(), content_type="text/html").json
    assert answer is not None
    assert answer["article"]["source"] == "rendered"
    document = answer["article"]["document"]
    for sentence in answer["summary"]["sentences"]:
        start = sentence["offset"]
        assert document[start : start + sentence["length"]] == sentence["text"]
    assert document.startswith("Home\nWorld\n")
    removed = answer["article"]["removed"]
    assert removed[0] == {"offset": 0, "length": 4, "kind": "navigation"}
    assert answer == post(client, html=HTML)


def test_html_is_answered_with_what_the_page_states(client: FlaskClient) -> None:
    """Author, date and site stand beside the title, and the site's name is not in it."""
    stated = (
        '<meta name="author" content="Tam Orrin"><meta property="og:site_name" content="Meridian">'
        '<meta property="article:published_time" content="2031-05-04T09:12:00Z">'
    )
    article = post(client, html=HTML.replace("<title>", f"{stated}<title>"))["article"]
    named = {name: article[name] for name in ("title", "author", "date", "site")}
    assert named == {
        "title": "Ministers reopen embassies after nine years of silence",
        "author": "Tam Orrin",
        "date": "2031-05-04T09:12:00+00:00",
        "site": "Meridian",
    }
    given = post(client, html=HTML, title="Embassies")["article"]
    assert (given["title"], given["author"], given["date"]) == ("Embassies", None, None)


def test_a_text_states_no_author_date_or_site(client: FlaskClient) -> None:
    """The fields are there all the same, and null."""
    article = post(client, text=PAGE)["article"]
    assert [article[name] for name in ("author", "date", "site")] == [None, None, None]


@pytest.mark.parametrize("codec", ["cp1252", "iso8859-2", "cp1251", "cp932", "gb18030", "cp949"])
def test_a_page_that_names_no_charset_is_read(client: FlaskClient, codec: str) -> None:
    """What its bytes look like is enough, and the answer is that of the same page in UTF-8."""
    words = {
        "cp1252": "Die Stadträte haben am Montag über die Brücke entschieden, hieß es später. ",
        "iso8859-2": "Mieszkańcy są źli, że będą dłużej jeździć do pracy, powiedział burmistrz. ",
        "cp1251": "Совет посёлка решил закрыть мост на шесть месяцев, сообщил глава округа. ",
        "cp932": "港の当局は火曜日、桟橋に亀裂が見つかったため島へのフェリーを止めたと発表した。",
        "gb18030": "港务局周二表示，由于潜水员在码头发现裂缝，前往该岛的轮渡已经停运。",
        "cp949": "항만 당국은 부두에서 균열을 발견해 여객선 운항을 중단했다고 밝혔다. ",
    }[codec]
    page = f"<html><body><article>{f'<p>{words * 3}</p>' * 3}</article></body></html>"
    one, two = (
        client.post("/v1/summary", data=page.encode(name), content_type="text/html")
        for name in (codec, "utf-8")
    )
    assert one.status_code == 200
    assert one.data == two.data


def test_a_submitted_text_is_not_sent_back(client: FlaskClient) -> None:
    """Clients have their own text; only that of a page is in the answer."""
    assert "text" not in post(client, text=ARTICLE)["article"]


@pytest.mark.parametrize("count", [1, 2, 50])
def test_sentences_are_as_many_as_wanted_or_there_are(client: FlaskClient, count: int) -> None:
    """`sentences` is met, up to what the article has."""
    given = post(client, text=ARTICLE, sentences=count)["summary"]["sentences"]
    everything = post(client, text=ARTICLE, sentences=50)["summary"]["sentences"]
    assert len(given) == min(count, len(everything))


def test_max_words_bounds_the_summary(client: FlaskClient) -> None:
    """`max_words` is a ceiling on all the words, but one sentence is always given."""
    short = post(client, text=ARTICLE, sentences=10, max_words=60)["summary"]
    assert len(short["text"].split()) <= 60
    assert len(post(client, text=ARTICLE, max_words=1)["summary"]["sentences"]) == 1


def test_a_focus_leans_the_summary(client: FlaskClient) -> None:
    """The sentence that is asked for is in, in JSON and in the query string, with its own text."""
    text = (
        "The council of Brackmouth met on Monday to settle two matters. It voted to close the"
        " swimming bath on Tanner Street, whose roof leaks. Repairs would have cost $3.1 million."
        " From June the number 7 bus will run to the hospital every ten minutes. A ticket will go"
        " on costing $2."
    )
    asked: dict[str, Any] = {"focus": "the bus to the hospital", "sentences": 1}
    chosen = post(client, text=text, **asked)["summary"]
    assert "number 7 bus" in chosen["text"]
    assert chosen["text"] in text
    query = client.post(
        "/v1/summary", query_string=asked, data=text, content_type="text/plain"
    ).get_json()
    assert query["summary"] == chosen
    plain = post(client, text=text, sentences=1)["summary"]
    assert post(client, text=text, sentences=1, focus="zebras")["summary"] == plain


@pytest.mark.parametrize(("name", "most"), [("focus", 300), ("title", 1_000)])
def test_a_long_focus_or_title_is_told_its_limit_in_characters(
    client: FlaskClient, name: str, most: int
) -> None:
    """As many as the limit are taken; one more is refused, with the limit and what to do."""
    for query in (False, True):
        for length in (most, most + 1):
            wish = {name: "x" * length}
            if query:
                answer = client.post(
                    "/v1/summary", query_string=wish, data=ARTICLE, content_type="text/plain"
                )
            else:
                answer = client.post("/v1/summary", json={"text": ARTICLE, **wish})
            assert answer.status_code == (200 if length == most else 422)
        detail = answer.get_json()["detail"]
        assert f"{name}: has {most + 1:,} characters; the limit is {most:,}. Send " in detail


def test_a_focus_is_for_news_alone(client: FlaskClient) -> None:
    """Other methods refuse it with the remedy."""
    answer = client.post(
        "/v1/summary", json={"text": ARTICLE, "focus": "pier", "algorithm": "luhn"}
    )
    assert answer.status_code == 422
    assert "use the algorithm news" in answer.get_json()["detail"]


def test_clean_false_uses_everything(client: FlaskClient) -> None:
    """With `clean` off, body covers all and nothing is removed."""
    article = post(client, text=PAGE, clean=False)["article"]
    assert article["removed"] == []
    covered = sum(
        len(PAGE[s["offset"] : s["offset"] + s["length"]].split()) for s in article["body"]
    )
    assert covered == len(PAGE.split())


def test_a_menu_is_no_article(client: FlaskClient) -> None:
    """Where nothing reads like an article the answer says so and names the remedy."""
    menu = "\n".join(("Home", "News", "Sport", "Weather", "Contact us", "Subscribe now"))
    answer = client.post("/v1/analysis", json={"text": menu})
    assert answer.status_code == 422
    assert "clean=false" in answer.json["detail"]  # type: ignore[index]


def test_explain_false_gives_no_evidence(client: FlaskClient) -> None:
    """`explain` turns the evidence off and changes nothing else."""
    plain = post(client, "/v1/topic", text=ARTICLE, explain=False)
    full = post(client, "/v1/topic", text=ARTICLE)
    assert plain["topic"].pop("evidence") == []
    assert full["topic"].pop("evidence")
    assert plain["topic"].pop("evidence_rest") is None
    full["topic"].pop("evidence_rest")
    # So it does of the section, whose scores are evidence too.
    for name in ("evidence", "evidence_rest", "scores"):
        assert not plain["topic"]["section"].pop(name)
        assert full["topic"]["section"].pop(name)
    assert plain == full


def test_the_reasons_for_a_summary_are_given(client: FlaskClient) -> None:
    """Of each sentence and of what a rule left out, with its place; none without `explain`."""
    summary = post(client, text=ARTICLE, sentences=3)["summary"]
    assert summary["sentences"][0]["reasons"][0] == {"kind": "lead"}
    assert all(sentence["reasons"] for sentence in summary["sentences"])
    for item in summary["left_out"]:
        assert ARTICLE[item["offset"] : item["offset"] + item["length"]] == item["text"]
        assert item["rule"]
    plain = post(client, text=ARTICLE, sentences=3, explain=False)["summary"]
    assert "left_out" not in plain
    assert all("reasons" not in sentence for sentence in plain["sentences"])
    stock = post(client, text=ARTICLE, algorithm="lexrank")["summary"]
    assert stock["left_out"] == []


def test_evidence_adds_up_to_the_scores(client: FlaskClient) -> None:
    """Weights and rest are the best score's logarithm less the mean of all scores' logarithms."""
    topic = post(client, "/v1/topic", text=ARTICLE)["topic"]
    logs = [math.log(score) for score in topic["scores"].values()]
    total = sum(item["weight"] for item in topic["evidence"]) + topic["evidence_rest"]
    assert total == pytest.approx(max(logs) - sum(logs) / len(logs), abs=1e-3)


def test_an_unknown_language_is_abstained_from(client: FlaskClient) -> None:
    """The model says when it does not know a language, gives no scores, and still summarises."""
    text = (
        "Der Gemeinderat von Unterbrunn hat am Montag den Bau einer neuen Brücke beschlossen."
        " Die Arbeiten sollen im Herbst beginnen und zwei Jahre dauern."
    )
    answer = post(client, text=text)
    assert answer["language"] == "de"
    assert answer["topic"]["abstained"] == "language"
    assert answer["topic"]["label"] is None
    assert answer["topic"]["scores"] is None
    assert len(answer["summary"]["sentences"]) == 2


def test_a_text_of_few_words_is_too_short(client: FlaskClient) -> None:
    """A word or two get scores but no label."""
    topic = post(client, "/v1/topic", text="Embassy closed", language="en")["topic"]
    assert topic["abstained"] == "too_short"
    assert topic["scores"]


def test_the_same_input_gives_the_same_bytes(client: FlaskClient) -> None:
    """Two identical requests are answered identically."""
    one, two = (client.post("/v1/analysis", json={"text": PAGE}).data for _ in range(2))
    assert one == two


def test_scores_sum_to_one(client: FlaskClient) -> None:
    """The scores are probabilities."""
    scores = post(client, "/v1/topic", text=ARTICLE)["topic"]["scores"]
    assert abs(sum(scores.values()) - 1.0) < 1e-6


@pytest.mark.parametrize("route", ROUTES)
def test_an_article_keeps_its_name(client: FlaskClient, route: str) -> None:
    """`id` comes back first in the answer, from JSON and the query alike, and only where given."""
    name = "🚢 desk/7"
    by_json = post(client, route, text=ARTICLE, id=name)
    by_query = client.post(
        route, data=ARTICLE.encode(), content_type="text/plain", query_string={"id": name}
    )
    assert by_json == by_query.json
    assert by_query.text.startswith('{"id":"🚢 desk/7","language":')
    assert by_json == {"id": name, **post(client, route, text=ARTICLE)}
    assert "id" not in post(client, route, text=ARTICLE, id=None)


@pytest.mark.parametrize(
    ("name", "detail"),
    [
        ("x" * 201, "id: has 201 characters; the limit is 200. Send a shorter name"),
        (7, 'id: takes a string, between quotes in JSON ("like this")'),
        ("\ud83d", "id: has half of a surrogate pair"),
    ],
)
def test_what_is_no_name_is_refused(client: FlaskClient, name: object, detail: str) -> None:
    """A name of up to 200 characters is kept; another is a 422 that says the limit."""
    answer = client.post("/v1/topic", json={"text": ARTICLE, "id": name})
    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["detail"].startswith(detail)
    assert post(client, text=ARTICLE, id="x" * 200)["id"] == "x" * 200


@pytest.mark.parametrize("unit", ["code_point", "utf16"])
def test_the_text_of_the_article_is_given_where_it_is_asked_for(
    client: FlaskClient, unit: str
) -> None:
    """`with_text` gives the paragraphs joined by a blank line, whatever offsets count in."""
    article = post(client, text=f"🚢 Ship\n{PAGE}", with_text=True, offsets=unit)["article"]
    assert article["text"] == "\n\n".join(PARAGRAPHS)
    assert "document" not in article
    assert "text" not in post(client, text=PAGE)["article"]


def test_the_text_of_a_page_is_the_article_alone(client: FlaskClient) -> None:
    """Of HTML too: the document is the page, the text what the body's spans have of it."""
    query = {"with_text": "true"}
    answer = client.post("/v1/topic", data=HTML, content_type="text/html", query_string=query)
    assert answer.json is not None
    article = answer.json["article"]
    spans = [article["document"][s["offset"] :][: s["length"]] for s in article["body"]]
    assert article["text"] == "\n\n".join(spans)
    assert len(spans) > 1


def test_a_wrapped_paragraph_keeps_its_line_ends(client: FlaskClient) -> None:
    """A paragraph is given as it stands in the document, wherever that broke its lines."""
    wrapped = [fill(paragraph, 72) for paragraph in PARAGRAPHS]
    answer = post(client, "/v1/topic", text="\n\n".join(wrapped), with_text=True)
    assert answer["article"]["text"] == "\n\n".join(wrapped)
