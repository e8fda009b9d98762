"""Words that say what a sentence does: reports speech, points back, joins on, speaks for itself."""

from __future__ import annotations

from collections.abc import Mapping

#: What a cue word does, as bits of a number.
ATTRIBUTION, PRONOUN, CONNECTIVE, FIRST_PERSON = 1, 2, 4, 8

_ENGLISH = (
    (
        ATTRIBUTION,
        "said says say told adds added claimed claims insisted insists wrote tweeted explained"
        " according asked",
    ),
    (PRONOUN, "he she it they this that these those his her its their him them"),
    (
        CONNECTIVE,
        "but and so yet also however meanwhile then still nor or instead though although while when"
        " as if because since after before",
    ),
    (FIRST_PERSON, "i we you my our your me us im ive"),
)


def _number(lists: tuple[tuple[int, str], ...]) -> dict[str, int]:
    numbered: dict[str, int] = {}
    for bit, words in lists:
        for word in words.split():
            numbered[word] = numbered.get(word, 0) | bit
    return numbered


#: The cue words of each language that has some, in lower case, with their bits.
CUES: Mapping[str, Mapping[str, int]] = {"en": _number(_ENGLISH)}
