"""The documentation's tables, answers and commands; `python -m tests.readme` renews them."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask.testing import FlaskClient

from service import create_app
from service.settings import Settings, environment_name

_ROOT = Path(__file__).resolve().parents[1]
README = _ROOT / "README.md"
#: What users read; every table, answer and command in it is held to the code.
PAGES = (README, *sorted((_ROOT / "docs").glob("*.md")), _ROOT / "training_data" / "README.md")
#: Every page of the project, those for contributors and those that models carry included.
DOCUMENTS = (
    *sorted(_ROOT.glob("*.md")),
    *sorted((_ROOT / "docs").rglob("*.md")),
    *sorted((_ROOT / "clients").glob("*/*.md")),
    *sorted((_ROOT / "training_data").glob("*.md")),
    *sorted((_ROOT / "models").rglob("*.md")),
)
_ANSWER = re.compile(
    r"(?P<head><!-- answer -->\n```console\n\$ (?P<command>.+?)\n```\n```json\n)"
    r"(?P<json>.*?)(?P<tail>```\n)",
    re.DOTALL,
)
_SETTINGS = re.compile(
    r"(\| setting \| default \| means \|\n\|---\|---\|---\|\n)(.*?)(\n\n)", re.DOTALL
)
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
# A command within a sentence or a table.
_SPAN = re.compile(r"(?<!`)`((?:bin/|docker |kubectl |curl |python3? |\.venv/)[^`\n]*)`(?!`)")
_WIDTH = 96


def renew(text: str, client: FlaskClient) -> str:
    """Return a page with every table and answer as it should be."""
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
    words = shlex.split(_on_one_line(command))
    assert words[:2] == ["curl", "-sS"]
    options = dict(zip(words[3::2], words[4::2], strict=True))
    url = urlsplit(words[2])
    name, _, value = options["-H"].partition(": ")
    answer = client.post(f"{url.path}?{url.query}", data=options["-d"], headers={name: value})
    return lay_out(answer.json) + "\n"


def lay_out(value: Any, depth: int = 1) -> str:
    """Return JSON in lines that are filled, where an object or list is too long for one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or len(flat) + depth <= _WIDTH:
        return flat
    named = (
        [(f"{json.dumps(key)}: ", item) for key, item in value.items()]
        if (isinstance(value, dict))
        else [("", item) for item in value]
    )
    lines: list[str] = []
    for name, item in named:
        part = name + lay_out(item, depth + 1)
        last = lines[-1] if lines else ""
        if lines and "\n" not in last + part and depth + len(last) + len(part) + 3 <= _WIDTH:
            lines[-1] += f", {part}"
        else:
            lines.append(part)
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    pad = "\n" + " " * depth
    return opening + pad + f",{pad}".join(lines) + pad[:-1] + closing


def commands(text: str) -> Iterator[str]:
    """Yield every command of a page, each on one line: those in blocks, and those in sentences."""
    for block in _BLOCK.findall(text):
        for line in _on_one_line(block).splitlines():
            if line.startswith("$ "):
                yield line.removeprefix("$ ")
    yield from (match.strip() for match in _SPAN.findall(text))


def _on_one_line(command: str) -> str:
    return re.sub(r"\\\n\s*", "", command)


def main() -> None:
    """Renew the pages."""
    client = create_app(Settings.from_environment({})).test_client()
    for page in PAGES:
        page.write_text(renew(page.read_text("utf-8"), client), "utf-8")


if __name__ == "__main__":
    main()
