"""Nothing is lost: the table can be printed again from the reading and from the graph alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from remit import bundle
from remit.documents.document import read
from remit.documents.table import as_tsv
from remit.graph.dataset import Dataset, build
from remit.places import COLUMNS
from remit.questions import ask, find, questions
from remit.questions.formats import as_tsv as answer_as_tsv
from remit.workspace import Workspace

SOURCE = bundle.folder("data") / "source" / "coomet-p1-2017.txt"


def source_rows() -> list[list[str]]:
    """Return the rows of the source's table after the declared normalisations, made here once more by hand."""
    lines = [line.split("\t") for line in SOURCE.read_text(encoding="utf-8").splitlines()]
    rows = [[cell.strip() for cell in [*line, "", "", "", "", ""][:5]] for line in lines]
    header = next(i for i, row in enumerate(rows) if row[0] == "No.")
    kept = [row for row in rows[header:] if any(row) and row[0] != "No."]  # blank rows, repeated headers
    whole: list[list[str]] = []
    for row in kept:
        continues = not row[0] and (not row[1] or row[1].startswith("measuring instruments, ect"))
        if continues:  # the two rows of P1/2017 that a page break cuts
            whole[-1] = [" ".join(filter(None, pair)) for pair in zip(whole[-1], row, strict=True)]
        else:
            whole.append(row)
    return whole


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return build([read(SOURCE)])


def rows_of(tsv: str) -> list[list[str]]:
    return [line.split("\t") for line in tsv.splitlines()]


def test_the_reading_gives_back_every_cell() -> None:
    header, *rows = rows_of(as_tsv(read(SOURCE)))

    assert header == list(COLUMNS)
    assert rows == source_rows()


def test_the_graph_alone_gives_back_every_cell(dataset: Dataset) -> None:
    question = find(questions([bundle.folder("queries")]), "programme-table")

    answer = ask(dataset.store(), question, {"revision": "p1/2017"})

    assert rows_of(answer_as_tsv(answer))[1:] == source_rows()


# --- the declared normalisations, one test each ---------------------------------------------------


def table_of(tmp_path: Path, *lines: str) -> list[list[str]]:
    path = tmp_path / "programme.txt"
    header = "No.\tName of event\tTerms\tExecutors\tRemarks"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return rows_of(as_tsv(read(path, Workspace.bundled())))[1:]


def test_blanks_around_a_cell_are_dropped(tmp_path: Path) -> None:
    assert table_of(tmp_path, "1.1\t  A  b \t2017 \t TC 2\t") == [["1.1", "A  b", "2017", "TC 2", ""]]


def test_names_of_persons_are_left_out(tmp_path: Path) -> None:
    rows = table_of(tmp_path, "1.1\tA\t2017\tTC 2, Dr. J. Example (WG 9), Example, K.; TC 3\t")

    assert rows == [["1.1", "A", "2017", "TC 2, [person] (WG 9), [person 2]; TC 3", ""]]


def test_blank_rows_and_repeated_headers_are_dropped(tmp_path: Path) -> None:
    again = "No.\tName of event\tTerms\tExecutors\tRemarks"

    rows = table_of(tmp_path, "1.1\tA\t2017\tTC 2\t", "", again, "1.2\tB\t2017\tTC 2\t")

    assert [row[0] for row in rows] == ["1.1", "1.2"]


def test_a_row_cut_by_a_page_break_is_one_row(tmp_path: Path) -> None:
    again = "No.\tName of event\tTerms\tExecutors\tRemarks"

    rows = table_of(tmp_path, "1.1\tA review of\t2017\tTC 2,\t", "", again, "\tthe rules\t\tTC 4\t")

    assert rows == [["1.1", "A review of the rules", "2017", "TC 2, TC 4", ""]]


def test_dashes_are_kept_as_they_stand(tmp_path: Path) -> None:
    for dash in ("-", " - ", "–", " –", "—"):
        assert table_of(tmp_path, f"1.1\tA\t2017{dash}2019\tTC 2\t")[0][2] == f"2017{dash}2019"
