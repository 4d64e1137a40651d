"""Ask a SPARQL endpoint for its records of some items, with a query of `data/services` that names its properties."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pyoxigraph import NamedNode

from remit.services import sparql
from remit.services.http import failure
from remit.services.record import Record
from remit.services.service import Service

_VALUES = re.compile(r"(VALUES\s+\?item\s*\{)[^}]*\}")
_LIMIT = re.compile(r"^LIMIT\s+(\d+)", re.MULTILINE)
#: How many items one query asks for.
_AT_ONCE = 50


def records(service: Service, query: str, items: Sequence[str]) -> list[Record]:
    """Return the record of each item, in their order; an answer that is cut, or about others, is a ServiceError."""
    found: list[Record] = []
    for at in range(0, len(items), _AT_ONCE):
        found += _some(service, query, items[at : at + _AT_ONCE])
    return found


def _some(service: Service, query: str, items: Sequence[str]) -> list[Record]:
    asked = sparql.values(NamedNode(item) for item in items)
    answer = sparql.select(service, _VALUES.sub(lambda found: f"{found[1]} {asked} }}", query))
    limit = _LIMIT.search(query)
    if answer.cut or (limit and len(answer.rows) >= int(limit[1])):
        raise failure(service, "cut its answer")
    cells: dict[str, list[dict[str, str]]] = {item: [] for item in items}
    for row in answer.rows:
        said = {name: term.value for name, term in row.items()}
        if said.get("item") not in cells:
            raise failure(service, f"answered about {said.get('item', 'nothing')[:100]}, which it was not asked about")
        cells[said["item"]].append(said)
    if not answer.rows:
        raise failure(service, "knows none of the items asked for, which is not believed")
    return [_record(item, rows) for item, rows in cells.items()]


def _record(item: str, rows: Sequence[dict[str, str]]) -> Record:
    def every(name: str) -> list[str]:
        return sorted({row[name] for row in rows if name in row})

    until = _year(every("until"))
    claims: dict[str, tuple[str, ...]] = {}
    for name in every("authority"):
        claims[name] = tuple(sorted({row["value"] for row in rows if row.get("authority") == name and "value" in row}))
    return Record(
        item,
        there=bool(every("version") or every("merged")),
        status=f"ended in {until}" if until else "",
        merged=next(iter(every("merged")), ""),
        successors=tuple((each, "") for each in every("successor")),
        since=_year(every("since")),
        until=until,
        claims=claims,
    )


def _year(dates: Sequence[str]) -> int | None:
    years = [int(date[:4]) for date in dates if re.match(r"\d{4}", date)]
    return min(years, default=None)
