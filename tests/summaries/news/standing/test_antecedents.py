"""Tests of `service.summaries.news.standing.antecedents`: sentences that need the one before."""

from __future__ import annotations

import pytest

from service.articles.article import Article
from service.summaries.news.standing.antecedents import NOWHERE, Antecedents, Needs
from service.summaries.news.word_features import read_vocabulary
from service.text.languages.registry import REGISTRY
from service.text.words import Tokenizer
from tests.summaries.stories import make


def waiting(article: Article) -> list[bool]:
    """Which of the article's sentences need another."""
    found = Antecedents(article.sentences, read_vocabulary(article), article.language)
    return [bool(found.needs(place)) for place in range(len(article.sentences))]


def needs(text: str, *, title: str | None = None, language: str = "en") -> list[Needs]:
    """What each sentence of a text needs."""
    article = make(text, title=title, language=language)
    found = Antecedents(article.sentences, read_vocabulary(article), article.language)
    return [found.needs(place) for place in range(len(article.sentences))]


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
        "By then that baker had left for Sund.",
        "Six years later, the sea took the wall.",
        "Since then the ferry has sailed twice a day.",
        "As a result the boats were sold.",
        "In response, Lund closed its market.",
        "With that the meeting ended.",
        "Even so, Odile Marchetti stayed in Lund.",
        "According to him, the wall is safe.",
        "Like him, Odile Marchetti wanted a pier.",
        "When she arrived, boats lay on the quay.",
        "Born in Orla, he came to Lund as a boy.",
        "Others stayed at home in Lund.",
        "Another was found in Sund on Friday.",
        "One of them belonged to a baker.",
        "Some are still missing in Sund.",
        "Says Odile Marchetti: boats are safer.",
        "Said she would, and then left for Sund.",
        "Bakers in Lund also asked for a new oven.",
        "The pair were seen in Sund on Friday.",
        "The suspect was held in Sund.",
        "Boats left for Sund, he said.",
        "“Boats are safer,” she said.",
        "Bakers in Lund said these loaves were free.",
        "In a letter to Lund, they asked for money.",
        "Lund and Sund agreed that the two countries would talk.",
    ],
)
def test_what_points_back_points_back(opening: str) -> None:
    """Pronouns, conjunctions and connectives need what they point to."""
    assert points_back(opening)


@pytest.mark.parametrize(
    "opening",
    [
        "The council agreed on Friday.",
        "This week the boats were full.",
        "That morning nobody went to sea.",
        "Heather Lund ran the ferry for years.",
        "So far the pier has cost two million.",
        "In winter the ferry does not sail.",
        "Thistle grows on the quay.",
        "No boats sailed on Friday.",
        "Yes voters were in the lead.",
        "At the quay the harbour master said it was too late.",
        "Hersham has a quay of stone.",
        "When Odile Marchetti arrived, she saw boats.",
        "When he was seven, Tomas Lindqvist went to sea.",
        "One of the boats belonged to a baker.",
        "A man told police that he had lost his boat.",
        "The attack on Sund killed two bakers.",
        "The government of Lund has resigned.",
        "Odile Marchetti left, she said, because of the wind.",
        "“Boats are safer,” Odile Marchetti said.",
        "This country has four harbours.",
        "... !!!",
    ],
)
def test_what_stands_alone_needs_nothing(opening: str) -> None:
    """Times of day and year, and words that only begin like a pronoun, stand alone."""
    assert not points_back(opening)


def test_a_surname_needs_the_sentence_with_the_full_name() -> None:
    """Any sentence that has it will do, but none is needed for one that all know, or a headline."""
    text = (
        "Bakers in Lund raised prices.\n\nPetra Lindholm sells loaves on the quay.\n\n"
        "Rain fell on Sund.\n\nCustomers of Lindholm are angry."
    )
    assert needs(text)[3] == ((1,),)
    assert needs(text, title="Lindholm raises prices")[3] == ()
    known = text.replace("Petra Lindholm", "Barack Obama").replace("Lindholm", "Obama")
    assert needs(known)[3] == ()


