"""Years that do not begin in January, and the months of projects, as documents tell them; all are fictional."""

from __future__ import annotations

from pathlib import Path

import pytest

from remit import read
from remit.workspace import Workspace

NAMES = {
    "en": "No. | Activity | {} | Responsible",
    "ru": "№ | Мероприятие | {} | Ответственные",
    "de": "Nr. | Maßnahme | {} | Verantwortlich",
    "fr": "N° | Action | {} | Responsable",
}
WHEN = {"en": "When", "ru": "Сроки", "de": "Termin", "fr": "Échéance"}


def said(folder: Path, head: str, terms: list[str], language: str = "en", when: str = "", note: str = "") -> list[str]:
    """Return what the terms of a plan with a head and a note below mean, in short."""
    names = NAMES[language].format(when or WHEN[language])
    rows = [f"| {n} | Kites {n} | {term} | Clay Board |" for n, term in enumerate(terms, start=1)]
    table = [f"| {names} |", "|---" * 4 + "|", *rows]
    (folder / "plan.md").write_text("\n\n".join([head, "\n".join(table), note]), encoding="utf-8")
    found = [event.term for event in read(folder / "plan.md", Workspace.bundled()).events]
    return [f"{term.kind} {term.start or ''}..{term.end or ''}" for term in found]


FISCAL = [
    "Q1",
    "Q4",
    "Q1–Q3",
    "by end of Q3",
    "Q4 2031/32",
    "Q1 FY2031/32",
    "FY2031/32",
    "Q2 and Q4",
    "June",
    "July 2031",
]
MEANT = [
    "quarter 2031-04..2031-06", "quarter 2032-01..2032-03", "range 2031-04..2031-12", "until ..2031-12",
    "quarter 2032-01..2032-03", "quarter 2031-04..2031-06", "range 2031-04..2032-03", "list 2031-07..2032-03",
    "month 2031-06..2031-06", "month 2031-07..2031-07",
]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "note"),
    [
        ("# Work plan 2031/32\n\nQ1 is April to June 2031, Q2 July to September 2031.", ""),
        ("# Work plan 2031/32", "Quarters: Q1 (April–June), Q2 (July–September), Q3 (Oct.–Dec.), Q4 (Jan.–March)."),
        ("# Work plan 2031/32\n\nThe financial year begins on 1 April. Quarters are those of the financial year.", ""),
        ("# Work plan\n\n1 April 2031 – 31 March 2032\n\nAll quarters refer to the fiscal year.", ""),
    ],
)
def test_quarters_are_those_that_a_document_says_they_are(head: str, note: str, tmp_path: Path) -> None:
    assert said(tmp_path, head, FISCAL, note=note) == MEANT


@pytest.mark.parametrize(
    "note",
    [
        "FY25 = 1 April 2024 – 31 March 2025",
        "FY25 means the financial year ending 31 March 2025.",
        "FY25: April 2024 to March 2025, FY26: April 2025 to March 2026",
        "FY 2024/25 (FY25) starts on 1 April 2024.",
        "Q1 FY25 = April–June 2024.",
        "Fiscal year: April–March. FY25 is the year 2024/25.",
        "The financial year runs from 1 April to 31 March.",
    ],
)
def test_a_financial_year_of_one_number_is_the_one_that_a_note_or_the_period_tells(note: str, tmp_path: Path) -> None:
    found = said(tmp_path, f"# Work plan 2024/25 to 2026/27\n\n{note}", ["Q1 FY25", "FY27", "FY25 Q4"])

    assert found == ["quarter 2024-04..2024-06", "range 2026-04..2027-03", "quarter 2025-01..2025-03"]


def test_whose_quarters_are_meant_is_not_guessed(tmp_path: Path) -> None:
    found = said(tmp_path, "# Work plan\n\n1 April 2031 – 31 March 2032", ["Q1", "June", "February", "Q1 2032"])

    assert found == ["unread ..", "month 2031-06..2031-06", "month 2032-02..2032-02", "quarter 2032-01..2032-03"]


@pytest.mark.parametrize(
    ("language", "head", "terms", "meant"),
    [
        ("ru", "# План работы школы на 2031/2032 учебный год",
         ["сентябрь", "сентябрь–май", "ноябрь, февраль", "до 15 января", "I полугодие", "август", "2031/2032 уч. год"],
         ["month 2031-09..2031-09", "range 2031-09..2032-05", "list 2031-11..2032-02", "until ..2032-01-15",
          "unread ..", "unread ..", "vague 2031..2032"]),
        ("en", "# School year 2031/32: work plan",
         ["October", "May", "from November to March", "July", "throughout the school year"],
         ["month 2031-10..2031-10", "month 2032-05..2032-05", "range 2031-11..2032-03", "unread ..",
          "year 2031..2032"]),
        ("de", "# Arbeitsplan für das Schuljahr 2031/32", ["Oktober bis Mai", "bis 15. Januar"],
         ["range 2031-10..2032-05", "until ..2032-01-15"]),
        ("fr", "# Plan de travail de l'année scolaire 2031-2032", ["octobre", "janvier à mars"],
         ["month 2031-10..2031-10", "range 2032-01..2032-03"]),
        ("ru", "# План работы на 2031/32 год\n\nФинансовый год начинается 1 апреля. I квартал – апрель–июнь.",
         ["I квартал", "IV квартал", "I и III кварталы", "IV кв. 2031/32 финансового года"],
         ["quarter 2031-04..2031-06", "quarter 2032-01..2032-03", "list 2031-04..2031-12", "quarter 2032-01..2032-03"]),
    ],
)  # fmt: skip
def test_months_without_a_year_are_those_of_the_school_year(
    language: str, head: str, terms: list[str], meant: list[str], tmp_path: Path
) -> None:
    assert said(tmp_path, head, terms, language) == meant


@pytest.mark.parametrize(
    ("language", "head", "when", "terms"),
    [
        ("en", "# Kite Works\n\nThe project started in March 2031 and lasts three years.", "Months", ["4–6", "12"]),
        ("en", "# Kite Works\n\nStart date: 1 March 2031. Duration: 36 months.", "", ["M4–M6", "PM12"]),
        ("de", "# Drachen\n\nProjektbeginn ist der 1. März 2031, Laufzeit 36 Monate.", "Projektmonat", ["4–6", "12"]),
        ("ru", "# Змеи\n\nПроект начинается 1 марта 2031 г. и длится 36 месяцев.", "", ["М4–М6", "М12"]),
        ("fr", "# Cerfs-volants\n\nLe projet commence le 1 mars 2031 et dure 36 mois.", "Mois", ["4–6", "12"]),
    ],
)  # fmt: skip
def test_months_of_a_project_count_from_the_one_that_a_sentence_names(
    language: str, head: str, when: str, terms: list[str], tmp_path: Path
) -> None:
    assert said(tmp_path, head, terms, language, when) == ["range 2031-06..2031-08", "month 2032-02..2032-02"]
    programme = read(tmp_path / "plan.md").programme
    assert (programme.title, programme.start, programme.end) == (head.split("\n")[0].strip("# "), 2031, 2034)
