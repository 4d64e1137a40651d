"""How work programmes are laid out: quarters and months with marks, a table a chapter, persons beside bodies.

Documents and truths (`documents/layouts/`) were written together before any program had read the documents; all are
fictional. Where the truth allowed several fair readings of a cell, the table has the one that is read.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from remit import read
from remit.reading import Event, Reading

FOLDER = Path(__file__).parent / "documents" / "layouts"
DOCUMENTS = ["mauern-de.html", "muzei-ru.pdf", "skerry-en.docx", "tarn-en.xlsx"]
PERIODS = {"mauern-de": (2032, 2034), "muzei-ru": (2036, 2036), "skerry-en": (2035, 2035), "tarn-en": (2033, 2034)}
#: Surnames of the made-up persons in a column of skerry-en.docx.
PERSONS = ("Fennimore", "Brask", "Undset", "Tangen", "Moe", "Lie")


@cache
def reading(name: str) -> Reading:
    return read(FOLDER / name)


def said(event: Event, titles: dict[str, str]) -> list[str]:
    """Return an event as the table of its truth has it."""
    bounds = (event.term.start, event.term.end)
    written = "" if bounds == (None, None) else " " + "..".join("" if each is None else str(each) for each in bounds)
    executors = "; ".join(f"{executor.role} {executor.text}" for executor in event.executors)
    return [event.number, titles.get(event.section, ""), event.title, event.term.kind + written, executors]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_field_is_read_as_the_truth_has_it(name: str) -> None:
    lines = (FOLDER / name).with_suffix(".tsv").read_text(encoding="utf-8").splitlines()
    titles = {section.number: section.title for section in reading(name).sections}

    found = [said(event, titles) for event in reading(name).events]

    assert found == [line.split("\t") for line in lines if not line.startswith("#")]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_period_is_that_of_the_title(name: str) -> None:
    programme = reading(name).programme

    assert (programme.start, programme.end) == PERIODS[Path(name).stem]


def test_no_name_of_the_column_of_persons_is_read() -> None:
    whole = repr(reading("skerry-en.docx"))

    assert not re.search(rf"\b(?:{'|'.join(PERSONS)})\b", whole)
    assert [finding.rule for finding in reading("skerry-en.docx").findings].count("persons-left-out") == 1
