"""Tests of `service.text.sentences.english`: what nupunkt gets wrong, and how it is bounded."""

from __future__ import annotations

import pytest
from hypothesis import given

from service.text.sentences.english import find_boundaries
from service.text.sentences.splitting import split_sentences
from service.text.spans import Span
from tests.articles.strategies import DOCUMENTS


def split(text: str) -> list[str]:
    """The sentences of a paragraph, without the blanks around them."""
    pieces = [text[start:end].strip() for start, end in find_boundaries(text)]
    return [piece for piece in pieces if piece]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The U.S. Coast Guard towed the ferry to port.", "No one was hurt."],
        ["The U.S. Senate and the U.S. House agreed.", "Trade resumed."],
        ["She moved to the U.S.", "The rest of the family stayed behind."],
        ["He flew back from the U.K.", "However, the bags did not."],
        ["The U.N. Security Council met.", "Ambassador P. J. Larkin spoke first."],
        ["The plane left Washington, D.C. on Monday.", "It landed at noon."],
        ["Lt. Maren Holt led the search.", "It ended at dusk."],
        ["The search was led by Lt. Maren Holt.", "It ended at dusk."],
        ["Lt. Col. Ada Munn flew the first helicopter.", "It was full."],
        ["Residents of St. Brannock voted on Sunday.", "Turnout was low."],
        ["The parade began at St. Oswald's church.", "Rain fell."],
        ["The house is No. 7 on the list.", "It will be sold."],
        ["The prime minister left No. 10 by the back door.", "Nobody saw her."],
        ["Order No. 12 was signed by Gov. Teresa Vane on Friday.", "It takes effect in May."],
        ["Former Gov. Tobiah Rusk will lead the inquiry.", "He starts on Monday."],
        ["Sen. Ilsa Brandt (D) and Rep. Tomas Quill (R) agreed.", "The bill passed."],
        ["Mr. and Mrs. Dahl saw Dr. Okoro at 9 a.m. on Monday.", "They left at noon."],
        ["The meeting ended at 9 p.m.", "The mayor went home."],
        ["She works for Hollis & Co. Ltd. in Varnby.", "The firm makes rope."],
        ["Prices rose 3.5 percent in Jan. and fell in Feb. of last year.", "Nobody knows why."],
        ["The firm said no.", "One of its rivals said yes."],
        ["“It is over,” she said.", "“We won!”", "The crowd cheered."],
        ["“Did you see it?” he asked.", "Nobody had."],
        ["Is it true?!", "It is."],
        ["It was the last boat (nobody knew).", "Then came the fog…"],
        ["They were back from their holidays.", "Nobody told the story.", "Nobody came ashore."],
        ["He drove the car.", "Nobody else can.", "Police found it last week.", "Rain fell."],
        [
            "It rose 3 per cent in Sept. 2019, said Grant Corp. of Varnby, Calif.",
            "Nobody knew why.",
        ],
    ],
    ids=lambda sentences: sentences[0][:30],
)
def test_english_sentences_end_where_they_end(sentences: list[str]) -> None:
    """Abbreviations before capitals do not end a sentence; full stops do, also behind them."""
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["The school stands on Harbour St.", "The council wants to move it."],
        ["The gates were shut at 5 P.M.", "The crowd went home."],
    ],
    ids=["street", "hour"],
)
def test_a_sentence_may_end_in_an_abbreviation(sentences: list[str]) -> None:
    """Before a word that only opens sentences, a street or an hour in capitals ends one."""
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["The shop opens at 9 a.m.", "Visitors pay nothing."],
        ["Doors close at 7:30 P.M.", "“Come early,” the sign says."],
        ["It began at 7 p.m. Eastern and ended late.", "Rain fell."],
        ["It starts at 7 p.m. Lisbon time on Sunday.", "Rain fell."],
        ["The 6 p.m. News was cut short.", "Rain fell."],
        ["The hall closed at 9 p.m. New Year's Eve.", "Rain fell."],
        ["The mill was sold to Varnby Corp.", "Management declined to comment."],
        ["Its owner is Hollis Ltd.", "Workers at the mill had feared worse."],
        ["Hollis Inc. Chief Executive Ada Munn resigned.", "Rain fell."],
        ["Hollis Corp. Chairman Ada Munn resigned.", "Rain fell."],
        ["The suit names Hollis & Co.", "Shares of the firm fell."],
        ["The ferry's crew said no.", "Lawyers were called."],
        ["The rope is No. 7 on the list, not no. 8.", "Rain fell."],
        ["The council turned to Plan B.", "Taxpayers had paid for it."],
        ["She lacked vitamin D.", "Sunlight helped."],
        ["He got a C.", "Teachers were surprised."],
        ["George B. Carter spoke first.", "J. Edna Holt did not."],
        ["They moved to the U.S.", "Officials would not say why."],
        ["Many U.S. Republicans oppose it.", "Rain fell."],
        ["The toll is Rs. 80 a car and Tk. 90 a van.", "Rain fell."],
        ["It was read by Asst. Dist. Atty. Ada Munn and Pfc. Bo Carr.", "Rain fell."],
        ["Police in Tampa-St. Brannock met then-Gov. Teresa Vane.", "Rain fell."],
        ["The play Ahem! runs until June.", "She writes for Yahoo! Finance."],
        ["“Why?” she asked.", "Nobody knew!", "iPhones rang."],
        ["He sold his shares of b.r.i.m. in May.", "Rain fell."],
        ["The list is short: 1. No boots.", "2. No soup over 50.", "3. No songs.", "Rain fell."],
        ["The firm made two offers.", "1. More pay for all.", "2. A canteen.", "Rain fell."],
        ["How many came?", "12.", "Nobody else dared."],
    ],
    ids=lambda sentences: sentences[0][:30],
)  # fmt: skip
def test_english_names_go_on_and_sentences_end(sentences: list[str]) -> None:
    """Where a name, hour, amount or point goes on none ends; where a clause begins one does."""
    paragraph = " ".join(sentences)
    found = split_sentences(paragraph, [Span(0, len(paragraph))], "en")
    assert [item.text for item in found] == sentences


@given(text=DOCUMENTS)
def test_only_blanks_stand_between_sentences(text: str) -> None:
    """Whatever the text, its sentences follow each other and leave nothing but blanks out."""
    end = 0
    for start, following in find_boundaries(text):
        assert end <= start <= following
        assert not text[end:start].strip()
        end = following
    assert not text[end:].strip()
