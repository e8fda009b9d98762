"""Telling the lines that a printed page has besides its text: its number, its head, its jumps."""

from __future__ import annotations

import re

#: Characters; no such line is longer.
MAX_CHARACTERS = 90
_MAX_WORDS, _MAX_NAME, _SHORTEST_NAME = 10, 6, 4


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORD = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"[a-z]?\d{1,3}[a-z]?|one|two|three|four|five|six|seven|eight|nine|ten")
_OF_SECTION = re.compile(r"[A-Z]\d{1,2}")
_HEADED = re.compile(r"\d{1,3} ((?:[^\W\d_]{3,}+ ?)+)|((?:[^\W\d_]{3,}+ )+)\d{1,3}")
# Not a sentence, but for a full stop at the end.
_PARTED = re.compile(r"[.!?…]\s+[^\W\da-zà-öø-ÿа-я]\w\w|[!?…]$")
_PARTS = re.compile(r"\s[|•·●–—]\s")
_IDEOGRAPHIC = re.compile(
    r"\W*(?:第\s?\d{1,4}\s?[页頁](?:\s?[/,，、]?\s?共\s?\d{1,4}\s?[页頁])?|\d{1,4}\s?(?:ページ|頁|쪽|페이지))\W*"
)
_DATE = re.compile(
    r"(?:\b[^\W\d_]{3,12},? )?\b(?:\d{1,2}(?:st|nd|rd|th|er|[.ºª])? (?:de |of )?[^\W\d_]{3,12}\.?,?"
    r"|[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,?) (?:de |of )?(?:19|20)\d\d\b"
)

# What a page is called in the languages that are detected, between the numbers, and where the text
# goes on or comes from: what such a line opens with, or has behind its catchword.
_PAGES = _words(
    """page pages p pp pg pgs seite seiten s página páginas pagina pagine pág págs pag pagg blz
    strona strony stronie str страница страницы странице стр с сторінка сторінки сторінці стор
    sida sidan sid side siden strana straně stranu σελίδα σελ صفحة"""
)
_BETWEEN = _words(
    "of von aus sur de di da van z ze из з із av af από من total gesamt to and und et"
)
_NEXT = _words(
    """next following nächste nächsten nächster folgende folgenden suivante siguiente seguinte
    seguente volgende"""
)
_CONTINUED = _words(
    """continued continues cont contd fortsetzung suite continúa continuación continua continuação
    vervolg dokończenie ciąg cd продолжение окончание начало продовження закінчення початок
    fortsättning forts fortsættelse fortsættes pokračování"""
)
_JUMPS = _CONTINUED | _words(
    """turn please see from jump jumps more story full
    weiter siehe mehr bericht kommentar lesen bitte
    lire voir sigue pasa viene ver vea más segue vedi leia veja
    lees zie meer czytaj więcej zob patrz читайте подробнее см докладніше див se läs"""
)

#: Of which each such line has one, in small letters; 0 for words with a figure.
WORDS = frozenset({"0", "page", "g", *_CONTINUED})

_FRONT = ("front page", "front page)")
# Of these, nothing else stands before the page.
_TO = _words("auf von a da dalla op van na ze на с à en")


def is_page_line(text: str) -> bool:
    """Say whether a line is a page's number, its head with a day, or says where the text goes on.

    So are `Page 3 of 9`, `– 3 –`, `HARBOUR POST, Monday, May 4, 2026`, `FERRY, continued from page
    1` and their like in other languages.
    """
    if len(text) > MAX_CHARACTERS:
        return False
    lower = text.lower()
    if _DIGIT.search(text) is None and ("page " not in lower or _is_overleaf(lower)):
        return _is_overleaf(lower)
    if lower.startswith("p a g e"):
        lower = lower.replace("p a g e", "page")
    words = _WORD.findall(lower)
    if not words or len(words) > _MAX_WORDS:
        return False
    if all(_is_number(word) or word in _PAGES or word in _BETWEEN for word in words):
        return _is_numbered(text, words)
    if not text.isascii() and _IDEOGRAPHIC.fullmatch(text) is not None:
        return True
    start, end = _reference(words)
    if start == end:
        return (
            _is_dated_head(text)
            or _is_headed(text)
            or (_DIGIT.search(words[-1]) is not None and _is_jump(text, words, strong=True))
        )
    if end == len(words) and _is_jump(text, words[:start], strong=False):
        return True
    if words[:start] == ["from"] and all(map(str.isupper, _WORD.findall(text)[end:])):
        # `FROM PAGE 4: FERRY`
        return True
    return (start == 0 or end == len(words)) and _is_head(text)


def _is_number(word: str) -> bool:
    return _NUMBER.fullmatch(word) is not None


