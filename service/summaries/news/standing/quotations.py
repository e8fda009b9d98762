"""Which sentences are a piece of a quotation whose marks stand elsewhere, or have lost them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import regex

from service.articles.article import Article
from service.summaries.news.word_features import Vocabulary
from service.text.languages.cues import FIRST_PERSON
from service.text.sentences.sentence import Sentence

# Sentences between the mark that opens a quotation and the one that closes it.
_MAX_SENTENCES = 6
_DOUBLE, _ANGLED, _CORNERED, _SINGLE = '“”„"', "«»", "「」", "‘’'"
_FAMILIES = {mark: family for family in (_DOUBLE, _ANGLED, _CORNERED) for mark in family}
_ANY_MARK, _STRAIGHT = re.compile("[\"“”„«»「」‘’']"), re.compile("[\"']")
# What a quotation within one may begin with.
_INNER = frozenset('"“')
_OPENERS, _CLOSERS = frozenset("“„«「"), frozenset("”»」")
# What may follow a mark that closes, and what before one that does can be no possessive.
_AFTER = frozenset(".,;:!?)]…”’'\"")
_BEFORE = frozenset(".,!?…")
_BRACKETS = frozenset("([—–-/:‘'„“\"")
_MARK = regex.compile("[\"“”„«»「」‘]|(?<!\\w)'")
# Of so many sentences that say I or we the article is one in which the writer does.
_SHARE = 0.15
_OTHERS = frozenset({"US", "us", "you", "You", "your", "Your"})


class Quotations:
    """The quotations of an article, read a paragraph at a time, when one of its sentences is asked.

    A mark opens or closes by what stands around it, so that “…”, ”…”, „…“, „…”, «…», »…«, »…»
    and ‘…’ are all read; quotations within quotations are not looked at.
    """

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._read = bytearray(len(sentences))
        self._broken: set[int] = set()

    def breaks(self, place: int) -> bool:
        """Say whether the sentence is a piece of a quotation whose marks stand in others."""
        if not self._read[place]:
            self._read_paragraph(place)
        return place in self._broken

    def _read_paragraph(self, place: int) -> None:
        sentences, paragraph = self._sentences, self._sentences[place].paragraph
        begin = end = place
        while begin and sentences[begin - 1].paragraph == paragraph:
            begin -= 1
        while end < len(sentences) and sentences[end].paragraph == paragraph:
            end += 1
        walk = _Walk(self._broken)
        for at in range(begin, end):
            text = sentences[at].text
            # Most sentences have none, or only apostrophes within words.
            marks = _find_marks(text)
            if marks:
                walk.read(at, text, marks)
        walk.end_paragraph(end, sentences[end].text if end < len(sentences) else "")
        self._read[begin:end] = b"\1" * (end - begin)


def _find_marks(text: str) -> list[int]:
    """Where marks stand that may be of a quotation."""
    if text.isascii():
        if "'" not in text:
            return [mark.start() for mark in _STRAIGHT.finditer(text)] if '"' in text else []
        pattern = _STRAIGHT
    else:
        pattern = _ANY_MARK
    found = [mark.start() for mark in pattern.finditer(text)]
    return [at for at in found if text[at] not in _SINGLE or _may_quote(text, at)]


def _may_quote(text: str, at: int) -> bool:
    """Say whether a single mark is no apostrophe within a word, nor the one of '90s."""
    before, mark, after = text[at - 1 : at], text[at], text[at + 1 : at + 2]
    if mark != "‘" and not _is_of_word(after):
        return True
    if mark == "’" or _is_of_word(before):
        return False
    return after in _INNER or (_is_of_word(after) and not after.isdecimal())


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


