"""What says whose a picture, an article or a page is, and when it was written."""

from __future__ import annotations

import re

from service.articles.furniture.rule import LONG, SHORT, Rule
from service.articles.furniture.wording import (
    ends_sentence,
    opens_dateline,
    reads_as_news,
    reports_speech,
)
from service.text.languages.bylines import FIRST_WORDS, JOBS, opens_byline

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
# A time stamp is a line of nothing but these; each word is looked at by itself, since a pattern
# for the whole line would try every way to divide its numbers among them.
_TIME_WORDS = """
jan january feb february mar march apr april may jun june jul july aug august sep september
sept oct october nov november dec december mon monday tue tuesday tues wed wednesday thu
thursday fri friday sat saturday sun sunday am pm a.m p.m gmt utc bst cet est edt cst cdt mst
mdt pst pdt at on of a an ago yesterday today just now read reading last first update updated
published posted modified created date time min mins minute minutes hour hours hr hrs day days
week weeks month months year years
"""
_TIMES = frozenset(_TIME_WORDS.split())
#: How lines of times begin: with their words, a number, or a mark before either.
TIME_OPENINGS = " ".join([*sorted({word.split(".")[0] for word in _TIMES}), *"0,;|•·—–():.-"])
_TIME_NUMBER = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)?|\d{1,4}|\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:[ap]\.?m)?"
    r"|\d{1,2}[ap]\.?m|\d{1,4}[/.]\d{1,2}[/.]\d{1,4}(?:t[\d:.+z]*)?|\d{1,2}t\d\d:[\d:.+z]*",
    re.IGNORECASE,
)
_BETWEEN_TIMES = re.compile(r"[\s,;|•·—–()-]+|[:.](?=\s|$)")
_FIRST_TIME = re.compile(r"[\s,;|•·—–():.-]*([^\s,;|•·—–()-]+)")
_HAS_TIME = re.compile(
    rf"\b(?:{_MONTH}\b|\d{{1,2}}:\d\d|(?:19|20)\d\d\b|ago\b|yesterday|today|min read)",
    re.IGNORECASE,
)
# An answer of an interview, or a sentence of one word, has a full stop that no stamp has.
_ANSWER = re.compile(
    rf"(?:today|yesterday|just now|now|{_MONTH}|(?:mon|tues|wednes|thurs|fri|satur|sun)day)?"
    rf"(?:\s*\d{{1,4}})?(?:\s*(?:(?:minutes?|hours?|days?|weeks?|months?|years?)(?: ago)?|{_MONTH}"
    rf"(?:\s\d{{4}})?))?[.?!]",
    re.IGNORECASE,
)
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
_CAPITAL = r"[^\W\d_a-zß-öø-ÿа-яёіїєґ]"
_PART = rf"{_CAPITAL}[\w.’'-]*+"
_NAME = rf"{_PART}(?: (?:de|van|von|der|den|di|da|la|le|al|{_PART})){{1,4}}"
_TRADE = (
    r"(?:reporter|correspondent|columnist|editor|editor-in-chief|journalist|writer|contributor|critic"
    r"|photographer|producer|commentator|blogger|intern|author|redakteur|redakteurin|reporterin"
    r"|journalistin|korrespondent|korrespondentin|autor|autorin|kolumnist|kolumnistin|volontär"
    r"|volontärin|journaliste|correspondant|correspondante|rédacteur|rédactrice|chroniqueur"
    r"|chroniqueuse|éditorialiste|periodista|redactor|redactora|corresponsal|columnista|reportero"
    r"|reportera|giornalista|corrispondente|redattore|redattrice|cronista|editorialista|inviato"
    r"|inviata|jornalista|repórter|correspondente|colunista|redator|redatora|verslaggever"
    r"|verslaggeefster|redacteur|redactrice|journaliste|columniste|dziennikarzem|dziennikarką"
    r"|publicystą|publicystką|reporterem|reporterką|korespondentem|korespondentką|redaktorem"
    r"|redaktorką|журналист|журналистка|корреспондент|обозреватель|редактор|журналіст"
    r"|журналістка|кореспондент|кореспондентка|оглядач|редакторка|krönikör|skribent|redaktör)"
)
_IS = r"(?:is|ist|est|es|è|é|jest|är|are|sind|—|–)"
_BIOGRAPHY = re.compile(
    rf"(?:(?:Prof(?:essor)?|Dr)\.? )?{_NAME},? {_IS} (?:[\w’'-]+,? ){{0,6}}(?i:{_TRADE})\b"
    rf"|{_NAME} (?:covers|reports on|writes (?:about|on))\b [^.!?]{{3,60}} (?:for|at)"
    rf" (?:the )?{_CAPITAL}"
    rf"|{_NAME} (?:writes for|edits) (?:the )?{_CAPITAL}"
    rf"|(?:(?:Prof(?:essor)?|Dr)\.? )?{_NAME} (?:teaches|is (?:an? |the )?(?:\w+ ){{0,2}}"
    r"(?:professor|lecturer|fellow|director|researcher))\b[^!?]{3,}"
    r"|[(\[]?(?:(?:The|This) (?:author|writer|columnist)s?|Our (?:reporter|correspondent))"
    r"(?: (?:is|are) (?:an?|the|also|currently|formerly)\b"
    r"|, (?:an?|the|former(?:ly)?|who) )[^!?]{3,}"
    # A whole line in brackets behind an article.
    rf"|\((?:(?:Prof(?:essor)?|Dr)\.? )?{_NAME},? is (?:an?|the)\b[^!?]{{3,}}\)\W*$"
    r"|(?:The )?(?:[^\W\d_a-z][\w’'-]*+ ){1,5}is an? (?:[\w-]+,? ){0,4}(?:non-?profit"
    r"|not-for-profit|non-?partisan|independent|reader-supported)\b[^!?]{0,30}"
    r"\b(?:news(?:room|paper| )|media|publication|publisher)[^!?]*"
    r"|About the (?:author|writer|reporter)s?\s?: \S",
)
_REACH = re.compile(
    r"\b(?:[Ff]ollow|[Rr]each|[Cc]ontact|[Ee]-?mail|[Ff]ind|[Ww]rite to|Folgen Sie|Suivez)"
    r" (?:her|him|them|ihm|ihr|\S*@)|@\w|\bon (?:X|Twitter|Bluesky|Mastodon|Instagram|Threads)\b"
)
_OTHERWISE = re.compile(
    r"\b(?:who|whose|was|were|had|did|will|would|died|arrested|killed|held|charged|told"
    r"|of the year)\b"
    r"|\bis (?:an? |the )?(?:\w+ ){0,3}(?:who|accused|charged|suspected|missing|being)\b",
)
_WORDS = 60
_JOB = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(set(JOBS))))})$")


