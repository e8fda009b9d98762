"""An article as sumy's document model, built without its parsers, NLTK data or downloads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

import regex
from sumy.models.dom import ObjectDocumentModel, Paragraph
from sumy.models.dom import Sentence as SumySentence
from sumy.nlp.stemmers import Stemmer, null_stemmer
from sumy.utils import get_stop_words

from service.articles.article import Article, Sentence
from service.articles.sentences import CJK_LANGUAGES

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Python's own expressions end a word at a combining mark, which Hindi has in most of its words.
_MARKED_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’][\p{L}\p{N}\p{M}]+)*")


class Tokenizer:
    """Splits a sentence into words: what sumy asks of a tokenizer, for any language.

    Chinese and Japanese have no blanks between words; pairs of neighbouring characters stand in
    for words, as search engines index them.
    """

    def __init__(self, language: str) -> None:
        self._pairs = language in CJK_LANGUAGES

    def to_words(self, text: str) -> tuple[str, ...]:
        """Return the words of the text, as they are written."""
        words = _WORD.findall(text) if text.isascii() else _MARKED_WORD.findall(text)
        return tuple(self._split(words)) if self._pairs else tuple(words)

    @staticmethod
    def _split(words: Sequence[str]) -> Iterator[str]:
        for word in words:
            if word.isascii() or len(word) < 2:
                yield word
            else:
                yield from (word[i : i + 2] for i in range(len(word) - 1))


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


@lru_cache(maxsize=64)
def stop_words(language: str) -> frozenset[str]:
    """Return sumy's stop words for the language; none where it has no list."""
    try:
        return frozenset(get_stop_words(language))
    except LookupError:
        return frozenset()


@lru_cache(maxsize=64)
def stemmer(language: str) -> Stemmer:
    """Return sumy's stemmer for the language; one that only lowers case where it has none."""
    try:
        found = Stemmer(language)
        found("words")  # Polish and Greek need packages of their own, and miss them only now
    except (LookupError, ValueError):
        return null_stemmer
    return found
