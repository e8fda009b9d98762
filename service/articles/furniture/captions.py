"""Captions: what says who took the picture, where it is seen, or how its player works."""

from __future__ import annotations

import re

from service.articles.furniture.attributions import (
    AGENCY,
    CREDIT_HINTS,
    CREDIT_INSIDE,
    is_lead,
)
from service.articles.furniture.rule import LONG, Rule
from service.articles.furniture.wording import (
    ends_sentence,
    reads_as_news,
    reports_speech,
    tells_the_past,
)

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_PART = rf"{_CAPITAL}[\w.’'-]*+"
_NAME = rf"{_PART}(?: (?:de|van|von|der|al|el|bin|{_PART})){{1,3}}"
# Who took it, and for whom, behind what is seen. Candidates, too, are for something.
_BY_PHOTOGRAPHER = re.compile(
    rf"(?:(?<![A-Z])[.!?”\"’)]|\b(?:19|20)\d\d)\s{{1,2}}{_NAME}"
    r"(?:(?:—|\s?[/|]\s?)(?:[Tt]he )?"
    r"| for (?:[Tt]he )?)"
    rf"(?!(?:{_PART} )?(?:President|Congress|Senate|Governor|Mayor|Prime)\b)"
    rf"{_PART}(?: (?:and|of|{_PART})){{0,4}}[.”\")]{{0,2}}$"
    r"|(?:AP(?: Photo| PHOTO)?|REUTERS|Reuters|AFP(?: Photo| PHOTO)?|EPA|Pool|POOL)\s?/\s?"
    rf"{_PART}(?: {_PART}){{0,3}}(?:\s?\([\w /]{{2,20}}\))?\W{{0,2}}$"
)
# The photographer stands before what is seen, too.
_OPENED = re.compile(rf"{_NAME}\s?[/—]\s?(?i:{AGENCY})\b(?! said)")
# Characters; no signature is longer, nor an outlet in one.
_SIGNATURE, _OUTLET = 120, 60
_PARTS_NAMES = re.compile(r"[—/|]| for ")
_OF_PICTURE = (
    r"(?:photo|image|pic|picture|video|graphic)s?(?: (?:is |are )?used)?(?: only)? for"
    r" (?:representation|representational|representative|illustration|illustrative|reference)"
    r"(?: purposes?)?(?: only)?"
)
_SIGNED = re.compile(
    r"[.!?”\"’]\s\((?-i:[A-Z])[\w.’'-]+(?: (?-i:[A-Z])[\w.’'-]+){0,3}\s?/\s?(?:the )?(?-i:[A-Z])"
    r"[^()]{2,40}\)\W*$"
    r"|\s[\[(](?:(?-i:[A-Z]{2,5}) )?(?:file|archive|archives|representative|representational"
    r"|illustrative)(?: (?:photo|image|picture|pic))?[\])]\W*$"
    r"|\s[\[(](?-i:[A-Z]{2,5})[ _](?:photo|image|picture|pic|print)s?[\])]\W*$"
    rf"|\s[\[(]{_OF_PICTURE}[\])]\W*$"
    rf"|\[(?:[\w ]{{2,20}}/)*{AGENCY}(?:/[\w ]{{2,20}})*\]\W*$",
    re.IGNORECASE,
)


_RELATIVE = re.compile(r"\b(?:who|which|that|after|before|when|while|as|during|where|since)\b|\.")
# A gallery's captions run into one line: what its button says, or its name said twice.
_GALLERY = re.compile(r"\b(?:Hide|Show) Captions? \d+ of \d+\b")
_TWICE = re.compile(
    r"(?:Photos?|Gallery|Pictures?): .{6,120}? (?:Photos?|Gallery|Pictures?): |(?:Photos?: ){2}\S"
)


def is_gallery(text: str) -> bool:
    """Say whether a line of any length is the captions of a gallery, one behind another."""
    if " Caption" in text and _GALLERY.search(text) is not None:
        return True
    return ": " in text[:10] and _TWICE.match(text) is not None


def _tells(text: str) -> bool:
    """Say whether what opens as a caption is a sentence of what happened, or somebody says it.

    What is told of those who are in the picture does not count.
    """
    clause = _RELATIVE.split(text, maxsplit=1)[0]
    return reports_speech(text) or (ends_sentence(text) and tells_the_past(clause + "."))


def _is_signed(text: str) -> bool:
    """Say whether a line ends in brackets with whose picture it is, or that it is an old one."""
    end = text[-_SIGNATURE:]
    return end[-3:].rstrip(". ").endswith((")", "]")) and _SIGNED.search(end) is not None


def _names_photographer(text: str) -> bool:
    """Say whether a line ends in who took the picture and for whom, or begins so."""
    # Most lines end in no name.
    last = text[text.rfind(" ") + 1 :]
    near = max(0, len(text) - _OUTLET)
    if (
        not last.islower()
        and _PARTS_NAMES.search(text, near) is not None
        and _BY_PHOTOGRAPHER.search(text[-_SIGNATURE:]) is not None
    ):
        return True
    begun = text[:_SIGNATURE]
    return ("/" in begun or "—" in begun) and _OPENED.match(text) is not None


CAPTION: tuple[Rule, ...] = (
    Rule(
        LONG,
        looks=_is_signed,
        hints=(")", "]"),
        unless=is_lead,
    ),
    Rule(LONG, looks=_names_photographer, hints=("/", "—", "|", " for "), unless=is_lead),
    Rule(
        LONG,
        search=re.compile(
            r"\b(?:toggle|hide|show) caption\b|\b(?-i:Image|Media|Video|Photo) caption\b"
            r"|\b(?:media|video|audio) playback is (?:not |un)(?:supported|available)\b",
            re.IGNORECASE,
        ),
        hints=(
            *("toggle caption", "hide caption", "show caption", "image caption"),
            *("media caption", "video caption", "photo caption", " playback is "),
        ),
    ),
    Rule(
        LONG,
        match=re.compile(
            r"(?:to play this (?:video|audio|clip)\b|(?:this|the) (?:video|clip|audio)"
            r" (?:can ?not|can.t) be played\b|your (?:browser|device) does not support"
            r" (?:this|the|our) (?:video|audio|player|element))",
            re.IGNORECASE,
        ),
        hints=("to play this", "be played", "not support"),
        unless=reads_as_news,
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
        search=re.compile(CREDIT_INSIDE, re.IGNORECASE),
        hints=CREDIT_HINTS,
        unless=is_lead,
    ),
)
