"""Tests of `summaries.news.standing.speech`: somebody's speech that has lost its marks."""

from __future__ import annotations

import pytest

from service.summaries.news.standing.speech import find_loose_speech
from service.summaries.news.word_features import read_vocabulary
from tests.summaries.stories import make


@pytest.mark.parametrize(
    ("document", "loose"),
    [
        ("The bank broke. We lost the ramp. It rained. Boats ran.", {1}),
        ("The bank broke. “We lost the ramp,” she said. It rained.", set()),
        ("The bank broke. 'We lost it,' she said. We sang. It rained.", {2}),
        ("We saw the bank break. We lost the ramp. It rained.", set()),
        ("The bank broke. I saw it. We sang. My boat ran. It rained.", set()),
        ("The US bank broke. You saw it. Your boat ran.", set()),
        ("It rained. Boats ran.", set()),
    ],
)
def test_speech_without_marks_is_found(document: str, loose: set[int]) -> None:
    """It says I or we without marks, unless the first sentence or more than a few do."""
    article = make(document, language="en")
    assert find_loose_speech(article, read_vocabulary(article)) == loose
