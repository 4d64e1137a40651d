"""A column of begins with one of ends, whatever the second is called. All plans are fictional."""

from __future__ import annotations

from pathlib import Path

import pytest

from remit import read

MONTHS = {"en": ("March 2032", "May 2032"), "ru": ("март 2032", "май 2032"), "de": ("März 2032", "Mai 2032"),
          "fr": ("mars 2032", "mai 2032"), "es": ("marzo de 2032", "mayo de 2032")}  # fmt: skip
OTHERS = {"en": "Task;Responsible", "ru": "Мероприятие;Исполнитель", "de": "Maßnahme;Verantwortlich",
          "fr": "Action;Responsable", "es": "Acción;Responsable"}  # fmt: skip


def term(folder: Path, language: str, names: str, *cells: str) -> object:
    path = folder / "plan.csv"
    path.write_text(f"{OTHERS[language]};{names}\nDock;Reed Board;{';'.join(cells)}\n", encoding="utf-8")
    return read(path).events[0].term


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", "Start;Deadline"), ("en", "Start date;Due date"), ("en", "Begin;Target date"), ("en", "From;By when"),
        ("en", "Start;Delivery"), ("ru", "Начало;Срок"), ("ru", "Дата начала;Срок исполнения"),
        ("ru", "Начало;Крайний срок"), ("de", "Beginn;Frist"), ("de", "Beginn;Fertigstellung"), ("de", "Start;Termin"),
        ("de", "Start;Abgabetermin"), ("fr", "Début;Échéance"), ("fr", "Début;Date limite"), ("fr", "Début;Délai"),
        ("es", "Inicio;Fecha límite"),
    ],
)  # fmt: skip
def test_a_deadline_beside_a_begin_is_the_end(language: str, names: str, tmp_path: Path) -> None:
    found = term(tmp_path, language, names, *MONTHS[language])

    assert (found.start, found.end, found.kind) == ("2032-03", "2032-05", "range")  # type: ignore[attr-defined]


def test_a_cell_over_begin_and_end_is_the_whole_term(tmp_path: Path) -> None:
    names, cells = ("".join(f"<th>{each}" for each in ("Task", "Start", "End", "Responsible")), "<td>Reed Board")
    rows = f"<tr><td>Dock<td colspan=2>throughout the year{cells}<tr><td>Pier<td>May 2032<td>June 2032{cells}"
    (tmp_path / "plan.html").write_text(f"<h1>Plan 2032</h1><table><tr>{names}{rows}</table>", encoding="utf-8")

    found = read(tmp_path / "plan.html").events[0].term

    assert (found.kind, found.start, found.end) == ("year", 2032, 2032)


@pytest.mark.parametrize("cells", [("", "May 2032"), ("May 2032", "May 2032")])
def test_a_deadline_alone_has_no_begin(cells: tuple[str, str], tmp_path: Path) -> None:
    found = term(tmp_path, "en", "Start;Deadline", *cells)

    assert found.end == "2032-05"  # type: ignore[attr-defined]


def test_another_time_beside_a_begin_is_kept_and_told(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("Task;Responsible;Start;Duration\nDock;Reed Board;March 2032;3 months\n", encoding="utf-8")

    reading = read(path)

    assert (reading.events[0].term.kind, reading.events[0].term.start) == ("from", "2032-03")
    assert "3 months" in [cell.text for cell in reading.events[0].cells.values()]
    assert any("Duration" in finding.message for finding in reading.findings)


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Month"), ("en", "Quarter"), ("en", "Planned month"), ("ru", "Месяц"), ("ru", "Квартал"),
        ("de", "Monat"), ("de", "Quartal"), ("fr", "Mois"), ("fr", "Trimestre"), ("fr", "Mois prévu"),
    ],
)  # fmt: skip
def test_a_column_of_months_or_quarters_says_when(language: str, name: str, tmp_path: Path) -> None:
    found = term(tmp_path, language, name, MONTHS[language][0])

    assert found.start == "2032-03"  # type: ignore[attr-defined]


def test_a_begin_without_an_end_among_rows_that_have_both_is_all_that_is_meant(tmp_path: Path) -> None:
    rows = [*(f"Dock {n};Reed Board;March 2032;May 2032" for n in range(6)), "Feast;Reed Board;8 June 2032;"]
    path = tmp_path / "plan.csv"
    path.write_text("Task;Responsible;Start;Finish\n" + "\n".join(rows) + "\n", encoding="utf-8")

    found = read(path).events[-1].term

    assert (found.kind, found.start, found.end) == ("day", "2032-06-08", "2032-06-08")


def test_a_begin_without_an_end_among_few_such_rows_is_open(tmp_path: Path) -> None:
    found = term(tmp_path, "en", "Start;Finish", "8 June 2032", "")

    assert (found.kind, found.end) == ("from", None)  # type: ignore[attr-defined]
