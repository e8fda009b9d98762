"""What a block's wording says by itself: its length, its end, and whether it tells news."""

from __future__ import annotations

import re
from itertools import chain

from service.text.languages.registry import REGISTRY

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# The marks that end sentences in the languages that are detected, and what may stand behind them.
_SENTENCE_END = re.compile(r"[.!?…。！？।॥؟۔።։][\"'”’“„«»›‹)\]」』）】\s]*$")
_FOLDS = (("’", "'"), ("ʼ", "'"), ("：", ":"), ("\xa0", " "), ("\u202f", " "))
# In small letters it may end a sentence about pupils, too.
_READ_MORE = re.compile(
    r"(?:(?-i:Read|READ|See|SEE|Show|SHOW) |(?:^|[^\w\s]\s?)(?:read|see|show) )more"
    r"(?:\s*[»›→…]|\.\.\.)?\s*$",
    re.IGNORECASE,
)
_CUT_SHORT = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]\s*$")
# Scripts without blanks between words: about two characters make one.
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
# A town in capitals, or a town with a date or an agency behind it, and a dash before the prose:
# VARNHOLM, Corvane, Oct 19 (Agency) - The board ...; Varnholm (Agency) -- ...; (Agency) - ...
_PLACE = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*+(?:[ /][^\W\d_a-zß-öø-ÿ][\w.'’-]*+){0,3}"
_DATELINE = re.compile(
    r"(?!(?:FILE|PHOTO|VIDEO|WATCH|READ|LIVE|UPDATE|MORE|CLICK|IMAGE|OPINION|ANALYSIS)\b)(?:"
    rf"[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я.'’-]++(?:[ /][A-ZÀ-ÞА-Я.'’-]++){{0,3}}(?:,[^\[\]()–—:]{{2,40}}?)?"
    rf"|{_PLACE}(?:, [^\[\]()–—:]{{2,40}}?)?(?= ?[(\[])"
    r"|(?=[(\[])"
    r")"
    r" ?(?:[(\[][^()\[\]]{2,40}[)\]] ?:|(?:[(\[][^()\[\]]{2,40}[)\]])? ?[-–—]{1,2})\s"
    r"(?![A-Z]{3,}\.? \d{1,2}[:,])(?=\S)",
)
# Words behind the dash that make a sentence of it.
_SENTENCE_WORDS = 6
_QUOTATION = re.compile(r"[“„«「『《\"](?:[^“”„«»\"]{1,12}\s){4}")
_TO_READER = re.compile(r"\b(?:you|your|yours|our|ours|we|us|my)\b", re.IGNORECASE)
_BEGUN = re.compile(r"\w+ (?:us|our|your)\b", re.IGNORECASE)
# What happened: a finite verb of the past, or another behind who does it.
_PAST = re.compile(
    r"\b(?:was|were|had|did|didn[’']t|wasn[’']t|weren[’']t|couldn[’']t|wouldn[’']t|could|would"
    r"|became|began|bought|broke|brought|built|came|chose|drew|drove|fell|felt|fled|flew|fought"
    r"|found|gave|got|grew|held|kept|knew|led|lost|made|met|paid|ran|rose|sang|sat|saw|sent|sold"
    r"|spent|spoke|stole|stood|swam|swept|taught|thought|threw|took|went|woke|won|wept|wore)\b"
    r"|(?<!\bbe)(?<!\bare)(?<!\bis)(?<!\band)(?<!\bor)(?<!\bget)(?<!\ball)(?<!,) "
    r"(?!need|feed|seed|speed|indeed|breed|hundred|united|limited|unlimited|related|based|delivered|updated|reserved"
    r"|published)[a-z]{3,}ed\b(?! (?:by|for|from|to your)\b)",
)
_CLAUSE = re.compile(
    r"[,;] (?:and|but|so|for|because|after|before|although|while|when|until) (?:it|he|she|they"
    r"|the|its|his|her|their|nobody|no one|many|most|few|some|about|almost|[A-Z][a-z]+)\b"
    r"|\b(?:who|which) (?:is|are|has|have)\b|\b(?:he|she|they) [a-z]+\b",
)
_LETTERS = re.compile(r"[^\W\d_]+")
_SPACED = frozenset(
    chain.from_iterable(known.reports for known in REGISTRY.values() if not known.unspaced)
)
_REPORTS = frozenset(word for word in _SPACED if "_" not in word)
_REPORT_PAIRS = tuple(word.replace("_", " ") for word in _SPACED - _REPORTS)
# Where no blanks stand between words, they are looked for within the text.
_UNSPACED_REPORTS = tuple(
    chain.from_iterable(known.reports for known in REGISTRY.values() if known.unspaced)
)
_ADDRESS = frozenset(
    chain.from_iterable(known.address for known in REGISTRY.values() if not known.unspaced)
)
_UNSPACED_ADDRESS = tuple(
    chain.from_iterable(known.address for known in REGISTRY.values() if known.unspaced)
)


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


def fold(text: str) -> str:
    """The text with one kind of apostrophe, colon and blank, in small letters; as long as it."""
    lower = text.lower()
    if lower.isascii():
        return lower
    for written, folded in _FOLDS:
        lower = lower.replace(written, folded)
    return lower


def reports_speech(text: str) -> bool:
    """Say whether a word of the text reports what somebody says: said, sagte, 表示."""
    lower = text.lower()
    if not _REPORTS.isdisjoint(_LETTERS.findall(lower)) or any(
        pair in lower for pair in _REPORT_PAIRS
    ):
        return True
    return not text.isascii() and any(word in lower for word in _UNSPACED_REPORTS)


def addresses_reader(text: str) -> bool:
    """Say whether a text speaks to its reader, or its writers of themselves."""
    if not _ADDRESS.isdisjoint(_LETTERS.findall(text)):
        return True
    return not text.isascii() and any(word in text for word in _UNSPACED_ADDRESS)


def opens_dateline(text: str) -> int:
    """Return where the prose behind a dateline begins, or 0 where the text opens with none."""
    found = _DATELINE.match(text)
    if found is None:
        return 0
    return found.end() if len(text[found.end() :].split()) >= _SENTENCE_WORDS else 0


def is_told(text: str) -> bool:
    """Say whether a text, in any language, opens with a dateline or says who said so."""
    return opens_dateline(text) > 0 or reports_speech(text)


def reads_as_news(text: str) -> bool:
    """Say whether a text that has furniture's words tells something, as news does.

    It opens with a dateline, says who said so, quotes somebody, or is a sentence of the past that
    does not speak to the reader.
    """
    return is_told(text) or _QUOTATION.search(text) is not None or tells_the_past(text)


def tells_the_past(text: str) -> bool:
    """Say whether a text is a sentence of what happened, and is not said to the reader."""
    if not ends_sentence(text):
        return False
    # Who begins with Join us or Support our may speak to others than the reader.
    begun = _BEGUN.match(text)
    behind = text[begun.end() :] if begun is not None else text
    return (
        _PAST.search(behind) is not None or _CLAUSE.search(behind) is not None
    ) and _TO_READER.search(behind) is None
