"""What leads away from the article: offers, menus, and other stories with their headings."""

from __future__ import annotations

import re

from service.articles.furniture.calls import (
    APPEAL_WORDS,
    LABELLED,
    TO_READERS,
    TO_VIEWERS,
    asks_reader,
)
from service.articles.furniture.controls import MAX_WORDS as CONTROL_WORDS
from service.articles.furniture.controls import OPENINGS as CONTROL_OPENINGS
from service.articles.furniture.controls import heads_list, is_control
from service.articles.furniture.mail import READ_ON_OPENINGS, leads_to_whole_story
from service.articles.furniture.rule import LONG, MIDDLE, SHORT, Rule
from service.articles.furniture.wording import (
    addresses_reader,
    count_words,
    ends_in_read_more,
    ends_sentence,
    is_cut_short,
    is_told,
    reads_as_news,
    reports_speech,
    tells_the_past,
)

# What cookies are called, in small letters.
_COOKIES = ("cookie", "куки", "кукі", "kakor", "ciastecz", "クッキー", "تعريف الارتباط")
# A label between the paragraphs of an article; it neither ends one nor begins one.
_LABEL = re.compile(
    r"(?:advertisement|sponsored|promoted|share this(?: (?:article|story|post|page))?"
    r"|(?:article|story) continues (?:below|after).*+)\W*",
    re.IGNORECASE,
)
#: Characters; longer lines are prose about stories and comments.
SECTION_CHARACTERS = 80
#: The heading of a list of other articles, comments or sponsored links.
SECTION = re.compile(
    r"(?:you (?:may|might) (?:also )?(?:like|be interested in)"
    r"|related (?:articles?|stor(?:y|ies)|posts?|content|topics|news|links|coverage)"
    r"|recommended(?: (?:for you|stories|articles))?|more (?:from|on|in|stories|news|like)\b.*+"
    r"|most (?:read|popular|viewed|shared|recent|commented)"
    r"|(?:popular|latest|recent|trending|top|other|similar|featured|editor\W?s\W?)\s"
    r"(?:posts?|articles?|stor(?:y|ies)|news|stories|comments|picks?|now|headlines|videos?)"
    r"|trending|(?:sponsored|promoted) \w.*+|paid (?:content|post)|(?:from )?around the web"
    r"|from the web|(?:leave|post|add) a (?:comment|reply).*+"
    r"|(?:\d+\s+)?(?:comments?|responses?)(?: \(\d+\))?"
    r"|(?:view|show|join the|read(?: the)?) (?:comments?|conversation|discussion).*+"
    r"|about (?:the )?authors?|what to read next"
    r"|up next|read next|(?:previous|next) (?:post|article)|tags|filed under)\W*",
    re.IGNORECASE,
)
_DOTS = ("...", "…")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|want|wants|say|died|came|come|went"
    r"|fell|rose|voted|arrived|followed|joined|need|needs)\b"
)
# Behind these words a line is a heading, though it may say more.
_OPEN_END = re.compile(r"(?:more|sponsored|promoted)\b", re.IGNORECASE)


def is_section_prose(text: str) -> bool:
    """Say whether what could head a list is a sentence: headings have no full stop and no verb."""
    if any(dots in text for dots in _DOTS):
        return False
    if reports_speech(text) or tells_the_past(text):
        return True
    if _OPEN_END.match(text) is None:
        return False
    return ends_sentence(text) or _FINITE.search(text) is not None


def _is_label(text: str) -> bool:
    return _LABEL.fullmatch(text) is not None and count_words(text) <= SHORT


# Who says so in the end: a headline has says in it, but no such clause.
_CLAUSE_OF_SPEECH = re.compile(r"[,”\"’?!] (?:[^\s,.]+ ){0,7}[^\s,.]+[^.]{0,40}\.\W*$")


def is_told_by_somebody(text: str) -> bool:
    """Say whether what opens as a teaser does is a sentence that somebody says."""
    return (
        _is_label(text)
        or (
            ends_sentence(text)
            and reports_speech(text)
            and _CLAUSE_OF_SPEECH.search(text) is not None
        )
        or (text[:5].lower() in ("relat", "recom") and tells_the_past(text))
    )


# What no sentence of news that begins like an offer has in it.
_OFFERED = re.compile(
    r"\b(?:newsletters?|inbox|podcasts?|apps?|e-?mails?|channels?)\b", re.IGNORECASE
)


def _is_no_consent(text: str) -> bool:
    """Say whether what speaks of cookies to the reader is news, or a quotation in it."""
    return is_told(text) or text[:1] in '“„«»"「'


def _is_no_appeal(text: str) -> bool:
    return reads_as_news(text) or text[:1] in '“„«»"「'


def _is_no_offer(text: str) -> bool:
    """Say whether what begins as an offer does is news."""
    return reports_speech(text) or (_OFFERED.search(text) is None and reads_as_news(text))


_ITEM = re.compile(r"[*•·▪◦-]\s(?:\S+\s+){2}\S")


def _is_no_entry(text: str) -> bool:
    """Say whether what begins as a menu's entry does is a sentence, or an item of a list."""
    return _is_sentence(text) or _ITEM.match(text) is not None


def _is_sentence(text: str) -> bool:
    return ends_sentence(text) or reports_speech(text)


