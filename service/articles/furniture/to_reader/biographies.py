"""Telling what a paper says of the writer below an article: whom for, of what, how to follow."""

from __future__ import annotations

import re

from service.text.languages.reports import reports_speech

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
