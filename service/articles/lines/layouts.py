"""What is the article by the layout of a text: the posts of a live blog, lists behind colons."""

from __future__ import annotations

from collections.abc import Sequence

from service.articles.lines.line import BREAK, PROSE_WORDS, Line
from service.articles.lines.live_blog import find_posts, is_post_label
from service.articles.lines.surroundings import COLONS, find_lists, is_item

# The posts hold so much of the prose: under an article, they are comments.
_POSTS_SHARE = 0.6
# A post may have a headline, and who wrote it; a page that is repeated has menus in between.
_MOST_OTHERS = 1.5
_MIN_LEAD_IN = 4
_MIN_TIGHT, _TIGHT_WORDS = 3, 8
# Words of a caption; what is longer tells of more than a picture. Line ends that part paragraphs.
_CAPTION_WORDS, _MIN_APART = 60, 2
# So large a share of the words are captions where there is nothing else, and so many words.
_GALLERY_SHARE, _LEAST_GALLERY = 0.8, 60
# Above the first post, so many lines may stand between a paragraph and what is below.
_INTRODUCTION_GAP, _SIGNATURE_WORDS = 4, 2


def live_posts(lines: Sequence[Line]) -> set[int]:
    """Return the lines of a live blog's posts, with what introduces them; none where it is none."""
    posts = find_posts([line.text for line in lines], [_is_paragraph(line) for line in lines])
    if not posts:
        return set()
    start, end = posts[0][0], posts[-1][1]
    # Behind the last time there may be anything.
    last = next((index for index in range(posts[-1][0], end) if lines[index].score <= BREAK), end)
    start = _introduction(lines, start)
    chosen = {
        index
        for index in range(start, last)
        if lines[index].kind is None and _is_of_post(lines, index)
    }
    others = sum(
        line.kind is None or line.kind == "navigation"
        for line in lines[start:last]
        if not _is_paragraph(line) and not is_post_label(line.text)
    )
    if others > _MOST_OTHERS * sum(map(_is_paragraph, lines[start:last])):
        return set()
    prose = sum(line.words for line in lines if _is_paragraph(line))
    told = sum(lines[index].words for index in chosen if _is_paragraph(lines[index]))
    return chosen if told >= _POSTS_SHARE * prose else set()


def with_lists(lines: Sequence[Line], gaps: Sequence[int], article: set[int]) -> set[int]:
    """Return the article with its lists: what a colon introduces that stands in it.

    `gaps` are the line ends before each line.

    A list that has the article's prose behind it, and prose above it, is the article's, and so is
    the prose above.
    """
    led_in = [
        index
        for index, line in enumerate(lines)
        if line.kind is None and not line.section and line.text.endswith(COLONS)
    ]
    if not article or not led_in:
        return set(article)
    texts, words = [line.text for line in lines], [line.words for line in lines]
    added: set[int] = set()
    for index, end, marked in find_lists(texts, words, gaps, led_in):
        above = index and (index - 1 in article or _is_paragraph(lines[index - 1]))
        below = end in article and _is_paragraph(lines[end])
        beside = index in article or (index - 1 in article and words[index] >= _MIN_LEAD_IN)
        sure = marked or _is_tight(lines, gaps, index, end)
        if not (below and above) and not (beside and sure):
            continue
        added.update(one for one in range(index, end) if lines[one].kind is None)
        start = index - 1
        while start >= 0 and start not in article and _is_paragraph(lines[start]):
            added.add(start)
            start -= 1
    return article | added


def captions_above_credits(lines: Sequence[Line], gaps: Sequence[int]) -> set[int]:
    """Return the lines that a credit stands right under, where blank lines part paragraphs.

    Both stand apart, so that the credit belongs to what is above it alone. For texts: the model of
    pages has learned what stands above a credit there.
    """
    if not any(line.kind == "credit" for line in lines):
        return set()
    gaps = [*gaps, _MIN_APART]
    return {
        index - 1
        for index in range(1, len(lines))
        if lines[index].kind == "credit"
        and lines[index - 1].kind is None
        and lines[index - 1].words <= _CAPTION_WORDS
        and gaps[index] == 1
        and (index == 1 or gaps[index - 1] >= _MIN_APART)
        and gaps[index + 1] >= _MIN_APART
    }


def of_gallery(lines: Sequence[Line]) -> set[int]:
    """Return the captions of a document that is hardly anything else: they are what it tells."""
    captions = {i for i, line in enumerate(lines) if line.kind == "caption" and line.words > 1}
    words = sum(lines[index].words for index in captions)
    total = sum(line.words for line in lines)
    return captions if words >= max(_LEAST_GALLERY, _GALLERY_SHARE * total) else set()


def _is_tight(lines: Sequence[Line], gaps: Sequence[int], index: int, end: int) -> bool:
    """Say whether items of a few words stand closer together than paragraphs do."""
    items = lines[index + 1 : end]
    return (
        len(items) >= _MIN_TIGHT
        and gaps[index] > 1
        and all(gap == 1 for gap in gaps[index + 2 : end])
        and all(item.kind is None and item.words <= _TIGHT_WORDS for item in items)
    )


def _introduction(lines: Sequence[Line], start: int) -> int:
    """The first of the paragraphs above the first post; headings may stand between."""
    first = index = start
    while index and first - index < _INTRODUCTION_GAP:
        index -= 1
        if _is_paragraph(lines[index]) or _leads_in(lines[index]):
            first = index
    return first


def _leads_in(line: Line) -> bool:
    return line.kind is None and line.words >= PROSE_WORDS and line.text.endswith(":")


def _is_of_post(lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    # A dash and a name are who wrote it; a text that was cut has no end.
    return (
        line.ended
        or _leads_in(line)
        or (is_item(line.text) and line.words > _SIGNATURE_WORDS)
        or (index == len(lines) - 1 and line.words >= PROSE_WORDS)
        or _heads_post(lines, index)
    )


def _heads_post(lines: Sequence[Line], index: int) -> bool:
    """Say whether a line stands between the time of a post and its first paragraph."""
    return (
        0 < index < len(lines) - 1
        and lines[index].words > 1
        and lines[index - 1].kind in ("timestamp", "byline")
        and _is_paragraph(lines[index + 1])
    )


def _is_paragraph(line: Line) -> bool:
    return line.prose and line.words >= PROSE_WORDS
