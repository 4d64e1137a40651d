"""A reading as plain values, in the form that others rely on (contract 1 of the design)."""

from __future__ import annotations

from typing import Any

from remit.places import Place
from remit.reading import Event, Group, Programme, Reading, Section


def as_json(reading: Reading) -> dict[str, Any]:
    """Return a reading as plain values: source, programme, sections, groups, events, findings."""
    source = reading.source
    return {
        "source": {"name": source.name, "sha256": source.sha256, "format": source.format},
        "programme": _programme(reading.programme),
        "sections": [_section(section) for section in reading.sections],
        "groups": [_group(group, reading) for group in reading.groups],
        "events": [_event(event, reading) for event in reading.events],
        "findings": [finding.as_json() for finding in reading.findings],
    }


def _places(places: tuple[Place, ...]) -> list[dict[str, Any]]:
    return [place.as_json() for place in places]


def _programme(programme: Programme) -> dict[str, Any]:
    return {
        "code": programme.code,
        "title": programme.title,
        "period": [programme.start, programme.end],
        "approved": {
            "text": programme.approval,
            "by": programme.approved_by,
            "when": programme.approved_when,
            "on": programme.approved_on or None,
        },
        "places": _places(programme.places),
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "number": section.number,
        "printed": section.printed,
        "title": section.title,
        "parent": section.parent or None,
        "places": _places(section.places),
    }


def _group(group: Group, reading: Reading) -> dict[str, Any]:
    return {
        "id": group.id,
        "title": group.title,
        "section": group.section or None,
        "members": list(group.members),
        "places": _places(group.places),
    }


def _event(event: Event, reading: Reading) -> dict[str, Any]:
    titles = {group.id: group.title for group in reading.groups}
    kinds = {"mentions": "external", "mentions_internal": "internal", "mentions_other": "other"}
    return {
        "id": event.id,
        "number": event.number or None,
        "title": event.title,
        "section": event.section or None,
        "group": titles.get(event.group),
        "term": event.term.as_json(),
        "executors": [executor.as_json() for executor in event.executors],
        "remarks": event.remarks or None,
        **{key: [m.as_json() for m in event.mentions if m.kind == kind] for key, kind in kinds.items()},
        "places": _places(event.places),
    }
