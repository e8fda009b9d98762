"""An invented newsroom: articles on four topics, and small models trained on them."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st

from service.articles.article import Article
from service.articles.reading import read_text
from service.topics.card.card import Card
from service.topics.classifier import Classifier
from service.topics.codes import Code, Codes
from service.topics.store.bundle import (
    Bundle,
    Manifest,
    SectionManifest,
    manifest_to_json,
    save_bundle,
    write_manifest_and_card,
)
from service.topics.terms import count_terms
from service.topics.training.counts import (
    TERMS,
    Counts,
    Sections,
    build_vocabulary,
    to_matrix,
    write_counts,
    write_terms,
)
from service.topics.training.fit import Trained

SEED = 7
#: Texts of words, initials, possessives and what may stand between the words of a pair.
NEWSLIKE = st.text(st.sampled_from("ab éÉ19.,'’-s\n\u00a0SU_—\u00ad\u0301")) | st.text()
TOPICS = ("harbour", "kitchen", "observatory", "theatre")
#: The section of each topic's articles; two topics share one, as crime and courts do.
SECTIONS = {
    "harbour": "trade",
    "kitchen": "leisure",
    "observatory": "science",
    "theatre": "leisure",
}

_SENTENCES = {
    "harbour": (
        "The ferry Lady Ansel waited two hours outside the breakwater for the tide to turn.",
        "Dockers at the eastern quay unloaded timber through the night, the harbour master said.",
        "A pilot boat brought the damaged trawler in after its rudder failed off Carrow Point.",
        "The port's cranes stood idle while the gale blew, and six vessels lay at anchor.",
        "Crews on the tugboats had asked for longer moorings since the spring.",
        "Dredging of the shipping channel will let deeper hulls reach the quay at low tide.",
        "The lifeboat towed a yacht with a broken mast back to the marina before dusk.",
        "Fishermen mended their nets on the pier and waited for the fog to lift.",
    ),
    "kitchen": (
        "The baker Orla Venn proves her dough overnight and bakes the loaves before dawn.",
        "A pinch of saffron in the broth is what the cook's grandmother taught her.",
        "The chefs peeled four hundred onions for the soup and roasted the bones for stock.",
        "Butter was folded into the pastry six times, the recipe says, and chilled between.",
        "The oven at the back of the bakery has not gone cold since it was lit.",
        "Diners praised the stew, its dumplings above all, and asked for the recipe.",
        "She whisked the egg whites by hand and baked the meringue in a slow oven.",
        "Pickled plums and smoked cheese fill the larder shelves until the spring.",
    ),
    "observatory": (
        "The telescope on Mount Ilver recorded the comet for eleven nights in a row.",
        "Astronomers measured the faint light of a galaxy that nobody had catalogued.",
        "The planet crosses its star every nine days, and its orbit is almost round.",
        "Clouds hid the eclipse from the dome, but instruments recorded the star's glow.",
        "A new mirror, polished for three years, will gather the light of distant galaxies.",
        "The asteroid passed twice as far away as the moon, the observatory said.",
        "Its spectrograph splits starlight finely enough to weigh a planet.",
        "Radio dishes in the desert listened to the pulsar until its signal faded.",
    ),
    "theatre": (
        "The curtain rose late on Tuesday because the lead actor had lost his voice.",
        "Critics applauded the playwright's second comedy and its quick, rude dialogue.",
        "The director rehearsed the last act for a week with half of the cast.",
        "An understudy walked on stage with an hour's notice and knew every line.",
        "The orchestra pit was flooded, so the musical opened with a single piano.",
        "Audiences queued around the playhouse for tickets to the tragedy.",
        "Costumes for the drama were sewn from old sails by the wardrobe mistress.",
        "The actress bowed four times before the stage went dark.",
    ),
}
_ANYWHERE = (
    "It was the third such evening this year, residents of Saltmere said.",
    "Nobody was hurt, and the town paid for the repairs.",
    "The work took longer than anybody had planned.",
    "A spokesman for the town declined to comment on the cost.",
    "Visitors came from as far as Brannock to see it.",
    "The weather on Thursday was fair, with a light wind from the north.",
)


_MEDTOP = "http://cv.iptc.org/newscodes/mediatopic/"
CODES = Codes(
    {"kitchen": (Code("medtop", "20000541", f"{_MEDTOP}20000541", "food and drink"),)},
    {"science": (Code("medtop", "13000000", f"{_MEDTOP}13000000", "science and technology"),)},
    {"medtop": "2026-07-02"},
)


@dataclass(frozen=True)
class Desk:
    """A trained model with what it was trained on."""

    terms: list[str]
    documents: Counts
    trained: Trained
    sections: Trained | None = None

    @property
    def classes(self) -> list[str]:
        """The topics in the order of the model's columns."""
        names: list[str] = self.trained.pipeline.named_steps["logistic"].classes_.tolist()
        return names

    def bundle(self, **changes: Any) -> Bundle:
        """Return the model as if loaded, with changes to its manifest."""
        manifest = replace(_manifest(self, "tiny", "none"), **changes)
        return Bundle(manifest, Card(version="tiny"), self.terms, self.trained.pipeline)

    def sectioned(self, **changes: Any) -> Bundle:
        """Return the same model with sections, and changes to its manifest."""
        assert self.sections is not None
        bundle = self.bundle(**({"sections": self.section_manifest(), "codes": CODES} | changes))
        return replace(bundle, sections=self.sections.pipeline)

    def section_manifest(self) -> SectionManifest:
        """Return what a manifest says of the sections."""
        assert self.sections is not None
        return SectionManifest(self.sections.classes, 0.5, self.sections.temperature)


