"""KL: the sentences whose words, together, are spread most like the document's."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array
from sumy.models.dom import ObjectDocumentModel
from sumy.summarizers.kl import KLSummarizer

from service.summaries.sumy.rating import SumyMethod
from service.summaries.term_counts import Floats, Integers, number_terms

# Divergences that differ by less differ by rounding.
_ROUNDING = 1e-11
# Words looked at in all steps together: about half a second.
_WORK = 200_000_000


class IncrementalKLSummarizer(SumyMethod, KLSummarizer):  # type: ignore[misc]
    """KL that keeps each sentence's divergence by word, where sumy's counts all words each time.

    A stop word in capitals is one too; sumy's counts THE as a word of content. Like sumy's, it
    has the summary's words as they are written. It takes all of 3,000 sentences of prose one by
    one, and 200 at least however long the text; the rest follow by the divergence that each would
    leave.
    """

    def rate(self, document: ObjectDocumentModel) -> Floats:
        """Return 0 for the sentence that is taken first, -1 for the next, and so on."""
        terms = number_terms(document.sentences, str, self.stop_words)
        counts = terms.counts()
        state = _Divergence(counts.columns, counts.values, counts.width)
        by_word = csr_array(
            (np.ones(len(state.of_cell)), state.of_cell.astype(np.int32), counts.sparse().indptr),
            shape=(terms.sentences, len(state.words)),
        )
        # What a sentence adds to the summary's counts, and to its length.
        added = terms.counts(terms.content & terms.verbatim)
        bounds = np.searchsorted(added.rows, np.arange(terms.sentences + 1))
        lengths = np.bincount(terms.rows, minlength=terms.sentences)
        own = counts.sums(counts.values)

        left = np.zeros(terms.sentences)
        ratings = np.empty(terms.sentences)
        steps = max(200, _WORK // (by_word.nnz + terms.sentences))
        length = 0
        for step in range(min(steps, terms.sentences)):
            parts, outside = (by_word @ state.parts).T
            divergences = (state.inside + outside) * np.log(np.maximum(own + length, 1.0))
            divergences += parts + left
            best = int((divergences <= divergences.min() + _ROUNDING).argmax())
            ratings[best], left[best] = -step, np.inf
            length += int(lengths[best])
            cells = slice(bounds[best], bounds[best + 1])
            state.add(added.columns[cells], added.values[cells])
        rest = np.flatnonzero(np.isfinite(left))
        if len(rest):
            ratings[rest[np.argsort(divergences[rest], kind="stable")]] = -np.arange(
                terms.sentences - len(rest), terms.sentences
            )
        return ratings


class _Divergence:
    """What each word, by how often a sentence has it, does to the divergence of the summary.

    With p a word's share of the document and k its count in the summary, a sentence that has it c
    times brings the sum of p log(p / q) over the words of both, where q is (c + k) / (all words of
    both). Written out, it is a part for each word, of c and k alone, and the logarithm of the
    length times the p of all words. `parts` has the former and, where the summary lacks the word,
    its p, for each pair of word and c.
    """

    def __init__(self, words: Integers, values: Floats, width: int) -> None:
        total = values.sum()
        self._shares = np.bincount(words, weights=values, minlength=width) / max(total, 1.0)
        max_count = int(values.max(initial=0.0)) + 1
        pairs, self.of_cell = np.unique(
            words * max_count + values.astype(np.int64), return_inverse=True
        )
        self.words, times = np.divmod(pairs, max_count)
        self._times = times.astype(np.float64)
        self._starts = np.searchsorted(self.words, np.arange(width + 1))
        self._in_summary = np.zeros(width)
        share = self._shares[self.words]
        self.parts = np.column_stack((share * np.log(share / self._times), share))
        self.inside = 0.0

    def add(self, words: Integers, values: Floats) -> None:
        """Add words to the summary."""
        starts, ends = self._starts[words], self._starts[words + 1]
        lengths = ends - starts
        pairs = np.repeat(ends - np.cumsum(lengths), lengths) + np.arange(lengths.sum())
        self.inside += float(self._shares[words[self._in_summary[words] == 0.0]].sum())
        self._in_summary[words] += values
        said = np.repeat(self._in_summary[words], lengths)
        share = self._shares[self.words[pairs]]
        self.parts[pairs, 0] = share * np.log(said / (self._times[pairs] + said))
        self.parts[pairs, 1] = 0.0
