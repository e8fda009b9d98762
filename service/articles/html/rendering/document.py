"""A page as a document: its text, a line a block, and a box of facts beside each line.

Why it is rendered by a walk of our own: docs/decisions/0056.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from service.articles.errors import NoArticleFound, PageTextTooLong
from service.articles.html.parsing import PageLimits, read_events
from service.articles.html.rendering.box import LineBox
from service.articles.html.rendering.parts import Line
from service.articles.html.rendering.renderer import Renderer
from service.articles.html.rendering.tables import join_rows

_BLANK_LINE = 3


@dataclass(frozen=True, slots=True)
class Rendering:
    """A page's text, a box for each of its lines that is not blank, and what is around its blocks.

    `parents` has for each block, by number, the number of the block around it; the first is the
    page itself, whose parent it is itself.
    """

    text: str
    boxes: tuple[LineBox, ...]
    parents: tuple[int, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that are not blank, without blanks around them."""
        return tuple(self.text[box.offset : box.offset + box.length] for box in self.boxes)

    def with_kept(self, kept: Sequence[int]) -> Rendering:
        """Return the same with what of each line was kept, in percent."""
        boxes = zip(self.boxes, kept, strict=True)
        return replace(self, boxes=tuple(LineBox(*box[:-1], share) for box, share in boxes))


def render(markup: bytes, limits: PageLimits) -> Rendering:
    """Return a page (see `clean_markup`) as a browser shows it without scripts and style sheets.

    Each visible character that is not blank is there once, in the page's order. Raises what
    `Renderer` does, `PageUnreadable`, `PageTextTooLong`, and `NoArticleFound` where nothing is
    shown.
    """
    renderer = Renderer(limits)
    read_events(markup, renderer)
    lines = join_rows(renderer.lines)
    text = _write(lines)
    if not text:
        raise NoArticleFound
    if len(text) > limits.characters:
        raise PageTextTooLong(len(text), limits.characters)
    parents = tuple(block.parent.number if block.parent else 0 for block in renderer.blocks)
    return Rendering(text, tuple(_box(lines, renderer)), parents)


def _write(lines: Iterable[Line]) -> str:
    pieces = []
    for line in lines:
        if line.parted:
            pieces.append("\n\n" if line.parted == _BLANK_LINE else "\n")
        pieces.append(line.text)
    return "".join(pieces)


def _box(lines: Iterable[Line], renderer: Renderer) -> Iterator[LineBox]:
    groups = renderer.groups
    repeated = [0]
    for block in renderer.blocks[1:]:
        parent = block.parent
        assert parent is not None
        repeated.append(max(repeated[parent.number], groups.get(parent.group, 0)))
    offset = 0
    for line in lines:
        offset += 0 if not line.parted else 2 if line.parted == _BLANK_LINE else 1
        block, bare = line.block, line.text.lstrip()
        yield LineBox(
            offset=offset + len(line.text) - len(bare),
            length=len(bare),
            block=block.number,
            tag=block.tag,
            depth=block.depth,
            parted=line.parted,
            heading=block.heading,
            within=line.within,
            linked=min(line.linked, len(bare)),
            links=line.links,
            strong=min(line.strong, len(bare)),
            control=min(line.control, len(bare)),
            images=line.images,
            named=line.named,
            named_near=block.near,
            named_around=block.around,
            position=block.position,
            alike=groups.get(block.group, 0),
            repeated=repeated[block.number],
        )
        offset += len(line.text)
