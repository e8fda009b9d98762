"""The regular expressions of the service, and texts on which a bad one takes quadratic time."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import product
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import regex

import service

_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_OF_CATEGORY = {
    codes.CATEGORY_DIGIT: "0",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_NOT_WORD: "!",
    codes.CATEGORY_NOT_SPACE: "a",
    codes.CATEGORY_NOT_DIGIT: "a",
    codes.CATEGORY_WORD: "a",
}
_PIECES = ("a", "A", " ", "0", "(", ".", "“", "’", "\n", "-", "é", "東", "!")
_COMBINED = ("a ", "a.", ". ", "(a", "a'", "0 ", " \n", "“a", ".\n", "A. ")
# What stands behind the piece that is repeated, and keeps most patterns from matching.
_ENDS = ("", "\nx", "\x00")
_MOST_PIECES = 60
# Alembic runs it, with what it needs at hand; there is no pattern in it.
_RUN_BY_OTHERS = {"service.feedback.store.migrations.env"}
_ANY_USE = ("finditer", "fullmatch", "match", "search")


def modules() -> list[Any]:
    """Every module of the service, imported."""
    return [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(service.__path__, "service.")
        if found.name not in _RUN_BY_OTHERS
    ]


def patterns() -> dict[str, Any]:
    """Every compiled pattern that a module of the service holds, by where it is."""
    found: dict[str, Any] = {}
    for module in modules():
        for name, value in list(vars(module).items()):
            for place, pattern in _held(name, value, 0):
                found.setdefault(f"{module.__name__.removeprefix('service.')}.{place}", pattern)
    # A pattern that is imported or listed twice is timed once.
    once = {(pattern.pattern, pattern.flags): place for place, pattern in reversed(found.items())}
    return {place: found[place] for place in sorted(once.values())}


def _held(place: str, value: Any, depth: int) -> Iterator[tuple[str, Any]]:
    if isinstance(value, re.Pattern | regex.Pattern):
        yield place, value
    elif depth > 4:
        return
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _held(f"{place}[{key}]", item, depth + 1)
    elif isinstance(value, list | tuple | set | frozenset):
        for index, item in enumerate(value):
            yield from _held(f"{place}[{index}]", item, depth + 1)
    elif is_dataclass(type(value)):
        for field in fields(type(value)):
            item = getattr(value, field.name, None)
            yield from _held(f"{place}.{field.name}", item, depth + 1)


def uses(place: str) -> list[str]:
    """The methods that are taken of the pattern: `search`, `sub` and their like.

    They are looked for in its module, of one that others may use in all its folder. Of one in a
    table, which is called by another name, all that could be, but where the table says it: a rule
    of furniture names its pattern by how it is tried.
    """
    module, _, name = place.rpartition(".")
    if name in _ANY_USE and "[" in place:
        return ["finditer" if name == "search" else name]
    path = Path(service.__path__[0]) / (module.replace(".", "/") + ".py")
    if "[" in place or not path.is_file():
        return [*_ANY_USE]
    taken = {
        used.attr
        for beside in ([path] if name.startswith("_") else path.parent.glob("*.py"))
        for used in ast.walk(ast.parse(beside.read_text("utf-8")))
        if isinstance(used, ast.Attribute)
        and name in (getattr(used.value, "id", None), getattr(used.value, "attr", None))
    }
    # What it is made of may be read anywhere; it finds nothing then.
    return sorted(taken - {"pattern"}) or [*_ANY_USE]


def attacks(pattern: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Yield what to send: a beginning, a piece to be repeated, and an end that spoils the match.

    A beginning is what leads to one of the pattern's repetitions, since that is where a matcher
    that has to go back begins to try all ways.
    """
    source = pattern.pattern
    text = source.decode("latin-1") if isinstance(source, bytes) else source
    beginnings = {""}
    if isinstance(pattern, re.Pattern):
        beginnings |= set(_leads(parser.parse(source, pattern.flags), ""))
    own = sorted({character for character in text if not character.isalnum()} - set("\\?*+|"))
    words = sorted(set(re.findall(r"[^\W\d_]{2,}", text)))[:12]
    pieces = dict.fromkeys([*_PIECES, *_COMBINED, *own, *words, *(f"{x} " for x in own[:9])])
    for parts in product(sorted(beginnings), list(pieces)[:_MOST_PIECES], _ENDS):
        if isinstance(source, bytes):
            lead, piece, end = (part.encode("latin-1", "replace") for part in parts)
            yield lead, piece, end
        else:
            yield parts


def _leads(items: Any, before: str) -> Iterator[str]:
    for operation, value in items:
        if operation in _REPEATS:
            yield before
            yield from _leads(value[2], before)
            # Behind a repetition that is pumped, once with it and once without.
            yield before + _sample(value[2])
        elif operation is codes.BRANCH:
            for branch in value[1]:
                yield from _leads(branch, before)
        elif operation is codes.SUBPATTERN:
            yield from _leads(value[-1], before)
        elif operation is codes.ATOMIC_GROUP:
            yield from _leads(value, before)
        before += _sample([(operation, value)])


def _sample(items: Any) -> str:
    return "".join(_one(operation, value) for operation, value in items)


def _one(operation: Any, value: Any) -> str:
    if operation is codes.LITERAL:
        return chr(value)
    if operation is codes.IN:
        kind, what = value[0]
        if kind is codes.CATEGORY:
            return _OF_CATEGORY.get(what, "a")
        return "a" if kind is codes.NEGATE else chr(what[0] if kind is codes.RANGE else what)
    if operation in (codes.ANY, codes.NOT_LITERAL):
        return "a"
    if operation is codes.BRANCH:
        return _sample(value[1][0])
    if operation is codes.SUBPATTERN:
        return _sample(value[-1])
    if operation is codes.ATOMIC_GROUP:
        return _sample(value)
    if operation in _REPEATS:
        return _sample(value[2]) * int(value[0])
    return ""
