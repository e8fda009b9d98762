"""The README's tables and answers, made from the code: `python -m tests.readme` renews them."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import fields
from pathlib import Path
from urllib.parse import urlsplit

from flask.testing import FlaskClient

from service import create_app
from service.settings import Settings, environment_name

README = Path(__file__).resolve().parents[1] / "README.md"
_ANSWER = re.compile(
    r"(?P<head><!-- answer -->\n```console\n\$ (?P<command>[^\n]+)\n```\n```json\n)"
    r"(?P<json>.*?)(?P<tail>```\n)",
    re.DOTALL,
)
_SETTINGS = re.compile(
    r"(\| setting \| default \| means \|\n\|---\|---\|---\|\n)(.*?)(\n\n)", re.DOTALL
)
_ROOT = README.parent


def renew(text: str, client: FlaskClient) -> str:
    """Return the README with every table and answer as it should be."""
    text = _SETTINGS.sub(lambda match: match[1] + settings_table() + match[3], text)
    return _ANSWER.sub(
        lambda match: match["head"] + answer_to(match["command"], client) + match["tail"], text
    )


def settings_table() -> str:
    """Return a row for each setting."""
    rows = []
    for item in fields(Settings):
        default = item.default
        shown = default.relative_to(_ROOT) if isinstance(default, Path) else default
        if isinstance(shown, int):
            shown = f"{shown:,}"
        rows.append(f"| `{environment_name(item.name)}` | {shown} | {item.metadata['help']} |")
    return "\n".join(rows)


def answer_to(command: str, client: FlaskClient) -> str:
    """Return what the service answers to a curl command, laid out to be read."""
    words = shlex.split(command)
    assert words[:2] == ["curl", "-sS"]
    options = dict(zip(words[3::2], words[4::2], strict=True))
    url = urlsplit(words[2])
    name, _, value = options["-H"].partition(": ")
    answer = client.post(f"{url.path}?{url.query}", data=options["-d"], headers={name: value})
    return json.dumps(answer.json, indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Renew README.md."""
    client = create_app(Settings.from_environment({})).test_client()
    README.write_text(renew(README.read_text("utf-8"), client), "utf-8")


if __name__ == "__main__":
    main()
