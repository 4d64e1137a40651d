"""Check the rows of links by themselves, without a service: is each well-formed, with the check digits of its kind."""

from __future__ import annotations

from collections.abc import Iterator

from remit.findings import Finding, Severity
from remit.links.known import Fault
from remit.links.mapping import Mapping
from remit.places import Place

#: The rule that a row does not keep which the graph could not be built from.
WELL_FORMED = "link-well-formed"


def malformed(faults: list[Fault]) -> Iterator[Finding]:
    """Yield a finding for each row that is not sound in itself."""
    for link, fault, hint in faults:
        yield about(link, WELL_FORMED, Severity.violation, f"{fault}.", f"{hint}.")


def about(link: Mapping, rule: str, severity: Severity, message: str, hint: str) -> Finding:
    """Return a finding about a row, with its place: file and line."""
    file, line = link.place
    place = Place(file.name, 0, line, "object_id", 0, len(link.object), link.object)
    return Finding(rule, severity, message, hint, (place,), subject=link.subject)