def write_article(topic: str, number: int, *, stray: str | None = None) -> str:
    """Return an article of six sentences; half of it is on the stray topic where one is named."""
    chance = random.Random(f"{topic} {number}")
    sentences = chance.sample(_SENTENCES[topic], 2 if stray else 4)
    if stray:
        sentences += chance.sample(_SENTENCES[stray], 2)
    sentences += chance.sample(_ANYWHERE, 2)
    chance.shuffle(sentences)
    return " ".join(sentences)


def read_whole(text: str, title: str | None = None, language: str = "en") -> Article:
    """Return a text as an article, all of it."""
    return read_text(text, title=title, clean=False, language=language)


def probabilities(classifier: Classifier, text: str, title: str | None = None) -> list[float]:
    """Return what a model gives each of its topics for an article, in the manifest's order."""
    scores = classifier.classify(read_whole(text, title)).scores
    assert scores is not None
    assert list(scores) == classifier.manifest.classes
    return list(scores.values())


def write_edition() -> tuple[list[str], list[str]]:
    """Return eighty articles and their topics; every fourth one mixes two topics."""
    texts, topics = [], []
    for place, topic in enumerate(TOPICS):
        for number in range(20):
            stray = TOPICS[(place + 1 + number) % 4] if number % 4 == 0 else None
            texts.append(write_article(topic, number, stray=None if stray == topic else stray))
            topics.append(topic)
    return texts, topics


def count_articles(
    texts: Sequence[str],
    topics: Sequence[str],
    terms: Sequence[str] | None = None,
    *,
    read: bool = True,
) -> tuple[list[str], Counts]:
    """Return a vocabulary (the texts' own unless given) and the articles counted over it."""
    counted = [count_terms(None, text) for text in texts]
    vocabulary = build_vocabulary(counted, 2) if terms is None else list(terms)
    return vocabulary, Counts(
        np.array([f"desk-{number}" for number in range(len(texts))]),
        np.array(["desk"] * len(texts)),
        np.array(topics),
        np.array([read] * len(texts), dtype=bool),
        np.full(len(texts), ""),
        to_matrix(counted, vocabulary),
    )


def quiet(_: str) -> None:
    """Say nothing."""


def with_sections(documents: Counts, *, read: bool = True) -> Counts:
    """Return the documents with the section of each one's topic."""
    labels = np.array([SECTIONS.get(topic, "") for topic in documents.labels.tolist()])
    marks = np.full(len(labels), read)
    return replace(documents, sections=Sections(labels, np.full(len(labels), ""), marks))


def write_model(
    folder: Path, desk: Desk, trained_at: str = "2024-05-01T08:00:00Z", **changes: Any
) -> Path:
    """Write the model into the folder, which is made, and return the folder."""
    folder.mkdir(parents=True)
    sha256 = save_bundle(folder, desk.terms, desk.trained.pipeline)
    manifest = replace(_manifest(desk, folder.name, sha256), trained_at=trained_at, **changes)
    write_manifest_and_card(folder, manifest, Card(version=folder.name))
    return folder


def amend_manifest(folder: Path, **changes: Any) -> None:
    """Change fields of a stored manifest, or add them."""
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | changes), "utf-8")


def stamp(folder: Path) -> None:
    """Name the stored model's actual SHA-256 in its manifest."""
    content = (folder / "model.skops").read_bytes()
    amend_manifest(folder, sha256=hashlib.sha256(content).hexdigest())


def stored_fields(desk: Desk) -> dict[str, Any]:
    """Return a manifest's fields as they are stored."""
    return manifest_to_json(_manifest(desk, "tiny", "none"))


def _manifest(desk: Desk, version: str, sha256: str) -> Manifest:
    return Manifest(
        version=version,
        trained_at="2024-05-01T08:00:00Z",
        classes=desk.classes,
        languages=["en"],
        threshold=0.6,
        temperature=desk.trained.temperature,
        min_words=5,
        sha256=sha256,
        data_digest="none",
        seed=SEED,
        libraries={},
    )


def write_sectioned_model(folder: Path, desk: Desk) -> Path:
    """Write the model with its sections into the folder, which is made, and return the folder."""
    assert desk.sections is not None
    folder.mkdir(parents=True)
    sha256 = save_bundle(folder, desk.terms, desk.trained.pipeline, desk.sections.pipeline)
    manifest = replace(
        _manifest(desk, folder.name, sha256), sections=desk.section_manifest(), codes=CODES
    )
    write_manifest_and_card(folder, manifest, Card(version=folder.name))
    return folder


def write_data(folder: Path, *, sections: bool = False) -> Path:
    """Write training data with counts, evaluation documents and room for users' articles.

    The sections of documents are read where they are wanted, and there are none elsewhere.
    """
    for name in ("articles", "counts", "yours"):
        (folder / name).mkdir(parents=True)
    texts, topics = write_edition()
    counted = [count_terms(None, text) for text in texts]
    terms = build_vocabulary(counted, 2)
    write_terms(folder / "counts" / TERMS, terms)
    labels = np.array(topics)
    ids = np.array([f"n{i}" for i in range(len(texts))])
    source = np.full(len(texts), "gazette")
    read, also = np.ones(len(texts), bool), np.full(len(texts), "")
    everything = Counts(ids, source, labels, read, also, to_matrix(counted, terms))
    held = np.arange(len(texts)) % 4 == 1  # every fourth from 0 mixes two topics
    if sections:
        everything = with_sections(everything)
        rows = [
            f"{name}\t{topic}\t{SECTIONS[topic]}" for name, topic in zip(ids, topics, strict=True)
        ]
        (folder / "labels.tsv").write_text("\n".join(["id\tread\tsection", *rows]) + "\n", "utf-8")
    write_counts(folder / "counts" / "gazette.npz", everything.take(~held))
    write_counts(folder / "evaluation.npz", everything.take(held))
    return folder
