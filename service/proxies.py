"""The proxies that are believed in what they say of a request."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

#: What a proxy is called that comes by a Unix socket, and so has no address.
UNIX = "unix"


@dataclass(frozen=True)
class Proxies:
    """Addresses and networks of proxies; false where there are none."""

    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    by_unix_socket: bool = False

    @classmethod
    def parse(cls, text: str) -> Proxies:
        """Read addresses and networks, separated by commas; raises `ValueError` that says why."""
        names = [name for part in text.split(",") if (name := part.strip())]
        networks = []
        for name in names:
            if name != UNIX:
                try:
                    networks.append(ip_network(name))
                except ValueError as error:
                    raise ValueError(
                        f"{error}. It takes addresses and networks such as 127.0.0.1, 10.0.0.0/8"
                        f" or fd00::/8, and {UNIX} for a Unix socket, separated by commas."
                    ) from None
        return cls(tuple(networks), UNIX in names)

    def __bool__(self) -> bool:
        return self.by_unix_socket or bool(self.networks)

    def __str__(self) -> str:
        return ",".join([*map(str, self.networks), *([UNIX] if self.by_unix_socket else [])])

    def __contains__(self, address: str) -> bool:
        """Say whether a connection from there is a proxy's; no address is a Unix socket."""
        if not address:
            return self.by_unix_socket
        found = read_address(address)
        return found is not None and any(found in network for network in self.networks)


def read_address(text: str) -> IPv4Address | IPv6Address | None:
    """Return the address that is written, with a port behind it or none; None where it is none.

    The zone of one (`fe80::1%eth0`) is left out: elsewhere it says nothing, and it may be any text.
    """
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    # What listens on both has the other kind in its own.
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found
