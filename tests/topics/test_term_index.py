"""A model's terms, found by number in texts and articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles.reading import read_text
from service.text.lexicon import Integers
from service.text.spans import Span
from service.text.words import Words, read_words
from service.topics.passages import Passages, weigh_opening, weigh_title
from service.topics.term_index import Occurrences, TermIndex
from service.topics.terms import OPENING_WORDS, TITLE_WEIGHT, count_terms
from tests.growth import check_growth, repeat
from tests.topics.newsroom import NEWSLIKE

_ANY = 10**6
_Spans = dict[int, list[Span]]


def _look(words: Words, places: Integers, parts: Integers, weights: Integers) -> Passages:
    """Words that are looked at, all of one article."""
    return Passages(words, places, parts, weights, np.zeros_like(places))


def _find(words: Words, terms: Iterable[str], *, once: bool = False) -> Occurrences:
    """The terms of a whole text; `once` says that its opening counts no more than the rest."""
    places = np.arange(len(words))
    weights = np.ones_like(places) if once else weigh_opening(len(places))
    return TermIndex([*terms]).find(_look(words, places, np.zeros_like(places), weights))


def _counts(terms: Iterable[str], found: Occurrences) -> dict[str, int]:
    named = [*terms]
    counted = TermIndex(named).count(found, 1)
    columns = (named[column] for column in counted.columns.tolist())
    return dict(zip(columns, counted.counts.tolist(), strict=True))


def _spans(found: Occurrences, terms: Iterable[str], wanted: Iterable[int], limit: int) -> _Spans:
    """The places of wanted columns, which are the terms' numbers."""
    counted = TermIndex([*terms]).count(found, 1)
    columns = counted.columns.tolist()
    cells = {column: columns.index(column) for column in wanted if column in columns}
    spans = found.places_of(counted.cells, [*cells.values()], limit)
    return {column: spans[cells[column]] if column in cells else [] for column in wanted}


def _in_article(parts: Iterable[str], terms: Iterable[str]) -> dict[str, int]:
    """How often the terms count in an article of these paragraphs."""
    article = read_text("\n\n".join(parts), clean=False, language="en")
    places, paragraphs = article.words.inside(article.body)
    weights = weigh_opening(len(places))
    looked_at = _look(article.words, places, paragraphs, weights)
    return _counts(terms, TermIndex([*terms]).find(looked_at))


def _places(text: str, terms: Iterable[str]) -> dict[str, list[Span]]:
    named = [*terms]
    found = _spans(_find(read_words(text), named), named, range(len(named)), _ANY)
    return {named[column]: spans for column, spans in found.items()}


def _found(document: str, term: str) -> list[str]:
    return [span.of(document) for span in _places(document, [term])[term]]


def _tide(words: int) -> str:
    """So many words, no two of them a pair."""
    return "tide. " * words


_QUAY = ("tide", "ferry", "dock", "crane", "mast", "ferry dock", "dock crane", "crane mast")


@pytest.mark.parametrize(
    "before", [[148], [147, 1], [1, 147], [50, 49, 49], [0, 148], [148, 0, 0], [148] + [0] * 200]
)
def test_the_first_150_words_count_more(before: list[int]) -> None:
    """Word 150 counts fourfold and word 151 once, in however many paragraphs they stand.

    A pair across the border counts once.
    """
    parts = [*(_tide(words) for words in before), "ferry dock crane mast"]
    assert _in_article(parts, _QUAY) == {
        "tide": 255,
        "ferry": 4,
        "dock": 4,
        "crane": 1,
        "mast": 1,
        "ferry dock": 4,
        "dock crane": 1,
        "crane mast": 1,
    }


@pytest.mark.parametrize("last", ["ferry dock", "ferry"])
def test_paragraphs_behind_the_opening_count_once(last: str) -> None:
    """Where a paragraph ends with word 150 or passes it, all later ones count once."""
    counts = _in_article([_tide(149) + last, "crane mast", "mast. hull"], (*_QUAY, "hull"))
    assert (counts["ferry"], counts.get("dock", 0)) == (4, 1 if "dock" in last else 0)
    assert (counts["crane"], counts["mast"], counts["crane mast"], counts["hull"]) == (1, 2, 1, 1)


