"""The kinds of furniture, a row each: what it is called, how it is told, what follows from it.

To add a kind, name it in `Kind` and give it a row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from service.articles.furniture import patterns
from service.articles.furniture.mail import is_mail_note, leads_to_whole_story
from service.articles.furniture.timestamps import is_timestamp
from service.articles.wording import (
    count_words,
    ends_in_read_more,
    ends_sentence,
    is_cut_short,
    is_signed_with_job,
)
from service.text.languages.bylines import opens_byline
from service.text.page_lines import MAX_CHARACTERS as PAGE_LINE_CHARACTERS
from service.text.page_lines import is_page_line

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
    "mail",
    "page",
    "other",
]
#: Whether a text looks in a certain way: a pattern's `match`, `search` or `fullmatch`, or our own.
Test = Callable[[str], object]

# Words; longer blocks are prose that mentions a photo or a newsletter, not one of them.
_SHORT, _MIDDLE, _LONG = 14, 45, 110
#: Characters; bounds what the patterns may scan when a block has few words but no end.
MAX_CHARACTERS = 2_000

_AGENCIES = """associated ap reuters afp agence getty epa dpa press pa xinhua bloomberg alamy
    shutterstock istock"""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to tell a kind: a block of at most `max_words` that `looks` so.

    `unless`: what speaks against it. Most blocks need not be looked at: `openings` are the first
    words, in small letters, of all that `looks` takes (or the mark that comes first, or 0 for a
    number), and `hints` texts of which all that it takes has one in it, in small letters. Without
    them, it is tried on every block.
    """

    max_words: int
    looks: Test
    openings: str = ""
    hints: tuple[str, ...] = ()
    unless: Test | None = None
    max_characters: int = MAX_CHARACTERS


@dataclass(frozen=True, slots=True)
class Furniture:
    """A kind of furniture.

    `label` is what the page calls it. A block that is one is `never_body` of a pasted article,
    whatever stands around it, and is `left_in_html`, where an extractor took it for the article's.
    It `ends_article`: what comes behind it is another's. It `may_head_list`: by its wording it may
    head a list of other articles all the same.
    """

    kind: Kind
    label: str
    rules: tuple[Rule, ...] = ()
    never_body: bool = False
    left_in_html: bool = True
    ends_article: bool = False
    may_head_list: bool = False


def _is_label(text: str) -> bool:
    return patterns.LABEL.fullmatch(text) is not None and count_words(text) <= _SHORT


#: In the order in which they are tried on a block; the first that fits names it.
FURNITURE: tuple[Furniture, ...] = (
    Furniture(
        "quote_header",
        "Header of quoted mail",
        (Rule(_MIDDLE, patterns.QUOTE_HEADER.match, hints=(":", "--")),),
    ),
    Furniture(
        "mail",
        "Note of a mail or newsletter",
        (Rule(_LONG, is_mail_note),),
        never_body=True,
        may_head_list=True,
    ),
    Furniture(
        "page",
        "Number or head of a page",
        (Rule(_SHORT, is_page_line, max_characters=PAGE_LINE_CHARACTERS),),
        never_body=True,
        may_head_list=True,
    ),
    Furniture(
        "copyright",
        "Copyright line",
        (
            Rule(
                _LONG,
                patterns.COPYRIGHT.search,
                hints=("©", "(c)", "copyright", "rights reserved", "may not be"),
            ),
        ),
        never_body=True,
        left_in_html=False,
        ends_article=True,
        may_head_list=True,
    ),
    Furniture(
        "timestamp",
        "Time stamp",
        (Rule(_SHORT, is_timestamp),),
        never_body=True,
        left_in_html=False,
        may_head_list=True,
    ),
    Furniture(
        "credit",
        "Photo credit",
        (
            Rule(
                _SHORT,
                patterns.CREDIT.match,
                openings=f"""( photo photos photograph photographs image images picture pictures
                    illustration illustrations video videos credit file {_AGENCIES}""",
            ),
            Rule(_SHORT, patterns.CREDIT_INSIDE.fullmatch, hints=patterns.CREDIT_HINTS),
        ),
        never_body=True,
        left_in_html=False,
        may_head_list=True,
    ),
    Furniture(
        "caption",
        "Caption",
        (
            Rule(
                _LONG,
                patterns.CAPTION.match,
                openings="( file image photo caption above pictured in from left l clockwise",
            ),
            Rule(_LONG, patterns.CREDIT_INSIDE.search, hints=patterns.CREDIT_HINTS),
        ),
        never_body=True,
        left_in_html=False,
        may_head_list=True,
    ),
    Furniture(
        "byline",
        "Byline",
        (
            Rule(_SHORT, patterns.AGENCY_ALONE.fullmatch, openings=f"the {_AGENCIES}"),
            Rule(_SHORT, opens_byline, unless=ends_sentence),
            Rule(_SHORT, is_signed_with_job, unless=ends_sentence),
        ),
        never_body=True,
        may_head_list=True,
    ),
    Furniture(
        "signoff",
        "Sign-off",
        (
            Rule(
                _MIDDLE,
                patterns.SIGNOFF.match,
                hints=(
                    *("contributed", "ing by ", "compiled by ", "with files from "),
                    *("reported from ", "reports from ", "reporting from "),
                ),
            ),
            Rule(_MIDDLE, patterns.NOTE.match, openings="this our"),
        ),
        never_body=True,
        may_head_list=True,
    ),
    Furniture(
        "other",
        "Something else",
        (Rule(_MIDDLE, patterns.DESK.match, openings="^ eds with am pm bc"),),
    ),
    Furniture(
        "heading",
        "Heading",
        (
            Rule(
                _LONG,
                patterns.SECTION.fullmatch,
                max_characters=patterns.SECTION_CHARACTERS,
                openings="""you related recommended more most popular latest recent trending top
                    other similar featured editor editors sponsored promoted paid from around leave
                    post add 0 comment comments response responses view show join read about what
                    up next previous tags filed""",
            ),
        ),
    ),
    Furniture(
        "teaser",
        "Teaser for another story",
        (
            Rule(_SHORT, leads_to_whole_story),
            Rule(_LONG, is_cut_short, unless=_is_label),
            Rule(_LONG, ends_in_read_more, hints=("more",), unless=_is_label),
            Rule(
                _LONG,
                patterns.TEASER.match,
                openings="read see related more recommended don",
                unless=_is_label,
            ),
        ),
        never_body=True,
    ),
    Furniture(
        "promotion",
        "Promotion",
        (
            Rule(
                _SHORT,
                patterns.LABEL.fullmatch,
                openings="advertisement sponsored promoted share article story",
            ),
            Rule(
                _MIDDLE,
                patterns.PROMOTION.match,
                openings="""please sign subscribe register log login download advertise
                    advertisement get become join follow like support donate click buy shop start
                    listen watch enter stay do have got""",
            ),
            Rule(
                _MIDDLE,
                patterns.OFFER.search,
                hints=(
                    *("newsletter", "cookies", "free trial", "inbox", "mail address"),
                    *("affiliate", "by c", "by s"),
                ),
            ),
            Rule(_LONG, patterns.SHARE.search, hints=(" commission", " pay us a")),
        ),
    ),
    Furniture(
        "navigation",
        "Navigation",
        (
            Rule(
                _SHORT,
                patterns.NAVIGATION.match,
                openings="""* • · ▪ ◦ + › » | < > / ← → - skip toggle menu home search back share
                    tweet print e email facebook twitter reply close next previous view see show
                    load""",
                unless=ends_sentence,
            ),
        ),
    ),
)
