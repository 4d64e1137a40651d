"""The files of links are valid SSSOM by the word of somebody else's program: sssom-py, which leaves no row out.

sssom-py is no part of the environment of the tests (390 MB): `make build/sssom` sets up one of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from remit import bundle
from remit.links import sssom

HERE = Path(__file__).parent
PYTHON = HERE.parent / "build" / "sssom" / "bin" / "python"
FILES = sorted((bundle.folder("data") / "links").glob("*.sssom.tsv"))


def validated(*files: Path) -> dict[str, tuple[str, int]]:
    """Return for each file why sssom-py calls it not valid, and how many rows it kept; one process for all."""
    if not PYTHON.is_file() and not os.environ.get("CI"):
        pytest.skip("sssom-py is not there; make build/sssom sets it up (390 MB, about a minute)")
    assert PYTHON.is_file(), "sssom-py is not there: run make build/sssom before the tests"
    # Nothing of ours may be imported in its place.
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = [str(PYTHON), str(HERE / "validate_sssom.py"), *map(str, files)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, env=own)
    assert ran.returncode == 0, ran.stderr
    return {path: (why, kept) for path, (why, kept) in json.loads(ran.stdout).items()}


def test_sssom_py_validates_every_file_of_links_and_leaves_no_row_out(tmp_path: Path) -> None:
    good = FILES[0].read_text(encoding="utf-8")
    unsure, undated = tmp_path / "unsure.sssom.tsv", tmp_path / "undated.sssom.tsv"
    unsure.write_text(good.replace("\t0.95\t", "\t7\t", 1), encoding="utf-8")
    undated.write_text(good.replace("\t2026-11-21\t", "\tyesterday\t", 1), encoding="utf-8")

    found = validated(*FILES, unsure, undated)

    rows = {str(path): len(sssom.read(path).mappings) for path in FILES}
    assert {path: found[path] for path in rows} == {path: ("", count) for path, count in rows.items()}
    assert sum(rows.values()) > 400
    assert "validation error" in found[str(unsure)][0], "a confidence of 7 is seen"
    assert found[str(undated)][1] == rows[str(FILES[0])] - 1, "a row without a date that is one is left out"