@given(st.lists(st.integers(0, 90), max_size=6))
def test_paragraphs_count_as_their_text(lengths: list[int]) -> None:
    """Wherever paragraphs end, a body counts as the same text in one piece."""
    names = iter(
        f"{one}{two}" for one in "abcdefghijklmnopqrstuvwxyz" for two in "bcdfghjklmnpqrstvwxz"
    )
    parts = [" ".join(next(names, "tide") for _ in range(length)) for length in lengths]
    whole = count_terms(None, "\n\n".join(parts))
    assert _in_article(parts, whole) == whole
    assert sum(count for term, count in whole.items() if " " not in term and term != "tide") == (
        3 * min(sum(lengths), 150) + min(sum(lengths), 520)
    )


def test_parts_are_counted_apart() -> None:
    """An article counts as the sum of its parts, with no pair across two of them."""
    terms = ["ferry", "the ferry", "sailed late", "ferry sailed", "sailed", "the", "late"]
    counts = _in_article(["The ferry", "sailed late"], terms)
    assert counts == count_terms(None, "The ferry\n\nsailed late")
    assert "ferry sailed" not in counts
    apart = read_words("the ferry sailed")
    places, parts = np.arange(3), np.array([0, 0, 1])
    found = TermIndex(terms).find(_look(apart, places, parts, np.ones(3, np.int64)))
    assert _counts(terms, found) == {"the": 1, "ferry": 1, "the ferry": 1, "sailed": 1}


def test_the_headline_counts_by_its_own_weight() -> None:
    """Its terms add to those of the body, and take nothing of the opening."""
    terms = ["ferry", "late", "ferry late", "dock"]
    title, body = read_words("Ferry late, ferry"), read_words(_tide(149) + "ferry. dock.")
    places = np.arange(len(title))
    weights = weigh_title(len(places))
    above = TermIndex(terms).find(_look(title, places, np.zeros_like(places), weights))
    counts = Counter(_counts(terms, above)) + Counter(_counts(terms, _find(body, terms)))
    assert counts == {
        "ferry": 2 * TITLE_WEIGHT + 4,
        "late": TITLE_WEIGHT,
        "ferry late": TITLE_WEIGHT,
        "dock": 1,
    }


@given(NEWSLIKE, st.booleans())
def test_an_index_counts_what_is_counted_without_one(text: str, opening: bool) -> None:
    """Of a whole text, each term has the count that training would give it."""
    text = text if opening else f"{_tide(150)}\n\n{text}"
    counts = count_terms(None, text)
    assert _counts(counts, _find(read_words(text), counts)) == counts


@given(NEWSLIKE)
def test_every_counted_term_is_found_as_often_as_counted(text: str) -> None:
    """Counting and finding agree: as many places as counts, all in the text and in its order."""
    terms = count_terms(None, text)
    counts = _counts(terms, _find(read_words(text), terms, once=True))
    spans = _places(text, terms)
    assert {term: len(places) for term, places in spans.items()} == counts
    assert set(counts) == set(terms)
    for places in spans.values():
        assert all(0 <= place.offset < place.end <= len(text) for place in places)
        assert [place.offset for place in places] == sorted({place.offset for place in places})


@given(NEWSLIKE)
def test_a_span_is_counted_as_its_term(text: str) -> None:
    """What stands at a term's place has the term among its own."""
    for term, places in _places(text, count_terms(None, text)).items():
        assert all(term in count_terms(None, place.of(text)) for place in places)


@given(NEWSLIKE)
def test_a_word_that_is_no_term_changes_nothing(text: str) -> None:
    """An index of some of the terms finds them as an index of all does."""
    terms = [*count_terms(None, text)]
    whole, some = _places(text, terms), _places(text, terms[::2])
    assert some == {term: whole[term] for term in terms[::2]}


def test_terms_are_found_in_order_where_they_stand() -> None:
    """Each place of a term is given in order, to the character, whatever its case."""
    document = "Ferry late. The ferry's crew slept; the FERRY sailed."
    spans = _places(document, ["ferry", "the ferry", "absent"])
    assert spans["ferry"] == [Span(0, 5), Span(16, 5), Span(40, 5)]
    assert spans["the ferry"] == [Span(12, 9), Span(36, 9)]
    assert spans["absent"] == []


def test_no_more_places_are_given_than_asked_for() -> None:
    """They are the first ones, of the terms that are asked for."""
    document = "ferry, ferry, dock, ferry"
    found = _find(read_words(document), ["ferry", "dock"])
    assert _spans(found, ["ferry", "dock"], [0], 2) == {0: [Span(0, 5), Span(7, 5)]}
    assert _spans(found, ["ferry", "dock"], [], 2) == {}


