"""The corrections of one moment, as articles to train on and to measure by, and as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from service.articles.reading import read_text
from service.feedback.correction import STATES, Correction
from service.feedback.trust import MEASURING_SHARE, SHARE, measurable, usable
from service.text.errors import TextError
from service.topics.training.files import listed
from service.topics.training.house.corrections import Taught
from service.topics.training.rows import ACCEPTED_SOURCE, UNREVIEWED_SOURCE, Row
from service.topics.training.usage import laid_out

_HEADS = ("topic", *STATES, "held out")
# A long list of senders is cut: the first of them are who matters.
_SENDERS = 10


@dataclass(frozen=True)
class Snapshot:
    """All corrections of a moment; satisfies `Corrections` of the training."""

    corrections: tuple[Correction, ...]

    def to_train_on(self, beside: int) -> Taught:
        """Return those that may be trained on: docs/decisions/0070 has the rule."""
        found = usable(self.corrections, beside)
        rows, unreadable = _rows(found.corrections)
        told = []
        if found.over_share:
            told.append(
                f"{found.over_share} corrections left out, because nobody has looked at them and"
                f" their sender has more than {SHARE:.0%} of the training: accept those that are"
                " right"
            )
        if unreadable:
            told.append(f"corrections left out, no article is found in them: {listed(unreadable)}")
        return Taught(rows, tuple(told))

    def to_measure_by(self) -> Taught:
        """Return those that are held out for good and may judge."""
        found = measurable(self.corrections)
        rows, _ = _rows(found.corrections)
        if not found.over_share:
            return Taught(rows)
        return Taught(
            rows,
            (
                f"{found.over_share} held-out corrections judge nothing, because nobody has looked"
                f" at them and their sender has more than {MEASURING_SHARE:.0%} of those that"
                " judge: accept those that are right",
            ),
        )

    def to_table(self) -> str:
        """Return how many there are, by topic and state, and by sender, as lines of text."""
        states = Counter((item.topic, item.state) for item in self.corrections)
        apart = Counter(item.topic for item in self.corrections if item.held_out)
        topics = sorted({item.topic for item in self.corrections})
        rows = [
            [topic, *(str(states[topic, state]) for state in STATES), str(apart[topic])]
            for topic in topics
        ]
        by_sender = Counter(item.sender for item in self.corrections).most_common()
        waiting = Counter(item.sender for item in self.corrections if item.state == "new")
        senders = [
            [_shown(name), str(count), str(waiting[name])] for name, count in by_sender[:_SENDERS]
        ]
        if len(by_sender) > _SENDERS:
            rest = by_sender[_SENDERS:]
            undecided = sum(waiting[name] for name, _ in rest)
            senders.append([f"{len(rest)} others", str(sum(n for _, n in rest)), str(undecided)])
        return "\n".join(
            [
                f"{len(self.corrections)} corrections",
                *laid_out([_HEADS, *rows]),
                *laid_out([("sender", "corrections", "new"), *senders]),
            ]
        )


def _rows(corrections: Iterable[Correction]) -> tuple[tuple[Row, ...], list[str]]:
    """The articles as the service would read them now, and the keys of those without one."""
    rows, unreadable = [], []
    for item in corrections:
        title, text = item.sent.title, item.text
        if item.body is None:
            try:
                article = read_text(
                    text, title=title, clean=item.sent.clean, language=item.sent.language
                )
            except TextError:
                unreadable.append(item.key)
                continue
            title, text = article.title, article.text
        source = ACCEPTED_SOURCE if item.state == "accepted" else UNREVIEWED_SOURCE
        rows.append(Row(item.topic, title, text.strip(), source, item.key))
    return tuple(rows), unreadable


def _shown(name: str) -> str:
    # A control code in a name would be the terminal's to obey.
    return "".join(sign if sign.isprintable() else "?" for sign in name)
