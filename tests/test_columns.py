"""Which column is which, where its name is a question, or says nothing and what stands in it does. All is fictional."""

from __future__ import annotations

from pathlib import Path

import pytest

from remit import bundle, read
from remit.errors import SourceError
from remit.reading import Reading
from remit.understand.language import Language, load

ROWS = [
    ["1", "Dig the clay pits", "March 2031", "Clay Board", "Trade Office"],
    ["2", "Fire a thousand bricks", "by 1 June 2031", "Kiln Committee", "Clay Board"],
    ["3", "Sell the bricks at the fair", "annually", "Trade Office", "Market Commission"],
    ["4", "Write the report", "Q4 2032", "Secretariat", ""],
]
TOLD = [("Dig the clay pits", "month", ["lead Clay Board", "partner Trade Office"]),
        ("Write the report", "quarter", ["lead Secretariat"])]  # fmt: skip


def language(code: str) -> Language:
    return load(bundle.folder("data") / "language" / f"{code}.yaml")


def plan(folder: Path, header: list[str], rows: list[list[str]] = ROWS) -> Reading:
    path = folder / "plan.csv"
    lines = ["Work plan of the Kiln Union for 2031–2032", *(";".join(row) for row in [header, *rows])]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read(path)


def told(reading: Reading) -> list[tuple[str, str, list[str]]]:
    events = (reading.events[0], reading.events[-1])
    return [(e.title, e.term.kind, [f"{x.role} {x.text}" for x in e.executors]) for e in events]


@pytest.mark.parametrize(
    "header",
    [
        ["#", "What we will do", "When?", "Who leads?", "With whom?"],
        ["No", "What is to be done", "By when", "Who", "With whom"],
        ["Nr.", "Was?", "Bis wann?", "Wer?", "Mit wem?"],
        ["№", "Что делаем", "Когда", "Кто", "С кем"],
        ["N°", "Quoi ?", "Quand ?", "Qui ?", "Avec qui ?"],
        ["N.º", "¿Qué?", "¿Cuándo?", "¿Quién?", "¿Con quién?"],
        ["Item #", "Action item", "Due", "Owner", "Co-owners"],
    ],
)
def test_a_column_may_be_named_by_a_question(header: list[str], tmp_path: Path) -> None:
    reading = plan(tmp_path, header)

    assert [event.title for event in reading.events] == [row[1] for row in ROWS]
    assert [event.term.text for event in reading.events] == [row[2] for row in ROWS]
    assert [len(event.executors) for event in reading.events] == [2, 2, 2, 1]


@pytest.mark.parametrize(
    "header",
    [
        ["No.", "Undertaking", "Deadline", "Responsible", "Partners"],
        ["No.", "Activity", "Horizon", "Responsible", "Partners"],
        ["No.", "Activity", "Deadline", "Torchbearer", "Fellows"],
        ["No.", "Undertaking", "Deadline", "Torchbearer", "Fellows"],
        ["No.", "Activity", "Horizon", "Torchbearer", "Fellows"],
    ],
)
def test_a_column_without_a_telling_name_is_told_by_what_stands_in_it(header: list[str], tmp_path: Path) -> None:
    reading = plan(tmp_path, header)

    assert told(reading) == TOLD
    usual = {"No.", "Activity", "Deadline", "Responsible", "Partners"}
    said = [finding.message for finding in reading.findings if finding.rule == "column-told"]
    assert len(said) == len(set(header) - usual)
    assert all(any(f"“{name}”" in each for each in said) for name in set(header) - usual)


def test_a_column_with_the_name_of_something_else_is_not_taken_for_bodies(tmp_path: Path) -> None:
    reading = plan(tmp_path, ["No.", "Activity", "Deadline", "Approval", "Budget"])

    assert all(not event.executors for event in reading.events)


@pytest.mark.parametrize(
    "header",
    [
        ["No.", "Name", "From", "To", "Organisation"],
        ["A", "B", "C", "D", "E"],
        ["No.", "Title", "Date", "Chair", "Host"],
    ],
)
def test_contents_alone_make_no_plan(header: list[str], tmp_path: Path) -> None:
    rows = [["1", "A guide to clay", "2031", "2032", "Institute of Clay"]] * 4

    with pytest.raises(SourceError, match="holds no programme"):
        plan(tmp_path, header, rows)


