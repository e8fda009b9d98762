"""News of our own in many languages, with the sentences that a reader sees in it.

A file has the headline, then paragraphs, with a blank line between; each line is a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from service.text.languages.registry import find_language

_FOLDER = Path(__file__).parent / "languages"
_CODES = {
    "arabic": "ar",
    "chinese": "zh",
    "czech": "cs",
    "dutch": "nl",
    "english": "en",
    "french": "fr",
    "german": "de",
    "greek": "el",
    "italian": "it",
    "japanese": "ja",
    "korean": "ko",
    "polish": "pl",
    "portuguese": "pt",
    "russian": "ru",
    "spanish": "es",
    "swedish": "sv",
    "ukrainian": "uk",
}


@dataclass(frozen=True)
class Story:
    """An article as a newspaper prints it: `paragraphs` are lists of its true sentences."""

    language: str
    headline: str
    paragraphs: tuple[tuple[str, ...], ...]

    @property
    def sentences(self) -> list[str]:
        """All sentences but the headline."""
        return [sentence for paragraph in self.paragraphs for sentence in paragraph]

    @property
    def document(self) -> str:
        """The headline and the paragraphs, as they would be pasted."""
        joint = "" if find_language(self.language).unspaced else " "
        return "\n\n".join([self.headline, *map(joint.join, self.paragraphs)])


def _read(path: Path) -> Story:
    headline, *paragraphs = path.read_text("utf-8").strip().split("\n\n")
    return Story(_CODES[path.stem], headline, tuple(tuple(p.split("\n")) for p in paragraphs))


STORIES = {path.stem: _read(path) for path in sorted(_FOLDER.glob("*.txt"))}
