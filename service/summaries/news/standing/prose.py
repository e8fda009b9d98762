"""Which sentences no editor prints alone: pieces, captions, posts, links, bare quotations."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import regex

from service.articles.article import Article
from service.summaries.news.standing.antecedents import Antecedents
from service.summaries.summary import Rule
from service.text.languages.registry import find_language
from service.text.sentences.sentence import Sentence

_SMALL = regex.compile(
    r"[\"“„«»'‘’…—–.,;:)+*& -]{0,4}+\p{Ll}[\p{Ll}\p{M}]*+(?![\p{Lu}\p{N}.@/:_-])"
)
# 1. the last crossing …; (b) dogs …
_ENTRY = regex.compile(r"\s*+(?:\(?+(?:\d{1,3}|[a-z])[.)]++|[•·*▪–—-])\s*+\p{Ll}")
_QUOTED = regex.compile(r".[^\"“”„«»]*+[\"”“»][.,]?\Z")
_DOUBLE, _SINGLE = frozenset('"“„«'), frozenset("'‘’")
# '…,' she said.
_TOLD = regex.compile(r"[,!?.…]['’] \p{L}")
_ADDRESS = regex.compile(r"pic\.twitter\.com|\bt\.co/|https?://|\bwww\.\p{L}")
_KICKER = regex.compile(r"(\p{Lu}[\p{Ll}’']+)(?: [\p{Ll}’'-]+){0,6}: [\p{Lu}\d]")
# The signature of a post below it, or the account above.
_SIGNED = regex.compile(r"\s*+[—–-]+\s?[^\n]{1,80}\(@[\w.-]+\)")
_ACCOUNT = regex.compile(r"^@[\w.-]{2,40}[^\S\n]*+$", regex.MULTILINE)
_HANDLE = regex.compile(r"\(@[\w.-]+\)|^@\w|(?:\s#\w+){2}|#\w+\s*\Z")
# What the line of a post ends with.
_CLOSED = regex.compile(r"pic\.twitter\.com/|\bt\.co/|(?:#\w+\s*+){2,}\Z|[!.?]\s#\w+\s*+\Z")
# Where a link was taken out: in ,, the …; found in ,.
_GAPS = (",, ", ",.", ":,")
# … Trump Donald John TrumpSenators balk at a trial Rivals make a play for votes MORE has …
_BLOB = regex.compile(r"\p{Ll}\p{Lu}\p{L}[^\n]{20,400}? MORE\b")
_MAX_WORDS = 60
# Characters at the end of a caption in which its date stands.
_AT_END = 100
# Blanks that the headline of another article has fewer of.
_HEADLINE = 15
# Characters around a sentence in which what it belongs to is looked for.
_AROUND = 400


def find_fragments(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return which sentences begin with a small letter, as the rest of a cut one does.

    None do where three in four or more begin so: then it is the writer's way.
    """
    small = [place for place, sentence in enumerate(sentences) if begins_small(sentence.text)]
    return frozenset(small if 4 * len(small) < 3 * len(sentences) else ())


def begins_small(text: str) -> bool:
    """Say whether a text begins with a word in small letters.

    Names like iPhone have a capital in their first word.
    """
    return not text[:1].isupper() and _SMALL.match(text) is not None


