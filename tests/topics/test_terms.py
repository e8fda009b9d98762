"""The terms that the model counts, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.spans import Span
from service.topics.terms import (
    OPENING_WEIGHT,
    OPENING_WORDS,
    TITLE_WEIGHT,
    Words,
    count_split,
    count_terms,
)
from tests.growth import check_growth, repeat

_NEWSLIKE = st.text(st.sampled_from("ab éÉ19.,'’-s\n\u00a0SU_—")) | st.text()


def _places(text: str, wanted: Iterable[str], start: int = 0) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {term: [] for term in wanted}
    for term, span in Words.of(text).find(found, start):
        found[term].append(span)
    return found


def _tide(words: int) -> str:
    """So many words, no two of them a pair."""
    return "tide. " * words


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
        word: 4 * words.count(word) for word in words
    }


@pytest.mark.parametrize("text", ["the U.S.'s envoy", "the U.S.’s envoy"])
def test_initials_lose_a_possessive_ending_too(text: str) -> None:
    """The possessive of initials is counted as the initials, and leaves no word s."""
    assert count_terms(None, text) == count_terms(None, "the U.S. envoy")


@pytest.mark.parametrize("joint", [" ", "-", "\n", "\r\n", "\u00a0", "  "])
def test_neighbours_make_a_pair(joint: str) -> None:
    """Two words with no more than a space, a hyphen or a line break between are a pair."""
    assert count_terms(None, f"peace{joint}talks")["peace talks"] == 4


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
    assert (TITLE_WEIGHT, OPENING_WEIGHT, OPENING_WORDS) == (4, 4, 150)
    assert counts["ferry"] == 4 + 2 * 4
    assert counts["ferry late"] == 4
    assert counts["sailed"] == 4
    assert count_terms("Ferry late, ferry full", _tide(150) + "The ferry.")["ferry"] == 1 + 2 * 4


@pytest.mark.parametrize(
    "before", [[148], [147, 1], [1, 147], [50, 49, 49], [0, 148], [148, 0, 0], [148] + [0] * 200]
)
def test_the_first_150_words_count_more(before: list[int]) -> None:
    """Word 150 counts fourfold and word 151 once, in however many paragraphs they stand.

    A pair across the border counts once.
    """
    parts = [*(_tide(words) for words in before), "ferry dock crane mast"]
    counts = count_split(None, [Words.of(part) for part in parts])
    assert counts.pop("tide") == 255
    assert counts == {
        "ferry": 4,
        "dock": 4,
        "crane": 1,
        "mast": 1,
        "ferry dock": 4,
        "dock crane": 1,
        "crane mast": 1,
    }


@pytest.mark.parametrize(("before", "count"), [(149, 4 + 1), (150, 1 + 1), (148, 4 + 4)])
def test_a_term_on_both_sides_of_the_border_counts_for_each(before: int, count: int) -> None:
    """An occurrence in the opening counts four, one behind it one, and they add up."""
    assert count_terms(None, _tide(before) + "ferry. ferry.")["ferry"] == count


@pytest.mark.parametrize("last", ["ferry dock", "ferry"])
def test_paragraphs_behind_the_opening_count_once(last: str) -> None:
    """Where a paragraph ends with word 150 or passes it, all later ones count once."""
    parts = [_tide(149) + last, "crane mast", "mast. hull"]
    counts = count_split(None, [Words.of(part) for part in parts])
    assert (counts["ferry"], counts["dock"]) == (4, 1 if "dock" in last else 0)
    assert (counts["crane"], counts["mast"], counts["crane mast"], counts["hull"]) == (1, 2, 1, 1)


def test_the_headline_takes_nothing_of_the_opening() -> None:
    """The 150 words are the body's own, however long the headline."""
    counts = count_terms("Pilots bring the trawler in", _tide(149) + "ferry. dock.")
    assert (counts["ferry"], counts["dock"]) == (4, 1)


@given(st.lists(st.integers(0, 90), max_size=6))
def test_paragraphs_count_as_their_text(lengths: list[int]) -> None:
    """Wherever paragraphs end, a body counts as the same text in one piece."""
    names = iter(
        f"{one}{two}" for one in "abcdefghijklmnopqrstuvwxyz" for two in "bcdfghjklmnpqrstvwxz"
    )
    parts = [" ".join(next(names, "tide") for _ in range(length)) for length in lengths]
    whole = count_terms(None, "\n\n".join(parts))
    assert count_split(None, [Words.of(part) for part in parts]) == whole
    assert sum(count for term, count in whole.items() if " " not in term and term != "tide") == (
        3 * min(sum(lengths), 150) + min(sum(lengths), 520)
    )


def test_headline_and_body_make_no_pair() -> None:
    """The headline's last word and the body's first are no pair."""
    assert "late dockers" not in count_terms("Ferry late", "Dockers waited.")


@pytest.mark.parametrize("title", [None, ""])
def test_no_headline_adds_nothing(title: str | None) -> None:
    """Without a headline only the body's terms count."""
    assert count_terms(title, "Rain fell.") == {"rain": 4, "fell": 4, "rain fell": 4}


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
    assert counts["ferry"] == 4 + 4
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
    """Counting and finding agree: behind the opening, as many places as counts, all in the text."""
    counts = count_split(None, [Words.of(_tide(150)), Words.of(text)])
    assert counts.pop("tide") == 255
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
    """Whatever a text repeats, counting and finding take a time that grows as its length does."""

    def find(text: str) -> None:
        _places(text, count_terms(text, text))

    check_growth(find, repeat(unit, 12_500), repeat(unit, 100_000))
