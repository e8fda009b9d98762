"""The model in models/: it loads, its papers agree, and it files invented articles rightly."""

from __future__ import annotations

import numpy as np
import pytest

from service.articles.reading import read_text
from service.settings import Settings
from service.topics.classifier import Classifier
from service.topics.live_model import classifies
from service.topics.store.registry import Registry
from service.topics.terms import count_terms
from service.topics.training.counts import to_matrix
from service.topics.training.fit import predict
from tests.topics.newsroom import probabilities

# Reached by the shipped model: 0.744, 72.4 % named, 90.05 % of them right, 92 % defensible at the
# least, ten documents of the rarest section, 15,282 documents read.
LEAST_MACRO_F1, LEAST_NAMED, LEAST_RIGHT, LEAST_DEFENSIBLE = 0.735, 0.71, 0.90, 0.92
LEAST_DOCUMENTS, LEAST_READ = 10, 15_000

_ARTICLES = [
    (
        "crime",
        "Two charged over raid on jeweller's shop",
        "Police have charged two brothers with armed robbery after a raid on a jeweller's shop in"
        " Halvern Street, in which a guard was stabbed in the arm.\n\nDetectives arrested the men,"
        " aged 24 and 31, at a flat in Brannock on Sunday and found a knife and eleven stolen"
        " watches there. They will appear before magistrates on Tuesday. Detective Sergeant Ruth"
        " Aldane asked witnesses to come forward.",
    ),
    (
        "crime",
        "Nurse jailed for poisoning pensioner",
        "A nurse who poisoned an elderly patient to inherit her house was sentenced to life in"
        " prison for murder on Friday.\n\nThe jury at Saltmere Crown Court took four hours to find"
        " Colm Desry, 43, guilty. The prosecution said he had forged the victim's will a month"
        " before her death. The judge told him he must serve at least 22 years. His lawyer said"
        " that he would appeal against the conviction.",
    ),
    (
        "crime",
        "Gunman sought after shooting at filling station",
        "A man was shot dead and his passenger wounded at a filling station outside Carrow late"
        " on Monday, the county sheriff's office said.\n\nThe gunman fled in a grey pickup truck"
        " that was found burnt out two miles away. Investigators believe that the killing was"
        " part of a feud between two gangs over drugs, and have offered a reward for information"
        " that leads to an arrest.",
    ),
    (
        "diplomacy",
        "Veldmark and Ostrana agree to reopen embassies",
        "The foreign ministers of Veldmark and Ostrana signed an agreement on Wednesday to restore"
        " diplomatic relations, nine years after they expelled each other's ambassadors.\n\nThe"
        " two countries will reopen embassies by the autumn and resume talks on their disputed"
        " border, the ministers said in a joint statement after a summit in Port Ellery. A United"
        " Nations envoy had mediated between the governments.",
    ),
    (
        "diplomacy",
        "Bloc threatens sanctions over blockade of strait",
        "European foreign ministers warned on Monday that they would impose sanctions on Tessaly"
        " unless it lifts its naval blockade of the Arvan Strait.\n\nThe ambassador was summoned"
        " in Halvern to hear the protest. Tessaly's foreign ministry rejected the demand as"
        " interference in its sovereignty, and called on the Security Council to send observers"
        " before any further negotiations.",
    ),
    (
        "diplomacy",
        "River treaty talks break up without accord",
        "Negotiators from three countries left the capital of Ilveria on Saturday without an"
        " accord on sharing the waters of the Sorne, and blamed each other for the failure of the"
        " talks.\n\nThe treaty that governs the river expires in December. Ilveria's deputy foreign"
        " minister said that his government remained open to bilateral dialogue, and a special"
        " envoy is to visit both neighbours next month.",
    ),
    (
        "politics",
        "Governor wins second term after recount",
        "Governor Maud Tarrish was declared the winner of the state's election on Thursday after a"
        " recount gave her a majority of 1,208 votes.\n\nHer Republican opponent, state senator"
        " Dale Orrick, conceded and thanked his campaign volunteers. Turnout was the highest in"
        " twenty years. Democrats also kept control of the state House, which lets the governor"
        " pass her budget without votes from the opposition.",
    ),
    (
        "politics",
        "Senate blocks bill on campaign donations",
        "Senators voted 52 to 47 on Tuesday against a bill that would have limited donations to"
        " political campaigns, with four Democrats joining the Republican majority.\n\nThe House"
        " had passed the legislation in March. Its sponsor, Senator Ines Mallory, said that she"
        " would introduce it again after the midterm elections. The White House said that the"
        " president would have signed it.",
    ),
    (
        "politics",
        "Party leader resigns after poor polls",
        "The leader of the Liberal party resigned on Sunday, six weeks before the general"
        " election, after polls put the party in third place.\n\nMembers of parliament had pressed"
        " Edwin Karsh to stand down since he lost a vote on his welfare policy in May. His deputy"
        " will lead the party's campaign. The prime minister said that voters deserved an"
        " opposition that knew what it stood for.",
    ),
    (
        "other",
        "Late goal takes Saltmere Rovers to the final",
        "Saltmere Rovers reached the cup final for the first time on Saturday when striker Jory"
        " Pell headed in a corner in the last minute of extra time.\n\nBrannock had led at"
        " half-time through a penalty. The coach praised his players for their patience and"
        " said that the goalkeeper, who had a sore shoulder, should be fit for the match in two"
        " weeks. Fans sang in the rain until the stadium's lights went out.",
    ),
    (
        "other",
        "Museum shows garden paintings found in attic",
        "Thirty watercolours of gardens that were found in an attic last winter go on show at the"
        " Halvern museum this week.\n\nThe painter, Ada Quill, taught music and never sold a"
        " picture. Her brushes and seed catalogues lie in glass cases beside the paintings of"
        " tulips, quinces and beehives. Visitors can try her recipe for quince jelly in the"
        " museum's cafe, and children may plant bulbs in the courtyard.",
    ),
    (
        "other",
        "New telescope measures winds on distant planet",
        "Astronomers have measured winds of 5,000 miles an hour on a planet that circles a star 90"
        " light years away, with a telescope that began its work in the spring.\n\nThe team of"
        " scientists followed the planet for a whole orbit, the university said. Its atmosphere"
        " contains water vapour and traces of sodium. The researchers hope to study smaller"
        " planets with the same instrument next year.",
    ),
]


