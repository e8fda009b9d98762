"""The kinds of furniture, a row each: what it is called, how it is told, what follows from it.

To add a kind, name it in `Kind` and give it a row with its rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from service.articles.furniture import attributions, captions, notes, promotions
from service.articles.furniture.rule import LONG, MIDDLE, SHORT, Rule, Test
from service.articles.furniture.wording import ends_sentence, is_told, reads_as_news

Kind = Literal[
    "caption",
    "credit",
    "byline",
    "timestamp",
    "copyright",
    "teaser",
    "promotion",
    "navigation",
    "heading",
    "signoff",
    "quote_header",
    "embed",
    "paywall",
    "comment",
    "correction",
    "mail",
    "page",
    "other",
]


@dataclass(frozen=True, slots=True)
class Furniture:
    """A kind of furniture.

    `label` is what the page calls it. A block that is one is `never_body` of a pasted article,
    whatever stands around it, and is `left_in_html`, where an extractor took it for the article's.
    It `ends_article`: what comes behind it is another's. It `may_head_list`: by its wording it may
    head a list of other articles all the same. Besides its rules, it has the phrases that the
    languages' files list under its name, in blocks of at most `max_words`, `unless` they are news.
    """

    kind: Kind
    label: str
    rules: tuple[Rule, ...] = ()
    never_body: bool = False
    left_in_html: bool = True
    ends_article: bool = False
    may_head_list: bool = False
    max_words: int = MIDDLE
    unless: Test = is_told


#: In the order in which they are tried on a block; the first that fits names it.
FURNITURE: tuple[Furniture, ...] = (
    Furniture("quote_header", "Header of quoted mail", notes.QUOTE_HEADER),
    Furniture(
        "mail",
        "Note of a mail or newsletter",
        notes.MAIL,
        never_body=True,
        may_head_list=True,
        unless=notes.is_news_of_mail,
    ),
    Furniture(
        "page",
        "Number or head of a page",
        notes.PAGE,
        never_body=True,
        may_head_list=True,
        unless=reads_as_news,
    ),
    Furniture(
        "copyright",
        "Copyright line",
        attributions.COPYRIGHT,
        never_body=True,
        left_in_html=False,
        ends_article=True,
        may_head_list=True,
    ),
    Furniture(
        "timestamp",
        "Time stamp",
        attributions.TIMESTAMP,
        never_body=True,
        left_in_html=False,
        may_head_list=True,
        max_words=SHORT,
        unless=attributions.is_no_time,
    ),
    Furniture(
        "credit",
        "Photo credit",
        attributions.CREDIT,
        never_body=True,
        left_in_html=False,
        may_head_list=True,
        max_words=SHORT,
        unless=attributions.says_more,
    ),
    Furniture(
        "caption",
        "Caption",
        captions.CAPTION,
        never_body=True,
        left_in_html=False,
        may_head_list=True,
    ),
    Furniture(
        "byline",
        "Byline",
        attributions.BYLINE,
        never_body=True,
        may_head_list=True,
        max_words=SHORT,
        unless=ends_sentence,
    ),
    Furniture(
        "correction",
        "Correction or note of the editors",
        never_body=True,
        may_head_list=True,
        max_words=LONG,
    ),
    Furniture(
        "signoff",
        "Sign-off",
        notes.SIGNOFF,
        never_body=True,
        left_in_html=False,
        may_head_list=True,
    ),
    Furniture(
        "embed",
        "Post of a social network",
        notes.EMBED,
        never_body=True,
        left_in_html=False,
        max_words=SHORT,
    ),
    Furniture(
        "paywall", "Notice to subscribers", notes.PAYWALL, never_body=True, left_in_html=False
    ),
    Furniture(
        "comment", "Comment of a reader", notes.COMMENT, left_in_html=False, unless=reads_as_news
    ),
    Furniture("other", "Something else", notes.OTHER),
    Furniture("heading", "Heading", promotions.HEADING, left_in_html=False, max_words=SHORT),
    Furniture(
        "teaser",
        "Teaser for another story",
        promotions.TEASER,
        never_body=True,
        left_in_html=False,
        unless=promotions.is_told_by_somebody,
    ),
    Furniture("promotion", "Promotion", promotions.PROMOTION, left_in_html=False),
    Furniture("navigation", "Navigation", promotions.NAVIGATION, max_words=SHORT),
)
