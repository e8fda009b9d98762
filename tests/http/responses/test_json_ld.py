"""Articles as schema.org has them: every type, property and value is one that it defines."""

from __future__ import annotations

import json
from datetime import date, datetime
from string import ascii_lowercase
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.messy import ARTICLE, HTML, PAGE

LD = {"Accept": "application/ld+json"}
#: What schema.org's vocabulary (release 30.0) says of the types used here: what each is a kind of.
KINDS = {
    "NewsArticle": ("Article", "CreativeWork", "Thing"),
    "Person": ("Thing",),
    "Organization": ("Thing",),
    "DefinedTerm": ("Intangible", "Thing"),
    "DefinedTermSet": ("CreativeWork", "Thing"),
}
#: And of the properties: which types may have one (of those above), and what it may be.
PROPERTIES: dict[str, tuple[str, tuple[str, ...]]] = {
    "identifier": ("Thing", ("Text", "URL", "PropertyValue")),
    "name": ("Thing", ("Text",)),
    "headline": ("CreativeWork", ("Text",)),
    "author": ("CreativeWork", ("Person", "Organization")),
    "publisher": ("CreativeWork", ("Person", "Organization")),
    "datePublished": ("CreativeWork", ("Date", "DateTime")),
    "dateModified": ("CreativeWork", ("Date", "DateTime")),
    "inLanguage": ("CreativeWork", ("Text", "Language")),
    "abstract": ("CreativeWork", ("Text",)),
    "keywords": ("CreativeWork", ("Text", "URL", "DefinedTerm")),
    "wordCount": ("CreativeWork", ("Integer",)),
    "about": ("CreativeWork", ("Thing",)),
    "articleBody": ("Article", ("Text",)),
    "articleSection": ("Article", ("Text",)),
    "termCode": ("DefinedTerm", ("Text",)),
    "inDefinedTermSet": ("DefinedTerm", ("DefinedTermSet", "URL")),
}


def kinds_of(value: Any) -> set[str]:
    """What a value is in schema.org's types."""
    if isinstance(value, dict):
        return {value["@type"], *KINDS[value["@type"]]}
    if isinstance(value, bool) or value is None:
        return set()
    if isinstance(value, int):
        return {"Integer"}
    kinds = {"Text"} if value.strip() else set()
    for kind, read in (("Date", date.fromisoformat), ("DateTime", datetime.fromisoformat)):
        try:
            read(value)
            kinds.add(kind)
        except ValueError:
            pass
    return kinds


def faults(node: dict[str, Any]) -> list[str]:
    """What schema.org would not have of a node and those within it."""
    found = []
    for name, value in node.items():
        if name.startswith("@"):
            continue
        domain, ranges = PROPERTIES.get(name, ("", ()))
        if domain not in kinds_of(node):
            found.append(f"{node['@type']} has no {name}")
        for one in value if isinstance(value, list) else [value]:
            if not kinds_of(one) & set(ranges):
                found.append(f"{name} is {one!r}")
            if isinstance(one, dict):
                found += faults(one)
    return found


def ask(client: FlaskClient, route: str = "/v1/analysis", **article: Any) -> dict[str, Any]:
    """The answer in JSON-LD, which has no fault."""
    answer = client.post(route, json=article, headers=LD)
    assert (answer.status_code, answer.mimetype) == (200, "application/ld+json")
    loaded: dict[str, Any] = json.loads(answer.data)
    assert loaded["@context"] == "https://schema.org"
    assert loaded["@type"] == "NewsArticle"
    assert faults(loaded) == []
    assert client.post(route, json=article, headers=LD).data == answer.data
    return loaded


def test_a_page_is_a_news_article(client: FlaskClient) -> None:
    """Body, headline, summary and codes are those of the answer in JSON."""
    found = ask(client, text=PAGE, id="desk-7")
    answer = client.post("/v1/analysis", json={"text": PAGE, "with_text": True}).json
    assert answer is not None
    assert found["articleBody"] == answer["article"]["text"]
    assert found["headline"] == answer["article"]["title"]
    assert found["abstract"] == answer["summary"]["text"]
    assert found["identifier"] == "desk-7"
    assert found["inLanguage"] == "en"
    assert found["keywords"] == ["diplomacy"]
    codes = [*answer["topic"]["codes"], *answer["topic"]["section"]["codes"]]
    assert [(term["@id"], term["termCode"], term["name"]) for term in found["about"]] == [
        (code["uri"], code["code"], code["name"]) for code in codes
    ]
    vocabulary = {
        "@type": "DefinedTermSet",
        "@id": "http://cv.iptc.org/newscodes/mediatopic/",
        "name": "medtop",
    }
    assert all(term["inDefinedTermSet"] == vocabulary for term in found["about"])
    assert found["articleSection"] == answer["topic"]["section"]["codes"][0]["name"]
    assert 0.9 < found["wordCount"] / len(found["articleBody"].split()) < 1.1