HEADING: tuple[Rule, ...] = (
    Rule(
        LONG,
        fullmatch=SECTION,
        max_characters=SECTION_CHARACTERS,
        openings="""you related recommended more most popular latest recent trending top
            other similar featured editor editors sponsored promoted paid from around leave
            post add 0 comment comments response responses view show join read about what
            up next previous tags filed""",
        unless=is_section_prose,
    ),
    Rule(CONTROL_WORDS, looks=heads_list, openings=CONTROL_OPENINGS),
)
TEASER: tuple[Rule, ...] = (
    Rule(SHORT, looks=leads_to_whole_story, openings=f"{READ_ON_OPENINGS} ( [ > • · * |"),
    Rule(LONG, looks=is_cut_short, hints=("]",), unless=_is_label),
    Rule(LONG, looks=ends_in_read_more, hints=("more",), unless=_is_label),
    Rule(
        LONG,
        match=re.compile(
            r"(?:read (?:more|also|next)|see also|related|more on this|recommended"
            r"|don\Wt miss)\b\s*:\s*\S",
            re.IGNORECASE,
        ),
        openings="read see related more recommended don",
        unless=is_told_by_somebody,
    ),
    Rule(
        MIDDLE,
        match=re.compile(r"also on (?:[\w-]+\.)+[a-z]{2,12}\s\W*\w", re.IGNORECASE),
        openings="also",
    ),
    # Other stories, some of which are not to be read.
    Rule(
        SHORT,
        match=re.compile(
            r"(?:watch|more|listen|in pictures|in photos|gallery)\s?:\s+\S", re.IGNORECASE
        ),
        openings="watch more listen in gallery",
        unless=_is_sentence,
    ),
    *LABELLED,
)
PROMOTION: tuple[Rule, ...] = (
    Rule(
        SHORT,
        fullmatch=_LABEL,
        openings="advertisement sponsored promoted share article story",
        unless=reports_speech,
    ),
    Rule(
        MIDDLE,
        match=re.compile(
            r"(?:please )?(?:sign up|subscribe|register (?:now|here|today|for free|to)|log ?in"
            r"|sign in|download (?:our|the)|advertise (?:with|here|on)|advertisement\W*$"
            r"|get (?:our|unlimited)|become a (?:member|subscriber|supporter)"
            r"|join (?:our|us(?! (?:or|and)\b))"
            r"|follow (?:us(?! (?:to|into|down|up|through|home)\b)|@"
            r"|(?-i:[A-Z])\w+(?: (?-i:[A-Z])\w+)? on)"
            r"|like us(?!,)|support (?:our|us)|donate (?:to|now|today)"
            r"|click (?:here|to|below|on)|buy (?:now(?!,)|tickets)|shop now|start your"
            r"|listen to (?:our|the (?:\w+ ){0,2}(?:podcasts?|episodes?|shows?|interviews?|audio"
            r"|story|article|programmes?|programs?|latest|song|conversation|report))"
            r"|watch (?:now|live|the video|more)|enter your e?-?mail|stay up to date"
            r"|(?:do you have|have you got|have|got) (?:an? |any )?(?:\w+ )?(?:story|stories|tips?)"
            r"(?: (?:for us|to (?:share|tell)(?: (?:with )?us)?))?\?\s(?:please )?"
            r"(?:e-?mail|contact|get in touch|write|call|text|send|tell|let us))\b",
            re.IGNORECASE,
        ),
        openings="""please sign subscribe register log login download advertise
            advertisement get become join follow like support donate click buy shop start
            listen watch enter stay do have got""",
        unless=_is_no_offer,
    ),
    Rule(
        MIDDLE,
        search=re.compile(
            r"\b(?:(?:our|free|daily|weekly|morning|evening) (?:\w+ ){0,2}newsletters?"
            r"|by (?:clicking|signing up|subscribing|continuing|submitting)\b.{0,80}"
            r"\b(?:agree|terms|policy)"
            r"|(?:website|site|we) uses? cookies|accept (?:all )?cookies"
            r"|(?:your|our|\d+-day) free trial"
            r"|(?:to|in|into) your inbox|your e?-?mail address|affiliate (?:links?|commission))\b",
            re.IGNORECASE | re.DOTALL,
        ),
        hints=(
            *("newsletter", "cookies", "free trial", "inbox", "mail address"),
            *("affiliate", "by c", "by s"),
        ),
        unless=reads_as_news,
    ),
    Rule(MIDDLE, looks=asks_reader, words=APPEAL_WORDS, unless=_is_no_appeal),
    Rule(MIDDLE, looks=addresses_reader, hints=_COOKIES, unless=_is_no_consent),
    # What is said of links in the page may be long.
    Rule(
        LONG,
        search=re.compile(
            r"\b(?:we (?:may|might|could) (?:\w+ )?(?:earn|receive|get)"
            r" (?:an? |some )?(?:\w+ )?commissions?"
            r"|(?:may|might|could) pay us an? (?:\w+ )?(?:share|commission|fee))\b",
            re.IGNORECASE,
        ),
        hints=(" commission", " pay us a"),
        unless=reads_as_news,
    ),
    *TO_READERS,
    *TO_VIEWERS,
    Rule(CONTROL_WORDS, looks=is_control, openings=CONTROL_OPENINGS),
)
NAVIGATION: tuple[Rule, ...] = (
    Rule(
        SHORT,
        match=re.compile(
            r"(?:[*•·▪◦+›»|<>/←→-]\s|skip to|toggle\b|menu\b|home\b|search\b|back to|share\b"
            r"|tweet\b|print\b|e-?mail\b|facebook\b|twitter\b|reply\b|close\b|next\b|previous\b"
            r"|view all|see all|show all|load more)",
            re.IGNORECASE,
        ),
        openings="""* • · ▪ ◦ + › » | < > / ← → - skip toggle menu home search back share
            tweet print e email facebook twitter reply close next previous view see show
            load""",
        unless=_is_no_entry,
    ),
)


def opens_section(text: str) -> bool:
    """Say whether the block heads a list of other articles, comments or sponsored links."""
    return (
        len(text) <= SECTION_CHARACTERS
        and SECTION.fullmatch(text) is not None
        and not is_section_prose(text)
    )
