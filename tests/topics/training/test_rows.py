"""Training articles as rows: what is read, and what is refused with its place."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.topics.errors import TrainingDataError
from service.topics.training.rows import Row, read_articles

_GOOD = '{"topic": "harbour", "text": "The ferry sailed."}'


def _write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def _rows(folder: Path, source: str = "yours") -> list[Row]:
    return read_articles(folder, source).rows


def _refusal(folder: Path) -> str:
    with pytest.raises(TrainingDataError) as caught:
        _rows(folder)
    return str(caught.value)


def test_json_lines_are_read(tmp_path: Path) -> None:
    """Each line is an article with topic, text and perhaps a title; blank lines are none."""
    last = '{"title": " Late ", "text": " Soup.\\n", "topic": "kitchen_2"}'
    _write(tmp_path, "own.jsonl", f"\ufeff{_GOOD}\r\n\n{last}")
    assert _rows(tmp_path) == [
        Row("harbour", None, "The ferry sailed.", "yours", "own.jsonl row 1"),
        Row("kitchen_2", "Late", "Soup.", "yours", "own.jsonl row 3"),
    ]


def test_csv_rows_are_read(tmp_path: Path) -> None:
    """Each row is an article, its columns in any order; an empty title is none."""
    rows = 'text,topic,title\n"The ferry, late, sailed.",harbour,Late\nSoup.,kitchen,\n'
    _write(tmp_path, "own.csv", rows)
    assert _rows(tmp_path) == [
        Row("harbour", "Late", "The ferry, late, sailed.", "yours", "own.csv row 2"),
        Row("kitchen", None, "Soup.", "yours", "own.csv row 3"),
    ]


def test_quoted_csv_fields_may_have_several_lines(tmp_path: Path) -> None:
    """A quoted text keeps its line ends and its doubled quotation marks."""
    _write(tmp_path, "own.csv", 'topic,text\nharbour,"Fog.\r\n\r\nThe ""Ansel"" waited."\n')
    assert [row.text for row in _rows(tmp_path)] == ['Fog.\n\nThe "Ansel" waited.']


def test_text_files_are_read_by_folder(tmp_path: Path) -> None:
    """A text file's folder is its topic and its first line the headline."""
    _write(tmp_path, "harbour/fog.txt", "Fog on the quay\n\nThe ferry waited.\nIt sailed late.\n")
    _write(tmp_path, "harbour/calm.txt", "\nThe sea lay still.")
    assert _rows(tmp_path, "desk") == [
        Row("harbour", None, "The sea lay still.", "desk", "harbour/calm.txt"),
        Row(
            "harbour",
            "Fog on the quay",
            "The ferry waited.\nIt sailed late.",
            "desk",
            "harbour/fog.txt",
        ),
    ]


def test_names_are_read_in_capitals_and_with_blanks_around_them(tmp_path: Path) -> None:
    """Topic and section; whoever fills in a spreadsheet writes them so."""
    row = '{"topic": " Harbour\\n", "section": "Weather ", "title": " ", "text": "Fog."}'
    found = _rows(_write(tmp_path, "own.jsonl", row))
    assert found == [Row("harbour", None, "Fog.", "yours", "own.jsonl row 1", "weather")]


def test_what_is_not_read_of_a_file_is_told(tmp_path: Path) -> None:
    """Fields that are no article's, and columns without a name that have something in them."""
    _write(tmp_path, "a.jsonl", '{"topic": "harbour", "text": "Fog.", "date": "2026-11-28"}')
    _write(tmp_path, "b.csv", "topic,text,,\nharbour,Mist.,x,\n")
    _write(tmp_path, "kitchen/c.txt", "Soup\nIt was hot.")
    assert read_articles(tmp_path, "yours").told == (
        "*/*.txt: 1 article (kitchen 1)",
        "a.jsonl: 1 article (harbour 1); not read: 'date'",
        "b.csv: 1 article (harbour 1); not read: 'column 3'",
    )


