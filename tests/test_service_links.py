"""Kubernetes' variables for Services are told from settings by name and form."""

from __future__ import annotations

import pytest

from service.settings import SettingError, Settings

# As the kubelet writes them for a Service with a named port and two protocols.
_LINKS = {
    "DATELINE_SERVICE_HOST": "10.0.0.11",
    "DATELINE_SERVICE_PORT": "8080",
    "DATELINE_SERVICE_PORT_HTTP": "8080",
    "DATELINE_SERVICE_PORT_HTTP_METRICS": "9090",
    "DATELINE_PORT": "tcp://10.0.0.11:8080",
    "DATELINE_PORT_8080_TCP": "tcp://10.0.0.11:8080",
    "DATELINE_PORT_8080_TCP_PROTO": "tcp",
    "DATELINE_PORT_8080_TCP_PORT": "8080",
    "DATELINE_PORT_8080_TCP_ADDR": "10.0.0.11",
    "DATELINE_PORT_53_UDP": "udp://10.0.0.11:53",
    "DATELINE_PORT_53_UDP_PROTO": "udp",
    "DATELINE_PORT_53_UDP_PORT": "53",
    "DATELINE_PORT_53_UDP_ADDR": "10.0.0.11",
    "DATELINE_PORT_9_SCTP": "sctp://[fd00::b]:9",
    "DATELINE_PORT_9_SCTP_PROTO": "sctp",
    "DATELINE_PORT_9_SCTP_ADDR": "fd00::b",
}


def test_they_are_passed_over() -> None:
    """A Service of our name, or of one that begins like it, changes no setting."""
    others = {name.replace("DATELINE_", "DATELINE_REDIS_2_"): text for name, text in _LINKS.items()}
    found = Settings.from_environment({**_LINKS, **others, "DATELINE_WORKERS": "3"})
    assert found == Settings(workers=3)


@pytest.mark.parametrize("name", _LINKS)
@pytest.mark.parametrize("text", ["", "yes", "http://10.0.0.11:8080", "tcp://example.org:80"])
def test_what_only_has_their_name_is_refused(name: str, text: str) -> None:
    """Another value is a setting that somebody believes to be there."""
    with pytest.raises(SettingError, match=rf"Unknown setting {name}\."):
        Settings.from_environment({name: text})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("DATELINE_PORT", "8080"),
        ("DATELINE_PORT", "tcp://10.0.0.11:99999"),
        ("DATELINE_HOST", "10.0.0.11"),
        ("DATELINE_SERVICE", "10.0.0.11"),
        ("DATELINE_SERVICE_PORT", "70000"),
        ("DATELINE_PORT_HTTP_TCP", "tcp://10.0.0.11:8080"),
        ("DATELINE_PORT_8080_ICMP", "tcp://10.0.0.11:8080"),
        ("DATELINE_PORT_8080_TCP_NAME", "tcp"),
    ],
)
def test_what_only_looks_like_them_is_refused(name: str, text: str) -> None:
    """A name or value that Kubernetes does not write stays an unknown setting."""
    with pytest.raises(SettingError, match=f"Unknown setting {name}"):
        Settings.from_environment({name: text})
