"""A workspace says itself how rows are recognised and in which words changes are told, the bundle all else."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import remit
from remit.comparison.comparing import redline
from remit.comparison.reports import report
from remit.comparison.settings import settings
from remit.errors import RemitError

SOURCE = Path(__file__).resolve().parent.parent / "data" / "source" / "coomet-p1-2017.txt"


def test_a_workspace_says_itself_how_rows_are_known_and_changes_told(tmp_path: Path) -> None:
    root = tmp_path / "own"
    shutil.copytree(SOURCE.parent.parent, root / "data", ignore=shutil.ignore_patterns("graph", "source"))
    (root / "data" / "compare.yaml").write_text("least: 1.1\n", encoding="utf-8")
    (root / "data" / "changes.yaml").write_text(
        "de: {says: {removed: ['Das entfällt.']}, words: {old: älter}}\n", encoding="utf-8"
    )
    text = tmp_path / "draft.txt"
    text.write_text(re.sub(r"^1\.7\t.*\n", "", SOURCE.read_text(encoding="utf-8"), flags=re.M), encoding="utf-8")
    made = redline(SOURCE, text, remit.Workspace.at(root), "de")
    told = report("text")(made)

    assert "Das entfällt." in told and "Older: " in told
    assert {match.by for match in made.comparison.matches} == {"same"}, "nothing is as much alike as that"


@pytest.mark.parametrize(
    ("own", "said"),
    [("leest: 0.4", "there is no “leest”; there is: weights"), ("least: low", "least: is a number, as 0.42; not “low”"),
     ("- 1", "write a name and what it is"), ("weights: {size: 1}", "weights: there is no “size”")],
)  # fmt: skip
def test_settings_of_another_form_are_refused(own: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "compare.yaml").write_text(own, encoding="utf-8")

    with pytest.raises(RemitError) as stopped:
        settings(tmp_path)
    assert said in str(stopped.value) and "compare.yaml" in str(stopped.value)
