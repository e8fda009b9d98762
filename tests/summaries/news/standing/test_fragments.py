"""Tests of `summaries.news.standing.fragments`: sentences that are the rest of a cut one."""

from __future__ import annotations

import pytest

from service.summaries.news.standing.fragments import find_fragments
from tests.summaries.stories import make


@pytest.mark.parametrize(
    ("document", "fragments"),
    [
        ("badgers had dug into it.\n\nThe bank broke on Friday. Boats ran.", [True, False, False]),
        ("“badgers had dug into it.”\n\nThe bank broke. Boats ran.", [True, False, False]),
        ("The bank broke.\n\niPhones were lost. eBay sold boats.", [False, False, False]),
        ("The bank broke.\n\ne-bikes were lost.\n\n12 boats ran.", [False, False, False]),
        ("the bank broke.\n\nboats ran.\n\nit rained.\n\nI sang.", [False] * 4),
        ("the bank broke.\n\nboats ran.\n\nNobody sang.", [True, True, False]),
    ],
)
def test_the_rest_of_a_cut_sentence_is_found(document: str, fragments: list[bool]) -> None:
    """It begins with a small letter, where sentences do not; names of products are spared."""
    sentences = make(document).sentences
    found = find_fragments(sentences)
    assert [place in found for place in range(len(sentences))] == fragments


def test_scripts_without_case_have_no_fragments() -> None:
    """No letter of Chinese or Arabic is a small one."""
    for text, language in (("市议会开会。居民要求。", "zh"), ("اجتمع المجلس. غادر الجميع.", "ar")):
        assert not find_fragments(make(text, language=language).sentences)