@pytest.mark.parametrize(
    ("document", "term", "found"),
    [
        ("The U.S. fleet", "u.s", ["U.S."]),
        ("The U.S. fleet", "u.s fleet", ["U.S. fleet"]),
        ("The U.S.’s fleet", "u.s", ["U.S."]),
        ("a peace-talks row", "peace talks", ["peace-talks"]),
        ("peace, talks", "peace talks", []),
        ("born in 1987", "0", ["1987"]),
        ("the mayor’s house", "mayor house", ["mayor’s house"]),
        ("the mayor’s house", "the mayor", ["the mayor"]),
        ("it didn’t", "didn't", ["didn’t"]),
        ("🙂 ferry", "ferry", ["ferry"]),
        ("the fer\u00adry's dock", "ferry", ["fer\u00adry"]),
        ("\ufeffferry\u200b dock", "ferry dock", ["ferry\u200b dock"]),
    ],
)
def test_spans_cover_the_words_as_written(document: str, term: str, found: list[str]) -> None:
    """A span covers the term as the document has it, without a possessive's ending."""
    assert _found(document, term) == found


@pytest.mark.parametrize("document", ["THE MAYOR'S HOUSE", "THE MAYOR’S HOUSE"])
def test_spans_leave_out_a_possessive_in_capitals(document: str) -> None:
    """A possessive's ending is outside the span in a line of capitals, too."""
    assert _found(document, "mayor") == ["MAYOR"]


@given(st.text(), st.integers(0, 1_000))
def test_places_are_those_in_the_whole_text(text: str, start: int) -> None:
    """The same text further along a document gives the same places, moved."""
    terms = [*count_terms(None, text)]
    words = read_words(" " * start + text)
    places, parts = words.inside([Span(start, len(text))])
    found = TermIndex(terms).find(_look(words, places, parts, np.ones_like(places)))
    there = _spans(found, terms, range(len(terms)), _ANY)
    here = _places(text, terms)
    moved = [[Span(p.offset + start, p.length) for p in here[term]] for term in terms]
    assert list(there.values()) == moved


@pytest.mark.parametrize(
    ("terms", "known"),
    [
        (["ferry", "the ferry"], [False, True, False, True]),
        (["the ferry", "ferry late"], [False] * 4),
        (["the", "late", "ferry"], [True] * 4),
        ([], [False] * 4),
    ],
)
def test_words_that_are_terms_are_told(terms: list[str], known: list[bool]) -> None:
    """A word is one where it is a term by itself, not as half of a pair."""
    words = read_words("The ferry, late ferry’s")
    places, index = np.arange(4), TermIndex(terms)
    assert index.find(_look(words, places, places, places)).known.tolist() == known
    last = places[3:]
    assert index.find(_look(words, last, last, last)).known.tolist() == known[3:]


@pytest.mark.parametrize("text", ["", "… !", "ferry"])
def test_where_there_is_nothing_nothing_is_found(text: str) -> None:
    """A text without words has no terms, and an index without terms finds none."""
    for terms in ([], ["dock", "ferry dock"]):
        found = _find(read_words(text), terms)
        assert _counts(terms, found) == {}
        assert not any(chain.from_iterable(_spans(found, terms, range(len(terms)), _ANY).values()))


def test_a_pair_of_words_that_are_no_terms_is_found() -> None:
    """Its words need not count by themselves, and it is not found the other way round."""
    counts: Mapping[str, int] = _counts(
        ["peace talks"], _find(read_words("peace talks peace"), ["peace talks"])
    )
    assert counts == {"peace talks": 4}


@pytest.mark.parametrize("length", [0, 1, OPENING_WORDS, OPENING_WORDS + 1, 400])
def test_weights_are_of_the_opening_and_the_headline(length: int) -> None:
    """The first 150 words of a body count fourfold, all of a headline's do."""
    opening = min(length, OPENING_WORDS)
    assert weigh_opening(length).tolist() == [4] * opening + [1] * (length - opening)
    assert weigh_title(length).tolist() == [TITLE_WEIGHT] * length


@pytest.mark.parametrize("unit", ["a", "a.", "a'", "'", "1", "a-", ".", " ", "É", "a b "])
def test_adversarial_texts_take_linear_time(unit: str) -> None:
    """Whatever a text repeats, finding terms takes a time that grows as its length does."""
    terms = [*count_terms(None, repeat(unit, 100))]
    check_growth(lambda text: _places(text, terms), repeat(unit, 12_500), repeat(unit, 100_000))
