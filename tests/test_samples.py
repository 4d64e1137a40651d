"""The samples in `tests/documents` are read: the same cells, whatever program and format wrote them."""

from __future__ import annotations

from pathlib import Path

import pytest

from remit.formats.formats import FORMATS, recognise
from remit.formats.row import Row

SAMPLES = Path(__file__).parent / "documents"
HEADER = ["No.", "Name of event", "Terms", "Executors", "Remarks"]


def rows(name: str) -> list[Row]:
    path = SAMPLES / name
    data = path.read_bytes()
    return FORMATS[recognise(data, path)](data, path)


def cells(found: list[Row]) -> list[list[str]]:
    texts = [[cell.text for cell in row.cells] for row in found]
    return texts[texts.index(HEADER) :]


def test_page_and_spreadsheet_of_p1_2017_hold_the_same_cells() -> None:
    page, sheet = cells(rows("coomet-p1-2017.html")), cells(rows("coomet-p1-2017.xlsx"))

    assert page == sheet
    assert len(page) == 71


@pytest.mark.parametrize(
    ("number", "term"), [("1.1", "2017"), ("2.1.10", "2017–2019"), ("2.4.1", "2016"), ("2.4.10", "")]
)
def test_numbers_typed_as_numbers_are_read_as_shown(number: str, term: str) -> None:
    found = {row[0]: row for row in cells(rows("coomet-p1-2017.xlsx"))}

    assert found[number][2] == term


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_a_sample_is_small(path: Path) -> None:
    assert path.stat().st_size < 60_000
