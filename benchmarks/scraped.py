"""How many lines of news texts as scraped are taken for what they are not.

.venv/bin/python -m benchmarks.scraped LABELS.jsonl TEXTS.jsonl.gz [TEXTS.jsonl.gz …]
--list              the lines that are wrong: the text's id, and lines by number
--held-out PAGES    by models that have seen no text of the same outlet, trained on the others,
                    on our own pages and articles, and on PAGES

LABELS are as in training_data/scraped/, TEXTS rows with id and text. A line in doubt counts
neither way. Texts that the shipped line model has been trained on flatter it.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from tqdm import tqdm

from service.articles.errors import NoArticleFound
from service.articles.furniture.wording import count_words, ends_sentence
from service.articles.lines.choice import choose_lines
from service.articles.lines.features import extract_features
from service.articles.lines.labelled.pages import read_folder, read_rows
from service.articles.lines.labelled.texts import LabelledText, read_labelled_texts
from service.articles.lines.line import look_over, read_lines
from service.articles.lines.training import hold_out_texts
from service.articles.reading import read_text
from service.text.document import read_document
from service.text.spans import Span

# A line is a paragraph of prose from so many words, if it ends as a sentence.
_PROSE_WORDS = 8
_HEADINGS = ("title", "heading")

Finder = Callable[[LabelledText], Sequence[Span]]


@dataclass(slots=True)
class Tally:
    """What was lost and what was kept, of some texts."""

    texts: int = 0
    leads_lost: int = 0
    article_words: int = 0
    article_words_lost: int = 0
    prose_lost: int = 0
    furniture_words: Counter[str] = field(default_factory=Counter)
    furniture_words_kept: Counter[str] = field(default_factory=Counter)

    def kept(self, kinds: Iterable[str]) -> float:
        """Return the share of the furniture words of some kinds that was kept."""
        kinds = tuple(kinds)
        words = sum(self.furniture_words[kind] for kind in kinds)
        return sum(self.furniture_words_kept[kind] for kind in kinds) / max(1, words)

    def row(self) -> str:
        """Return the figures as a row of the table."""
        kinds = tuple(self.furniture_words)
        others = [kind for kind in kinds if kind not in _HEADINGS]
        lost = self.article_words_lost / max(1, self.article_words)
        return (
            f"{self.texts:6}{self.leads_lost:7}{lost:9.2%}{self.prose_lost:7}"
            f"{self.kept(kinds):8.1%}{self.kept(others):8.1%}"
        )


@dataclass(frozen=True, slots=True)
class Wrong:
    """The lines of a text that were taken for what they are not."""

    lead: int | None
    lost: tuple[int, ...]
    kept: tuple[int, ...]


def main() -> int:
    """Measure and print a table, by source and by kind."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("labels", type=Path)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--list", action="store_true", help="the lines that are wrong, by number")
    parser.add_argument("--held-out", type=Path, metavar="PAGES", help="cross-validate by outlet")
    options = parser.parse_args()
    texts = read_labelled_texts(options.labels, options.texts)
    finder = _held_out(texts, options.held_out) if options.held_out else from_text
    measure(texts, finder, listed=options.list)
    return 0


def measure(texts: Sequence[LabelledText], finder: Finder, *, listed: bool = False) -> Tally:
    """Print how well a finder of articles does, and return it."""
    whole = Tally()
    by_source: defaultdict[str, Tally] = defaultdict(Tally)
    for text in tqdm(texts, "reading", leave=False, disable=not sys.stderr.isatty()):
        wrong = judge(text, finder(text), (whole, by_source[text.source]))
        if listed and (wrong.lost or wrong.kept):
            lead = "" if wrong.lead is None else f" lead {wrong.lead}"
            print(f"{text.name}:{lead} lost {list(wrong.lost)} kept {list(wrong.kept)}")
    print(f"{'source':24}{'texts':>6}{'leads':>7}{'words':>9}{'prose':>7}{'furn.':>8}{'other':>8}")
    for source, tally in sorted(by_source.items()):
        print(f"{source[:23]:24}{tally.row()}")
    print(f"{'all':24}{whole.row()}")
    print("leads lost, article words lost, paragraphs of prose lost, furniture words kept: all,")
    print("and without titles and headings. By kind, the words kept of those there are:")
    for kind, words in whole.furniture_words.most_common():
        print(f"    {kind:20}{whole.furniture_words_kept[kind]:6} of {words}")
    return whole


def judge(text: LabelledText, found: Sequence[Span], tallies: Iterable[Tally]) -> Wrong:
    """Count a text's lines into tallies; return those that were taken for what they are not."""
    tallies = tuple(tallies)
    lead, lost, kept = None, [], []
    for tally in tallies:
        tally.texts += 1
    for number, span in text.spans():
        if number in text.doubt:
            continue
        said = span.of(text.text)
        words, is_kept = count_words(said), _share(span, said, found) >= 0.5
        kind = text.furniture.get(number)
        prose = words >= _PROSE_WORDS and ends_sentence(said)
        for tally in tallies:
            if kind is None:
                tally.article_words += words
                tally.article_words_lost += words * (not is_kept)
                tally.prose_lost += prose and not is_kept
                tally.leads_lost += number == text.lead and not is_kept
            else:
                tally.furniture_words[kind] += words
                tally.furniture_words_kept[kind] += words * is_kept
        if kind is None and not is_kept:
            lost.append(number)
            lead = number if number == text.lead else lead
        if kind is not None and is_kept:
            kept.append(number)
    return Wrong(lead, tuple(lost), tuple(kept))


def from_text(text: LabelledText) -> Sequence[Span]:
    """Find the article as the service does in a text without a title."""
    try:
        return read_text(text.text, language="en").body
    except NoArticleFound:
        return ()


def _held_out(texts: Sequence[LabelledText], pages: Path) -> Finder:
    """A finder whose model of each text has seen none of its outlet; all are taken for texts."""
    own = read_folder(Path(__file__).resolve().parent.parent / "training_data" / "pages")
    models = hold_out_texts([text.page() for text in texts], [*read_rows(pages), *own])
    by_name = {text.name: model for text, model in zip(texts, models, strict=True)}

    def find(text: LabelledText) -> Sequence[Span]:
        document = read_document(text.text)
        lines = read_lines(document)
        overview = look_over(document.text, lines)
        prediction = by_name[text.name].predict(extract_features(document, lines, overview))
        chosen = choose_lines(document, lines, prediction, overview, is_text=True)
        return [lines[index].span for index in sorted(chosen)]

    return find


def _share(span: Span, said: str, found: Sequence[Span]) -> float:
    """The share of a line, without the blanks around it, that was taken for the article's."""
    start = span.offset + len(said) - len(said.lstrip())
    end = span.offset + len(said.rstrip())
    inside = (max(0, min(end, part.end) - max(start, part.offset)) for part in found)
    return sum(inside) / max(1, end - start)


if __name__ == "__main__":
    sys.exit(main())
