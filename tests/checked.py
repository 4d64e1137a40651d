"""What was checked, for the tests of reports: a fictional programme and P1/2017."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from remit import bundle
from remit.checking import check_subject
from remit.findings import Finding, Severity
from remit.places import Place
from remit.reports.checked import Checked
from remit.workspace import Workspace

TESTS = Path(__file__).parent
LANTERN = TESTS / "documents" / "lantern-en.txt"
P1 = bundle.folder("data") / "source" / "coomet-p1-2017.txt"
#: The rules of which the golden files of the fictional programme speak.
RULES = (
    "abbreviation-unambiguous",
    "executors-separated",
    "header-repeated",
    "number-present",
    "row-rejoined",
    "term-present",
    "term-ordered",
    "term-read",
    "term-within-period",
)


@cache
def checked(path: Path) -> Checked:
    """Return what is found in a document; its path is told as its name, wherever the tests run."""
    found = check_subject(path, Workspace.bundled())
    return replace(found, documents=tuple(replace(each, path=each.name) for each in found.documents))


def lantern() -> Checked:
    """Return what some rules find in the fictional programme."""
    found = checked(LANTERN)
    return replace(found, findings=tuple(each for each in found.findings if each.rule in RULES))


def p1() -> Checked:
    """Return all that is found in P1/2017."""
    return checked(P1)


def finding(message: str, *places: Place, rule: str = "term-read", hint: str = "mend it.") -> Finding:
    """Return a warning."""
    return Finding(rule, Severity.warning, message, hint, places)
