"""The model card as pages for people: Markdown, and one HTML file without scripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from service.topics.card.card import Card, card_to_json, parse_card
from service.topics.card.results import results_of
from service.topics.card.scores import most_frequent_mistakes
from service.topics.card.sources import REGIONS
from service.topics.errors import CardIncomplete

#: What the Hub of Hugging Face, and others, show of a folder.
README = "README.md"
PAGES = (README, "card.html")
#: As releases up to 0.2.0 called it.
OLD_PAGES = ("card.md",)

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_MAX_MISTAKES = 6
#: What the pages tell of each model; older cards lack some of it.
_NEEDED = (
    "version",
    "trained_at",
    "verdict",
    "threshold",
    "temperature",
    "wanted_precision",
    "threshold_choice",
    "training",
    "evaluation.accuracy",
    "evaluation.macro_f1_interval",
    "evaluation.defensible",
    "evaluation.calibration",
    "evaluation.answered",
)


def write_pages(folder: Path, card: Card) -> None:
    """Write the Markdown and HTML of a card that lacks nothing beside the model.

    They are those of the card as it is stored, so that they can be made again to the byte.
    """
    card = parse_card(card_to_json(card))
    for name in PAGES:
        (folder / name).write_text(render_page(name, card), "utf-8")


def render_page(name: str, card: Card) -> str:
    """Return one of `PAGES`; raises `CardIncomplete` where an older card lacks what it tells."""
    if lacking := tuple(_lacking(card)):
        raise CardIncomplete(card.version or "this model", lacking)
    evaluation = card.evaluation
    mistakes = (
        most_frequent_mistakes(evaluation.classes, evaluation.confusion_matrix, _MAX_MISTAKES)
        if evaluation
        else ()
    )
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
        ours=_is_ours(card),
        results=tuple(results_of(card)),
    )
    return page + "\n"


def _lacking(card: Card) -> Iterator[str]:
    """The dotted names of what the pages tell and the card does not."""
    for path in _NEEDED:
        part: object = card
        for name in path.split("."):
            part = getattr(part, name, None)
        if part is None:
            yield path
    if card.training and not card.training.sources.keys() <= card.training.origins.keys():
        yield "training.origins"
    sources = card.evaluation.sources if card.evaluation else {}
    if any(source.interval is None for source in sources.values()):
        yield "evaluation.sources"


def _is_ours(card: Card) -> bool:
    """Whether nobody's own articles or corrections are in it, so that its licence is Dateline's."""
    training, house = card.training, card.house
    used = training.topics if training else ()
    return all(use.yours == 0 for use in used) and (house is None or house.taught == 0)


def _measured(score: float | None) -> str:
    return "not measured" if score is None else str(score)


def _counted(documents: Mapping[str, int], score: float | None) -> str:
    """The counts by name, where their score was measured at all."""
    if score is None:
        return "not measured"
    return ", ".join(f"{count} {name}" for name, count in documents.items()) or "none"
