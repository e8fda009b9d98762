"""What a page is made of while it is rendered: blocks, and lines of text in them."""

from __future__ import annotations

from dataclasses import dataclass

#: The parent's number, tag and class of blocks that are alike.
Group = tuple[int, str, str | None]


class Block:
    """A block element; `group` has it with its siblings of the same tag and class.

    `above` is what its parent is called, with the inline elements between; `near` and `around`
    as in `LineBox`. `cell`, `row` and `table` are the innermost around its text.
    """

    __slots__ = (
        *("number", "tag", "depth", "heading", "parent", "group", "children", "position"),
        *("above", "near", "around", "table", "row", "cell"),
    )

    def __init__(  # noqa: PLR0913, PLR0917 - one is made for every element: names cost time
        self,
        number: int,
        tag: int,
        depth: int,
        parent: Block | None,
        above: int,
        group: Group,
    ) -> None:
        self.number = number
        self.tag = tag
        self.depth = depth
        self.parent = parent
        self.above = above
        self.group = group
        self.children = self.heading = 0
        self.table: Table | None = None
        self.row: Block | None = None
        self.cell: Block | None = None
        if parent is None:
            self.position = self.near = self.around = 0
            return
        self.position = parent.children = parent.children + 1
        self.near = above | parent.above
        self.around = above | parent.around
        self.heading = parent.heading
        if parent.table is not None:
            self.table, self.row, self.cell = parent.table, parent.row, parent.cell


@dataclass(slots=True, eq=False)
class Table:
    """A table, and whether its author says that it is, or is not, one of data."""

    layout: bool = False
    headed: bool = False


@dataclass(slots=True, eq=False)
class Scope:
    """What holds for the text between two tags.

    `within` and `named` are bits, of the block's own and of inline elements; `link` is the
    number of the link that the text is in.
    """

    block: Block
    within: int = 0
    named: int = 0
    link: int = 0
    preformatted: bool = False
    hidden: bool = False


class Line:
    """A line of text, its block, and what its parts stand in; as in `LineBox`."""

    __slots__ = (
        *("block", "preformatted", "pieces", "text", "within", "named", "parted"),
        *("linked", "links", "strong", "control", "images"),
    )

    def __init__(self, block: Block, preformatted: bool) -> None:
        self.block = block
        self.preformatted = preformatted
        self.pieces: list[str] = []
        self.text = ""
        self.within = self.named = self.parted = 0
        self.linked = self.links = self.strong = self.control = self.images = 0
