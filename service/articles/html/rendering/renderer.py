"""From the parser's events to lines: what is shown, in the page's order, a block a line."""

from __future__ import annotations

import re
import string

from service.articles.errors import PageTooComplex
from service.articles.html.parsing import Gauge, PageLimits
from service.articles.html.rendering.elements import (
    ALWAYS_SHOWN,
    BLOCK_NUMBERS,
    DISPLAYING,
    HEADINGS,
    HIDDEN,
    OTHER_BLOCK,
    PREFORMATTED,
    WITH_MARGIN,
    WITHIN,
    Within,
    read_display,
)
from service.articles.html.rendering.naming import NAMING, read_names
from service.articles.html.rendering.parts import Block, Group, Line, Scope
from service.articles.html.rendering.tables import TABLE_PARTS, enter_table

# White space as CSS has it, and what else would end a line of text; not the blanks that are meant
# to stay (U+00A0 and the like).
_BLANKS = re.compile("[\t-\r \x85\u2028\u2029]{2,}|[\t-\r\x85\u2028\u2029]")
_BREAKS = re.compile("[\x0b\x0c\r\x85\u2028\u2029]")
# Characters that show nothing; a line of them alone is none.
_INVISIBLE_OR_BLANK = (
    f"{string.whitespace}\xa0\u3000\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u034f\u061c\u180e"
)
_SOFT_HYPHEN = "\xad"

_LINK, _STRONG, _CONTROL = int(Within.LINK), int(Within.STRONG), int(Within.CONTROL)
_COUNTED = _LINK | _STRONG | _CONTROL
# A node parts the line before it, and the one behind it; preformatted lines need no node.
_LINES_A_NODE = 2
# As in `LineBox.parted`.
_BREAK, _EDGE, _BLANK_LINE = 1, 2, 3


