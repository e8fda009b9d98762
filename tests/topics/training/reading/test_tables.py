"""Tables as spreadsheets write them, whatever divides their cells, with rows as they count them."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.topics.training.reading.own import brief, put, read, refusal

_GERMAN = (
    "\ufeffsep=;\r\n"
    "Topic ; TEXT;Title;Datum;\r\n"
    'Hafen;"Die Fähre blieb; im Hafen.\r\nAm Morgen lief sie aus.";Fähre;1.2.2026;\r\n'
    'crime;Der Mann sagte nichts.;"Er sagte ""nein""";2.2.2026;\r\n'
    ";;;;\r\n"
    "\r\n"
    "crime;Noch einer.;;;\r\n"
)


def test_an_export_of_a_german_excel_is_read(tmp_path: Path) -> None:
    """`sep=`, semicolons, a mark, capitals and blanks in names, empty rows, columns beside."""
    articles = read(put(tmp_path, "excel.csv", _GERMAN))
    assert [(row.topic, row.title, row.text, row.place) for row in articles.rows] == [
        (
            "hafen",
            "Fähre",
            "Die Fähre blieb; im Hafen.\nAm Morgen lief sie aus.",
            "excel.csv row 2",
        ),
        ("crime", 'Er sagte "nein"', "Der Mann sagte nichts.", "excel.csv row 3"),
        ("crime", None, "Noch einer.", "excel.csv row 6"),
    ]
    (told,) = articles.told
    assert told == (
        "excel.csv: 3 articles (crime 2, hafen 1); passed over: 1 empty; not read: 'Datum'"
    )


@pytest.mark.parametrize("name", ["own.csv", "own.tsv"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_whatever_the_file_is_called(
    tmp_path: Path, name: str, delimiter: str
) -> None:
    """Excel saves CSV with what its country divides by."""
    content = f"topic{delimiter}text\nharbour{delimiter}Fog.\n"
    assert brief(put(tmp_path, name, content)) == [("harbour", "Fog.")]


@pytest.mark.parametrize("charset", ["utf-16", "utf-8-sig"])
def test_a_charset_that_its_first_bytes_name_is_read(tmp_path: Path, charset: str) -> None:
    """Excel's Unicode text is UTF-16 with tabs."""
    content = "topic\ttext\r\nhafen\tDie Fähre.\r\n".encode(charset)
    assert brief(put(tmp_path, "own.csv", content)) == [("hafen", "Die Fähre.")]


def test_another_charset_is_refused_with_row_and_remedy(tmp_path: Path) -> None:
    """The row is a spreadsheet's, though a cell before it has several lines."""
    content = 'sep=;\ntopic;text\nhafen;"Eins.\nZwei."\nhafen;Die Fähre.\n'.encode("cp1252")
    said = refusal(put(tmp_path, "own.csv", content))
    assert said.startswith("own.csv is not UTF-8 (byte 48), in row 3, behind ")
    assert "CSV UTF-8" in said


def test_utf_16_without_its_mark_is_refused(tmp_path: Path) -> None:
    """Its zero bytes would be letters of every text."""
    said = refusal(put(tmp_path, "own.csv", "topic,text\nharbour,Fog.\n".encode("utf-16-le")))
    assert "zero bytes" in said
    cut = "topic,text\nharbour,Fog.\n".encode("utf-16")[:-1]
    assert "cut off" in refusal(put(tmp_path, "own.csv", cut))


def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path: Path) -> None:
    """The names are row 1, a cell of three lines is in one row, and an empty line is a row."""
    content = 'topic,text\nharbour,"One.\nTwo.\nThree."\n\nharbour,\nNo Topic,Fog.\n'
    said = refusal(put(tmp_path, "own.csv", content))
    assert said.splitlines() == [
        "own.csv row 4: field 'text' is empty.",
        "  own.csv row 5: topic 'No Topic' is not a name in lower case (letters, digits, - and _),"
        " such as no-topic.",
    ]


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    """Of very much the first twenty, and how many more there are."""
    put(tmp_path, "a.csv", "topic,text\n" + "harbour,\n" * 30)
    said = refusal(put(tmp_path, "b.jsonl", "{")).splitlines()
    assert len(said) == 21
    assert said[-1].strip() == "and 11 more faults like these"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('topic,text\nharbour,"Fog.\nharbour,Mist.\n', ["row 2", "quotation marks"]),
        ("topic;text\nharbour;Fog; again\n", ["row 2 has 3 cells", "semicolon", "quotation"]),
        ("topic:text\nharbour:Fog\n", ["no column for topic and text", "one cell", "a tab"]),
        ("topic;text;Text\nharbour;Fog;Mist\n", []),
        ("topic;Text;TEXT\nharbour;Fog;Mist\n", ["2 columns are called 'Text' and 'TEXT'"]),
        ("x" * 3_000_000, ["row 1", "field limit"]),
        ("Rubrik;Body\na;b\n", ["'Rubrik', 'Body'", "--columns topic=NAME,text=NAME"]),
    ],
)
def test_a_broken_table_is_refused_with_the_remedy(
    tmp_path: Path, content: str, words: list[str]
) -> None:
    """Open quotes, a bare delimiter, an unknown one, two of a name, none of a name."""
    put(tmp_path, "own.csv", content)
    if not words:
        assert brief(tmp_path) == [("harbour", "Fog")]
        return
    said = refusal(tmp_path)
    for word in ["own.csv", *words]:
        assert word in said


