"""How much of a document is read is a setting of the workspace; what it does not name keeps its default."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from remit import bundle
from remit.documents.document import read
from remit.errors import SourceError, WorkspaceError
from remit.formats.limits import Limits
from remit.starting import start
from remit.workspace import Workspace

TABLE = "No.,Name of event,Terms,Executors\n1,Survey of lamps,2031,WG 1\n2,Guide to lamps,2032,WG 1\n"


def workspace(folder: Path, settings: str) -> Workspace:
    """Return a fictional workspace with more settings."""
    start(folder)
    with (folder / "data" / "workspace.yaml").open("a", encoding="utf-8") as file:
        file.write(settings)
    return Workspace.at(folder)


def plan(folder: Path) -> Path:
    path = folder / "plan.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("{cells: 11}", "more than 11 cells"),
        ("{file_megabytes: 0.00005}", "more than 5e-05 MB"),
        ("{columns: 3}", "3 columns"),
    ],
)
def test_a_document_beyond_the_limits_of_its_workspace_is_refused(settings: str, words: str, tmp_path: Path) -> None:
    own = workspace(tmp_path / "lamps", f"limits: {settings}\n")

    with pytest.raises(SourceError, match=words):
        read(plan(tmp_path), own)


def test_what_is_not_named_keeps_its_default(tmp_path: Path) -> None:
    own = workspace(tmp_path / "lamps", "limits: {pages: 20}\n")

    assert own.limits == Limits(pages=20)
    assert len(read(plan(tmp_path), own).events) == 2


def test_a_limit_of_no_known_name_is_refused(tmp_path: Path) -> None:
    own = workspace(tmp_path / "lamps", "limits: {leaves: 20}\n")

    with pytest.raises(WorkspaceError, match="leaves"):
        _ = own.limits


def test_the_schema_names_every_limit_with_its_default() -> None:
    schema = json.loads((bundle.folder("data") / "registry/schema/workspace.schema.json").read_text(encoding="utf-8"))
    said = schema["properties"]["limits"]["properties"]

    assert {name: limit["default"] for name, limit in said.items()} == asdict(Limits())
