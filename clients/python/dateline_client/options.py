"""What may be asked of an article, and articles as they are sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypedDict

#: Options that are not known here, such as those of a newer service.
Extra = Mapping[str, Any] | None


class Options(TypedDict, total=False):
    """What is wanted of an article; what is left out, the service has a default for."""

    #: The headline, where it is known apart.
    title: str
    #: Sentences wanted in the summary, 1 to 50.
    sentences: int
    #: A ceiling on the summary's words.
    max_words: int
    #: How sentences are chosen: `news`, `lead` or one of sumy's methods.
    algorithm: str
    #: A question or name that the summary leans towards.
    focus: str
    #: Whether what is not the article is stripped.
    clean: bool
    #: ISO 639-1.
    language: str
    #: Whether evidence and reasons are given.
    explain: bool
    #: `code_point`, which is how Python counts, or `utf16`.
    offsets: str
    #: Your own name for the article.
    id: str
    #: Whether the article's own paragraphs are given.
    with_text: bool


class CorrectionOptions(TypedDict, total=False):
    """What may stand beside an article whose topic is said."""

    #: The headline, where it is known apart.
    title: str
    #: ISO 639-1.
    language: str
    #: Whether what is not the article is stripped.
    clean: bool
    #: Your own name for the article.
    id: str
    #: Why, in up to 1,000 characters.
    note: str


def together(options: Options | CorrectionOptions, extra: Extra) -> dict[str, Any]:
    """Return the options that are known here and those that are not."""
    return {**options, **(extra or {})}


def article_of(
    text: str | None, html: str | bytes | None, options: Mapping[str, Any]
) -> dict[str, Any]:
    """Return an article with its options, as it is sent; raises `TypeError` for two or none."""
    if (text is None) == (html is None):
        raise TypeError("pass exactly one of text and html")
    return {"html": html, **options} if text is None else {"text": text, **options}


def line_of(article: str | Mapping[str, Any], options: Mapping[str, Any]) -> bytes:
    """Return an article as a line of NDJSON; its own options go before those given for all.

    A plain string is a text. Raises `TypeError` for what is no article.
    """
    if not isinstance(article, str | Mapping):
        raise TypeError(f"an article is a text or a mapping, and no {type(article).__name__}")
    fields = {"text": article} if isinstance(article, str) else {**article}
    if isinstance(fields.get("html"), bytes):
        raise TypeError("a page among many has to be str; decode it, or analyze it by itself")
    return encoded({**options, **fields}) + b"\n"


def encoded(content: Mapping[str, Any]) -> bytes:
    """Return JSON; half of a surrogate pair is left to the service to tell of."""
    try:
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(content, separators=(",", ":")).encode()


def query_of(values: Mapping[str, Any]) -> dict[str, str]:
    """Return options as a query has them, without those that are None."""
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in values.items()
        if value is not None
    }
