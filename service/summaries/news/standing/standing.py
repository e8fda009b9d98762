"""Which sentences can stand in a summary, alone or with those that they need."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from itertools import pairwise
from typing import Protocol, get_args

from service.articles.article import Article
from service.summaries.news.sentence_features import FURNITURE, find_whole
from service.summaries.news.standing.antecedents import Antecedents, Needs
from service.summaries.news.standing.prose import ProseRules, begins_small, find_fragments
from service.summaries.news.standing.quotations import Quotations, find_loose_speech
from service.summaries.news.word_features import Vocabulary
from service.summaries.summary import Rule
from service.summaries.term_counts import Floats

#: The rules by how much they weigh, the mildest first.
RULES: tuple[Rule, ...] = get_args(Rule)
# Words of content under which two sentences are not compared, and the share that makes them one.
_FEWEST, _SHARE, _KICKED = 4, 0.65, 0.4


class Standing(Protocol):
    """What the choice asks about sentences, by their places."""

    def flaw(self, place: int) -> Rule | None:
        """Return the rule that the sentence breaks by itself."""

    def needs(self, place: int) -> Needs:
        """Return for each thing that it needs the sentences of which any one will do."""

    def points_back(self, place: int) -> bool:
        """Say whether its opening points back, rather than something that it speaks of."""

    def repeats(self, place: int, chosen: Collection[int]) -> bool:
        """Say whether it says what one of the chosen sentences says."""

    def has_kicker(self, place: int) -> bool:
        """Say whether a few words and a colon stand before the sentence."""


class ArticleStanding:
    """How the sentences of an article stand: each is looked at once, when it is asked about."""

    def __init__(self, article: Article, described: Floats, vocabulary: Vocabulary) -> None:
        self._article = article
        self._vocabulary = vocabulary
        self._whole: list[bool] = find_whole(described).tolist()
        self._furniture: list[bool] = (described[:, FURNITURE] > 0.0).tolist()
        self._quotations = Quotations(article.sentences)
        lengths = [end - begin for begin, end in pairwise(vocabulary.bounds)]
        self._antecedents = Antecedents(article.sentences, vocabulary, article.language)
        self._prose = ProseRules(article, lengths, self._antecedents)
        self._flaws: dict[int, Rule | None] = {}
        self._needs: dict[int, Needs] = {}
        self._content: dict[int, frozenset[int]] = {}

    @cached_property
    def _loose(self) -> frozenset[int]:
        return find_loose_speech(self._article, self._vocabulary)

    @cached_property
    def _fragments(self) -> frozenset[int]:
        return find_fragments(self._article.sentences)

    def flaw(self, place: int) -> Rule | None:
        """Return the rule that the sentence breaks by itself."""
        if place not in self._flaws:
            self._flaws[place] = self._find_flaw(place)
        return self._flaws[place]

    def _find_flaw(self, place: int) -> Rule | None:
        if self._furniture[place]:
            return "furniture"
        if not self._whole[place]:
            return "stub"
        # The other sentences are looked at only where this one begins so.
        if begins_small(self._article.sentences[place].text) and place in self._fragments:
            return "fragment"
        if place in self._loose or self._quotations.breaks(place):
            return "quotation"
        return self._prose.find(place)

    def needs(self, place: int) -> Needs:
        """Return for each thing that it needs the sentences of which any one will do."""
        found = self._needs.get(place)
        if found is None:
            found = self._needs[place] = self._antecedents.needs(place)
        return found

    def points_back(self, place: int) -> bool:
        """Say whether its opening points back, rather than something that it speaks of."""
        return self._antecedents.points_back(place)

    def has_kicker(self, place: int) -> bool:
        """Say whether a few words and a colon stand before the sentence."""
        return self._prose.has_kicker(place)

    def repeats(self, place: int, chosen: Collection[int]) -> bool:
        """Say whether most words of content of one of the two stand in the other."""
        if not chosen:
            return False
        words = self.content(place)
        for other in chosen:
            others = self.content(other)
            fewer = min(len(words), len(others))
            if fewer < _FEWEST:
                continue
            common = len(words & others)
            # What has a kicker (Bridge shut: …) is likelier a caption that says the same.
            if common >= _SHARE * fewer or (
                common >= _KICKED * fewer and self._prose.has_kicker(place)
            ):
                return True
        return False

    def content(self, place: int) -> frozenset[int]:
        """Return the stems of the sentence's words of content."""
        found = self._content.get(place)
        if found is None:
            vocabulary = self._vocabulary
            begin, end = vocabulary.bounds[place : place + 2]
            stems = vocabulary.words[begin:end]
            found = self._content[place] = frozenset(stems[~vocabulary.stop[stems]].tolist())
        return found


def find_group(
    standing: Standing, place: int, chosen: Collection[int], limit: int
) -> tuple[int, ...] | None:
    """Return the sentence with those that it needs and that are not chosen yet, in their order.

    What they need they need in turn, all the way up. None where one of them cannot stand, or where
    they are more than `limit`.
    """
    group = {place}
    waiting = [place]
    while waiting:
        one = waiting.pop()
        if standing.flaw(one) is not None:
            return None
        for places in standing.needs(one):
            if any(other in chosen or other in group for other in places):
                continue
            if not places or len(group) == limit:
                return None
            group.add(places[0])
            waiting.append(places[0])
    if any(standing.repeats(one, chosen) for one in group):
        return None
    return tuple(sorted(group))
