"""Several documents of one organisation, without codes: revisions of one programme where their titles say so.

The Kiln Union is fictional.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from remit import Workspace, build, read
from remit.cli import remit
from remit.errors import WorkspaceError
from remit.graph.identity import identify
from remit.programmes import title_pattern, without_years, year_of
from remit.reading import Programme
from remit.starting import start_from

HEADER = "No.,Activity,Responsible,Deadline"
OLDER = ["1,Dig clay,Clay Board,March 2030", "2,Fire bricks,Fire Board,by 1 June 2030"]
NEWER = ["1,Dig clay,Clay Board,March 2031", "2,Fire bricks,Kiln Panel,by 1 June 2031"]


def plan(folder: Path, name: str, title: str, rows: list[str]) -> Path:
    path = folder / name
    path.write_text("\n".join([title, HEADER, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def both(tmp_path: Path) -> tuple[Path, Path]:
    older = plan(tmp_path, "old.csv", "Work plan of the Kiln Union for 2030", OLDER)
    return older, plan(tmp_path, "new.csv", "WORK PLAN of the Kiln Union for 2031 – 2032", NEWER)


def test_two_documents_become_two_revisions_of_one_programme(both: tuple[Path, Path], tmp_path: Path) -> None:
    start_from(tmp_path / "kiln", *both)

    workspace = Workspace.at(tmp_path / "kiln")
    names = [identify(read(path, workspace), workspace).name for path in workspace.sources]
    assert names == ["work-plan-of-the-kiln-union-2030", "work-plan-of-the-kiln-union-2031"]
    assert [entry["id"] for entry in workspace.programmes] == ["work-plan-of-the-kiln-union"]
    assert {record.path for record in workspace.registry.of("body")} == {
        "body/clay-board",
        "body/fire-board",
        "body/kiln-panel",
    }


def test_a_workspace_of_two_is_built_and_compared(both: tuple[Path, Path], tmp_path: Path) -> None:
    folder = str(tmp_path / "kiln")
    run = CliRunner().invoke(remit, ["init", folder, "--from", str(both[0]), "--from", str(both[1])])
    built = CliRunner().invoke(remit, ["--workspace", folder, "build"])
    names = ["work-plan-of-the-kiln-union-2030", "work-plan-of-the-kiln-union-2031"]
    compared = CliRunner().invoke(remit, ["--workspace", folder, "compare", *names])

    assert (run.exit_code, built.exit_code) == (0, 0)
    assert "Kiln Panel 0 → 1" in compared.output


def test_a_document_that_comes_later_is_known_by_its_title(both: tuple[Path, Path], tmp_path: Path) -> None:
    start_from(tmp_path / "kiln", both[0])
    workspace = Workspace.at(tmp_path / "kiln")

    later = identify(read(both[1], workspace), workspace)

    assert (later.programme, later.name) == (
        "programme/work-plan-of-the-kiln-union",
        "work-plan-of-the-kiln-union-2031",
    )


def test_a_document_that_is_added_to_the_sources_is_built(both: tuple[Path, Path], tmp_path: Path) -> None:
    start_from(tmp_path / "kiln", both[0])
    data = tmp_path / "kiln" / "data"
    (data / "source" / "new.csv").write_bytes(both[1].read_bytes())
    settings = data / "workspace.yaml"
    entry = "- file: new.csv\n  revision: work-plan-of-the-kiln-union-2031\n"
    settings.write_text(settings.read_text(encoding="utf-8") + entry, encoding="utf-8")

    workspace = Workspace.at(tmp_path / "kiln")
    made = build([read(path, workspace) for path in workspace.sources], workspace)

    assert {"work-plan-of-the-kiln-union-2030", "work-plan-of-the-kiln-union-2031"} <= set(made.graphs())


def test_another_title_is_another_programme(both: tuple[Path, Path], tmp_path: Path) -> None:
    start_from(tmp_path / "kiln", both[0])
    workspace = Workspace.at(tmp_path / "kiln")

    other = plan(tmp_path, "budget.csv", "Training plan of the Kiln Union for 2031", NEWER)

    assert identify(read(other, workspace), workspace).name == "budget-draft"


def test_two_documents_of_one_name_are_refused(both: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    twin = plan(tmp_path / "more", "old.csv", "Work plan of the Kiln Union for 2031", NEWER)

    with pytest.raises(WorkspaceError, match=r"two documents are called old\.csv"):
        start_from(tmp_path / "kiln", both[0], twin)
    assert not (tmp_path / "kiln").exists()


def test_the_settings_of_two_are_plain_yaml(both: tuple[Path, Path], tmp_path: Path) -> None:
    start_from(tmp_path / "kiln", *both)

    text = (tmp_path / "kiln" / "data" / "workspace.yaml").read_text(encoding="utf-8")
    assert "&id" not in text and len(yaml.safe_load(text)["sources"]) == 2


@given(st.text("AbcЯж (.*?)№-", min_size=1, max_size=20), st.integers(1950, 2050), st.integers(1, 5))
def test_titles_that_differ_in_years_only_are_of_one_programme(words: str, first: int, later: int) -> None:
    title = f"Plan {words} for {first}–{first + 1}"

    entry = {"title_pattern": title_pattern(title, first)}

    assert year_of(entry, Programme(title=title)) == str(first)
    assert year_of(entry, Programme(title=title.replace(f"{first}–{first + 1}", str(first + later)))) == str(
        first + later
    )
    assert year_of(entry, Programme(title=f"Other {title}")) is None
    assert str(first) not in without_years(title)
