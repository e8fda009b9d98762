"""Telling what a mail or a newsletter says around the news, from its greeting to its foot."""

from __future__ import annotations

import re
from collections.abc import Iterable

from service.articles.furniture.mail_phrases import (
    CLOSINGS,
    GREETINGS,
    OF_ITSELF,
    OPENINGS,
    OPENINGS_WITH,
    READ_ON,
    WARNINGS,
)

_FIRST = re.compile(r"[\W_]*([^\W_]+)")
# Marks before the first word, but for quotation marks: what is quoted is news.
_LEAD = re.compile(r"[\s\[\]()*_!>|#=~•·⚠\ufe0f-]*")
_LABEL = re.compile(
    r"([^\W\d_]+)(?: (?:notice|note|legal|hinweis|email|mail|op))?[\s\])*!:.|-]+(?=\w)"
)
_ADDRESS = re.compile(r"[(<\[]?\s?(?:https?://|www\.)\S+")
_REST = re.compile(r"[\W_]*")
_EDGES = re.compile(r"^[\W_]+")
_NAME = re.compile(r"[,!\s]*(?:[^\W\d_][\w.'-]*(?:\s|$)){0,4}")
# Greetings and closings are short, notes may be long; so many characters of these are looked at.
_MAX_WORDS, _MAX_CLOSING, _REACH = 7, 60, 400
# Words that mean something else where they stand alone.
_ONLY_WITH_COMMA = frozenset(
    {"best", "cheers", "lg", "vg", "thanks", "thank you", "take care", "see you soon"}
)
_EXTERNALLY = ("extern", "ekstern", "estern", "zewn", "внешн", "зовн")
# A house's gate writes so before a mail from outside.
_EXTERNAL = re.compile(
    r"[\s*]*(?:\[\s?(?:extern|ekstern|estern|zewn|внешн|зовн)\w*[^\]]{0,20}\]"
    r"|external(?: e?-?mail)?:)\s",
    re.IGNORECASE,
)


# By its first word, what a line opens with, and of what it has to have one, if of any.
_Phrases = dict[str, list[tuple[str, tuple[str, ...]]]]


def _by_first_word(phrases: Iterable[tuple[str, tuple[str, ...]]]) -> _Phrases:
    found: _Phrases = {}
    for phrase, marks in phrases:
        first = _FIRST.match(phrase)
        assert first is not None, phrase
        found.setdefault(first[1], []).append((phrase, marks))
    return found


_NOTES = _by_first_word(
    [
        *((phrase, ()) for phrase in OPENINGS),
        *(
            (phrase, tuple(marks.split("|")))
            for openings, marks in (*OF_ITSELF, *OPENINGS_WITH)
            for phrase in openings.split("|")
        ),
    ]
)
_WARNINGS = frozenset(WARNINGS.split())
_GREETINGS = frozenset(GREETINGS.split())
_CLOSINGS = _by_first_word((phrase, ()) for phrase in CLOSINGS)
_READ_ON = _by_first_word((phrase, ()) for phrase in READ_ON)
# What a bracket or a star may stand before, and the words that are told by their beginning.
_OTHERS = (
    "[ ( * _ ! > | # = ~ • · ⚠ e external externally extern externe externer externes externo"
    " externa esterno esterna ekstern ekstern zewnętrzny zewnętrzna zewnętrzne внешнее внешняя"
    " внешний зовнішній зовнішня зовнішнє"
)
#: The first words, or marks, of all notes.
NOTE_OPENINGS = " ".join([*_NOTES, *_WARNINGS, *_GREETINGS, *_CLOSINGS, _OTHERS])
#: The first words of what leads to a whole story.
READ_ON_OPENINGS = " ".join(_READ_ON)


def is_mail_note(text: str) -> bool:
    """Say whether a line speaks of the mail or the newsletter that it stands in, to its reader.

    Warnings of mails from outside, disclaimers, and how to unsubscribe; greetings and closings.
    """
    first = _FIRST.match(text)
    if first is None:
        return False
    word = first[1].lower()
    if word in _GREETINGS and is_greeting(text):
        return True
    if word in _CLOSINGS and is_closing(text):
        return True
    if word.startswith(_EXTERNALLY) and _EXTERNAL.match(text) is not None:
        return True
    if word not in _NOTES and word not in _WARNINGS:
        return False
    return _is_note(_plain(text), word)


def is_greeting(text: str) -> bool:
    """Say whether a line says to whom a letter is, and nothing else."""
    first = _FIRST.match(text)
    if first is None or first[1].lower() not in _GREETINGS or not text[0].isalpha():
        return False
    return len(text) <= _MAX_CLOSING and text[-1] in ",!:" and len(text.split()) <= _MAX_WORDS


def leads_to_whole_story(text: str) -> bool:
    """Say whether a line says where to read on, with an address or without, and nothing else."""
    first = _FIRST.match(text)
    if first is None or first[1].lower() not in _READ_ON:
        return False
    plain = _ADDRESS.sub(" ", _plain(text)[:_REACH])
    return _opens_with(_EDGES.sub("", plain), _READ_ON, first[1].lower(), whole=True)


def _plain(text: str) -> str:
    """The beginning in small letters, from the first word on, spelt as the phrases are."""
    lower = text[:_REACH].lower().replace("’", "'").replace("e-mail", "email")
    lead = _LEAD.match(lower)
    return " ".join(lower[lead.end() if lead else 0 :].split())


def _is_note(plain: str, word: str) -> bool:
    for _ in range(3):
        if _opens_with(plain, _NOTES, word):
            return True
        label = _LABEL.match(plain)
        if label is None or label[1] not in _WARNINGS:
            return False
        plain = plain[label.end() :]
        first = _FIRST.match(plain)
        word = first[1] if first is not None else ""
    return False


def _opens_with(
    plain: str,
    phrases: _Phrases,
    word: str,
    *,
    whole: bool = False,
) -> bool:
    for phrase, marks in phrases.get(word, ()):
        if not plain.startswith(phrase):
            continue
        rest = plain[len(phrase) :]
        if whole:
            if _REST.fullmatch(rest):
                return True
        elif not marks or any(mark in rest for mark in marks):
            return True
    return False


def is_closing(text: str) -> bool:
    """Say whether a line is how letters end, or that, a mark and a name."""
    if len(text) > _MAX_CLOSING or text.endswith("."):
        return False
    plain = _plain(text)
    for phrase, _ in _CLOSINGS.get(plain[: len(plain.split(" ")[0].rstrip(",!"))], ()):
        if not plain.startswith(phrase):
            continue
        rest = plain[len(phrase) :]
        if not rest:
            return phrase not in _ONLY_WITH_COMMA
        if rest[0] in ",!" and _NAME.fullmatch(rest) is not None:
            return True
    return False
