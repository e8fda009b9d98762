"""Tests of `service.summaries.news.antecedents`: sentences that need the one before."""

from __future__ import annotations

import pytest

from service.articles.article import Article
from service.summaries.news.antecedents import find_without_antecedent
from service.summaries.news.word_features import read_vocabulary
from service.text.languages.registry import REGISTRY
from service.text.words import Tokenizer
from tests.summaries.stories import make


def waiting(article: Article) -> list[bool]:
    """Which of the article's sentences need the one before."""
    openings = read_vocabulary(article).openings
    found = find_without_antecedent(article.sentences, openings, article.language)
    return [bool(one) for one in found]


def points_back(opening: str, *, language: str = "en") -> bool:
    """Whether a sentence with that opening needs the one before where it stands second."""
    text = "The mayor of Ellery spoke on Monday.\n\n" + opening
    found = waiting(make(text, language=language))
    assert len(found) == 2
    return found[1]


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
        "Yes, through an order of the harbour court.",
        "“No, it isn't a slip of the pen,” the baker said.",
        "Hers collected three prizes.",
        "The other, stained by salt, was sold.",
        "At the top, it was colder.",
        "From tomorrow it hangs in the hall.",
        "Last week it sent a letter to all islanders.",
        "In a long and angry letter, they asked for money.",
    ],
)
def test_what_points_back_points_back(opening: str) -> None:
    """Pronouns, conjunctions and connectives need what they point to."""
    assert points_back(opening)


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
        "No boats sailed on Friday.",
        "Yes voters were in the lead.",
        "In a letter to Lund, they asked for money.",
        "At the quay the harbour master said it was too late.",
        "Hersham has a quay of stone.",
        "... !!!",
    ],
)
def test_what_stands_alone_needs_nothing(opening: str) -> None:
    """Times of day and year, and words that only begin like a pronoun, stand alone."""
    assert not points_back(opening)


def test_the_first_sentence_never_points_back() -> None:
    """There is nothing before it that it could need."""
    assert not waiting(make("He also sang. She did not."))[0]


@pytest.mark.parametrize(
    ("language", "pointing", "plain"),
    [
        ("de", "Sie kamen erst am Abend.", "Diese Woche kam niemand."),
        ("fr", "C'est la troisième fois.", "Cette semaine, le pont est fermé."),
        ("fr", "Selon lui, le pont est sûr.", "Selon le maire, le pont est sûr."),
        ("es", "Sin embargo, nadie vino.", "Esta semana no vino nadie."),
        ("it", "Lei non rispose al sindaco.", "Questa settimana il ponte è chiuso."),
        ("pt", "Além disso, ninguém veio.", "Este ano ninguém veio."),
        ("nl", "Hij kwam pas in de avond.", "Deze week kwam niemand."),
    ],
)
def test_other_languages_have_lists_of_their_own(language: str, pointing: str, plain: str) -> None:
    """Pronouns and connectives point back in them too, and times do not."""
    assert points_back(pointing, language=language)
    assert not points_back(plain, language=language)


def test_a_language_without_a_list_has_no_openings_that_point_back() -> None:
    """An English pronoun is not looked for in Czech."""
    assert not points_back("He also promised a new pier.", language="cs")


@pytest.mark.parametrize("language", REGISTRY)
def test_openings_are_written_as_words_are_compared(language: str) -> None:
    """In lower case, and as the language's own words are split."""
    openings, tokenizer = REGISTRY[language].openings, Tokenizer(language)
    for words in (openings.words, openings.pairs, openings.demonstratives, openings.times):
        for entry in words:
            assert entry == entry.lower()
            split = tokenizer.to_words(entry.replace("_", " "))
            assert "_".join(split) == entry


def test_an_answer_needs_its_question() -> None:
    """A sentence behind a question needs it in every language, and the question needs nothing."""
    for text in (
        "The pier is shut. Who will pay? The answer is in a letter. Boats run.",
        "The pier is shut. “Who will pay?”\n\nThe answer is in a letter. Boats run.",
    ):
        assert waiting(make(text)) == [False, False, True, False]
    czech = make("Most je zavřen. Kdo to zaplatí? Odpověď zná rada. Lodě plují.", language="cs")
    assert waiting(czech) == [False, False, True, False]
