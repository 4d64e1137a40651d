"""Log in at a server, with a header or a user and a password of the environment; nothing of it is ever shown.

The password goes only to a server that asks for it: in its digest where the server takes one, else as it is (Basic).
"""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Mapping
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import (
    AbstractDigestAuthHandler,
    HTTPPasswordMgr,
    Request,
    parse_http_list,
    parse_keqv_list,
)

from remit.errors import ServiceError

USER, PASSWORD, HEADER = "REMIT_STORE_USER", "REMIT_STORE_PASSWORD", "REMIT_STORE_HEADER"
_HEADER = re.compile(r"(?P<name>[A-Za-z0-9!#$%&'*+.^_`|~-]+):\s*(?P<value>[\x20-\x7e]+)")
_SCHEME = re.compile(r"(?:^|,)\s*(digest|basic|bearer|negotiate|ntlm)(?:\s+|$)", re.IGNORECASE)


class Login:
    """Who logs in; it answers what a server asks for, and shows nothing when it is printed."""

    def __init__(self, user: str = "", password: str = "", header: tuple[str, str] | None = None) -> None:
        """Keep a user and a password, or a header that goes with every request."""
        self._user, self._password, self._header = user, password, header
        self._asked: dict[str, tuple[str, dict[str, str]]] = {}  # by host: how it asks, and its challenge
        self._digest = AbstractDigestAuthHandler(_One(user, password))

    def headers(self, method: str, url: str) -> dict[str, str]:
        """Return the headers for a request; without a challenge met so far, only the one that always goes."""
        if self._header:
            return dict([self._header])
        scheme, challenge = self._asked.get(urlsplit(url).netloc, ("", {}))
        if scheme == "basic":
            both = f"{self._user}:{self._password}".encode()
            return {"Authorization": "Basic " + base64.b64encode(both).decode()}
        if scheme == "digest":
            try:
                said = self._digest.get_authorization(Request(url, method=method), challenge)
            except (KeyError, ValueError, URLError):  # a digest of a kind that we do not know
                return {}
            return {"Authorization": f"Digest {said}"} if said else {}
        return {}

    def learn(self, url: str, headers: Mapping[str, str]) -> bool:
        """Take up what the server of an address asks for; return whether another attempt may succeed."""
        if self._header or not self._user:
            return False
        asked = _challenges(headers.get("www-authenticate", ""))
        scheme = next((scheme for scheme in ("digest", "basic") if scheme in asked), "")
        self._asked[urlsplit(url).netloc] = scheme, asked.get(scheme, {})
        return bool(scheme)


class _One(HTTPPasswordMgr):
    """One user and one password, wherever they are asked for: a login is of one store."""

    def __init__(self, user: str, password: str) -> None:
        super().__init__()
        self._both = user, password

    def find_user_password(self, realm: str, authuri: str) -> tuple[str | None, str | None]:
        return self._both


def from_environment() -> Login:
    """Return who logs in at a store, as the environment says; a value that cannot be sent is a ServiceError."""
    user, password, header = (os.environ.get(name, "") for name in (USER, PASSWORD, HEADER))
    if header.strip():
        if not (found := _HEADER.fullmatch(header.strip())):
            raise ServiceError(f"the variable {HEADER} holds no header; write one: Authorization: Bearer …")
        return Login(header=(found["name"], found["value"]))
    if bool(user) != bool(password):
        raise ServiceError(f"of {USER} and {PASSWORD} only one is set; a store is logged in to with both")
    if not (user + password).isprintable() or ":" in user:
        raise ServiceError(f"{USER} or {PASSWORD} holds what cannot be sent; write them anew, in one line each")
    return Login(user, password)


def _challenges(said: str) -> dict[str, dict[str, str]]:
    """Return what a server asks for, by scheme.

    >>> _challenges('Basic realm="a, b", Digest realm="c", nonce="d", qop="auth"')["digest"]["nonce"]
    'd'
    """
    pieces = _SCHEME.split(said)[1:]
    found = {}
    for scheme, rest in zip(pieces[::2], pieces[1::2], strict=True):
        parts = [part for part in parse_http_list(rest) if "=" in part]
        found[scheme.lower()] = parse_keqv_list(parts)
    return found
