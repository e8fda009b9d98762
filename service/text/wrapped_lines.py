"""The lines of a document as its wrapping is told by: their widths, margins, and first letters."""

from __future__ import annotations

import re
from itertools import islice

from service.text.errors import TooManyParts
from service.text.languages.bylines import names_authors
from service.text.page_lines import is_page_line
from service.text.spans import Span

# Every mandatory break of Unicode's line breaking rules; \x1c-\x1e are not among them.
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_WORD = re.compile(r"\S+")
# What a mail program puts before each line that it quotes; tables have bars, which are no margin.
_MARGIN = re.compile(r"(?:>[^\S\n]?)+")
_ENDS, _CLOSERS = frozenset(".!?:;…。！？।॥؟۔_="), "'\"”’»)"
_HYPHENATED = re.compile(r"[^\W\d_][-‐\u00ad]$")
# A bullet or a number, who speaks in an interview and a rule begin a paragraph.
_ITEM = re.compile(r"(?:[*•·▪◦‣–—-]|\d{1,3}\))\s|[QAFR][:.]\s|[-_=*]{3}")
_ADDRESSES = ("http://", "https://", "www.")
# So does a number with a full stop, but not that of a day, in mid-sentence.
_NUMBERED = re.compile(r"\d{1,3}\.\s")
_OPENING_MARKS = "\"'“”„‚‘’«»‹›([¿¡"
# Of a script that puts no blanks between words, more would not be moved to the next line.
_LONGEST_WORD = 12
# What is beyond a column by less than a word may hang over its edge.
_HYPHEN_SHARE = 0.7
#: The gap between lines that do not belong together, whatever they say.
APART = 9


def limit_lines(document: str, max_lines: int | None) -> None:
    """Raise `TooManyParts` where more lines than `max_lines` are not blank; counts no further."""
    if max_lines is None:
        return
    lines = (line for line in _LINE.finditer(document) if not line.group().isspace())
    if next(islice(lines, max_lines, None), None) is not None:
        raise TooManyParts("lines", max_lines)


