"""Findings as annotations of GitHub's pull requests: commands that the runner of a workflow reads from the output.

::warning file=draft.txt,line=14,col=5,endColumn=9,title=term-read::the term “in due course” …
"""

from __future__ import annotations

from remit.findings import Finding, Severity
from remit.reports.checked import Checked
from remit.reports.lines import count, sentence, where
from remit.reports.regions import region
from remit.reports.sheet import Sheet

COMMANDS = {Severity.violation: "error", Severity.warning: "warning", Severity.info: "notice"}
#: What the runner reads back, in values of properties also what ends them; the sign of percent first.
_SIGNS = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_SIGNS_IN_PROPERTIES = (*_SIGNS, (":", "%3A"), (",", "%2C"))


def as_github(checked: Checked) -> str:
    """Return a command for each finding, and a last line that counts them."""
    sheet = Sheet(checked.rows, checked.findings)
    lines = [_command(finding, checked, sheet) for finding in checked.findings]
    return "\n".join([*lines, count(checked.findings, checked.hidden)]) + "\n"


def _command(finding: Finding, checked: Checked, sheet: Sheet) -> str:
    properties = {**_place(finding, checked, sheet), "title": finding.rule}
    said = ",".join(f"{name}={_escaped(value, _SIGNS_IN_PROPERTIES)}" for name, value in properties.items())
    at = f"{where(finding.places[0], checked)}: " if finding.places else ""
    message = f"{at}{sentence(finding.message)}\nTo mend: {finding.hint}"
    return f"::{COMMANDS[finding.severity]} {said}::{_escaped(message, _SIGNS)}"


def _place(finding: Finding, checked: Checked, sheet: Sheet) -> dict[str, str]:
    """Return the file of a finding, and its line and columns where the file is a text."""
    for place in finding.places[:1]:
        for document in checked.documents:
            if document.name == place.source:
                found = region(document, place, sheet.rows[sheet.spot(place).row])
                line = {"line": str(found.line)} if found else {}
                column = {"col": str(found.start), "endColumn": str(found.end)} if found and found.start else {}
                return {"file": document.path, **line, **column}
    return {}


def _escaped(text: str, signs: tuple[tuple[str, str], ...]) -> str:
    """Return a text as the runner wants it.

    >>> _escaped("50 %, and: more", _SIGNS_IN_PROPERTIES)
    '50 %25%2C and%3A more'
    """
    for sign, written in signs:
        text = text.replace(sign, written)
    return text
