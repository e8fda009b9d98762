"""The card of a model: what it is, what it was made of and how good it was found.

It describes and does not decide: a model may serve with a card that is older or lacks a part.
What is missing is None or empty here, and is not there either in what is written.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from service.topics.card.sources import Source

_log = logging.getLogger(__name__)

#: A number of documents.
Count = Annotated[int, Field(ge=0, lt=2**40)]
#: Between 0 and 1.
Ratio = Annotated[float, Field(ge=0.0, le=1.0)]
#: From and to, with a probability of 95 %.
Interval = tuple[Ratio, Ratio]


@dataclass(frozen=True)
class TopicScore:
    """How well a topic is found, and its evaluation documents."""

    precision: Ratio
    recall: Ratio
    f1: Ratio
    documents: Count


@dataclass(frozen=True)
class SourceScore:
    """The share of a source's documents that were given their topic.

    `defensible` is the share given their topic or a second one that is right as well.
    """

    accuracy: Ratio
    documents: Count
    interval: Interval | None = None
    defensible: Ratio | None = None


@dataclass(frozen=True)
class CalibrationBin:
    """Documents of about one confidence: its mean, and the share that was right."""

    confidence: Ratio
    accuracy: Ratio
    documents: Count


@dataclass(frozen=True)
class Calibration:
    """How far confidence can be believed: `expected_error` is the mean gap over the documents."""

    expected_error: Ratio
    bins: tuple[CalibrationBin, ...]


@dataclass(frozen=True)
class Answered:
    """The share of documents at least as sure as the threshold, and the share of them right.

    `right` is None where none was so sure, and so is `defensible`, which is the share given their
    topic or a second one that is right as well.
    """

    threshold: Ratio
    share: Ratio
    right: Ratio | None
    defensible: Ratio | None = None


@dataclass(frozen=True)
class RegionScore:
    """A model's scores on the documents that come from one region, as in `Evaluation`."""

    macro_f1: Ratio
    macro_f1_interval: Interval
    accuracy: Ratio
    defensible: Ratio
    documents: Count
    answered: Answered


@dataclass(frozen=True)
class ThresholdChoice:
    """The documents that the threshold was chosen on, of `sources`.

    No part of the model was fitted to a document of these sources or, where too few were of such,
    each was judged by a fit that had not seen it: `cross_validated`. Of the `answered` ones, which
    are as sure as the threshold, at least a share `at_least` is defensible. Where the threshold is
    chosen without the source that it is tried on, `answered_elsewhere` is the share answered and
    `defensible_elsewhere` how much of that is defensible; None for a single source.
    """

    documents: Count
    answered: Count
    at_least: Ratio
    sources: tuple[str, ...] = ()
    cross_validated: bool = False
    answered_elsewhere: Ratio | None = None
    defensible_elsewhere: Ratio | None = None


@dataclass(frozen=True)
class Evaluation:
    """A model's scores on documents that it has not seen.

    `confusion_matrix[i][j]` counts the documents of class i that were given class j; `log_loss`
    is in nats. Of `twofold` documents a second topic is right as well, and `defensible` is the
    share given the one or the other; all other scores take the first one. `regions` are by the
    names of `sources.REGIONS`.
    """

    macro_f1: Ratio
    documents: Count | None = None
    macro_f1_interval: Interval | None = None
    accuracy: Ratio | None = None
    defensible: Ratio | None = None
    twofold: Count | None = None
    log_loss: float | None = None
    topics: Mapping[str, TopicScore] = field(default_factory=dict)
    sources: Mapping[str, SourceScore] = field(default_factory=dict)
    regions: Mapping[str, RegionScore] = field(default_factory=dict)
    classes: tuple[str, ...] = ()
    confusion_matrix: tuple[tuple[Count, ...], ...] = ()
    calibration: Calibration | None = None
    answered: Answered | None = None


@dataclass(frozen=True)
class TopicUse:
    """The documents of a topic.

    `yours` are the user's that were used and `left_out` those that were not; `dateline` are this
    project's and `sources` the counted ones that were used.
    """

    topic: str
    yours: Count
    left_out: Count
    dateline: Count
    sources: Count


@dataclass(frozen=True)
class Training:
    """The documents that a model was made of.

    Of `documents`, `read` had a topic that somebody gave by reading, and `used` is how many the
    model was fitted to. `sources` has the documents of each and `origins` what they are;
    `unknown_words` is the share of words in openings that were no terms.
    """

    documents: Count | None = None
    used: Count | None = None
    read: Count | None = None
    sources: Mapping[str, Count] = field(default_factory=dict)
    origins: Mapping[str, Source] = field(default_factory=dict)
    topics: tuple[TopicUse, ...] = ()
    unknown_words: Ratio | None = None


