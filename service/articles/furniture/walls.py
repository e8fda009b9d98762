"""Telling a text that stands where an article would be: a consent wall, a login, an error."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from service.articles.furniture.naming import name_furniture
from service.articles.furniture.news import opens_dateline, tells_the_past
from service.articles.furniture.phrases import fold
from service.articles.furniture.rule import MIDDLE
from service.articles.wording import count_words, ends_sentence
from service.text.languages.registry import REGISTRY
from service.text.languages.reports import reports_speech

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
    *("reference ", "check the", "check your", "broken link", "reload", "refresh"),
)
_TO_READER = re.compile(
    r"\b(?:you|your|we|our|us|please|i)\b|^(?:sign|log|enter|accept)\b", re.IGNORECASE
)
_TITLE_WORDS = 8
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+")
_LEADS_AWAY = frozenset({"promotion", "paywall", "navigation", "copyright", "comment", "heading"})


def is_wall(document: str, blocks: Iterable[str]) -> bool:
    """Say whether a short document is a wall before an article, or says why there is none.

    It speaks to the reader of cookies, robots, logins or errors, and tells nothing: nobody says
    anything, nothing happened, and there is not as much of other prose.
    """
    if len(document) > MOST_CHARACTERS or reports_speech(document):
        return False
    folded = fold(document)
    phrases = tuple(phrase for phrase in _PHRASES if phrase in folded)
    english = any(stem in folded for stem in _STEMS)
    if not phrases and not english:
        return False
    said = other = 0
    for sentence in chain.from_iterable(map(_SENTENCE.split, blocks)):
        words = count_words(sentence)
        if _is_said(sentence, words, phrases, english=english):
            said += words
        elif opens_dateline(sentence) or tells_the_past(sentence):
            return False
        elif ends_sentence(sentence) and _TO_READER.search(sentence) is None:
            other += words
    return said > other


def _is_said(sentence: str, words: int, phrases: Iterable[str], *, english: bool) -> bool:
    """Say whether a sentence is of a wall."""
    folded = fold(sentence)
    if any(phrase in folded for phrase in phrases):
        return True
    if name_furniture(sentence, words) in _LEADS_AWAY:
        return True
    said = english and _SAID.search(folded) is not None
    return said and (
        (words <= _TITLE_WORDS and not ends_sentence(sentence))
        or (words <= MIDDLE and _TO_READER.search(sentence) is not None)
    )
