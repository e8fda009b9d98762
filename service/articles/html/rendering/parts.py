"""What a page is made of while it is rendered: blocks, and lines of text in them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Block:
    """A block element; `group` counts it and its siblings of the same tag and class.

    `named` is what it is called itself, `above` what its parent is, with the inline elements
    between. `cell`, `row` and `table` are the innermost around its text.
    """

    number: int
    tag: int
    depth: int
    parent: Block | None = None
    heading: int = 0
    named: int = 0
    above: int = 0
    near: int = 0
    around: int = 0
    children: int = 0
    position: int = 1
    group: list[int] = field(default_factory=lambda: [1])
    cell: Block | None = None
    row: Block | None = None
    table: Table | None = None


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
    preformatted: bool = False
    link: int = 0
    hidden: bool = False


@dataclass(slots=True, eq=False)
class Line:
    """A line of text, its block, and what its parts stand in; as in `LineBox`."""

    block: Block
    preformatted: bool = False
    text: str = ""
    within: int = 0
    named: int = 0
    parted: int = 0
    linked: int = 0
    links: int = 0
    strong: int = 0
    control: int = 0
    images: int = 0
