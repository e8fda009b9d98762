"""Training the news ranker: `python -m service.summaries.news.training SUMMARIES.jsonl.gz`.

Summaries are gzipped JSON Lines with `source`, `text` and `references`, a list of summaries that
are each a list of sentences. The parameters are kept only if, on sources that were held out, they
gain no less over the lead than those that are there.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from tqdm import tqdm

from service.articles.article import Article
from service.articles.reading import read_text
from service.regression import CLIP, Regression
from service.summaries.news.editing.revision import revise
from service.summaries.news.ranker import OFFSETS, PARAMETERS, Ranker, shipped
from service.summaries.news.rouge import score_sets
from service.summaries.news.selection import choose
from service.summaries.news.sentence_features import describe_sentences
from service.summaries.news.set_ranker import SetRanker, Sets
from service.summaries.news.standing.opening import find_opening
from service.summaries.news.standing.standing import ArticleStanding, Standing
from service.summaries.news.word_features import Vocabulary, describe_words, read_vocabulary
from service.summaries.news.word_forms import forms_of
from service.summaries.term_counts import Booleans, Floats, Integers
from service.text.words import Tokenizer

# The lists of cue words and the measure are for English.
_LANGUAGE = "en"
_SIZE = 3
# Sentences of which sets are made: the first, and some of those behind.
_FIRST, _LATER = 14, 8
_C = 1.0
# Points of ROUGE-1 that the gain may sink before parameters are refused: half its standard error.
_EPSILON = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """An article with human summaries, ready to learn from.

    `sets` are rows of places among the candidates, `gains` how many points of ROUGE-1 each has
    more than the lead; both are empty where there is nothing to choose. `used` says which stems
    stand in most of the references.
    """

    source: str
    article: Article
    references: tuple[str, ...]
    sentences: Floats
    words: Floats
    vocabulary: Vocabulary
    used: Floats
    standing: Standing
    first: Sequence[int]
    candidates: Integers
    sets: Integers
    gains: Floats

    @property
    def texts(self) -> list[str]:
        """The sentences."""
        return [sentence.text for sentence in self.article.sentences]

    def choose(self, ranker: Ranker) -> list[int]:
        """Return the places that a ranker chooses."""
        scorer = ranker.scorer_for(self.sentences, self.words, self.vocabulary.counts)
        choice = choose(scorer, self.standing, _SIZE, first=self.first)
        return revise(choice, scorer, self.standing, self.vocabulary, self.sentences).places

    def gain(self, places: Sequence[int]) -> float:
        """Return how many points of ROUGE-1 these sentences have more than the lead."""
        sets = np.array([range(len(places)), places])
        chosen, lead = score_sets(self.texts, self.references, sets)[::-1]
        return float(100.0 * (chosen - lead))


def read_rows(path: Path) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of a file of summaries."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def prepare(row: Mapping[str, Any]) -> Example | None:
    """Return a row as an example; None where nothing in it reads as a sentence."""
    article = read_text(row["text"], language=_LANGUAGE)
    if not article.sentences:
        return None
    references = tuple(" ".join(reference) for reference in row["references"])
    vocabulary = read_vocabulary(article)
    texts = [sentence.text for sentence in article.sentences]
    described = describe_sentences(article, vocabulary)
    standing = ArticleStanding(article, described, vocabulary)
    height = len(texts)
    drawn = np.random.default_rng(height).permutation(np.arange(_FIRST, max(height, _FIRST)))
    candidates = np.sort(np.append(np.arange(min(height, _FIRST)), drawn[:_LATER]))
    sets, gains = np.zeros((0, _SIZE), np.int64), np.zeros(0)
    if height > _SIZE:
        sets = np.array(list(combinations(range(len(candidates)), _SIZE)))
        reached = score_sets([texts[place] for place in candidates], references, sets)
        # The first combination is the first three sentences.
        gains = 100.0 * (reached - reached[0])
        allowed = _find_allowed(candidates[sets], standing)
        sets, gains = sets[allowed], gains[allowed]
    return Example(
        str(row["source"]),
        article,
        references,
        described,
        describe_words(vocabulary),
        vocabulary,
        _used(vocabulary, references),
        standing,
        find_opening(standing, vocabulary),
        candidates,
        sets,
        gains,
    )


def _find_allowed(sets: Integers, standing: Standing) -> Booleans:
    """Which sets may be chosen, the lead always among them.

    Learning from these alone gains more on sources held out: docs/decisions/0022.
    """
    allowed = np.ones(len(sets), np.bool_)
    for place in np.unique(sets).tolist():
        has = (sets == place).any(axis=1)
        if standing.flaw(place) is not None:
            allowed &= ~has
        for others in standing.needs(place):
            allowed &= ~has | np.isin(sets, others).any(axis=1)
    allowed[0] = True
    return allowed


def _used(vocabulary: Vocabulary, references: Sequence[str]) -> Floats:
    """Which stems stand in most of the references."""
    tokenizer = Tokenizer(_LANGUAGE)
    uses = Counter(
        stem
        for reference in references
        for stem in set(map(forms_of(_LANGUAGE).stem, tokenizer.to_words(reference)))
    )
    stems = [vocabulary.lexicon.spellings[entry] for entry in vocabulary.stems.tolist()]
    used = [uses[stem] > len(references) / 2 for stem in stems] or [False]
    return np.array(used, np.float64)


def train(examples: Sequence[Example]) -> Ranker:
    """Fit the words, then the sets by what the words let expect; each source counts the same.

    Raises `ValueError` where no article has more than three sentences: there is nothing to choose.
    """
    totals = Counter(example.source for example in examples)
    chosen = [example for example in examples if len(example.sets)]
    if not chosen:
        raise ValueError(f"no article to learn from has more than {_SIZE} sentences")
    words = _fit_words(examples, totals)
    offsets = np.array(OFFSETS)
    features, members, coverage, above = [], [], [], 0
    for example in chosen:
        features.append(example.sentences[example.candidates])
        members.append(example.sets + above)
        above += len(example.candidates)
        coverage.append(_cover(example, words(example.words), offsets))
    starts = np.cumsum([0, *(len(example.sets) for example in chosen[:-1])])
    weights = np.array([1.0 / totals[example.source] for example in chosen])
    sets = Sets(
        np.concatenate(features),
        np.concatenate(members),
        np.concatenate(coverage),
        starts,
        weights,
    )
    fitted = SetRanker().fit(sets, np.concatenate([example.gains for example in chosen]))
    return Ranker(words, fitted.sentences_, fitted.coverage_)


def _fit_words(examples: Sequence[Example], totals: Mapping[str, int]) -> Regression:
    matrix = np.concatenate([example.words for example in examples])
    used = np.concatenate([example.used for example in examples])
    weights = np.concatenate(
        [np.full(len(example.words), 1.0 / totals[example.source]) for example in examples]
    )
    scaler = StandardScaler().fit(matrix)
    fitted = LogisticRegression(C=_C, max_iter=300).fit(
        np.clip(scaler.transform(matrix), -CLIP, CLIP), used, sample_weight=weights / weights.mean()
    )
    return Regression(scaler.mean_, scaler.scale_, fitted.coef_[0], float(fitted.intercept_[0]))


def _cover(example: Example, word_probabilities: Floats, offsets: Floats) -> Floats:
    """Return for each set the words that it is expected to cover, by its length."""
    counts = example.vocabulary.counts.dense()[example.candidates]
    lengths = counts.sum(axis=1)[example.sets].sum(axis=1)
    has = counts > 0.0
    covers = has[example.sets[:, 0]]
    for column in example.sets.T[1:]:
        covers = covers | has[column]
    covered = covers @ word_probabilities
    return np.asarray(covered[:, np.newaxis] / (lengths[:, np.newaxis] + offsets))


def hold_out(examples: Sequence[Example], *, quiet: bool = True) -> dict[str, Ranker]:
    """Return for each source a ranker that has seen only the others.

    With one source alone there is nothing else to learn from, and none is held out.
    """
    sources = sorted({example.source for example in examples})
    if len(sources) == 1:
        return {sources[0]: train(examples)}
    return {
        source: train([example for example in examples if example.source != source])
        for source in tqdm(sources, "holding out", disable=quiet)
    }


def measure(
    examples: Sequence[Example], rankers: Mapping[str, Ranker]
) -> dict[str, dict[str, float]]:
    """Return for each source, and for all, how many articles, and the gain and half its interval.

    The gain is the mean difference to the lead in points of ROUGE-1, the interval 95 %.
    """
    gains = [example.gain(example.choose(rankers[example.source])) for example in examples]
    table = {}
    for source in (*rankers, "all"):
        own = [
            gain
            for gain, example in zip(gains, examples, strict=True)
            if source in {example.source, "all"}
        ]
        error = float(np.std(own)) / max(len(own), 1) ** 0.5
        table[source] = {"articles": len(own), "gain": float(np.mean(own)), "pm": 1.96 * error}
    return table


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, measure, and keep the parameters unless they are worse."""
    parser = argparse.ArgumentParser(prog="python -m service.summaries.news.training")
    parser.add_argument("summaries", type=Path, help="gzipped JSON Lines: source, text, references")
    parser.add_argument("--force", action="store_true", help="keep worse parameters too")
    parser.add_argument("--to", type=Path, default=PARAMETERS, help="where the parameters are kept")
    options = parser.parse_args(arguments)
    quiet = not sys.stderr.isatty()
    rows = list(read_rows(options.summaries))
    examples = [found for row in tqdm(rows, "reading", disable=quiet) if (found := prepare(row))]
    table = measure(examples, hold_out(examples, quiet=quiet))
    print("ROUGE-1 against the lead, of sources that the ranker has not seen:")
    for source, row in table.items():
        print(f"{source:28}{row['articles']:6.0f}{row['gain']:+8.2f} ± {row['pm']:.2f}")
    before = shipped(options.to).figures["all"]["gain"] if options.to.exists() else -np.inf
    if table["all"]["gain"] < before - _EPSILON and not options.force:
        print(f"Kept the parameters that are there, which gain {before:+.2f}; --force replaces.")
        return 1
    figures = {
        source: {name: round(value, 3) for name, value in row.items()}
        for source, row in table.items()
    }
    replace(train(examples), figures=figures).save(options.to)
    print(f"Wrote {options.to}.")
    return 0


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main())