class ProseRules:
    """The rules that a sentence has to keep by itself, tried in their order."""

    def __init__(
        self, article: Article, lengths: Sequence[float], antecedents: Antecedents
    ) -> None:
        self._article = article
        self._antecedents = antecedents
        self._lengths = lengths
        self._credits = {
            item.span.offset for item in article.removed if item.kind in {"credit", "caption"}
        }
        self._words = find_language(article.language).prose

    def find(self, place: int) -> Rule | None:
        """Return the rule that the sentence breaks; None where it breaks none."""
        sentence = self._article.sentences[place]
        for rule, breaks in _RULES:
            if breaks(self, sentence):
                return rule
        return "too_long" if self._lengths[place] > _MAX_WORDS else None

    def has_kicker(self, place: int) -> bool:
        """Say whether a few words and a colon stand before the sentence."""
        return _KICKER.match(self._article.sentences[place].text) is not None

    def has_gap(self, sentence: Sentence) -> bool:
        """Words are missing where a link was taken out with its text."""
        text = sentence.text
        return text[0] in ",;|" or ("," in text and any(gap in text for gap in _GAPS))

    def is_entry(self, sentence: Sentence) -> bool:
        """An entry of a list that begins with a small letter."""
        return _ENTRY.match(sentence.text) is not None

    def is_post(self, sentence: Sentence) -> bool:
        """A post of a social network, by its link, its signature or the account above it."""
        text = sentence.text
        if ("/" in text or ".com" in text or "www" in text) and _ADDRESS.search(text):
            return True
        if ("@" in text or "#" in text) and _HANDLE.search(text):
            return True
        document = self._article.document
        end = sentence.span.end
        behind = document[end : end + _AROUND]
        if ("#" in behind or ".co" in behind) and _CLOSED.search(behind.split("\n", 1)[0]):
            return True
        if "@" not in document:
            return False
        signed = behind.find("(@")
        if signed >= 0 and _is_signed(behind[: signed + 60]):
            return True
        before = document[max(0, sentence.span.offset - _AROUND) : sentence.span.offset]
        block = before[before.rfind("\n\n") + 1 :]
        return "@" in block and _ACCOUNT.search(block) is not None

    def is_caption(self, sentence: Sentence) -> bool:
        """What stands below a picture, by its wording or the credit on the next line."""
        text = sentence.text
        words = self._words
        if _has_any(text, words.caption_hints) and words.caption.search(text):
            return True
        last = text[-_AT_END:]
        # A date has its year.
        if ("19" in last or "20" in last) and words.dated.search(last):
            return words.told.isdisjoint(text.lower().split())
        # Emotional: the captain leaves …
        if ": " in text[:60] and sentence is not self._article.sentences[0]:
            kicker = _KICKER.match(text)
            if kicker is not None and kicker[1].lower() not in self._antecedents.names:
                return True
        end = sentence.span.end
        behind = self._article.document[end : end + 3]
        if not behind.startswith("\n") or behind.startswith("\n\n"):
            return False
        return end + 1 in self._credits

    def is_link(self, sentence: Sentence) -> bool:
        """What leads to another article or to a picture, or promises what follows."""
        text = sentence.text
        if text.endswith(" .") and text.count(" ") < _HEADLINE:
            # With a blank before its full stop stands the headline of another article.
            return True
        if " MORE" in text and _BLOB.search(text):
            return True
        return self._words.link.match(text) is not None

    def is_bare_quotation(self, sentence: Sentence) -> bool:
        """A quotation that does not say who speaks."""
        text = sentence.text.rstrip()
        if text[:1] in _DOUBLE:
            return _QUOTED.match(text) is not None
        return text[:1] in _SINGLE and text[-1:] in _SINGLE and _TOLD.search(text) is None


def _has_any(text: str, hints: Sequence[str]) -> bool:
    # In half the time that `any` takes.
    for hint in hints:  # noqa: SIM110
        if hint in text:
            return True
    return False


def _is_signed(behind: str) -> bool:
    """Say whether a signature is among the next lines, with none that is blank before it."""
    block = behind.split("\n\n", 1)[0]
    return any(_SIGNED.match(line) for line in block.split("\n")) or (
        _SIGNED.match(behind.lstrip()) is not None
    )


_RULES: tuple[tuple[Rule, Callable[[ProseRules, Sentence], bool]], ...] = (
    ("fragment", ProseRules.has_gap),
    ("entry", ProseRules.is_entry),
    ("post", ProseRules.is_post),
    ("caption", ProseRules.is_caption),
    ("link", ProseRules.is_link),
    ("quotation", ProseRules.is_bare_quotation),
)
