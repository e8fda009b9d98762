"""Naming what a block is when it is not the article: the page's furniture."""

from __future__ import annotations

import re

from service.articles.article import Kind
from service.articles.furniture.timestamps import is_timestamp
from service.text.languages.bylines import ends_in_job, opens_byline

# Where two repetitions could share what they match, the first keeps all of it (`*+`): a line of
# 2,000 blanks behind a bar took 0.4 s, trying every way to divide them.
_COPYRIGHT = re.compile(
    r"©|\(c\)\s*(?:19|20)\d\d|^copyright\W{0,3}(?:\(c\)|(?:19|20)\d\d|by\b)"
    r"|all rights reserved|\bcopyright (?:19|20)\d\d\b"
    r"|\b(?:material|content|site|article|publication|page)s?\b.{0,60}\bmay not be"
    r" (?:published|reproduced|copied|redistributed)\b",
    re.IGNORECASE,
)
_AGENCY = (
    r"(?:associated press|ap|reuters|afp|agence france-presse|getty(?: images)?|epa(?:-efe)?|dpa"
    r"|press association|pa(?: media| wire)?|xinhua|bloomberg|alamy|shutterstock|istock)"
)
_CREDIT = re.compile(
    rf"\(?(?:(?:photo(?:graph)?|image|picture|illustration|video)s?(?: (?:credit|by|courtesy))?"
    rf"\s*(?::|by\s+(?-i:[A-Z])|/|courtesy\b)|credit:|{_AGENCY}\s++(?:photo|file|video)?\s*+[/|]"
    r"|file photo\b)",
    re.IGNORECASE,
)
_CREDIT_INSIDE = re.compile(
    rf"\([^()]{{2,40}}\s(?:photo|image|picture|video)\s?[/|][^()]{{2,60}}\)"
    rf"|\(\s*{_AGENCY}[^)]{{0,12}}[/|][^)]{{2,60}}\)"
    rf"|\((?:photo|picture|image|credit)s?(?: by\b|:|/| courtesy\b)[^)]{{2,60}}\)"
    rf"|(?:/|\||photograph:|picture:|credit:)\s*+{_AGENCY}\W*$"
    r"|(?:^|[.!?”\"’)]\s)(?:photo(?:graph)? by|(?:photo(?:graph)?s?|picture|credit):)\s"
    r"(?-i:[A-Z])[^.:;!?]{2,50}\.?$",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:FILE(?: PHOTO)?\s*[-–—:]|(?:image |photo )?caption\s*:|image caption\b"
    r"|(?:above|pictured)(?: (?:above|left|right|here|from left))?\s*[,:]|in this (?:\w+ )?photo\b"
    r"|\(?(?:(?:from )?left to right|from left|l-r|clockwise from)\b)",
    re.IGNORECASE,
)
_AGENCY_ALONE = re.compile(rf"(?:the )?{_AGENCY}\W*", re.IGNORECASE)
_TEASER = re.compile(
    r"(?:read (?:more|also|next)|see also|related|more on this|recommended|don.t miss)\b\s*:\s*\S",
    re.IGNORECASE,
)
_READ_MORE = re.compile(r"(?:read|see|show) more(?:\s*[»›→…]|\.\.\.)?\s*$", re.IGNORECASE)
_SECTION = re.compile(
    r"(?:you (?:may|might) (?:also )?(?:like|be interested in)"
    r"|related (?:articles?|stor(?:y|ies)|posts?|content|topics|news|links|coverage)"
    r"|recommended(?: (?:for you|stories|articles))?|more (?:from|on|in|stories|news|like)\b.*+"
    r"|most (?:read|popular|viewed|shared|recent|commented)"
    r"|(?:popular|latest|recent|trending|top|other|similar|featured|editor.?s.?)\s"
    r"(?:posts?|articles?|stor(?:y|ies)|news|stories|comments|picks?|now|headlines|videos?)"
    r"|trending|(?:sponsored|promoted) \w.*+|paid (?:content|post)|(?:from )?around the web"
    r"|from the web|(?:leave|post|add) a (?:comment|reply).*+"
    r"|\d*\s*(?:comments?|responses?)(?: \(\d+\))?"
    r"|(?:view|show|join the|read) (?:comments?|conversation|discussion).*+"
    r"|about (?:the )?authors?|what to read next"
    r"|up next|read next|(?:previous|next) (?:post|article)|tags|filed under)\W*",
    re.IGNORECASE,
)
# A label between the paragraphs of an article; it neither ends one nor begins one.
_LABEL = re.compile(
    r"(?:advertisement|sponsored|promoted|share this(?: (?:article|story|post|page))?"
    r"|(?:article|story) continues (?:below|after).*+)\W*",
    re.IGNORECASE,
)
_PROMOTION = re.compile(
    r"(?:please )?(?:sign up|subscribe|register (?:now|here|today|for free|to)|log ?in|sign in"
    r"|download (?:our|the)|advertise (?:with|here|on)|advertisement\W*$"
    r"|get (?:our|unlimited)|become a (?:member|subscriber|supporter)|join (?:our|us)"
    r"|follow (?:us|@|\w+ on)|like us|support (?:our|us)|donate (?:to|now|today)"
    r"|click (?:here|to|below|on)|buy (?:now(?!,)|tickets)|shop now|start your"
    r"|listen to (?:our|the)|watch (?:now|live|the video|more)|enter your e?-?mail"
    r"|stay up to date"
    r"|(?:do you have|have you got|have|got) (?:an? |any )?(?:\w+ )?(?:story|stories|tips?)"
    r"(?: (?:for us|to (?:share|tell)(?: (?:with )?us)?))?\?\s(?:please )?"
    r"(?:e-?mail|contact|get in touch|write|call|text|send|tell|let us))\b",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"\b(?:(?:our|free|daily|weekly|morning|evening) (?:\w+ ){0,2}newsletters?"
    r"|by (?:clicking|signing up|subscribing|continuing|submitting)\b.{0,80}"
    r"\b(?:agree|terms|policy)"
    r"|(?:website|site|we) uses? cookies|accept (?:all )?cookies"
    r"|(?:your|our|\d+-day) free trial"
    r"|to your inbox|your e?-?mail address|affiliate (?:links?|commission))\b",
    re.IGNORECASE | re.DOTALL,
)
# What is said of links in the page may be long.
_SHARE = re.compile(
    r"\b(?:we (?:may|might|could) (?:\w+ )?(?:earn|receive|get)"
    r" (?:an? |some )?(?:\w+ )?commissions?"
    r"|(?:may|might|could) pay us an? (?:\w+ )?(?:share|commission|fee))\b",
    re.IGNORECASE,
)
_SIGNOFF = re.compile(
    r"[(\[]?(?:additional |with )?(?:reporting|editing|writing|compiled) by (?-i:[A-Z])"
    r"|with files from\b"
    r"|(?:the )?(?:associated press|ap|reuters)?\s*(?:writers?|reporters?|journalists?)\b.{0,120}"
    r"\bcontributed(?: reporting| to this (?:report|story|article))?(?: from [^.]{2,40})?\.?$"
    r"|.{0,160}\bcontributed (?:reporting\b|to this (?:report|story|article))"
    r"|(?-i:[A-Z])[\w’'-]+(?: (?-i:[A-Z])[\w’'.-]+){0,3} (?:reported|is reporting|reports) from "
    r"(?-i:[A-Z])[^.]{2,60}\.$",
    re.IGNORECASE | re.DOTALL,
)
# What an article's foot says of the article, and what an agency's head says to its customers.
_NOTE = re.compile(
    r"this (?:story|article|post|page) (?:has been|was|will be)"
    r" (?:(?:last )?(?:updated|corrected|amended|clarified)"
    r"|(?:first|originally) (?:published|posted))\b|our standards:\s",
    re.IGNORECASE,
)
_DESK = re.compile(r"\^?(?:Eds: |(?:With )?(?:AM|PM|BC)-[A-Z]\w{1,12}+-)")
_NAVIGATION = re.compile(
    r"(?:[*•·▪◦+›»|<>/←→-]\s|skip to|toggle|menu\b|home\b|search\b|back to|share\b|tweet\b"
    r"|print\b|e-?mail\b|facebook\b|twitter\b|reply\b|close\b|next\b|previous\b"
    r"|view all|see all|show all|load more)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# The marks that end sentences in the languages that are detected, and what may stand behind them.
_SENTENCE_END = re.compile(r"[.!?…。！？।॥؟۔።։][\"'”’“„»«›‹)\]」』）】\s]*$")
_CUT_SHORT = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]\s*$")
# Scripts without blanks between words: about two characters make one.
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")

