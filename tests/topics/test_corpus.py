"""The training folder as a whole."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from service.topics.corpus import read_corpus
from service.topics.counts import to_matrix, write_counts, write_terms
from service.topics.errors import TrainingDataError
from service.topics.terms import count_terms
from service.topics.training import predict, train
from tests.topics.newsroom import SEED, TOPICS, Desk, count_articles, write_article

_ORGAN = (
    "The organ in {0} chapel has pipes of tin, and its bellows leak.",
    "The choir of {0} sang a mass for six voices without the organ.",
    "A cellist from {0} played the suite by heart, and the choir listened.",
    "The violins of {0} were tuned to the organ before the concert.",
    "Bellows and pipes were cleaned for the concert in {0}.",
    "The choir master of {0} wrote a fugue for organ and violins.",
)
_TOWNS = ("Saltmere", "Brannock", "Carrow", "Ilver")


@pytest.fixture
def folder(desk: Desk, tmp_path: Path) -> Path:
    """A training folder with one counted source and no articles as text."""
    path = tmp_path / "training_data"
    (path / "counts").mkdir(parents=True)
    write_terms(path / "counts" / "terms.txt.gz", desk.terms)
    write_counts(path / "counts" / "desk.npz", desk.documents)
    texts = [write_article(topic, 500 + n) for topic in TOPICS for n in range(3)]
    unseen = count_articles(texts, [t for t in TOPICS for _ in range(3)], desk.terms)[1]
    write_counts(path / "evaluation.npz", unseen)
    return path


def _write(folder: Path, name: str, content: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")


def _lines(topic: str, texts: list[str]) -> str:
    return "\n".join(json.dumps({"topic": topic, "text": text}) for text in texts)


def test_sources_alone_are_a_corpus(desk: Desk, folder: Path) -> None:
    """Without articles as text the corpus is the counted sources, and nothing to warn of."""
    corpus = read_corpus(folder)
    assert corpus.terms == desk.terms
    assert len(corpus.training) == len(desk.documents)
    assert (corpus.training.matrix != desk.documents.matrix).nnz == 0
    assert len(corpus.evaluation) == 12
    assert corpus.warnings == ()


def test_sources_are_read_by_name(desk: Desk, folder: Path) -> None:
    """Several sources stand behind each other in the order of their names."""
    write_counts(folder / "counts" / "a-desk.npz", desk.documents.take(np.array([5])))
    assert read_corpus(folder).training.ids.tolist()[:2] == ["desk-5", "desk-0"]


def test_readers_labels_override_the_sources(folder: Path) -> None:
    """What readers found replaces what the source says; a document unknown to it is no error."""
    _write(folder, "labels.tsv", "id\tsource\tread\ndesk-0\tdesk\ttheatre\nlost\tdesk\tkitchen\n")
    labels = read_corpus(folder).training.labels.tolist()
    assert labels[:2] == ["theatre", "harbour"]


def test_articles_as_text_are_counted_behind_the_sources(desk: Desk, folder: Path) -> None:
    """Own and users' articles come last, as read by a person, over the same vocabulary."""
    _write(folder, "articles/harbour/fog.txt", "Fog on the quay\nThe ferry waited for the tide.")
    _write(folder, "yours/own.jsonl", _lines("kitchen", ["The oven was cold."]))
    corpus = read_corpus(folder)
    training = corpus.training.take(np.arange(len(desk.documents), len(corpus.training)))
    assert training.ids.tolist() == ["harbour/fog.txt", "own.jsonl row 1"]
    assert training.sources.tolist() == ["dateline", "yours"]
    assert training.labels.tolist() == ["harbour", "kitchen"]
    assert training.read.all()
    counted = [
        count_terms("Fog on the quay", "The ferry waited for the tide."),
        count_terms(None, "The oven was cold."),
    ]
    assert (training.matrix != to_matrix(counted, corpus.terms)).nnz == 0


def test_new_terms_of_three_articles_are_added(desk: Desk, folder: Path) -> None:
    """A term that the sources lack is added behind theirs where three articles have it."""
    texts = ["The bassoon is new.", "A bassoon and a zither.", "No bassoon, one zither."]
    _write(folder, "yours/own.jsonl", _lines("theatre", texts))
    corpus = read_corpus(folder)
    assert corpus.terms == [*desk.terms, "bassoon"]
    shape = (len(corpus.training), len(corpus.terms))
    assert corpus.training.matrix.shape == shape
    assert corpus.evaluation.matrix.shape == (12, shape[1])


def test_repeated_texts_are_used_once_and_told(desk: Desk, folder: Path) -> None:
    """The same text, but for case and spaces, is used once, and all its places are named."""
    _write(folder, "articles/kitchen/soup.txt", "Soup\nThe soup  was hot.")
    _write(folder, "yours/own.jsonl", _lines("kitchen", ["THE SOUP\nwas hot.", "Cold."]))
    corpus = read_corpus(folder)
    assert len(corpus.training) == len(desk.documents) + 2
    (warning,) = corpus.warnings
    assert "2 times: kitchen/soup.txt, own.jsonl row 1" in warning


