"""What a word does in a sentence, as bits of a number, by language."""

from __future__ import annotations

from collections.abc import Mapping

from service.text.languages.registry import REGISTRY
from service.text.languages.schema import Cues

#: What a cue word does.
ATTRIBUTION, PRONOUN, CONNECTIVE, FIRST_PERSON = 1, 2, 4, 8


def _number(cues: Cues) -> dict[str, int]:
    numbered: dict[str, int] = {}
    for bit, words in (
        (ATTRIBUTION, cues.attribution),
        (PRONOUN, cues.pronouns),
        (CONNECTIVE, cues.connectives),
        (FIRST_PERSON, cues.first_person),
    ):
        for word in words:
            numbered[word] = numbered.get(word, 0) | bit
    return numbered


#: The cue words of each registered language, in lower case, with their bits.
CUES: Mapping[str, Mapping[str, int]] = {
    code: _number(language.cues) for code, language in REGISTRY.items()
}