_QUOTE_HEADER = re.compile(
    r"(?:from|sent|to|cc|bcc|subject|date|reply-to|de|enviado|para|asunto|von|gesendet|an|betreff"
    r"|envoyé|objet|da|inviato|oggetto)\s?:\s.*(?:@|\d{4}|re:|fwd?:)"
    r"|(?:subject|betreff|asunto|objet|oggetto|reply-to|bcc|cc)\s?:\s"
    r"|(?:on|am|le|el|il)\b.{5,80}\b(?:wrote|schrieb|a écrit|escribió|ha scritto)\s?:$"
    r"|-{3,}\s?(?:original|forwarded|weitergeleitet|mensaje|message).{0,40}$"
    r"|begin forwarded message",
    re.IGNORECASE,
)

# Without one of these a pattern that searches the whole block cannot match; looking for them first
# takes a tenth of the time.
_COPYRIGHT_HINTS = ("©", "(c)", "copyright", "rights reserved", "may not be")
_HEADER_HINTS = (":", "--")
_CREDIT_HINTS = ("(", "/", "|", "photo", "picture:", "credit:")
_OFFER_HINTS = (
    *("newsletter", "cookies", "free trial", "inbox", "mail address", "affiliate", "by c", "by s"),
)
_SHARE_HINTS = (" commission", " pay us a")
_SIGNED = (" by ", " from ", "contributed")
_SIGNOFF_HINTS = (
    *("contributed", "reporting", "editing by", "writing by", "written by", "compiled by"),
    *("with files from", "reported from", "reports from", "reported by"),
)

