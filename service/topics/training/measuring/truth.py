"""What documents that a model is measured on are about, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from service.topics.card.sources import UNSTATED, Source
from service.topics.training.counts import Counts

Labels = npt.NDArray[np.str_]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Truth:
    """The topics, sources and regions of documents, an entry a document.

    `also` has a second topic that would be right as well; it is empty where there is none, and
    `regions` where the documents of the source come from everywhere.
    """

    labels: Labels
    also: Labels
    sources: Labels
    regions: Labels

    @classmethod
    def of(cls, documents: Counts, described: Mapping[str, Source]) -> Truth:
        """Read it off documents, and what is said of their sources."""
        sources = documents.sources.tolist()
        regions = [described.get(name, UNSTATED).region or "" for name in sources]
        return cls(documents.labels, documents.also, documents.sources, np.array(regions, np.str_))

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, kept: Mask) -> Truth:
        """Return what is said of some of the documents."""
        return Truth(self.labels[kept], self.also[kept], self.sources[kept], self.regions[kept])

    def defends(self, given: Labels) -> Mask:
        """Whether each topic given is the document's, or its second one."""
        defended: Mask = (given == self.labels) | (given == self.also)
        return defended

    def of_regions(self) -> dict[str, Mask]:
        """Return which documents are of each region that any of them is of."""
        names = np.unique(self.regions[self.regions != ""]).tolist()
        return {name: self.regions == name for name in names}
