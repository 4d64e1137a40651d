"""Print how fast a PDF is read and how many cells are right, beside other readers that are installed.

    python bench/formats_pdf.py [runs]

Others (pdfplumber, camelot, docling) are measured where they are installed; they are no dependency.
A cell is right when its text, blanks aside, is one of the source's; CPU time counts children too.
"""

from __future__ import annotations

import importlib.util
import resource
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from remit import bundle
from remit.formats.pdf import rows_of_pdf
from remit.formats.text import rows_of_text

PDF = Path(__file__).resolve().parent.parent / "tests" / "documents" / "p1-2017-portrait.pdf"
PAGES, RUNS = 8, 5
Cells = list[str]


def ours() -> Cells:
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
    """Read with docling and its models."""
    converter: Any = importlib.import_module("docling.document_converter").DocumentConverter()
    tables = converter.convert(PDF).document.tables
    return [str(cell.text) for table in tables for cell in table.data.table_cells]


READERS: tuple[Callable[[], Cells], ...] = (ours, pdfplumber, camelot, docling)


def wanted() -> Counter[str]:
    """Return the cells of the source that no page break cuts, blanks aside."""
    source = bundle.folder("data") / "source" / "coomet-p1-2017.txt"
    rows = [[cell.text for cell in row.cells] for row in rows_of_text(source.read_bytes(), source)]
    return Counter(key for cells in rows if cells[0][:1].isdigit() for text in cells if (key := "".join(text.split())))


def right(cells: Cells) -> float:
    """Return the share of the source's cells that stand among `cells`."""
    truth, got = wanted(), Counter("".join(text.split()) for text in cells)
    return sum((truth & got).values()) / sum(truth.values())


def seconds(read: Callable[[], Cells]) -> float:
    """Return the CPU seconds of one reading, of this process and its children."""
    before = _used()
    read()
    return _used() - before


def _used() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def main(runs: int) -> None:
    """Measure and print one line a reader."""
    print(f"{'reader':<12} {'CPU s':>8} {'pages/s':>9} {'cells/s':>9} {'right':>8} {'ratio':>7}")
    base = 0.0
    for read in READERS:
        if read is not ours and importlib.util.find_spec(read.__name__) is None:
            print(f"{read.__name__:<12} not installed")
            continue
        cells = read()
        took = median(seconds(read) for _ in range(runs))
        base = base or took
        speed = f"{PAGES / took:9.1f} {len(cells) / took:9.0f}"
        print(f"{read.__name__:<12} {took:8.3f} {speed} {right(cells):8.2%} {took / base:7.1f}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
