"""A comparison as JSON, for programs: old, new, summary, matches, changes, findings, impact, near; the keys are stable.

A match is `{"old": [numbers], "new": [numbers], "score", "confidence", "parts", "by", "sure"}`; a change is
`{"kind", "label", "text", "old", "new", "about", "instead", "before", "after", "places"}`, with what it has.
`near` are matches that nothing is concluded from: a row without counterpart and the one that it is likest to.
"""

from __future__ import annotations

import json
from typing import Any

from remit.comparison.change import Change
from remit.comparison.match import Match
from remit.comparison.redline import Redline
from remit.comparison.sides import Side


def as_json(redline: Redline) -> str:
    """Return the comparison as JSON."""
    told = [change for entry in redline.entries for change in redline.told(entry)]
    plain: dict[str, Any] = {
        "old": _side(redline.old),
        "new": _side(redline.new),
        "summary": list(redline.summary),
        "matches": [_match(entry.match) for entry in redline.meant if entry.match],
        "changes": [_change(change, redline) for change in (*redline.told_headings, *told)],
    }
    plain["findings"] = [finding.as_json() for finding in redline.told_findings]
    if redline.meaning:
        plain["impact"] = redline.meaning.as_json(redline.only, redline.wording.thing)
    plain["near"] = [_match(near) for near in redline.near]
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _side(side: Side) -> dict[str, Any]:
    edition = side.edition
    period = [edition.start, edition.end] if edition.start else None
    return {
        "name": side.name,
        "iri": edition.iri,
        "code": edition.code,
        "title": edition.title,
        "period": period,
        "events": len(edition.rows),
    }


def _match(match: Match) -> dict[str, Any]:
    return {
        "old": [row.code for row in match.old],
        "new": [row.code for row in match.new],
        "score": round(match.score, 3),
        "confidence": None if match.confidence is None else round(match.confidence, 3),
        "parts": {name: round(value, 3) for name, value in match.parts},
        "by": match.by,
        "sure": match.sure,
    }


def _change(change: Change, redline: Redline) -> dict[str, Any]:
    plain = change.as_json(redline.comparison.old, redline.comparison.new)
    sides = (("old", redline.old, change.old), ("new", redline.new, change.new))
    places = {name: _spots(side, codes, change) for name, side, codes in sides}
    said = {"label": redline.wording.kind(change.kind), "text": redline.says(change)}
    return {"kind": plain.pop("kind"), **said, **plain, "places": {k: v for k, v in places.items() if v}}


def _spots(side: Side, codes: tuple[str, ...], change: Change) -> list[str]:
    heading = change.kind.startswith(("section", "group"))
    known = side.edition.headings if heading else side.edition.by_code
    found = (side.spots.get(known[code].iri, "") for code in codes if code in known)
    return [each for each in found if each]
