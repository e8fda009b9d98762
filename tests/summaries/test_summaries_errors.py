"""Tests of `service.summaries.errors`."""

from __future__ import annotations

import copy
import pickle

from service.summaries.errors import LanguageNotSupported, SummaryError, TooAlike

ERROR = TooAlike("5,000 words shared by two sentences")


def test_too_alike_names_the_limit_and_the_remedy() -> None:
    """The message has the limit and what to use instead."""
    assert str(ERROR) == (
        "The method lexrank compares sentences that share words and takes at most 5,000 words"
        " shared by two sentences; this article has more. Use textrank, which weighs the same"
        " words at any length, or news."
    )
    assert isinstance(ERROR, SummaryError)


def test_too_alike_survives_pickling_and_copying() -> None:
    """A copy has the same class and message, as the errors about articles do."""
    for found in (pickle.loads(pickle.dumps(ERROR)), copy.copy(ERROR)):
        assert (type(found), str(found)) == (TooAlike, str(ERROR))


def test_an_unsupported_language_is_told_with_the_supported_and_the_remedy() -> None:
    """The message has the method, the language, those that work, and what to do instead."""
    error = LanguageNotSupported("lsa", "is", ("de", "sv"), ("news", "lead"))
    assert str(error) == (
        "The method lsa needs stop words and word stems, and has none for the language is; it has"
        " them for de sv. Use news or lead, which work in every language; or, if the article's"
        " language was not told rightly, name it in language."
    )
    assert isinstance(error, SummaryError)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
