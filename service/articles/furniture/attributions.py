"""What says whose a picture, an article or a page is, and when it was written."""

from __future__ import annotations

import re

from service.articles.furniture.news import opens_dateline, reads_as_news, tells_the_past
from service.articles.furniture.rule import LONG, SHORT, Rule
from service.articles.furniture.timestamps import TIME_OPENINGS, is_timestamp
from service.articles.wording import ends_sentence, is_signed_with_job
from service.text.languages.bylines import FIRST_WORDS, JOBS, opens_byline
from service.text.languages.reports import reports_speech

_AGENCIES = """associated ap reuters afp agence getty epa dpa press pa xinhua bloomberg alamy
    shutterstock istock"""
_AGENCY = (
    r"(?:associated press|ap|reuters|afp|agence france-presse|getty(?: images)?|epa(?:-efe)?|dpa"
    r"|press association|pa(?: media| wire)?|xinhua|bloomberg|alamy|shutterstock|istock)"
)
# Where two repetitions could share what they match, the first keeps all of it (`*+`): a line of
# 2,000 blanks behind a bar took 0.4 s, trying every way to divide them.
_CREDIT_INSIDE = (
    rf"\([^()]{{2,40}}\s(?:photo|image|picture|video)\s?[/|][^()]{{2,60}}\)"
    rf"|\(\s*{_AGENCY}[^)]{{0,12}}[/|][^)]{{2,60}}\)"
    rf"|\((?:photo|picture|image|credit)s?(?: by\b|:|/| courtesy\b)[^)]{{2,60}}\)"
    rf"|(?:/|\||photograph:|picture:|credit:)\s*+{_AGENCY}\W*$"
    r"|(?:^|[.!?”\"’)]\s)(?:photo(?:graph)? by|(?:photo(?:graph)?s?|picture|credit):)\s"
    r"(?-i:[A-Z])[^.:;!?]{2,50}\.?$"
)
_CREDIT_HINTS = ("/", "|", "photo", "picture", "image", "video", "credit")
_CREDIT = re.compile(_CREDIT_INSIDE, re.IGNORECASE)
# Small words that stand in credits; others make a sentence of what ends as one.
_SMALL = re.compile(r"(?<![\w’'])(?!(?:by|of|the|via|for|and|in|from|at|on|with|courtesy)\b)[a-z]+")
_RELATIVE = re.compile(r"\b(?:who|which|that|after|before|when|while|as|during|where|since)\b|\.")
_NO_NAME = re.compile(
    r"by:? (?:(?:early|late|mid|next|last|the)\b.*"
    r"|\w+['’]s\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july"
    r"|august|september|october|november|december|noon|midnight|christmas|easter|dawn|dusk"
    r"|contrast|then|now|land|sea|air|law)\b(?! (?-i:[A-Z])\w+$)",
    re.IGNORECASE,
)


# A gallery's captions run into one line: what its button says, or its name said twice.
_GALLERY = re.compile(r"\b(?:Hide|Show) Captions? \d+ of \d+\b")
_TWICE = re.compile(
    r"(?:Photos?|Gallery|Pictures?): .{6,120}? (?:Photos?|Gallery|Pictures?): |(?:Photos?: ){2}\S"
)
_DIGIT = re.compile(r"\d")
_AGE = re.compile(r", \d\d?,")


def is_gallery(text: str) -> bool:
    """Say whether a line of any length is the captions of a gallery, one behind another."""
    if " Caption" in text and _GALLERY.search(text) is not None:
        return True
    return ": " in text[:10] and _TWICE.match(text) is not None


def says_more(text: str) -> bool:
    """Say whether what opens as a credit is a sentence, or news."""
    return ends_sentence(text) and (len(_SMALL.findall(text)) > 3 or reports_speech(text))


def _is_lead(text: str) -> bool:
    """Say whether a credit in it is the agency of a lead's dateline."""
    prose = opens_dateline(text)
    return prose > 0 and _CREDIT.search(text, prose) is None


