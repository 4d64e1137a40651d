"""A column that repeats the section of each row gives headings; all programmes are fictional."""

from __future__ import annotations

from pathlib import Path

import pytest

from remit import read

ENGLISH = """Plan of work of the Kiln Union for 2031-2033
{names}
WP1 Clay,1.1,Digging,2031,Clay Board
WP1 Clay,1.2,Sieving,2032,Clay Board
WP2 Fire,2.1,Stacking,2031,Fire Board
WP2 Fire,2.2,Firing,2033,Fire Board
"""


def sections(tmp_path: Path, text: str) -> tuple[list[str], list[tuple[str, str]]]:
    path = tmp_path / "plan.csv"
    path.write_text(text, encoding="utf-8")
    reading = read(path)
    titles = {section.number: section.title for section in reading.sections}
    return list(titles.values()), [(titles.get(event.section, ""), event.title) for event in reading.events]


@pytest.mark.parametrize("name", ["Work package", "Pillar", "Rubric of the work", "Project", "Kiln"])
def test_what_a_column_repeats_heads_the_rows(tmp_path: Path, name: str) -> None:
    titles, events = sections(tmp_path, ENGLISH.format(names=f"{name},No.,Task,Timing,Task leader"))

    assert titles == ["Clay", "Fire"]
    assert events == [("Clay", "Digging"), ("Clay", "Sieving"), ("Fire", "Stacking"), ("Fire", "Firing")]


def test_blank_cells_under_a_named_column_belong_to_the_section_above(tmp_path: Path) -> None:
    rows = "Глина,Добыча,2031,Совет\n,Просев,2032,Совет\nОгонь,Обжиг,2033,Совет\n"
    names = "Направление,Мероприятие,Срок,Исполнитель"

    titles, events = sections(tmp_path, f"План работ Союза печников на 2031–2033 гг.\n{names}\n{rows}")

    assert titles == ["Глина", "Огонь"]
    assert [section for section, _ in events] == ["Глина", "Глина", "Огонь"]


@pytest.mark.parametrize("name", ["Priority", "Budget line", "Status"])
def test_a_column_of_something_else_heads_nothing(tmp_path: Path, name: str) -> None:
    titles, events = sections(tmp_path, ENGLISH.format(names=f"{name},No.,Task,Timing,Task leader"))

    assert titles == []
    assert len(events) == 4


def test_values_that_come_back_head_nothing(tmp_path: Path) -> None:
    rows = ENGLISH.format(names="Pillar,No.,Task,Timing,Task leader") + "WP1 Clay,1.3,Drying,2033,Clay Board\n"

    assert sections(tmp_path, rows)[0] == []


def test_a_name_of_a_column_goes_before_a_word_in_another(tmp_path: Path) -> None:
    text = "Plan for 2031\nWork days,Task,Date,Owner\n3,Digging,2031,Clay Board\n4,Sieving,2031,Clay Board\n"

    assert [title for _, title in sections(tmp_path, text)[1]] == ["Digging", "Sieving"]


def test_the_reading_says_that_a_column_was_read_as_headings(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(ENGLISH.format(names="Work package,No.,Task,Timing,Task leader"), encoding="utf-8")

    found = [finding for finding in read(path).findings if finding.rule == "section-in-column"]

    assert [place.column for place in found[0].places] == ["section"]
    assert "WP1 Clay" in found[0].message


def test_a_heading_that_the_menu_names_too_is_a_heading(tmp_path: Path) -> None:
    row = "<tr><th colspan=3>{0}</th></tr><tr><td>{0} kites</td><td>May 2031</td><td>Clay Board</td></tr>"
    rows = "".join(map(row.format, ("Flying", "Mending")))
    page = f"<p>Flying</p><p>Mending</p><table><tr><th>Activity<th>When<th>Who</tr>{rows}</table>"
    (tmp_path / "plan.html").write_text(page, encoding="utf-8")

    assert [section.title for section in read(tmp_path / "plan.html").sections] == ["Flying", "Mending"]


def test_a_letter_that_names_a_class_is_no_article_that_the_next_row_goes_on_with(tmp_path: Path) -> None:
    rows = "Clay,,,\n1.1,Fire kilns of category A,2031,Clay Board\nShards,,,\n2.1,Sweep,2032,Clay Board\n"
    titles, events = sections(tmp_path, f"Plan of the Kiln Union for 2031-2033\nNo.,Task,When,Who\n{rows}")

    assert titles == ["Clay", "Shards"]
    assert events == [("Clay", "Fire kilns of category A"), ("Shards", "Sweep")]