@dataclass(frozen=True)
class OwnTopic:
    """How a topic is found that no evaluation document is on, in its own articles.

    Each was judged by a fit that had not seen it: `recall` is the share that was given the topic,
    `precision` the share of what was given it that is on it, `answered` the share as sure as the
    threshold, and `taken_for` counts the most frequent mistakes. None was not measured. Of
    `evaluated` evaluation documents it is given to those that `given_to` counts, by the topics that
    they were filed under before it was there.
    """

    articles: Count
    recall: Ratio | None = None
    precision: Ratio | None = None
    answered: Ratio | None = None
    taken_for: Mapping[str, Count] = field(default_factory=dict)
    evaluated: Count | None = None
    given_to: Mapping[str, Count] = field(default_factory=dict)


@dataclass(frozen=True)
class HouseScore:
    """How a model does on the corrections that its users held out of training.

    `taught` corrections it was fitted to, and `held_out` ones measure it, the serving model beside
    it, and have measured `judged` candidates by now. `right` is the share of them that it gives
    what they say, and `before` that of the model that served; None where too few are held out, and
    `before` where there was no serving model to measure, too.
    """

    taught: Count
    held_out: Count
    judged: Count
    right: Ratio | None = None
    before: Ratio | None = None


@dataclass(frozen=True)
class SectionCard:
    """The model of sections beside that of topics; all as in `Card`, `Training` and `Evaluation`.

    In `sections` and in the evaluation, sections stand where topics do there.
    """

    classes: tuple[str, ...] = ()
    threshold: float | None = None
    threshold_choice: ThresholdChoice | None = None
    temperature: float | None = None
    wanted_precision: float | None = None
    documents: Count | None = None
    used: Count | None = None
    read: Count | None = None
    sections: tuple[TopicUse, ...] = ()
    evaluation: Evaluation | None = None
    distinctive_terms: Annotated[Mapping[str, tuple[str, ...]], Field(alias="telling_terms")] = (
        field(default_factory=dict)
    )


@dataclass(frozen=True)
class Card:
    """What `card.json` states, or as much of it as there is.

    `threshold` is the confidence below which no topic is given, chosen so that `wanted_precision`
    of the answers are defensible; `temperature` divides the logits.
    """

    version: str | None = None
    trained_at: str | None = None
    classes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    data_digest: str | None = None
    seed: int | None = None
    libraries: Mapping[str, str] = field(default_factory=dict)
    threshold: float | None = None
    threshold_choice: ThresholdChoice | None = None
    temperature: float | None = None
    wanted_precision: float | None = None
    verdict: str | None = None
    forced: bool | None = None
    training: Training | None = None
    evaluation: Evaluation | None = None
    # The stored name is that of format 1, and is read by clients.
    distinctive_terms: Annotated[Mapping[str, tuple[str, ...]], Field(alias="telling_terms")] = (
        field(default_factory=dict)
    )
    sections: SectionCard | None = None
    house: HouseScore | None = None
    own_topics: Mapping[str, OwnTopic] = field(default_factory=dict)


_CARD = TypeAdapter(Card)


def parse_card(content: Mapping[str, Any]) -> Card:
    """Return the card that a JSON object states.

    What is of another form than a card's counts as missing, which is logged: what describes a
    model must not stop it.
    """
    stated = deepcopy(dict(content))
    # First without the member of a part that is wrong, then without the part that needs it.
    for depth in (2, 1):
        try:
            return _CARD.validate_json(json.dumps(stated), strict=True)
        except ValidationError as error:
            faults = error.errors(include_url=False, include_input=False)
        named = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in faults)
        _log.warning("left out of the card of %.80s: %s", content.get("version"), named)
        for item in faults:
            _leave_out(stated, *item["loc"][:depth])
    return _CARD.validate_json(json.dumps(stated), strict=True)


def _leave_out(stated: dict[str, Any], name: int | str, member: int | str | None = None) -> None:
    part = stated.get(str(name))
    if member is not None and isinstance(part, dict):
        part.pop(str(member), None)
    else:
        stated.pop(str(name), None)


def card_to_json(card: Card) -> dict[str, Any]:
    """Return the JSON object that states the card, without what is missing, by name throughout."""
    stated = _CARD.dump_python(card, mode="json", by_alias=True, exclude_defaults=True)
    ordered: dict[str, Any] = json.loads(json.dumps(stated, sort_keys=True))
    return ordered
