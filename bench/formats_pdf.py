"""Print how fast a PDF is read and how many of its cells are right, beside other readers that are installed.

    python bench/formats_pdf.py [runs]

Others are measured where they are installed (`make bench-others` sets them up); they are no dependency.
The first reading of each is not counted, so that what they load once costs nothing; CPU time counts all threads and
children.
A cell is right when its text, blanks aside, is one of the source's.
Cells that a page break of the PDF or of the source cuts count as wrong, for all readers alike: rows are joined later.
"""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commands import work_seconds
from remit import bundle
from remit.formats.pdf import rows_of_pdf
from remit.formats.text import rows_of_text

PDF = Path(__file__).resolve().parent.parent / "tests" / "documents" / "p1-2017-portrait.pdf"
PAGES, RUNS, AIM = 8, 5, 20
Cells = list[str]


def remit() -> Cells:
    """Read with Remit."""
    return [cell.text for row in rows_of_pdf(PDF.read_bytes(), PDF) if row.table for cell in row.cells]


def pdfplumber() -> Cells:
    """Read with pdfplumber."""
    library: Any = importlib.import_module("pdfplumber")
    with library.open(PDF) as document:
        tables = [table for page in document.pages for table in page.extract_tables()]
    return [cell or "" for table in tables for row in table for cell in row]


def camelot() -> Cells:
    """Read with camelot, by ruling lines."""
    tables: Any = importlib.import_module("camelot").read_pdf(str(PDF), pages="all", flavor="lattice")
    return [str(cell) for table in tables for row in table.df.values.tolist() for cell in row]


def docling() -> Cells:
    """Read with docling and its models, which it fetches when it is first used."""
    tables = _docling().convert(PDF).document.tables
    return [str(cell.text) for table in tables for cell in table.data.table_cells]


def docling_without_models() -> Cells:
    """Read with docling's pipeline that needs no models: pieces of text, no tables."""
    native: Any = importlib.import_module("docling.document_converter").NativePdfFormatOption
    kind: Any = importlib.import_module("docling.datamodel.base_models").InputFormat
    found = _docling(format_options={kind.PDF: native()}).convert(PDF).document
    return [str(text.text) for text in found.texts] + [
        str(cell.text) for table in found.tables for cell in table.data.table_cells
    ]


def _docling(**options: Any) -> Any:
    return importlib.import_module("docling.document_converter").DocumentConverter(**options)


@dataclass(frozen=True)
class Reader:
    """What reads the PDF, its name in the table, the package that it needs, and how much faster Remit is to be."""

    name: str
    package: str
    read: Callable[[], Cells]
    aim: float = 0


@dataclass(frozen=True)
class Measured:
    """What came of a reader: CPU seconds, how many cells, and the share of the source's that are right."""

    seconds: float
    cells: int
    right: float


READERS = (
    Reader("remit", "remit", remit),
    Reader("pdfplumber", "pdfplumber", pdfplumber),
    Reader("camelot", "camelot", camelot, aim=20),
    Reader("docling", "docling", docling, aim=20),
    Reader("docling, no models", "docling", docling_without_models),
)


def wanted() -> Counter[str]:
    """Return the cells of the source as its lines have them, blanks aside."""
    source = bundle.folder("data") / "source" / "coomet-p1-2017.txt"
    rows = [[cell.text for cell in row.cells] for row in rows_of_text(source.read_bytes(), source)]
    return Counter(key for cells in rows if cells[0][:1].isdigit() for text in cells if (key := "".join(text.split())))


def right(cells: Cells) -> float:
    """Return the share of the source's cells that stand among `cells`."""
    truth, got = wanted(), Counter("".join(text.split()) for text in cells)
    return sum((truth & got).values()) / sum(truth.values())


def measured(reader: Reader, runs: int) -> Measured | str:
    """Return what came of a reader, or why nothing did."""
    if importlib.util.find_spec(reader.package) is None:
        return "not installed; make bench-others sets it up"
    try:
        cells = reader.read()
    except Exception as error:  # whatever another's reader raises; docling's models come from a hub
        return f"not measured: {type(error).__name__}: {str(error).splitlines()[0][:90]}"
    return Measured(work_seconds(reader.read, runs), len(cells), right(cells))


def line(found: Measured, ours: Measured, aim: float) -> str:
    """Return the figures of a reader beside ours.

    >>> line(Measured(2.0, 400, 0.9), Measured(0.1, 400, 0.9), 20)
    '   2.000     0.50       200   90.0%    20.0   aim: at least 20 and no more cells right, kept'
    """
    ratio = found.seconds / ours.seconds
    kept = "kept" if _kept(found, ours, aim) else "MISSED"
    said = f"   aim: at least {aim:g} and no more cells right, {kept}" if aim else ""
    speed = f"{found.seconds:8.3f} {1 / found.seconds:8.2f} {found.cells / found.seconds:9.0f}"
    return f"{speed} {found.right:7.1%} {ratio:7.1f}{said}"


def _kept(found: Measured, ours: Measured, aim: float) -> bool:
    return not aim or (found.seconds / ours.seconds >= aim and found.right <= ours.right)


def main(runs: int) -> int:
    """Measure and print one line a reader; return 1 when an aim is missed."""
    print(f"{f'one PDF of {PAGES} pages':<20} {'CPU s':>8} {'docs/s':>8} {'cells/s':>9} {'right':>7} {'ratio':>7}")
    ours: Measured | None = None
    missed = 0
    for reader in READERS:
        found = measured(reader, runs)
        if isinstance(found, str):
            print(f"{reader.name:<20} {found}", flush=True)
            continue
        ours = ours or found
        missed += not _kept(found, ours, reader.aim)
        print(f"{reader.name:<20} {line(found, ours, reader.aim)}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS))
