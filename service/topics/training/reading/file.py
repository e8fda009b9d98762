"""A file of labelled articles: what it holds, and a line that tells of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from service.topics.errors import TrainingDataError
from service.topics.training.files import TEXT, listed, place_of
from service.topics.training.reading.columns import Columns, shown
from service.topics.training.reading.contents import read_content
from service.topics.training.reading.item import (
    DISAGREEING,
    EMPTY_ROW,
    Fault,
    Found,
    Item,
    Notes,
    Passed,
)
from service.topics.training.reading.objects import read_lines, read_list
from service.topics.training.reading.tables import count_rows, read_table

_Read = Callable[[str, str, Columns, Notes], Iterator[Item]]

_TABLES = (".csv", ".tsv")
_READERS: dict[str, _Read] = {
    ".jsonl": read_lines,
    ".ndjson": read_lines,
    ".json": read_list,
    **dict.fromkeys(_TABLES, read_table),
}
#: How the names of files end that are read, in small letters.
ENDINGS = (TEXT, *_READERS)


def read_file(path: Path, folder: Path, columns: Columns, notes: Notes) -> list[Item]:
    """Return what stands in a file below a folder; what is noted of it beside goes into `notes`.

    A `.txt` is an article, its headline on the first line and its topic the folder just below.
    """
    ending, place = path.suffix.lower(), place_of(path, folder)
    items: list[Item] = []
    try:
        rows_in = partial(count_rows, columns=columns) if ending in _TABLES else None
        content = read_content(path, folder, rows_in)
        if ending != TEXT:
            items += _READERS[ending](content, place, columns, notes)
        elif content.strip():
            headline, _, text = content.partition("\n")
            topic = path.relative_to(folder).parts[0]
            items.append(Found(place, {"topic": topic, "title": headline, "text": text}))
    except TrainingDataError as error:
        items.append(Fault(str(error)))
    return list(_settled(items))


def describe(place: str, topics: Iterable[str], passed: Iterable[Passed], notes: Notes) -> str:
    """Return a line on a file: its articles by topic, and what of it is not read, and why."""
    counts = Counter(topics)
    by_topic = ", ".join(f"{name} {count:,}" for name, count in sorted(counts.items()))
    form = f" ({notes.form})" if notes.form else ""
    articles = "1 article" if counts.total() == 1 else f"{counts.total():,} articles"
    told = [f"{place}{form}: {articles}{f' ({by_topic})' if by_topic else ''}"]
    reasons: dict[str, list[str]] = {}
    for item in passed:
        reasons.setdefault(item.reason, []).append(item.place.removeprefix(place).strip())
    if reasons:
        told.append(f"passed over: {', '.join(map(_reason, *zip(*reasons.items(), strict=True)))}")
    if notes.unread:
        told.append(f"not read: {shown(notes.unread)}")
    return "; ".join(told)


def _reason(reason: str, places: Sequence[str]) -> str:
    where = "" if reason == EMPTY_ROW else f" ({listed(places)})"
    return f"{len(places):,} {reason}{where}"


def _settled(items: Iterable[Item]) -> Iterator[Item]:
    """Make one article of what several people labelled alike, and none of what they did not."""
    items = list(items)
    topics: dict[str, set[str]] = {}
    for item in items:
        if isinstance(item, Found) and item.task is not None:
            topics.setdefault(item.task, set()).add(item.fields["topic"])
    told: set[str] = set()
    for item in items:
        if not isinstance(item, Found) or item.task is None:
            yield item
        elif item.task not in told:
            told.add(item.task)
            if len(topics[item.task]) > 1:
                yield Passed(f"{item.place}, task {item.task}", DISAGREEING)
            else:
                yield replace(item, task=None)
