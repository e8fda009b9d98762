"""How sentences open that point back: pronouns, demonstratives and connectives of each language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Openings:
    """Words and pairs of words, in lower case.

    A sentence points back that opens with a word of `words` or a pair of `pairs` (joined by `_`),
    unless it opens with a pair of `plain`: "this" does, "this week" does not. So does one that
    `phrase` matches, where there is one: its punctuation counts.
    """

    words: frozenset[str]
    pairs: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    phrase: re.Pattern[str] | None = None

    def point_back(self, first: str, second: str, text: str) -> bool:
        """Say whether a sentence of this text, with these first two words, does."""
        pair = f"{first}_{second}"
        if (first in self.words and pair not in self.plain) or pair in self.pairs:
            return True
        return self.phrase is not None and self.phrase.match(text) is not None


def _build(
    words: str,
    pairs: str = "",
    demonstratives: str = "",
    times: str = "",
    phrase: re.Pattern[str] | None = None,
) -> Openings:
    plain = (f"{one}_{two}" for one in demonstratives.split() for two in times.split())
    return Openings(frozenset(words.split()), frozenset(pairs.split()), frozenset(plain), phrase)


# An answer (Yes, but not: No boats), and a place or time with a pronoun behind it: At the top, it
# was cold. Without a capital between them there is no name that the pronoun could stand for.
_WITHIN = "At|By|During|From|In|Inside|On|Outside|Over|Under|Until|Within|Last|Next"
_WORD, _PRONOUN = "(?: [a-z0-9’'-]{1,30})", "(?:he|she|it|they)\\b"
_ENGLISH_PHRASE = re.compile(
    "[\"'“‘]?(?:(?:Yes|No)[,.;:!—–]"
    f"|(?:{_WITHIN}|For|With){_WORD}{{1,5}}, {_PRONOUN}|(?:{_WITHIN}){_WORD} {_PRONOUN})"
)


#: Languages without an entry have no list.
OPENINGS: Mapping[str, Openings] = {
    "en": _build(
        "he she it they him them his her hers its their this that these those such both neither"
        " he's she's it's they're that's he'd she'd they'd he'll she'll they'll it'll they've"
        " but and so yet also however meanwhile then still nor or instead though therefore thus"
        " hence moreover furthermore nevertheless nonetheless similarly likewise otherwise besides"
        " indeed consequently afterwards afterward additionally accordingly conversely",
        "in_addition as_such the_other the_latter the_former for_instance for_example after_that"
        " after_this before_that by_contrast in_contrast at_that",
        "this that these such so both",
        "week month year morning afternoon evening summer autumn spring winter season weekend time"
        " days century decade as far sides",
        _ENGLISH_PHRASE,
    ),
    "de": _build(
        "er sie es ihm ihn ihr ihre ihren ihrem ihrer sein seine seinen seinem seiner dies diese"
        " dieser dieses diesem diesen jene dadurch danach daher darum deshalb deswegen trotzdem"
        " außerdem zudem jedoch aber doch und oder denn allerdings dennoch ebenso auch dabei damit"
        " dagegen stattdessen folglich",
        "im_übrigen aus_diesem",
        "diese diesen dieses dieser diesem",
        "woche jahr jahres monat sommer winter herbst frühjahr montag dienstag mittwoch donnerstag"
        " freitag samstag sonntag",
    ),
    "fr": _build(
        "il elle ils elles ce c cet cette ces cela ça ceci celui celle ceux son sa ses leur leurs"
        " mais et donc or ainsi cependant toutefois néanmoins pourtant puis ensuite lui eux aussi",
        "selon_lui selon_elle selon_eux en_outre par_ailleurs en_effet en_revanche de_plus",
        "ce cet cette ces",
        "semaine année mois matin soir été hiver automne printemps",
    ),
    "es": _build(
        "él ella ellos ellas eso esto ese esa esos esas este esta estos estas su sus pero y además"
        " también así entonces aquello aquel aquella",
        "sin_embargo por_eso por_ello no_obstante en_cambio según_él según_ella",
        "este esta estos",
        "semana año mes mañana tarde noche verano invierno otoño lunes martes miércoles jueves"
        " viernes sábado domingo primavera",
    ),
    "it": _build(
        "lui lei loro egli ella essi esse ciò questo questa questi queste quello quella quelli suo"
        " sua suoi sue ma e però inoltre tuttavia anche così quindi infatti invece",
        "per_questo secondo_lui secondo_lei",
        "questo questa quest",
        "settimana anno mese mattina sera estate inverno autunno primavera",
    ),
    "pt": _build(
        "ele ela eles elas isso isto esse essa esses essas este esta seu sua seus suas mas e também"
        " porém contudo entretanto assim então aquilo",
        "além_disso no_entanto por_isso segundo_ele segundo_ela",
        "este esta esse essa",
        "semana ano mês manhã tarde noite verão inverno outono primavera",
    ),
    "nl": _build(
        "hij zij ze dit deze die zijn haar hun maar en ook echter daarom toch bovendien daarnaast"
        " daardoor daarna niettemin",
        demonstratives="deze dit",
        times="week maand jaar ochtend avond zomer winter herfst lente weekend",
    ),
}
