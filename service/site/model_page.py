"""The page of the serving model: how good it is, where it fails, what it was made of."""

from __future__ import annotations

from flask import Blueprint, render_template

from service import __version__
from service.http.app_state import app_state
from service.http.contract.operation import operation
from service.topics.card.origin import Origin
from service.topics.card.scores import Scores
from service.topics.store.history import releases
from service.topics.store.registry import Registry

blueprint = Blueprint("model_page", __name__)


@blueprint.get("/model", strict_slashes=False)
@operation(right=None, cacheable=True)
def model() -> tuple[str, int]:
    """Show the card of the serving model, as it is now; 503 where none serves."""
    state = app_state()
    classifier = state.model.loaded
    known = releases(Registry(state.settings.models))
    page = render_template(
        "model.html",
        classifier=classifier,
        scores=Scores.of(classifier.card) if classifier else None,
        sections=Scores.of_sections(classifier.card) if classifier else None,
        origin=Origin.of(classifier.card) if classifier else None,
        releases=known,
        refusal=state.model.refusal,
        release=__version__,
    )
    return page, 200 if classifier else 503