# The first words of what the patterns match at a block's beginning: nine blocks in ten have
# another, and none of those patterns is tried on them.
_FIRST_WORD = re.compile(r"[^\W_]+")
_OPENING_WORDS = """
file image images photo photos photograph photographs caption above pictured in left l clockwise
from picture pictures illustration illustrations video videos credit associated ap reuters afp
agence getty epa dpa press pa xinhua bloomberg alamy shutterstock istock written reported posted
story analysis by words the you related recommended more most popular latest recent trending top
other similar featured editor editors sponsored promoted paid around leave post add comment comments
response responses view show join read about what up previous next tags filed advertisement share
article see don please sign subscribe register log login download advertise get become follow like
support donate click buy shop start listen watch enter stay skip toggle menu home search back tweet
print e email facebook twitter reply close all load di von par por door this
our do have got eds am pm bc with
"""
_OPENINGS = frozenset(_OPENING_WORDS.split())
# What credits and captions may begin with instead, and what entries of a menu do.
_ENCLOSING, _LISTED = "(/|^", "*•·▪◦+›»|<>/←→-"

# Longer blocks than these are prose that mentions a photo or a newsletter, not one of them.
_SHORT, _MIDDLE, _LONG = 14, 45, 110
# Characters; bounds what the patterns may scan when a block has few words but no end.
_LONGEST = 2_000


