"""Findings as text, as compilers print them, and as JSON for programs.

draft.docx: page 3, row 14, Terms: warning [term-read] the term “in due course” of event 1.2 is not understood.
    to mend: write a year, a range of years or a usual expression.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from remit.findings import Finding, Severity
from remit.places import Place

#: ANSI colours by severity; only for a terminal that shows them.
_COLOURS = {Severity.violation: "31", Severity.warning: "33", Severity.info: "36"}


def as_text(findings: Iterable[Finding], colour: bool = False, columns: Mapping[str, str] | None = None) -> str:
    """Return two lines a finding and a last line that counts them.

    `columns` gives the printed name of a column; one without stays as it is, with a capital.
    """
    kept = list(findings)
    blocks = [_block(finding, colour, columns or {}) for finding in kept]
    return "\n".join([*blocks, count(kept)]) + "\n"


def as_json(findings: Iterable[Finding]) -> dict[str, Any]:
    """Return the findings as plain values: `{"findings": [...]}`."""
    return {"findings": [finding.as_json() for finding in findings]}


def count(findings: Iterable[Finding]) -> str:
    """Return how many findings there are of each severity, the gravest first.

    >>> count([])
    'nothing found'
    """
    numbers = Counter(finding.severity for finding in findings)
    parts = [_number(numbers[severity], severity) for severity in sorted(Severity, reverse=True) if numbers[severity]]
    return ", ".join(parts) or "nothing found"


def _number(number: int, severity: Severity) -> str:
    plural = "s" if number != 1 and severity is not Severity.info else ""
    return f"{number} {severity.name}{plural}"


def _block(finding: Finding, colour: bool, columns: Mapping[str, str]) -> str:
    where = _where(finding.places[0], columns) + ": " if finding.places else ""
    severity = _painted(finding.severity, colour)
    return f"{where}{severity} [{finding.rule}] {finding.message}\n    to mend: {finding.hint}"


def _where(place: Place, columns: Mapping[str, str]) -> str:
    spot = f"{place.source}: {place.spot}"
    if place.column == "head":
        return spot
    return f"{spot}, {columns.get(place.column, place.column.capitalize())}"


def _painted(severity: Severity, colour: bool) -> str:
    return f"\033[{_COLOURS[severity]}m{severity.name}\033[0m" if colour else severity.name