def test_columns_are_named_on_the_command_line(tmp_path: Path) -> None:
    """In other letters than those of the file, with a comma in a name, and of JSON, too."""
    put(tmp_path, "a.csv", 'Rubrik;"Text, ganz";Kopf\nHafen;Nebel.;Früh\n')
    put(tmp_path, "b.csv", "topic,text\nharbour,Fog.\n")
    put(tmp_path, "c.jsonl", '{"rubrik": "hafen", "text, ganz": "Dunst.", "text": "Kurz."}')
    articles = read(tmp_path, "topic=rubrik, text=Text, ganz,title=Kopf")
    assert [(row.topic, row.title, row.text) for row in articles.rows] == [
        ("hafen", "Früh", "Nebel."),
        ("harbour", None, "Fog."),
        ("hafen", None, "Dunst."),
    ]
    assert articles.told[2] == "c.jsonl: 1 article (hafen 1); not read: 'text'"


def test_a_column_that_no_file_has_is_told_with_those_there_are(tmp_path: Path) -> None:
    """Whoever mistypes the headlines' column does not train without headlines."""
    put(tmp_path, "own.csv", "topic,text,Kopf\nharbour,Fog.,Nebel\n")
    said = refusal(tmp_path, "title=Kopff")
    assert "no file has a column 'Kopff'" in said
    assert "own.csv has 'topic', 'text', 'Kopf'" in said


@pytest.mark.parametrize("option", ["body=Text", "text", "text=", "=Text", "text=a,text=b", ","])
def test_wrong_columns_are_refused_with_an_example(tmp_path: Path, option: str) -> None:
    """What is no field of an article, or names nothing, or twice."""
    assert "--columns text=Body,topic=Category" in refusal(tmp_path, option)


def test_a_file_of_names_alone_has_no_article(tmp_path: Path) -> None:
    """It is named, as other empty files are."""
    articles = read(put(tmp_path, "own.csv", "sep=;\ntopic;text\n"))
    assert articles.rows == []
    assert articles.warnings[0].startswith("own.csv: There is no article in it")


_CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


@settings(max_examples=150)
@given(
    st.lists(st.tuples(_CELLS, _CELLS.filter(str.strip)), min_size=1, max_size=5),
    st.sampled_from(",;\t|"),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.booleans(),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_any_table_comes_back(  # noqa: PLR0917 - what is drawn is given by its place
    tmp_path_factory: pytest.TempPathFactory,
    articles: list[tuple[str, str]],
    delimiter: str,
    quoting: int,
    stated: bool,
    charset: str,
    end: str,
) -> None:
    """Whatever the cells, the delimiter, the quotes, the charset and the line ends."""
    # Python's csv leaves a bare carriage return unquoted, which spreadsheets never do.
    assume(quoting == csv.QUOTE_ALL or not any("\r" in cell for row in articles for cell in row))
    text = StringIO(newline="")
    if stated:
        text.write(f"sep={delimiter}{end}")
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    writer.writerow(["Title", "topic", "text"])
    writer.writerows([title, "harbour", body] for title, body in articles)
    folder = tmp_path_factory.mktemp("yours")
    put(folder, "own.csv", text.getvalue().encode(charset))
    found = [(row.title, row.text, row.place) for row in read(folder).rows]
    assert found == [
        (_read(title) or None, _read(body), f"own.csv row {number}")
        for number, (title, body) in enumerate(articles, start=2)
    ]


def _read(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n").strip()
