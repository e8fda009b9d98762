"""The classifier against the pipeline it stands for, and what it answers."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles.article import Article
from service.articles.lines.vocabulary import COMMON
from service.articles.reading import read_text
from service.topics.classifier import Classifier
from service.topics.terms import count_terms
from service.topics.training.counts import to_matrix
from service.topics.training.fit import predict
from tests.topics.newsroom import TOPICS, Desk, probabilities, read_whole, write_article

_PAGE = """\
Ferry Lady Ansel waits for the tide

By Orla Venn

Published 4 May 2024

The ferry Lady Ansel waited two hours outside the breakwater for the tide to turn on Tuesday.

Dockers at the eastern quay unloaded timber through the night, the harbour master said, and
the port's cranes stood idle while the gale blew.

© 2024 Saltmere Gazette. All rights reserved.

More stories

The chefs peeled four hundred onions for the soup and roasted the bones for the stock.

She whisked the egg whites by hand and baked the meringue in a slow oven in her bakery.
"""


_PIECES = ("the ferry", "quay", "tide", "soup", "U.S.", " ", " ", ". ", "\n", "\n\n", "-", "’s")


def _random_documents(desk: Desk, number: int) -> list[tuple[str | None, str]]:
    chance = random.Random(20)
    documents: list[tuple[str | None, str]] = []
    for _ in range(number):
        words = chance.choices([*desk.terms, "unheard-of", "x9"], k=chance.randrange(120))
        text = chance.choice([" ", ". ", "\n\n"]).join(words)
        title = " ".join(chance.choices(desk.terms, k=6)) if chance.random() < 0.5 else None
        documents.append((title, text))
    return documents


@pytest.mark.parametrize("temperature", [1.0, 0.4, 2.7])
def test_probabilities_are_the_pipelines_own(desk: Desk, temperature: float) -> None:
    """On random documents each probability is scikit-learn's, after temperature, to 1e-9."""
    documents = [*_random_documents(desk, 400), (None, ""), ("", "unheard-of")]
    matrix = to_matrix([count_terms(*document) for document in documents], desk.terms)
    pipeline = desk.trained.pipeline
    wanted = predict(pipeline, temperature, matrix)
    if temperature == 1.0:
        wanted = pipeline.predict_proba(matrix)
    classifier = Classifier(desk.bundle(temperature=temperature))
    found = [probabilities(classifier, text, title) for title, text in documents]
    assert np.abs(found - wanted).max() <= 1e-9


def test_a_word_repeated_without_end_counts_as_in_training(desk: Desk) -> None:
    """A document with a word more than 255 times gets the probabilities training would give."""
    text = "the ferry " * 2_000 + "and the soup"
    wanted = predict(
        desk.trained.pipeline,
        desk.trained.temperature,
        to_matrix([count_terms(None, text)], desk.terms),
    )
    found = probabilities(Classifier(desk.bundle()), text)
    assert np.abs(found - wanted[0]).max() <= 1e-9


@pytest.mark.parametrize("topic", TOPICS)
def test_articles_are_filed_under_their_topic(classifier: Classifier, topic: str) -> None:
    """An article that training has not seen gets its topic's label."""
    answer = classifier.classify(read_whole(write_article(topic, 1_000)))
    assert (answer.label, answer.abstained) == (topic, None)
    assert answer.scores is not None
    assert list(answer.scores) == classifier.manifest.classes


def test_headline_alone_can_decide(classifier: Classifier) -> None:
    """A headline counts for the topic though the body says nothing of it."""
    body = "It was the third such evening this year, residents said."
    answer = classifier.classify(
        read_whole(body, title="Telescope records comet and distant galaxy")
    )
    assert answer.scores is not None
    assert max(answer.scores, key=answer.scores.__getitem__) == "observatory"


_SHORT, _ENOUGH = "The ferry sailed.", "The ferry sailed for the quay."
_ALWAYS, _NEVER = {"threshold": 0.0}, {"threshold": 1.0}


