"""Tests of `service.articles.lines.line`: what each line of a page says of itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles.furniture.kinds import Kind
from service.articles.furniture.wording import count_words
from service.articles.lines.line import BREAK, Line, densest_run, read_lines
from service.text.blocks import split_blocks
from service.text.document import read_document
from tests.articles.strategies import DOCUMENTS
from tests.growth import check_growth, repeat
from tests.messy import PAGE, PARAGRAPHS

SENTENCE = "The harbour board met on Monday and put off its decision for a week."
COPYRIGHT = "© 2031 The Ellery Courier"


def scored(scores: list[float]) -> list[Line]:
    """Lines that differ in nothing but their scores."""
    (line,) = read_lines(read_document(SENTENCE))
    return [line._replace(score=score) for score in scores]


@given(document=DOCUMENTS)
def test_the_lines_are_the_blocks_of_the_document(document: str) -> None:
    """There is a line for every block, in order, with the block's own characters."""
    lines = read_lines(read_document(document))
    assert tuple(line.span for line in lines) == split_blocks(document)
    assert [line.text for line in lines] == [line.span.of(document) for line in lines]


def test_a_sentence_is_prose_and_counts_its_words() -> None:
    """A full sentence is prose of no kind of furniture, and adds its words to a run."""
    (line,) = read_lines(read_document(SENTENCE))
    assert (line.words, line.kind, line.prose, line.score) == (14, None, True, 14.0)


def test_a_long_paragraph_counts_no_more_than_sixty_words() -> None:
    """One endless paragraph cannot outweigh a whole article."""
    (line,) = read_lines(read_document(" ".join([SENTENCE] * 20)))
    assert (line.words, line.score) == (280, 60.0)


@pytest.mark.parametrize(
    "text", ["The U.S. fleet left", "The fleet\u200b left so\u00adon", "> a b c d"]
)
def test_words_are_counted_as_everywhere(text: str) -> None:
    """Initials are one word, what nobody sees parts none, and a quoted mail's margin is none."""
    (line,) = read_lines(read_document(text))
    assert line.words == 4


def test_words_without_blanks_are_counted_by_their_characters() -> None:
    """Beside Chinese or Japanese, every line has the words that a reader would count."""
    lines = read_lines(read_document("市议会周一开会。\n\nThe U.S. fleet left"))
    assert [line.words for line in lines] == [count_words(line.text) for line in lines]


def test_a_short_line_without_a_full_stop_counts_against_a_run() -> None:
    """An entry of a menu is no prose and takes away from the run that holds it."""
    (line,) = read_lines(read_document("Weather and tides"))
    assert not line.prose
    assert line.score < 0.0


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Photo: Ivo Brandt/Ellery Courier", "credit"),
        ("3 hours ago", "timestamp"),
        ("By Lena Harrowgate", "byline"),
        ("Sign up for our daily newsletter", "promotion"),
    ],
)
def test_furniture_is_named_and_counts_against_a_run(text: str, kind: Kind) -> None:
    """A line that says what it is has that kind, is no prose, and takes away from a run."""
    (line,) = read_lines(read_document(text))
    assert (line.kind, line.prose) == (kind, False)
    assert BREAK < line.score < 0.0


@pytest.mark.parametrize(
    "text",
    [COPYRIGHT, "Related stories", "A storm from the west has closed the harbour, said its […]"],
)
def test_what_ends_an_article_breaks_a_run(text: str) -> None:
    """A copyright line, the heading of a list and a cut-off teaser cost a run most."""
    (line,) = read_lines(read_document(text))
    assert line.score == BREAK


def test_prose_behind_a_copyright_line_counts_less_once_there_was_an_article() -> None:
    """The same sentence adds less behind the copyright line than before it."""
    lines = read_lines(
        read_document("\n\n".join([*[SENTENCE] * 5, COPYRIGHT, SENTENCE, "Weather"]))
    )
    before, behind, menu = lines[0], lines[6], lines[7]
    assert 0.0 < behind.score < before.score / 2
    assert (behind.text, behind.words) == (before.text, before.words)
    assert menu.score == read_lines(read_document("Weather"))[0].score


