"""Tests of `service.text.lexicon`: spellings as numbers, and what is found out about them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from service.text import lexicon as kept
from service.text.lexicon import Column, Lexicon, lexicon_for, renumber


def test_a_spelling_keeps_its_number() -> None:
    """Numbers follow the first use, and lead back to the spellings."""
    lexicon = Lexicon()
    numbers = lexicon.numbers(["pier", "boat", "pier", "Pier"]).tolist()
    assert numbers == [0, 1, 0, 2]
    assert [lexicon.spellings[number] for number in numbers] == ["pier", "boat", "pier", "Pier"]
    assert lexicon.number("boat") == 1
    assert len(lexicon) == 3


def test_a_column_looks_at_each_spelling_once() -> None:
    """What was found for a spelling is kept, for every text that has it."""
    asked: list[str] = []

    def describe(_: Lexicon, spelling: str) -> int:
        asked.append(spelling)
        return len(spelling)

    column, lexicon = Column(describe), Lexicon()
    numbers = lexicon.numbers(["pier", "boats"])
    assert column.of(lexicon, numbers).tolist() == [4, 5]
    more = lexicon.numbers(["boats", "a" * 3_000, *(f"w{n}" for n in range(5_000))])
    assert column.of(lexicon, more).tolist()[:3] == [5, 3_000, 2]
    assert len(asked) == len(set(asked)) == len(lexicon)


def test_a_column_may_name_other_spellings() -> None:
    """A number may be that of another spelling, which the column adds."""
    column, lexicon = Column(lambda words, spelling: words.number(spelling.lower())), Lexicon()
    found = column.of(lexicon, lexicon.numbers(["PIER", "Boat"]))
    assert [lexicon.spellings[number] for number in found.tolist()] == ["pier", "boat"]


def test_each_lexicon_has_its_own_answers() -> None:
    """The same number is another spelling elsewhere, and nothing is taken for it."""
    column = Column(lambda _, spelling: len(spelling))
    one, other = Lexicon(), Lexicon()
    assert column.of(one, one.numbers(["pier"])).tolist() == [4]
    assert column.of(other, other.numbers(["harbour"])).tolist() == [7]
    assert column.of(one, one.numbers(["pier"])).tolist() == [4]


def test_threads_number_alike() -> None:
    """However many threads add the same words at once, each has one number."""
    lexicon, words = Lexicon(), [f"w{n % 700}" for n in range(7_000)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: lexicon.numbers(words).tolist(), range(16)))
    assert all(numbers == found[0] for numbers in found)
    assert sorted(set(found[0])) == list(range(700))
    assert [lexicon.spellings[number] for number in found[0]] == words


def test_unusual_texts_have_a_lexicon_of_their_own() -> None:
    """Endless words and endless texts leave nothing behind that others would carry."""
    shared = lexicon_for(100, 12)
    assert lexicon_for(100, 12) is shared
    assert lexicon_for(100, 5_000) is not shared
    assert lexicon_for(1_000_000, 12) is not shared


def test_a_full_lexicon_is_left_for_a_new_one() -> None:
    """What is kept is bounded, and texts that were read before keep theirs."""
    before = lexicon_for(1, 1)
    for number in range(kept._MAX_KEPT + 1):
        before.number(f"fills{number}")
    after = lexicon_for(1, 1)
    assert after is not before
    assert len(after) == 0
    assert before.spellings[before.number("fills7")] == "fills7"


@given(st.lists(st.integers(0, 50)))
def test_new_numbers_follow_the_first_use(values: list[int]) -> None:
    """They are the places of the distinct values, in the order in which these first come."""
    numbers, distinct = renumber(np.array(values, np.int64))
    assert distinct.tolist() == list(dict.fromkeys(values))
    assert distinct[numbers].tolist() == values
