"""`dateline analyse` takes files, folders and standard input, and tells what it could not do."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from service.cli import main
from service.topics.store.registry import Registry
from service.topics.training.fit import train
from tests.conftest import ROOT
from tests.messy import ARTICLE, HTML, PAGE
from tests.topics.newsroom import (
    SEED,
    TOPICS,
    Desk,
    count_articles,
    write_article,
    write_edition,
    write_model,
)

NO_ARTICLE = "Home\nNews\nSport\nWeather\nAbout"


@pytest.fixture(autouse=True)
def _stand_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(**files: str | bytes) -> None:
    """Write files into the folder one stands in; `__` in a name is a slash, `_` a dot."""
    for name, text in files.items():
        path = Path(name.replace("__", "/").replace("_", "."))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def analyse(
    capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, list[dict[str, Any]], str]:
    """Run it; returns the exit code, the lines of JSON, and standard error."""
    code = main(["analyse", "--json", *arguments])
    out, err = capsys.readouterr()
    return code, [json.loads(line) for line in out.splitlines()], err


def standard_input(monkeypatch: pytest.MonkeyPatch, body: bytes) -> None:
    """Let standard input have this in it."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(body)))


def test_a_file_that_cannot_be_read_costs_only_itself(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever is wrong with one is told by its name, and the others are analysed."""
    write(a_txt=NO_ARTICLE, b_txt=b"\xff\xfe\xfd" + bytes(range(128, 200)), c_html="", z_txt=PAGE)
    Path("loop.txt").symlink_to("loop.txt")
    names = ["a.txt", "missing.txt", "b.txt", "c.html", "loop.txt", "z.txt/under", "z.txt"]
    code, found, err = analyse(capsys, *names)
    assert code == 1
    assert [line["file"] for line in found] == ["z.txt"]
    told = dict(line.split(": ", 1) for line in err.splitlines())
    assert list(told) == names[:-1]
    assert "No article was found" in told["a.txt"]
    assert told["missing.txt"] == "No such file or directory"
    assert told["b.txt"].startswith("The body is not")
    assert told["z.txt/under"] == "Not a directory"


def test_a_line_of_json_tells_what_was_found(capsys: pytest.CaptureFixture[str]) -> None:
    """Topic, how sure it is, summary, headline and language, of text and of HTML."""
    write(a_txt=PAGE, b_html=HTML)
    code, found, err = analyse(capsys, "a.txt", "b.html")
    assert (code, err) == (0, "")
    for line, name in zip(found, ("a.txt", "b.html"), strict=True):
        assert (line["file"], line["topic"], line["abstained"]) == (name, "diplomacy", None)
        assert line["candidates"] == ["diplomacy"]
        assert 0.5 < float(line["confidence"]) <= 1
        assert line["summary"].split(".")[0] in ARTICLE
        assert line["language"] == "en"
        assert "title" in line


def test_where_there_is_no_topic_the_reason_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """A language that topics are not for is named as the reason, to people and to programs."""
    text = "Der Stadtrat hat am Montag über den Haushalt beraten und ihn am Abend beschlossen. "
    write(a_txt=text * 3)
    _, (line,), _ = analyse(capsys, "a.txt")
    assert (line["topic"], line["abstained"], line["confidence"]) == (None, "language", None)
    assert main(["analyse", "a.txt"]) == 0
    assert capsys.readouterr().out.startswith("a.txt: none (language)\n  Der Stadtrat")


def test_where_no_topic_alone_is_probable_those_it_may_be_are_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They stand in place of the topic, to people, and beside the reason, to programs."""
    folder = tmp_path / "unsure"
    terms, documents = count_articles(*write_edition())
    write_model(folder / "only", Desk(terms, documents, train(documents, SEED)), threshold=1.0)
    Registry(folder).promote("only")
    monkeypatch.setenv("DATELINE_MODELS", str(folder))
    write(a_txt=write_article("harbour", 3, stray="kitchen"))
    _, (line,), _ = analyse(capsys, "a.txt")
    assert (line["topic"], line["abstained"]) == (None, "low_confidence")
    candidates = line["candidates"]
    assert isinstance(candidates, list)
    assert len(candidates) > 1
    assert set(candidates) <= set(TOPICS)
    assert main(["analyse", "a.txt"]) == 0
    told = f"{', '.join(candidates[:-1])} or {candidates[-1]}"
    assert capsys.readouterr().out.startswith(f"a.txt: {told} (low_confidence)\n")


def test_a_folder_is_all_its_text_and_html(capsys: pytest.CaptureFixture[str]) -> None:
    """Those below it too, in order; how many others there are is told, hidden folders apart."""
    write(
        desk__b_TXT=PAGE,
        desk__a_text=PAGE,
        desk__deep__c_htm=HTML,
        desk__deep__d_XHTML=HTML,
        desk__photo_jpg=b"\xff\xd8",
        desk__deep__notes_csv="a,b",
        desk___git__e_txt=PAGE,
    )
    Path("desk/._b.txt").write_bytes(b"\0\5\x16\7")
    Path("desk/again").symlink_to("../desk")
    code, found, err = analyse(capsys, "desk")
    assert code == 0
    names = ["a.text", "b.TXT", "deep/c.htm", "deep/d.XHTML"]
    assert [line["file"] for line in found] == [f"desk/{name}" for name in names]
    assert {line["topic"] for line in found} == {"diplomacy"}
    assert err == (
        "desk: 3 passed over, hidden or not ending in .txt, .text, .html, .htm or .xhtml\n"
    )


def test_a_folder_that_may_not_be_read_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One folder below that is closed costs only itself."""
    write(desk__closed__a_txt=PAGE, desk__open__b_txt=PAGE)
    scan = os.scandir

    def closed(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", closed)
    code, found, err = analyse(capsys, "desk")
    assert code == 1
    assert [line["file"] for line in found] == ["desk/open/b.txt"]
    assert err == "desk/closed: Permission denied\n"


def test_arguments_that_lead_nowhere_are_for_the_user_to_mend(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where there was nothing to analyse the exit code is 2; beside what there was, 1."""
    write(empty__photo_jpg=b"\xff\xd8", a_txt=PAGE)
    assert analyse(capsys, "missing.txt")[0] == 2
    code, _, err = analyse(capsys, "empty")
    assert code == 2
    assert err.startswith("empty: holds no text or HTML: no file in it ends in .txt, .text")
    assert "(1 passed over)" in err
    assert analyse(capsys, "missing.txt", "empty", "a.txt")[0] == 1


@pytest.mark.parametrize("body", [PAGE.encode(), HTML.encode(), HTML.encode("utf-16")])
def test_standard_input_is_taken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], body: bytes
) -> None:
    """`-` is standard input, text or a page as curl would give it."""
    standard_input(monkeypatch, b"\n" + body if body[:1] == b"<" else body)
    code, (line,), err = analyse(capsys, "-")
    assert (code, err) == (0, "")
    assert (line["file"], line["topic"]) == ("-", "diplomacy")
    assert "<" not in line["summary"]


