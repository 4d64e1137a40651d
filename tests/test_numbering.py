"""How a programme numbers its rows is its own affair: lettered sections and rows counted through are no slips.

The programmes are fictional.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from remit import Workspace, build, check, read

HEAD = "No.;Activity;Terms;Responsible\n"
LETTERED = "A.;Training;;\n{}Hold the courses;2025;Secretariat\nB.;Guides;;\n{}Write a guide;2026;Secretariat\n"


def found(text: str, folder: Path) -> set[str]:
    path = folder / "plan.csv"
    path.write_text(HEAD + text, encoding="utf-8")
    workspace = Workspace.bundled()
    return {finding.rule for finding in check(build([read(path, workspace)], workspace), workspace)}


@pytest.mark.parametrize("numbers", [("1;", "2;"), ("1.1;", "2.1;"), ("A.1;", "B.1;")])
def test_rows_under_lettered_sections_may_be_counted(numbers: tuple[str, str], tmp_path: Path) -> None:
    assert "number-under-section" not in found(LETTERED.format(*numbers), tmp_path)


def test_a_number_of_another_section_is_told(tmp_path: Path) -> None:
    text = "1;Training;;\n1.1;Hold the courses;2025;Secretariat\n2;Guides;;\n2.1;Write;2026;Secretariat\n"

    assert "number-under-section" not in found(text, tmp_path)
    assert "number-under-section" in found(f"{text}1.2;Print;2026;Secretariat\n", tmp_path)


def test_a_flat_list_has_no_sections_to_belong_to(tmp_path: Path) -> None:
    assert "section-exists" not in found("1;Hold the courses;2025;Secretariat\n2;Print;2025;Secretariat\n", tmp_path)
