"""Headlines as they are compared: page, caller and article write the same one differently."""

from __future__ import annotations

import re
import unicodedata

import regex

# Within a word: apostrophes, quotation marks (one is the other's sign) and what is not seen.
_NOTHING = re.compile(
    "['\"`´‘’‚‛“”„‟«»‹›「」『』〝〞＂＇\u02bc\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]"
)
_BETWEEN = re.compile(r"[\W_]+")


_MARKS = regex.compile(r"\p{M}+")


def fold_words(text: str) -> list[str]:
    """Return the text's words without case, accents, marks and what is not seen."""
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return _BETWEEN.sub(" ", _NOTHING.sub("", text.casefold())).split()
