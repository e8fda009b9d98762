"""The terms that the model counts, and where they stand."""

from __future__ import annotations

import time
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles.spans import Span
from service.topics.terms import TITLE_WEIGHT, Words, count_split, count_terms

_NEWSLIKE = st.text(st.sampled_from("ab éÉ19.,'’-s\n\u00a0SU_—")) | st.text()


def _places(text: str, wanted: Iterable[str], start: int = 0) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {term: [] for term in wanted}
    for term, span in Words.of(text).find(found, start):
        found[term].append(span)
    return found


def _found(document: str, term: str) -> list[str]:
    return [span.of(document) for span in _places(document, [term])[term]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dockers WENT home", ["dockers", "went", "home"]),
        ("the U.S. fleet", ["the", "u.s", "fleet"]),
        ("The U.N. and the E.U.", ["the", "u.n", "and", "the", "e.u"]),
        ("J.R.M. Holt", ["j.r.m", "holt"]),
        ("a man. A dog.", ["a", "man", "a", "dog"]),
        ("the mayor's and the mayor’s", ["the", "mayor", "and", "the", "mayor"]),
        ("the MAYOR'S house", ["the", "mayor", "house"]),
        ("the dockers' strike", ["the", "dockers", "strike"]),
        ("they didn't, they didn’t", ["they", "didn't", "they", "didn't"]),
        ("Mr O’Dell's hat", ["mr", "o'dell", "hat"]),
        ("in 2024 and 1987", ["in", "0", "and", "0"]),
        ("the 1990s, an A380", ["the", "0s", "an", "a0"]),
        ("a well-known co-op", ["a", "well", "known", "co", "op"]),
        ("café Émile", ["café", "émile"]),
        ("snake_case", ["snake", "case"]),
        ("— … ! 'quoted'", ["quoted"]),
        ("", []),
    ],
)
def test_words_are_normalised(text: str, words: list[str]) -> None:
    """Words are in lower case, without possessive endings, initials whole and digits as 0."""
    counts = count_terms(None, text)
    assert {term: n for term, n in counts.items() if " " not in term} == {
        word: words.count(word) for word in words
    }


@pytest.mark.parametrize("text", ["the U.S.'s envoy", "the U.S.’s envoy"])
def test_initials_lose_a_possessive_ending_too(text: str) -> None:
    """The possessive of initials is counted as the initials, and leaves no word s."""
    assert count_terms(None, text) == count_terms(None, "the U.S. envoy")


@pytest.mark.parametrize("joint", [" ", "-", "\n", "\r\n", "\u00a0", "  "])
def test_neighbours_make_a_pair(joint: str) -> None:
    """Two words with no more than a space, a hyphen or a line break between are a pair."""
    assert count_terms(None, f"peace{joint}talks")["peace talks"] == 1


@pytest.mark.parametrize("break_", [". ", ", ", "; ", ": ", " - ", " — ", "\n\n", "/", " (", '" '])
def test_punctuation_makes_no_pair(break_: str) -> None:
    """Two words with punctuation or a blank line between are no pair."""
    assert set(count_terms(None, f"peace{break_}talks")) == {"peace", "talks"}


def test_pairs_use_normalised_words() -> None:
    """A pair is made of the words as they are counted, possessives and initials included."""
    counts = count_terms(None, "the U.S. senator's 12 aides")
    pairs = {"the u.s", "u.s senator", "senator 0", "0 aides"}
    assert {term for term in counts if " " in term} == pairs


def test_headline_terms_count_more() -> None:
    """Each occurrence in the headline counts as often as the title weight says."""
    counts = count_terms("Ferry late, ferry full", "The ferry sailed.")
    assert counts["ferry"] == 1 + 2 * TITLE_WEIGHT
    assert counts["ferry late"] == TITLE_WEIGHT
    assert counts["sailed"] == 1


def test_headline_and_body_make_no_pair() -> None:
    """The headline's last word and the body's first are no pair."""
    assert "late dockers" not in count_terms("Ferry late", "Dockers waited.")


