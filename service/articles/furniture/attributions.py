"""What says whose a picture, an article or a page is, and when it was written."""

from __future__ import annotations

import re

from service.articles.furniture.news import opens_dateline, reads_as_news
from service.articles.furniture.rule import LONG, SHORT, Rule
from service.articles.furniture.timestamps import TIME_OPENINGS, is_timestamp
from service.articles.wording import ends_sentence, is_signed_with_job
from service.text.languages.bylines import FIRST_WORDS, JOBS, opens_byline
from service.text.languages.reports import reports_speech

_AGENCIES = """associated ap reuters afp agence getty epa dpa press pa xinhua bloomberg alamy
    shutterstock istock"""
#: The agencies, as a pattern.
AGENCY = (
    r"(?:associated press|ap|reuters|afp|agence france-presse|getty(?: images)?|epa(?:-efe)?|dpa"
    r"|press association|pa(?: media| wire)?|xinhua|bloomberg|alamy|shutterstock|istock)"
)
# Where two repetitions could share what they match, the first keeps all of it (`*+`): a line of
# 2,000 blanks behind a bar took 0.4 s, trying every way to divide them.
CREDIT_INSIDE = (
    rf"\([^()]{{2,40}}\s(?:photo|image|picture|video)\s?[/|][^()]{{2,60}}\)"
    rf"|\(\s*{AGENCY}[^)]{{0,12}}[/|][^)]{{2,60}}\)"
    rf"|\((?:photo|picture|image|credit)s?(?: by\b|:|/| courtesy\b)[^)]{{2,60}}\)"
    rf"|(?:/|\||photograph:|picture:|credit:)\s*+{AGENCY}\W*$"
    r"|(?:^|[.!?”\"’)]\s)(?:photo(?:graph)? by|(?:photo(?:graph)?s?|picture|credit):)\s"
    r"(?-i:[A-Z])[^.:;!?]{2,50}\.?$"
)
CREDIT_HINTS = ("/", "|", "photo", "picture", "image", "video", "credit")
_CREDIT = re.compile(CREDIT_INSIDE, re.IGNORECASE)
# Small words that stand in credits; others make a sentence of what ends as one.
_SMALL = re.compile(r"(?<![\w’'])(?!(?:by|of|the|via|for|and|in|from|at|on|with|courtesy)\b)[a-z]+")
_NO_NAME = re.compile(
    r"by:? (?:(?:early|late|mid|next|last|the)\b.*"
    r"|\w+['’]s\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july"
    r"|august|september|october|november|december|noon|midnight|christmas|easter|dawn|dusk"
    r"|contrast|then|now|land|sea|air|law)\b(?! (?-i:[A-Z])\w+$)",
    re.IGNORECASE,
)


_DIGIT = re.compile(r"\d")
_AGE = re.compile(r", \d\d?,")


def says_more(text: str) -> bool:
    """Say whether what opens as a credit is a sentence, or news."""
    return ends_sentence(text) and (len(_SMALL.findall(text)) > 3 or reports_speech(text))


def is_lead(text: str) -> bool:
    """Say whether a credit in it is the agency of a lead's dateline."""
    prose = opens_dateline(text)
    return prose > 0 and _CREDIT.search(text, prose) is None


def is_no_time(text: str) -> bool:
    """Say whether what opens as a time stamp has no number, or is a sentence."""
    return ends_sentence(text) or reports_speech(text) or _DIGIT.search(text) is None


def is_no_byline(text: str) -> bool:
    """Say whether what opens as a byline is a sentence, or names no author."""
    return (
        ends_sentence(text)
        or text.endswith((":", ",", ";", "–", "—"))
        or _NO_NAME.match(text) is not None
        or reports_speech(text)
    )


def _is_no_signature(text: str) -> bool:
    """Say whether a line that ends in a writer's trade names none."""
    name = text.partition(",")[0]
    return (
        ends_sentence(text)
        or _AGE.search(text) is not None
        or not all(word[:1].isupper() for word in name.split()[:-2])
        or reports_speech(text)
    )