@pytest.mark.parametrize(
    ("header", "met"),
    [
        ("No.   Activity              Term        Executors", "'Activity'"),
        ("№     Мероприятие           Срок        Исполнители", "'Мероприятие'"),
        ("Nr.   Maßnahme              Termin      Zuständig", "'Maßnahme'"),
        ("N°    Activité              Échéance    Responsable", "'Activité'"),
    ],
)
def test_a_text_set_in_columns_with_blanks_is_told_what_was_met_and_what_to_do(
    header: str, met: str, tmp_path: Path
) -> None:
    path = tmp_path / "choir.txt"
    path.write_text(
        f"Fictional choirs 2031\n\n{header}\n1     Spring concert of all choirs  April 2031  Board\n", "utf-8"
    )

    with pytest.raises(SourceError, match="row 3 names columns .*but only blanks part them; put a tab") as stopped:
        read(path)

    assert met in str(stopped.value)
    assert "no row has the names" not in str(stopped.value)


CODED = [
    ["Project", "Title of project", "Convener", "Participants", "Target completion"],
    ["Project", "Title", "Convener", "Partners", "Due date"],
    ["Activity", "Description of the activity", "Responsible", "Partners", "Deadline"],
    ["Мероприятие", "Наименование работы", "Исполнитель", "Соисполнители", "Срок"],
]


@pytest.mark.parametrize("header", CODED)
def test_a_column_of_codes_is_that_of_the_numbers_where_another_has_the_titles(
    header: list[str], tmp_path: Path
) -> None:
    rows = [
        ["CK-01", "Dig the clay pits", "Clay Board", "Trade Office", "March 2031"],
        ["CK-02", "Fire a thousand bricks", "Kiln Committee", "Clay Board", "by 1 June 2031"],
        ["K-03", "Sell the bricks at the fair", "Trade Office", "Market Commission", "2032"],
    ]
    reading = plan(tmp_path, header, rows)

    assert [(event.number, event.title) for event in reading.events] == [(row[0], row[1]) for row in rows]
    assert [len(event.executors) for event in reading.events] == [2, 2, 2]


def test_a_name_that_a_narrow_column_breaks_is_known() -> None:
    assert [language("ru").column(name) for name in ("Примеч ание", "Испол нитель", "Мероприят ие")] == [
        "remarks", "executors", "title",
    ]  # fmt: skip
    assert language("en").column("Activ ity") == "title"
    assert language("en").column("Gar den") is None


NAMES = {
    ("en", "executors"): "Convener; Convenor; Action by; Action by whom; Coordinating institute; Assignee; Rapporteur",
    ("en", "lead"): "Pilot laboratory; Lead partner; Lead TC; Lead department; Project leader",
    ("en", "partners"): "Participating members; Participating NMIs; Joint with; Liaisons; Supporting units",
    ("en", "term"): "Timescale; Planned for; Time horizon; Frequency; Deadline (month/year); Target date",
    ("en", "title"): "Deliverable; Recommendation; Intervention; Programme element; Key activities",
    ("en", "number"): "Reference; WBS; Task ID; Sl. No.; Action no.",
    ("ru", "executors"): "Структурное подразделение; Ответственная сторона; Ответственные за выполнение",
    ("ru", "partners"): "Участвующие организации; Заинтересованные органы; Соисполнители",
    ("ru", "title"): "Формулировка; Пункт плана; Наименование стандарта",
    ("ru", "number"): "N п/п; №п/п; Шифр темы; Код; № мероприятия",
    ("de", "executors"): "Verantwortlichkeit; Ausführung; Umsetzung durch; Akteure; Zuständige Stelle",
    ("de", "term"): "Fällig; Zeithorizont; Geplant für; Zeitpunkt; Umsetzung bis",
    ("de", "title"): "Beschreibung; Gegenstand; Meilenstein; To-do; Kurzbeschreibung",
    ("de", "number"): "Kennung; Kürzel; ID; Ziffer; Lfd. Nr.",
    ("fr", "executors"): "Porteur; Porteur de l'action; Maître d'ouvrage; Référent; Structure responsable",
    ("fr", "partners"): "Acteurs associés; Co-pilotes; Structures associées; Partenaires mobilisés",
    ("fr", "term"): "Echéance; Planning; Temporalité; Délai de réalisation; Date butoir",
    ("fr", "title"): "Opération; Nature de l'action; Travaux; Intitulé de l'action",
}


