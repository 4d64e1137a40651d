"""Findings → the ways in which they can be mended, as edits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from remit.findings import Finding
from remit.mending.edits import Edit, least
from remit.mending.menders import JUDGES, MENDERS, Way
from remit.mending.mends import Mend
from remit.mending.state import State
from remit.places import Place

#: What joins the pieces of a cell that a page break cuts, while a pattern is looked for.
GLUE = "\n"


def ways(finding: Finding, mends: Sequence[Mend], prefixes: str, state: State) -> list[Way]:
    """Return the ways in which a finding can be mended, each once; none where only a person knows what is right."""
    found: dict[tuple[Edit, ...], None] = {}
    for mend in mends:
        for way in _ways(finding, mend, prefixes, state):
            edits = tuple(edit for edit in map(least, way) if edit.place.text != edit.after)
            if edits:
                found.setdefault(edits)
    return list(found)


def _ways(finding: Finding, mend: Mend, prefixes: str, state: State) -> list[Way]:
    if mend.column:
        right = state.answers(prefixes + mend.query, mend.column).get(finding.subject, set())
        whole = [Edit(place, text) for text in right for place in finding.places if len(finding.places) == 1]
        return [(edit,) for edit in whole if not mend.mender or JUDGES[mend.mender](edit)]
    if mend.mender:
        return MENDERS[mend.mender](finding, state)
    edits = tuple(_replaced(finding, mend, state))
    return [edits] if edits else []


def _replaced(finding: Finding, mend: Mend, state: State) -> Iterator[Edit]:
    """Yield what a pattern replaces in the cells of a finding, where it touches the words that are meant."""
    cells: Mapping[tuple[Place, ...], list[Place]] = {}
    for place in finding.places:
        cells = {**cells, (whole := state.whole(place)): [*cells.get(whole, []), place]}
    for pieces, meant in cells.items():
        for found in re.finditer(mend.find, GLUE.join(piece.text for piece in pieces)):
            stretch = _stretch(pieces, *found.span())
            if stretch and any(_touches(stretch, place) for place in meant):
                yield Edit(stretch, found.expand(mend.put))


def _stretch(pieces: Sequence[Place], start: int, end: int) -> Place | None:
    """Return the place of some characters of a cell; one that goes over a page break has none."""
    for piece in pieces:
        if start >= 0 and end <= len(piece.text):
            return piece.part(start, end)
        start, end = start - len(piece.text) - len(GLUE), end - len(piece.text) - len(GLUE)
        if start < 0:
            return None
    return None


def _touches(one: Place, other: Place) -> bool:
    same = (one.table, one.row, one.column) == (other.table, other.row, other.column)
    return same and one.start <= other.end and other.start <= one.end
