"""The terms that the model counts."""

from __future__ import annotations

import pytest
from hypothesis import given

from service.text.words import read_words
from service.topics.terms import (
    OPENING_WEIGHT,
    OPENING_WORDS,
    TITLE_WEIGHT,
    count_terms,
    normalise,
    normalised,
    opening_words,
)
from tests.growth import check_growth, repeat
from tests.topics.newsroom import NEWSLIKE


def _tide(words: int) -> str:
    """So many words, no two of them a pair."""
    return "tide. " * words


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


@pytest.mark.parametrize(("before", "count"), [(149, 4 + 1), (150, 1 + 1), (148, 4 + 4)])
def test_a_term_on_both_sides_of_the_border_counts_for_each(before: int, count: int) -> None:
    """An occurrence in the opening counts four, one behind it one, and they add up."""
    assert count_terms(None, _tide(before) + "ferry. ferry.")["ferry"] == count


def test_the_headline_takes_nothing_of_the_opening() -> None:
    """The 150 words are the body's own, however long the headline."""
    counts = count_terms("Pilots bring the trawler in", _tide(149) + "ferry. dock.")
    assert (counts["ferry"], counts["dock"]) == (4, 1)


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
    """The words of a text are counted in its order, and so are those of its opening."""
    assert normalised(read_words(text)) == words
    assert opening_words(text) == words


@given(NEWSLIKE)
def test_a_word_is_counted_as_it_is_normalised(text: str) -> None:
    """The words of the counts are those of the text, each normalised by itself."""
    counts = count_terms(None, text)
    written = read_words(text).written()
    assert {term for term in counts if " " not in term} == set(map(normalise, written))


@pytest.mark.parametrize("unit", ["a", "a.", "a'", "'", "1", "a-", ".", " ", "É", "a b "])
def test_adversarial_texts_take_linear_time(unit: str) -> None:
    """Whatever a text repeats, counting its terms takes a time that grows as its length does."""
    check_growth(lambda text: count_terms(text, text), repeat(unit, 12_500), repeat(unit, 100_000))
