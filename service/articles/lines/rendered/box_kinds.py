"""What a line is that is not the article, as its markup says."""

from __future__ import annotations

from service.articles.furniture.kinds import Kind
from service.articles.html.rendering.box import LineBox
from service.articles.html.rendering.elements import Within
from service.articles.html.rendering.naming import Named
from service.articles.lines.line import Line

# In the order in which they are tried: the nearest and plainest first.
_WITHIN: tuple[tuple[int, Kind], ...] = (
    (int(Within.FIGCAPTION), "caption"),
    (int(Within.NAV | Within.FORM | Within.CONTROL), "navigation"),
)
_NAMED: tuple[tuple[int, Kind], ...] = (
    (int(Named.COMMENT | Named.REPLY), "comment"),
    (int(Named.PAYWALL), "paywall"),
    (int(Named.CONSENT | Named.POPUP | Named.LOGIN | Named.SEARCH), "other"),
    (int(Named.CAPTION), "caption"),
    (int(Named.BYLINE), "byline"),
    (int(Named.COPYRIGHT), "copyright"),
    (int(Named.NEWSLETTER | Named.SUBSCRIBE | Named.SPONSOR | Named.ADVERT), "promotion"),
    (int(Named.RELATED | Named.RECOMMENDED | Named.TRENDING | Named.TEASER), "teaser"),
    (int(Named.NAV | Named.MENU | Named.BREADCRUMB | Named.SHARE | Named.TAGS), "navigation"),
    (int(Named.DATE), "timestamp"),
)
# A longer line behind a name of a byline or time is something else.
_LABEL_WORDS = 20
_LABELS: frozenset[Kind] = frozenset({"byline", "timestamp", "copyright", "navigation"})


def name_by_box(box: LineBox, line: Line) -> Kind | None:
    """Return what a line's markup says that it is, None where it says nothing of it."""
    for within, kind in _WITHIN:
        if box.within & within:
            return kind
    if box.heading:
        return "heading"
    # What is around all of a page says nothing of a line in it.
    for names in (box.named, box.named_near):
        for named, kind in _NAMED:
            if names & named and (kind not in _LABELS or line.words <= _LABEL_WORDS):
                return kind
    if box.named_around & int(Named.COMMENT):
        return "comment"
    return None
