"""Something a person should look at: a statement about the data, never about the program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from remit.places import Place


class Severity(IntEnum):
    """How much a finding matters; a larger one matters more."""

    info = 1
    warning = 2
    violation = 3


@dataclass(frozen=True)
class Finding:
    """One rule that one thing does not keep, with its places in the source and how to mend it.

    The first place is narrowed to the words that are meant.
    `subject` is the IRI of the thing; `focus` and `component` are what SHACL says of the result, empty for others.
    `accepted` says since when and why somebody left it as it is; it is empty for what is open.
    """

    rule: str
    severity: Severity
    message: str
    hint: str
    places: tuple[Place, ...] = ()
    subject: str = ""
    accepted: str = ""
    focus: str = field(default="", compare=False)
    component: str = field(default="", compare=False)

    @property
    def words(self) -> str:
        """Return what stands at its places, blanks as one."""
        return " ".join(" ".join(place.text for place in self.places).split())

    def as_json(self) -> dict[str, Any]:
        """Return the finding in the form of the contract; `accepted` is there where somebody accepted it."""
        return {
            "rule": self.rule,
            "severity": self.severity.name,
            "message": self.message,
            "hint": self.hint,
            "places": [place.as_json() for place in self.places],
            **({"accepted": self.accepted} if self.accepted else {}),
        }


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings by their first place, then by rule and message; drop exact repetitions."""
    return tuple(sorted(set(findings), key=_position))


def _position(finding: Finding) -> tuple[str, int, int, int, str, int, str, str]:
    if not finding.places:
        return ("", 0, 0, 0, "", 0, finding.rule, finding.message)
    return (*finding.places[0].position, finding.rule, finding.message)
