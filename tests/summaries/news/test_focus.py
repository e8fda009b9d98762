"""Tests of `service.summaries.news.focus`: which sentences a question or name asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.summaries.news.focus import read_focus
from service.summaries.news.sentence_features import describe_sentences
from service.summaries.news.standing.standing import ArticleStanding, find_group
from service.summaries.news.word_features import read_vocabulary
from service.text.words import Tokenizer
from tests.summaries.stories import make, summarize

ARTICLES = Path(__file__).parents[3] / "training_data" / "articles"

LUND = """The council of Lund will meet on Monday to settle who pays for the old bridge.

It has been shut since the storm. Boats may sail in its place, the council said.

The WHO office in Lund is to close in May. A U.S. engineer, Will Harrow, told us that the bridge \
can be saved.

The IT system of the harbour was new."""


def asked(text: str, focus: str, language: str = "en") -> list[int]:
    """The places of the sentences that have something of the focus."""
    article = make(text, language=language)
    vocabulary = read_vocabulary(article)
    texts = [sentence.text for sentence in article.sentences]
    shares = read_focus(focus, language, texts, vocabulary)
    assert ((shares >= 0.0) & (shares <= 1.0)).all()
    return [int(place) for place in shares.nonzero()[0]]


@pytest.mark.parametrize(
    ("focus", "places"),
    [
        ("WHO", [3]),
        ("the WHO", [3]),
        ("the WHO's office", [3]),
        ("US", [4]),
        ("U.S.", [4]),
        ("IT", [5]),
        ("May", [3]),
        ("Will", [4]),
        ("bridge WHO", [0, 3, 4]),
        ("who will pay for the bridge", [0, 4]),
        ("WHO PAYS FOR THE BRIDGE", [0, 4]),
        ("Who pays for the bridge?", [0, 4]),
        ("who", []),
        ("may", []),
        ("UN", []),
        ("I.T.", [5]),
        ("the I.T.", [5]),
    ],
)
def test_names_like_stop_words_are_found_as_they_are_written(focus: str, places: list[int]) -> None:
    """Capitals tell the organisation from the pronoun, and the month from the verb."""
    assert asked(LUND, focus) == places


PORT = """Zoë Brácký met the crew of the Åse on Monday.

Captain Jürgen Sørlie and the poet Wiesława Łęcka stayed ashore.

The naïve plan of Đặng Hữu failed.

Women and their children slept in the halls.

Policemen kept the geese off the shelves."""


@pytest.mark.parametrize(
    ("focus", "places"),
    [
        ("zoe bracky", [0]),
        ("Ase", [0]),
        ("Aase", [0]),
        ("JURGEN", [1]),
        ("Juergen Sorlie", [1]),
        ("Lecka", [1]),
        ("Łęcka", [1]),
        ("naive", [2]),
        ("Dang Huu", [2]),
        ("Zoé Bräcky", [0]),
        ("woman", [3]),
        ("child", [3]),
        ("a policeman", [4]),
        ("goose", [4]),
        ("shelf", [4]),
        ("omen", []),
    ],
)
def test_accents_and_irregular_plurals_are_found(focus: str, places: list[int]) -> None:
    """What a keyboard lacks is found with its accents, and one thing where there are many."""
    assert asked(PORT, focus) == places


def test_accents_that_are_typed_tell_words_apart() -> None:
    """Where the article has the word so; without them both are meant."""
    text = "La peña cantó.\n\nLa pena duró un año."
    assert asked(text, "peña", "es") == [0]
    assert asked(text, "pena", "es") == [0, 1]


@pytest.mark.parametrize("focus", ["ırmak", "IRMAK", "Irmak", "irmak", "İRMAK"])
def test_a_turkish_i_is_found_with_and_without_its_dot(focus: str) -> None:
    """A capital I is that of ı, and of i where the keyboard has no other."""
    text = "Meclis toplandı.\n\nFırıncı Ali Irmak geldi.\n\nKöprü kapandı."
    assert asked(text, focus, "tr") == [1]


@pytest.mark.parametrize(
    ("text", "focus", "language", "places"),
    [
        ("市议会周一开会。新桥花费九百万。居民要求开放。", "桥", "zh", [1]),
        ("市议会周一开会。新桥花费九百万。居民要求开放。", "新桥", "zh", [1]),
        ("市議会が開かれた。ひまわりが咲いた。住民は喜んだ。", "ひまわり", "ja", [1]),
        ("市議会が開かれた。ひまわりが咲いた。住民は喜んだ。", "さくら", "ja", []),
    ],
)
def test_single_characters_and_hiragana_are_found(
    text: str, focus: str, language: str, places: list[int]
) -> None:
    """Where neither is one of the words that sentences are compared by."""
    assert asked(text, focus, language) == places


def test_a_focus_of_one_letter_or_marks_alone_finds_nothing() -> None:
    """Nor does it raise, whatever a regular expression would make of it."""
    for focus in ("a", "A", ".*", "(", "\\", "[A-Z]+", "…"):
        assert asked(LUND, focus) == []


@pytest.mark.parametrize(("focus", "word"), [("WHO", "WHO"), ("U.S.", "U.S."), ("IT", "IT")])
def test_such_a_name_leads_the_summary(focus: str, word: str) -> None:
    """As any other word of a focus does."""
    article = make(LUND)
    assert word not in summarize(article, sentences=1).text
    assert word in summarize(article, sentences=1, focus=focus).text


def test_one_word_leads_whatever_the_ranker_thinks_of_its_sentence() -> None:
    """In our own articles, the one sentence with the word is the summary, if it can stand alone."""
    lost, asked_for = [], 0
    for path in sorted(ARTICLES.rglob("*.txt"))[::6]:
        title, _, body = path.read_text("utf-8").partition("\n")
        article = make(body, title=title)
        vocabulary = read_vocabulary(article)
        texts = [sentence.text for sentence in article.sentences]
        standing = ArticleStanding(article, describe_sentences(article, vocabulary), vocabulary)
        stands = [find_group(standing, place, (), 1) is not None for place in range(len(texts))]
        place = max(place for place, alone in enumerate(stands) if alone)
        for word in Tokenizer("en").to_words(texts[place]):
            if len(word) > 5 and word.isalpha() and asked(body, word) == [place]:
                asked_for += 1
                if word not in summarize(article, sentences=1, focus=word).text:
                    lost.append((path.name, word))
                break
    assert asked_for > 50
    assert lost == []
