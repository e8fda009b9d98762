"""The path that a service may answer under, by its setting or by what a proxy says."""

from __future__ import annotations

import re

# In links, and in commands that people copy into a shell: nothing that would have to be quoted.
_PREFIX = re.compile(r"(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+")
_LONGEST = 200
#: Where the service's own paths begin; a prefix that does could not be told from them.
OWN_PATHS = frozenset(
    {
        *("v1", "static", "docs", "model", "review", "correction"),
        *("livez", "readyz", "metrics", "openapi.json", "label-studio"),
    }
)


def fault_of(prefix: str) -> str | None:
    """Return what is wrong with a prefix, as the rest of a sentence; None where nothing is."""
    if len(prefix) > _LONGEST or not _PREFIX.fullmatch(prefix):
        return (
            "it takes a path such as /news/dateline, with no slash at its end, of letters, digits,"
            f" - and _, and dots within its parts, {_LONGEST} characters at most."
        )
    if (first := prefix[1:].partition("/")[0]) in OWN_PATHS:
        return f"the service has /{first} itself. Take another path, such as /news/dateline."
    return None
