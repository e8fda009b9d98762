"""The model card as pages for people: Markdown, and one HTML file without scripts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from service.topics.card.card import Card
from service.topics.card.scores import most_frequent_mistakes
from service.topics.card.sources import REGIONS

PAGES = ("card.md", "card.html")

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_MAX_MISTAKES = 6


def write_pages(folder: Path, card: Card) -> None:
    """Write the Markdown and HTML of a card that lacks nothing beside the model."""
    evaluation = card.evaluation
    mistakes = (
        most_frequent_mistakes(evaluation.classes, evaluation.confusion_matrix, _MAX_MISTAKES)
        if evaluation
        else ()
    )
    for name in PAGES:
        page = _TEMPLATES.get_template(name).render(
            card=card,
            choice=card.threshold_choice,
            mistakes=mistakes,
            regions=REGIONS,
            sections=card.sections,
            house=card.house,
            own_topics=card.own_topics,
            measured=_measured,
            counted=_counted,
        )
        (folder / name).write_text(page + "\n", "utf-8")


def _measured(score: float | None) -> str:
    return "not measured" if score is None else str(score)


def _counted(documents: Mapping[str, int], score: float | None) -> str:
    """The counts by name, where their score was measured at all."""
    if score is None:
        return "not measured"
    return ", ".join(f"{count} {name}" for name, count in documents.items()) or "none"
