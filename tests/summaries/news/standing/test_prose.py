"""Tests of `service.summaries.news.standing.prose`: what no editor prints as a sentence."""

from __future__ import annotations

import pytest

from service.articles.article import Article
from service.summaries.news.sentence_features import describe_sentences
from service.summaries.news.standing.prose import find_fragments
from service.summaries.news.standing.standing import ArticleStanding
from service.summaries.news.word_features import read_vocabulary
from service.summaries.summary import Rule
from tests.summaries.stories import make

STORY = """The harbour board of Ellery closed the pier on Tuesday after divers found cracks in it.

{}

Islanders now depend on fishing boats, and a baker gave away 300 loaves on the quay."""


def stand(article: Article) -> ArticleStanding:
    """How the sentences of an article stand."""
    vocabulary = read_vocabulary(article)
    return ArticleStanding(article, describe_sentences(article, vocabulary), vocabulary)


def flaw(sentence: str) -> Rule | None:
    """The rule that a sentence breaks in the middle of a story."""
    return stand(make(STORY.format(sentence))).flaw(1)


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("1. the last boat must not leave before noon.", "entry"),
        ("(b) boats should be lent to the bakers.", "entry"),
        ("• boats must be tied up at night by law.", "entry"),
        ("Nobody asked us at all! #savethepier pic.twitter.com/Ab12Cd", "post"),
        ("Nobody asked us at all! #pier #ellery #boats", "post"),
        ("The board should be ashamed of it.\n— Bakers of Ellery (@bakers) May 3, 2022", "post"),
        ("Bakers of Ellery\n@bakers\n·\nMay 3\nThe board should go to sea.", "stub"),
        ("Odile Marchetti (left) opens a door on the quay of Ellery.", "caption"),
        ("Two divers of Ellery are pictured above on the old quay.", "caption"),
        ("A baker carries loaves on the quay of Ellery on May 3, 2022 in Ellery.", "caption"),
        ("Desolate: A boat lies on the quay of Ellery after a storm.", "caption"),
        ("READ MORE: How a board of bakers came to rule Ellery.", "furniture"),
        ("Click here for more pictures of boats and bakers.", "furniture"),
        ("Here are five things to know about Ellery.", "link"),
        ("Boats and bakers of Ellery in pictures .", "link"),
        ("To subscribe to The Ellery Tide, send a letter to the quay.", "link"),
        ("If you, or someone you know, has been hurt on a pier, tell the board.", "link"),
        (
            "Mayor Odile CraneCouncil goes to sea again MORE left for Lund.",
            "link",
        ),
        ("The board said ,, that the pier would be shut until May.", "fragment"),
        ("Divers of Ellery were sent below to look for,.", "fragment"),
        (", said that nobody would sail before noon.", "fragment"),
        ("| Odile Marchetti Boats stay on the quay of Ellery until noon.", "fragment"),
        ("“Rain or shine, it stays shut until we know.”", "quotation"),
        ("'Rain or shine, it stays shut and that's that.'", "quotation"),
    ],
)
def test_what_no_editor_prints_is_found(sentence: str, rule: Rule) -> None:
    """Entries, posts, captions, links and bare quotations are told by their wording."""
    assert flaw(sentence) == rule


@pytest.mark.parametrize(
    "sentence",
    [
        "“The board is a disgrace,” the bakers of Ellery wrote on Twitter on Tuesday.",
        "'Rain or shine, it stays shut,' said the board's chairwoman, Odile Marchetti.",
        "The pier was built by bakers on May 3, 1931 in Ellery.",
        "Marchetti, who was left behind, seen in 1931 as a hero, wrote a book.",
        "A baker said in a letter that boats are safer.",
        "Here the pier ends in a wall of oak.",
        "Read in Ellery by everyone, a paper of 1931 says so.",
        "The baker's address is kept at the town hall.",
    ],
)
def test_prose_that_looks_like_it_is_kept(sentence: str) -> None:
    """A report of a post, a past event with a date, a name before a colon are the paper's words."""
    assert flaw(sentence) is None


def test_a_speaker_before_a_colon_is_no_kicker() -> None:
    """Somebody whom the article names elsewhere speaks."""
    story = STORY.format("Marchetti: Boats should be free.").replace("divers", "Odile Marchetti")
    assert stand(make(story)).flaw(1) is None


def test_a_post_below_its_account_is_none_of_the_paper_s_words() -> None:
    """Every sentence of the block is a post."""
    block = "Bakers of Ellery\n@bakers\n·\nMay 3\nThe board of the town should go to sea at once."
    standing = stand(article := make(STORY.format(block)))
    found = {sentence.text: place for place, sentence in enumerate(article.sentences)}
    assert standing.flaw(found["The board of the town should go to sea at once."]) == "post"


def test_a_sentence_of_many_words_is_too_long() -> None:
    """One of over sixty is left to where no other serves."""
    assert flaw("Bakers sold " + "loaves and more " * 21 + "in Ellery.") == "too_long"
    assert flaw("Bakers sold " + "loaves and more " * 15 + "in Ellery.") is None


def test_speech_that_has_lost_its_marks_is_found() -> None:
    """Where nobody else says I; not where the writer does."""
    assert flaw("I think that boats should be free for bakers.") == "quotation"
    column = STORY.format("I think that boats should be free.").replace("Islanders", "I hope you")
    column = column.replace("The harbour board", "We of the harbour board")
    assert stand(make(column)).flaw(1) is None


def test_nearly_the_same_sentence_repeats_the_other() -> None:
    """By their words of content, the shorter in the longer; short ones are not compared."""
    article = make(
        "The board closed the pier of Ellery on Tuesday after divers found cracks in it.\n\n"
        "Divers found cracks, and the board closed the pier.\n\nThe board closed at noon."
    )
    standing = stand(article)
    assert standing.repeats(1, [0])
    assert not standing.repeats(2, [0])


@pytest.mark.parametrize(
    ("document", "fragments"),
    [
        ("badgers had dug into it.\n\nThe bank broke on Friday. Boats ran.", [True, False, False]),
        ("“badgers had dug into it.”\n\nThe bank broke. Boats ran.", [True, False, False]),
        ("The bank broke.\n\niPhones were lost. eBay sold boats.", [False, False, False]),
        ("The bank broke.\n\ne-bikes were lost.\n\n12 boats ran.", [False, False, False]),
        (", won in the ward.\n\nThe bank broke. Boats ran.", [True, False, False]),
        ("- due in May - comes late.\n\nThe bank broke. Boats ran.", [True, False, False]),
        ("the bank broke.\n\nboats ran.\n\nit rained.\n\nI sang.", [False] * 4),
        ("the bank broke.\n\nboats ran.\n\nNobody sang.", [True, True, False]),
    ],
)
def test_the_rest_of_a_cut_sentence_is_found(document: str, fragments: list[bool]) -> None:
    """It begins with a small letter, where sentences do not; names of products are spared."""
    found = find_fragments(make(document).sentences)
    assert [place in found for place in range(len(fragments))] == fragments


def test_scripts_without_case_have_no_fragments() -> None:
    """No letter of Chinese or Arabic is a small one."""
    for text, language in (("市议会开会。居民要求。", "zh"), ("اجتمع المجلس. غادر الجميع.", "ar")):
        assert not find_fragments(make(text, language=language).sentences)
