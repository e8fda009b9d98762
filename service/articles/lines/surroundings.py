"""Naming what lines are by those around them, where their own wording does not tell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from service.articles.furniture.attributions import is_biography
from service.articles.furniture.kinds import Kind
from service.articles.furniture.mail import is_closing, is_greeting
from service.articles.lines.live_blog import find_posts, name_around_posts
from service.text.page_lines import MAX_CHARACTERS

_BULLET = re.compile(r"(?:[*•·▪▫■□◦●○‣⁃✓✔➤►▶→+–—-]|\d{1,2}[.)]|[a-z]\))\s+(?=\S)")
# What introduces links, not a list of the article's own.
_LINKS = """read also see more related topics tags share follow links contents latest
    lesen auch mehr thema themen teilen folgen siehe dazu lire aussi suivez partager plus voir
    leer también lea ver más compartir síguenos leggi anche altro segui leia também mais veja siga
    lees ook meer volg bekijk czytaj też także więcej zobacz читайте также подробнее смотрите
    також дивіться"""
_LINK_WORDS = frozenset(_LINKS.split())
_WORD = re.compile(r"[^\W\d_]+")
_MAX_ITEMS, _MAX_WORDS, _MAX_BULLET_WORDS, _LINK_REACH = 40, 14, 60, 3
_MIN_ITEMS, _MAX_CHARACTERS = 2, 600
#: What a line that introduces a list ends in.
COLONS = (":", "：")
_HEADER = re.compile(
    r"[>\s]*(?:from|sent|to|cc|bcc|subject|date|reply-to|importance|attachments?|von|gesendet|an"
    r"|betreff|datum|de|envoyé|à|objet|date|enviado(?: el)?|para|asunto|fecha|da|inviato|a|oggetto"
    r"|data|enviada em|assunto|van|verzonden|aan|onderwerp|od|wysłano|do|temat|от|кому|тема|дата"
    r"|отправлено|від|надіслано)\s?:\s*\S",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"[>\s]*(?:subject|betreff|objet|asunto|oggetto|assunto|onderwerp|temat|тема)\s?:",
    re.IGNORECASE,
)
_MIN_HEADERS, _HEADER_CHARACTERS = 3, 200
# Whom a mail is from, under its closing: so many lines of so many words.
_SIGNATURE_LINES, _SIGNATURE_WORDS = 5, 6
# Behind an article, so many lines may say who wrote it, and offer other things.
_BIOGRAPHY_LINES = 12
# The head of a page recurs, but for its number; so far apart, and so many times where no number of
# a page stands beside it.
_LETTERS = re.compile(r"[^\W\d_]{3}")
_DIGITS = re.compile(r"\d+")
_HEAD_WORDS, _PAGE_LINES, _MIN_HEADS, _BESIDE = range(1, 11), 3, 3, 2


def is_item(text: str) -> bool:
    """Say whether a line has a bullet, a number or a letter before it, as items have."""
    return _BULLET.match(text) is not None


def introduces_list(text: str) -> bool:
    """Say whether a line ends in a colon, and does not lead to other stories."""
    if not text.endswith(COLONS) or len(text) > _MAX_CHARACTERS:
        return False
    words = _WORD.findall(text[:_MAX_CHARACTERS].lower())
    if len(words) > 2 * _LINK_REACH:
        return True
    return bool(words) and _LINK_WORDS.isdisjoint(words[:_LINK_REACH])


def find_lists(
    texts: Sequence[str], words: Sequence[int], gaps: Sequence[int], led_in: Iterable[int]
) -> Iterator[tuple[int, int, bool]]:
    """Yield the lists behind the lines that are `led_in`, where these introduce some.

    Each is the index of the line that introduces it, that behind its last item, and whether its
    items have bullets. `gaps` are the line ends before each line.
    """
    for index in led_in:
        if introduces_list(texts[index]):
            end = _items_behind(texts, words, index + 1, gaps)
            if end - index - 1 >= _MIN_ITEMS:
                yield index, end, is_item(texts[index + 1])


def _items_behind(
    texts: Sequence[str], words: Sequence[int], start: int, gaps: Sequence[int]
) -> int:
    """The index behind the last item of the list that begins at `start`.

    Items have bullets; or they are short, and no line stands further apart than the first two.
    """
    limit = min(len(texts), start + _MAX_ITEMS)
    end = start
    if start < limit and is_item(texts[start]):
        while end < limit and is_item(texts[end]) and words[end] <= _MAX_BULLET_WORDS:
            end += 1
        return end
    apart = gaps[start + 1] if start + 1 < limit else 0
    while (
        end < limit
        and words[end] <= _MAX_WORDS
        and not texts[end].endswith(":")
        and (end == start or gaps[end] == apart)
    ):
        end += 1
    return end


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A document's lines: what each says, its words, the kind it says it is, and if it is prose."""

    texts: Sequence[str]
    words: Sequence[int]
    kinds: Sequence[Kind | None]
    prose: list[bool]


def name_by_surroundings(lines: Surroundings) -> dict[int, Kind | None]:
    """Return the kinds that change, by the line's index; None of what is text after all.

    Headers and signatures of mails, heads of pages, what stands around the posts of a live blog,
    and the items of an article's list. Linear in the number of lines.
    """
    named: dict[int, Kind | None] = {}
    named.update(dict.fromkeys(_items(lines)))
    named.update(dict.fromkeys(_heads(lines), "page"))
    if posts := find_posts(lines.texts, lines.prose):
        named.update(name_around_posts(lines.texts, posts))
    named.update(dict.fromkeys(_headers(lines), "quote_header"))
    named.update(dict.fromkeys(_signatures(lines), "mail"))
    named.update(dict.fromkeys(_quoted_letters(lines)))
    named.update(dict.fromkeys(_biographies(lines), "signoff"))
    return named