def test_a_surname_behind_a_title_is_no_full_name() -> None:
    """Ms. Lindholm has yet to be introduced."""
    text = "Petra Lindholm sells loaves.\n\nRain fell on Sund.\n\nMs. Lindholm blames flour."
    assert needs(text)[2] == ((0,),)


def test_a_thing_needs_a_sentence_that_has_it_already() -> None:
    """What stands behind the was told of before; any sentence with it will do."""
    text = (
        "A ferry sank off Lund.\n\nRain fell on Sund.\n\nA ferry of that name burned in 1931.\n\n"
        "The ferry carried bread."
    )
    assert needs(text)[3] == ((0, 2),)


def test_a_question_and_its_answer_need_each_other() -> None:
    """In prose, as Q and A, and where several are asked at once; a last one has no answer."""
    text = "Lund is shut.\n\nWho pays?\n\nBakers in Lund do, by law.\n\nWho knows?"
    assert needs(text)[1:] == [((2,),), ((1,),), NOWHERE]
    layout = "Lund is shut.\n\nQ: Tell us who pays.\n\nA: Bakers in Lund do, by law."
    assert needs(layout)[1:] == [((2,),), ((1,),)]


def test_a_question_that_somebody_asked_is_told() -> None:
    """It needs no answer, and what follows no question."""
    text = "Lund is shut.\n\nOdile Marchetti asked: “Who pays?”\n\nBakers in Lund were silent."
    assert needs(text)[1:] == [(), ()]


def test_what_ends_with_a_colon_needs_what_follows() -> None:
    """It announces it."""
    text = "Lund is shut.\n\nBakers in Lund want this:\n\nFlour should be free for a year."
    assert needs(text)[1] == ((2,),)


def test_a_point_of_a_list_points_to_the_heading() -> None:
    """No sentence before it says what It is, not even the point before."""
    text = "1. It is long and made of oak.\n\n2. It sings in the wind at night."
    assert needs(text) == [NOWHERE, NOWHERE]
    assert needs("1. Lund has a pier of oak.\n\n2. Sund has a pier of stone.") == [(), ()]


def test_the_first_sentence_never_points_back() -> None:
    """There is nothing before it that it could need."""
    assert not waiting(make("He also sang. She did not."))[0]


@pytest.mark.parametrize(
    ("language", "pointing", "plain"),
    [
        ("de", "Sie kamen erst am Abend.", "Diese Woche kam niemand."),
        ("de", "Zwei Jahre später brannte der Hafen.", "Zwei Jahre dauerte der Bau."),
        ("de", "„Das Boot ist leck“, sagte er.", "„Das Boot ist leck“, sagte Lund."),
        ("de", "Die beiden blieben im Hafen.", "Die Boote blieben im Hafen."),
        ("fr", "Les deux sont restés à Lund.", "Les bateaux sont restés à Lund."),
        ("fr", "Trois jours plus tard, la mer est revenue.", "Trois jours ont suffi à Lund."),
        ("es", "Dos años después ardió el puerto.", "Dos años duró la obra."),
        ("es", "Los dos siguen en Lund.", "Los barcos siguen en Lund."),
        ("it", "Due anni dopo il porto bruciò.", "Due anni durò il cantiere."),
        ("pt", "Dois anos depois o porto ardeu.", "Dois anos durou a obra."),
        ("pt", "Naquele dia ninguém veio.", "Na segunda-feira ninguém veio."),
        ("nl", "Twee jaar later brandde de haven.", "Twee jaar duurde de bouw."),
        ("nl", "De twee bleven in Lund.", "De boten bleven in Lund."),
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
    """A sentence behind a question needs it in every language, and the question its answer."""
    for text in (
        "The pier is shut. Who will pay? The answer is in a letter. Boats run.",
        "The pier is shut. “Who will pay?”\n\nThe answer is in a letter. Boats run.",
    ):
        assert waiting(make(text)) == [False, True, True, False]
    czech = make("Most je zavřen. Kdo to zaplatí? Odpověď zná rada. Lodě plují.", language="cs")
    assert waiting(czech) == [False, True, True, False]
