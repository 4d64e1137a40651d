"""Which store `--store` names: a folder, or a product and its addresses for queries, updates and graphs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from remit.errors import StoreError
from remit.registry import read_checked

if TYPE_CHECKING:
    from remit.workspace import Workspace

FILE = "stores.yaml"
_NAMED = re.compile(r"(?P<product>[a-z0-9-]+):(?P<at>https?:.*)", re.IGNORECASE)
_NO_ADDRESS = "--store: this is no address; data/stores.yaml shows how one is written"
_ADDRESS = re.compile(r"https?:.*", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """The addresses of a store and what is known of its product; `page` and `triples` count triples.

    `union`: a query without FROM is asked of all graphs together. `whole`: a request of several updates is one
    transaction. `keeps` says which literals it writes otherwise than they were put.
    """

    product: str
    query: str
    update: str
    graphs: str
    union: bool = False
    whole: bool = False
    page: int = 50_000
    triples: int = 5_000_000
    seconds: float = 300
    keeps: str = ""


def place_of(said: str, workspace: Workspace) -> Place | None:
    """Return the place that a text names, or None for a folder.

    An address of a product that is not known, or one that holds a secret, is a StoreError.
    """
    known = catalogue(workspace)
    if found := _NAMED.fullmatch(said):
        return _at(_product(found["product"].lower(), known), found["at"])
    if _ADDRESS.fullmatch(said):
        refuse(said)
        fits = [entry for entry in known.values() if re.fullmatch(entry.get("pattern", r"(?!)"), said)]
        if not fits:
            raise StoreError(f"{said}: which product is it? Write PRODUCT:ADDRESS; there is {_names(known)}")
        return _at(fits[0], said)
    entry = known.get(said)
    return _at(entry, "") if entry and "{at}" not in entry["query"] else None


def catalogue(workspace: Workspace) -> dict[str, Mapping[str, Any]]:
    """Return what is known of stores, by id: the workspace's own entries before the bundle's."""
    found: dict[str, Mapping[str, Any]] = {}
    for folder in reversed(workspace.folders("data")):
        if (path := folder / FILE).is_file():
            entries = read_checked(path, "stores")
            found = {**found, **{entry["id"]: entry for entry in entries if entry["id"] not in found}}
    return found


def refuse(address: str) -> None:
    """Stop where an address is none, or holds what may be a secret; the secret is not shown."""
    try:
        parts = urlsplit(address)
        good = bool(parts.hostname) and (parts.port or 1) > 0 and address.isprintable() and " " not in address
    except ValueError as error:
        raise StoreError(_NO_ADDRESS) from error
    if "@" in address:
        raise StoreError(
            "--store: a user and a password do not belong in an address, where others see them; "
            "put them into the environment: REMIT_STORE_USER and REMIT_STORE_PASSWORD"
        )
    if "?" in address or "#" in address:
        raise StoreError(
            "--store: an address ends before ? and #; put a token into the environment: "
            "REMIT_STORE_HEADER='Authorization: Bearer …'"
        )
    if not good:
        raise StoreError(_NO_ADDRESS)


def _product(name: str, known: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    if name not in known:
        raise StoreError(f"--store: {name} is no product that is known; there is {_names(known)}")
    if "{at}" not in known[name]["query"]:
        raise StoreError(f"--store: {name} has its addresses in data/{FILE}; name it alone: --store {name}")
    return known[name]


def _names(known: Mapping[str, Mapping[str, Any]]) -> str:
    return ", ".join(sorted(name for name, entry in known.items() if "{at}" in entry["query"]))


def _at(entry: Mapping[str, Any], address: str) -> Place:
    if address:
        refuse(address)
    limits = {name: entry[name] for name in ("page", "triples", "seconds", "keeps", "whole") if name in entry}
    addresses = {name: entry[name].replace("{at}", address.rstrip("/")) for name in ("query", "update", "graphs")}
    return Place(entry["name"], **addresses, union=entry["default"] == "union", **limits)