@dataclass(slots=True)
class _Walk:
    """The state of reading: the family of the quotation that is open, and where it opened.

    `broken` takes the pieces. `depth` counts quotations within it in the same sentence. `doubted`
    is where, in the paragraph, a single mark opened one that ended in doubt, at a possessive or
    another quotation, else -1.
    """

    broken: set[int]
    family: str = ""
    opened: int = 0
    depth: int = 0
    doubted: int = -1

    def read(self, place: int, text: str, marks: list[int]) -> None:
        """Read the marks of a sentence."""
        self.depth = 0
        for at in self._without_inches(marks, text):
            mark = text[at]
            before, after = text[at - 1 : at], text[at + 1 : at + 2]
            family = _FAMILIES.get(mark, _SINGLE)
            if self.family not in {"", family}:
                if self.family != _SINGLE:
                    continue
                # What looked like a single mark may have been the apostrophe of 'em.
                self.family, self.doubted = "", self.opened
            if family == _SINGLE:
                self._read_single(place, mark, before, after)
            elif self._opens(mark, before, after):
                self._open(place, family)
            elif self.depth:
                self.depth -= 1
            elif self.family:
                self._close(place)
            else:
                self.broken.add(place)

    def end_paragraph(self, place: int, following: str) -> None:
        """End the paragraph before the sentence at `place`, whose text is `following`.

        A quotation goes on that the next paragraph opens again; else the mark was a slip.
        """
        if self.family and following[:1] and following[0] in self.family:
            self.broken.update(range(self.opened, place))
        elif self.family and self.family != _SINGLE:
            self.broken.add(self.opened)
        self.family, self.doubted = "", -1

    def _without_inches(self, found: list[int], text: str) -> list[int]:
        """The marks but those of 6'2" and of Hebrew abbreviations, if without them all pair up."""
        if '"' not in text:
            return found
        straight = [at for at in found if text[at] == '"']
        if (len(straight) + (self.family == _DOUBLE)) % 2 == 0:
            return found
        loose = {
            at
            for at in straight
            if text[at - 1 : at].isdigit()
            or (text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha())
        }
        return [at for at in found if at not in loose] if len(loose) % 2 else found

    def _opens(self, mark: str, before: str, after: str) -> bool:
        shape = _shape(mark, before, after)
        if shape:
            return shape > 0
        return mark in _OPENERS or (mark not in _CLOSERS and not self.family)

    def _open(self, place: int, family: str) -> None:
        if self.family and self.opened == place:
            self.depth += 1
            return
        if self.family:
            self.broken.add(self.opened)
        self.family, self.opened = family, place

    def _close(self, place: int) -> None:
        self._mark(self.opened, place)
        self.family = ""

    def _mark(self, begin: int, end: int) -> None:
        if end - begin > _MAX_SENTENCES:
            self.broken.update((begin, end))
        elif end > begin:
            # Between the marks every sentence is quoted, though it has none itself.
            self.broken.update(range(begin, end + 1))

    def _read_single(self, place: int, mark: str, before: str, after: str) -> None:
        """Read a mark that may be an apostrophe: of 'em, or of the boys' boat."""
        if mark == "‘" or (mark == "'" and (not before or not _closes(before, after))):
            self.family, self.opened = _SINGLE, place
        elif self.family and (before in _BEFORE or not after or after in _AFTER):
            self._close(place)
        elif self.family and self.opened == place:
            self.family, self.doubted = "", place
        elif not self.family and before in _BEFORE and before:
            if self.doubted >= 0:
                self._mark(self.doubted, place)
            else:
                self.broken.add(place)
            self.doubted = -1


def _closes(before: str, after: str) -> bool:
    return not before.isspace() and (not after or after.isspace() or after in _AFTER)


def _shape(mark: str, before: str, after: str) -> int:
    """Return 1 where a mark can only open, -1 where it can only close, else 0."""
    if mark == "„":
        return 1
    if before and _closes(before, after):
        return -1
    begins = not before or before.isspace() or before in _BRACKETS
    return int(begins and bool(after) and not after.isspace() and after not in _AFTER)


def find_loose_speech(article: Article, vocabulary: Vocabulary) -> frozenset[int]:
    """Return which sentences say I or we, without marks, where the writer does not.

    A writer does where the first sentence or more than a few do.
    """
    height, spellings = vocabulary.counts.height, vocabulary.lexicon.spellings
    said = np.flatnonzero(vocabulary.bits & FIRST_PERSON)
    words = zip(vocabulary.rows[said].tolist(), vocabulary.spelled[said].tolist(), strict=True)
    # The USA are no pronoun, a paper has it that somebody told us, and speaks to its readers.
    rows = {row for row, entry in words if spellings[entry] not in _OTHERS}
    found = [row for row in rows if _MARK.search(article.sentences[row].text) is None]
    if 0 in found or len(found) > max(2.0, _SHARE * height):
        return frozenset()
    return frozenset(found)