def test_prose_behind_a_copyright_line_counts_in_full_where_nothing_was_before_it() -> None:
    """A copyright line at the top of a page, above the article, takes nothing from it."""
    lines = read_lines(read_document("\n\n".join([COPYRIGHT, *[SENTENCE] * 5])))
    assert {line.score for line in lines[1:]} == {14.0}


def test_a_repeated_line_keeps_its_own_place() -> None:
    """Lines with the same words are described alike, each with its own span."""
    document = "\n\n".join([SENTENCE, "3 hours ago", SENTENCE, "3 hours ago"])
    lines = read_lines(read_document(document))
    assert [line.span.offset for line in lines] == [0, 70, 83, 153]
    assert lines[0] == lines[2]._replace(span=lines[0].span)


@pytest.mark.parametrize("margin", ["> ", ">> ", "| ", "> > "])
def test_the_margin_of_a_quoted_mail_says_nothing(margin: str) -> None:
    """A quoted line is judged by its words, and keeps its margin in the text."""
    (plain,) = read_lines(read_document(SENTENCE))
    (quoted,) = read_lines(read_document(margin + SENTENCE))
    assert (quoted.words, quoted.score, quoted.margin) == (14, plain.score, len(margin))
    assert quoted.text == margin + SENTENCE
    assert read_lines(read_document(margin + COPYRIGHT))[0].kind == "copyright"


@pytest.mark.parametrize("dots", ["…", "...", " …"])
def test_a_caption_printed_twice_is_a_caption_both_times(dots: str) -> None:
    """A line that begins another and ends in dots is a caption, as is the line it begins."""
    whole = "Passengers wait on the quay at Port Ellery on Tuesday morning, in the rain."
    lines = read_lines(read_document("\n\n".join([SENTENCE, whole, whole[:50].rstrip() + dots])))
    assert [line.kind for line in lines] == [None, "caption", "caption"]


def test_the_densest_run_of_a_page_is_its_article() -> None:
    """Between the captions and the teasers, the run holds the paragraphs and nothing else."""
    lines = read_lines(read_document(PAGE))
    start, end = densest_run(lines)
    assert [line.text for line in lines[start:end]] == list(PARAGRAPHS)


@pytest.mark.parametrize("document", ["", "Home\nNews\nSport", f"{COPYRIGHT}\n3 hours ago"])
def test_without_prose_the_densest_run_is_empty(document: str) -> None:
    """A page of menus, or of nothing, has no first guess."""
    assert densest_run(read_lines(read_document(document))) == (0, 0)


@given(scores=st.lists(st.integers(-60, 60).map(float), max_size=25))
def test_no_run_has_a_higher_sum_than_the_densest(scores: list[float]) -> None:
    """The run's sum is the highest of all runs, the empty one included."""
    start, end = densest_run(scored(scores))
    count = len(scores)
    sums = (sum(scores[i:j]) for i in range(count) for j in range(i, count + 1))
    assert 0 <= start <= end <= count
    assert sum(scores[start:end]) == max(sums, default=0.0)


@pytest.mark.parametrize("piece", ["x\n", "© \n", "Ivo … \n\n", "> ", "| | ", "a,", SENTENCE + " "])
def test_lines_are_read_in_linear_time(piece: str) -> None:
    """Whatever a document repeats, its time grows as its length does."""

    def find(document: str) -> None:
        densest_run(read_lines(read_document(document)))

    check_growth(find, repeat(piece, 12_500), repeat(piece, 100_000))


@pytest.mark.parametrize(
    "text",
    [
        "Photos: The pier of Sund Photos: The pier of Sund The pier in 1931 – " + "A diver. " * 150,
        "The lamp – A keeper climbs the stair on Gull Rock. Hide Caption 3 of 12 The lamp again",
        "Photos: Photos: Storms of the century – The harbour wall after the flood of May.",
    ],
)
def test_the_captions_of_a_gallery_are_captions_however_long(text: str) -> None:
    """A gallery's captions run into one line, which says so by its buttons or its name."""
    (line,) = read_lines(read_document(text))
    assert line.kind == "caption"
    (prose,) = read_lines(read_document("Photos of the pier: the council showed them on Monday."))
    assert prose.kind is None
