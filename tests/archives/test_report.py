"""The report shows what was counted, and loads and runs nothing."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from service.archives.report.report import Account, render
from service.archives.row import Facts, Result
from service.archives.tally import Tally

ACCOUNT = Account("2026-11-01", "2026-11-02", 10.0, "v1", "0.2.0", {"revisits": 4})


def result(number: int, topic: str | None, **facts: str) -> Result:
    """An answered article."""
    given = {"title": "A title", "date": f"2026-{number % 12 + 1:02}-01", "site": "a.example"}
    told = {**given, **facts}
    abstained = None if topic else "low_confidence"
    return Result(
        f"a.jsonl#line={number}",
        None,
        "{}",
        facts=Facts(
            topic,
            0.5,
            abstained,
            "sport",
            "en",
            told["date"],
            told["site"],
            told["title"],
            "An excerpt.",
        ),
    )


def tally(*results: Result) -> Tally:
    """Results, counted."""
    counted = Tally()
    for one in results:
        counted.add(one)
    return counted


def test_counts_are_drawn_and_said() -> None:
    """Topics, months and sources have a part each, told by its title; failures are listed."""
    found = tally(
        *(result(number, "crime") for number in range(30)),
        *(result(number, None) for number in range(6)),
        Result("a.jsonl#line=99", "x", problem={"title": "The body cannot be read"}),
    )
    page = render(found, ACCOUNT)
    assert "<title>crime: crime 30</title>" in page
    assert "<title>a.example: no topic 6</title>" in page
    assert "<title>2026-01: crime 3</title>" in page
    assert "16.7%" in page
    assert "The body cannot be read" in page
    assert "revisits" in page
    for picture in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
        ET.fromstring(picture)
        # What is written within a drawing shrinks with it, and is not read on a telephone.
        assert "<text" not in picture
    assert re.search(r'<span class="name">crime</span>.*<span class="count">30</span>', page)


def test_time_has_a_scale() -> None:
    """First and last month and the highest count are written; a month without articles is there."""
    dates = ["2024-11-03"] * 1_200 + ["2025-03-01", "2026-01-02"]
    page = render(tally(*(result(0, "crime", date=date) for date in dates)), ACCOUNT)
    scale = re.search(r'<div class="scale">.*?</div>', page)
    assert scale is not None
    assert re.findall(r">([\d,]+)<", scale[0]) == ["1,200", "0"]
    under = re.findall(r'<li style="(left|right):0[^"]*">([\d-]+)</li>', page)
    assert under == [("left", "2024-11"), ("right", "2026-01")]
    assert "2024-11 has the most, 1,200." in page
    # Fifteen months, of which twelve have no part; the second stands at a third of the width.
    assert re.search(r'<rect x="26[78].*?<title>2025-03: crime 1</title>', page)


def test_long_times_are_told_by_year() -> None:
    """Years between are there too, but not the thousands that one wrong date would make."""
    for first, wanted in (("2010", "2010 2018 2026"), ("0001", "0001 2026")):
        dates = [f"{first}-01-01", "2026-01-01"]
        page = render(tally(*(result(0, "crime", date=date) for date in dates)), ACCOUNT)
        under = re.findall(r'<li style="[^"]*">(\d+)</li>', page)
        assert " ".join(under) == wanted
        assert "By year" in page


def test_a_report_runs_and_loads_nothing() -> None:
    """What articles say is text in it, and there is no address to load from."""
    hostile = "<script>alert(1)</script><img src=http://b.example/x>"
    page = render(tally(result(1, None, title=hostile, site=hostile)), ACCOUNT)
    assert "<script" not in page
    assert "<img" not in page
    assert not re.search(r"<[^>]*\s(src|href)=", page)
    assert "default-src 'none'" in page


def test_an_empty_batch_has_a_report() -> None:
    """Nothing to draw is drawn as nothing."""
    assert "0 articles answered" in render(Tally(), ACCOUNT)
    assert "<h1>1 article answered" in render(tally(result(1, "crime")), ACCOUNT)


def test_tallies_of_parts_add_up() -> None:
    """Stored, read and merged, they are the tally of the whole."""
    results = [result(number, "crime" if number % 3 else None) for number in range(40)]
    parts = Tally()
    for part in (tally(*results[:13]), tally(*results[13:])):
        parts.merge(Tally.from_json(part.to_json()))
    assert parts == tally(*results)


def test_an_article_is_shown_once_among_the_least_sure() -> None:
    """Reprints of one would fill the page; parts merged have it once too."""
    one, other = Tally(), Tally()
    for number, tally in enumerate((one, one, other)):
        facts = Facts(None, 0.5, "low_confidence", None, "en", None, None, "Title", "The excerpt.")
        tally.add(Result(f"a.jsonl#line={number}", None, answer="{}", facts=facts))
    one.merge(other)
    assert [sample.location for sample in one.samples] == ["a.jsonl#line=0"]
