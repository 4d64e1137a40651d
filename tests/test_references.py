"""What refers to another row takes over what stands there, and what cannot is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from remit.documents.document import read
from remit.reading import FOREIGN, Event, Reading

HEADS = {
    "en": "Work plan 2031–2034\nNo.\tActivity\tTerm\tResponsible",
    "ru": "План работы на 2031–2034 гг.\n№\tМероприятие\tСрок\tИсполнители",
    "de": "Arbeitsplan 2031–2034\nNr.\tMaßnahme\tTermin\tVerantwortlich",
    "fr": "Plan de travail 2031–2034\nN°\tActivité\tÉchéance\tResponsable",
}
ABOVE = {
    "en": ["see above", "ditto", "as above", "same", "Same as previous row", '"', '– " –', "the same date",
           "as in the row above"],
    "ru": ["то же", "см. выше", "-//-", "«", "тот же срок", "в те же сроки", "аналогично предыдущему пункту"],
    "de": ["siehe oben", "dito", "desgl.", "s. o.", "wie vorherige Zeile", '"', "gleicher Termin"],
    "fr": ["idem", "voir ci-dessus", "même délai", "cf. plus haut", "même échéance"],
}  # fmt: skip
NUMBERED = {
    "en": ["see 1.1", "as in 1.1", "same as item 1.1", "see no. 1.1 above", "as for activity 1.1",
           "together with 1.1"],
    "ru": ["см. п. 1.1", "как в п.1.1", "аналогично пункту 1.1", "в сроки п. 1.1", "вместе с п. 1.1",
           "то же, что п. 1.1"],
    "de": ["siehe 1.1", "wie Nr. 1.1", "s. Ziffer 1.1", "analog zu Punkt 1.1", "zusammen mit 1.1"],
    "fr": ["voir 1.1", "cf. point 1.1", "comme pour l'action 1.1", "même que 1.1", "idem 1.1"],
}  # fmt: skip


def read_rows(tmp_path: Path, *rows: str, code: str = "en") -> Reading:
    path = tmp_path / "plan.txt"
    path.write_text("\n".join([HEADS[code], *rows]) + "\n", encoding="utf-8")
    return read(path)


def said(event: Event) -> tuple[object, ...]:
    term = event.term
    return term.kind, term.start, term.end, term.precision, term.refers


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in ABOVE.items() for text in texts])
def test_the_row_above_is_meant(code: str, text: str, tmp_path: Path) -> None:
    rows = ["1.1\tA\t2031\tB 1", "1.2\tC\t2032\tB 2", f"1.3\tD\t{text}\tB 3"]

    reading = read_rows(tmp_path, *rows, code=code)

    assert said(reading.events[2]) == ("reference", 2032, 2032, "year", "1.2")
    assert reading.events[2].term.text == text
    assert [f.rule for f in reading.findings] == [FOREIGN, "reference-resolved"]


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in NUMBERED.items() for text in texts])
def test_the_row_with_the_number_is_meant(code: str, text: str, tmp_path: Path) -> None:
    rows = ["1.1\tA\t2031–2032\tB 1", "1.2\tC\t2032\tB 2", f"1.3\tD\t{text}\tB 3"]

    assert said(read_rows(tmp_path, *rows, code=code).events[2]) == ("reference", 2031, 2032, "year", "1.1")


def test_a_reference_goes_on_to_where_the_term_stands_and_may_go_down(tmp_path: Path) -> None:
    rows = ["1\tA\tsee below\tB 1", "2\tC\tQ2 2032\tB 2", "3\tD\tditto\tB 3", "4\tE\tas in 3\tB 4"]

    events = read_rows(tmp_path, *rows).events

    assert [event.term.end for event in events] == ["2032-06"] * 4
    assert [event.term.refers for event in events] == ["2", "", "2", "2"]


@pytest.mark.parametrize(
    "rows",
    [
        ["1\tA\tsee 7.3\tB 1", "2\tC\t2032\tB 2"],
        ["1\tA\tsee above\tB 1", "2\tC\t2032\tB 2"],
        ["1\tA\tsee 2\tB 1", "2\tC\tsee 1\tB 2"],
        ["1\tA\tsee 2\tB 1", "2\tC\t\tB 2"],
        ["1\tA\tsee 2\tB 1", "2\tC\tin due course\tB 2"],
    ],
)
def test_what_cannot_be_resolved_is_kept_and_reported(rows: list[str], tmp_path: Path) -> None:
    reading = read_rows(tmp_path, *rows)

    assert (reading.events[0].term.kind, reading.events[0].term.start) == ("reference", None)
    whose, finding, *_ = reading.findings
    assert whose.rule == FOREIGN
    assert (finding.rule, finding.severity.name, finding.places[0].column) == (
        "reference-unresolved",
        "warning",
        "term",
    )


def test_a_number_that_two_sections_have_is_that_of_the_own_section(tmp_path: Path) -> None:
    rows = ["I.\tOne\t\t", "1\tA\t2031\tB", "2\tC\t2031\tB", "II.\tTwo\t\t", "1\tD\t2034\tB", "2\tE\tsee 1\tB"]

    assert read_rows(tmp_path, *rows).events[3].term.start == 2034


def test_executors_are_taken_over_too(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path, "1\tA\t2031\tBoard; submitted to the Assembly", "2\tC\t2032\tditto", "3\tD\t2033\tsee 9"
    )

    first, second, third = reading.events
    assert [(e.holder, e.role) for e in first.executors] == [(e.holder, e.role) for e in second.executors]
    assert {e.places[0].text for e in second.executors} == {"ditto"}
    assert [(e.holder, e.readings) for e in third.executors] == [("", ("unread",))]
