"""Reading the JSON in a page's scripts, which is often not quite JSON.

No library does this both widely and in linear time (docs/decisions/0038).
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

_DECODER = json.JSONDecoder(strict=False)
_MAX_VALUES = 50
# A quotation mark ends a string where the next thing is JSON's own; others were not escaped.
_STRING = r'"(?:[^"\\]++|\\.|"(?!\s*+(?:[,:\]}]|/[/*]|\Z)))*+(?:"|\Z)'
_NO_JSON = re.compile(
    rf"({_STRING})|//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+(?:\*/)?|<!--|-->|<!\[CDATA\[|\]\]>", re.DOTALL
)
_STRAY = re.compile(rf"({_STRING})|(,)(?=\s*+[}}\],])|(:)(?=\s*+[,}}])", re.DOTALL)
_WITHIN = re.compile(r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|\\(.?)|"', re.DOTALL)
_VALUE = re.compile(r"[\[{]")


def read_values(script: str) -> list[object]:
    """Return the objects and arrays that a script holds, in its order.

    Comments, CDATA marks, stray commas, quotation marks that were not escaped and HTML's
    references are put right; what cannot be read is left out.
    """
    if "&quot;" in script and '"' not in script:
        script = html.unescape(script)
    try:
        return [_DECODER.decode(script)]
    except (ValueError, RecursionError):
        return list(_values(_tidy(script)))


def _tidy(script: str) -> str:
    bare = _NO_JSON.sub(lambda found: _string(found[1]) if found[1] else " ", script)
    return _STRAY.sub(lambda found: found[1] or (":null" if found[3] else " "), bare)


def _string(quoted: str) -> str:
    """A string whose escapes JSON knows, and which holds no bare quotation mark."""
    return f'"{_WITHIN.sub(_escape, quoted[1:].removesuffix(chr(34)))}"'


def _escape(found: re.Match[str]) -> str:
    if found[0] == '"':
        return '\\"'
    return found[0] if found[1] is None else found[1]


def _values(text: str) -> Iterator[object]:
    place = 0
    for _ in range(_MAX_VALUES):
        opening = _VALUE.search(text, place)
        if opening is None:
            return
        try:
            value, place = _DECODER.raw_decode(text, opening.start())
        except (ValueError, RecursionError):
            return
        yield value
