"""What stands in the cells of rows that are told as one: numbers, executors, terms, remarks, each once."""

from __future__ import annotations

from collections.abc import Iterable

from remit.comparison.edition import Row


def number(rows: Iterable[Row]) -> str:
    """Return the numbers of rows; a row of a group, or without number, is called by its code."""
    return ", ".join(row.code if row.group or not row.number else row.number for row in rows)


def executors(rows: Iterable[Row]) -> str:
    """Return who is asked in rows, as written, each once."""
    return ", ".join(dict.fromkeys(duty.text for row in rows for duty in row.duties))


def term(rows: Iterable[Row]) -> str:
    """Return the terms of rows, as written, each once."""
    return "; ".join(dict.fromkeys(row.time.text for row in rows if row.time.text))


def remark(rows: Iterable[Row]) -> str:
    """Return the remarks of rows, as written, each once."""
    return "; ".join(dict.fromkeys(row.remark for row in rows if row.remark))


def arrow(old: Iterable[Row], new: Iterable[Row]) -> str:
    """Return the numbers before and after, once where they are the same."""
    return "→".join(dict.fromkeys((number(old), number(new))))
