"""The articles used are counted by topic, and the counts are true."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from service.topics.card.card import TopicUse
from service.topics.training.corpus import read_corpus
from service.topics.training.fit import train
from service.topics.training.usage import count_use, to_table
from tests.topics.newsroom import SEED, TOPICS, write_article


def test_articles_are_counted_by_topic_and_by_whose_they_are(data: Path) -> None:
    """Repeated texts are used once, those under two topics not at all, and both are left out."""
    rows = [("harbour", write_article("harbour", 900 + n)) for n in range(3)]
    rows += [("harbour", rows[0][1].upper()), ("kitchen", rows[1][1]), ("weather", rows[1][1])]
    lines = [json.dumps({"topic": topic, "text": text}) for topic, text in rows]
    (data / "yours" / "own.jsonl").write_text("\n".join(lines), "utf-8")
    (data / "articles" / "theatre").mkdir()
    (data / "articles" / "theatre" / "night.txt").write_text("Night\nThe curtain fell.", "utf-8")
    corpus = read_corpus(data)
    use = count_use(corpus.training, corpus.left_out, train(corpus.training, SEED).used)
    assert use == (
        TopicUse("harbour", 2, 2, 0, 15),
        TopicUse("kitchen", 0, 1, 0, 15),
        TopicUse("observatory", 0, 0, 0, 15),
        TopicUse("theatre", 0, 0, 1, 15),
        TopicUse("weather", 0, 1, 0, 0),
    )
    assert len(corpus.left_out) == 4


def test_articles_that_a_model_was_not_fitted_to_are_not_counted_as_used(data: Path) -> None:
    """What the training itself leaves out is left out in the count."""
    (data / "yours" / "theatre").mkdir()
    for number in range(4):
        path = data / "yours" / "theatre" / f"{number}.txt"
        path.write_text(f"Night\n{write_article('theatre', 900 + number)}", "utf-8")
    corpus = read_corpus(data)
    everything = np.arange(len(corpus.training))
    assert count_use(corpus.training, (), everything)[3] == TopicUse("theatre", 4, 0, 0, 15)
    # The user's stand last.
    assert count_use(corpus.training, (), everything[1:-1])[3] == TopicUse("theatre", 3, 1, 0, 15)
    assert {use.sources for use in count_use(corpus.training, (), everything[1:])} == {14, 15}
    assert [use.topic for use in count_use(corpus.training, (), everything)] == sorted(TOPICS)


def test_the_table_has_a_line_for_each_topic() -> None:
    """Columns are as wide as their widest entry; numbers end in one column."""
    table = to_table((TopicUse("harbour", 1_234, 5, 0, 12_000), TopicUse("tea", 0, 0, 60, 0)))
    assert table.splitlines() == [
        "topic    yours  left out  Dateline's  other sources",
        "harbour  1,234         5           0         12,000",
        "tea          0         0          60              0",
    ]
