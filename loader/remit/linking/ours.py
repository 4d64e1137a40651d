"""What of ours lacks a link to an authority, as things that can be compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from remit.errors import UnknownName
from remit.services.things import Thing

if TYPE_CHECKING:
    from remit.links.known import Links
    from remit.registry import Record
    from remit.workspace import Workspace

#: The class that is asked for when nobody names what to ask for.
USUAL = ("organisation/",)


def unlinked(workspace: Workspace, authority: str, only: Sequence[str] = ()) -> list[Thing]:
    """Return what has no link to an authority yet; `only` are paths, or the beginnings of paths that end in `/`.

    A record that stands for a class ("regional organizations") is nothing that an authority could hold.
    """
    records = [record for record in workspace.registry.records.values() if not record.data.get("stands_for_each")]
    for wanted in only:
        if not any(_meant(record.path, wanted) for record in records):
            raise UnknownName(f"nothing in the registries is called {wanted}; a path is meant, as organisation/bipm")
    linked = set(_linked(workspace.links, authority, workspace.base))
    meant = [record for record in records if any(_meant(record.path, each) for each in only or USUAL)]
    return [thing(record) for record in meant if workspace.iri(record.path) not in linked]


def thing(record: Record) -> Thing:
    """Return a record as a thing; its id is its path."""
    data = record.data
    short = tuple(str(data[key]) for key in ("abbreviation",) if data.get(key))
    former = [str(text) for change in data.get("names_in_time") or () for text in change["label"].values()]
    labels = [str(text) for key in ("label", "title") for text in (data.get(key) or {}).values()]
    names = [*labels, *(text for text in record.spellings() if text not in (*short, *former))]
    return Thing(
        record.path,
        tuple(dict.fromkeys(names)),
        short,
        tuple(text for text in dict.fromkeys(former) if text not in labels),
        country=str(data.get("country", "")).rpartition("/")[2],
        kinds=(record.kind,) if record.kind else (),
        since=_year(data.get("since")),
        until=_year(data.get("until")),
    )


def _linked(links: Links, authority: str, base: str) -> Iterator[str]:
    for link in links.every.values():
        keeper = links.authorities.keeper(link, base)
        if keeper and keeper.id == authority and not link.negated:
            yield link.subject


def _meant(path: str, wanted: str) -> bool:
    return path.startswith(wanted) if wanted.endswith("/") else path == wanted


def _year(date: object) -> int | None:
    return int(str(date)[:4]) if date else None
