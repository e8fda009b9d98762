"""What may be told of an address: neither who opens it nor by what right, and still which it is.

Addresses stand in locations, the manifest, messages and the report, which are passed on; keys,
passwords and signatures in them are not. A signed address is signed anew when it has run out, and
is the same input.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote

_CHAIN = "::"
_PROTOCOL = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]{0,30}):/{2,3}")
_ADDRESS = re.compile(_PROTOCOL.pattern + r"[^\s'\"<>]+")
# The second is of passwords with a slash in them, that should have been written %2F.
_USER = re.compile(r"[^/?#]*@|[^/?#@:]+:(?!\d+[/?#])[^@\s]*@")
# Their addresses are names of files alone, in which anything may stand.
_FILES = frozenset({"file", "local", "zip", "tar", "libarchive"})
_WEB = frozenset({"http", "https"})
# What gives a right: signatures of Amazon, Google, Azure and CloudFront, tokens, keys, passwords.
_RIGHT = re.compile(
    r"x-(amz|goog|ms)-.*|sig|s[vertp]|spr|ss|srt|sdd|sip|sk\w+|expires|policy|key-pair-id"
    r"|.*(sign|token|secret|passw|pwd|credential|auth|session|jwt|api.?key|accesskey|accessid).*"
    r"|key|pass|pin|user(name)?|login|code|hmac|hash",
    re.IGNORECASE | re.DOTALL,
)
# A number or a date; of any other value a digest tells which it is.
_PLAIN = re.compile(r"\d{1,8}|\d{4}-\d\d(-\d\d)?|~[0-9a-f]{8}|")
_DIGITS = 8
_HIDDEN = "***"
# A shorter one stands in words that are none.
_SHORTEST = 4


def told(address: str) -> str:
    """Return an address as it may be told: the same for the same input, whoever opens it."""
    return _CHAIN.join(_part(part) for part in address.split(_CHAIN))


def hide(text: str, address: str = "") -> str:
    """Return a message without what its addresses, and the one it is about, keep to themselves."""
    text = _ADDRESS.sub(lambda found: told(found[0]), text)
    for secret in sorted(_secrets(address), key=len, reverse=True):
        text = text.replace(secret, _HIDDEN)
    return text


def file_name(name: str) -> str:
    """Return what of an input's name may end as names of files do."""
    if not _PROTOCOL.match(name):
        return name
    return name.partition(_CHAIN)[0].partition("?")[0]


def _part(part: str) -> str:
    begins = _PROTOCOL.match(part)
    if begins is None or begins[1].lower() in _FILES:
        return part
    rest = part[begins.end() :]
    path, mark, query = rest[_user_length(rest) :].partition("?")
    if "=" not in query:
        # Of the web it has a meaning; elsewhere it is a pattern, or belongs to the file's name.
        web = begins[1].lower() in _WEB
        return begins[0] + path + mark + (_shown(query) if web else query)
    values = [
        f"{name}={_shown(value)}"
        for name, value in parse_qsl(query.partition("#")[0], keep_blank_values=True)
        if not _RIGHT.fullmatch(name)
    ]
    return begins[0] + path + ("?" + "&".join(values) if values else "")


def _shown(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else _digest(value)


def _user_length(rest: str) -> int:
    found = _USER.match(rest)
    return found.end() if found else 0


@lru_cache(256)
def _digest(value: str) -> str:
    """Tell a value from others; slow, so that what is short cannot be found by trying all."""
    key = hashlib.scrypt(value.encode("utf-8", "replace"), salt=b"dateline", n=2**14, r=8, p=1)
    return f"~{key.hex()[:_DIGITS]}"


def _secrets(address: str) -> set[str]:
    found: set[str] = set()
    for part in address.split(_CHAIN):
        begins = _PROTOCOL.match(part)
        if begins is None or begins[1].lower() in _FILES:
            continue
        rest = part[begins.end() :]
        user = rest[: _user_length(rest)].removesuffix("@")
        name, _, word = user.partition(":")
        found |= {name, word, *re.split(r"[/?#]", word)}
        query = rest[len(user) :].partition("?")[2]
        found |= {
            value
            for pair in re.split("[&#]", query)
            for value in [pair.rpartition("=")[2]]
            if not _PLAIN.fullmatch(value) and value not in _WEB
        }
    found |= {unquote(secret) for secret in found}
    return {secret for secret in found if len(secret) >= _SHORTEST}
