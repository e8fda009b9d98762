"""Telling buttons and the headings of lists, which are made of few words, whatever they say."""

from __future__ import annotations

import re
from functools import lru_cache

from service.articles.furniture.rule import first_word
from service.text.languages.registry import REGISTRY
from service.text.languages.schema import Controls

#: Words; longer ones are sentences.
MAX_WORDS = 9
_MAX_CHARACTERS = 80
_MIN_HEADING = 2
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*['’]?")
_ENDS_SENTENCE = re.compile(r"[^\W\d_]\.\W*$")
_NETWORKS = frozenset(
    (
        *("facebook", "twitter", "x", "whatsapp", "telegram", "instagram", "linkedin", "reddit"),
        *("pinterest", "youtube", "tiktok", "threads", "bluesky", "mastodon", "messenger", "vk"),
        *("google", "spotify", "ios", "android", "flipboard", "pocket", "viber"),
    )
)
_CONTROLS = tuple(known.controls for known in REGISTRY.values() if known.controls.acts)


def _known(controls: Controls) -> frozenset[str]:
    return controls.acts | controls.things | controls.lists | controls.small | _NETWORKS


# Each language's words, and all of them together.
_KNOWN = tuple((_known(controls), controls) for controls in _CONTROLS)
_ANY = frozenset().union(*(known for known, _ in _KNOWN))
#: The first words, in small letters, of all that is told here.
OPENINGS = " ".join(
    sorted({first_word(word) for known, _ in _KNOWN for word in known} | {first_word("0")})
)


@lru_cache(maxsize=4)
def _speaking(text: str) -> tuple[list[str], list[Controls]]:
    """The words of a line, and the languages of which they all are."""
    # Two rules ask of a line, one behind the other.
    if len(text) > _MAX_CHARACTERS or _ENDS_SENTENCE.search(text) is not None:
        return [], []
    words = [word for word in _WORD.findall(text.lower().replace("’", "'")) if not word.isdigit()]
    if not _ANY.issuperset(words):
        return [], []
    if not 0 < len(words) <= MAX_WORDS:
        return [], []
    return words, [controls for known, controls in _KNOWN if known.issuperset(words)]


def is_control(text: str) -> bool:
    """Say whether a line is a button or a label: Click to enlarge, Share on Facebook."""
    words, languages = _speaking(text)
    for controls in languages:
        acts = sum(word in controls.acts for word in words)
        things = sum(word in controls.things or word in _NETWORKS for word in words)
        if acts and (things or acts > 1):
            return True
    return False


def heads_list(text: str) -> bool:
    """Say whether a line heads a list of other articles: What others are reading."""
    words, languages = _speaking(text)
    return len(words) >= _MIN_HEADING and any(
        not controls.lists.isdisjoint(words) for controls in languages
    )
