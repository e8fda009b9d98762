"""What may be asked of an article: each option with its default, its bounds and what it means.

The API's JSON, query strings, OpenAPI, the page's form and the command line's flags take them from
here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import ErrorDetails

from service.summaries.methods import ALGORITHMS, METHODS, names_of
from service.text.language_detection import LANGUAGES
from service.text.offsets import OffsetUnit

#: The algorithms that can lean towards a focus.
FOCUSING = tuple(names_of(takes="focus"))
if TYPE_CHECKING:
    Algorithm = str
else:
    Algorithm = Literal[ALGORITHMS]


def _known_language(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError(f"is not a language known here; known are {' '.join(sorted(LANGUAGES))}")
    return code


def _well_formed(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError("has half of a surrogate pair; send well-formed Unicode") from None
    return text


def _up_to(max_length: int, remedy: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if len(text) > max_length:
            raise ValueError(f"has {len(text):,} characters; the limit is {max_length:,}. {remedy}")
        return text

    return check


def _with_its_methods(does: str) -> Callable[[Any, ValidationInfo], Any]:
    """Refuse what a method does not take; `does` says what the option does, as in `leans`."""

    def check(value: Any, info: ValidationInfo) -> Any:
        assert info.field_name is not None
        # A name that is no algorithm's is missing here, and is told of by itself.
        method = METHODS.get(info.data.get("algorithm", ""))
        if value and method is not None and info.field_name not in method.takes:
            names = " or ".join(names_of(takes=info.field_name))
            raise ValueError(
                f"{does} {names} alone; use the algorithm {names}, or leave {info.field_name} out"
            )
        return value

    return check


def _yes_or_no(value: object, info: ValidationInfo) -> object:
    if not info.context:
        return value
    if value not in ("true", "false"):
        raise ValueError("is neither true nor false")
    return value == "true"


def _whole_number(value: object, info: ValidationInfo) -> object:
    if not info.context:
        return value
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,9}", value):
        raise ValueError("is not a whole number")
    return int(value)


_FROM_TEXT = BeforeValidator(_whole_number)
_WHOLE = "takes a whole number, without quotes in JSON"
# By Pydantic's names of what is wrong.
_WORDINGS = {
    "less_than_equal": "takes {le} at most",
    "greater_than_equal": "takes {ge} or more",
    "literal_error": "takes {expected}",
    "string_type": 'takes a string, between quotes in JSON ("like this")',
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "bool_type": "takes true or false, without quotes in JSON",
}
YesOrNo = Annotated[bool, BeforeValidator(_yes_or_no)]
Text = Annotated[str, AfterValidator(_well_formed)]
Title = Annotated[
    Text,
    AfterValidator(_up_to(1_000, "Send the headline alone, and the article in text or html")),
    WithJsonSchema({"type": "string", "maxLength": 1_000}),
]
Name = Annotated[
    Text,
    AfterValidator(_up_to(200, "Send a shorter name for the article, such as its key with you")),
    WithJsonSchema({"type": "string", "maxLength": 200}),
]
Focus = Annotated[
    Text,
    AfterValidator(_up_to(300, "Send a question or name, and the article in text or html")),
    AfterValidator(_with_its_methods("leans")),
    WithJsonSchema({"type": "string", "maxLength": 300}),
]
Language = Annotated[
    str,
    AfterValidator(_known_language),
    WithJsonSchema({"type": "string", "enum": sorted(LANGUAGES)}),
]


class Options(BaseModel):
    """What somebody wants of an article; the same everywhere, and in the order of the documents.

    A new one is a line here, and acts where it is read; one that only some methods take has
    `_with_its_methods` behind `algorithm`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Title | None = Field(
        default=None, description="headline, if you have it apart; used for topic and ranking"
    )
    sentences: Annotated[int, _FROM_TEXT] = Field(
        default=3, ge=1, le=50, description="sentences wanted in the summary"
    )
    max_words: Annotated[int, Field(ge=1, le=100_000), _FROM_TEXT] | None = Field(
        default=None, description="ceiling on the summary's words; one sentence is given"
    )
    algorithm: Algorithm = Field(
        default=ALGORITHMS[0],
        description=f"how sentences are chosen: {', '.join(ALGORITHMS[:-1])} or {ALGORITHMS[-1]}",
    )
    focus: Focus | None = Field(
        default=None,
        description="question or name that the summary leans towards; with"
        f" {' or '.join(FOCUSING)} alone",
    )
    clean: YesOrNo = Field(default=True, description="strip what is not the article")
    language: Language | None = Field(default=None, description="ISO 639-1; detected by default")
    explain: YesOrNo = Field(
        default=True, description="give the evidence for the topic, and the reasons for the summary"
    )
    offsets: OffsetUnit = Field(
        default="code_point", description="unit of offsets; browsers use utf16"
    )
    id: Name | None = Field(
        default=None, description="your own name for the article; comes back in its answer"
    )
    with_text: YesOrNo = Field(
        default=False, description="give the article's own paragraphs, with a blank line between"
    )

    @classmethod
    def from_text(cls, values: Mapping[str, str]) -> Self:
        """Return the options of a query string or form, where every value is text.

        Raises pydantic's `ValidationError`.
        """
        return cls.model_validate(values, context="text")


@cache
def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON schema of each option by name, with description and default, without null."""
    return schemas_of(Options)


def schemas_of(model: type[BaseModel]) -> dict[str, dict[str, Any]]:
    """Return the JSON schema of each field by name, with description and default, without null."""
    found = {}
    for name, schema in model.model_json_schema()["properties"].items():
        kinds = [kind for kind in schema.pop("anyOf", []) if kind.get("type") != "null"]
        del schema["title"]
        found[name] = schema | (kinds[0] if len(kinds) == 1 else {"anyOf": kinds} if kinds else {})
    return found


def wording(error: ErrorDetails) -> str:
    """Return what is wrong with an option or field, as it follows its name."""
    if error["type"] in _WORDINGS:
        return _WORDINGS[error["type"]].format(**error.get("ctx", {}))
    return error["msg"].removeprefix("Value error, ")
