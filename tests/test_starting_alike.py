"""What `remit init` tells of names that are almost alike, and of letters that only look alike. All is fictional."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from remit import Workspace, build, check, read
from remit.starting import start_from

KITES = """\
Plan of the Kite Club 2033-2034
No;Activity;Responsible;Deadline
1;Dig;Treasurer;2033
2;Fill;Tresurer;2033
3;Sift;Secretariate;2033
4;Sift;Secretariat;2033
5;Sort;Webmater;2034
6;Paint;"Safty Board, Safety Board";2034
7;Saw;Presedent;2034
8;Saw;Safety Board, Kites Board;2034
"""


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, str]]:
    folder = tmp_path_factory.mktemp("kites")
    (folder / "kites.csv").write_text(KITES, encoding="utf-8")
    said = start_from(folder / "space", folder / "kites.csv")
    text = (folder / "space" / "data" / "registry" / "bodies.yaml").read_text(encoding="utf-8")
    return said, {entry["id"]: entry.get("note", "") for entry in yaml.load(text, Loader=yaml.CSafeLoader)}


@pytest.mark.parametrize(
    ("body", "near"),
    [
        ("tresurer", "Treasurer"),
        ("secretariate", "Secretariat"),
        ("webmater", "Webmaster"),
        ("safty-board", "Safety Board"),
        ("presedent", "President"),
        ("safety-board", ""),
        ("secretariat", ""),
        ("kites-board", ""),
    ],
)
def test_a_name_that_is_almost_another_has_a_note_and_is_told(
    body: str, near: str, started: tuple[str, dict[str, str]]
) -> None:
    said, notes = started

    assert (f"Almost the same as {near};" in notes[body]) == bool(near)
    assert (f"“{near}”" in said) == bool(near) or not near


def test_the_names_to_look_at_are_counted(started: tuple[str, dict[str, str]]) -> None:
    assert "  4. 5 names that are almost another:" in started[0]


def test_latin_letters_in_a_russian_abbreviation_are_found(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(
        "План работ на 2033–2034 годы\n№;Мероприятие;Исполнители;Срок\n1;Пункт;TK 2;2033 г.\n2;Пункт;ТК 2;2033 г.\n"
        "3;Пункт;СЕВЕР;2034 г.\n4;Пункт;CEBEP и BCC;2034 г.\n",
        encoding="utf-8",
    )
    start_from(tmp_path / "space", path)
    workspace = Workspace.at(tmp_path / "space")

    found = check(build([read(path, workspace)], workspace), workspace)

    assert sorted(each.message for each in found if each.rule == "letters-of-one-script") == [
        "“CEBEP” in 4 has letters of another script that look alike.",
        "“TK” in 1 has letters of another script that look alike.",
    ]
