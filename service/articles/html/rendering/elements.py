"""What elements are by themselves: blocks, breaks, hidden; as the HTML standard's style sheet says.

Every other element is inline, known or not, and parts nothing.
"""

from __future__ import annotations

import re
from enum import IntFlag
from typing import Literal

_BLOCKS = (
    "html body p div section article main aside nav header footer h1 h2 h3 h4 h5 h6 hgroup ul ol"
    " menu dir li dl dt dd table caption thead tbody tfoot tr td th figure figcaption blockquote"
    " pre address form fieldset legend details summary dialog center hr select optgroup option"
    " textarea listing xmp plaintext search frameset other"
)
_HIDDEN = (
    "title meta link base style script noscript template iframe object embed svg canvas audio"
    " video progress meter datalist noembed noframes param area annotation annotation-xml"
)
_WITH_MARGIN = "p h1 h2 h3 h4 h5 h6 ul ol dl blockquote figure pre hr"

#: Elements that stand in lines of their own; a box's `tag` is a place in this tuple.
BLOCKS = tuple(_BLOCKS.split())
BLOCK_NUMBERS = {tag: number for number, tag in enumerate(BLOCKS)}
#: What is no block by itself and is made one by a style.
OTHER_BLOCK = BLOCK_NUMBERS["other"]

#: Elements that are not shown, with all that is in them; `noscript` speaks to whoever lacks what
#: the page was made for, and drawings have labels, not text. A `head` hides nothing by itself: what
#: is not to be in it ends it in a browser, and stays in it in this parser.
HIDDEN = frozenset(_HIDDEN.split())
#: Elements whose white space is kept.
PREFORMATTED = frozenset(("pre", "listing", "xmp", "plaintext", "textarea"))

HEADINGS = {f"h{level}": level for level in range(1, 7)}
#: Blocks that have a margin: a blank line before and behind them.
WITH_MARGIN = frozenset(_WITH_MARGIN.split())


class Within(IntFlag):
    """What a line, or a part of it, stands in.

    UNSPOKEN is what `aria-hidden` keeps from readers of screens: a browser shows it, and it is
    anything from a cross to the whole page behind a dialog.
    """

    ARTICLE = 1 << 0
    MAIN = 1 << 1
    ASIDE = 1 << 2
    NAV = 1 << 3
    HEADER = 1 << 4
    FOOTER = 1 << 5
    FIGURE = 1 << 6
    FIGCAPTION = 1 << 7
    TABLE = 1 << 8
    LIST = 1 << 9
    DEFINITIONS = 1 << 10
    BLOCKQUOTE = 1 << 11
    FORM = 1 << 12
    CONTROL = 1 << 13
    DIALOG = 1 << 14
    DETAILS = 1 << 15
    HEADING = 1 << 16
    ADDRESS = 1 << 17
    LINK = 1 << 18
    STRONG = 1 << 19
    EMPHASIS = 1 << 20
    TIME = 1 << 21
    SMALL = 1 << 22
    QUOTE = 1 << 23
    DATA_TABLE = 1 << 24
    UNSPOKEN = 1 << 25


#: Elements, roles and `aria-hidden`, and what is within them; plain numbers, for speed.
WITHIN: dict[str, int] = {
    name: int(within)
    for names, within in {
        "article": Within.ARTICLE,
        "main": Within.MAIN,
        "aside complementary": Within.ASIDE,
        "nav navigation menubar": Within.NAV,
        "header banner": Within.HEADER,
        "footer contentinfo": Within.FOOTER,
        "figure": Within.FIGURE,
        "figcaption": Within.FIGCAPTION,
        "table": Within.TABLE,
        "ul ol menu dir list": Within.LIST,
        "dl": Within.DEFINITIONS,
        "blockquote": Within.BLOCKQUOTE,
        "form fieldset search": Within.FORM,
        "button label select textarea": Within.CONTROL,
        "dialog alertdialog": Within.DIALOG,
        "details": Within.DETAILS,
        "h1 h2 h3 h4 h5 h6 heading": Within.HEADING,
        "address": Within.ADDRESS,
        "a": Within.LINK,
        "b strong": Within.STRONG,
        "i em": Within.EMPHASIS,
        "time": Within.TIME,
        "small": Within.SMALL,
        "q cite": Within.QUOTE,
        "aria-hidden": Within.UNSPOKEN,
    }.items()
    for name in names.split()
}

#: How an element is displayed where that is not what its tag says.
Display = Literal["none", "block", "inline"]
#: Attributes that say so.
DISPLAYING = frozenset(("style", "hidden"))
#: Scripts and style sheets of real pages show these two, whatever they say of themselves.
ALWAYS_SHOWN = frozenset(("html", "body"))
_STYLE = re.compile(r"(?:^|[;\s])(display|visibility|white-space)\s*:\s*([a-z-]+)", re.IGNORECASE)


def read_display(name: str, value: str) -> tuple[Display | None, bool | None]:
    """Return how an element is displayed by an attribute, and whether white space is kept.

    None where it says nothing of it. The last of several declarations holds, as in a browser.
    """
    if name == "hidden":
        return "none", None
    display: Display | None = None
    hidden = False
    kept: bool | None = None
    for match in _STYLE.finditer(value):
        setting = match[2].lower()
        if (declared := match[1].lower()) == "display":
            # What is inline outside parts nothing, `inline-block` and the like among it.
            inline = setting.startswith(("inline", "contents", "ruby"))
            display = "none" if setting == "none" else "inline" if inline else "block"
        elif declared == "visibility":
            hidden = setting in ("hidden", "collapse")
        else:
            kept = setting.startswith("pre") or setting == "break-spaces"
    return ("none" if hidden else display), kept
