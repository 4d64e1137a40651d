"""Judging again what was saved: the same findings as those of a check that remembers nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remit import Workspace
from remit.checking import check_all
from remit.errors import RemitError
from remit.findings import Finding
from remit.rechecking import Recheck

FICTIONAL = Path(__file__).parent / "documents" / "fictional-en"
LINES = (FICTIONAL / "data" / "source" / "programme.txt").read_text(encoding="utf-8").splitlines()
HEAD = 3
#: What somebody may do to a row.
EDITS: dict[str, Callable[[str], list[str]]] = {
    "cut": lambda line: [],
    "twice": lambda line: [line, line],
    "word": lambda line: [line.replace("the ", "teh ", 1)],
    "digit": lambda line: [line.replace("1", "2", 1)],
    "dash": lambda line: [line.replace("–", "-")],
    "stop": lambda line: [line.replace(",", ".", 1)],
}


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return Workspace.at(FICTIONAL)


@pytest.fixture(scope="module")
def recheck(workspace: Workspace) -> Recheck:
    return Recheck()


def found(lines: list[str], workspace: Workspace, by: Recheck | None) -> tuple[Finding, ...] | str:
    """Return what is found in a document, or the sentence that says why it cannot be read."""
    with TemporaryDirectory() as folder:
        document = Path(folder) / "programme.txt"
        document.write_text("\n".join(lines), encoding="utf-8")
        try:
            return check_all([document], workspace, by=by).findings
        except RemitError as error:
            return str(error).replace(folder, "")


def edited(edits: list[tuple[str, int]]) -> list[str]:
    lines = list(LINES)
    for what, chosen in edits:
        at = HEAD + chosen % (len(lines) - HEAD)
        lines[at : at + 1] = EDITS[what](lines[at])
    return lines


@settings(max_examples=2)
@given(st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 1 << 16)), max_size=5))
def test_what_is_found_again_is_what_is_found_anew(
    workspace: Workspace, recheck: Recheck, edits: list[tuple[str, int]]
) -> None:
    lines = edited(edits)

    assert found(lines, workspace, recheck) == found(lines, workspace, None)


def test_a_workspace_with_other_rules_is_judged_by_them(workspace: Workspace) -> None:
    recheck, other = Recheck(), Workspace.at(FICTIONAL)
    first = found(LINES, workspace, recheck)
    recheck.prepare()
    other.__dict__["rules"] = workspace.transition

    assert first and found(LINES, workspace, recheck) == first
    assert found(LINES, other, recheck) == found(LINES, other, None) != first