def _biographies(lines: Surroundings) -> Iterator[int]:
    """What is said of the writers behind an article's last paragraph."""
    last = len(lines.texts)
    for index in range(last - 1, max(0, last - _BIOGRAPHY_LINES), -1):
        if lines.kinds[index] is None and is_biography(lines.texts[index]):
            yield index
        elif lines.prose[index]:
            return


def _items(lines: Surroundings) -> Iterator[int]:
    """The items of lists with bullets that a line with a colon introduces, among prose."""
    behind = 0
    for index, kind in enumerate(lines.kinds):
        if kind != "navigation" or index < behind or not is_item(lines.texts[index]):
            continue
        start = index
        while start > behind and is_item(lines.texts[start - 1]):
            start -= 1
        behind = index + 1
        while behind < len(lines.texts) and is_item(lines.texts[behind]):
            behind += 1
        if _is_list(lines, start, behind):
            yield from (one for one in range(start, behind) if lines.kinds[one] == kind)


def _is_list(lines: Surroundings, start: int, behind: int) -> bool:
    """Say whether a colon introduces the items, and prose is near; or semicolons part them.

    A menu has neither, and bullets between paragraphs alone lead to other stories.
    """
    if sum(text.endswith(";") for text in lines.texts[start:behind]) > 1:
        return True
    if not start or lines.kinds[start - 1] or not introduces_list(lines.texts[start - 1]):
        return False
    return any(lines.prose[max(0, start - 2) : start - 1] + lines.prose[behind : behind + 1])


def _headers(lines: Surroundings) -> Iterator[int]:
    """Three lines or more in a row, each a mail's header by its name, with its subject."""
    run: list[int] = []
    for index, text in enumerate([*lines.texts, ""]):
        if ":" in text[:20] and len(text) <= _HEADER_CHARACTERS and _HEADER.match(text):
            run.append(index)
        elif run:
            if len(run) >= _MIN_HEADERS and any(_SUBJECT.match(lines.texts[one]) for one in run):
                yield from run
            run = []


def _quoted_letters(lines: Surroundings) -> Iterator[int]:
    """Greetings and closings of a letter that an article prints, where nothing else is a mail's."""
    if "mail" not in lines.kinds or "quote_header" in lines.kinds:
        return
    mails = [index for index, kind in enumerate(lines.kinds) if kind == "mail"]
    letters = [
        one for one in mails if is_greeting(lines.texts[one]) or is_closing(lines.texts[one])
    ]
    if len(letters) < len(mails) or not any(lines.prose[: letters[0]]):
        return
    if is_greeting(lines.texts[letters[0]]) or any(lines.prose[letters[-1] :]):
        for index in letters:
            yield index
            yield from _signed(lines, index)


def _signatures(lines: Surroundings) -> Iterator[int]:
    for index, kind in enumerate(lines.kinds):
        if kind == "mail":
            yield from _signed(lines, index)


def _signed(lines: Surroundings, index: int) -> Iterator[int]:
    """Short lines under the closing of a mail: a name, a job, a number to call."""
    if not is_closing(lines.texts[index]):
        return
    for below in range(index + 1, min(len(lines.texts), index + 1 + _SIGNATURE_LINES)):
        short = 0 < lines.words[below] <= _SIGNATURE_WORDS
        if not short or lines.prose[below] or lines.kinds[below] is not None:
            break
        yield below


def _heads(lines: Surroundings) -> Iterator[int]:
    """Lines that recur page by page, but for their figures."""
    pages = [index for index, kind in enumerate(lines.kinds) if kind == "page"]
    seen: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(lines.texts):
        if len(text) > MAX_CHARACTERS or lines.words[index] not in _HEAD_WORDS:
            continue
        # Without page numbers only a figure that rises can tell.
        if pages or _DIGITS.search(text) is not None:
            seen[_DIGITS.sub("0", text)].append(index)
    beside = {page + step for page in pages for step in range(-_BESIDE, _BESIDE + 1)}
    for found in seen.values():
        if len(found) > 1 and _recurs(lines, found):
            near = sum(one in beside for one in found)
            if near >= max(2, len(found) - 1) or _counts(lines.texts, found):
                yield from (one for one in found if lines.kinds[one] is None)


def _recurs(lines: Surroundings, found: Sequence[int]) -> bool:
    """Say whether a line of some letters, no sentence, recurs with others in between."""
    return (
        _LETTERS.search(lines.texts[found[0]]) is not None
        and all(two - one >= _PAGE_LINES for one, two in pairwise(found))
        and not any(lines.prose[one] for one in found)
    )


def _counts(texts: Sequence[str], found: Sequence[int]) -> bool:
    """Say whether a line of several words has a figure that rises from page to page."""
    numbers = [_DIGITS.findall(texts[index]) for index in found]
    letters = len(_DIGITS.sub("", texts[found[0]]).split())
    if letters < _MIN_HEADS or len(found) < _MIN_HEADS:
        return False
    for figures in zip(*numbers, strict=False):
        values = [int(figure[:9]) for figure in figures]
        if all(one < two for one, two in pairwise(values)):
            return True
    return False
