"""Dateline: the article in a news page, its topic, and the sentences that sum it up.

Each package below says in two sentences what belongs in it; docs/architecture.md has the whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from service.settings import Settings

#: Of this release, as CHANGELOG.md names it: the one place where the number is written.
__version__ = "0.2.0"


def create_app(settings: Settings | None = None) -> Flask:
    """Return the WSGI application; settings come from the environment unless given."""
    # Imported here, so that a process that only extracts HTML loads neither Flask nor models.
    from service.app import build_app
    from service.settings import Settings

    return build_app(settings or Settings.from_environment())
