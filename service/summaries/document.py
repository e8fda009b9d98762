"""An article as sumy's document model, built without its parsers, NLTK data or downloads."""

from __future__ import annotations

from itertools import chain, groupby, pairwise, repeat

import numpy as np
from sumy.models.dom import ObjectDocumentModel, Paragraph
from sumy.models.dom import Sentence as SumySentence

from service.articles.article import Article
from service.text.sentences.sentence import Sentence
from service.text.words import Tokenizer


class RankableSentence(SumySentence):  # type: ignore[misc]
    """A sumy sentence that knows where it stands, and its words.

    sumy keeps ratings in a dict by sentence and compares sentences by text, so two that read the
    same would share a rating and one would be lost. Here a sentence is equal to itself alone.
    """

    __slots__ = ("sentence", "words")

    def __init__(self, sentence: Sentence, words: tuple[str, ...], tokenizer: Tokenizer) -> None:
        super().__init__(sentence.text, tokenizer)
        self.sentence = sentence
        self.words = words

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


def build_document(article: Article) -> ObjectDocumentModel:
    """Return the article's body as sumy's document model; its headline is the heading."""
    tokenizer = Tokenizer(article.language)
    sentences = map(
        RankableSentence, article.sentences, _words_of(article, tokenizer), repeat(tokenizer)
    )
    paragraphs = [
        Paragraph(list(group))
        for _, group in groupby(sentences, key=lambda item: item.sentence.paragraph)
    ]
    if article.title:
        heading = SumySentence(article.title, tokenizer, is_heading=True)
        paragraphs.insert(0, Paragraph([heading]))
    return ObjectDocumentModel(paragraphs)


def _words_of(article: Article, tokenizer: Tokenizer) -> list[tuple[str, ...]]:
    """The words of each sentence, of the words of the document; a spelling is looked at once."""
    words, sentences = article.words, [sentence.span for sentence in article.sentences]
    places, rows = words.inside(sentences)
    numbers, spellings = words.numbers[places], words.spellings()
    parts = {number: tokenizer.part(spellings[number]) for number in set(numbers.tolist())}
    bounds = np.searchsorted(rows, np.arange(len(sentences) + 1)).tolist()
    spelled = [parts[number] for number in numbers.tolist()]
    return [tuple(chain.from_iterable(spelled[start:end])) for start, end in pairwise(bounds)]
