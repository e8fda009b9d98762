"""Every file below a folder of articles is read or named, with what to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from service.topics.errors import TrainingDataError
from service.topics.files import Unread, find_files, listed, place_of, to_warnings

_ENDINGS = (".txt", ".csv")


def _put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("something", "utf-8")


def _found(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in find_files(folder, _ENDINGS).files]


def _warnings(folder: Path) -> tuple[str, ...]:
    return to_warnings(find_files(folder, _ENDINGS).unread)


def _put_files_of_all_kinds(folder: Path) -> list[str]:
    names = ["a.csv", "b.CSV", "harbour/fog.txt", "harbour/2024/05/mist.TXT", "kitchen/x/y.csv"]
    names += [".DS_Store", "._a.txt", "harbour/._fog.txt", "~$a.csv", ".a.csv.swp", "a.swp"]
    names += [
        "a.csv~",
        "Thumbs.db",
        "desktop.ini",
        ".gitignore",
        "notes.txt",
        "a.xlsx",
        "README.md",
    ]
    names += ["harbour/b.docx", "c.pdf", "kitchen/photo.jpg", "kitchen/noending", "d.csv.gz"]
    _put(folder, *names)
    return names


def test_every_file_is_read_or_named(tmp_path: Path) -> None:
    """Of files of all kinds none is both read and named, and none is neither."""
    names = _put_files_of_all_kinds(tmp_path)
    found = find_files(tmp_path, _ENDINGS)
    read, unread = _found(tmp_path), [item.place for item in found.unread]
    assert sorted(read + unread) == sorted(names)
    assert read == sorted(names[:5])


def test_each_is_named_with_what_to_do(tmp_path: Path) -> None:
    """The remedy fits the kind of file."""
    _put_files_of_all_kinds(tmp_path)
    said = {item.place: item.reason for item in find_files(tmp_path, _ENDINGS).unread}
    assert said["a.xlsx"].startswith(".xlsx is not read: save it as CSV")
    assert "plain text" in said["harbour/b.docx"]
    assert "plain text" in said["c.pdf"]
    assert "unpack" in said["d.csv.gz"]
    assert "named after its topic" in said["notes.txt"]
    assert said["kitchen/photo.jpg"] == (
        ".jpg is not read: save it as one of .txt, .csv, or remove it."
    )
    assert "without an ending" in said["kitchen/noending"]
    assert "Other programs" in said["._a.txt"]


@pytest.mark.parametrize("name", [".ipynb_checkpoints", ".git", ".Trash-0", "__MACOSX"])
def test_folders_of_other_programs_are_passed_over_whole(tmp_path: Path, name: str) -> None:
    """Copies of articles in them are not read, and the folder is named, not what is in it."""
    _put(tmp_path, "harbour/fog.txt", f"harbour/{name}/fog-checkpoint.txt", f"{name}/a.csv")
    assert _found(tmp_path) == ["harbour/fog.txt"]
    (warning,) = _warnings(tmp_path)
    assert warning.startswith(f"{name}, harbour/{name}: Other programs")


def test_what_keeps_an_empty_folder_is_no_news(tmp_path: Path) -> None:
    """`.gitkeep` is there from the start, so nothing is said of it."""
    _put(tmp_path, ".gitkeep")
    assert find_files(tmp_path, _ENDINGS).unread == []
    assert _found(tmp_path) == []


def test_of_many_files_ten_are_named_and_the_others_counted(tmp_path: Path) -> None:
    """What holds of a thousand files is one line."""
    _put(tmp_path, *(f"politics/{number:04}.docx" for number in range(1_013)))
    (warning,) = _warnings(tmp_path)
    assert warning.startswith("politics/0000.docx, politics/0001.docx, ")
    assert "politics/0009.docx and 1,003 more: .docx is not read" in warning
    assert "0010" not in warning
    assert listed(["a", "b"]) == "a, b"


def test_linked_files_and_folders_are_read(tmp_path: Path) -> None:
    """Articles may lie elsewhere, with a link to them here."""
    _put(tmp_path, "elsewhere/fog.txt", "elsewhere/own.csv", "yours/.gitkeep")
    (tmp_path / "yours" / "harbour").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "yours" / "b.csv").symlink_to(tmp_path / "elsewhere" / "own.csv")
    assert _found(tmp_path / "yours") == ["b.csv", "harbour/fog.txt", "harbour/own.csv"]


@pytest.mark.parametrize("target", [".", "..", "../.."])
def test_a_link_into_a_circle_is_named(tmp_path: Path, target: str) -> None:
    """A link to a folder that it lies in is not followed, be that the folder of all."""
    folder = tmp_path / "a" / "yours"
    _put(folder, "harbour/2024/fog.txt")
    (folder / "harbour" / "2024" / "again").symlink_to(target)
    assert _found(folder) == ["harbour/2024/fog.txt"]
    assert find_files(folder, _ENDINGS).unread == [
        Unread(
            "harbour/2024/again", "A link to a folder that it lies in is not followed: remove it."
        )
    ]


@pytest.mark.parametrize("target", ["a.csv", "gone.csv"])
def test_a_link_to_nothing_is_refused(tmp_path: Path, target: str) -> None:
    """A link to itself or to a file that is gone may be to articles: it stops, and is named."""
    (tmp_path / "a.csv").symlink_to(target)
    with pytest.raises(TrainingDataError, match=rf"a\.csv \(a link to {target}\) cannot be read"):
        find_files(tmp_path, _ENDINGS)


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    """A file or a link to nothing in the folder's place is not the same as no articles."""
    _put(tmp_path, "yours")
    (tmp_path / "gone").symlink_to("nowhere")
    for name in ("yours", "gone"):
        with pytest.raises(TrainingDataError, match=f"{name}.* cannot be read"):
            find_files(tmp_path / name, _ENDINGS)
    assert find_files(tmp_path / "none", _ENDINGS).files == []


def test_a_pipe_is_named(tmp_path: Path) -> None:
    """What would never end is not opened."""
    os.mkfifo(tmp_path / "a.csv")
    (warning,) = _warnings(tmp_path)
    assert warning.startswith("a.csv: What is neither a file nor a folder")


def test_any_name_can_be_printed(tmp_path: Path) -> None:
    """A name that is no text, or has an end of line in it, is named on one line."""
    _put(tmp_path, "tea\n house/x.docx", os.fsdecode(b"caf\xe9/y.docx"))
    (warning,) = _warnings(tmp_path)
    assert r"caf\udce9/y.docx, tea\n house/x.docx: " in warning
    assert place_of(tmp_path / "crème brûlée.txt", tmp_path) == "crème brûlée.txt"
