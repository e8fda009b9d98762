"""What a language's file may say: the fields, their defaults, and what they are for.

A field of words is written as one text with blanks between them, in lower case. A pattern is one of
the package `regex`. Whatever a file leaves out keeps its default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import regex

_NEVER: regex.Pattern[str] = regex.compile(r"(?!)")
_NO_WORDS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviations:
    """What a language writes with a full stop inside a sentence: words without the stop.

    `names` (titles, streets, saints) go on before any capital, `numbers` (articles, pages, houses)
    before a figure too. Those of `may_end` (amounts, years, adjectives) go on before a capital
    unless it is one of the `openers`, the words that mostly open a sentence. What goes on in lower
    case needs no entry. `ordinals` matches numbers that go on before a capital, as in 3. Oktober
    and Karel IV. Lucký.
    """

    names: frozenset[str] = _NO_WORDS
    numbers: frozenset[str] = _NO_WORDS
    openers: frozenset[str] = _NO_WORDS
    may_end: frozenset[str] = _NO_WORDS
    closing: frozenset[str] = _NO_WORDS
    lettered: frozenset[str] = _NO_WORDS
    ordinals: regex.Pattern[str] = _NEVER


#: For languages without abbreviations of their own: what many of them share.
COMMON_ABBREVIATIONS = Abbreviations(
    names=frozenset({"dr", "prof", "mr", "mrs", "ms", "st", "ing", "mgr"}),
    numbers=frozenset({"nr", "no", "art", "ca", "cca", "tel", "str", "vol", "pag"}),
    closing=frozenset({"etc"}),
    lettered=frozenset({"plan", "vitamin", "hepatitis"}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clauses:
    """How a sentence that begins behind an abbreviation is told from a name that goes on.

    With one of `subjects` (officials, workers) before a word in small letters a sentence begins,
    and behind one of `companies` (inc, corp) with any word before one of `verbs`. Behind one of
    `hours` (p.m) any does but one of `times` (Monday, Eastern). A word of `marked` has its mark in
    its name (Yahoo!).
    """

    subjects: frozenset[str] = _NO_WORDS
    verbs: frozenset[str] = _NO_WORDS
    companies: frozenset[str] = _NO_WORDS
    hours: frozenset[str] = _NO_WORDS
    times: frozenset[str] = _NO_WORDS
    marked: frozenset[str] = _NO_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceEnds:
    """How sentences end, where they do it otherwise than in most languages.

    `marks` are characters that end a sentence besides . ! ? and the like. `closers` is a pattern
    (possessive, so that no text takes quadratic time) of what may stand between the mark and the
    blank, in place of any quotation marks and brackets. A quotation stays in one piece where
    `whole_quotations` matches behind it; `goes_on` matches where the sentence goes on behind one
    that ends as a sentence does.
    """

    marks: str = ""
    closers: str = ""
    whole_quotations: regex.Pattern[str] | None = None
    goes_on: regex.Pattern[str] = _NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Openings:
    """How sentences open that point back: with pronouns, demonstratives and connectives.

    A sentence points back that opens with one of `words` or of `pairs` (joined by `_`), unless a
    demonstrative stands before a time: "this" points back, "this week" does not. So does one whose
    text `phrase` matches: its punctuation counts. Further in, one of `pronouns` points back where
    nobody is named before it, and one of `adverbs` (also, then), of `pointing` (these) before a
    thing, of `behind` (that) behind one of `leaders`, and of the pairs `both` (the_two) among the
    first words does.
    `leaders` (in, born, when) begin what stands before the subject; of these, `clauses` (when)
    have a subject of their own.
    """

    words: frozenset[str] = _NO_WORDS
    pairs: frozenset[str] = _NO_WORDS
    demonstratives: frozenset[str] = _NO_WORDS
    times: frozenset[str] = _NO_WORDS
    phrase: regex.Pattern[str] = _NEVER
    pronouns: frozenset[str] = _NO_WORDS
    adverbs: frozenset[str] = _NO_WORDS
    pointing: frozenset[str] = _NO_WORDS
    behind: frozenset[str] = _NO_WORDS
    both: frozenset[str] = _NO_WORDS
    leaders: frozenset[str] = _NO_WORDS
    clauses: frozenset[str] = _NO_WORDS

    def point_back(self, first: str, second: str, text: str) -> bool:
        """Say whether a sentence of this text, with these first two words, points back."""
        plain = first in self.demonstratives and second in self.times
        if (first in self.words and not plain) or f"{first}_{second}" in self.pairs:
            return True
        return self.phrase.match(text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """Words by which a text speaks of somebody or something again.

    Behind one of `articles` (the) stands a thing that was named before, unless one of `complements`
    (of, who) follows and says which. `nouns` (suspect, move, pair) always mean what was told just
    now, `common` (government, first, year) need nothing. `introducing` words (a, who) bring
    somebody in. `titles` (Mr, president) stand before a surname
    without naming the person in full; `known` are surnames that need no first name. `ages` matches
    who is called by age (the 53-year-old).
    """

    articles: frozenset[str] = _NO_WORDS
    complements: frozenset[str] = _NO_WORDS
    nouns: frozenset[str] = _NO_WORDS
    common: frozenset[str] = _NO_WORDS
    introducing: frozenset[str] = _NO_WORDS
    ages: regex.Pattern[str] = _NEVER
    titles: frozenset[str] = _NO_WORDS
    known: frozenset[str] = _NO_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """What is worded like a sentence and is no prose of the article.

    `link` matches how a sentence begins that leads elsewhere or promises what follows (Read more:,
    Here are), `caption` what only stands below a picture (pictured above); it is tried where one of
    `caption_hints` is in the text. So does what ends with a date that `dated` matches and tells
    nothing with a word of `told`.
    """

    link: regex.Pattern[str] = _NEVER
    caption_hints: tuple[str, ...] = ()
    caption: regex.Pattern[str] = _NEVER
    dated: regex.Pattern[str] = _NEVER
    told: frozenset[str] = _NO_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Words that say what a sentence does: reports speech, points back, joins on, says I or we.

    `dates` (Monday, yesterday) say when something happened, as a sentence with news does.
    """

    attribution: frozenset[str] = _NO_WORDS
    pronouns: frozenset[str] = _NO_WORDS
    connectives: frozenset[str] = _NO_WORDS
    first_person: frozenset[str] = _NO_WORDS
    dates: frozenset[str] = _NO_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Bylines:
    """How a line names who wrote the article.

    Names stand behind one of `before_names` (by, von) and are joined by one of `between_names`
    (and, und). Behind a comma follows whom they write for, unless one of `clauses` (who, der)
    makes a clause of it. `openings` matches how other bylines begin, with one of `opening_words`;
    `jobs` are what a writer is by trade, each a word or two.
    """

    before_names: frozenset[str] = _NO_WORDS
    between_names: frozenset[str] = _NO_WORDS
    clauses: frozenset[str] = _NO_WORDS
    openings: regex.Pattern[str] | None = None
    opening_words: frozenset[str] = _NO_WORDS
    jobs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """What a kind of furniture is worded like in a language, as plain text in any case.

    `lines` are what such a line is, whole, but for marks and a number in brackets around it;
    `openings` how it begins, and `within` what it has in it. An ellipsis (…) stands for a few other
    words, {name} for a word with a capital, and a colon may have a blank before it.
    """

    lines: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Controls:
    """Words of which a page makes its buttons, and the headings of its lists of other articles.

    A short line that has no others, but for figures and names of networks, is a button if one of
    `acts` (click, share) and one of `things` (image, comment) are in it, and heads a list if one of
    `lists` (trending, recommended) is. `small` are the words that may stand between.
    """

    acts: frozenset[str] = _NO_WORDS
    things: frozenset[str] = _NO_WORDS
    lists: frozenset[str] = _NO_WORDS
    small: frozenset[str] = _NO_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language, by its ISO 639-1 code and its English name.

    One that is `unspaced` has no blanks between words, and none behind a full stop. `elided`
    matches what is a word of its own before an apostrophe, as in l'homme. `function_words` are
    those that sumy's list of stop words lacks (its French one has no "de": of the words of an
    article 14 to 35 % were stop words, where English has 49 %), or all of them where sumy has no
    list. `inflections` are forms of a word that have different stems, as "woman women", or of its
    ending, as "-man -men". `reports` are words, and pairs joined by `_`, that report what somebody
    said (said, told), in the forms that news has, and that no advertisement of any language uses.
    `furniture` has the phrases of each kind of furniture by its name, which is one of
    `service.articles.furniture.kinds.Kind`. `walls` are what a page says to its reader that stands
    where an article would be: of consent, robots, logins and errors. `address` are words with which
    it speaks to its reader or of itself (you, our, wir), as they are written, that mean nothing
    else.
    """

    code: str
    name: str
    unspaced: bool = False
    elided: regex.Pattern[str] | None = None
    function_words: frozenset[str] = _NO_WORDS
    inflections: tuple[str, ...] = ()
    reports: frozenset[str] = _NO_WORDS
    walls: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    abbreviations: Abbreviations = COMMON_ABBREVIATIONS
    clauses: Clauses = field(default_factory=Clauses)
    sentence_ends: SentenceEnds = field(default_factory=SentenceEnds)
    openings: Openings = field(default_factory=Openings)
    references: References = field(default_factory=References)
    prose: Prose = field(default_factory=Prose)
    cues: Cues = field(default_factory=Cues)
    bylines: Bylines = field(default_factory=Bylines)
    controls: Controls = field(default_factory=Controls)
    furniture: Mapping[str, Phrases] = field(default_factory=dict)