def count_words(text: str) -> int:
    """Return the number of words in the text."""
    words = len(_WORD.findall(text))
    return max(words, len(_UNSPACED.findall(text)) // 2) if has_unspaced_script(text) else words


def has_unspaced_script(text: str) -> bool:
    """Say whether a script in it puts no blanks between words, as Thai, Chinese and Japanese."""
    return not text.isascii() and _UNSPACED.search(text) is not None


def ends_sentence(text: str) -> bool:
    """Say whether the text ends as a sentence does."""
    return _SENTENCE_END.search(text[-12:]) is not None


def is_cut_short(text: str) -> bool:
    """Say whether the text breaks off with […], as teasers of other articles do."""
    return "]" in text[-3:] and _CUT_SHORT.search(text[-12:]) is not None


def opens_section(text: str) -> bool:
    """Say whether the block heads a list of other articles, comments or sponsored links."""
    return len(text) <= 80 and _SECTION.fullmatch(text) is not None


def name_furniture(text: str, words: int) -> Kind | None:
    """Return the kind of furniture that a block plainly is by its own wording, or None.

    `words` is `count_words(text)`. Only what the block says of itself counts here; its place on
    the page is for the caller.
    """
    if len(text) > _LONGEST:
        return None
    lower = text.lower()
    if words <= _MIDDLE and _has(text, _HEADER_HINTS) and _QUOTE_HEADER.match(text):
        return "quote_header"
    if words <= _LONG and _has(lower, _COPYRIGHT_HINTS) and _COPYRIGHT.search(text):
        return "copyright"
    if words <= _SHORT and is_timestamp(text):
        return "timestamp"
    told = _is_told(lower)
    if words <= _LONG and ((told and _CAPTION.match(text)) or _credits_inside(text, lower)):
        return "credit" if words <= _SHORT and _is_credit(text) else "caption"
    if words <= _SHORT and told and _is_credit(text):
        return "credit"
    if words <= _SHORT and told and _AGENCY_ALONE.fullmatch(text):
        return "byline"
    signed = words <= _SHORT and ((told and opens_byline(text)) or ends_in_job(lower))
    if signed and not ends_sentence(text):
        return "byline"
    if words <= _MIDDLE and _signs_off(text, lower):
        return "signoff"
    if words <= _MIDDLE and told and _NOTE.match(text):
        return "signoff"
    if words <= _MIDDLE and told and _DESK.match(text):
        return "other"
    if told and opens_section(text):
        return "heading"
    if words <= _SHORT and told and _LABEL.fullmatch(text):
        return "promotion"
    if words <= _LONG and (_leads_on(text, lower) or (told and _TEASER.match(text))):
        return "teaser"
    if words <= _MIDDLE and ((told and _PROMOTION.match(text)) or _offers(text, lower)):
        return "promotion"
    if words <= _LONG and _has(lower, _SHARE_HINTS) and _SHARE.search(text):
        return "promotion"
    listed = told or text[:1] in _LISTED
    if words <= _SHORT and listed and not ends_sentence(text) and _NAVIGATION.match(text):
        return "navigation"
    return None


def _is_told(lower: str) -> bool:
    """Say whether a block begins as any of the kinds that are told by their beginning does."""
    first = _FIRST_WORD.match(lower)
    if first is None:
        return lower[:1] in _ENCLOSING
    return first[0] in _OPENINGS or first[0].isdigit()


def _leads_on(text: str, lower: str) -> bool:
    return is_cut_short(text) or ("more" in lower[-24:] and bool(_READ_MORE.search(text[-24:])))


def _has(lower: str, hints: tuple[str, ...]) -> bool:
    for hint in hints:  # noqa: SIM110 - a third of the time that any() over a generator takes
        if hint in lower:
            return True
    return False


def _signs_off(text: str, lower: str) -> bool:
    # Three looks settle most lines, which would take ten.
    if not (_has(lower, _SIGNED) and _has(lower, _SIGNOFF_HINTS)):
        return False
    return _SIGNOFF.match(text) is not None


def _offers(text: str, lower: str) -> bool:
    return _has(lower, _OFFER_HINTS) and _OFFER.search(text) is not None


def _credits_inside(text: str, lower: str) -> bool:
    return _has(lower, _CREDIT_HINTS) and _CREDIT_INSIDE.search(text) is not None


def _is_credit(text: str) -> bool:
    return _CREDIT.match(text) is not None or _CREDIT_INSIDE.fullmatch(text) is not None
