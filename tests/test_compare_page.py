"""The page about comparing a draft is true: each command runs, and what it shows is printed."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from remit import cli

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "how-to" / "compare-a-draft.md").read_text(encoding="utf-8")
SHOWN = [line.strip() for line in PAGE.splitlines() if line.startswith("    ")]
COMMANDS = [line for line in SHOWN if line.startswith("remit ")]


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the draft, and a workspace whose decisions may be written."""
    folder = tmp_path_factory.mktemp("page")
    shutil.copy(ROOT / "tests" / "documents" / "revisions" / "p1-2020-other-draft.docx", folder / "draft.docx")
    shutil.copytree(ROOT / "data", folder / "own" / "data")
    return folder


def run(there: Path, command: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(there)
    result = CliRunner().invoke(cli.remit, ["--workspace", "own", *shlex.split(command)[1:]])
    assert result.exit_code == 0, f"{command}\n{result.output}\n{result.exception!r}"
    return " ".join(result.output.split())


def test_what_is_shown_is_printed(there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = run(there, COMMANDS[0], monkeypatch)

    shown = [line for line in SHOWN if line not in COMMANDS]
    assert len(shown) >= 8
    assert [line for line in shown if " ".join(line.split()) not in told] == []


@pytest.mark.long
def test_every_command_of_the_page_runs(there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {command: run(there, command, monkeypatch) for command in COMMANDS}

    decided = (there / "own" / "data" / "links" / "revisions.sssom.tsv").read_text(encoding="utf-8")
    assert len(re.findall("ManualMappingCuration", decided)) == 4
    assert "Perhaps it goes on as 1.2" not in said[COMMANDS[2]]
    assert (there / "changes.docx").stat().st_size > 10_000
    assert (there / "changes.html").stat().st_size > 10_000


def test_the_options_that_the_page_names_are_there() -> None:
    known = CliRunner().invoke(cli.remit, ["compare", "--help"]).output

    assert [name for name in set(re.findall(r"(?<=`)--[\w-]+", PAGE)) if name not in known] == []
