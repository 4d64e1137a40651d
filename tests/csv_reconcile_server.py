"""A reconciliation service that is not ours, on loopback: csv-reconcile of PyPI over a table of made-up names.

It is no part of the environment of the tests (it wants Flask 2): `make build/reconcile` sets up one of its own.
"""

from __future__ import annotations

import csv
import os
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from oxigraph_server import listening

PYTHON = Path(__file__).parent.parent / "build" / "reconcile" / "bin" / "python"
_RUN = "from csv_reconcile import main; main()"


@contextmanager
def csv_reconcile(folder: Path, names: Mapping[str, str]) -> Iterator[str]:
    """Serve identifiers and their names; the address of the service is yielded."""
    if not PYTHON.is_file() and not os.environ.get("CI"):
        pytest.skip("csv-reconcile is not there; make build/reconcile sets it up (50 MB, some seconds)")
    assert PYTHON.is_file(), "csv-reconcile is not there: run make build/reconcile before the tests"
    table, config = folder / "names.tsv", folder / "csv_reconcile.cfg"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, dialect="excel-tab").writerows([("id", "name"), *names.items()])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config.write_text(f"SERVER_NAME = '127.0.0.1:{port}'\n", encoding="utf-8")
    # Nothing of ours may be imported in its place.
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    run = [str(PYTHON), "-c", _RUN]
    made = subprocess.run(
        [*run, "init", "--config", str(config), str(table), "id", "name"],
        cwd=folder, env=own, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    said = {"cwd": folder, "env": own, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([*run, "serve"], **said) as server:  # type: ignore[call-overload]
        try:
            listening(port, "csv-reconcile")
            yield f"http://127.0.0.1:{port}/reconcile"
        finally:
            server.kill()