def test_an_empty_standard_input_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A command before it that printed nothing is noticed."""
    standard_input(monkeypatch, b" \n")
    code, found, err = analyse(capsys, "-")
    assert (code, found) == (1, [])
    assert err == "-: there is nothing in it\n"


def test_a_page_without_an_ending_is_known_by_its_first_tag(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What wget names after an address is a page; what is named text is text."""
    write(page=HTML)
    Path("index.html?id=7").write_text(HTML, "utf-8")
    Path("named.txt").write_text(f"<Reuters> {ARTICLE}", "utf-8")
    _, found, _ = analyse(capsys, "page", "index.html?id=7", "named.txt")
    assert [line["topic"] for line in found] == ["diplomacy"] * 3
    assert not any("<p>" in line["summary"] for line in found)


def test_a_page_is_read_in_the_charset_that_it_declares(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A page of another charset is analysed."""
    page = HTML.replace("<head>", '<head><meta charset="windows-1252">').replace(".", " – é.")
    write(page_html=page.encode("windows-1252"))
    assert main(["analyse", "page.html"]) == 0
    assert "é." in capsys.readouterr().out


def test_a_name_in_no_charset_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """File names may be any bytes, and cost neither the line nor its JSON."""
    name = os.fsdecode(b"caf\xe9.txt")
    Path(name).write_text(PAGE, "utf-8")
    code, (line,), _ = analyse(capsys, name)
    assert code == 0
    assert line["file"] == name


@pytest.mark.parametrize("number", ["0", "51", "-1", "three", "1.5", "٣"])
def test_a_number_of_sentences_that_cannot_be_is_refused(
    capsys: pytest.CaptureFixture[str], number: str
) -> None:
    """The bounds are those of the API, and are told."""
    assert main(["analyse", f"--sentences={number}", "a.txt"]) == 2
    assert f"dateline: --sentences {number!r}: " in capsys.readouterr().err


def test_the_number_of_sentences_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence is one, however many there are."""
    write(a_txt=PAGE)
    summaries = [analyse(capsys, f"--sentences={n}", "a.txt")[1][0]["summary"] for n in (1, 3)]
    assert len(summaries[0]) < len(summaries[1])


def test_all_options_of_the_api_are_taken(capsys: pytest.CaptureFixture[str]) -> None:
    """Method, language, focus, title and text mean here what they mean there."""
    write(a_txt=PAGE)
    flags = ["--language=de", "--title", "Envoys meet", "--with-text", "--no-clean"]
    _, (line,), _ = analyse(capsys, "a.txt", *flags)
    assert (line["language"], line["title"]) == ("de", "Envoys meet")
    assert line["text"] == "\n\n".join(filter(None, PAGE.split("\n")))
    assert main(["analyse", "--with-text", "a.txt"]) == 0
    assert capsys.readouterr().out.endswith(f"\n\n{ARTICLE}\n\n")
    (lead,) = analyse(capsys, "a.txt", "--algorithm=lead", "--sentences=1")[1]
    assert ARTICLE.startswith(lead["summary"])
    assert "text" not in lead


def test_the_reasons_for_a_summary_are_printed_where_they_are_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Of each sentence, and the rule of what was left out; to people and to programs."""
    write(a_txt=PAGE)
    _, (line,), _ = analyse(capsys, "a.txt", "--explain")
    assert line["sentences"][0]["reasons"][0] == "lead"
    assert {item["rank"] for item in line["sentences"]} == {1, 2, 3}
    assert all(set(item) == {"rule", "text"} for item in line["left_out"])
    assert main(["analyse", "--explain", "a.txt"]) == 0
    assert "(lead; covers " in capsys.readouterr().out
    assert "sentences" not in analyse(capsys, "a.txt")[1][0]


def test_results_come_as_they_are_found() -> None:
    """Whoever reads the first line need not wait for the last document, and may then leave."""
    write(a_txt=PAGE)
    command = [sys.executable, "-m", "service.cli", "analyse", "a.txt", "-", "a.txt"]
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command,
        env=variables,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"a.txt: diplomacy, section politics\n"
        process.stdout.close()
        process.stdin.write(PAGE.encode())
        process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 141