class Renderer:
    """Takes the parser's events and makes the page's lines of them; linear in the page.

    Hidden elements, with all that is in them, leave nothing behind. `blocks` has every block that
    is shown, at the place of its number; `groups` has how many are alike. Raises what `Gauge`
    does, and `PageTooComplex` for more lines than the nodes allowed could part.
    """

    def __init__(self, limits: PageLimits) -> None:
        gauge = Gauge(limits)
        self._most_lines = _LINES_A_NODE * limits.nodes
        self._count, self._uncount = gauge.start, gauge.end
        root = Block(0, OTHER_BLOCK, 0, None, 0, (0, "", None))
        self.blocks = [root]
        self.lines: list[Line] = []
        self.groups: dict[Group, int] = {}
        self._scope = Scope(root)
        self._hidden, self._drawing = Scope(root, hidden=True), Scope(root, hidden=True)
        self._outside = self._scope
        self._scopes: list[Scope] = []
        self._names: dict[str, int] = {}
        # The line that is being written; none until a piece of it shows anything.
        self._line: Line | None = None
        self._links = self._last_link = 0
        # What will part the next line from the last one.
        self._parted = self._images = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        self._count(tag, attributes)
        scope = self._scope
        self._scopes.append(scope)
        if scope.hidden:
            if scope is not self._drawing or tag not in BLOCK_NUMBERS:
                return
            # HTML in a drawing is shown, and ends one whose end was forgotten.
            self._open(tag, attributes, self._outside)
        elif tag == "svg":
            self._scope, self._outside = self._drawing, scope
        elif tag in HIDDEN or (tag == "dialog" and "open" not in attributes):
            self._scope = self._hidden
        elif tag == "br":
            self._break()
        elif tag == "img":
            self._images += 1
        else:
            self._open(tag, attributes, scope)

    def end(self, tag: str) -> None:
        """End the innermost element."""
        self._uncount(tag)
        scope, outer = self._scope, self._scopes.pop()
        if scope is outer:
            return
        self._scope = outer
        if scope.block is not outer.block and not scope.hidden:
            self._edge(tag)

    def data(self, text: str) -> None:
        """Take a piece of text; the parser gives it in pieces of any length."""
        scope = self._scope
        if scope.hidden:
            return
        if not scope.preformatted:
            self._take(text, scope)
            return
        *ended, last = text.split("\n")
        for line in ended:
            # Blank lines are quick: a page may be millions of them.
            if line and not line.isspace():
                self._take(line, scope)
            self._break()
        if last:
            self._take(last, scope)

    def close(self) -> None:
        """End the page."""
        self._end_line()

    def _open(self, tag: str, attributes: dict[str, str], scope: Scope) -> None:
        """Begin an element, unless it says that it is not shown."""
        number = BLOCK_NUMBERS.get(tag)
        within = scope.within | WITHIN.get(tag, 0)
        named, link, preformatted = 0, scope.link, scope.preformatted
        if tag == "a":
            if "href" in attributes:
                self._links = link = self._links + 1
            else:
                within = scope.within
        elif tag in PREFORMATTED:
            preformatted = True
        for name, value in attributes.items():
            if name in NAMING:
                names = self._names.get(value)
                if names is None:
                    names = self._names[value] = read_names(value)
                named |= names
                if name == "role":
                    within |= WITHIN.get(value, 0)
            elif name in DISPLAYING:
                display, kept = read_display(name, value)
                if display == "none" and tag not in ALWAYS_SHOWN:
                    self._scope = self._hidden
                    return
                if display == "inline":
                    number = None
                elif display == "block" and number is None:
                    number = OTHER_BLOCK
                preformatted = preformatted if kept is None else kept
            elif name == "aria-hidden" and value == "true":
                within |= WITHIN[name]
        if number is not None:
            block = self._begin_block(tag, number, attributes, scope)
            self._scope = Scope(block, within, named, link, preformatted)
        elif (
            named
            or within != scope.within
            or link != scope.link
            or preformatted != scope.preformatted
        ):
            self._scope = Scope(scope.block, within, named | scope.named, link, preformatted)

    def _begin_block(
        self, tag: str, number: int, attributes: dict[str, str], scope: Scope
    ) -> Block:
        self._edge(tag)
        parent = scope.block
        group = (parent.number, tag, attributes.get("class"))
        self.groups[group] = self.groups.get(group, 0) + 1
        depth = len(self._scopes)
        block = Block(len(self.blocks), number, depth, parent, scope.named, group)
        self.blocks.append(block)
        if tag in HEADINGS:
            block.heading = HEADINGS[tag]
        elif tag in TABLE_PARTS:
            enter_table(block, tag, attributes)
        return block

    def _take(self, text: str, scope: Scope) -> None:
        """Add a piece of text to the line, and what it stands in unless it is blank."""
        line = self._line
        blank = text.isspace()
        if line is None:
            if blank and not scope.preformatted:
                return
            line = self._line = Line(scope.block, scope.preformatted)
            self._last_link = 0
        line.pieces.append(text)
        if blank:
            return
        within = scope.within
        line.within |= within
        line.named |= scope.named
        if within & _COUNTED:
            length = len(" ".join(text.split()))
            if within & _LINK:
                line.linked += length
                if scope.link != self._last_link:
                    line.links += 1
                    self._last_link = scope.link
            if within & _STRONG:
                line.strong += length
            if within & _CONTROL:
                line.control += length

    def _break(self) -> None:
        """A line break; one behind another leaves a blank line."""
        parted = _BREAK if self._end_line() else _BLANK_LINE
        self._parted = max(self._parted, parted)

    def _edge(self, tag: str) -> None:
        """The edge of a block."""
        if self._line is not None:
            self._end_line()
        if tag in WITH_MARGIN:
            self._parted = _BLANK_LINE
        elif self._parted < _EDGE:
            self._parted = _EDGE

    def _end_line(self) -> bool:
        """Put the line with the others if it shows anything, and say so."""
        line = self._line
        if line is None:
            return False
        self._line = None
        line.text = _lay_out("".join(line.pieces), preformatted=line.preformatted)
        if not line.text:
            return False
        if len(self.lines) >= self._most_lines:
            raise PageTooComplex(self._most_lines, "lines")
        line.parted = self._parted if self.lines else 0
        line.images = self._images
        self._parted = self._images = 0
        self.lines.append(line)
        return True


def _lay_out(text: str, *, preformatted: bool) -> str:
    """The line as it is shown: blanks before it only where white space is kept, none behind."""
    if _SOFT_HYPHEN in text:
        text = text.replace(_SOFT_HYPHEN, "")
    text = _BREAKS.sub(" ", text).rstrip() if preformatted else _BLANKS.sub(" ", text).strip()
    return text if text.strip(_INVISIBLE_OR_BLANK) else ""