def is_timestamp(text: str) -> bool:
    """Say whether a line is a time or date and nothing else."""
    # Nine lines in ten are told by their first word, in a fifth of the time.
    first = _FIRST_TIME.match(text)
    if first is None or not _tells_time(first[1].rstrip(":.")):
        return False
    # Mostly the second word is none of a time.
    if not all(_tells_time(word) for word in _BETWEEN_TIMES.split(text) if word):
        return False
    return _HAS_TIME.search(text) is not None and _ANSWER.fullmatch(text) is None


def _tells_time(word: str) -> bool:
    if word[:1].isdigit():
        return _TIME_NUMBER.fullmatch(word) is not None
    return word.lower() in _TIMES


def ends_in_job(text: str) -> bool:
    """Say whether the text ends with what a writer is by trade."""
    lower = text.lower()
    return lower.endswith(JOBS) and _JOB.search(lower) is not None


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
    Rule(SHORT, looks=ends_in_job, hints=JOBS, unless=_is_no_signature),
)


def is_biography(text: str) -> bool:
    """Say whether a line, standing behind an article, says who its writer is."""
    if _BIOGRAPHY.match(text) is None or len(text.split()) > _WORDS:
        return False
    if _OTHERWISE.search(text) is not None:
        return False
    # What a writer writes is no speech.
    return not reports_speech(text.replace(" writes ", " "))


def tells_how_to_reach_writer(text: str) -> bool:
    """Say whether a line says who a writer is, and how to follow or reach them."""
    return is_biography(text) and _REACH.search(text) is not None
