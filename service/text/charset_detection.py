"""The charset of a page that names none, by what its bytes look like (docs/decisions/0012)."""

from __future__ import annotations

from service.text.errors import PageUndecodable

# A page with more replacements than one in so many characters has been guessed wrongly.
_CHARACTERS_PER_FAULT = 1_000


def decode_guessed(page: bytes) -> str:
    """Decode a page by what it looks like; raises `PageUndecodable` where it looks like no text."""
    # Late, because its models take 38 MB: only the process that reads such a page has them.
    import chardet

    eras = chardet.EncodingEra.MODERN_WEB | chardet.EncodingEra.LEGACY_ISO
    guess = chardet.detect(page, max_bytes=len(page), encoding_era=eras)["encoding"]
    if guess is None:
        raise PageUndecodable
    text = page.decode(guess, errors="replace")
    if text.count("\ufffd") * _CHARACTERS_PER_FAULT > len(text):
        raise PageUndecodable
    return text
