"""The headline, by agreement of what the page states and shows; never the site's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.articles.html.metadata.agreement import letters
from service.articles.html.metadata.head import Head
from service.articles.html.metadata.json_ld import JsonLd

# Longer than any headline; what is over it is a page's fault, and is cut at a word.
_LONGEST = 300
_SEPARATOR = re.compile(r"\s+(?:[-–—|·•:»«/›>~]|::|--)\s+|\s*\|\s*|\s*::\s*|:\s+")
_MAX_SEPARATORS = 20
_META = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "title")
# A bar hardly stands within a headline, and the site's name is shorter.
_SITE_WORDS, _HEADLINE_WORDS = 4, 3
_BARS = ("|", "::", "›", "»", "«", ">")
_BEGINNING = 25


def stated_titles(head: Head) -> list[str]:
    """Return what the head calls the page, before anything is cut off."""
    return [*head.all(*_META), *([head.title] if head.title else [])]


def find_headline(
    head: Head, linked: JsonLd, shown: str | None, sites: frozenset[str]
) -> str | None:
    """Return the headline that most of the page's statements have; `shown` is its heading.

    The site's name is cut off where the page names the site, where another statement is what
    remains, and where it is short behind a bar.
    """
    stated = [shown or "", *head.all(*_META[:1]), *linked.headlines[:3], *head.all(*_META[1:])]
    stated.append(head.title or "")
    lines = [" ".join(line[: 4 * _LONGEST].split()) for line in stated]
    known = {letters(line) for line in lines if line}
    heading = letters(lines[0])
    bare = [_without_site(line, sites, known, heading) for line in lines if line]
    fitting = [line for line in bare if line and not _is_site(line, sites)]
    if not fitting:
        # Better the name than nothing, where nothing else is stated.
        return _cut(next(iter(bare), "")) or None
    # The heading is what a reader sees, and stands first where it agrees with another or alone.
    best = max(fitting, key=lambda line: sum(_agrees(line, other) for other in fitting))
    longer = (line for line in fitting if _is_cut_off(best) and _agrees(best, line))
    return _cut(max([best, *longer], key=len) if _is_cut_off(best) else best) or None


def site_in_title(title: str | None, headline: str | None) -> str | None:
    """Return what stands in a `<title>` beside the headline, as sites write their names there."""
    if title is None or headline is None:
        return None
    title = " ".join(title[: 4 * _LONGEST].split())
    for separator in list(_SEPARATOR.finditer(title))[:_MAX_SEPARATORS]:
        before, behind = title[: separator.start()], title[separator.end() :]
        for one, other in ((before, behind), (behind, before)):
            # One word is as often the name of a section.
            if letters(one) == letters(headline) and 1 < len(other.split()) <= _SITE_WORDS:
                return other
    return None


def _is_site(line: str, sites: frozenset[str]) -> bool:
    return letters(line).removeprefix("the") in sites


def _agrees(one: str, other: str) -> bool:
    first, second = letters(one.rstrip(".… ")), letters(other.rstrip(".… "))
    if first == second:
        return True
    shorter, longer = sorted((first, second), key=len)
    return len(shorter) >= _BEGINNING and longer.startswith(shorter)


def _is_cut_off(line: str) -> bool:
    return line.endswith(("…", "..."))


def _without_site(title: str, sites: frozenset[str], known: set[str], heading: str) -> str:
    """A title without what stands before or behind the headline; a bar in `heading` is its own."""
    separators = list(_SEPARATOR.finditer(title))[:_MAX_SEPARATORS]
    start, end = 0, len(title)
    for separator in separators:
        before, behind = title[: separator.start()], title[separator.end() :]
        if letters(before).removeprefix("the") in sites:
            start = separator.end()
        elif end == len(title) and letters(behind).removeprefix("the") in sites:
            end = separator.start()
    if (start, end) != (0, len(title)):
        title = title[start:end] or title
        return _without_site(title, sites, known, heading) if end > start else title
    whole = letters(title)
    for separator in separators:
        for part in (title[: separator.start()], title[separator.end() :]):
            same = letters(part)
            if same in known and same != whole and len(part.split()) >= 3:
                return part
    return title if whole == heading else _behind_bar(title, separators)


def _behind_bar(title: str, separators: list[re.Match[str]]) -> str:
    bars = [separator for separator in separators if separator[0].strip() in _BARS]
    if not bars:
        return title
    parts = list(_parts(title, bars))
    longest = max(parts, key=lambda part: len(part.split()))
    others = [part for part in parts if part is not longest]
    if len(longest.split()) >= _HEADLINE_WORDS and all(
        len(part.split()) <= min(_SITE_WORDS, len(longest.split()) - 1) and len(part) < len(longest)
        for part in others
    ):
        return longest
    return title


def _parts(title: str, separators: list[re.Match[str]]) -> Iterator[str]:
    place = 0
    for separator in separators:
        yield title[place : separator.start()]
        place = separator.end()
    yield title[place:]


def _cut(value: str) -> str:
    """A value that is not too long; the last piece, which may be half a word, goes."""
    if len(value) <= _LONGEST:
        return value
    return value[: _LONGEST - 1].rpartition(" ")[0].rstrip() + "…"