def test_of_very_many_files_twenty_are_told(tmp_path: Path) -> None:
    """And how many more there are."""
    for number in range(23):
        _write(tmp_path, f"{number:02}.jsonl", _GOOD)
    told = read_articles(tmp_path, "yours").told
    assert len(told) == 21
    assert told[-1] == "and 3 more files"


def test_json_is_read(tmp_path: Path) -> None:
    """A JSON file has a list of articles, over as many lines as it likes, or a single one."""
    _write(
        tmp_path, "list.json", f'\ufeff[\n {_GOOD},\n {{"topic": "kitchen",\n "text": "Soup."}}]'
    )
    _write(tmp_path, "one.json", '{"topic": "kitchen",\n "title": "Late",\n "text": "Bread."}\n')
    assert _rows(tmp_path) == [
        Row("harbour", None, "The ferry sailed.", "yours", "list.json article 1"),
        Row("kitchen", None, "Soup.", "yours", "list.json article 2"),
        Row("kitchen", "Late", "Bread.", "yours", "one.json"),
    ]


def test_tables_with_tabs_are_read(tmp_path: Path) -> None:
    """In a `.tsv` fields end at tabs, not at commas, and are quoted as in CSV."""
    _write(tmp_path, "own.tsv", 'topic\ttext\nharbour\tFog, again.\nkitchen\t"Soup.\n\nBread."\n')
    assert _rows(tmp_path) == [
        Row("harbour", None, "Fog, again.", "yours", "own.tsv row 2"),
        Row("kitchen", None, "Soup.\n\nBread.", "yours", "own.tsv row 3"),
    ]


def test_files_are_read_at_any_depth_in_the_order_of_their_paths(tmp_path: Path) -> None:
    """A text's topic is the first folder, a row's is its own; endings are read in capitals too."""
    _write(tmp_path, "b.JSONL", _GOOD)
    _write(tmp_path, "2024/05/a.ndjson", _GOOD)
    _write(tmp_path, "a.CSV", "topic,text\nharbour,Fog.\n")
    _write(tmp_path, "a.Tsv", "topic\ttext\nharbour\tMist.\n")
    _write(tmp_path, "a.Json", _GOOD)
    _write(tmp_path, "kitchen/2024/soups/hot.TXT", "Soup\nIt was hot.")
    _write(tmp_path, "kitchen/own.csv", "topic,text\nharbour,Haze.\n")
    articles = read_articles(tmp_path, "yours")
    assert [(row.topic, row.place) for row in articles.rows] == [
        ("harbour", "2024/05/a.ndjson row 1"),
        ("harbour", "a.CSV row 2"),
        ("harbour", "a.Json"),
        ("harbour", "a.Tsv row 2"),
        ("harbour", "b.JSONL row 1"),
        ("kitchen", "kitchen/2024/soups/hot.TXT"),
        ("harbour", "kitchen/own.csv row 2"),
    ]
    assert len(articles.files) == 7
    assert articles.warnings == ()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("own.jsonl", ""),
        ("own.ndjson", "\n \n"),
        ("own.json", "\ufeff"),
        ("own.json", "[]"),
        ("own.csv", "topic,text\n"),
        ("own.tsv", ""),
        ("harbour/own.txt", "\n \n"),
    ],
)
def test_a_file_without_an_article_is_named(tmp_path: Path, name: str, content: str) -> None:
    """An empty file gives no article, stops nothing, and is named with what to do."""
    _write(tmp_path, "a.jsonl", _GOOD)
    articles = read_articles(_write(tmp_path, name, content), "yours")
    assert [row.place for row in articles.rows] == ["a.jsonl row 1"]
    (warning,) = articles.warnings
    assert warning.startswith(f"{name}: ")
    assert "remove it" in warning


