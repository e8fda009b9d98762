"""The variables that Kubernetes sets in every container for each Service beside it.

For a Service `dateline` they begin with `DATELINE_`, as the settings do. Their names alone do not
tell: a value has to be of the form that Kubernetes writes (kubelet's `envvars`, unless the pod
says `enableServiceLinks: false`).
"""

from __future__ import annotations

import re
from ipaddress import ip_address

_PROTOCOL = "TCP|UDP|SCTP"
# `DATELINE_`, and for a Service such as `dateline-redis` the rest of its name.
_SERVICE = r"DATELINE_(?:[A-Z0-9_]+_)?"
_URL = re.compile(rf"(?:{_PROTOCOL.lower()})://(?P<host>[^/]+):(?P<port>[0-9]+)")


def _is_host(value: str) -> bool:
    try:
        ip_address(value)
    except ValueError:
        return False
    return True


def _is_port(value: str) -> bool:
    return re.fullmatch(r"[0-9]{1,5}", value) is not None and 1 <= int(value) <= 65_535


def _is_url(value: str) -> bool:
    found = _URL.fullmatch(value)
    return found is not None and _is_host(found["host"].strip("[]")) and _is_port(found["port"])


_FORMS = (
    (re.compile(rf"{_SERVICE}SERVICE_HOST"), _is_host),
    (re.compile(rf"{_SERVICE}SERVICE_PORT(?:_[A-Z0-9_]+)?"), _is_port),
    (re.compile(rf"{_SERVICE}PORT(?:_[0-9]+_(?:{_PROTOCOL}))?"), _is_url),
    (
        re.compile(rf"{_SERVICE}PORT_[0-9]+_(?:{_PROTOCOL})_PROTO"),
        lambda value: value.upper() in _PROTOCOL.split("|"),
    ),
    (re.compile(rf"{_SERVICE}PORT_[0-9]+_(?:{_PROTOCOL})_PORT"), _is_port),
    (re.compile(rf"{_SERVICE}PORT_[0-9]+_(?:{_PROTOCOL})_ADDR"), _is_host),
)


def is_service_link(name: str, value: str) -> bool:
    """Return whether a variable is one that Kubernetes sets for a Service."""
    return any(form.fullmatch(name) and fits(value) for form, fits in _FORMS)
