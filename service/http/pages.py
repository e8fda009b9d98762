"""The pages for people, and the files that they are made of."""

from __future__ import annotations

from flask import Blueprint, Flask, render_template
from jinja2 import StrictUndefined

blueprint = Blueprint(
    "pages",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/static",
)


def install(app: Flask) -> None:
    """Serve the pages; a name that a template does not get is an error, never a blank."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.register_blueprint(blueprint)


@blueprint.get("/")
def article() -> str:
    """Show the form that an article is pasted into."""
    return render_template("article.html")
