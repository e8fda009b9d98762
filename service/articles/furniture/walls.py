"""Telling a text that stands where an article would be: a consent wall, a login, an error."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from service.articles.furniture.naming import name_furniture
from service.articles.furniture.rule import MIDDLE
from service.articles.furniture.wording import (
    addresses_reader,
    count_words,
    ends_sentence,
    fold,
    opens_dateline,
    reports_speech,
    tells_the_past,
)
from service.text.languages.registry import REGISTRY

#: Characters; what is longer has more in it than a wall.
MOST_CHARACTERS = 3_000
_PHRASES = tuple(fold(phrase) for known in REGISTRY.values() for phrase in known.walls)
# What walls say in English, in small letters, where they say it to the reader or as a title.
_SAID = re.compile(
    r"\b(?:value|care about|respect) your privacy|\bprivacy (?:policy|choices|settings)"
    r"|\b(?:we and|with) our (?:\d[\d,.]* )?(?:\w+ )?partners|\btracking technologies"
    r"|\b(?:store|access)\b.{0,40}\b(?:on|from) (?:your|a) device"
    r"|\bcookie (?:policy|settings|preferences|notice|consent)"
    r"|\b(?:accept|reject|allow) (?:all|cookies)"
    r"|\b(?:use|uses|using|enable|disable|allow|accept) (?:\w+ ){0,2}cookies"
    r"|\b(?:are|you.re) (?:a )?(?:human|not a robot|a robot)|\bcaptcha|\bjust a moment"
    r"|\bunusual (?:traffic|activity)|\bchecking (?:if|your|the) |\bjava ?script|\bad.?block"
    r"|\bray id\b|\bddos protection|\bsecurity (?:check|service|verification)"
    r"|\bautomated (?:access|requests|traffic)|\byour (?:web )?browser|\bturned off"
    r"|\b(?:sign|log) in (?:to|with|again)|\blogin|\bpassword|\bcreate (?:an|a free|your) account"
    r"|\b(?:have|need) an account|\bremember me|\bsubscribe (?:now|to)\b|\byour sub|\byour session"
    r"|\bpage (?:\w+ ){0,6}(?:not|cannot be|could not be|can.t be|couldn.t be) found|\bnot found"
    r"|\b(?:error|status|http|code)\W{0,3}(?:40|41|42|45|50|52)\d\b|^(?:40|41|42|45|50|52)\d\b"
    r"|\btoo many requests"
    r"|\baccess (?:is |was |has been )?denied|\bforbidden|\b(?:internal )?server error"
    r"|\bbad gateway|\bgateway time.?out|\bunavailable|\bsomething went wrong|\btry again"
    r"|\b(?:have|need) permission|\bno longer (?:available|exists?)|\bmaintenance"
    r"|\b(?:been|was) (?:moved|removed|deleted|blocked|renamed)"
    r"|\breference (?:number|id|code)|\bcheck (?:the|your) (?:address|url|spelling|connection)"
    r"|\b(?:not|isn.t|un)\W?(?:available|accessible|supported) (?:in|from|to visitors (?:in"
    r"|from)) (?:your|the e)"
    r"|\bnot (?:currently |yet )?(?:available|accessible|supported|open)\b.{0,40}"
    r"\b(?:your (?:country|region|location|area)|visitors|european|in europe|outside)"
    r"|\baccess (?:cannot|can.t|can not|could not) be (?:granted|given)"
    r"|\b(?:access|reach|visit|view)(?:ing|ed)?\b.{0,60}\b(?:from|outside) (?:a country"
    r"|countries|the european"
    r"|the country|europe|outside|your (?:country|region|location))"
    r"|\baccess restricted|\brestricted (?:in|from) your|\bregion (?:not|is not) supported"
    r"|\b(?:unsupported|outdated|older|old|modern|newer|latest|another"
    r"|different) (?:\w+ )?(?:version of your )?browser"
    r"|\bbrowser (?:is |version )?(?:not supported|out of date|outdated|unsupported"
    r"|no longer supported)"
    r"|\bno longer support|\bwill be back soon|\bbe (?:right )?back (?:soon|shortly|in a)"
    r"|\bback (?:soon|shortly|online)|\bunder construction|\bcoming soon|\bdown for"
    r"|\bpage\b.{0,40}\b(?:does not|doesn.t|no longer|did not|didn.t) exists?|\bnothing was found"
    r"|\blost that page|\bthat page|\b(?:legal|lawful|drinking) age|\b(?:over"
    r"|under) (?:the age of )?(?:16|18|21)\b"
    r"|\b(?:16|18|21) (?:years )?(?:or (?:older|over)|of age)|\bverify your age"
    r"|\bage (?:verification|check|gate)"
    r"|\bdate of birth|\blink (?:has |is )?expired|\bchecking your|\barticle limit|\bdigital access"
    r"|\bcancel (?:at )?any ?time|\bno commitment|\bfree account"
    r"|\balready (?:a )?(?:registered|member|subscri)"
    r"|\bnew here|\bregister (?:now|to|for)|\bmoment while|\bclient-side exception"
    r"|\byou are offline"
    r"|\binternet connection|\btimed out|\brate limit|\bsend fewer|\bsecurity of your connection"
    r"|\bpayment details|\bsubscription (?:has )?(?:expired|ended)"
    r"|\bin your country|\bnot serve (?:visitors|readers|users)|\boverloaded"
    r"|\bcome back (?:later|soon)"
    r"|\bonly (?:members|subscribers) can|\b(?:last|remaining) free (?:story|article)"
    r"|\bchoose a plan"
    r"|\bpage you (?:wanted|requested|tried)|\bprove (?:that )?you|\bare a person"
    r"|\baccess to this (?:service|site|page|website)"
    r"|\bbroken link|\berror (?:has )?occurred|\b(?:reload|refresh) (?:the|this) page",
)
#: Texts of which all that `_SAID` takes has one in it.
_STEMS = (
    *("privacy", " partners", "tracking tech", " device", "cookie", "accept all", "reject all"),
    *("allow all", "human", "a robot", "captcha", "just a moment", "unusual ", "checking "),
    *("java", "block", "ray id", "ddos ", "security ", "automated ", "browser", "turned off"),
    *(" in to", " in with", " in again", "login", "password", "create a", "create your account"),
    *(" an account", "remember me", "subscribe ", "your sub", "your session", "found", "error"),
    *("status", "http", "code", "40", "41", "42", "45", "50", "52", "too many requests", "denied"),
    *("forbidden", "bad gateway", "gateway time", "unavailable", "went wrong", "try again"),
    *(" permission", "no longer ", "maintenance", " moved", " removed", " deleted", " renamed"),
    *(
        "available",
        "accessible",
        "supported",
        "open",
        "access",
        "from a country",
        "reach",
        "visit",
    ),
    *(
        "restricted",
        "region ",
        "no longer",
        "back soon",
        "back shortly",
        "back online",
        "right back",
    ),
    *(
        "construction",
        "coming soon",
        "down for",
        "exist",
        "page",
        "age ver",
        "age check",
        "age gate",
        " age",
        "18",
        "16",
        "21",
    ),
    *("date of birth", "expired", "digital access", "cancel any", "cancel at", "no commitment"),
    *(
        "free account",
        "already ",
        "new here",
        "register ",
        "moment while",
        "client-side",
        "offline",
    ),
    *("internet connection", "timed out", "rate limit", "send fewer", "payment details", "ended"),
    *("view", "be back", "article limit"),
    *(
        "in your country",
        "not serve",
        "overloaded",
        "come back",
        "only members",
        "only subscribers",
    ),
    *("free story", "free article", "choose a plan", "prove ", "a person"),
    *("reference ", "check the", "check your", "broken link", "reload", "refresh"),
)
_TO_READER = re.compile(
    r"\b(?:you|your|we|our|us|please|i)\b|^(?:sign|log|enter|accept|check|try|register"
    r"|switch|confirm|verify|update|cancel|ask|go|use|return|contact|reload|click|maybe|perhaps|get"
    r"|it (?:may|might|looks|seems)|this will|for the best|to get the best|due to)\b",
    re.IGNORECASE,
)
# What machines say of themselves, in the past tense, too.
_BY_MACHINE = re.compile(
    r"\W*(?:the|this|our|your|a|an)?\s?(?:web |origin |requested |remote |internal )?"
    r"(?:server|gateway|page you|page that you|url|application|request|connection|host)\b"
    r"(?=.{0,80}\b(?:error|request|response|respond|invalid|unable|time|unavailable"
    r"|overload|reach|reset"
    r"|found|exist|complete|refused|closed|denied)\w*)",
)
_TITLE_WORDS = 8
# A call is so short; and of a wall at least every fourth word is of what walls speak of.
_CALL_WORDS, _LEAST_SHARE = 4, 4
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+")
_LEADS_AWAY = frozenset({"promotion", "paywall", "navigation", "copyright", "comment", "heading"})


def is_wall(document: str, blocks: Iterable[str]) -> bool:
    """Say whether a short document is a wall before an article, or says why there is none.

    It speaks to the reader of cookies, robots, logins or errors, and tells nothing: nobody says
    anything, nothing happened, and there is not as much of other prose.
    """
    if len(document) > MOST_CHARACTERS:
        return False
    folded = fold(document)
    english = any(stem in folded for stem in _STEMS)
    # That something is told costs less to see than what a wall says, and articles end here.
    sentences = _read(blocks, english=english)
    if sentences is None:
        return False
    phrases = tuple(phrase for phrase in _PHRASES if phrase in folded)
    if not phrases and not english:
        return False
    said = other = 0
    for sentence in sentences:
        words, small = sentence.words, sentence.small
        if (
            sentence.by_machine
            or any(phrase in small for phrase in phrases)
            or _leads_away(sentence.text, words)
            or (english and _is_said(small, words, to_reader=sentence.to_reader))
        ):
            said += words
        elif sentence.past:
            return False
        elif ends_sentence(sentence.text) and not (
            # A call of a few words speaks to the reader, too.
            words <= _CALL_WORDS or sentence.to_reader or addresses_reader(sentence.text)
        ):
            other += words
    words_of_all = sum(sentence.words for sentence in sentences)
    return said >= other and said * _LEAST_SHARE >= words_of_all


class _Sentence(NamedTuple):
    """A sentence of what may be a wall; `small` is it in small letters."""

    text: str
    small: str
    words: int
    by_machine: bool = False
    to_reader: bool = False
    #: It opens with a dateline, or tells what happened, not to the reader.
    past: bool = False


def _read(blocks: Iterable[str], *, english: bool) -> list[_Sentence] | None:
    """The sentences of what tells nothing; None where somebody says something, or it happened."""
    sentences = []
    for text in chain.from_iterable(map(_SENTENCE.split, blocks)):
        words, small = count_words(text), fold(text)
        if english and _BY_MACHINE.match(small) is not None:
            sentences.append(_Sentence(text, small, words, by_machine=True))
            continue
        if reports_speech(text):
            return None
        to_reader = _TO_READER.search(text) is not None
        past = opens_dateline(text) > 0 or (not to_reader and tells_the_past(text))
        if past and words > _TITLE_WORDS:
            return None
        sentences.append(_Sentence(text, small, words, to_reader=to_reader, past=past))
    return sentences


def _leads_away(sentence: str, words: int) -> bool:
    """Say whether a sentence is furniture that leads to somewhere else."""
    return name_furniture(sentence, words) in _LEADS_AWAY


def _is_said(small: str, words: int, *, to_reader: bool) -> bool:
    """Say whether a sentence, in small letters, says in English what walls say."""
    return _SAID.search(small) is not None and (
        words <= _TITLE_WORDS or (words <= MIDDLE and to_reader)
    )