def test_the_real_page_is_a_news_article(client: FlaskClient, real_page: str) -> None:
    """The page that the service exists for: its article alone, its topic and its summary."""
    found = ask(client, text=real_page)
    assert found["articleBody"].startswith("WASHINGTON (AP)")
    assert found["articleBody"].endswith("new agreements.”")
    assert found["keywords"] == ["diplomacy"]
    assert found["about"]
    assert found["abstract"]


STATED = """<html lang="en"><head><title>Bridge closed</title>
<meta property="og:site_name" content="Arnsbeck Courier"/>
<meta property="article:published_time" content="2026-03-05T08:30:00+01:00"/>
<meta name="author" content="{author}"/></head><body><article><h1>Bridge closed</h1>{text}
</article></body></html>"""


@pytest.mark.parametrize(
    ("author", "nodes"),
    [
        (
            "Jo Marsh and Ida Holm",
            [{"@type": "Person", "name": name} for name in ("Jo Marsh", "Ida Holm")],
        ),
        (
            # Of more authors than are told, those that are.
            ", ".join(f"Tam{letter} Orrin" for letter in ascii_lowercase),
            [{"@type": "Person", "name": f"Tam{letter} Orrin"} for letter in ascii_lowercase[:24]],
        ),
        ("Reuters", [{"@type": "Organization", "name": "Reuters"}]),
    ],
)
def test_what_a_page_states_is_told(
    client: FlaskClient, author: str, nodes: list[dict[str, str]]
) -> None:
    """Authors are persons or organisations, the site is the publisher, the date has its time."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in ARTICLE.split("\n\n"))
    found = ask(client, html=STATED.format(author=author, text=paragraphs))
    assert found["author"] == nodes
    assert found["publisher"] == {"@type": "Organization", "name": "Arnsbeck Courier"}
    assert found["datePublished"] == "2026-03-05T08:30:00+01:00"
    assert found["headline"] == "Bridge closed"


ISSUED = '<meta property="article:published_time" content="2026-03-05T08:30:00+01:00"/>'
CHANGED = '<meta property="article:modified_time" content="2026-03-06T11:00:00+01:00"/>'


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (ISSUED, {"datePublished": "2026-03-05T08:30:00+01:00"}),
        (CHANGED, {"dateModified": "2026-03-06T11:00:00+01:00"}),
        (
            ISSUED + CHANGED,
            {
                "datePublished": "2026-03-05T08:30:00+01:00",
                "dateModified": "2026-03-06T11:00:00+01:00",
            },
        ),
    ],
)
def test_a_date_of_change_is_not_one_of_publication(
    client: FlaskClient, head: str, told: dict[str, str]
) -> None:
    """Each is told under its own name, and JSON has one date as ever."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in ARTICLE.split("\n\n"))
    page = f"<html><head>{head}</head><body><article>{paragraphs}</article></body></html>"
    found = ask(client, html=page)
    assert {name: value for name, value in found.items() if name.startswith("date")} == told
    answer = client.post("/v1/analysis", json={"html": page}).json
    assert answer is not None
    assert answer["article"]["date"] == next(iter(told.values()))
    assert [name for name in answer["article"] if name.startswith("date")] == ["date"]


def test_what_was_not_asked_for_is_not_told(client: FlaskClient) -> None:
    """A topic has no abstract, a summary is about nothing; neither has a null or a blank."""
    topic, summary = (ask(client, route, html=HTML) for route in ("/v1/topic", "/v1/summary"))
    assert "abstract" not in topic
    assert "about" in topic
    assert summary.keys() & {"about", "keywords", "articleSection"} == set()
    assert summary["abstract"]


def test_what_is_not_known_is_left_out(client: FlaskClient) -> None:
    """A text in a language that the model does not know has neither topic nor codes."""
    found = ask(client, text="Der Rat der Stadt hat am Montag getagt und beschlossen. " * 5)
    assert found.keys() & {"about", "keywords", "articleSection", "author", "identifier"} == set()
    assert found["inLanguage"] == "de"


def test_what_is_wrong_is_told_as_ever(client: FlaskClient) -> None:
    """A problem is a problem document, whatever the answer was to be."""
    answer = client.post("/v1/topic", json={"text": ARTICLE, "sentense": 3}, headers=LD)
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")


@pytest.mark.parametrize(
    ("node", "fault"),
    [
        ({"@type": "Person", "headline": "A"}, "Person has no headline"),
        ({"@type": "NewsArticle", "headline": ""}, "headline is ''"),
        ({"@type": "NewsArticle", "datePublished": "yesterday"}, "datePublished is 'yesterday'"),
        ({"@type": "NewsArticle", "author": ["Jo"]}, "author is 'Jo'"),
        ({"@type": "NewsArticle", "wordCount": "9"}, "wordCount is '9'"),
        ({"@type": "NewsArticle", "mood": "glad"}, "NewsArticle has no mood"),
    ],
)
def test_a_fault_is_found(node: dict[str, Any], fault: str) -> None:
    """The check itself knows a property of another type, and a value of another kind."""
    assert fault in faults(node)
