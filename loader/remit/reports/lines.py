"""One line a finding, for editors and for `grep`.

draft.docx: page 3, row 14, Terms: warning [term-read] the term “in due course” of 1.2 is not understood. To mend: …
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from remit.findings import Finding, Severity
from remit.places import HEAD, Place
from remit.reports.checked import Checked
from remit.reports.excerpt import printable


def as_lines(checked: Checked) -> str:
    """Return a line for each finding, and a last one that counts them."""
    lines = [_line(finding, checked) for finding in checked.findings]
    return "\n".join([*lines, count(checked.findings, checked.hidden)]) + "\n"


def where(place: Place, checked: Checked) -> str:
    """Return where a finding stands, in words: `draft.docx: page 3, row 14, Terms`."""
    column = "" if place.column == HEAD else f", {checked.column(place.column, place.source)}"
    return printable(f"{place.source}: {place.spot}{column}")


def count(findings: Iterable[Finding], hidden: int = 0) -> str:
    """Return how many open findings there are of each severity, the gravest first, and how many are accepted.

    `hidden` is how many are accepted beside those among `findings`.

    >>> count([]), count([], hidden=3)
    ('nothing found', 'nothing found, 3 accepted')
    """
    kept = list(findings)
    numbers = Counter(finding.severity for finding in kept if not finding.accepted)
    parts = [_number(numbers[severity], severity) for severity in sorted(Severity, reverse=True) if numbers[severity]]
    accepted = hidden + sum(bool(finding.accepted) for finding in kept)
    return ", ".join([*(parts or ["nothing found"]), *([f"{accepted} accepted"] if accepted else [])])


def _number(number: int, severity: Severity) -> str:
    plural = "s" if number != 1 and severity is not Severity.info else ""
    return f"{number} {severity.name}{plural}"


def _line(finding: Finding, checked: Checked) -> str:
    at = where(finding.places[0], checked) + ": " if finding.places else ""
    message = sentence(finding.message)
    also = "".join(f" See also {there}." for there in elsewhere(finding, checked))
    after = f"Accepted {finding.accepted}" if finding.accepted else f"To mend: {finding.hint}"
    return printable(f"{at}{finding.severity.name} [{finding.rule}] {message}{also} {after}")


def elsewhere(finding: Finding, checked: Checked) -> list[str]:
    """Return where else to look: the first place of a finding in each further document."""
    own = finding.places[0].source if finding.places else ""
    firsts = {place.source: place for place in reversed(finding.places) if place.source != own}
    return [where(place, checked) for _, place in sorted(firsts.items())]


def sentence(message: str) -> str:
    """Return a message with the stop that ends a sentence.

    >>> sentence("the row is left out"), sentence("it has no term.")
    ('the row is left out.', 'it has no term.')
    """
    return message if message.endswith((".", "!", "?", "…")) else message + "."