def test_no_folder_has_no_rows(tmp_path: Path) -> None:
    """Who has no articles of their own need not make the folder."""
    assert _rows(tmp_path / "nowhere") == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"topic": "harbour", "text"', ["not JSON"]),
        ("harbour, The ferry sailed.", ["not JSON"]),
        ('["harbour", "The ferry sailed."]', ["not a JSON object", "name it .json"]),
        ("null", ["not a JSON object"]),
        ('{"text": "The ferry sailed."}', ["field 'topic'", "missing"]),
        ('{"topic": "harbour"}', ["field 'text'", "missing"]),
        ('{"topic": 7, "text": "Fog."}', ["field 'topic'", "not text"]),
        ('{"topic": "harbour", "text": null}', ["field 'text'", "not text"]),
        ('{"topic": "harbour", "text": ["Fog."]}', ["field 'text'", "not text"]),
        ('{"topic": "harbour", "text": "Fog.", "title": 7}', ["field 'title'", "not text"]),
        ('{"topic": "harbour", "text": ""}', ["field 'text'", "empty"]),
        ('{"topic": "harbour", "text": " \\n\\t"}', ["field 'text'", "empty"]),
        ('{"topic": "Har bour", "text": "Fog."}', ["'Har bour'", "lower case", "as har-bour"]),
        ('{"topic": "", "text": "Fog."}', ["topic ''"]),
        ('{"topic": "7seas", "text": "Fog."}', ["topic '7seas'"]),
        ('{"topic": "hafenstraße", "text": "Fog."}', ["topic 'hafenstraße'"]),
        (f'{{"topic": "{"h" * 41}", "text": "Fog."}}', [f"topic '{'h' * 40}'"]),
    ],
)
def test_bad_json_rows_are_refused(tmp_path: Path, line: str, words: list[str]) -> None:
    """A bad line is refused with its file, its row and its field."""
    message = _refusal(_write(tmp_path, "own.jsonl", f"{_GOOD}\n\n{line}\n"))
    for word in ["own.jsonl row 3", *words]:
        assert word in message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (f"{_GOOD}\n{_GOOD}", ["own.json is not JSON", "line 2", "name it .jsonl"]),
        (f"[{_GOOD},]", ["own.json is not JSON"]),
        ("[" * 100_000, ["own.json is not JSON"]),
        ("7", ["own.json is not a JSON object"]),
        (f"[{_GOOD}, null]", ["own.json article 2 is not a JSON object"]),
        (f'[{_GOOD}, {{"topic": "harbour"}}]', ["own.json article 2", "field 'text'", "missing"]),
        ('{"articles": []}', ["own.json: field 'topic'", "missing", "'articles'", "--columns"]),
    ],
)
def test_bad_json_files_are_refused(tmp_path: Path, content: str, words: list[str]) -> None:
    """A JSON file that cannot be used is refused with the article's number and field."""
    message = _refusal(_write(tmp_path, "own.json", content))
    for word in words:
        assert word in message


@pytest.mark.parametrize("title", ["0", "false", "[]", "{}"])
def test_empty_titles_of_other_types_are_refused(tmp_path: Path, title: str) -> None:
    """A title that is a number, a boolean, a list or an object is refused, empty or not."""
    line = f'{{"topic": "harbour", "text": "Fog.", "title": {title}}}'
    assert "field 'title'" in _refusal(_write(tmp_path, "own.jsonl", line))


def test_a_deeply_nested_row_is_refused(tmp_path: Path) -> None:
    """A line of a hundred thousand brackets is refused like other lines that are not JSON."""
    assert "own.jsonl row 1" in _refusal(_write(tmp_path, "own.jsonl", "[" * 100_000))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("topic,text\nharbour,Fog.\nharbour,Fog, again.\n", ["row 3", "more fields"]),
        ("topic,text\nharbour,Fog.\nharbour\n", ["row 3", "field 'text'", "empty"]),
        ("topic,body\nharbour,Fog.\n", ["no column for text", "'body'", "--columns text=NAME"]),
        ("text\nFog.\n", ["no column for topic", "'text'", "--columns topic=NAME"]),
        ("topic,text\nharbour,\n", ["row 2", "field 'text'", "empty"]),
        ("topic,text\nThe Harbour,Fog.\n", ["row 2", "topic 'The Harbour'"]),
    ],
)
def test_bad_csv_rows_are_refused(tmp_path: Path, rows: str, words: list[str]) -> None:
    """A bad row is refused with its file, its row and its field."""
    message = _refusal(_write(tmp_path, "own.csv", rows))
    for word in ["own.csv", *words]:
        assert word in message


