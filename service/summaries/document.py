"""An article as sumy's document model, built without its parsers, NLTK data or downloads."""

from __future__ import annotations

from itertools import groupby

from sumy.models.dom import ObjectDocumentModel, Paragraph
from sumy.models.dom import Sentence as SumySentence

from service.articles.article import Article
from service.text.sentences.sentence import Sentence
from service.text.words import Tokenizer


class RankableSentence(SumySentence):  # type: ignore[misc]
    """A sumy sentence that knows where it stands.

    sumy keeps ratings in a dict by sentence and compares sentences by text, so two that read the
    same would share a rating and one would be lost. Here a sentence is equal to itself alone.
    """

    def __init__(self, sentence: Sentence, tokenizer: Tokenizer) -> None:
        super().__init__(sentence.text, tokenizer)
        self.sentence = sentence

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


def build_document(article: Article) -> ObjectDocumentModel:
    """Return the article's body as sumy's document model; its headline is the heading."""
    tokenizer = Tokenizer(article.language)
    paragraphs = [
        Paragraph([RankableSentence(sentence, tokenizer) for sentence in group])
        for _, group in groupby(article.sentences, key=lambda sentence: sentence.paragraph)
    ]
    if article.title:
        heading = SumySentence(article.title, tokenizer, is_heading=True)
        paragraphs.insert(0, Paragraph([heading]))
    return ObjectDocumentModel(paragraphs)
