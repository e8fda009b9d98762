"""Tests of `service.articles.lines.labelled.pages`: pages whose article is known."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from service.articles.lines.labelled.pages import PageError, read_clean, read_folder, read_rows
from service.text.spans import Span

LABELLED = (
    "navigation\tHome\n"
    "\n"
    "title\tThe ferry to Marrow Island is late again\n"
    "body\tThe ferry to Marrow Island left two hours late on Monday.\n"
    "credit\tPhoto: Ivo Brandt\n"
    "body\t“The tide\twaits for no one,” the master said.\n"
    "copyright\t© 2031 The Ellery Courier\n"
)
FIRST = "The ferry to Marrow Island left two hours late on Monday because of the fog."
SECOND = "Passengers were given tea in the waiting room, and a cake that was meant for a wedding."
BODY = f"{FIRST}\nNobody complained.\n{SECOND}"
PASTED = (
    f"Home\nNews\nFog holds up the ferry to Marrow Island\n{FIRST}\nPhoto: Ivo Brandt\n"
    f"Nobody complained.\nAdvertisement\n{SECOND}\n"
    "Read more\nWhy the waiting room at Port Ellery was painted\n"
)


def rows(path: Path, content: Sequence[Mapping[str, str]]) -> Path:
    """A file of pages as gzipped JSON Lines."""
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in content)
    return path


def test_a_labelled_page_is_read_with_what_every_line_is(tmp_path: Path) -> None:
    """The text is the page without its labels, and each label's span is its line."""
    (tmp_path / "ferry.txt").write_text(LABELLED, encoding="utf-8")
    (page,) = read_folder(tmp_path)
    assert page.name == page.site == "ferry"
    assert page.text.splitlines() == [row.partition("\t")[2] for row in LABELLED.splitlines()]
    labelled = [f"{kind}\t{span.of(page.text)}" for span, kind in page.kinds]
    assert labelled == [row for row in LABELLED.splitlines() if row]


def test_the_article_of_a_labelled_page_is_its_body_lines(tmp_path: Path) -> None:
    """`article` covers the lines that are labelled body, which are the body; tabs stay in them."""
    (tmp_path / "ferry.txt").write_text(LABELLED, encoding="utf-8")
    (page,) = read_folder(tmp_path)
    found = [span.of(page.text) for span in page.article]
    assert found == [
        "The ferry to Marrow Island left two hours late on Monday.",
        "“The tide\twaits for no one,” the master said.",
    ]
    assert page.body == "\n".join(found)


def test_a_page_without_body_lines_has_no_article(tmp_path: Path) -> None:
    """A menu is a page too; its body is empty."""
    (tmp_path / "menu.txt").write_text("navigation\tHome\nnavigation\tNews\n", encoding="utf-8")
    (page,) = read_folder(tmp_path)
    assert (page.article, page.body) == ((), "")


def test_a_folder_is_read_in_order_with_the_html_beside_some(tmp_path: Path) -> None:
    """Pages come by name; the HTML of the same name belongs to the page, other files do not."""
    for name in ("b", "a", "c"):
        (tmp_path / f"{name}.txt").write_text(LABELLED, encoding="utf-8")
    (tmp_path / "b.html").write_text("<p>Fähre</p>", encoding="utf-8")
    (tmp_path / "README.md").write_text("No page.", encoding="utf-8")
    found = [(page.name, page.html) for page in read_folder(tmp_path)]
    assert found == [("a", None), ("b", "<p>Fähre</p>"), ("c", None)]


@pytest.mark.parametrize("wrong", ["article\tThe ferry was late.", "The ferry was late.", "body"])
def test_an_error_names_the_file_and_the_line(tmp_path: Path, wrong: str) -> None:
    """An unknown kind, or a line without one, is refused with its place and the known kinds."""
    rows_of_page = LABELLED.splitlines()
    rows_of_page[4] = wrong
    (tmp_path / "late.txt").write_text("\n".join(rows_of_page), encoding="utf-8")
    with pytest.raises(PageError, match=r"^late\.txt, line 5: expected a kind, a tab") as refused:
        read_folder(tmp_path)
    assert "body, byline, caption" in str(refused.value)