@pytest.mark.parametrize(
    ("article", "changes", "abstained"),
    [
        (read_whole(_SHORT), _ALWAYS, "too_short"),
        (read_whole(_SHORT, language="und"), _ALWAYS, "too_short"),
        (read_whole(_SHORT, title="Harbour reopens"), _ALWAYS, None),
        (read_whole(_ENOUGH, language="und"), _ALWAYS, "language"),
        (read_whole("Le ferry est parti.", language="fr"), _ALWAYS, "language"),
        (read_whole(_ENOUGH), _NEVER, "low_confidence"),
        (read_whole(_ENOUGH), _ALWAYS, None),
        (read_whole(_ENOUGH, language="fr"), _ALWAYS | {"languages": ["en", "fr"]}, None),
        (read_whole(_ENOUGH), _ALWAYS | {"min_words": 7}, "too_short"),
        (read_whole(_ENOUGH), _ALWAYS | {"min_words": 6}, None),
    ],
)
def test_abstentions_say_why(
    desk: Desk, article: Article, changes: dict[str, Any], abstained: str | None
) -> None:
    """No label is given for too few words, an unknown language or too little confidence."""
    answer = Classifier(desk.bundle(**changes)).classify(article)
    assert answer.abstained == abstained
    assert (answer.label is None) == (abstained is not None)


def test_confidence_at_the_threshold_is_enough(desk: Desk) -> None:
    """A confidence equal to the threshold gives a label; the next number above does not."""
    article = read_whole(write_article("kitchen", 1_001))
    confidence = Classifier(desk.bundle()).classify(article).confidence
    assert confidence is not None
    at = Classifier(desk.bundle(threshold=confidence)).classify(article)
    above = Classifier(desk.bundle(threshold=float(np.nextafter(confidence, 2)))).classify(article)
    assert (at.label, above.label) == ("kitchen", None)
    assert above.abstained == "low_confidence"


@given(st.text())
def test_scores_sum_to_one(desk: Desk, text: str) -> None:
    """Whatever the text, the scores are probabilities that sum to 1."""
    scores = Classifier(desk.bundle()).classify(read_whole(text)).scores
    assert scores is not None
    assert abs(sum(scores.values()) - 1.0) <= 1e-9
    assert all(0.0 <= score <= 1.0 for score in scores.values())


@given(st.lists(st.sampled_from(_PIECES), max_size=60).map("".join), st.booleans())
def test_an_article_s_scores_are_those_of_its_text(desk: Desk, text: str, titled: bool) -> None:
    """Its paragraphs and headline count as the text and title that training would count."""
    classifier = Classifier(desk.bundle())
    article = read_whole(text, title="The ferry's quay" if titled else None)
    scores = classifier.classify(article).scores
    assert scores is not None
    counted = to_matrix([count_terms(article.title, article.text)], desk.terms)
    wanted = predict(desk.trained.pipeline, desk.trained.temperature, counted)[0]
    assert list(scores.values()) == pytest.approx(wanted.tolist(), abs=1e-9)


@pytest.mark.parametrize("topic", TOPICS)
def test_evidence_weights_are_what_the_model_used(desk: Desk, topic: str) -> None:
    """Each weight is the term's part in the topic's logit above the mean of all topics."""
    article = read_whole(write_article(topic, 1_002), title="Late on Tuesday")
    matrix = to_matrix([count_terms(article.title, article.text)], desk.terms)
    logistic = desk.trained.pipeline.named_steps["logistic"]
    values = desk.trained.pipeline.named_steps["tfidf"].transform(matrix).toarray()[0]
    best = desk.classes.index(topic)
    against = logistic.coef_[best] - logistic.coef_.mean(axis=0)
    shares = values * against / desk.trained.temperature
    readable = [not COMMON.issuperset(term.split()) for term in desk.terms]
    evidence = Classifier(desk.bundle()).classify(article).evidence
    weights = [item.weight for item in evidence]
    assert [item.term for item in evidence] != []
    assert weights == pytest.approx(np.sort(shares * readable)[::-1][: len(weights)], abs=1e-9)
    for item in evidence:
        assert item.weight == pytest.approx(shares[desk.terms.index(item.term)], abs=1e-9)
        assert item.weight > 0


def test_evidence_is_against_the_mean_of_all_topics(desk: Desk) -> None:
    """What a term adds to every topic alike decides nothing, so it changes no weight."""
    article = read_whole("The ferry waited for the tide on Tuesday.")
    bundle = desk.bundle()
    shifted = replace(bundle, pipeline=deepcopy(bundle.pipeline))
    shifted.pipeline.named_steps["logistic"].coef_ += np.linspace(-1.0, 1.0, len(desk.terms))
    before = {item.term: item.weight for item in Classifier(bundle).classify(article).evidence}
    after = {item.term: item.weight for item in Classifier(shifted).classify(article).evidence}
    # Fewer than are shown at most: of equal weights, rounding would choose the twelfth.
    assert 0 < len(before) < 12
    assert after == pytest.approx(before, abs=1e-9)