@pytest.mark.parametrize("title", [None, ""])
def test_no_headline_adds_nothing(title: str | None) -> None:
    """Without a headline only the body's terms count."""
    assert count_terms(title, "Rain fell.") == {"rain": 1, "fell": 1, "rain fell": 1}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("... !", []),
        ("The U.S. fleet's 3 ships", ["the", "u.s", "fleet", "0", "ships"]),
        ("well-known", ["well", "known"]),
    ],
)
def test_words_keep_their_order(text: str, words: list[str]) -> None:
    """A split text has its words in order, and its pieces make up the text again."""
    split = Words.of(text)
    assert split.words == words
    assert "".join(split.pieces) == text


def test_parts_are_counted_apart() -> None:
    """A body in parts counts as the sum of its parts, with no pair across two of them."""
    parts = [Words.of("The ferry"), Words.of("sailed late")]
    counts = count_split(Words.of("Ferry"), parts)
    assert counts["ferry"] == 1 + TITLE_WEIGHT
    assert {"the ferry", "sailed late"} < set(counts)
    assert "ferry sailed" not in counts
    assert counts == count_terms("Ferry", "The ferry\n\nsailed late")


def test_terms_are_found_in_order_where_they_stand() -> None:
    """Each place of a term is given in order, to the character, whatever its case."""
    document = "Ferry late. The ferry's crew slept; the FERRY sailed."
    spans = _places(document, ["ferry", "the ferry", "absent"])
    assert spans["ferry"] == [Span(0, 5), Span(16, 5), Span(40, 5)]
    assert spans["the ferry"] == [Span(12, 9), Span(36, 9)]
    assert spans["absent"] == []


@pytest.mark.parametrize(
    ("document", "term", "found"),
    [
        ("The U.S. fleet", "u.s", ["U.S."]),
        ("The U.S. fleet", "u.s fleet", ["U.S. fleet"]),
        ("a peace-talks row", "peace talks", ["peace-talks"]),
        ("peace, talks", "peace talks", []),
        ("born in 1987", "0", ["1987"]),
        ("the mayor’s house", "mayor house", ["mayor’s house"]),
        ("the mayor’s house", "the mayor", ["the mayor"]),
        ("it didn’t", "didn't", ["didn’t"]),
        ("🙂 ferry", "ferry", ["ferry"]),
    ],
)
def test_spans_cover_the_words_as_written(document: str, term: str, found: list[str]) -> None:
    """A span covers the term as the document has it, without a possessive's ending."""
    assert _found(document, term) == found


@pytest.mark.parametrize("document", ["THE MAYOR'S HOUSE", "THE MAYOR’S HOUSE"])
def test_spans_leave_out_a_possessive_in_capitals(document: str) -> None:
    """A possessive's ending is outside the span in a line of capitals, too."""
    assert _found(document, "mayor") == ["MAYOR"]


@given(_NEWSLIKE)
def test_every_counted_term_is_found_as_often_as_counted(text: str) -> None:
    """Counting and finding agree: as many places as counts, each within the text."""
    counts = count_terms(None, text)
    spans = _places(text, counts)
    assert {term: len(places) for term, places in spans.items()} == dict(counts)
    for places in spans.values():
        assert all(0 <= place.offset < place.end <= len(text) for place in places)
        assert [place.offset for place in places] == sorted(place.offset for place in places)


@given(st.text(), st.integers(0, 10**6))
def test_places_are_counted_from_the_start_given(text: str, start: int) -> None:
    """The same text further along a document gives the same places, moved."""
    terms = set(count_terms(None, text))
    here, there = _places(text, terms), _places(text, terms, start)
    moved = {term: [Span(p.offset + start, p.length) for p in here[term]] for term in terms}
    assert there == moved


@pytest.mark.parametrize("unit", ["a", "a.", "a'", "'", "1", "a-", ".", " ", "É", "a b "])
def test_adversarial_texts_take_linear_time(unit: str) -> None:
    """Two hundred thousand repeated characters are counted and searched within two seconds."""
    text = unit * (200_000 // len(unit))
    started = time.perf_counter()
    _places(text, count_terms(text, text))
    assert time.perf_counter() - started < 2.0