def test_a_clean_article_is_all_body_but_its_headline(tmp_path: Path) -> None:
    """The first line is the headline; all that follows is the article."""
    path = tmp_path / "fog.txt"
    path.write_text(f"Fog holds up the ferry\n{BODY}", encoding="utf-8")
    (page,) = read_clean([path])
    assert page.body == BODY
    assert [span.of(page.text) for span in page.article] == [BODY]
    assert page.share(Span(0, 22)) == 0.0


def test_an_article_of_only_a_headline_has_no_body(tmp_path: Path) -> None:
    """A file of one line has no article in it."""
    path = tmp_path / "fog.txt"
    path.write_text("Fog holds up the ferry", encoding="utf-8")
    (page,) = read_clean([path])
    assert (page.body, page.article) == ("", ())


def test_the_body_of_a_row_is_found_in_what_was_pasted(tmp_path: Path) -> None:
    """Every line of the body is the article's, whole, and every other line is not at all."""
    path = rows(tmp_path / "p.gz", [{"url": "https://a.example/1", "pasted": PASTED, "body": BODY}])
    (page,) = read_rows(path)
    assert (page.text, page.body, page.html) == (PASTED, BODY, None)
    offset = 0
    for line in PASTED.splitlines():
        share = page.share(Span(offset, len(line)))
        # The last full stop is no word, and so is not aligned.
        assert share > 0.9 if line in BODY.split("\n") else share == 0.0
        offset += len(line) + 1


def test_a_few_words_in_common_are_not_the_article(tmp_path: Path) -> None:
    """Where a teaser has only three words in a row of the body, nothing of it is the article's."""
    teaser = "Who painted the waiting room at the station of Lower Hask?"
    row = {"url": "https://a.example/1", "pasted": f"{FIRST}\n{teaser}\n", "body": BODY}
    (page,) = read_rows(rows(tmp_path / "p.gz", [row]))
    assert page.share(Span(0, len(FIRST))) > 0.95
    assert page.share(Span(len(FIRST) + 1, len(teaser))) == 0.0


@pytest.mark.parametrize("wrong", ['{"url": "a.example", "pasted": "Fog."}', "Fog.", "[1]"])
def test_an_error_in_a_row_names_the_file_and_the_line(tmp_path: Path, wrong: str) -> None:
    """A row that is no JSON, or lacks a field, is refused with its file and line."""
    path = tmp_path / "late.gz"
    row = json.dumps({"url": "https://a.example/1", "pasted": PASTED, "body": BODY})
    path.write_bytes(gzip.compress(f"{row}\n{wrong}\n".encode()))
    with pytest.raises(PageError, match=r"^late\.gz, line 2\b"):
        read_rows(path)


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.courier.example/news/1?x=2", "www.courier.example"),
        ("courier.example/news/1", "courier.example"),
        ("http://courier.example:8080", "courier.example:8080"),
    ],
)
def test_the_site_of_a_row_is_its_host(tmp_path: Path, url: str, site: str) -> None:
    """Pages of one site are kept together, whether the address has a scheme or not."""
    row = {"url": url, "pasted": PASTED, "body": BODY, "html": "<p>Fog</p>"}
    (page,) = read_rows(rows(tmp_path / "p.gz", [row]))
    assert (page.name, page.site, page.html) == (url, site, "<p>Fog</p>")


@pytest.mark.parametrize(
    ("span", "share"),
    [(Span(5, 57), 1.0), (Span(0, 5), 0.0), (Span(0, 10), 0.5), (Span(57, 10), 0.5)],
)
def test_the_share_is_that_of_a_span_s_characters(tmp_path: Path, span: Span, share: float) -> None:
    """Of a span inside the article all is the article's, of one across its edge a part."""
    body = "The ferry to Marrow Island left two hours late on Monday."
    text = f"navigation\tHome\nbody\t{body}\nother\tFog\nother\tTides\n"
    (tmp_path / "ferry.txt").write_text(text, encoding="utf-8")
    (page,) = read_folder(tmp_path)
    assert page.article == (Span(5, 57),)
    assert page.share(span) == share
