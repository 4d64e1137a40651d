"""Findings for people, as the best compilers print them: each cell once, under it all that is to be said of it.

draft.docx: page 3, row 14, Name of event
    │ Signing the Memorandum of Understanding between the Guild and EEC
    │                                                               ^^^
    warning [abbreviation-unambiguous] “EEC” in event 1.6 can be read in more than one way.
        to mend: write the name in full.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from remit.findings import Finding, Severity
from remit.places import Place
from remit.reports.checked import Checked
from remit.reports.excerpt import Excerpt, Span, excerpt, printable
from remit.reports.lines import count, elsewhere, where
from remit.reports.sheet import Sheet, Spot, by_cell

#: ANSI colours by severity, and how the rest is set off; only for a terminal that shows them.
COLOURS = {Severity.violation: "31", Severity.warning: "33", Severity.info: "36"}
_BOLD, _FAINT = "1", "2"
_EMPTY = "(nothing stands here)"
_MARGIN = "    │ "
#: A terminal narrower than this is not heeded.
_LEAST = 40


def as_text(checked: Checked) -> str:
    """Return a block for each cell, and a last line that counts the findings; first what has no place."""
    return "\n\n".join([*as_blocks(checked), count(checked.findings, checked.hidden)]) + "\n"


def as_blocks(checked: Checked) -> list[str]:
    """Return a block for each cell; first what has no place."""
    sheet = Sheet(checked.rows, checked.findings)
    blocks = ["\n".join(_said(finding, checked, "")) for finding in checked.findings if not finding.places]
    return [*blocks, *(_block(place, spot, found, sheet, checked) for place, spot, found in by_cell(checked, sheet))]


def _block(
    place: Place, spot: Spot, found: Sequence[tuple[list[Spot], Finding]], sheet: Sheet, checked: Checked
) -> str:
    """Return a cell with its findings: those that mean the same words under one line of carets."""
    text = sheet.cell(spot).text
    spans = [_spans(spots) for spots, _ in found]
    flat = list(dict.fromkeys(span for each in spans for span in each))
    shown = excerpt(text, flat, checked.width - len(_MARGIN))
    marks = dict(zip(flat, shown.marks, strict=True))
    lines = [_painted(where(place, checked), _BOLD, checked), _MARGIN + (shown.line or _EMPTY)]
    for index, (_, finding) in enumerate(found):
        if index == 0 or spans[index] != spans[index - 1]:
            lines += _pointing([marks[span] for span in spans[index]], shown, finding, checked)
        lines += _said(finding, checked, "    ")
    return "\n".join(lines)


def _spans(spots: Sequence[Spot]) -> list[Span]:
    return [(spot.start, spot.end) for spot in spots if spot.end > spot.start]


def _pointing(marks: Sequence[Span], shown: Excerpt, finding: Finding, checked: Checked) -> list[str]:
    """Return the line of carets; none where the cell is empty or the words did not fit."""
    line = shown.carets(*(mark for mark in marks if mark[0] < mark[1]))
    return [_MARGIN + _painted(line, COLOURS[finding.severity], checked)] if line else []


def _said(finding: Finding, checked: Checked, indent: str) -> list[str]:
    """Return what a finding says and how to mend it, or why it is left as it is."""
    severity = _painted(finding.severity.name, f"{_BOLD};{COLOURS[finding.severity]}", checked)
    rule, begins = _painted(f"[{finding.rule}]", _FAINT, checked), f"{finding.severity.name} [{finding.rule}]"
    first, *rest = _parted(f"{begins} {printable(finding.message)}", indent, checked)
    said = [f"{indent}{severity} {rule}{first[len(indent) + len(begins) :]}", *rest]
    also = [f"{indent}    see also: {there}" for there in elsewhere(finding, checked)]
    after = f"accepted {finding.accepted}" if finding.accepted else f"to mend: {finding.hint}"
    return [*said, *also, *_parted(printable(after), f"{indent}    ", checked)]


def _parted(sentence: str, indent: str, checked: Checked) -> list[str]:
    """Return a sentence in one line, or in lines that fit the terminal, the further ones set in."""
    if not checked.wraps:
        return [f"{indent}{sentence}"]
    return textwrap.wrap(
        sentence,
        max(checked.width, len(indent) + _LEAST),
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _painted(text: str, code: str, checked: Checked) -> str:
    return f"\033[{code}m{text}\033[0m" if checked.colour else text
