"""What a batch does: all that its answers depend on, so that no others are mixed with them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from service.archives.errors import OutputTaken


@dataclass(frozen=True)
class Plan:
    """All that the answers depend on, inputs included: what may not change before they are done."""

    dateline: str
    model: Mapping[str, str]
    options: Mapping[str, Any]
    columns: Mapping[str, str] | None
    input_format: str | None
    format: str
    shard_rows: int
    group: bool
    limits: Mapping[str, float]
    inputs: Sequence[Mapping[str, Any]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Return it as it is stored."""
        stored: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return stored

    def compare(self, stored: Mapping[str, Any], folder: object) -> None:
        """Raise `OtherPlan` where the answers in a folder were made otherwise."""
        now = self.to_json()
        differences = [
            f"{name}: {_difference(stored.get(name), now[name])}"
            for name in now
            if stored.get(name) != now[name]
        ]
        if differences:
            raise OtherPlan(folder, differences)


class OtherPlan(OutputTaken):
    """The folder has the answers of another command."""

    def __init__(self, folder: object, differences: Sequence[str]) -> None:
        super().__init__(
            f"{folder} has answers that were made otherwise: {'; '.join(differences)}. They are"
            " not mixed: give the same command as before, or name another folder with --output."
        )


def _difference(before: Any, now: Any) -> str:
    if isinstance(before, dict) and isinstance(now, dict):
        names = [name for name in {**before, **now} if before.get(name) != now.get(name)]
        return ", ".join(
            f"{name} was {_given(before.get(name))}, is {_given(now.get(name))}" for name in names
        )
    if isinstance(before, list) and isinstance(now, list):
        old = {one["name"]: one for one in before}
        new = {one["name"]: one for one in now}
        names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
        return ", ".join(names[:5]) + " changed, came or went"
    return f"was {_given(before)}, is {_given(now)}"


def _given(value: Any) -> str:
    return "not given" if value is None else repr(value)
