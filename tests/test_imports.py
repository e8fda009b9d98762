"""The packages of service/ form layers: what a room may import, and how much a folder may hold.

The tables below are the plan of the house. A new room gets its line in `MAY_IMPORT`; the known
exceptions may only become fewer, so that each of them fails here once it is gone.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT

SERVICE = ROOT / "service"
#: What each room (a package of service/, or a module beside them) may import, the lowest first.
#: `__init__` is service/__init__.py, which has the factory of the application.
MAY_IMPORT: dict[str, frozenset[str]] = {
    room: frozenset(others.split())
    for room, others in {
        "address": "",
        "service_links": "",
        "regression": "",
        "disk": "",
        "interchange": "",
        "proxies": "",
        "url_prefix": "",
        "settings": "address service_links proxies url_prefix",
        "text": "",
        "formats": "text",
        "articles": "text regression",
        "topics": "text articles disk interchange",
        "sharing": "topics disk",
        "feedback": "text topics interchange",
        "summaries": "text articles regression",
        "options": "text summaries",
        "analysis": "settings text articles topics summaries options",
        "contract": "settings text formats articles topics summaries options analysis",
        "telemetry": "topics",
        "http": "interchange proxies url_prefix settings text formats articles topics feedback"
        " summaries options analysis contract telemetry",
        "site": "settings formats articles topics feedback options analysis contract http",
        "server": "http",
        "app": "proxies settings analysis topics feedback telemetry http site",
        "teaching": "text articles topics feedback",
        "commands": "settings disk text formats topics sharing feedback summaries options analysis",
        "archives": "settings formats articles topics options commands analysis contract disk"
        " interchange",
        "cli": "settings topics sharing feedback commands teaching http archives",
        "__init__": "settings app",
    }.items()
}
#: Imports that go another way than the table allows, each a module and what it imports.
UPWARD: set[tuple[str, str]] = set()
#: Libraries of one layer, and the rooms that may know them.
KNOWN_TO: dict[str, frozenset[str]] = {
    library: frozenset(rooms.split())
    for library, rooms in {
        "flask": "http site app __init__",
        "flask_cors": "http",
        "flask_limiter": "http",
        "werkzeug": "http site",
        "gunicorn": "http server telemetry",
        "prometheus_client": "telemetry",
        "structlog": "telemetry",
        "opentelemetry": "telemetry",
        "sqlalchemy": "feedback",
        "alembic": "feedback",
        "obstore": "sharing",
    }.items()
}
MOST_MODULES = 14
#: Folders that hold more modules, and how many.
TOO_FULL: dict[str, int] = {}
#: Packages that do not say yet, in two sentences, what belongs there.
UNSAID: set[str] = set()
#: Folders of files that are shown, not imported.
SHOWN = {"site/snippets"}


class Import(NamedTuple):
    """A module (`http/streams`, `telemetry/__init__`) that imports another, on a line."""

    module: str
    imported: str
    line: int

    def __str__(self) -> str:
        return f"service/{self.module}.py:{self.line} imports {self.imported}"


def modules(service: Path) -> dict[str, Path]:
    """The files of all modules, by their names below service/."""
    found = {
        path.relative_to(service).with_suffix("").as_posix(): path
        for path in sorted(service.rglob("*.py"))
    }
    return {name: path for name, path in found.items() if name.rpartition("/")[0] not in SHOWN}


def imports(service: Path) -> list[Import]:
    """Every import of one module of service/ by another, those within functions too."""
    known = modules(service)
    found = []
    for name, path in known.items():
        for line, dotted in _imported(path):
            parts = dotted.split(".")
            # Whatever imports a module has imported service/__init__.py, and so the release.
            if parts[0] != "service" or dotted == "service.__version__":
                continue
            # `from service.http import view` imports a module, `... import shape` a name of one.
            for end in range(len(parts), 0, -1):
                inner = "/".join(parts[1:end])
                target = inner if inner in known else f"{inner}/__init__".removeprefix("/")
                if target in known:
                    found.append(Import(name, target, line))
                    break
            else:
                pytest.fail(f"{path}:{line} imports {dotted}, which is not there")
    return found


def _imported(path: Path) -> Iterator[tuple[int, str]]:
    """The line and dotted name of all that a file imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports here are absolute"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def room(module: str) -> str:
    """The room of a module: its package, or itself where it stands beside them."""
    return module.partition("/")[0]


def astray(found: list[Import]) -> list[Import]:
    """The imports of another room that the table does not allow."""
    return [
        item
        for item in found
        if room(item.module) != room(item.imported)
        and room(item.imported) not in MAY_IMPORT.get(room(item.module), ())
    ]


