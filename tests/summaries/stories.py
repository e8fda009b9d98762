"""Articles of our own for the tests of summaries, and a short way to make one of a text."""

from __future__ import annotations

import random
from itertools import accumulate
from typing import Any

from service.articles.article import Article
from service.articles.reading import read_text
from service.options import Options
from service.summaries import summarize as summaries
from service.summaries.summary import Summary

HARBOUR = """The harbour board of Ellery closed the pier on Tuesday after divers found cracks in it.

The cracks run through three of its pillars, the board said. Engineers will decide by Friday \
whether the pillars can be repaired.

“Rain or shine, it stays shut,” said the board's chairwoman, Odile Marchetti-Crane. Nobody was hurt.

Islanders now depend on fishing boats. The boats carry food, medicine and post to Marrow Island. \
A baker gave away 300 loaves on the quay.

The council set aside $2.6 million for a new pier in 2021, but spent the money on the sea wall. \
The pier was built in 1931."""

_BEGINNINGS = ("mar", "tel", "son", "gri", "bak", "lun", "for", "dep", "hol", "vin", "cas", "per")
_ENDINGS = (
    "an",
    "or",
    "il",
    "em",
    "ust",
    "ock",
    "ing",
    "ard",
    "ev",
    "ow",
    "ath",
    *"aeiouybdgklmst",
)


def make(document: str, *, title: str | None = None, language: str | None = "en") -> Article:
    """The whole of the document as an article."""
    return read_text(document, title=title, clean=False, language=language)


def summarize(article: Article, **options: Any) -> Summary:
    """The article's summary, with the options that are named."""
    return summaries.summarize(article, Options(**options))


def make_long(sentences: int, words: int, *, of: int = 8_000) -> Article:
    """An article of so many sentences of so many words, out of `of` that are used as in prose.

    The word of rank r is used 1 / r as often as the first: Zipf's law.
    """
    chance = random.Random(sentences)
    vocabulary = [
        f"{one}{two}{three}" for one in _BEGINNINGS for two in _ENDINGS for three in _ENDINGS
    ][:of]
    weights = list(accumulate(1 / rank for rank in range(1, len(vocabulary) + 1)))
    drawn = chance.choices(vocabulary, cum_weights=weights, k=sentences * words)
    text = [" ".join(drawn[i : i + words]).capitalize() for i in range(0, len(drawn), words)]
    return make(". ".join(text) + ".")


HARD = {
    "two sentences without a common word": make("Rain fell overnight. Trains stopped running."),
    "all capitals": make("THE BRIDGE IS SHUT. THE BRIDGE COST NINE MILLION. NOBODY SANG."),
    "equal sentences": make(
        "The bridge is shut. The bridge is shut. The bridge is shut. Boats run."
    ),
    "no words": make("... !!! ???\n\n--- ***\n\n\U0001f6a2"),
    "one word": make("Rain"),
    "one sentence": make("The bridge is shut."),
    "only stop words": make("It is the. And it was. The and the."),
    "only numbers": make("1 2 3. 4 5 6. 1 2 9."),
    "Chinese": make(
        "市议会周一开会。会议讨论桥梁的维修费用。居民要求尽快开放桥梁！", language="zh"
    ),
    "Japanese": make("市議会が開かれた。橋の修理が決まった。住民は喜んだ。", language="ja"),
    "Arabic": make("اجتمع المجلس يوم الاثنين. ناقش إصلاح الجسر. غادر الجميع.", language="ar"),
    "German": make("Die Brücke ist zu. Die Boote fahren. Die Brücke war alt.", language="de"),
    "no language": make("Brg zkw pft. Zkw vrr. Pft pft.", language="und"),
    "emoji and marks": make("\U0001f6a2 Cafe\u0301s opened \U0001f6a2. \U0001f40c Nobody came."),
    "hard-wrapped": make("The bridge\r\nis shut. Boats\r\nrun. Nobody\r\nsang."),
}
