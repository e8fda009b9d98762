"""The report as a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from service.archives.report.charts import Series, bars, columns, legend
from service.archives.tally import NO_TOPIC, Tally

_MOST_MONTHS, _MOST_SOURCES, _MOST_LANGUAGES = 60, 15, 10
_WORDS = {NO_TOPIC: "no topic"}
_REASONS = {
    "low_confidence": "The model was not sure enough",
    "language": "In a language that the model does not know",
    "too_short": "Too short",
}


@dataclass(frozen=True)
class Account:
    """What a report tells of besides the tally."""

    begun: str
    ended: str
    seconds: float
    model: str
    dateline: str
    passed: Mapping[str, int]
    stories: int | None = None


def render(tally: Tally, account: Account) -> str:
    """Return the page."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
    )
    series = Series.of([name for name, _ in tally.topics.most_common()], NO_TOPIC)
    by_topic = {_WORDS.get(name, name): {name: count} for name, count in tally.topics.most_common()}
    period, months = _periods(tally)
    highest = max(months, key=lambda name: months[name].total(), default="")
    sources = _largest(tally.sources, _MOST_SOURCES)
    return environment.get_template("report.html").render(
        tally=tally,
        figures=_figures(tally, account),
        begun=account.begun,
        ended=account.ended,
        model=account.model,
        dateline=account.dateline,
        topics=bars(by_topic, series, _WORDS),
        legend=legend(series, _WORDS),
        period=period,
        dated=sum(counts.total() for counts in tally.months.values()),
        highest=highest,
        most=months[highest].total() if highest else 0,
        months=columns(months, series, _WORDS) if len(months) > 1 else "",
        sources=bars(sources, series, _WORDS),
        shown_sources=len(sources),
        all_sources=len(tally.sources),
        sections=_plain(tally.sections, len(tally.sections)),
        languages=_plain(tally.languages, _MOST_LANGUAGES),
        reasons=_REASONS,
        passed=Counter(account.passed).most_common(),
    )


def _figures(tally: Tally, account: Account) -> list[tuple[str, str]]:
    abstained = tally.abstained.total() / tally.answered if tally.answered else 0.0
    rate = tally.rows / account.seconds if account.seconds else 0.0
    return [
        (f"{tally.rows:,}", "rows read"),
        (f"{tally.failed:,}", "failed"),
        *([] if account.stories is None else [(f"{account.stories:,}", "distinct stories")]),
        (f"{abstained:.1%}", "without a topic"),
        (f"{len(tally.languages):,}", "languages"),
        (f"{rate:,.0f}", "rows a second"),
    ]


def _periods(tally: Tally) -> tuple[str, dict[str, Counter[str]]]:
    """Counts by month, or by year where that would be too many columns; those between are 0."""
    years: dict[str, Counter[str]] = {}
    for month, counts in sorted(tally.months.items()):
        years.setdefault(month[:4], Counter()).update(counts)
    if not years:
        return "month", {}
    first, last = int(min(years)), int(max(years))
    if last - first >= _MOST_MONTHS:
        # A wrong date alone makes of these too many.
        return "year", years
    names = [f"{year:04}-{month:02}" for year in range(first, last + 1) for month in range(1, 13)]
    names = [name for name in names if min(tally.months) <= name <= max(tally.months)]
    if len(names) <= _MOST_MONTHS:
        return "month", {name: tally.months.get(name, Counter()) for name in names}
    names = [f"{year:04}" for year in range(first, last + 1)]
    return "year", {name: years.get(name, Counter()) for name in names}


def _largest(counted: Mapping[str, Counter[str]], most: int) -> dict[str, Counter[str]]:
    ordered = sorted(counted.items(), key=lambda item: (-item[1].total(), item[0]))
    return dict(ordered[:most])


def _plain(counts: Counter[str], most: int) -> str:
    rows = {name: {"": count} for name, count in counts.most_common(most)}
    return bars(rows, Series({"": "#0072b2"}), {"": "articles"}) if rows else ""
