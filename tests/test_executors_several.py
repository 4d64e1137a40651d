"""Who stands in a cell of executors: alternatives, firms with an *and*, all of a sort, groups that an event makes.

All names here are made up.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from remit import read

HEADERS = {
    "en": "No.;Activity;Deadline;Responsible",
    "ru": "№;Мероприятие;Срок;Исполнитель",
    "de": "Nr.;Maßnahme;Frist;Zuständig",
    "fr": "N°;Action;Échéance;Responsable",
}


def said(code: str, cell: str, folder: Path) -> list[tuple[str, str, str]]:
    """Return text, role and reading of each executor of a plan with one event."""
    path = folder / "plan.csv"
    path.write_text(f'{HEADERS[code]}\n1;Alpha;2031;"{cell}"\n', encoding="utf-8")
    executors = read(path).events[0].executors
    return [(e.text, e.role, " ".join(r for r in e.readings if r != "unknown-body")) for e in executors]


@pytest.mark.parametrize(
    ("code", "one", "word", "other"),
    [
        ("en", "Safety Board", "or", "Art Board"),
        ("en", "TC 1", "or", "TC 2"),
        ("de", "Vorstand", "oder", "Beirat"),
        ("de", "Vorstand", "bzw.", "Beirat"),
        ("fr", "Bureau", "ou", "Conseil"),
        ("ru", "Совет", "или", "Правление"),
        ("ru", "Совет", "либо", "ТК 2"),
    ],
)
def test_one_or_the_other_are_two_of_whom_one_is_enough(
    code: str, one: str, word: str, other: str, tmp_path: Path
) -> None:
    assert said(code, f"{one} {word} {other}", tmp_path) == [
        (one, "body", "one-of-several"),
        (other, "body", "one-of-several"),
    ]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("en", "Kites & Strings Ltd"),
        ("en", "Kites and Strings Inc"),
        ("de", "Drachen & Söhne GmbH"),
        ("fr", "Cerfs & Fils SARL"),
        ("ru", "Маяк и Якорь ООО"),
        ("en", "Harrow Fire and Rescue Service"),
        ("fr", "Service Incendie et Secours"),
    ],
)
def test_a_firm_or_a_field_of_work_with_an_and_in_its_name_is_one(code: str, name: str, tmp_path: Path) -> None:
    assert said(code, name, tmp_path) == [(name, "body", "")]


@pytest.mark.parametrize(
    ("code", "words", "reading"),
    [
        ("ru", "Все ТК", "collective-words"),
        ("ru", "Все комитеты", "collective-words"),
        ("de", "Alle Ausschüsse", "collective-words"),
        ("ru", "Все заинтересованные члены Союза", "open-country-list"),
        ("en", "All interested members of the Association", "open-country-list"),
        ("de", "Alle Mitglieder des Verbands", "collective-words"),
        ("fr", "Tous les membres de l'Association", "open-country-list"),
    ],
)
def test_all_of_a_sort_are_nobody_by_name(code: str, words: str, reading: str, tmp_path: Path) -> None:
    ((text, role, read_by),) = said(code, words, tmp_path)

    assert (text, role, read_by) == (words, "participants", reading)


@pytest.mark.parametrize("words", ["Task force established under item 2", "Task group set up under 1.2"])
def test_a_group_that_another_event_makes_is_called_by_its_number(words: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(f'{HEADERS["en"]}\n1;Alpha;2031;"{words}"\n', encoding="utf-8")

    (executor,) = read(path).events[0].executors

    assert executor.holder == f"body/{' '.join(words.split()[:2]).lower().replace(' ', '-')}-{words.split()[-1]}"
