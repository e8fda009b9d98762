"""The figures of the data card, counted in the data; `python -m tests.data_card` renews them."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from service.topics.card.sources import REGIONS, read_sources
from service.topics.training.counts import TERMS, Counts, read_counts, read_terms
from service.topics.training.readings import read_readings

_DATA = Path(__file__).resolve().parents[1] / "training_data"
CARD = _DATA / "DATA_CARD.md"
_BLOCK = re.compile(r"(<!-- figures: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_TOPICS = ("crime", "diplomacy", "other", "politics")


@dataclass(frozen=True)
class Documents:
    """Documents of the data: source and topic of each, whether it was read, and its section."""

    sources: tuple[str, ...]
    topics: tuple[str, ...]
    read: tuple[bool, ...]

    @classmethod
    def of(cls, parts: Iterable[Counts]) -> Documents:
        """Put files of counts together."""
        rows = [
            row
            for part in parts
            for row in zip(
                part.sources.tolist(), part.labels.tolist(), part.read.tolist(), strict=True
            )
        ]
        sources, topics, read = zip(*rows, strict=True)
        return cls(sources, topics, read)


def renew(text: str) -> str:
    """Return the card with every table as the data have it."""
    tables = figures()
    return _BLOCK.sub(lambda match: f"{match[1]}{tables[match[2]]}\n{match[3]}", text)


def figures() -> dict[str, str]:
    """Return the card's tables by name, as Markdown."""
    terms = len(read_terms(_DATA / "counts" / TERMS))
    readings = read_readings(_DATA / "labels.tsv")
    training = Documents.of(
        read_counts(path, terms).relabelled(readings)
        for path in sorted((_DATA / "counts").glob("*.npz*"))
    )
    evaluation, sections = (
        Documents.of([read_counts(path, terms)])
        for path in (_DATA / "evaluation.npz.xz", _DATA / "evaluation-sections.npz.xz")
    )
    with (_DATA / "labels.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return {
        "whole": _table(
            ("what", "documents"),
            [
                ("to train on, of real sources", len(training.topics)),
                ("of these with a topic that a reader gave", sum(training.read)),
                ("to train on, written for this project", sum(_own().values())),
                ("to measure topics and sections on", len(evaluation.topics)),
                ("to measure sections on besides", len(sections.topics)),
                ("terms, words and pairs, that are counted", terms),
            ],
        ),
        "topics": _table(
            ("topic", "real sources", "of these read", "written for this project", "to measure on"),
            [
                (
                    topic,
                    training.topics.count(topic),
                    sum(
                        read and given == topic
                        for given, read in zip(training.topics, training.read, strict=True)
                    ),
                    _own()[topic],
                    evaluation.topics.count(topic),
                )
                for topic in _TOPICS
            ],
        ),
        "regions": _table(
            ("documents from", "to train on", "to measure topics on"),
            _regions(training, evaluation),
        ),
        "sources": _table(("source", "documents", "read", *_TOPICS), _sources(training)),
        "readings": _table(
            ("readings that gave the topic", "documents"),
            [
                (said, sum(row["readers"] == number for row in rows))
                for said, number in (
                    ("none: the section alone was read", "0"),
                    ("one", "1"),
                    ("two", "2"),
                    ("three", "3"),
                )
            ],
        ),
        "sections": _table(
            ("section", "read"),
            Counter(row["section"] for row in rows if row["section"] != "-").most_common(),
        ),
    }


def _own() -> Counter[str]:
    """The articles written for this project, by topic."""
    articles = _DATA / "articles"
    found = Counter(path.parent.name for path in articles.glob("*/*.txt"))
    briefs = (articles / "briefs.jsonl").read_text("utf-8").splitlines()
    return found + Counter(json.loads(line)["topic"] for line in briefs)


def _regions(training: Documents, evaluation: Documents) -> list[tuple[str, int, int]]:
    described = read_sources(_DATA)
    trained, measured = (
        Counter(described[source].region for source in documents.sources)
        for documents in (training, evaluation)
    )
    named = (*REGIONS.items(), (None, "anywhere, or not told"))
    return [(said, trained[region], measured[region]) for region, said in named]


def _sources(training: Documents) -> list[tuple[str | int, ...]]:
    found: dict[str, Counter[str]] = {}
    for source, topic, read in zip(training.sources, training.topics, training.read, strict=True):
        found.setdefault(source, Counter()).update([topic, "read"] if read else [topic])
    return [
        (
            name,
            sum(counts[topic] for topic in _TOPICS),
            counts["read"],
            *(counts[t] for t in _TOPICS),
        )
        for name, counts in sorted(found.items())
    ]


def _table(head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    lines = [head, ["---"] * len(head)]
    lines += [[f"{cell:,}" if isinstance(cell, int) else cell for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    """Renew the card."""
    CARD.write_text(renew(CARD.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
