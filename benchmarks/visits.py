"""How far one document travels through the code: the modules it visits, and how often it returns.

.venv/bin/python -m benchmarks.visits [FILE]    (default: the longest of our own pages)

A pasted page is sent to /v1/analysis, in process, after another that loads what is loaded late. A
stay is a run of calls within one module of `service/`; a return is a stay in a module that was left
before. Calls are counted twice over: each function where it is first called, as somebody reads who
follows the document, and every call, which grows with the document. What a comprehension does
belongs to the function that it stands in. Rooms are folders, counted in the same way.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from flask.testing import FlaskClient

from service import create_app
from service.articles.lines.labelled.pages import read_folder
from service.settings import Settings

_ROOT = Path(__file__).resolve().parent.parent
_SERVICE = _ROOT / "service"
# A comprehension, which some versions of Python call as a function of its own.
_COMPREHENSION = re.compile(r"(?:(?:\.<locals>)?\.<(?:(?:list|set|dict)comp|genexpr)>)+$")
# How a document gets in and its answer out; it is worked on in the others.
_AROUND = ("contract", "http", "server", "site", "telemetry")


class Call(NamedTuple):
    """A call of a function, by its module (`articles/lines`) and its name."""

    module: str
    function: str


class Visits(NamedTuple):
    """How many modules (or rooms) were visited, in how many stays."""

    modules: int
    stays: int

    @property
    def returns(self) -> int:
        """Stays in one that was left before."""
        return self.stays - self.modules


def main() -> int:
    """Follow a document, and print its stays."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("file", nargs="?", type=Path, help="a page as pasted, in UTF-8")
    parser.add_argument("--path", action="store_true", help="print the stays in their order")
    options = parser.parse_args()
    text = options.file.read_text("utf-8") if options.file else own_page()
    client = create_app(Settings.from_environment({})).test_client()
    calls = follow(client, text)
    inside = within(calls)
    first = list(dict.fromkeys(inside))
    if options.path:
        for module, run in groupby(first, key=lambda call: call.module):
            print(f"{module}: {', '.join(call.function for call in run)}")
        return 0
    _print_table("module", first, inside)
    _print_table("room", by_room(first), by_room(inside))
    for name, counted in (
        ("from reading to summary, first calls", first),
        ("from reading to summary, every call", inside),
        ("with HTTP and telemetry, first calls", list(dict.fromkeys(calls))),
        ("with HTTP and telemetry, every call", calls),
    ):
        for what, found in (("modules", visits(counted)), ("rooms", visits(by_room(counted)))):
            told = f"{found.modules} {what} in {found.stays} stays ({found.returns} returns)"
            print(f"{name}: {told}")
    return 0


def _print_table(title: str, first: Sequence[Call], every: Sequence[Call]) -> None:
    print(f"{title:36}{'stays, first calls':>20}{'stays, every call':>20}")
    once, always = Counter(stays(first)), Counter(stays(every))
    for name in dict.fromkeys(call.module for call in first):
        print(f"{name:36}{once[name]:20}{always[name]:20}")
    print()


def follow(client: FlaskClient, text: str) -> list[Call]:
    """Return the calls into `service/` that an analysis of the text makes, in their order."""
    calls: list[Call] = []

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            path = Path(frame.f_code.co_filename)
            if path.is_relative_to(_SERVICE):
                module = path.relative_to(_SERVICE).with_suffix("").as_posix()
                function = _COMPREHENSION.sub("", frame.f_code.co_qualname)
                calls.append(Call(module, function))

    _send(client, text)
    sys.setprofile(note)
    try:
        _send(client, text)
    finally:
        sys.setprofile(None)
    return calls


def within(calls: Iterable[Call]) -> list[Call]:
    """Return the calls from reading to summary, without HTTP and what watches over it."""
    return [call for call in calls if call.module.partition("/")[0] not in _AROUND]


def by_room(calls: Iterable[Call]) -> list[Call]:
    """Return the calls by the folder of their modules; `.` is service/ itself."""
    return [call._replace(module=call.module.rpartition("/")[0] or ".") for call in calls]


def stays(calls: Iterable[Call]) -> list[str]:
    """Return the module (or room) of each stay, in their order."""
    return [module for module, _ in groupby(calls, key=lambda call: call.module)]


def visits(calls: Iterable[Call]) -> Visits:
    """Count the modules (or rooms) and the stays of calls."""
    found = stays(calls)
    return Visits(len(set(found)), len(found))


def _send(client: FlaskClient, text: str) -> None:
    answer = client.post("/v1/analysis", data=text.encode(), content_type="text/plain")
    assert answer.status_code == 200, answer.get_data(as_text=True)


def own_page() -> str:
    """Return the longest of our own pages."""
    return max((page.text for page in read_folder(_ROOT / "training_data" / "pages")), key=len)


if __name__ == "__main__":
    sys.exit(main())
