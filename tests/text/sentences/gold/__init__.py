"""Sentences of our own in nine languages, one a line, with blank lines between paragraphs."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent
#: The ISO 639-1 codes of the languages.
LANGUAGES = tuple(sorted(path.stem for path in _FOLDER.glob("*.txt")))


def read_paragraphs(language: str) -> list[list[str]]:
    """Return the paragraphs of a language, each as its sentences.

    Every second one, from the second, was set aside while the rules were made.
    """
    text = (_FOLDER / f"{language}.txt").read_text("utf-8")
    return [paragraph.split("\n") for paragraph in text.strip().split("\n\n")]
