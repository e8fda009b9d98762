"""JSON to the dataclasses of `answers`, by their own types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from dateline_client.errors import UnexpectedAnswer

_Made = TypeVar("_Made")


@dataclass(frozen=True)
class _Member:
    name: str
    #: The dataclass that it, or each of its items, is; None for what stays as it is.
    of: type[Any] | None
    is_list: bool
    has_default: bool


def build(kind: type[_Made], content: Any, request_id: str | None = None) -> _Made:
    """Return a dataclass of what a JSON object says; unknown members stay in `raw` alone.

    Raises `UnexpectedAnswer` where a member is missing that has always been there.
    """
    if not isinstance(content, Mapping):
        message = f"The answer has {type(content).__name__} where {kind.__name__} is an object."
        raise UnexpectedAnswer(message, request_id)
    values: dict[str, Any] = {}
    for member in _members(kind):  # type: ignore[arg-type]
        if member.name == "raw":
            values["raw"] = content
        elif content.get(member.name) is not None:
            values[member.name] = _value(member, content[member.name], request_id)
        elif not member.has_default:
            if member.name not in content:
                message = f"The answer is no {kind.__name__}: it has no {member.name}."
                raise UnexpectedAnswer(message, request_id)
            values[member.name] = None
    return kind(**values)


def _value(member: _Member, content: Any, request_id: str | None) -> Any:
    if member.is_list:
        if not isinstance(content, list):
            message = f"The answer's {member.name} is no list."
            raise UnexpectedAnswer(message, request_id)
        if member.of is None:
            return tuple(content)
        return tuple(build(member.of, item, request_id) for item in content)
    return content if member.of is None else build(member.of, content, request_id)


@cache
def _members(kind: type[Any]) -> tuple[_Member, ...]:
    hints = get_type_hints(kind)
    found = []
    for item in fields(kind):
        is_list, of = _of(hints[item.name])
        has_default = item.default is not MISSING or item.default_factory is not MISSING
        found.append(_Member(item.name, of, is_list, has_default))
    return tuple(found)


def _of(hint: Any) -> tuple[bool, type[Any] | None]:
    """Whether a type is a tuple of one kind, and the dataclass it is made of."""
    if get_origin(hint) in (Union, UnionType):
        (hint,) = (one for one in get_args(hint) if one is not type(None))
    is_list = get_origin(hint) is tuple
    if is_list:
        hint = get_args(hint)[0]
    return is_list, hint if isinstance(hint, type) and is_dataclass(hint) else None
