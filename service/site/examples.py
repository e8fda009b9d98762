"""Articles of our own, for whoever has none at hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent / "static" / "examples"


@dataclass(frozen=True)
class Example:
    """An example; its text lies among the static files, for the browser too."""

    name: str
    title: str

    @property
    def file(self) -> str:
        """Its name among the static files."""
        return f"examples/{self.name}.txt"

    @cached_property
    def text(self) -> str:
        """The text, as somebody would have pasted it."""
        return (_FOLDER / f"{self.name}.txt").read_text("utf-8")


EXAMPLES = {
    example.name: example
    for example in (
        Example("crime", "a crime story"),
        Example("diplomacy", "a diplomacy story"),
        Example("politics", "a politics story"),
        Example("messy", "a messy web page"),
    )
}
