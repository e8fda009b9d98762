"""The model card as pages for people: Markdown, and one HTML file without scripts."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

PAGES = ("card.md", "card.html")

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_CONFUSIONS = 6


def write_pages(folder: Path, card: dict[str, Any]) -> None:
    """Write the card's Markdown and HTML beside the model."""
    for name in PAGES:
        page = _TEMPLATES.get_template(name).render(card=card, confusions=worst_confusions(card))
        (folder / name).write_text(page + "\n", "utf-8")


def worst_confusions(card: dict[str, Any]) -> list[tuple[str, str, int]]:
    """Return (true topic, given topic, documents) of the most frequent mistakes."""
    names = card["evaluation"]["classes"]
    matrix = card["evaluation"]["confusion_matrix"]
    mistakes = [
        (true, given, matrix[i][j])
        for (i, true), (j, given) in product(enumerate(names), repeat=2)
        if i != j and matrix[i][j]
    ]
    return sorted(mistakes, key=lambda mistake: -mistake[2])[:_CONFUSIONS]
