"""What is counted of results, for progress, the manifest and the report."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from service.archives.row import Facts, Result

#: Counted apart from the topics.
NO_TOPIC = ""
_SAMPLES = 12
_MOST_SOURCES = 500


@dataclass(frozen=True)
class Sample:
    """An article of whose topic the model was unsure."""

    location: str
    confidence: float
    title: str | None
    excerpt: str


@dataclass
class Tally:
    """Counts of results; those of two parts add up to those of the whole."""

    rows: int = 0
    answered: int = 0
    topics: Counter[str] = field(default_factory=Counter)
    sections: Counter[str] = field(default_factory=Counter)
    abstained: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    #: By month (`2026-11`) and topic, as far as dates are known; by site, or input, and topic.
    months: dict[str, Counter[str]] = field(default_factory=dict)
    sources: dict[str, Counter[str]] = field(default_factory=dict)
    samples: list[Sample] = field(default_factory=list)

    @property
    def failed(self) -> int:
        """How many have a problem in place of an answer."""
        return self.rows - self.answered

    def add(self, result: Result) -> None:
        """Count a result."""
        self.rows += 1
        if result.facts is None:
            self.problems[(result.problem or {}).get("title", "")] += 1
            return
        self.answered += 1
        self._count(result.facts, result.location)

    def _count(self, facts: Facts, location: str) -> None:
        topic = facts.topic or NO_TOPIC
        self.topics[topic] += 1
        self.languages[facts.language] += 1
        if facts.section:
            self.sections[facts.section] += 1
        if facts.date:
            self.months.setdefault(facts.date[:7], Counter())[topic] += 1
        name, place, _ = location.partition("#")
        # A file that is an article is no source; the folder is that it stands in.
        source = facts.site or (name if place else os.path.dirname(name) or name)  # noqa: PTH120
        if source in self.sources or len(self.sources) < _MOST_SOURCES:
            self.sources.setdefault(source, Counter())[topic] += 1
        if facts.abstained:
            self.abstained[facts.abstained] += 1
        if facts.abstained == "low_confidence" and facts.confidence is not None:
            sample = Sample(location, facts.confidence, facts.title, facts.excerpt)
            self._keep([*self.samples, sample])

    def _keep(self, samples: list[Sample]) -> None:
        # A reprint shows nothing that its original does not.
        kept: dict[str, Sample] = {}
        for sample in sorted(samples, key=lambda one: (one.confidence, one.location)):
            kept.setdefault(sample.excerpt, sample)
        self.samples = list(kept.values())[:_SAMPLES]

    def merge(self, other: Tally) -> None:
        """Add the counts of another part."""
        self.rows += other.rows
        self.answered += other.answered
        for name in ("topics", "sections", "abstained", "languages", "problems"):
            getattr(self, name).update(getattr(other, name))
        for name in ("months", "sources"):
            own = getattr(self, name)
            for key, counts in getattr(other, name).items():
                if key in own or name == "months" or len(own) < _MOST_SOURCES:
                    own.setdefault(key, Counter()).update(counts)
        self._keep(self.samples + other.samples)

    def to_json(self) -> dict[str, Any]:
        """Return what `from_json` reads."""
        # Not `asdict`, which makes of a counter the counter of its items.
        named = {item.name: getattr(self, item.name) for item in fields(self)}
        return {**named, "samples": [asdict(sample) for sample in self.samples]}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Tally:
        """Return a tally as it was stored."""
        counts: dict[str, Any] = {
            name: Counter(content[name])
            for name in ("topics", "sections", "abstained", "languages", "problems")
        }
        nested: dict[str, Any] = {
            name: {key: Counter(inner) for key, inner in content[name].items()}
            for name in ("months", "sources")
        }
        samples = [Sample(**one) for one in content["samples"]]
        return cls(content["rows"], content["answered"], **counts, **nested, samples=samples)