@pytest.fixture(scope="module")
def shipped() -> Classifier:
    """A classifier with the shipped model."""
    return Classifier(Registry(Settings().models).load())


def test_the_papers_agree() -> None:
    """The pointer, the manifest and the card name the same version, classes and data."""
    registry = Registry(Settings().models)
    bundle = registry.load()
    assert bundle.manifest.version == registry.current()
    assert registry.current() in registry.versions()
    assert bundle.card.classes == tuple(bundle.manifest.classes)
    for name in ("version", "data_digest", "threshold", "temperature"):
        assert getattr(bundle.card, name) == getattr(bundle.manifest, name)
    assert bundle.pipeline.named_steps["logistic"].classes_.tolist() == bundle.manifest.classes


def test_its_sections_hold_their_floors() -> None:
    """All seventeen are measured, and enough is named, rightly enough, of other sources' news."""
    sections = Registry(Settings().models).load().card.sections
    assert sections is not None
    scores, choice = sections.evaluation, sections.threshold_choice
    assert scores is not None
    assert choice is not None
    assert scores.answered is not None
    assert min(score.documents for score in scores.topics.values()) >= LEAST_DOCUMENTS
    assert scores.macro_f1 >= LEAST_MACRO_F1
    assert scores.answered.share >= LEAST_NAMED
    assert scores.answered.right is not None
    assert scores.answered.right >= LEAST_RIGHT
    assert choice.at_least >= LEAST_DEFENSIBLE
    assert not choice.cross_validated
    assert sections.read is not None
    assert sections.read >= LEAST_READ


def test_the_topics_are_those_promised(shipped: Classifier) -> None:
    """The model files English news under politics, diplomacy, crime or other."""
    assert set(shipped.manifest.classes) == {"crime", "diplomacy", "other", "politics"}
    assert shipped.manifest.languages == ["en"]
    assert classifies(shipped)


@pytest.mark.parametrize(
    ("topic", "title", "text"), _ARTICLES, ids=[title for _, title, _ in _ARTICLES]
)
def test_articles_are_filed_rightly(shipped: Classifier, topic: str, title: str, text: str) -> None:
    """An article that training has not seen gets its topic's highest score and no other label."""
    answer = shipped.classify(read_text(f"{title}\n\n{text}"))
    assert answer.scores is not None
    assert max(answer.scores, key=answer.scores.__getitem__) == topic
    assert answer.label in (topic, None)
    assert answer.evidence


def test_clear_articles_are_answered(shipped: Classifier) -> None:
    """Of a dozen clear articles, at most three get no label for want of confidence."""
    answers = [shipped.classify(read_text(f"{title}\n\n{text}")) for _, title, text in _ARTICLES]
    assert sum(answer.label is not None for answer in answers) >= 9
    assert {answer.abstained for answer in answers} <= {None, "low_confidence"}


def test_shipped_probabilities_are_the_pipelines_own() -> None:
    """The shipped model answers with scikit-learn's probabilities, after temperature, to 1e-9."""
    bundle = Registry(Settings().models).load()
    matrix = to_matrix([count_terms(title, text) for _, title, text in _ARTICLES], bundle.terms)
    wanted = predict(bundle.pipeline, bundle.manifest.temperature, matrix)
    classifier = Classifier(bundle)
    found = [probabilities(classifier, text, title) for _, title, text in _ARTICLES]
    assert np.abs(found - wanted).max() <= 1e-9
