"""Which column, or field of JSON, has an article's text, topic, title and section."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from service.interchange import doccano
from service.interchange.delimited import folded
from service.topics.errors import TrainingDataError

#: The fields of an article.
FIELDS = ("topic", "text", "title", "section")
#: Those that every article has.
NEEDED = ("topic", "text")

# doccano's names are tables' usual ones, too.
_NAMES: dict[str, Sequence[str]] = {name: (name,) for name in FIELDS}
_NAMES |= {"topic": ("topic", *doccano.LABEL), "text": doccano.TEXT}
_EXAMPLE = "--columns text=Body,topic=Category"
_LISTED = 40


@dataclass(frozen=True)
class Columns:
    """What the columns are called where it is not as they are here, by field."""

    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def wanted(self) -> frozenset[str]:
        """The names that any field may have, as they are compared."""
        usual = (name for names in _NAMES.values() for name in names)
        return frozenset(map(folded, (*self.names.values(), *usual)))

    def find(self, there: Iterable[str]) -> dict[str, str]:
        """Return which of the names that are there each field has, as far as it has one.

        A name that was given comes before the usual ones, and one in the very letters before
        one in others. Raises `AmbiguousColumns`.
        """
        exact: dict[str, list[str]] = {}
        by_fold: dict[str, list[str]] = {}
        for name in there:
            exact.setdefault(name, []).append(name)
            by_fold.setdefault(folded(name), []).append(name)
        found: dict[str, str] = {}
        for one in FIELDS:
            given = [self.names[one]] if one in self.names else []
            for name in (*given, *_NAMES[one]):
                fits = exact.get(name) or by_fold.get(folded(name), [])
                if len(fits) > 1:
                    raise AmbiguousColumns(fits)
                if fits and fits[0] not in found.values():
                    found[one] = fits[0]
                    break
        return found

    def named(self, found: Mapping[str, str]) -> set[str]:
        """Return the fields whose names were given and are among those found."""
        return {
            one for one, name in self.names.items() if folded(found.get(one, "")) == folded(name)
        }

    def __str__(self) -> str:
        return ",".join(f"{one}={self.names[one]}" for one in FIELDS if one in self.names)


class AmbiguousColumns(TrainingDataError):
    """Two columns have the name that a field has."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            f"{len(names)} columns are called {' and '.join(map(repr, names))}. Rename one"
        )


def read_columns(option: str) -> Columns:
    """Return what `text=Body,topic=Category` says; raises `TrainingDataError`."""
    parts: list[str] = []
    for piece in option.split(","):
        # A name may have commas.
        if parts and "=" not in piece:
            parts[-1] += f",{piece}"
        else:
            parts.append(piece)
    names: dict[str, str] = {}
    for part in parts:
        one, equals, name = (piece.strip() for piece in part.partition("="))
        if one not in FIELDS or not equals or not name or one in names:
            raise TrainingDataError(
                f"--columns {option[:100]!r}: {part[:60]!r} is not one of {', '.join(FIELDS)} with"
                f" a column's name, each once. An example: {_EXAMPLE}."
            )
        names[one] = name
    return Columns(names)


def shown(names: Iterable[str]) -> str:
    """Return names of columns as a sentence lists them; of very many the first forty."""
    told = [repr(name[:60]) for name in names]
    more = f" and {len(told) - _LISTED:,} more" if len(told) > _LISTED else ""
    return (", ".join(told[:_LISTED]) or "none") + more


def remedy(missing: Iterable[str], there: Iterable[str]) -> str:
    """Return what there is instead, and how to say which is which."""
    named = ",".join(f"{one}=NAME" for one in missing)
    return f"It has {shown(there)}; say which is which with --columns {named}"
