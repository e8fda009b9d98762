"""Tests of `service.articles.lines.layouts`, by what is found in whole documents."""

from __future__ import annotations

import pytest

from service.articles.errors import NoArticleFound
from service.articles.reading import read_text

PARAGRAPHS = [
    "The lighthouse on Gull Rock will be lit again in April, the harbour board of Penmarrow said on"
    " Monday, eleven years after its lamp was carried off by a storm.",
    "Its new lamp was built by pupils of the joinery college, who had asked for nothing but the"
    " wood, said Tilda Marsh, who leads the board.",
    "The board has put aside forty thousand pounds for the road, which can be used at low tide"
    " alone, and work on it will begin in May.",
    "Fishermen had signed a petition for the light after two boats ran aground in a week of fog.",
    "The last keeper, now 88, watched the vote from the gallery and asked whether he might be the"
    " one to light the lamp.",
]
ITEMS = ["A lamp that is seen for nine miles", "No bell at night", "A stair with a rail"]
MENU = ["Skip to content", "Home", "News", "Sport", "Tides", "Sign in", "Gull Rock to be lit again"]
FOOT = ["Most read", "1", "Storm on the way", "2", "Schools close", "Contact", "Privacy policy"]


def body(document: str) -> list[str]:
    """The article's blocks."""
    return [span.of(document) for span in read_text(document).body]


@pytest.mark.parametrize("bullet", ["• ", "- ", "1. ", "→ ", ""])
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=repr)
def test_a_list_behind_a_colon_belongs_to_a_text(bullet: str, gap: str) -> None:
    """Items with bullets, numbers or nothing before them, close together or apart."""
    items = [bullet + item for item in ITEMS]
    middle = f"The board has set three conditions:{gap}{gap.join(items)}"
    document = "\n\n".join([*PARAGRAPHS[:2], middle, *PARAGRAPHS[2:]])
    found = body(document)
    assert [text for text in found if text in items] == items
    assert [text for text in found if text in PARAGRAPHS] == PARAGRAPHS


@pytest.mark.parametrize("bullet", ["• ", "- ", ""])
def test_a_list_behind_the_lead_of_a_page_takes_neither_away(bullet: str) -> None:
    """Of a page with menus too, what stands above a list and in it is the article's."""
    items = [bullet + item for item in ITEMS]
    document = "\n\n".join(
        [
            "\n".join(MENU),
            PARAGRAPHS[0],
            "The board has set three conditions:",
            "\n".join(items),
            *PARAGRAPHS[1:],
            *PARAGRAPHS[1:4],
            "\n".join(FOOT),
        ]
    )
    found = body(document)
    assert found[0] == PARAGRAPHS[0]
    assert [text for text in found if text in items] == items
    assert not set(found) & {*MENU, *FOOT}


@pytest.mark.parametrize("share", ["Share", "Teilen", "Share on Facebook\nCopy link", ""])
@pytest.mark.parametrize("times", [["10.59", "10.41", "10.12", "9.55", "9.30"], [""] * 5])
def test_a_live_blog_is_an_article(share: str, times: list[str]) -> None:
    """Its posts are the body, whatever stands between them, and what does is not."""
    if not share and not times[0]:
        return
    posts = [
        "\n\n".join(filter(None, (time, post, share)))
        for time, post in zip(times, PARAGRAPHS, strict=True)
    ]
    assert body("\n\n".join(["Gull Rock – live", *posts])) == PARAGRAPHS


def test_what_introduces_a_live_blog_is_kept() -> None:
    """The paragraphs above the first time, and headlines of posts, are the article's."""
    posts = [
        f"10.{minute}\n\nA turn in the vote\n\n{post}\n\nShare"
        for minute, post in zip((59, 41, 30, 12), PARAGRAPHS[1:], strict=True)
    ]
    found = body("\n\n".join(["Gull Rock – live", PARAGRAPHS[0], "Key events", *posts]))
    assert [text for text in found if text in PARAGRAPHS] == PARAGRAPHS
    assert found.count("A turn in the vote") == len(posts)


def test_comments_under_an_article_are_no_live_blog() -> None:
    """Where most of the prose stands above the first time, what follows is not all there is."""
    comments = [
        f"10.{minute}\n\nI liked the bell, and will miss it.\n\nShare" for minute in range(30, 34)
    ]
    document = "\n\n".join([*PARAGRAPHS, *PARAGRAPHS[::-1], "Comments", *comments])
    assert body(document)[0] == PARAGRAPHS[0]


def test_a_programme_is_refused() -> None:
    """Times and names are no live blog."""
    with pytest.raises(NoArticleFound):
        read_text("\n\n".join(f"{hour}.00\n\nThe quiz of the coast" for hour in range(12, 22)))


_HARBOUR = (
    "The harbour of Ellen Mouth will be dredged for the first time in forty years, the port board"
    " decided on Monday.\n\nThe work will cost nine million and begin in May, said Rasmus Oddie,"
    " who chairs it.\n\nFishermen had asked for it since two boats ran aground last winter."
)


@pytest.mark.parametrize(
    "credit", ["Ines Garrow / Reuters", "Photo: Ines Garrow", "Ines Garrow/The Ellen Gazette"]
)
def test_what_a_credit_stands_right_under_is_a_caption(credit: str) -> None:
    """In a text with blank lines between its paragraphs, a sentence of its own or not."""
    caption = "Two trawlers wait at the quay of Ellen Mouth for the tide on Sunday."
    article = read_text(f"{caption}\n{credit}\n\n{_HARBOUR}")
    assert article.text == _HARBOUR
    assert "caption" in {item.kind for item in article.removed}


def test_a_paragraph_above_a_credit_that_stands_apart_is_none() -> None:
    """With a blank line between them, or with other lines above, it stays."""
    paragraphs = _HARBOUR.split("\n\n")
    apart = "\n\n".join((paragraphs[0], "Ines Garrow / Reuters", *paragraphs[1:]))
    assert read_text(apart).text == _HARBOUR
    close = "\n".join((*paragraphs[:2], "Ines Garrow / Reuters", *paragraphs[2:]))
    assert paragraphs[1] in read_text(close).text
