"""Reprints and near-duplicates are found, and other articles are not taken for them."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pyarrow import parquet

from service.archives.output.sketches import load_sketches, save_sketches
from service.archives.row import Result
from service.archives.stories.groups import Article, mark
from service.archives.stories.sketch import make_sketch
from service.cli import main
from tests.archives.crawls import json_lines, write
from tests.conftest import ROOT

OWN = sorted((ROOT / "training_data" / "articles").rglob("*.txt"))[::6]


def sketched(texts: dict[str, str], dates: dict[str, str] | None = None) -> list[Article]:
    """Articles by their locations."""
    found = []
    for name, text in texts.items():
        drawn = make_sketch(text)
        shingles = drawn.shingles
        found.append(
            Article(name, (dates or {}).get(name), drawn.signature, lambda kept=shingles: kept)  # type: ignore[misc]
        )
    return found


def edits(chance: random.Random, words: list[str]) -> dict[str, Callable[[str], str]]:
    """What editors do to a text that they take over."""

    def paragraphs(text: str) -> list[str]:
        return [part for part in re.split(r"\n\s*\n", text) if part.strip()]

    def cut(text: str) -> str:
        parts = paragraphs(text)
        return "\n\n".join(parts[: max(1, round(len(parts) * 0.6))])

    def reworded(text: str) -> str:
        return " ".join(
            chance.choice(words) if chance.random() < 0.1 else word for word in text.split(" ")
        )

    def turned(text: str) -> str:
        return "\n\n".join(sorted(paragraphs(text), key=lambda _: chance.random()))

    def led(text: str) -> str:
        return f"VALDORA (Meridian) — {' '.join(chance.choices(words, k=40))}\n\n{text}"

    return {"cut": cut, "reworded": reworded, "turned": turned, "led": led}


def test_stubs_are_the_same_only_where_they_are_copies() -> None:
    """A dozen words that share half of them are two stories, and one where they are all alike."""
    stub = "Vote for your favourite in the photo contest {} until Sunday evening at six"
    texts = {"1": stub.format("Coffee"), "2": stub.format("Sport"), "3": stub.format("coffee!")}
    assert [one.group for one in mark(sketched(texts))] == [1, 2, 1]


def test_edited_articles_are_grouped_and_others_are_not() -> None:
    """Of pairs of the same story nearly all are found, and no pair of different ones."""
    chance = random.Random(3)
    originals = {path.stem: path.read_text("utf-8") for path in OWN}
    words = [word for text in originals.values() for word in text.split()]
    texts = dict(originals)
    for name, text in list(originals.items())[::2]:
        for kind, edit in edits(chance, words).items():
            texts[f"{name}/{kind}"] = edit(text)
    marks = dict(zip(texts, mark(sketched(texts)), strict=True))
    pairs = [(one, other) for one in texts for other in texts if one < other]
    same = {pair for pair in pairs if pair[0].split("/")[0] == pair[1].split("/")[0]}
    found = {pair for pair in pairs if marks[pair[0]].group == marks[pair[1]].group}
    assert len(found & same) / len(same) > 0.97
    assert len(found & same) / len(found) > 0.99


def test_the_earliest_is_the_first_by_date() -> None:
    """Without dates it is the first of the input; similarity is measured with it."""
    text = OWN[0].read_text("utf-8")
    texts = {"a": text, "b": f"{text} And more.", "c": OWN[1].read_text("utf-8"), "d": text}
    undated = mark(sketched(texts))
    assert [one.group for one in undated] == [1, 1, 2, 1]
    assert [one.earliest for one in undated] == ["a", "a", "c", "a"]
    assert undated[0].similarity == undated[2].similarity == undated[3].similarity == 1.0
    assert 0.8 < undated[1].similarity < 1.0
    dated = mark(sketched(texts, {"b": "2026-11-01", "d": "2026-11-02"}))
    assert [one.earliest for one in dated] == ["b", "b", "c", "b"]


def test_texts_without_blanks_are_compared_by_characters() -> None:
    """Languages that write no blanks between words have reprints too."""
    text = "".join(chr(0x4E00 + (number * 37) % 900) for number in range(300))
    other = "".join(chr(0x4E00 + (number * 41 + 7) % 900) for number in range(300))
    marks = mark(sketched({"a": text, "b": text[:200], "c": other}))
    assert [one.group for one in marks] == [1, 1, 2]


def test_a_story_that_everybody_has_is_one() -> None:
    """Hundreds of copies are compared with one of them, not each with all."""
    text = OWN[0].read_text("utf-8")
    asked = 0
    articles = sketched({str(number): f"{text} {number}" for number in range(300)})

    def counted(article: Article) -> Article:
        def shingles() -> object:
            nonlocal asked
            asked += 1
            return article.shingles()

        return Article(article.location, None, article.signature, shingles)  # type: ignore[arg-type]

    marks = mark([counted(article) for article in articles])
    assert {one.group for one in marks} == {1}
    assert asked < 300 * 8


def test_what_is_written_by_one_form_is_not_compared_with_all() -> None:
    """Hundreds of texts of which each is half like every other are one story, and soon found."""
    text, asked = OWN[0].read_text("utf-8").split()[:150], 0
    articles = sketched(
        {
            str(number): " ".join([*text, *(f"w{number}x{at}" for at in range(80))])
            for number in range(200)
        }
    )

    def counted(article: Article) -> Article:
        def shingles() -> object:
            nonlocal asked
            asked += 1
            return article.shingles()

        return Article(article.location, None, article.signature, shingles)  # type: ignore[arg-type]

    assert {one.group for one in mark([counted(article) for article in articles])} == {1}
    assert asked < 200 * 12


def test_sketches_of_many_shards_hold_no_files_open(tmp_path: Path) -> None:
    """A process may have a thousand open files, and an archive more shards than that."""
    drawn = make_sketch(OWN[0].read_text("utf-8"))
    for number in range(20):
        result = Result(f"a#{number}", None, answer="", sketch=drawn)
        save_sketches(tmp_path, number, [result, result])
    save_sketches(tmp_path, 20, [])
    before = len([*Path("/proc/self/fd").iterdir()])
    articles = [one for number in range(21) for one in load_sketches(tmp_path, number)]
    assert len(articles) == 40
    assert all((one.shingles() == drawn.shingles).all() for one in articles)
    assert len([*Path("/proc/self/fd").iterdir()]) == before


@pytest.mark.parametrize("format_", ["jsonl", "parquet"])
def test_rows_are_marked(
    format_: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Over all shards, in both formats; the report counts the stories."""
    monkeypatch.chdir(tmp_path)
    texts = [OWN[at].read_text("utf-8") for at in (0, 1, 0, 2, 1, 0)]
    write(Path(), {"a.jsonl": json_lines([{"text": text} for text in texts])})
    arguments = ["a.jsonl", "--output", "out", "--shard-rows", "2", "--format", format_]
    assert main(["batch", *arguments, "--group"]) == 0
    assert "3 distinct stories" in capsys.readouterr().out
    found = []
    for path in sorted(Path("out").glob("part-*")):
        if format_ == "parquet":
            found += parquet.read_table(path).to_pylist()
        else:
            found += map(json.loads, gzip.decompress(path.read_bytes()).splitlines())
    assert [row["group"] for row in found] == [1, 2, 1, 3, 2, 1]
    assert [row["earliest"][-1] for row in found] == ["1", "2", "1", "4", "2", "1"]
    assert {row["similarity"] for row in found} == {1.0}
    assert "distinct stories" in Path("out/report.html").read_text("utf-8")
    assert main(["batch", *arguments]) == 2
    assert "group: was True, is False" in capsys.readouterr().err
