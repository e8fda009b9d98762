"""Tests of `service.summaries.cohesion`: sentences that cannot stand without the one before."""

from __future__ import annotations

import pytest

from service.summaries.cohesion import find_broken_quotes, find_danglers
from service.summaries.document import build_document
from tests.summaries.stories import make


def dangles(opening: str, *, language: str = "en") -> bool:
    """Whether a sentence with that opening dangles where it stands second."""
    article = make("The mayor of Ellery spoke on Monday.\n\n" + opening)
    sentences = build_document(article).sentences
    assert len(sentences) == 2
    return bool(find_danglers(sentences, language)[1])


@pytest.mark.parametrize(
    "opening",
    [
        "He also promised a new pier.",
        "But that came too late for the boats.",
        "They waited for an hour in the rain.",
        "“It's a shame,” the baker said.",
        "THIS WAS NOT TO LAST.",
        "However, the ferry sailed on Friday.",
        "In addition, the boats were full.",
        "This man had been seen before.",
        "It’s the third time in a year.",
    ],
)
def test_what_points_back_dangles(opening: str) -> None:
    """Pronouns, conjunctions and connectives need what they point to."""
    assert dangles(opening)


@pytest.mark.parametrize(
    "opening",
    [
        "The council agreed with the mayor.",
        "This week the boats were full.",
        "That morning nobody went to sea.",
        "Heather Lund ran the ferry for years.",
        "So far the pier has cost two million.",
        "In winter the ferry does not sail.",
        "Thistle grows on the quay.",
        "... !!!",
    ],
)
def test_what_stands_alone_does_not_dangle(opening: str) -> None:
    """Times of day and year, and words that only begin like a pronoun, stand alone."""
    assert not dangles(opening)


def test_the_first_sentence_never_dangles() -> None:
    """There is nothing before it that it could need."""
    article = make("He also sang. She did not.")
    assert not find_danglers(build_document(article).sentences, "en")[0]


def test_a_language_without_a_list_has_no_danglers() -> None:
    """An English pronoun is not looked for in German."""
    assert not dangles("He also promised a new pier.", language="de")


@pytest.mark.parametrize(
    ("document", "broken"),
    [
        ("“We sail,” he said. Nobody sang.", [False, False]),
        ('"We sail," he said. Nobody sang.', [False, False]),
        ("“We sail at noon. We never wait,” the captain said. Nobody sang.", [True, True, False]),
        ("“We sail. We wait. We sing,” the captain said. It rained.", [True, True, True, False]),
        ('The captain said "we sail at noon. We never wait." It rained.', [True, True, False]),
        ("The captain („Old Tom“) sailed. Nobody sang.", [False, False]),
        ("The captain („Old Tom) sailed. Nobody sang.", [True, False]),
        ("«We sail. We wait», the captain said. It rained.", [True, True, False]),
        ("He is 6'2\" tall. Nobody sang. Boats ran.", [True, False, False]),
    ],
)
def test_pieces_of_a_quotation_are_found(document: str, broken: list[bool]) -> None:
    """A sentence with an unpaired mark is broken, and so is what stands between two such."""
    sentences = make(document).sentences
    assert len(sentences) == len(broken)
    assert find_broken_quotes(sentences).tolist() == broken


def test_a_mark_that_is_never_closed_breaks_one_sentence() -> None:
    """A quotation ends with its paragraph at the latest."""
    document = "“We sail at noon.\n\nBoats ran on time.\n\nNobody sang,” the captain said."
    assert find_broken_quotes(make(document).sentences).tolist() == [True, False, True]
