"""Tests of `service.summaries.news.reasons`: why each sentence was chosen, and was not."""

from __future__ import annotations

from service.summaries.summary import Reason
from tests.summaries.stories import HARBOUR, make, summarize

CHAIN = """Rain fell on Ellery.

A baker of Lund found a silver coin of 1604 in a loaf of bread on Monday morning.

She sold the coin to the museum of Ellery for forty thousand crowns, the most ever paid."""


def test_each_sentence_of_news_has_a_reason() -> None:
    """One opens the article, the others cover what it is about, with their words."""
    summary = summarize(make(HARBOUR), sentences=4)
    kinds = [[reason.kind for reason in item.reasons] for item in summary.sentences]
    assert kinds[0] == ["lead", "covers"]
    assert all(kinds)
    words = [word for item in summary.sentences for reason in item.reasons for word in reason.words]
    assert all(word in summary.text for word in words)
    assert len(words) == len(set(words))


def test_a_sentence_with_a_word_of_the_focus_says_so() -> None:
    """The others do not."""
    summary = summarize(make(HARBOUR), sentences=3, focus="loaves")
    for item in summary.sentences:
        assert (Reason("focus") in item.reasons) == ("loaves" in item.sentence.text)


def test_a_sentence_says_which_one_needs_it() -> None:
    """By rank."""
    summary = summarize(make(CHAIN), sentences=3, focus="museum crowns")
    ranks = {item.sentence.text[:3]: item.rank for item in summary.sentences}
    needed = {
        reason.rank
        for item in summary.sentences
        for reason in item.reasons
        if reason.kind == "needed_by" and item.sentence.text.startswith("A baker")
    }
    assert needed in ({ranks["She"]}, set())


def test_what_a_rule_keeps_out_is_named() -> None:
    """A sentence that ranked among the chosen ones, with its rule; no chosen one is."""
    article = make(HARBOUR.replace("Nobody was hurt.", "Who pays for the pier of Ellery?"))
    summary = summarize(article, sentences=4)
    chosen = {item.sentence for item in summary.sentences}
    assert summary.left_out
    assert chosen.isdisjoint(item.sentence for item in summary.left_out)


def test_other_methods_give_no_reasons() -> None:
    """They know no rules."""
    summary = summarize(make(HARBOUR), algorithm="lead")
    assert not summary.left_out
    assert not any(item.reasons for item in summary.sentences)


def test_a_reason_reads_as_a_line() -> None:
    """As the command line prints it."""
    assert str(Reason("lead")) == "lead"
    assert str(Reason("needed_by", rank=2)) == "needed_by 2"
    assert str(Reason("covers", words=("pier", "cracks"))) == "covers pier, cracks"
