"""An article in sumy's terms, without sumy's downloads."""

from __future__ import annotations

from service.summaries.document import RankableSentence, build_document
from service.text.words import Tokenizer
from tests.summaries.stories import HARBOUR, make


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
