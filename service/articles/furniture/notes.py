"""What the house says of the article, and what its readers say."""

from __future__ import annotations

import re

from service.articles.furniture.attributions import tells_how_to_reach_writer
from service.articles.furniture.calls import TO_WRITERS
from service.articles.furniture.mail import NOTE_OPENINGS, is_mail_note
from service.articles.furniture.rule import LONG, MIDDLE, SHORT, Rule
from service.articles.furniture.wording import (
    ends_sentence,
    opens_dateline,
    reads_as_news,
    reports_speech,
    tells_the_past,
)
from service.text.page_lines import MAX_CHARACTERS as PAGE_LINE_CHARACTERS
from service.text.page_lines import WORDS as PAGE_LINE_WORDS
from service.text.page_lines import is_page_line

_NOTE = re.compile(
    r"this (?:story|article|post|page) (?:has been|was|will be)"
    r" (?:(?:last )?(?:updated|corrected|amended|clarified)"
    r"|(?:first|originally) (?:published|posted))\b(?! in \d{4} (?:by|to)\b)|our standards:\s",
    re.IGNORECASE,
)


_TO_READER = re.compile(r"\b(?:you|your|you're|us|we|our)\b", re.IGNORECASE)
# Disclaimers advise and ask, too.
_ADVICE = re.compile(r"\b(?:advised|ordered|asked?|notified|advises|warning)\b", re.IGNORECASE)
_TO_REACH = frozenset(("follow", "reach", "contact", "email", "e-mail", "folgen", "suivez"))
# A mail speaks of itself in the past, too: This email was sent to ...
_OF_ITSELF = re.compile(r"\W*(?:this|these|the)\b", re.IGNORECASE)


def _goes_on(text: str) -> bool:
    """Say whether what begins as a note does tells something else behind it."""
    found = _NOTE.match(text)
    return reads_as_news(text[found.end() :] if found else text)


def _tells_of_another(text: str) -> bool:
    return (
        opens_dateline(text) > 0
        or reports_speech(text)
        or " that " in text
        or ("contributed" not in text and tells_the_past(text))
    )


def _is_no_handle(text: str) -> bool:
    """Say whether a line with a handle says more, or asks to follow it."""
    return ends_sentence(text) or "follow" in text.lower()


def _is_said(text: str) -> bool:
    return ends_sentence(text) and reports_speech(text)


def is_news_of_mail(text: str) -> bool:
    """Say whether what opens as a note of a mail tells what was said or done with one."""
    if reports_speech(_ADVICE.sub(" ", text)):
        return True
    to_reader = _TO_READER.search(text) is not None
    return not to_reader and _OF_ITSELF.match(text) is None and tells_the_past(text)


