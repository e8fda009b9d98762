"""Tests of `service.summaries.document`: an article in sumy's terms, without sumy's downloads."""

from __future__ import annotations

import nltk.data  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.summaries.document import (
    RankableSentence,
    Tokenizer,
    build_document,
    stemmer,
    stop_words,
)
from service.summaries.summarize import ALGORITHMS, summarize
from tests.summaries.stories import HARBOUR, make


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The pier is shut.", ("The", "pier", "is", "shut")),
        ("“Don't,” she said, “won’t.”", ("Don't", "she", "said", "won’t")),
        ("$2.6 million in 2021", ("2", "6", "million", "in", "2021")),
        ("snake_case and a-b", ("snake", "case", "and", "a", "b")),
        ("Zoë Ångström", ("Zoë", "Ångström")),
        ("שלום עולם", ("שלום", "עולם")),
        ("\U0001f6a2 … !", ()),
        ("", ()),
    ],
)
def test_words_are_runs_of_letters_and_digits(text: str, words: tuple[str, ...]) -> None:
    """Words keep their case and inner apostrophes; punctuation and emoji are none."""
    assert Tokenizer("en").to_words(text) == words


@pytest.mark.parametrize("text", ["Zu\u0308rich cafe\u0301s", "परिषद पुल"])
def test_a_combining_mark_stays_in_its_word(text: str) -> None:
    """Decomposed accents and the vowel signs of Indian scripts do not break words in two."""
    assert Tokenizer("und").to_words(text) == tuple(text.split())


@pytest.mark.parametrize("language", ["zh", "ja"])
def test_pairs_of_characters_stand_in_for_words(language: str) -> None:
    """Without blanks between words, neighbours make pairs; Latin words and lone ones stay."""
    found = Tokenizer(language).to_words("市议会，AP 大桥。桥")
    assert found == ("市议", "议会", "AP", "大桥", "桥")


@settings(deadline=None)
@given(text=st.text(), language=st.sampled_from(["en", "zh", "und"]))
def test_every_word_is_in_the_text(text: str, language: str) -> None:
    """Whatever the text, its words are parts of it and none is empty or has a blank."""
    for word in Tokenizer(language).to_words(text):
        assert word in text
        assert word.split() == [word]


def test_equal_sentences_are_not_the_same() -> None:
    """Two sentences that read the same keep ratings of their own in a dict."""
    article = make("It sank. It sank.")
    first, second = (RankableSentence(item, Tokenizer("en")) for item in article.sentences)
    assert str(first) == str(second)
    assert first != second
    assert {first: 1, second: 2}[first] == 1


def test_a_document_has_the_article_s_paragraphs_and_sentences() -> None:
    """Each paragraph of the body is one of the document's, with its sentences in order."""
    article = make(HARBOUR)
    document = build_document(article)
    assert [len(paragraph.sentences) for paragraph in document.paragraphs] == [1, 2, 2, 3, 2]
    assert [item.sentence for item in document.sentences] == list(article.sentences)
    assert document.headings == ()


def test_the_title_is_the_document_s_heading() -> None:
    """A headline is a heading, and no sentence that could be chosen."""
    document = build_document(make(HARBOUR, title="Pier shut"))
    assert [str(heading) for heading in document.headings] == ["Pier shut"]
    assert len(document.sentences) == 10


def test_an_article_without_sentences_makes_an_empty_document() -> None:
    """Where there is nothing, sumy is given nothing."""
    assert build_document(make("")).sentences == ()


def test_stop_words_are_known_by_code() -> None:
    """An ISO code finds sumy's list, and a language without one has no stop words."""
    assert "the" in stop_words("en")
    assert "der" in stop_words("de")
    assert stop_words("und") == stop_words("is") == frozenset()


@pytest.mark.parametrize(
    ("language", "word", "stem"),
    [
        ("en", "repairing", "repair"),
        ("de", "Brücken", "bruck"),
        ("und", "Repairing", "repairing"),
        ("pl", "Mosty", "mosty"),
    ],
)
def test_stemmers_are_known_by_code(language: str, word: str, stem: str) -> None:
    """An ISO code finds sumy's stemmer; without one, words are only put in lower case."""
    assert stemmer(language)(word) == stem


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_nothing_is_looked_up_in_nltk_s_data(
    algorithm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No method searches the disk for NLTK's data or loads any."""
    asked: list[object] = []
    monkeypatch.setattr(nltk.data, "find", lambda name, *_: asked.append(name))
    monkeypatch.setattr(nltk.data, "load", lambda name, *_, **__: asked.append(name))
    stemmer.cache_clear()
    stop_words.cache_clear()
    for language in ("en", "de", "zh", "und"):
        assert summarize(make(HARBOUR, language=language), algorithm=algorithm).sentences
    assert asked == []
