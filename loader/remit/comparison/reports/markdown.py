"""A redline in Markdown, for pages and pull requests: words that went are struck, words that came are bold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from remit.comparison.cells import number
from remit.comparison.entries import Entry
from remit.comparison.redline import Redline

_SIGNS = {"same": "", "gone": "~~", "new": "**"}


def as_markdown(redline: Redline) -> str:
    """Return the summary, then a table for each section."""
    word = redline.wording.word
    lines = [f"# {word('title')}", "", *(f"- {_safe(line)}" for line in redline.summary)]
    if redline.loud_headings:
        lines += ["", f"## {word('headings')}", "", *(f"- {_safe(redline.says(c))}" for c in redline.loud_headings)]
    for title, entries in redline.parts:
        lines += ["", f"## {_safe(title or word('nowhere'))}", "", *_table(entries, redline)]
    if redline.counted:
        lines += ["", f"## {word('counted')}", "", *(f"- {_safe(line)}" for line in redline.counted)]
    if redline.told_findings:
        said = (f"- **{each.severity.name}** `{each.rule}` {_safe(each.message)}" for each in redline.told_findings)
        lines += ["", f"## {word('sound')}", "", *said]
    if redline.meaning:
        lines += _impact(redline)
    return "\n".join(lines) + "\n"


def _table(entries: list[Entry], redline: Redline) -> Iterator[str]:
    word = redline.wording.word
    heads = (f"{word('number')} ({word('old')})", f"{word('number')} ({word('new')})", word("event"), word("changed"))
    yield f"| {' | '.join(heads)} |"
    yield "|---|---|---|---|"
    for entry in entries:
        titles = " ".join(f"{_SIGNS[how]}{_safe(text)}{_SIGNS[how]}" for how, text in entry.marks)
        said = redline.sentences(entry)
        said += [each for each in (redline.look(entry),) if each]
        cells = (number(entry.old), number(entry.new), titles, "<br>".join(map(_safe, said)))
        yield f"| {cells[0]} | {cells[1]} | {cells[2]} | {cells[3]} |"


def _impact(redline: Redline) -> list[str]:
    impact, word = redline.meaning, redline.wording.word
    assert impact
    lines = []
    if holders := impact.of(redline.only):
        heads = map(word, ("whom", "gained", "lost", "kept"))
        rows = ((redline.stake_name(h), *(said for _, said in redline.stake_says(h))) for h in holders)
        lines += ["", f"## {word('impact')}", "", word("sides"), "", f"| {' | '.join(heads)} |", "|---|---|---|---|"]
        lines += [f"| {' | '.join(map(_safe, row))} |" for row in rows]
    if impact.links:
        lines += ["", f"## {word('links')}", "", *(f"- {_safe(redline.link_says(each))}" for each in impact.links)]
    return lines


def _safe(text: str) -> str:
    """Return a text in which nothing is taken for a sign of Markdown or HTML."""
    return re.sub(r"([\\`*_\[\]<>|~#])", r"\\\1", " ".join(text.split()))
