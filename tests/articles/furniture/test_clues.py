"""Clues: what may lead to a rule is found in every block that the rule takes."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from service.articles.furniture.clues import ClueFinder
from service.articles.furniture.kinds import FURNITURE
from service.articles.furniture.phrases import phrase_rules
from service.articles.furniture.rule import Rule
from service.articles.lines.labelled.pages import read_folder
from service.text.document import read_document
from service.text.spans import Span
from service.text.words import read_words

PAGES = Path(__file__).resolve().parents[3] / "training_data" / "pages"
RULES = [
    rule
    for row in FURNITURE
    for rule in (*row.rules, *phrase_rules(row.kind, row.max_words, row.unless))
]


def leads_to(finder: ClueFinder, text: str) -> int:
    """The rules to which something leads in a text that is one block, as bits."""
    clues = finder.find(text, read_words(text), [Span(0, len(text))])
    return clues.opened[0] | clues.hinted[0]


def test_each_block_that_a_rule_takes_has_a_clue_to_it() -> None:
    """On our own pages, no rule takes a block in which nothing leads to it, but for one's start."""
    finder = ClueFinder(RULES)
    taken, missed = 0, []
    for page in read_folder(PAGES):
        document = read_document(page.text)
        clues = finder.find(document.text, document.words, document.blocks)
        for index, block in enumerate(document.blocks):
            text = block.of(document.text)
            for place, rule in enumerate(RULES):
                if rule.looks is None and rule.takes(text):
                    taken += 1
                    if not (clues.opened[index] | clues.hinted[index]) >> place & 1:
                        missed.append((place, text))
    assert taken > 200
    assert missed == []


def test_what_leads_to_a_rule_is_found_as_it_is_declared() -> None:
    """A first word, a number, a mark, a word between blanks, a part of one, and a phrase."""
    finder = ClueFinder(
        [
            Rule(9, openings="photo 0 ["),
            Rule(9, hints=("©", "(c)")),
            Rule(9, words=frozenset({"tickets,", "ad-free"})),
            Rule(9, hints=("letter",)),
            Rule(9, hints=(" not be ",)),
            Rule(9, lines=frozenset({"read on"})),
            Rule(9, words=frozenset({"0"})),
        ]
    )
    assert leads_to(finder, "Photo of a heron") == 1
    assert leads_to(finder, "[heron]") == 1
    assert leads_to(finder, "12 herons") == 1 | 64
    assert leads_to(finder, "The heron’s photo") == 0
    assert leads_to(finder, "All of it © Herons") == 2
    assert leads_to(finder, "Tickets, please, ad-free") == 4
    assert leads_to(finder, "Newsletters of herons") == 8
    assert leads_to(finder, "It may not rest") & 16
    assert leads_to(finder, "» Read on «") == 32
    assert leads_to(finder, "A heron of 1998") == 64
    assert leads_to(finder, "") == 0


def test_a_rule_that_nothing_leads_to_is_tried_on_every_block() -> None:
    """Without openings, hints, words and lines a rule is never passed over."""
    assert leads_to(ClueFinder([Rule(9)]), "Herons") == 1


def test_clues_are_those_of_their_own_block() -> None:
    """What stands between the spans, before the first or behind the last leads to nothing else."""
    finder = ClueFinder([Rule(9, hints=("©",)), Rule(9, words=frozenset({"heron"}))])
    text = "heron ©\nplain\nheron\n©\nplain"
    spans = [Span(8, 5), Span(14, 5), Span(20, 1), Span(22, 5)]
    clues = finder.find(text, read_words(text), spans)
    assert [bits & 1 for bits in clues.hinted] == [0, 0, 1, 0]
    assert clues.hinted[1:] == [2, 1, 0]


@given(st.lists(st.sampled_from(["heron", "©", " ", "\n", "(c)", "ad-free", "é", "\xad"])))
def test_a_mark_is_found_wherever_it_stands(pieces: list[str]) -> None:
    """Each block of any text has the bit of a mark exactly where the mark is in it."""
    text = "".join(pieces)
    document = read_document(text)
    clues = ClueFinder([Rule(9, hints=("©",))]).find(text, document.words, document.blocks)
    found = [bool(bits) for bits in clues.hinted]
    assert found == ["©" in block.of(text) for block in document.blocks]
