"""A redline for the terminal: a summary, then each changed event with the words that went and came.

2 Legal metrology

  2.1.3 → 2.1.4  (page 2, row 14 → page 3, row 17)
      Development of [-the-] {+a+} guide
      TC 4 is asked as well.

Words that went are struck and red, words that came underlined and green, where the terminal shows colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from wcwidth import wcswidth

from remit.comparison.cells import number
from remit.comparison.entries import Entry
from remit.comparison.impact import Differs
from remit.comparison.redline import Redline
from remit.comparison.texts import Mark
from remit.reports.excerpt import printable
from remit.reports.text import COLOURS

_BOLD, _FAINT = "1", "2"
#: How a stretch is set off: with colours, and without.
_COLOURS = {"gone": "31;9", "new": "32;4"}
_SIGNS = {"gone": ("[-", "-]"), "new": ("{+", "+}")}
_INDENT = "      "


def as_text(redline: Redline) -> str:
    """Return the summary, the headings, the rows by section, what is only counted, what it means."""
    nowhere = redline.wording.word("nowhere")
    lines = [*map(printable, redline.summary), ""]
    lines += [printable(redline.says(change)) for change in redline.loud_headings]
    for title, entries in redline.parts:
        lines += ["", _painted(printable(title) or nowhere, _BOLD, redline), ""]
        for entry in entries:
            lines += [*_entry(entry, redline), ""]
    if redline.counted:
        counted = _painted(redline.wording.word("counted"), _BOLD, redline)
        lines += ["", counted, *map(printable, redline.counted)]
    if redline.told_findings:
        lines += ["", *_findings(redline)]
    if redline.meaning:
        lines += ["", *_impact(redline)]
    return "\n".join(_without_double_blanks(lines)) + "\n"


def _findings(redline: Redline) -> Iterator[str]:
    yield _painted(redline.wording.word("sound"), _BOLD, redline)
    for finding in redline.told_findings:
        severity = _painted(finding.severity.name, COLOURS[finding.severity], redline)
        yield f"  {severity} [{finding.rule}] {printable(finding.message)}"
        yield f"{_INDENT}{_painted(printable(redline.where(finding)), _FAINT, redline)}"


def _entry(entry: Entry, redline: Redline) -> Iterator[str]:
    old, new = number(entry.old), number(entry.new)
    name = f"{old} → {new}" if old and new and old != new else new or old
    sign = {(True, False): "− ", (False, True): "+ "}.get((bool(old), bool(new)), "")
    spots = " → ".join(dict.fromkeys(filter(None, redline.spots(entry))))
    where = _painted(f"({spots})" if spots else "", _FAINT, redline)
    yield f"  {_painted(printable(sign + name), _BOLD, redline)}  {where}"
    yield from _wrapped(entry.marks, redline)
    yield from (f"{_INDENT}{printable(said)}" for said in redline.sentences(entry))
    if look := redline.look(entry):
        yield f"{_INDENT}{redline.wording.word('doubtful')}: {look}"


def _wrapped(marks: Iterable[Mark], redline: Redline) -> Iterator[str]:
    """Yield the words of two titles in lines of the width that there is."""
    line, length = "", 0
    for word, painted in _words(marks, redline):
        columns = max(wcswidth(word), 0)
        if line and length + 1 + columns > redline.width - len(_INDENT):
            yield _INDENT + line
            line, length = "", 0
        line = f"{line} {painted}" if line else painted
        length += columns + (1 if length else 0)
    if line:
        yield _INDENT + line


def _words(marks: Iterable[Mark], redline: Redline) -> Iterator[tuple[str, str]]:
    """Yield each word as it takes room and as it is printed."""
    for how, text in marks:
        words = printable(text).split()
        if how != "same" and not redline.colour and words:
            words[0] = _SIGNS[how][0] + words[0]
            words[-1] += _SIGNS[how][1]
        for word in words:
            yield word, _painted(word, _COLOURS[how], redline) if how != "same" else word


def _impact(redline: Redline) -> Iterator[str]:
    impact, word = redline.meaning, redline.wording.word
    assert impact
    holders = impact.of(redline.only)
    if holders:
        yield from (_painted(word("impact"), _BOLD, redline), f"  {word('sides')}")
    for each in holders:
        yield f"  {printable(redline.stake_name(each))}"
        yield from (f"{_INDENT}{name}: {printable(said)}" for name, said in redline.stake_says(each) if said)
    if impact.reused:
        names = ", ".join(code for code, _, _ in impact.reused)
        yield from ("", f"{_painted(word('reused'), _BOLD, redline)}: {len(impact.reused)} ({printable(names)})")
    if impact.links:
        yield from ("", _painted(word("links"), _BOLD, redline))
        yield from (f"  {printable(redline.link_says(each))}" for each in impact.links)
    answers = impact.answers_for(redline.only)
    if answers:
        yield from ("", _painted(word("questions"), _BOLD, redline))
    for name, group in groupby(answers, lambda each: each.name):
        yield f"  {name}: " + "; ".join(_answer(each, redline) for each in group)


def _answer(answer: Differs, redline: Redline) -> str:
    about = f"{redline.wording.thing(answer.body)} " if answer.body else ""
    return f"{about}{answer.before} → {answer.after} (−{answer.lost} +{answer.gained})"


def _painted(text: str, code: str, redline: Redline) -> str:
    return f"\033[{code}m{text}\033[0m" if redline.colour and text else text


def _without_double_blanks(lines: Iterable[str]) -> Iterator[str]:
    before = "."
    for line in (each.rstrip() for each in lines):
        if line or before:
            yield line
        before = line