def test_function_words_are_no_evidence(classifier: Classifier) -> None:
    """What decides a little and tells a reader nothing, such as was, is left to the rest."""
    for number in range(10):
        found = classifier.classify(read_whole(write_article("harbour", number)))
        assert found.evidence
        assert not any(COMMON.issuperset(item.term.split()) for item in found.evidence)


def test_evidence_is_a_dozen_terms_at_most(classifier: Classifier) -> None:
    """However long the article, no more than twelve terms are shown."""
    text = " ".join(write_article("harbour", number) for number in range(20))
    assert len(classifier.classify(read_whole(text)).evidence) == 12


def test_evidence_stands_in_the_body_or_the_found_headline(classifier: Classifier) -> None:
    """Every span of the evidence lies in the body or the headline, and reads as its term."""
    article = read_text(_PAGE, language="en")
    assert article.title_span is not None
    parts = [*article.body, article.title_span]
    evidence = classifier.classify(article).evidence
    assert evidence
    for item in evidence:
        assert item.spans
        for span in item.spans:
            assert any(p.offset <= span.offset and span.end <= p.end for p in parts)
            assert item.term in count_terms(None, span.of(_PAGE))
    in_headline = [s for item in evidence for s in item.spans if s.end <= article.title_span.end]
    assert in_headline


def test_a_headline_given_apart_has_no_place(classifier: Classifier) -> None:
    """A term that only the client's headline has is evidence without spans."""
    article = read_whole(
        "Nobody was hurt, the town said on Thursday.", title="Telescope finds comet"
    )
    spans = {item.term: item.spans for item in classifier.classify(article).evidence}
    assert spans["telescope"] == ()
    assert spans["comet"] == ()


def test_without_explanation_there_is_no_evidence(classifier: Classifier) -> None:
    """Asked for no explanation, the answer is the same without its evidence."""
    article = read_whole(write_article("theatre", 1_003))
    with_it, without = classifier.classify(article), classifier.classify(article, explain=False)
    assert with_it.evidence
    assert without.evidence == ()
    assert (without.label, without.scores) == (with_it.label, with_it.scores)


def test_furniture_does_not_count(classifier: Classifier) -> None:
    """Bylines, copyright lines and teasers leave the scores as the article alone has them."""
    page = read_text(_PAGE, language="en")
    alone = read_whole(page.text, title=page.title)
    assert {"byline", "copyright", "teaser"} <= {item.kind for item in page.removed}
    answer = classifier.classify(page)
    assert answer.scores == classifier.classify(alone).scores
    assert answer.label == "harbour"


def test_threads_get_the_answers_that_one_gets(classifier: Classifier) -> None:
    """A classifier shared between threads answers each as it would alone."""
    articles = [read_whole(write_article(topic, n)) for n in range(25) for topic in TOPICS]
    alone = [classifier.classify(article) for article in articles]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(classifier.classify, articles)) == alone


def test_articles_together_are_classified_as_each_alone(classifier: Classifier) -> None:
    """To the last bit, with a headline of whatever sort, an own lexicon, or nothing to go by."""
    long = " ".join(f"{write_article('kitchen', number)} w{number}" for number in range(300))
    articles = [
        read_text(_PAGE, language="en"),
        read_whole(write_article("harbour", 3), title="Telescope records comet and distant galaxy"),
        read_whole("Das Schiff lag im Hafen.", language="de"),
        read_whole("…"),
        read_whole(f"{long} {'y' * 80}", title="The ferry"),
        *(read_whole(write_article(topic, number)) for number in range(8) for topic in TOPICS),
    ]
    assert len({id(article.words.lexicon) for article in articles}) > 1
    explain = [number % 3 > 0 for number in range(len(articles))]
    alone = [
        classifier.classify(article, explain=wanted)
        for article, wanted in zip(articles, explain, strict=True)
    ]
    assert classifier.classify_all(articles, explain) == alone
    assert classifier.classify_all([], []) == []
