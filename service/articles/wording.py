"""How long a block of text is, and how it ends."""

from __future__ import annotations

import re

from service.text.languages.bylines import ends_in_job

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# The marks that end sentences in the languages that are detected, and what may stand behind them.
_SENTENCE_END = re.compile(r"[.!?…。！？।॥؟۔።։][\"'”’“„«»›‹)\]」』）】\s]*$")
# In small letters it may end a sentence about pupils, too.
_READ_MORE = re.compile(
    r"(?:(?-i:Read|READ|See|SEE|Show|SHOW) |(?:^|[^\w\s]\s?)(?:read|see|show) )more"
    r"(?:\s*[»›→…]|\.\.\.)?\s*$",
    re.IGNORECASE,
)
_CUT_SHORT = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]\s*$")
# Scripts without blanks between words: about two characters make one.
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")


def count_words(text: str) -> int:
    """Return the number of words in the text."""
    words = len(_WORD.findall(text))
    return max(words, len(_UNSPACED.findall(text)) // 2) if has_unspaced_script(text) else words


def has_unspaced_script(text: str) -> bool:
    """Say whether a script in it puts no blanks between words, as Thai, Chinese and Japanese."""
    return not text.isascii() and _UNSPACED.search(text) is not None


def ends_sentence(text: str) -> bool:
    """Say whether the text ends as a sentence does."""
    return _SENTENCE_END.search(text[-12:]) is not None


def is_cut_short(text: str) -> bool:
    """Say whether the text breaks off with […], as teasers of other articles do."""
    return "]" in text[-3:] and _CUT_SHORT.search(text[-12:]) is not None


def ends_in_read_more(text: str) -> bool:
    """Say whether the text ends in `Read more`, as teasers of other articles do."""
    return _READ_MORE.search(text[-24:]) is not None


def is_signed_with_job(text: str) -> bool:
    """Say whether the text ends with what a writer is by trade."""
    return ends_in_job(text.lower())
