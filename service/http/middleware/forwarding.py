"""What a proxy says of a request: how, from where and under which path the client asked.

It is a client's own word as long as nobody has named the proxy (docs/decisions/0091).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.http import parse_list_header

from service.http.middleware.prefix import FORWARDED_PREFIX
from service.proxies import Proxies, read_address
from service.url_prefix import fault_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: Where the WSGI environment keeps what is wrong with the word of a believed proxy.
FORWARDING_FAULT = "dateline.forwarding_fault"
_SCHEMES = {
    "X-Forwarded-Proto": {"http": "http", "https": "https"},
    "X-Forwarded-Protocol": {"http": "http", "https": "https", "ssl": "https"},
    "X-Forwarded-Ssl": {"on": "https", "off": "http"},
}
_FORWARDED = "Forwarded"
_SHOWN = 80


class _Unbelievable(Exception):
    """A believed proxy says what cannot be."""


class Forwarding:
    """An application that believes some proxies, and nobody else.

    What they say that cannot be, or contradicts itself, is refused: a link made of it could lead
    anywhere.
    """

    def __init__(self, application: WSGIApplication, proxies: Proxies) -> None:
        self._application = application
        self._proxies = proxies

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a WSGI request with the scheme, address and path that a proxy names."""
        if environ.get("REMOTE_ADDR", "") in self._proxies:
            try:
                self._believe(environ)
            except _Unbelievable as error:
                environ[FORWARDING_FAULT] = str(error)
        return self._application(environ, start_response)

    def _believe(self, environ: WSGIEnvironment) -> None:
        scheme, prefix = _scheme(environ), _prefix(environ)
        environ["REMOTE_ADDR"] = self._client(environ)
        if scheme is not None:
            environ["wsgi.url_scheme"] = scheme
        if prefix:
            environ[FORWARDED_PREFIX] = prefix

    def _client(self, environ: WSGIEnvironment) -> str:
        """The last address on the way that is no proxy's: those before it are the client's word."""
        address: str = environ.get("REMOTE_ADDR", "")
        hops = _header(environ, "X-Forwarded-For").split(",")
        if hops == [""]:
            hops = [element.get("for", "") for element in _forwarded(environ)]
        for hop in reversed(hops):
            found = read_address(hop) if address in self._proxies else None
            if found is None:
                break
            address = str(found)
        return address


def install(app: Flask, proxies: Proxies) -> None:
    """Have the app believe these proxies; to be called behind what reads their word."""
    app.wsgi_app = Forwarding(app.wsgi_app, proxies)  # type: ignore[method-assign]


def _header(environ: WSGIEnvironment, name: str) -> str:
    value: str = environ.get(f"HTTP_{name.upper().replace('-', '_')}", "")
    return value.strip()


def _forwarded(environ: WSGIEnvironment) -> list[dict[str, str]]:
    """The elements of `Forwarded` (RFC 7239), the client's proxy first."""
    return [
        {
            name.strip().lower(): value.strip().strip('"')
            for name, _, value in (pair.partition("=") for pair in element.split(";"))
        }
        for element in parse_list_header(_header(environ, _FORWARDED))
    ]


def _scheme(environ: WSGIEnvironment) -> str | None:
    """The scheme that the headers name; of several proxies, the first names the client's."""
    said: dict[str, str] = {}
    for name, meanings in _SCHEMES.items():
        if value := _header(environ, name).partition(",")[0].strip():
            said[name] = _meant(name, value, meanings)
    for element in _forwarded(environ)[:1]:
        if proto := element.get("proto"):
            said[_FORWARDED] = _meant(_FORWARDED, proto, _SCHEMES["X-Forwarded-Proto"])
    if len(set(said.values())) > 1:
        told = " and ".join(f"{name} means {scheme}" for name, scheme in said.items())
        raise _Unbelievable(f"{told}. Have the proxy set one of them, and remove the others.")
    return next(iter(said.values()), None)


def _meant(name: str, value: str, meanings: dict[str, str]) -> str:
    meant = meanings.get(value.lower())
    if meant is None:
        known = " or ".join(meanings)
        raise _Unbelievable(f"{name} is {value[:_SHOWN]!r}; the proxy has to send {known}.")
    return meant


def _prefix(environ: WSGIEnvironment) -> str:
    """The path that was asked under; a slash at its end is nothing."""
    value = _header(environ, "X-Forwarded-Prefix")
    prefix = value.removesuffix("/")
    if prefix and (fault := fault_of(prefix)):
        raise _Unbelievable(f"X-Forwarded-Prefix is {value[:_SHOWN]!r}; {fault}")
    return prefix
