"""Print an answer: a table for people, CSV, TSV, JSON and Markdown for the rest.

The table is our own: it is forty lines, while the packages that draw tables cost ten to forty milliseconds to import.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import Any

from remit.questions.answer import Answer, Value
from remit.questions.question import Question

GAP = "  "
#: A column is not made narrower than its longest word, nor a long word than this, unless nothing else is left.
WORD = 15
NARROWEST = 6
#: How much of a text a table shows; the other formats have it whole.
LONGEST = 5_000
#: What a terminal would obey, and what turns the direction of what is read.
_STEERING = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")


def as_table(answer: Answer, width: int = 80, *, why: bool = False) -> str:
    """Return the answer aligned in columns and wrapped to `width`; with `why`, each row is followed by its receipts."""
    if not answer.rows:
        return _none(answer)
    rows = [[_shown(_text(value)) for value in row] for row in answer.rows]
    widths = _widths([list(answer.columns), *rows], width)
    lines = [*_lines(answer.columns, widths), _rule(widths)]
    for row, receipts in zip(rows, answer.receipts, strict=True):
        lines += _lines(row, widths)
        lines += [_indented(_shown(f"because {receipt}"), width) for receipt in receipts] if why else []
    return "\n".join(lines) + "\n"


def as_csv(answer: Answer) -> str:
    """Return the answer as CSV (RFC 4180, but with plain line ends), the names of the columns first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([_text(value) for value in row] for row in answer.rows)
    return out.getvalue()


def as_tsv(answer: Answer) -> str:
    """Return the answer with tabs between the cells and nothing quoted; a tab or line end in a cell becomes a blank."""
    rows = [answer.columns, *answer.rows]
    return "".join("\t".join(_flat(_text(value)) for value in row) + "\n" for row in rows)


def as_json(answer: Answer, *, why: bool = False) -> str:
    """Return the answer as JSON: rows by column, the IRIs behind the names and, with `why`, the receipts.

    Where the question asks live services, `partial` says what these left out, and is empty where that is nothing.
    """
    whole: dict[str, Any] = {
        "question": answer.question.name,
        "parameters": dict(answer.parameters),
        "columns": list(answer.columns),
        "rows": [dict(zip(answer.columns, row, strict=True)) for row in answer.rows],
        "iris": [dict(row) for row in answer.iris],
    }
    if answer.question.services:
        whole["partial"] = list(answer.partial)
    if why:
        whole["receipts"] = [[receipt.as_json() for receipt in row] for row in answer.receipts]
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def as_markdown(answer: Answer, *, why: bool = False) -> str:
    """Return the answer as a Markdown table; with `why`, the receipts stand in a last column.

    Below it stands what live services left out.
    """
    left_out = "".join(f"\nThis is a part of the answer: {_flat(each)}.\n" for each in answer.partial)
    if not answer.rows:
        return _none(answer) + left_out
    head = [*answer.columns, *(["because"] if why else [])]
    lines = [head, ["---"] * len(head)]
    for row, receipts in zip(answer.rows, answer.receipts, strict=True):
        lines.append([_text(value) for value in row] + (["; ".join(map(str, receipts))] if why else []))
    return "".join("| " + " | ".join(_escaped(cell) for cell in line) + " |\n" for line in lines) + left_out


def list_as_table(catalogue: Iterable[Question], width: int = 80) -> str:
    """Return the questions with their parameters, for people."""
    rows = [["name", "question", "parameters"]]
    rows += [[each.name, each.question, ", ".join(p.name for p in each.parameters)] for each in catalogue]
    widths = _widths(rows, width)
    lines = [_lines(row, widths) for row in rows]
    lines.insert(1, [_rule(widths)])
    return "".join(line + "\n" for row in lines for line in row)


def list_as_json(catalogue: Iterable[Question]) -> str:
    """Return the questions with parameters and columns as JSON."""
    whole = {"questions": [question.as_json() for question in catalogue]}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _none(answer: Answer) -> str:
    return f"No rows: {answer.question.none}.\n"


def _text(value: Value) -> str:
    return "" if value is None else str(value)


def _shown(text: str) -> str:
    """Return a text as a person sees it: without what steers a terminal, and of an endless one the beginning."""
    begins = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return _STEERING.sub("�", begins)


def _flat(text: str) -> str:
    return " ".join(text.splitlines()).replace("\t", " ")


def _escaped(text: str) -> str:
    return _flat(text).replace("\\", "\\\\").replace("|", "\\|")


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Give each column what it needs; where that is too much, take where it costs the fewest lines until it fits."""
    columns = [[_flat(cell) for cell in column] for column in zip(*rows, strict=True)]
    sizes = [max(map(len, column)) for column in columns]
    words = [max(len(word) for cell in column for word in cell.split() or [""]) for column in columns]
    least = [min(word, WORD) for word in words]
    mass = [sum(map(len, column)) for column in columns]
    room = width - len(GAP) * (len(sizes) - 1)
    while sum(sizes) > room:
        loose = [i for i, size in enumerate(sizes) if size > max(least[i], 2)]
        if not loose and max(sizes) <= NARROWEST:
            return sizes
        cheapest = min(loose, key=lambda i: mass[i] / (sizes[i] * (sizes[i] - 1))) if loose else sizes.index(max(sizes))
        sizes[cheapest] -= 1
    return sizes


def _lines(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = [wrap(_flat(cell), size) or [""] for cell, size in zip(row, widths, strict=True)]
    height = max(map(len, cells))
    filled = [cell + [""] * (height - len(cell)) for cell in cells]
    return [_line(parts, widths) for parts in zip(*filled, strict=True)]


def _line(parts: Sequence[str], widths: Sequence[int]) -> str:
    return GAP.join(part.ljust(size) for part, size in zip(parts, widths, strict=True)).rstrip()


def _rule(widths: Sequence[int]) -> str:
    return GAP.join("─" * size for size in widths)


def _indented(text: str, width: int) -> str:
    return "\n".join(wrap(_flat(text), width, initial_indent="    ", subsequent_indent="      "))