def _is_overleaf(lower: str) -> bool:
    """Say whether a line without a number says that the text goes on, or comes from before."""
    first = _WORD.search(lower)
    if first is None or (first[0] not in _CONTINUED and not lower.endswith(_FRONT)):
        return False
    words = _WORD.findall(lower)
    if len(words) > _MAX_NAME:
        return False
    if words in (["continued"], ["contd"], ["cont", "d"], ["cont"]):
        return True
    if lower.endswith(_FRONT):
        return words[0] in _CONTINUED or words[0] == "from"
    return words[-1] == "overleaf" or not (_NEXT.isdisjoint(words) or _PAGES.isdisjoint(words))


def _is_numbered(text: str, words: list[str]) -> bool:
    if not _PAGES.isdisjoint(words):
        return any(map(_is_number, words))
    if _OF_SECTION.fullmatch(text) is not None:
        return True
    letters = sum(character.isalpha() for character in text)
    numbers = [word for word in words if word.isdigit()]
    # A figure alone, and one of so many; with marks around it at most: no share, no sum, no score.
    plain = not letters or (len(numbers) == 2 and words[1] in _BETWEEN)
    return (
        plain
        and len(numbers) <= 2
        and not set(text) & set("%$€£¥+=:.,°#№'’")
        and (len(numbers) == 1 or bool(letters) or "/" in text)
    )


def _reference(words: list[str]) -> tuple[int, int]:
    """Where a page's name stands beside its number, with how many there are."""
    for index, word in enumerate(words):
        if word not in _PAGES:
            continue
        end = index + 1
        while end < len(words) and (_is_number(words[end]) or words[end] in _BETWEEN):
            end += 1
        if end > index + 1 and any(map(_is_number, words[index + 1 : end])):
            return index, end
    return 0, 0


def _is_jump(text: str, words: list[str], *, strong: bool) -> bool:
    """Say whether a line opens as those do that lead to a page, perhaps behind a catchword."""
    if _PARTED.search(text) is not None or not words:
        return False
    if not strong and text.endswith(".") and len(words) > _MAX_NAME:
        return False
    cues = _CONTINUED if strong else _JUMPS
    own = _WORD.findall(text)
    if words[0] in cues or (len(words) == 1 and words[0] in _TO):
        return True
    # `See FERRY, A7`: nothing but the catchword and the page.
    if words[0] == "see" and all(word.isupper() for word in own[1:]):
        return True
    for index, word in enumerate(words[:_MAX_NAME]):
        if index and (word in cues or word == "from"):
            behind = text[: text.lower().find(word)].rstrip()
            return behind[-1:] in ",:;–—-/|" or all(one.isupper() for one in own[:index])
        if not own[index][:1].isupper():
            return False
    return False


def _is_dated_head(text: str) -> bool:
    """Say whether a line is a name in capitals and a day of some year."""
    # Most lines have no year, which costs less to see.
    date = _DATE.search(text) if "19" in text or "20" in text else None
    if date is None:
        return False
    if _PARTS.search(text) is not None and _NUMBER.fullmatch(text.rpartition(" ")[2]):
        # The day, the name and the number of the page.
        rest = f"{text[: date.start()]} {text[date.end() :]}".rpartition(" ")[0]
        return _is_name(rest, capitals=False)
    return _is_name(text[: date.start()] + " " + text[date.end() :], capitals=True)


def _is_headed(text: str) -> bool:
    """Say whether a line is a name of two words or more in capitals, and a number."""
    headed = _HEADED.fullmatch(text) if text[0].isdecimal() or text[-1].isdecimal() else None
    if headed is None:
        return False
    name = headed[1] or headed[2]
    return name.isupper() and len(name.split()) > 1


def _is_head(text: str) -> bool:
    """Say whether what stands beside a page's number is a name, a day, or both."""
    rest = " ".join(part for part in re.split(r"[^\S\n]*[|•·●\t]\s*|\s[-–—/]+\s|\s{2,}|,\s", text))
    parted = rest != text
    rest = _DATE.sub(" ", rest)
    words = [word for word in _WORD.findall(rest) if word.lower() not in _PAGES | _BETWEEN]
    names = [word for word in words if not _is_number(word.lower())]
    return bool(names) and _is_name(" ".join(names), capitals=not parted)


def _is_name(text: str, *, capitals: bool) -> bool:
    words = [word for word in _WORD.findall(text) if not word.isdigit()]
    if not 0 < len(words) <= _MAX_NAME or text.rstrip().endswith((".", "!", "?")):
        return False
    if capitals:
        # GMT is no paper.
        return max(map(len, words)) >= _SHORTEST_NAME and all(map(str.isupper, words))
    return all(word[:1].isupper() for word in words)
