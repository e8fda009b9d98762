"""Tests of `service.summaries.term_counts`: words as numbers."""

from __future__ import annotations

import gc

from hypothesis import given
from hypothesis import strategies as st

from service.summaries.document import build_document
from service.summaries.stems import cached_stemmer
from service.summaries.term_counts import number_terms
from tests.summaries.stories import HARBOUR, make

DOCUMENT = build_document(make("The boats sank. A boat, the Boat sank twice.", title="Boats"))


def test_words_are_numbered_by_stem_as_they_appear() -> None:
    """Every word is there, stop words too, with its sentence and how it is written."""
    terms = number_terms(DOCUMENT.sentences, cached_stemmer("en"), {"the", "a"})
    assert terms.stems == ("the", "boat", "sank", "a", "twice")
    assert terms.terms.tolist() == [0, 1, 2, 3, 1, 0, 1, 2, 4]
    assert terms.rows.tolist() == [0, 0, 0, 1, 1, 1, 1, 1, 1]
    assert terms.content.tolist() == [False, True, True, False, True, False, True, True, True]
    assert terms.verbatim.tolist() == [False, False, True, False, True, True, False, True, True]
    assert terms.sentences == 2


def test_counts_leave_stop_words_out() -> None:
    """A cell for each sentence and word of content, dense and sparse alike."""
    counts = number_terms(DOCUMENT.sentences, cached_stemmer("en"), {"the", "a"}).counts()
    assert counts.dense().tolist() == [[0, 1, 1, 0, 0], [0, 2, 1, 0, 1]]
    assert counts.sparse().toarray().tolist() == counts.dense().tolist()
    assert counts.sums(counts.values).tolist() == [2, 4]


def test_counts_of_chosen_words() -> None:
    """Other words than those of content can be counted."""
    terms = number_terms(DOCUMENT.sentences, str, {"the", "a"})
    written_small = terms.counts(terms.verbatim)
    found = [terms.stems[term] for term in written_small.columns]
    assert (set(found[:2]), set(found[2:])) == (
        {"boats", "sank"},
        {"boat", "the", "sank", "twice"},
    )
    assert written_small.sums(written_small.values).tolist() == [2, 4]


def test_nothing_is_counted_in_nothing() -> None:
    """Without words, and without sentences, counts are empty."""
    for text in ("... !!!", ""):
        terms = number_terms(build_document(make(text)).sentences, str, ())
        assert terms.stems == ()
        assert terms.counts().sparse().nnz == 0


@given(st.lists(st.sampled_from(("pier", "Pier", "the", "ferry", "…")), max_size=30))
def test_every_word_is_counted_once(words: list[str]) -> None:
    """The counts of all sentences add up to the words of the text."""
    document = build_document(make(" ".join(words)))
    terms = number_terms(document.sentences, str, {"the"})
    assert terms.counts().values.sum() == sum(word.lower() in {"pier", "ferry"} for word in words)


def test_no_cycle_keeps_the_words_alive() -> None:
    """What was numbered is let go at once, not when the collector next runs."""
    gc.collect()
    gc.disable()
    try:
        number_terms(build_document(make(HARBOUR)).sentences, str, ())
        assert gc.collect() == 0
    finally:
        gc.enable()