MAIL: tuple[Rule, ...] = (
    Rule(LONG, looks=is_mail_note, openings=NOTE_OPENINGS, unless=is_news_of_mail),
)
PAGE: tuple[Rule, ...] = (
    Rule(SHORT, looks=is_page_line, words=PAGE_LINE_WORDS, max_characters=PAGE_LINE_CHARACTERS),
)
QUOTE_HEADER: tuple[Rule, ...] = (
    Rule(
        MIDDLE,
        match=re.compile(
            r"(?:from|sent|to|cc|bcc|subject|date|reply-to|de|enviado|para|asunto|von|gesendet|an"
            r"|betreff|envoyé|objet|da|inviato|oggetto)\s?:\s.*(?:@|\d{4}|re:|fwd?:)"
            r"|(?:subject|betreff|asunto|objet|oggetto|reply-to|bcc|cc)\s?:\s"
            # A day alone, or a year, stands before what a governor wrote, too.
            r"|(?:on|am|le|el|il)\b(?=.{0,80}(?:[@<]|\d[:.h]\d\d|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}"
            r"|\b\w{2,3}\.?, \d{1,2}\.? \w{3}\.? \d{4}"
            r"|\b(?:lun|mar|mer|mié|gio|jue|jeu|ven|vie|sam|sab|sáb|dom|dim)\.?,? \d"
            r"|\d (?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\.? \d{4},))"
            r".{5,80}\b(?:wrote|schrieb|a écrit|escribió|ha scritto)\b.{0,40}:$"
            r"|-{3,}\s?(?:original|forwarded|weitergeleitet|mensaje|message).{0,40}$"
            r"|begin forwarded message.{0,40}(?::|--)",
            re.IGNORECASE,
        ),
        hints=(":", "--"),
        unless=_is_said,
    ),
)
SIGNOFF: tuple[Rule, ...] = (
    Rule(
        MIDDLE,
        match=re.compile(
            r"[(\[]?(?:additional |with )?(?:reporting|editing|writing|compiled) by (?-i:[A-Z])"
            r"|with files from "
            r"|(?:the )?(?:associated press|ap|reuters)?\s*(?:writers?|reporters?|journalists?)\b"
            r".{0,120}\bcontributed(?: reporting| to this (?:report|story|article))?"
            r"(?: from [^.]{2,40})?\.?$"
            r"|.{0,160}\bcontributed (?:reporting\b|to this (?:report|story|article))"
            r"|(?-i:[A-Z])[\w’'.-]+(?:,? (?:and |in )?(?-i:[A-Z])[\w’'.-]+){0,12}"
            r" (?:also )?contributed from (?-i:[A-Z])[^.]{2,60}\.?$"
            r"|(?-i:[A-Z])[\w’'-]+(?: (?-i:[A-Z])[\w’'.-]+){0,3} (?:reported|is reporting|reports)"
            r" from (?-i:[A-Z])[^.]{2,60}\.$",
            re.IGNORECASE | re.DOTALL,
        ),
        hints=(
            *("contributed", "ing by ", "compiled by ", "with files from "),
            *("reported from ", "reports from ", "reporting from "),
        ),
        unless=_tells_of_another,
    ),
    Rule(MIDDLE, match=_NOTE, openings="this our", unless=_goes_on),
    Rule(
        SHORT,
        fullmatch=re.compile(
            r"with (?:(?-i:[A-Z])[\w’'.]+ ){0,4}(?:news )?(?:wires|wire (?:services?|reports?)"
            r"|(?:agency |agencies )?inputs|agencies)\W*",
            re.IGNORECASE,
        ),
        openings="with",
    ),
    Rule(
        MIDDLE,
        match=re.compile(
            r"(?:story|text|words|photo(?:graph)?s|video|graphics?) by (?-i:[A-Z])[\w’'.-]+"
            r"(?: (?-i:[A-Z])[\w’'.-]+){0,3}(?:[.,;]|$)",
            re.IGNORECASE,
        ),
        openings="story text words photos photographs video graphic graphics",
        unless=_tells_of_another,
    ),
    *TO_WRITERS,
    Rule(LONG, looks=tells_how_to_reach_writer, hints=("@",), words=_TO_REACH),
    Rule(
        MIDDLE,
        match=re.compile(
            r"(?:the )?(?:views|opinions)(?: and (?:views|opinions))? expressed (?:are (?:personal"
            r"|(?:solely |entirely )?(?:those|his|her|the author)\b)|here(?:in)?\b"
            r"|(?:in|by) (?:this|the|our) (?:article|piece|column|op-ed|commentary|story|post"
            r"|authors?|columnists?|writers?|contributors?)\b"
            r"|by (?:columnists|contributors|guests)\b)"
            r"|this (?:column|article|piece|op-ed|commentary|post) does not (?:necessarily )?"
            r"(?:reflect|represent)\b",
            re.IGNORECASE,
        ),
        openings="the views opinions this",
    ),
    Rule(
        LONG,
        match=re.compile(r"disclaimer\s?:\s", re.IGNORECASE),
        openings="disclaimer",
    ),
    # Whose column it is.
    Rule(
        MIDDLE,
        match=re.compile(
            r"[‘“'\"]?(?-i:[A-Z])[^.!?]{1,50}[’”'\"]? is (?:an? (?:daily|weekly|fortnightly"
            r"|bi-?weekly|monthly|regular|occasional|twice-weekly) (?:\w+ ){0,3}"
            r"|(?:(?:[\w-]+ ){0,2}(?-i:[A-Z])[\w’'.-]+ ){1,4})"
            r"(?:column|newsletter|podcast|feature)\b",
            re.IGNORECASE,
        ),
        hints=("column", "newsletter", "podcast", "feature"),
        unless=_tells_of_another,
    ),
)
# Who wrote a post, and the name by which the network knows them.
_AUTHOR = r"[-–—]\s?[^()]{2,60} \(@[\w.-]{2,60}\)"
_DAY = r"(?:\w+\.? \d{1,2}, \d{4}|\d{1,2}\.? \w+\.? \d{4})"
EMBED: tuple[Rule, ...] = (
    Rule(
        LONG,
        search=re.compile(
            rf"{_AUTHOR}(?:,? {_DAY})?\W*$|\(@[\w.-]{{2,60}}\) {_DAY}\W*$"
            r"|\bpic\.(?:twitter|x)\.com/\w{4,20}(?:\W*$|\s+[-–—])",
            re.IGNORECASE,
        ),
        hints=("@", "pic."),
    ),
    Rule(
        LONG,
        match=re.compile(r"(?-i:[A-Z\W])[^()\n]{1,48} \(@\w{2,20}\) \S", re.IGNORECASE),
        hints=("(@",),
        unless=_is_said,
    ),
    Rule(
        SHORT,
        fullmatch=re.compile(
            r"(?:[^\s@][^@\n]{0,60}[^\S\n])?@\w{2,40}(?:\s*·\s*.{1,20})?"
            r"|[^@()\n]{2,60}\(@[\w.-]{2,40}\)(?: on \w{1,12})?\W{0,3}",
            re.IGNORECASE,
        ),
        hints=("@",),
        unless=_is_no_handle,
    ),
)
PAYWALL: tuple[Rule, ...] = (
    Rule(
        MIDDLE,
        search=re.compile(
            r"\b(?:(?:for|to|by) (?:our )?subscribers only"
            r"|only (?:available )?(?:for|to) (?:our )?subscribers"
            r"|subscribe (?:now |today )?(?:for|from) [^.]{2,40} to (?:read|continue|unlock|go on)"
            r"|your (?:\w+ )?free (?:articles?|stor(?:y|ies))"
            r"|(?:read|used|viewed|reached) (?:all |up )?(?:\w+ ){0,3}free (?:articles?|stories)"
            r"|(?:log ?in|sign in|subscribe|register) to (?:continue|keep))\b",
            re.IGNORECASE,
        ),
        words=frozenset(
            ("subscribe", "subscribers", "subscribers.", "free", "continue", "continue.", "keep")
        ),
        unless=reads_as_news,
    ),
)
COMMENT: tuple[Rule, ...] = (
    # Who wrote the comment, and when.
    Rule(
        SHORT,
        fullmatch=re.compile(
            r"(?:posted by |comment by )?[^\s.,:;!?][^.,:;!?\n]{1,40} (?:says|commented)\s?:?"
            r" (?:on )?(?:\w+ \d{1,2},? \d{4}|\d{1,2}\.? \w+ \d{4}).{0,20}",
            re.IGNORECASE,
        ),
        hints=(" says", " commented"),
    ),
)
OTHER: tuple[Rule, ...] = (
    Rule(
        MIDDLE,
        match=re.compile(r"\^?(?:Eds: |(?:With )?(?:AM|PM|BC)-[A-Z]\w{1,12}+-)"),
        openings="^ eds with am pm bc",
    ),
)