@pytest.mark.parametrize(("code", "column"), NAMES)
def test_columns_are_known_by_the_names_that_organisations_give_them(code: str, column: str) -> None:
    names = NAMES[code, column].split("; ")

    assert {name: language(code).column(name) for name in names} == dict.fromkeys(names, column)


def test_a_column_of_kinds_is_not_that_of_the_titles(tmp_path: Path) -> None:
    rows = [
        ["1", "Clay pits. Terms", "revision", "Clay Board", "2031"],
        ["2", "Kilns. Methods of test", "development", "Kiln Committee", "2031"],
        ["3", "Bricks. Dimensions", "revision", "Clay Board", "2032"],
        ["4", "Tiles. Dimensions", "development", "Clay Board", "2032"],
    ]
    for header in (["No.", "Name of the standard", "Activity", "Responsible", "Deadline"],):
        reading = plan(tmp_path, header, rows)

        assert [event.title for event in reading.events] == [row[1] for row in rows]


def test_names_may_be_joined_by_low_lines(tmp_path: Path) -> None:
    header = ["id", "task_name", "start_date", "end_date", "owner"]
    rows = [["T1", "Dig", "2031-01-15", "2031-06-30", "Clay Board"], ["T2", "Fire", "2031-07-01", "", "Kiln Panel"]]
    reading = plan(tmp_path, header, rows)

    assert [(event.number, event.title, event.term.start, event.term.end) for event in reading.events] == [
        ("T1", "Dig", "2031-01-15", "2031-06-30"),
        ("T2", "Fire", "2031-07-01", None),
    ]


@pytest.mark.parametrize("name", ["WP", "Section", "Objective"])
def test_a_column_of_sections_with_a_number_in_every_row_is_that_of_the_numbers(name: str, tmp_path: Path) -> None:
    rows = [
        ["WP1 Clay", "", "", ""],
        ["1.1", "Dig the clay pits", "Clay Board", "2031"],
        ["1.2", "Fire a thousand bricks", "Kiln Committee", "2031"],
        ["WP2 Sale", "", "", ""],
        ["2.1", "Sell the bricks", "Trade Office", "2032"],
    ]
    reading = plan(tmp_path, [name, "Task", "Responsible", "Deadline"], rows)

    assert [event.number for event in reading.events] == ["1.1", "1.2", "2.1"]
    assert len(reading.sections) == 2


@pytest.mark.parametrize(
    ("names", "below"),
    [
        ("No. | Activity | Actual | | Planned | | Responsible", "| | | Start | Finish | Start | Finish | |"),
        ("No. | Activity | Actual start | Actual finish | Planned start | Planned finish | Responsible", ""),
        ("№ | Мероприятие | Факт | | План | | Ответственный", "| | | с | по | с | по | |"),
        ("No. | Activity | Timing | | | | Responsible", "| | | Actual | Progress | Start | Finish | |"),
        ("Nr. | Maßnahme | Ist | | Geplant | | Zuständig", "| | | Beginn | Ende | Beginn | Ende | |"),
    ],
)
def test_what_came_about_stands_beside_what_is_planned_and_is_no_term(names: str, below: str, tmp_path: Path) -> None:
    rows = [
        "| 1 | Alpha | 04.2032 | 06.2032 | 03.2031 | 05.2031 | Clay |",
        "| 2 | Beta | | | 06.2031 | 07.2031 | Clay |",
    ]
    table = [f"| {names} |", "|---" * 7 + "|", *([below] if below else []), *rows]
    (tmp_path / "plan.md").write_text("\n".join(table), encoding="utf-8")

    terms = [event.term for event in read(tmp_path / "plan.md").events]

    assert [(term.start, term.end) for term in terms] == [("2031-03", "2031-05"), ("2031-06", "2031-07")]
