"""Which connections are a proxy's: by address, network and Unix socket."""

from __future__ import annotations

import pytest

from service.proxies import Proxies, read_address


@pytest.mark.parametrize(
    ("named", "address", "is_one"),
    [
        ("127.0.0.1", "127.0.0.1", True),
        ("127.0.0.1", "127.0.0.2", False),
        ("10.0.0.0/8, 192.168.0.0/16", "192.168.7.7", True),
        ("10.0.0.0/8", "11.0.0.1", False),
        ("fd00::/8,::1", "::1", True),
        ("fd00::/8", "fd12::9", True),
        ("fe80::/10", "fe80::1%eth0", True),
        ("127.0.0.1", "::ffff:127.0.0.1", True),
        ("127.0.0.1", "", False),
        ("unix", "", True),
        ("unix, 127.0.0.1", "127.0.0.1", True),
        ("unix", "127.0.0.1", False),
        ("127.0.0.1", "localhost", False),
        ("0.0.0.0/0", "::1", False),
    ],
)
def test_a_proxy_is_one_that_is_named(named: str, address: str, is_one: bool) -> None:
    """A connection is a named proxy's where its address is named, or in a network that is."""
    proxies = Proxies.parse(named)
    assert proxies
    assert (address in proxies) == is_one
    assert Proxies.parse(str(proxies)) == proxies


def test_without_names_there_are_none() -> None:
    """Nobody is believed who is not named."""
    assert not Proxies()
    assert not Proxies.parse(" , ")
    assert "127.0.0.1" not in Proxies()


@pytest.mark.parametrize(
    "named", ["proxy.example", "10.0.0.1/8", "10.0.0.0/33", "*", "10.0.0.1:80"]
)
def test_what_is_no_network_is_told(named: str) -> None:
    """What cannot be a proxy is named, with what can."""
    with pytest.raises(ValueError, match=r"10\.0\.0\.0/8"):
        Proxies.parse(named)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("192.0.2.7", "192.0.2.7"),
        (" 192.0.2.7:4711", "192.0.2.7"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::1"),
        ("[fe80::1%and any text at all]:80", "fe80::1"),
        ("unknown", None),
        ("_hidden", None),
        ("", None),
        ("192.0.2.7.evil.example", None),
    ],
)
def test_addresses_are_read_as_proxies_write_them(text: str, address: str | None) -> None:
    """With ports and brackets, without zones, and none where there is none."""
    found = read_address(text)
    assert (None if found is None else str(found)) == address
