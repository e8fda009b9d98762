"""Offsets index the document exactly, whatever characters it is made of."""

from __future__ import annotations

from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FRAGMENTS = st.sampled_from(
    [
        "The mayor of Ulm resigned. ",
        "Ein Satz. ",
        "\U0001f600\U0001f469\u200d\U0001f692 ",
        "e\u0301\u0302 Zalgo. ",
        "שלום עולם. ",
        "مرحبا بالعالم. ",
        "東京で会談。",
        "\r\n",
        "\n\n",
        "\u00a0",
        "\u2028",
        "\t",
        "U.S. envoy Lt. Gov. Ada Munn spoke. ",
        "“Why?” he asked. ",
        "FILE - A photo. ",
        "© 2031 ",
        "\ufeff",
        "\x00",
        "3 hours ago\n",
        "Police arrested two men in the harbour on Monday night. ",
    ]
)
TEXTS = st.one_of(st.lists(FRAGMENTS, min_size=1, max_size=40).map("".join), st.text(min_size=1))
SOME = settings(suppress_health_check=list(HealthCheck))


def units(text: str, unit: str) -> Any:
    """The document as the client counts it: a str, or its UTF-16 units."""
    return text if unit == "code_point" else text.encode("utf-16-le")


def cut(document: Any, span: dict[str, int]) -> str:
    """What the span covers."""
    start, end = span["offset"], span["offset"] + span["length"]
    if isinstance(document, str):
        return document[start:end]
    return bytes(document[2 * start : 2 * end]).decode("utf-16-le")


@SOME
@given(text=TEXTS, unit=st.sampled_from(["code_point", "utf16"]), clean=st.booleans())
def test_every_offset_is_exact(app: Flask, text: str, unit: str, clean: bool) -> None:
    """Sentences and spans are where the answer says, in either unit."""
    answer = app.test_client().post(
        "/v1/analysis", json={"text": text, "offsets": unit, "clean": clean, "sentences": 50}
    )
    if answer.status_code == 422:
        return
    assert answer.status_code == 200
    found: Any = answer.json
    document = units(text, unit)
    for sentence in found["summary"]["sentences"]:
        assert cut(document, sentence) == sentence["text"]
    for item in found["topic"]["evidence"]:
        for span in item["spans"]:
            words = cut(document, span).lower().split()
            assert len(words) in (1, 2)


@SOME
@given(text=TEXTS, clean=st.booleans())
def test_body_and_removed_cover_every_character_once(app: Flask, text: str, clean: bool) -> None:
    """No non-blank character is lost, and none is both the article and not."""
    answer = app.test_client().post("/v1/topic", json={"text": text, "clean": clean})
    if answer.status_code == 422:
        return
    found: Any = answer.json
    spans = found["article"]["body"] + found["article"]["removed"]
    covered: set[int] = set()
    for span in spans:
        places = set(range(span["offset"], span["offset"] + span["length"]))
        assert not places & covered
        covered |= places
    assert {i for i, character in enumerate(text) if not character.isspace()} <= covered


@SOME
@given(text=TEXTS)
def test_sentences_stand_in_order_without_overlap(app: Flask, text: str) -> None:
    """Summary sentences come from the body, in document order, with distinct ranks."""
    answer = app.test_client().post("/v1/summary", json={"text": text, "sentences": 5})
    if answer.status_code == 422:
        return
    found: Any = answer.json
    sentences = found["summary"]["sentences"]
    end = 0
    for sentence in sentences:
        assert sentence["offset"] >= end
        end = sentence["offset"] + sentence["length"]
        assert any(
            span["offset"] <= sentence["offset"] and end <= span["offset"] + span["length"]
            for span in found["article"]["body"]
        )
    assert sorted(s["rank"] for s in sentences) == list(range(1, len(sentences) + 1))
