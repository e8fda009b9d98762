"""An article in sumy's terms, without sumy's downloads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles.article import Article
from service.summaries.document import RankableSentence, build_document
from service.text.words import Tokenizer
from tests.articles.strategies import DOCUMENTS
from tests.summaries.stories import HARBOUR, HARD, make


def test_equal_sentences_are_not_the_same() -> None:
    """Two sentences that read the same keep ratings of their own in a dict."""
    article = make("It sank. It sank.")
    first, second = (
        RankableSentence(item, ("It", "sank"), Tokenizer("en")) for item in article.sentences
    )
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


@pytest.mark.parametrize("article", [make(HARBOUR), *HARD.values()], ids=["plain", *HARD])
def test_a_sentence_has_the_words_that_sumy_would_split_it_into(article: Article) -> None:
    """They are those of the document, told from each other as by the language's tokenizer."""
    tokenizer = Tokenizer(article.language)
    for sentence in build_document(article).sentences:
        assert sentence.words == tokenizer.to_words(str(sentence))


@given(text=DOCUMENTS, language=st.sampled_from(["ar", "en", "fr", "ja", "und"]))
def test_a_sentence_s_words_are_its_own(text: str, language: str) -> None:
    """Whatever the text, no sentence has a word of another, or lacks one."""
    article = make(text, language=language)
    tokenizer = Tokenizer(language)
    for sentence in build_document(article).sentences:
        assert sentence.words == tokenizer.to_words(sentence.sentence.span.of(text))


def test_the_title_is_the_document_s_heading() -> None:
    """A headline is a heading, and no sentence that could be chosen."""
    document = build_document(make(HARBOUR, title="Pier shut"))
    assert [str(heading) for heading in document.headings] == ["Pier shut"]
    assert len(document.sentences) == 10


def test_an_article_without_sentences_makes_an_empty_document() -> None:
    """Where there is nothing, sumy is given nothing."""
    assert build_document(make("")).sentences == ()
