"""Telling what a paper asks of its readers in whole sentences: money, trust, and no ad blocker."""

from __future__ import annotations

import re

_ASKS = re.compile(
    r"\b(?:you|your|yours|our|us|we|please)\b"
    r"|^\W*(?:give|donate|contribute|chip|help|support|become|make|turn|disable|switch|consider)\b",
    re.IGNORECASE,
)
_GIVE = re.compile(
    r"\b(?:consider(?:ing)?|please)\b[^.!?]{0,40}"
    r"\b(?:donations?|donating|contributions?|contributing|supporting us|support us|donate)\b"
    r"|\b(?:relies|rely|depends?|counts?|lives?) (?:up)?on (?:the )?(?:\w+ (?:of )?){0,3}"
    r"(?:your (?:\w+ )?(?:support|generosity|help|donations?|contributions?)|you(?=[.,;!]|\W*$)"
    r"|(?:its|our|their) (?:readers|supporters|members|subscribers)\b)"
    r"|\b(?:free|possible)\b[^.!?]{0,30} because (?:some of )?(?:you|our \w+)"
    r" (?:pay|support|give)\b"
    r"|\b(?:with|make) (?:a|your) (?:\w+[ -]){0,2}(?:donation|contribution|gift)"
    r" (?:to (?:us|our|keep)|today|now)\b"
    r"|\breaders? like you\b|\breader-(?:funded|supported)\b"
    r"|\bthanks to (?:the support of )?(?:our )?(?:readers|members|supporters|people) like you\b"
    r"|\b(?:support|sustain|back|fund|protect|keep|value|believe in|help) (?:\w+ ){0,3}"
    r"(?:independent|local|quality|our|free|public-interest|community) (?:\w+ ){0,2}"
    r"(?:journalism|reporting|newsroom|journalists|work)\b"
    r"|\bbecome (?:an? )?(?:\w+ ){0,2}(?:member|supporter|subscriber|patron|friend of)\b",
    re.IGNORECASE,
)
_FUNDED = re.compile(
    r"[^,;]{2,60}\b(?:is|are) (?:\w+ )?"
    r"(?:funded|financed|supported|paid for|kept alive"
    r"|made possible)(?: \w+)? by (?:its|our|the|their)? ?(?:\w+ )?"
    r"(?:readers|members|subscribers|supporters)\b",
    re.IGNORECASE,
)
_BLOCKER = re.compile(
    r"\bad(?:vert|vertising|vertisement)?s?[ -]?block(?:er|ers|ing)?\b|\bblocking (?:our )?ads\b"
    r"|\bwhitelist\b|\ballow (?:our )?ads\b",
    re.IGNORECASE,
)
_OF_APPEALS = """
donation donations donate donating contribution contributions contribute contributing supporting
support supporters supported reader readers journalism journalists newsroom reporting reader-funded
reader-supported generosity help member members subscriber subscribers patron friend gift you work
blocker blockers blocking adblocker adblockers adblock ad-blocker ad-blockers ad-block block
whitelist ads
"""
#: Words between blanks of which all that is told here has one in it, in small letters.
WORDS = frozenset(
    word + mark
    for word in _OF_APPEALS.split()
    for mark in ("", ".", ",", "!", ":")
    if word + mark != "you"
)


def asks_reader(text: str) -> bool:
    """Say whether a paper asks its reader to give money, or to see advertisements."""
    if " by " in text and _FUNDED.match(text) is not None:
        return True
    if _ASKS.search(text) is None:
        return False
    return _GIVE.search(text) is not None or _BLOCKER.search(text) is not None
