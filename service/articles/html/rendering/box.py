"""The facts that stand beside a line of a rendered page."""

from __future__ import annotations

from typing import NamedTuple


class LineBox(NamedTuple):
    """Where a line stands in a page's markup, and how it is marked up; whole numbers alone.

    `numpy.array` of boxes is a table of lines by fields. Shares are of `length`.

    offset, length   of the line in the rendering's text, in code points, without blanks around it
    block            number of its block, in the page's order; `Rendering.parents` has what is
                     around it
    tag              of the block, a place in `elements.BLOCKS`
    depth            how many elements are around the block's text
    parted           from the line before: 0 the first line, 1 by a line break in the same block,
                     2 by the edge of a block, 3 by a blank line
    heading          1 to 6, 0 in no heading
    within           `elements.Within`, bits: what the line or a part of it stands in
    linked           characters in links
    links            links that have a part of the line
    strong           characters in bold print by markup
    control          characters in buttons, labels, selections
    images           pictures in the line, or between it and the line before
    named            `naming.Named`, bits: what the block and the inline elements in it are called
    named_near       what the two blocks around the block are called
    named_around     what all blocks around the block are called
    position         of the block among its parent's blocks, from 1
    alike            blocks of the same tag and class with the same parent, itself among them
    repeated         the most that are alike among the blocks around it
    kept             percent of its words that trafilatura takes for the article
    """

    offset: int
    length: int
    block: int
    tag: int
    depth: int
    parted: int
    heading: int
    within: int
    linked: int
    links: int
    strong: int
    control: int
    images: int
    named: int
    named_near: int
    named_around: int
    position: int
    alike: int
    repeated: int
    kept: int = 0