def test_conflicting_labels_are_left_out_and_told(desk: Desk, folder: Path) -> None:
    """A text under two topics is used under neither, and all its places are named."""
    _write(folder, "yours/own.jsonl", _lines("kitchen", ["The soup was hot.", "Cold."]))
    _write(folder, "yours/own.csv", "topic,text\ntheatre,the soup was hot.\n")
    corpus = read_corpus(folder)
    assert corpus.training.ids.tolist()[len(desk.documents) :] == ["own.jsonl row 2"]
    (warning,) = corpus.warnings
    assert "different topics: own.csv row 2, own.jsonl row 1" in warning


def test_files_that_are_not_read_are_told(folder: Path) -> None:
    """What is not read in the user's folder is said, whatever it is called, and stops nothing."""
    _write(folder, "yours/weather.xlsx", "PK")
    _write(folder, os.fsdecode(b"yours/kitchen/caf\xe9.txt"), "Soup\nThe soup was hot.")
    corpus = read_corpus(folder)
    assert corpus.training.ids.tolist()[-1] == r"kitchen/caf\udce9.txt"
    (warning,) = corpus.warnings
    assert warning.startswith("weather.xlsx: .xlsx is not read: save it as CSV")


def test_a_fifth_topic_needs_rows_only(folder: Path) -> None:
    """Rows under a new name make a new topic, which an unseen article is filed under."""
    texts = [line.format(town) for town in _TOWNS for line in _ORGAN]
    _write(folder, "yours/own.jsonl", _lines("music", texts))
    corpus = read_corpus(folder)
    trained = train(corpus.training, SEED)
    classes = trained.pipeline.named_steps["logistic"].classes_.tolist()
    assert classes == sorted([*TOPICS, "music"])
    unseen = [count_terms("Choir returns", "The violins and the organ opened the concert.")]
    matrix = to_matrix(unseen, corpus.terms)
    best = int(predict(trained.pipeline, trained.temperature, matrix)[0].argmax())
    assert classes[best] == "music"


def test_the_digest_tells_training_data_apart(folder: Path) -> None:
    """The same files give the same digest and another text another; what is not read gives none."""
    _write(folder, "yours/own.jsonl", _lines("kitchen", ["The oven was cold."]))
    first = read_corpus(folder).digest
    assert read_corpus(folder).digest == first
    for name in ("README.md", "._own.jsonl", ".git/HEAD", "weather.xlsx", "notes.txt"):
        _write(folder, f"yours/{name}", "What to put here")
    assert read_corpus(folder).digest == first
    _write(folder, "labels.tsv", "id\tread\ndesk-0\ttheatre\n")
    assert read_corpus(folder).digest != first
    (folder / "labels.tsv").unlink()
    _write(folder, "yours/own.jsonl", _lines("kitchen", ["The oven was hot."]))
    assert read_corpus(folder).digest != first


def test_the_digest_tells_topics_apart(folder: Path) -> None:
    """The same article in the folder of another topic gives another digest."""
    _write(folder, "articles/kitchen/soup.txt", "Soup\nIt was hot.")
    first = read_corpus(folder).digest
    (folder / "articles" / "kitchen").rename(folder / "articles" / "theatre")
    assert read_corpus(folder).digest != first


def test_bad_rows_are_refused_with_their_place(folder: Path) -> None:
    """A bad row among the user's articles stops the reading and is named."""
    _write(folder, "yours/own.jsonl", '{"topic": "kitchen"}')
    with pytest.raises(TrainingDataError, match=r"own\.jsonl row 1: field 'text'"):
        read_corpus(folder)


def test_no_sources_are_refused(folder: Path) -> None:
    """A folder without term counts is refused, and the folder is named."""
    (folder / "counts" / "desk.npz").unlink()
    with pytest.raises(TrainingDataError, match="counts"):
        read_corpus(folder)


def test_a_missing_evaluation_is_refused(folder: Path) -> None:
    """A folder without the documents to measure on is refused, and the file is named."""
    (folder / "evaluation.npz").unlink()
    with pytest.raises(TrainingDataError, match=r"evaluation\.npz"):
        read_corpus(folder)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("counts/terms.txt.gz", None),
        ("counts/terms.txt.gz", b"no gzip file"),
        ("labels.tsv", b"id\tlabel\ndesk-0\ttheatre\n"),
        ("labels.tsv", b"id\tread\ndesk-0\tcaf\xe9\n"),
    ],
    ids=["no terms", "terms not gzip", "labels without a column", "labels not UTF-8"],
)
def test_other_broken_files_are_refused_by_name(
    folder: Path, name: str, content: bytes | None
) -> None:
    """A vocabulary or a table of labels that cannot be read is refused by name."""
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)
    with pytest.raises(TrainingDataError, match=Path(name).name):
        read_corpus(folder)


def test_labels_that_are_no_topic_are_refused(folder: Path) -> None:
    """A reader's label that is no topic name is refused, or it would become a topic."""
    _write(folder, "labels.tsv", "id\tread\ndesk-0\tThe Theatre\n")
    with pytest.raises(TrainingDataError, match=r"labels\.tsv.*The Theatre"):
        read_corpus(folder)
