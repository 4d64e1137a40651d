"""Print how many documents and cells of each format are read a second, and how many cells are right.

    python bench/formats.py [runs]

Each is P1/2017 in one format, read in this process; CPU time, the median of the runs, the first one not counted.
*rows* is the reader of the format alone, *whole* is all of `remit.read`: rows, columns, terms, executors, mentions.
A cell is right when an event of the reading has the same text in the same column as the reading of the text dump.
"""

from __future__ import annotations

import csv
import io
import sys
import tempfile
from pathlib import Path

import remit
from commands import work_seconds
from remit import Reading, Workspace, bundle
from remit.formats.formats import FORMATS, recognise

DOCUMENTS = Path(__file__).resolve().parent.parent / "tests" / "documents"
RUNS = 5
_SPEEDS = f"{'rows: docs/s':>13} {'cells/s':>9} {'whole: docs/s':>14} {'cells/s':>9} {'right':>8}"
HEAD = f"{'P1/2017':<22} {'format':<9} {_SPEEDS}"
COLUMNS = ("No.", "Name of event", "Terms", "Executors", "Remarks")


def documents(folder: Path) -> list[Path]:
    """Return P1/2017 in every format; those that are plain text are written to `folder` from the text dump."""
    source = bundle.folder("data") / "source" / "coomet-p1-2017.txt"
    rows = [[*cells, *[""] * 5][:5] for cells in map(_cells, _plan(source))]
    texts = {"csv": _separated(rows, ","), "tsv": _separated(rows, "\t"), "md": _markdown(rows)}
    for suffix, text in texts.items():
        (folder / f"p1-2017.{suffix}").write_text(text, encoding="utf-8")
    office = [path for path in DOCUMENTS.glob("*p1-2017*") if path.suffix != ".txt"]
    return [source, *sorted([*office, *folder.glob("p1-2017.*")], key=lambda path: (path.suffix, path.name))]


def _plan(source: Path) -> list[str]:
    """Return the lines of the text dump from its column names on."""
    lines = source.read_text(encoding="utf-8").splitlines()
    return lines[next(at for at, line in enumerate(lines) if line.startswith(COLUMNS[0])) :]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("\t")]


def _separated(rows: list[list[str]], delimiter: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue()


def _markdown(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---|---|---|---|---|", *lines[1:]]) + "\n"


def cells(reading: Reading) -> dict[tuple[str, str], str]:
    """Return the text of every cell of every event, by event and column."""
    every = ((event.id, name, cell) for event in reading.events for name, cell in event.cells.items())
    return {(event, name): text for event, name, cell in every if (text := "".join(cell.text.split()))}


def main(runs: int) -> int:
    """Measure and print one line a document; return 1 when a cell is not right."""
    workspace = Workspace.bundled()
    wrong = 0
    print(HEAD)
    with tempfile.TemporaryDirectory() as folder:
        paths = documents(Path(folder))
        truth = cells(remit.read(paths[0], workspace))
        for path in paths:
            found = cells(remit.read(path, workspace))
            right = sum(found.get(key) == text for key, text in truth.items()) / len(truth)
            wrong += right < 1
            print(f"{path.name:<22} {_line(path, workspace, runs, len(truth))} {right:8.2%}", flush=True)
    return 1 if wrong else 0


def _line(path: Path, workspace: Workspace, runs: int, many: int) -> str:
    data = path.read_bytes()
    form = recognise(data, path)
    held = sum(bool(cell.text) for row in FORMATS[form](data, path) for cell in row.cells)
    rows = work_seconds(lambda: FORMATS[form](data, path), runs)
    whole = work_seconds(lambda: remit.read(path, workspace), runs)
    return f"{form:<9} {1 / rows:13.1f} {held / rows:9.0f} {1 / whole:14.1f} {many / whole:9.0f}"


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS))
