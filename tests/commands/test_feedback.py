"""`bin/dateline feedback`: what is kept, from the command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from service.cli import main
from service.feedback.store.database import Database
from service.feedback.store.store import Limits, Store
from tests.feedback.corrections import correction

NOWHERE = "0" * 32


@pytest.fixture
def store(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The database that the commands are told of."""
    monkeypatch.setenv("DATELINE_DATABASE_URL", database_url)
    with closing(Database(database_url)) as database:
        yield Store(database, Limits(100, 100))


def run(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """Run a command, and return what it prints, or complains of."""
    assert main(["feedback", *arguments]) == code
    out, err = capsys.readouterr()
    return out if code == 0 else err


def test_a_line_tells_a_correction(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """Key, state, topics and the text's beginning; a control code reaches no terminal."""
    first = store.add(correction("politics", "A\x1b[31m man\nwas \u202e seen.", confidence=0.97))[0]
    store.add(correction("crime", "Another man.", held_out=True))
    lines = run(capsys, "list").splitlines()
    assert len(lines) == 2
    assert first.key in lines[1]
    assert "disputed  politics, model: crime 0.97" in lines[1]
    assert "A?[31m man was ? seen." in lines[1]
    assert "(held out)" in lines[0]
    assert run(capsys, "list", "--state", "disputed", "--limit", "3").splitlines() == [lines[1]]
    assert run(capsys, "list", "--topic", "sport") == ""
    assert run(capsys, "list", "--order", "disputed", "--limit", "1").splitlines() == [lines[1]]


def test_corrections_are_decided_on(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """Accepted, with another topic too, rejected or deleted; a key that is none is told, exit 1."""
    one, two, three = (store.add(correction())[0].key for _ in range(3))
    assert run(capsys, "accept", one, "--topic", "sport") == f"accepted {one}\n"
    assert (store.find(one).state, store.find(one).topic) == ("accepted", "sport")
    assert run(capsys, "reject", one, two) == f"rejected {one}\nrejected {two}\n"
    assert store.find(two).state == "rejected"
    assert "no correction" in run(capsys, "delete", NOWHERE, three, code=1)
    assert store.count().by_state == {"disputed": 0, "new": 0, "accepted": 0, "rejected": 2}


def test_an_export_is_imported_again(
    store: Store,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Into another database, where an export is the same bytes; a second import adds nothing."""
    for number in range(25):
        store.add(correction("politics" if number % 3 else "crime", confidence=0.97))
    out = tmp_path / "all.jsonl"
    assert run(capsys, "export", "--output", str(out)) == ""
    text = out.read_text("utf-8")
    assert run(capsys, "export") == text
    assert [path.name for path in tmp_path.glob("*tmp*")] == []
    monkeypatch.setenv("DATELINE_DATABASE_URL", f"sqlite:///{tmp_path}/other.sqlite3")
    assert run(capsys, "import", str(out)) == "25 new, 0 decided on, 0 there already\n"
    assert run(capsys, "export") == text
    assert run(capsys, "import", str(out)) == "0 new, 0 decided on, 25 there already\n"


@pytest.mark.parametrize("name", ["label-studio", "doccano"])
def test_what_others_decided_comes_back(
    store: Store, capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    """Their file, with another topic in it, accepts the correction with that topic."""
    made = store.add(correction("crime"))[0]
    accepted = store.add(correction("crime"))[0]
    run(capsys, "accept", accepted.key)
    out = tmp_path / "tasks"
    run(capsys, "export", "--format", name, "--state", "accepted", "--output", str(out))
    assert made.key not in out.read_text("utf-8")
    out.write_text(out.read_text("utf-8").replace('"crime"', '"sport"'), "utf-8")
    told = run(capsys, "import", str(out), "--format", name)
    assert told == "0 new, 1 decided on, 0 there already\n"
    assert store.find(accepted.key).topic == "sport"


def test_what_goes_wrong_is_a_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No database, a file that is none, one that is not there: exit 2, and what to do."""
    monkeypatch.setenv("DATELINE_DATABASE_URL", "none")
    assert "Set DATELINE_DATABASE_URL" in run(capsys, "list", code=2)
    monkeypatch.setenv("DATELINE_DATABASE_URL", f"sqlite:///{tmp_path}/a.sqlite3")
    assert main(["feedback", "list"]) == 0
    assert capsys.readouterr() == ("", "0 corrections\n")
    (tmp_path / "rubbish").write_text("rubbish\n", "utf-8")
    assert run(capsys, "import", str(tmp_path / "rubbish"), code=2).startswith(
        "dateline: line 1: Invalid JSON"
    )
    (tmp_path / "wrong").write_text("{}\n", "utf-8")
    assert "dateline: line 1: key: Field required" in run(
        capsys, "import", str(tmp_path / "wrong"), code=2
    )
    assert "No such file" in run(capsys, "import", str(tmp_path / "none"), code=2)