def circles(found: list[Import]) -> list[str]:
    """The circles among the files and folders that stand beside each other, one a folder."""
    beside: dict[str, dict[str, set[str]]] = {}
    for item in found:
        one, other = item.module.split("/"), item.imported.split("/")
        depth = 0
        while depth < min(len(one), len(other)) and one[depth] == other[depth]:
            depth += 1
        if depth < len(one):
            graph = beside.setdefault("/".join(one[:depth]), {})
            graph.setdefault(one[depth], set()).add(other[depth])
    told = []
    for folder, graph in sorted(beside.items()):
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            told.append(f"service/{folder}: {' <- '.join(error.args[1])}")
    return told


def folders(service: Path) -> dict[str, int]:
    """The folders with modules, and how many these are, `__init__` aside."""
    counts: dict[str, int] = {}
    for name in modules(service):
        folder, _, own = f"./{name}".rpartition("/")
        counts[folder] = counts.get(folder, 0) + (own != "__init__")
    return {folder.removeprefix("./"): count for folder, count in counts.items()}


def sentences(docstring: str) -> int:
    """How many sentences a docstring has."""
    return len(re.findall(r"[.!?](?=\s|$)", docstring))


def test_no_room_imports_upwards() -> None:
    """Imports of other rooms go the ways of the table alone, but for those that are listed."""
    wrong = astray(imports(SERVICE))
    told = [str(item) for item in wrong if (item.module, item.imported) not in UPWARD]
    assert told == [], "MAY_IMPORT says which rooms may be imported"
    gone = UPWARD - {(item.module, item.imported) for item in wrong}
    assert gone == set(), "these are mended: take them out of UPWARD"


def test_the_table_is_of_the_rooms_and_goes_one_way() -> None:
    """Every room has a line, every line a room, and each may import only what stands above it."""
    assert {room(name) for name in modules(SERVICE)} == MAY_IMPORT.keys()
    before: set[str] = set()
    for name, others in MAY_IMPORT.items():
        assert others <= before, name
        before.add(name)


def test_nothing_imports_in_a_circle() -> None:
    """Of the files and folders beside each other in any folder, none imports itself by others."""
    mended = [item for item in imports(SERVICE) if (item.module, item.imported) not in UPWARD]
    assert circles(mended) == []


def test_libraries_of_a_layer_are_known_in_it_alone() -> None:
    """The core knows no Flask, and only what runs and watches the service knows gunicorn."""
    told = [
        f"{path}:{line} imports {dotted}"
        for name, path in modules(SERVICE).items()
        for line, dotted in _imported(path)
        if room(name) not in KNOWN_TO.get(dotted.partition(".")[0], {room(name)})
    ]
    assert told == []


def test_a_folder_holds_what_can_be_looked_over() -> None:
    """No folder has more than fourteen modules, but for those that are listed, with their count."""
    full = {name: count for name, count in folders(SERVICE).items() if count > MOST_MODULES}
    more = {name for name, count in full.items() if count > TOO_FULL.get(name, MOST_MODULES)}
    assert more == set(), "split what belongs together into a package of its own"
    assert full == TOO_FULL, "fewer than before: lower the count in TOO_FULL"


def test_a_package_says_what_belongs_there() -> None:
    """The docstring of each `__init__` has two sentences, but for those that are listed."""
    unsaid = set()
    for folder in folders(SERVICE):
        path = SERVICE / folder / "__init__.py"
        assert path.is_file(), f"{folder} has modules, and no __init__.py"
        said = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
        if sentences(said) != 2:
            unsaid.add(folder)
    assert unsaid <= UNSAID, "say in two sentences what belongs there"
    assert unsaid == UNSAID, "these say it now: take them out of UNSAID"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A small house: http imports articles, which imports http within a function."""
    files = {
        "articles/__init__.py": "",
        "articles/lines.py": "def f() -> None:\n    from service.http import view",
        "articles/rules/__init__.py": "from service.articles import lines",
        "articles/rules/one.py": "from service.articles.rules.two import a",
        "articles/rules/two.py": "import service.articles.rules.one",
        "http/__init__.py": "",
        "http/view.py": "from service.articles import lines\nfrom flask import Flask",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def test_an_import_upwards_is_found(made: Path) -> None:
    """An import within a function counts, and is told with file and line."""
    assert [str(item) for item in astray(imports(made))] == [
        "service/articles/lines.py:2 imports http/view"
    ]


def test_circles_are_found_in_every_folder(made: Path) -> None:
    """A circle of rooms and one of modules within a package are both told."""
    found = circles(imports(made))
    assert [line.partition(":")[0] for line in found] == ["service/", "service/articles/rules"]


def test_modules_are_counted_by_folder(made: Path) -> None:
    """Modules of a folder within count there alone, and `__init__` nowhere."""
    assert folders(made) == {"articles": 1, "articles/rules": 2, "http": 1}


@pytest.mark.parametrize(
    ("said", "count"),
    [("", 0), ("One.", 1), ("One. Two, version 1.5.", 2), ("One?\nTwo! Three.", 3)],
)
def test_sentences_are_counted(said: str, count: int) -> None:
    """A full stop within a figure ends none."""
    assert sentences(said) == count
