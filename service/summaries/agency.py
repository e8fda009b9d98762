"""The name of the agency that a report begins with, which is no part of its first sentence."""

from __future__ import annotations

import regex

from service.text.sentences.sentence import Sentence
from service.text.spans import Span

# (CNN)Five …; Boston (CNN)Bill …; WASHINGTON (AP) — Police …
_TAG = regex.compile(
    r"(?:\p{Lu}[\p{L}\p{M}.,'’/-]{0,30}+ ?){0,5}+"
    r"\((?:CNN|AP|Reuters|REUTERS|AFP|UPI|DPA|dpa|ANI|PTI|Xinhua|KCNA|TASS)"
    r"(?: [\p{L}]{1,12})?\)\s*+(?:[-–—]{1,2}+\s*+)?(?=[\p{L}\p{N}\"“‘'$])"
)
_LONGEST = 90


def without_agency(sentence: Sentence) -> Sentence:
    """Return the sentence without place and agency before it, its span as much shorter."""
    text = sentence.text
    if "(" not in text[:_LONGEST]:
        return sentence
    tag = _TAG.match(text)
    if tag is None or tag.end() > _LONGEST:
        return sentence
    cut = tag.end()
    span = Span(sentence.span.offset + cut, sentence.span.length - cut)
    return Sentence(span, text[cut:], sentence.paragraph)
