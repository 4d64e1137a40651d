"""What a service offers for things of ours, by its protocol, each with the IRI that its authority has for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from remit.links.authorities import Authority
from remit.links.mapping import plain
from remit.services import reconcile, ror, sparql
from remit.services.http import failure
from remit.services.things import Thing

if TYPE_CHECKING:
    from remit.services.service import Service
    from remit.workspace import Workspace

#: How many names of one thing are asked for; acronyms are never asked for alone.
_NAMES = 3
#: How long a name is at most that is taken, and how many of one thing are.
_LONG, _MANY = 500, 500
_VALUES = re.compile(r"(VALUES\s+\?asked\s*\{)[^}]*\}")
_LIMIT = re.compile(r"^LIMIT\s+(\d+)", re.MULTILINE)


def offered(service: Service, authority: Authority, ours: Sequence[Thing], workspace: Workspace) -> list[Thing]:
    """Return what a service offers for all of ours together, each once, by the IRI of the authority.

    What has no identifier of the authority is left out: another authority's, or a page.
    """
    names = list(dict.fromkeys(name for thing in ours for name in [*thing.names, *thing.former][:_NAMES]))
    if service.protocol == "sparql":
        found = list(_by_sparql(service, names, workspace))
    elif service.protocol == "ror":
        found = [thing for name in names for thing in ror.search(service, name)]
    else:
        found = [thing for each in reconcile.reconcile(service, names) for thing in each]
    return list(_once(found, authority))


def _by_sparql(service: Service, names: Sequence[str], workspace: Workspace) -> Iterator[Thing]:
    query = workspace.file("data", "services", f"{service.search or 'labels'}.rq").read_text(encoding="utf-8")
    languages = [str(code) for code in workspace.settings.get("label_languages") or workspace.settings["language"]]
    for at in range(0, len(names), service.batch):
        asked = [Literal(name, language=code) for name in names[at : at + service.batch] for code in languages]
        asked += [Literal(name) for name in names[at : at + service.batch]]
        # A brace in a name is written as SPARQL has it, so that it cannot end the braces of VALUES.
        terms = sparql.values(asked).replace("{", "\\u007B").replace("}", "\\u007D")
        bound = _VALUES.sub(lambda found, terms=terms: f"{found[1]} {terms} }}", query)  # type: ignore[misc]
        answer = sparql.select(service, bound, columns=("item", "name"), bound=("item",))
        limit = _LIMIT.search(query)
        if answer.cut or (limit and len(answer.rows) >= int(limit[1])):
            raise failure(service, "cut its answer; ask for less at once, with --only")
        yield from _things(answer.rows)


def _things(rows: Iterable[dict[str, sparql.Term]]) -> Iterator[Thing]:
    """Yield the things of an answer: rows of one thing are one."""
    by_thing: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        cells = by_thing.setdefault(row["item"].value, {})
        for name, term in row.items():
            cells.setdefault(name, []).append(term.value)
    for iri, cells in by_thing.items():
        names, short, kinds = (tuple(dict.fromkeys(cells.get(name, ()))) for name in ("name", "acronym", "kind"))
        countries = {country.lower() for country in cells.get("country", ())}
        yield Thing(
            iri,
            tuple(name for name in names if name not in short),
            short,
            country=countries.pop() if len(countries) == 1 else "",
            kinds=kinds,
            since=_year(cells.get("since", ())),
            until=_year(cells.get("until", ())),
        )


def _year(dates: Sequence[str]) -> int | None:
    """Return the first year that some dates tell; none where they are no dates."""
    years = [int(date[:4]) for date in dates if re.match(r"\d{4}", date)]
    return min(years, default=None)


def _once(found: Iterable[Thing], authority: Authority) -> Iterator[Thing]:
    seen: set[str] = set()
    for thing in found:
        identifier = authority.identifier(thing.id) or ("" if "://" in thing.id else thing.id)
        if not identifier or authority.faults(identifier):
            continue
        iri = authority.iri_of(identifier)
        if iri not in seen:
            seen.add(iri)
            yield _readable(replace(thing, id=iri))


def _readable(thing: Thing) -> Thing:
    """Return a thing whose texts are one line each, without signs that a terminal would obey, none endless."""
    return replace(
        thing,
        names=_lines(thing.names),
        acronyms=_lines(thing.acronyms),
        former=_lines(thing.former),
        country=plain(thing.country[:_LONG]),
        kinds=_lines(thing.kinds),
        said=plain(thing.said[:_LONG]),
    )


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts as one line each; what is too long to be a name is left out, and so is what is too much."""
    return tuple(islice(filter(None, (plain(text) for text in texts if len(text) <= _LONG)), _MANY))