class WrappedLines:
    """The document's lines that are not blank, and what is asked of each by its index.

    `spans` are the lines, trimmed of blanks; `widths` count the blanks before a line too. `cases`
    say of each whether it begins with a small letter (`l`), with a capital (`u`), with a letter of
    a script that has neither (`c`), or with none.
    """

    def __init__(self, document: str) -> None:
        self._document = document
        self.spans: list[Span] = []
        self._indents: list[int] = []
        for match in _LINE.finditer(document):
            text = match.group()
            stripped = text.strip()
            if stripped:
                indent = len(text) - len(text.lstrip())
                self.spans.append(Span(match.start() + indent, len(stripped)))
                self._indents.append(indent)
        spans = self.spans
        self.widths = [
            indent + span.length for indent, span in zip(self._indents, spans, strict=True)
        ]
        self._begins = [_begin(document, span) for span in spans]
        self.cases = [
            _case(document, begin, span.end)
            for begin, span in zip(self._begins, spans, strict=True)
        ]
        if "l" not in self.cases and document.isupper():
            self.cases = ["c" if case == "u" else case for case in self.cases]

    def __len__(self) -> int:
        return len(self.spans)

    def find_gaps(self, widest: int) -> list[int]:
        """The line ends before each line; `APART` behind a wider one, or one quoted otherwise."""
        gaps = [APART]
        for index in range(1, len(self.spans)):
            line, following = self.spans[index - 1], self.spans[index]
            gaps.append(APART if line.length > widest else self._gap(index, line, following))
        return gaps

    def _gap(self, index: int, line: Span, following: Span) -> int:
        between = self._document[line.end : following.offset]
        quoted = self._document[line.offset] == ">" or self._document[following.offset] == ">"
        if quoted and not self._quoted(index - 1) == self._quoted(index) != "":
            return APART
        return between.count("\n") + between.count("\r") - between.count("\r\n") or 1

    def _quoted(self, index: int) -> str:
        """The line's margin without blanks; none where there is nothing behind it."""
        begin, span = self._begins[index], self.spans[index]
        margin = self._document[span.offset : begin] if begin < span.end else ""
        return "".join(margin.split())

    def ended(self, index: int) -> bool:
        """Say whether a line ends as a sentence or a clause does."""
        end = self.spans[index].end
        start = max(self.spans[index].offset, end - 12)
        return self._document[start:end].rstrip(_CLOSERS)[-1:] in _ENDS

    def is_remark(self, index: int) -> bool:
        """Say whether a line ends in a bracket, as what transcripts say of sounds does."""
        return self._document[self.spans[index].end - 1] == "]"

    def goes_on(self, index: int) -> bool:
        """Say whether a line begins with a small letter, behind one that has not ended."""
        return self.cases[index] == "l" and not self.ended(index - 1) and not self._is_item(index)

    def is_address(self, index: int) -> bool:
        """Say whether a line begins with the address of a page, in small letters as it is."""
        return self._document.startswith(_ADDRESSES, self._begins[index])

    def starts_paragraph(self, index: int) -> bool:
        """Say whether a line begins a paragraph by its looks: an item of a list, or indented."""
        if self._is_item(index) or self.is_address(index):
            return True
        if self._is_numbered(index) and (self.ended(index - 1) or self._is_numbered(index - 1)):
            return True
        if self._indents[index] <= self._indents[index - 1]:
            return False
        # Behind a bullet, and in lists of works, what goes on is indented.
        return self.cases[index] != "l" or self.ended(index - 1)

    def are_of_text(self, *indices: int) -> bool:
        """Say whether none of the lines stands alone."""
        return not any(map(self._stands_alone, indices))

    def _stands_alone(self, index: int) -> bool:
        """Say whether a line is no text of a column: a page's number or head, or a byline.

        A byline in small letters is one under a headline, and where nothing in small letters
        follows.
        """
        text = self.spans[index].of(self._document)
        if is_page_line(text):
            return True
        return self.cases[index + 1 : index + 2] != ["l"] and names_authors(text)

    def fills(self, index: int, width: int) -> bool:
        """Say whether a line's first word would not have fitted on the line before."""
        before = self.widths[index - 1]
        if before + 1 >= width:
            return True
        last = self.spans[index - 1].end
        if before >= _HYPHEN_SHARE * width and _HYPHENATED.search(self._document[last - 2 : last]):
            return True
        begin = self._begins[index]
        word = _WORD.match(self._document, begin, self.spans[index].end)
        if word is None:
            return False
        room = word.end() - begin
        if self.cases[index] == "c":
            room = 1 if self.is_ideograph(index) else min(room, _LONGEST_WORD)
        return before + 1 + room > width

    def is_ideograph(self, index: int) -> bool:
        """Say whether a line begins with a letter of Chinese, Japanese or Korean."""
        return "\u2e80" <= self._document[self._begins[index]] <= "\uffef"

    def _is_item(self, index: int) -> bool:
        return _ITEM.match(self._document, self._begins[index]) is not None

    def _is_numbered(self, index: int) -> bool:
        return _NUMBERED.match(self._document, self._begins[index]) is not None


def _begin(document: str, span: Span) -> int:
    """Where a line begins behind its margin, if it has one; at its end, if it is nothing else."""
    if document[span.offset] != ">":
        return span.offset
    margin = _MARGIN.match(document, span.offset, span.end)
    return span.offset if margin is None else margin.end()


def _case(document: str, begin: int, end: int) -> str:
    for letter in document[begin : min(end, begin + 3)]:
        if letter.islower():
            return "l"
        if letter.isupper():
            return "u"
        if letter not in _OPENING_MARKS:
            return "c" if letter.isalpha() else ""
    return ""