COPYRIGHT: tuple[Rule, ...] = (
    # Behind a long caption, too.
    Rule(
        LONG,
        search=re.compile(
            r"©\s*(?:copyright\s*)?(?:19|20)\d\d|^\W*©\s*+(?-i:[A-Z])", re.IGNORECASE
        ),
        hints=("©",),
    ),
    Rule(
        LONG,
        search=re.compile(
            r"^\W*©|©\s*+[^.!?]{2,40}\.?$"
            r"|\(c\)\s*(?:19|20)\d\d|^copyright\W{0,3}(?:\(c\)|©|(?:19|20)\d\d|by\b)"
            r"|all rights reserved(?=\W*$|[.,;] )|\bcopyright (?:19|20)\d\d\b"
            r"|^copyright\b.{2,40}\b(?:19|20)\d\d\W*$"
            r"|(?:^|[.!?;:] |\b(?:this|the|our|all|any|no) )(?:\w+ ){0,2}"
            r"(?:material|content|site|article|publication|page|story|report|text)s?\b.{0,60}"
            r"\b(?:may|must) not be (?:published|reproduced|copied|redistributed|republished)\b"
            r"|\b(?:content|material|stor(?:y|ies)|articles?|reporting|work)\b[^.]{0,100}\b(?:(?:is|are)"
            r" available (?:without charge|free of charge|at no (?:charge|cost)|for (?:free )?"
            r"republi\w+)|(?:may|can) be republished)\b"
            r"|^(?:republish|you (?:may|can|are free to) republish"
            r"|for (?:licensing|republication|republishing|reprint)"
            r" (?:opportunities|inquiries|enquiries|requests|rights))\b",
            re.IGNORECASE,
        ),
        hints=(
            *("©", "(c)", "copyright", "rights reserved", " not be ", "available without"),
            *("available free", "available at", "available for", "republish"),
            *("for licensing ", "for reprint ", "republication"),
        ),
        unless=reads_as_news,
    ),
)
TIMESTAMP: tuple[Rule, ...] = (Rule(SHORT, looks=is_timestamp, openings=TIME_OPENINGS),)
CREDIT: tuple[Rule, ...] = (
    Rule(
        SHORT,
        match=re.compile(
            rf"\(?(?:(?:photo(?:graph)?|image|picture|illustration|video)s?"
            rf"(?: (?:credit|by|courtesy))?"
            rf"\s*(?::|\bby\s+(?-i:[A-Z])|/|\bcourtesy\b)|credit:"
            rf"|{AGENCY}(?:\s++(?:photo|file|video)?)?\s*+[/|]|file photo\b)",
            re.IGNORECASE,
        ),
        openings=f"""( photo photos photograph photographs image images picture pictures
            illustration illustrations video videos credit file {_AGENCIES}""",
        unless=says_more,
    ),
    # A name and whom it takes pictures for.
    Rule(
        SHORT,
        fullmatch=re.compile(
            r"[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){1,2} ?/ ?"
            r"[A-ZÀ-Þ][\w.'’-]+(?: (?:via |for |of |the )?[A-Z][\w.'’-]+){0,3}"
        ),
        hints=("/",),
    ),
    Rule(
        SHORT,
        fullmatch=re.compile(r"[(\[]?sources?\s?:\s[^!?]{2,80}", re.IGNORECASE),
        openings="( [ source sources",
        unless=says_more,
    ),
    Rule(
        SHORT,
        fullmatch=re.compile(CREDIT_INSIDE, re.IGNORECASE),
        hints=CREDIT_HINTS,
        unless=is_lead,
    ),
)
BYLINE: tuple[Rule, ...] = (
    Rule(
        SHORT,
        fullmatch=re.compile(rf"(?:the )?{AGENCY}\W*", re.IGNORECASE),
        openings=f"the {_AGENCIES}",
    ),
    Rule(SHORT, looks=opens_byline, openings=" ".join(FIRST_WORDS), unless=is_no_byline),
    Rule(SHORT, looks=is_signed_with_job, hints=JOBS, unless=_is_no_signature),
)