@pytest.mark.parametrize("text", ['"Fog.', '"Fog"s', "fog " * 500_001])
def test_what_is_no_csv_is_refused(tmp_path: Path, text: str) -> None:
    """An open or misplaced quotation mark and a text beyond any article's length are refused."""
    assert "own.csv row" in _refusal(_write(tmp_path, "own.csv", f"topic,text\nharbour,{text}\n"))


@pytest.mark.parametrize("text", ['"Fog.', '"Fog"s', "fog " * 500_001])
def test_what_is_no_csv_is_refused_with_its_row(tmp_path: Path, text: str) -> None:
    """The row that is named is the bad one, not the good one before it."""
    rows = f"topic,text\nkitchen,Soup.\nharbour,{text}\n"
    assert "own.csv row 3" in _refusal(_write(tmp_path, "own.csv", rows))


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1e"])
def test_csv_rows_end_at_line_ends_only(tmp_path: Path, separator: str) -> None:
    """Unicode's line separators, form feeds and the like inside a field do not end its row."""
    with (tmp_path / "own.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [["topic", "text"], ["harbour", f"Fog.{separator}It rose."], ["kitchen", "Soup."]]
        )
    texts = [row.text for row in _rows(tmp_path)]
    assert texts == [f"Fog.{separator}It rose.", "Soup."]


@pytest.mark.parametrize("name", ["own.jsonl", "own.csv", "2024/own.json", "harbour/own.txt"])
def test_files_in_another_encoding_are_refused(tmp_path: Path, name: str) -> None:
    """A file that is not UTF-8 is refused with its name and the first byte that is not."""
    message = _refusal(_write(tmp_path, name, b"Fog at the caf\xe9\n"))
    assert f"{name} is not UTF-8 (byte 14)" in message


def test_a_file_that_the_system_does_not_let_read_is_refused(tmp_path: Path) -> None:
    """A file that is there and fails when it is read is refused by name, with the reason."""
    (tmp_path / "own.csv").symlink_to("/proc/self/mem")
    message = _refusal(tmp_path)
    assert message.startswith("own.csv (a link to /proc/self/mem) cannot be read: Input/output")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("Harbour News/fog.txt", "Fog\nIt rose.", ["Harbour News/fog.txt", "topic 'Harbour News'"]),
        ("harbour/fog.txt", "Only a headline", ["harbour/fog.txt", "field 'text'", "empty"]),
    ],
)
def test_bad_text_files_are_refused(
    tmp_path: Path, name: str, content: str, words: list[str]
) -> None:
    """A text file without a body, or in a folder that is no topic, is refused by name."""
    message = _refusal(_write(tmp_path, name, content))
    for word in words:
        assert word in message


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.sampled_from(["harbour", "kitchen"]), _TEXTS), max_size=4))
def test_any_text_survives_json(
    tmp_path_factory: pytest.TempPathFactory, articles: list[tuple[str, str]]
) -> None:
    """Whatever the texts, JSON Lines bring them back, stripped at the ends."""
    lines = [json.dumps({"topic": topic, "text": text}) for topic, text in articles]
    folder = _write(tmp_path_factory.mktemp("yours"), "own.jsonl", "\n".join(lines))
    found = [(row.topic, row.text) for row in _rows(folder)]
    assert found == [(topic, text.strip()) for topic, text in articles]