def _tells(text: str) -> bool:
    """Say whether what opens as a caption is a sentence of what happened, or somebody says it.

    What is told of those who are in the picture does not count.
    """
    clause = _RELATIVE.split(text, maxsplit=1)[0]
    return reports_speech(text) or (ends_sentence(text) and tells_the_past(clause + "."))


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
            r"\b(?:may|must) not be (?:published|reproduced|copied|redistributed|republished)\b",
            re.IGNORECASE,
        ),
        hints=("©", "(c)", "copyright", "rights reserved", " not be "),
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
            rf"|{_AGENCY}\s++(?:photo|file|video)?\s*+[/|]|file photo\b)",
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
            r"[A-ZÀ-Þ][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}"
        ),
        hints=("/",),
    ),
    Rule(
        SHORT,
        fullmatch=re.compile(_CREDIT_INSIDE, re.IGNORECASE),
        hints=_CREDIT_HINTS,
        unless=_is_lead,
    ),
)
# Characters; no signature is longer.
_SIGNATURE = 160
# Who took a picture, and for whom, behind what is seen; or that it comes from the archive.
_SIGNED = re.compile(
    r"[.!?”\"’]\s\((?-i:[A-Z])[\w.’'-]+(?: (?-i:[A-Z])[\w.’'-]+){0,3}\s?/\s?(?:the )?(?-i:[A-Z])"
    r"[^()]{2,40}\)\W*$"
    r"|\s[\[(](?:(?-i:[A-Z]{2,5}) )?(?:file|archive|archives|representative|representational"
    r"|illustrative)(?: (?:photo|image|picture|pic))?[\])]\W*$"
    rf"|\[(?:[\w ]{{2,20}}/)*{_AGENCY}(?:/[\w ]{{2,20}})*\]\W*$",
    re.IGNORECASE,
)


def _is_signed(text: str) -> bool:
    end = text[-_SIGNATURE:]
    return end[-3:].rstrip(". ").endswith((")", "]")) and _SIGNED.search(end) is not None


CAPTION: tuple[Rule, ...] = (
    Rule(
        LONG,
        looks=_is_signed,
        hints=(")", "]"),
        unless=_is_lead,
    ),
    Rule(
        LONG,
        match=re.compile(
            r"(?:(?-i:FILE)(?: PHOTO)?\s*[-–—:]|file photo\s*[-–—:]|(?:image |photo )?caption\s*:"
            r"|image caption\b|in this (?:\w+ ){0,2}photo (?:provided|taken|released|made)\b)",
            re.IGNORECASE,
        ),
        openings="file image photo caption in",
    ),
    Rule(
        LONG,
        match=re.compile(
            r"(?:(?:above|pictured)(?: (?:above|left|right|here|from left))?\s*[,:]"
            r"|in this (?:\w+ )?photo\b"
            r"|\(?(?:(?:from )?left to right|from left|l-r)\b"
            r"|clockwise from"
            r" (?:(?:the )?(?:top|upper|bottom|lower|left|right|far)\b|(?-i:[A-Z])))",
            re.IGNORECASE,
        ),
        openings="( above pictured in from left l clockwise",
        unless=_tells,
    ),
    Rule(
        LONG,
        search=re.compile(_CREDIT_INSIDE, re.IGNORECASE),
        hints=_CREDIT_HINTS,
        unless=_is_lead,
    ),
)
BYLINE: tuple[Rule, ...] = (
    Rule(
        SHORT,
        fullmatch=re.compile(rf"(?:the )?{_AGENCY}\W*", re.IGNORECASE),
        openings=f"the {_AGENCIES}",
    ),
    Rule(SHORT, looks=opens_byline, openings=" ".join(FIRST_WORDS), unless=is_no_byline),
    Rule(SHORT, looks=is_signed_with_job, hints=JOBS, unless=_is_no_signature),
)
