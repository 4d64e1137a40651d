"""Cells of terms and of executors as real plans of many kinds have them, their meanings written before they were read.

`tests/cells/terms.tsv` and `tests/cells/executors.tsv` say what each means; where people would differ, more is right.
What is not read yet stands in them with a line `# not read` before it, and a test says when that is no longer so.
"""

from __future__ import annotations

from pathlib import Path

from remit.reading import Cell
from remit.understand.executors import read_executors
from remit.understand.terms import read_term
from test_executors import EMPTY
from test_terms import LANGUAGES, short

CELLS = Path(__file__).parent / "cells"
UNREAD = "# not read"


def cells(name: str, known: bool) -> list[list[str]]:
    lines = (CELLS / name).read_text(encoding="utf-8").splitlines()
    before = ["", *lines]
    rows = [line.split("\t") for old, line in zip(before, lines, strict=False)
            if not line.startswith("#") and old.startswith(UNREAD) != known]  # fmt: skip
    rows = [[part.replace("\\n", "\n") for part in row] for row in rows]
    return [[*row[:-1], *([""] if len(row) < 3 else []), row[-1]] for row in rows]


def term(code: str, years: str, text: str) -> str:
    first, _, last = years.partition("-")
    return short(read_term(text, LANGUAGES[code], (int(first), int(last)) if years else (None, None)))


def executors(code: str, text: str) -> str:
    lexicon = EMPTY[code]
    found = read_executors(Cell(text), lexicon)
    said = [f"{e.role}·{lexicon.bare(e.name)}".rstrip("·") if e.holder or "unread" not in e.readings
            else "person" if "person-named" in e.readings else f"unread·{e.text}" for e in found]  # fmt: skip
    return "; ".join(said)


def test_the_terms_of_real_plans_are_read() -> None:
    read = [(row, term(*row[:3])) for row in cells("terms.tsv", known=True)]

    wrong = [(row, found) for row, found in read if found not in row[3].split(" || ")]
    assert [f"{code}: {text!r} is {found!r}, not {truth!r}" for (code, _, text, truth), found in wrong] == []


def test_the_executors_of_real_plans_are_read() -> None:
    read = [(row, executors(*row[:2])) for row in cells("executors.tsv", known=True)]

    wrong = [(row, found) for row, found in read if found not in row[2].split(" || ")]
    assert [f"{code}: {text!r} is {found!r}, not {truth!r}" for (code, text, truth), found in wrong] == []
