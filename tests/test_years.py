"""A year and a part of it in two columns are one term; all documents are fictional."""

from __future__ import annotations

from pathlib import Path

import pytest

from remit import read


@pytest.mark.parametrize(
    ("header", "part", "kind", "start"),
    [
        ("No;Task;Lead;Year;Quarter", "Q2", "quarter", "2032-04"),
        ("No;Task;Lead;Quarter;Year", "Q2", "quarter", "2032-04"),
        ("№;Мероприятие;Исполнитель;Год;Квартал", "II", "quarter", "2032-04"),
        ("Nr.;Maßnahme;Zuständig;Jahr;Monat", "Mai", "month", "2032-05"),
        ("N°;Activité;Responsable;Année;Mois", "mai", "month", "2032-05"),
    ],
)
def test_a_year_and_a_part_of_it_are_one_term(header: str, part: str, kind: str, start: str, tmp_path: Path) -> None:
    times = [part, "2032"] if header.endswith("Year") else ["2032", part]
    path = tmp_path / "nets.csv"
    path.write_text(f"{header}\n1;Paint A;Net Crew;{';'.join(times)}\n2;Paint B;Dock Crew;{';'.join(times)}\n", "utf-8")

    terms = [event.term for event in read(path).events]

    assert [(term.kind, str(term.start)[:7]) for term in terms] == [(kind, start)] * 2
    assert {place.text for place in terms[0].places} == {part, "2032"}
