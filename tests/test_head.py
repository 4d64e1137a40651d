"""What a document says of its approval: by whom and when; all bodies are fictional."""

from __future__ import annotations

from pathlib import Path

import pytest

from remit import read
from remit.documents.head import read_head
from remit.documents.rows import head_line
from remit.formats.row import Row, cell_of
from remit.workspace import Workspace

RUSSIAN = next(each for each in Workspace.bundled().languages if each.code == "ru")


@pytest.mark.parametrize(
    ("text", "by", "on"),
    [
        ("Утверждена Правлением 4 марта 2024 г.", "Правлением", "2024-03-04"),
        ("Утверждена Общим советом 4 марта 2024 г.", "Общим советом", "2024-03-04"),
        ("Утверждена на заседании Правления 4 марта 2024 года", "Правления", "2024-03-04"),
        ("Утверждена на заседании Правления (4 марта 2024 г.)", "Правления", "2024-03-04"),
        ("Утверждена решением Правления от 4 марта 2024 г.", "Правления", "2024-03-04"),
        ("Утвержден решением Правления от 04.03.2024 № 5", "Правления", "2024-03-04"),
        ("Утверждена 4 марта 2024 г. решением Правления", "Правления", "2024-03-04"),
        ("Утверждена на 26-м заседании Комитета (Минск, 2016)", "26-м заседании Комитета", ""),
    ],
)
def test_a_russian_approval_is_parted_into_by_whom_and_when(text: str, by: str, on: str) -> None:
    said = read_head([head_line(Row(1, (cell_of(text, "plan.txt", 1, 0),)))], [], RUSSIAN)

    assert (said.approval, said.approved_by) == (text, by)
    assert said.approved_on == on


@pytest.mark.parametrize(
    ("code", "text", "by", "on"),
    [
        ("en", "Adopted by the General Assembly on 14 October 2030 in Lowmere", "General Assembly", "2030-10-14"),
        ("en", "Approved by the Board in October 2030 at Lowmere.", "Board", "2030-10"),
        ("en", "Approved by the Board on 14 October 2030", "Board", "2030-10-14"),
        ("en", "Approved by the Board on 14 October 2030.", "Board", "2030-10-14"),
        ("ru", "Утверждено решением Совета маяков, протокол № 7 от 12 ноября 2029 г.", "Совета маяков", "2029-11-12"),
        ("ru", "Утверждено решением Совета маяков (протокол № 7 от 12.11.2029)", "Совета маяков", "2029-11-12"),
        ("ru", "УТВЕРЖДЕНО решением\nСовета маяков,\nпротокол № 7 от 12 ноября 2029 г.", "Совета маяков", "2029-11-12"),
        ("ru", "УТВЕРЖДЕНО\nна заседании Совета\nпротокол № 7 от 12 ноября 2029 г.", "Совета", "2029-11-12"),
        ("ru", "Утверждено решением Совета\nмаяков от 12 ноября 2029 г.", "Совета маяков", "2029-11-12"),
        ("de", "Beschlossen von der Vollversammlung am 14. Oktober 2030 in Tiefsee", "Vollversammlung", "2030-10-14"),
        ("de", "Genehmigt durch den Vorstand, Protokoll Nr. 7 vom 12. November 2029", "Vorstand", "2029-11-12"),
        ("de", "Genehmigt vom Vorstand am 12. November 2029", "Vorstand", "2029-11-12"),
        ("fr", "Adopté par l'assemblée générale le 14 octobre 2030 à Basmer", "assemblée générale", "2030-10-14"),
        ("fr", "Approuvé par le Conseil, procès-verbal n° 7 du 12 novembre 2029", "Conseil", "2029-11-12"),
        ("fr", "Approuvé par le Conseil le 12 novembre 2029", "Conseil", "2029-11-12"),
    ],
)  # fmt: skip
def test_the_place_and_the_minutes_are_neither_approver_nor_date(code: str, text: str, by: str, on: str) -> None:
    language = next(each for each in Workspace.bundled().languages if each.code == code)

    said = read_head([head_line(Row(1, (cell_of(text, "plan.txt", 1, 0),)))], [], language)

    assert (said.approval, said.approved_by, said.approved_on) == (text, by, on)


@pytest.mark.parametrize(
    ("code", "lines", "by", "on"),
    [
        ("en", ["Approved by the Board of Trustees on 3 November 2033. All names are invented."],
         "Board of Trustees", "2033-11-03"),
        ("en", ["Adopted by the 12th General Assembly, Port Vell, 20–21 October 2034"], "12th General Assembly", ""),
        ("ru", ["УТВЕРЖДЁН", "приказом Министерства озёр", "от 14 декабря 2032 г. № 118"],
         "Министерства озёр", "2032-12-14"),
        ("ru", ["Утверждено Учёным советом 27.06.2030, протокол № 5"], "Учёным советом", "2030-06-27"),
        ("ru", ["Утверждён решением Правления", "от 4 марта 2024 г."], "Правления", "2024-03-04"),
        ("de", ["Beschlossen", "von der Vollversammlung am 14. Oktober 2030"], "Vollversammlung", "2030-10-14"),
        ("en", ["Approved by the Board", "Work programme for 2031"], "Board", ""),
        ("ru", ["Утверждена Правлением", "Программа работ на 2030 год"], "Правлением", ""),
    ],
)  # fmt: skip
def test_an_approval_may_go_over_lines_and_be_followed_by_a_sentence(
    code: str, lines: list[str], by: str, on: str
) -> None:
    language = next(each for each in Workspace.bundled().languages if each.code == code)
    rows = [head_line(Row(n, (cell_of(text, "plan.txt", n, 0),))) for n, text in enumerate(lines, start=1)]

    said = read_head(rows, [], language)

    assert (said.approved_by, said.approved_on) == (by, on or said.approved_on)
    assert said.title not in lines[:1]


@pytest.mark.parametrize(
    ("code", "lines", "title"),
    [
        ("en", ["Clay Network", "Action Plan", "2031–2033"], "Action Plan 2031–2033"),
        ("en", ["Clay Network", "Minutes of the 3rd meeting of the Board", "7–8 October 2031, Lowmere"],
         "Minutes of the 3rd meeting of the Board"),
        ("ru", ["ПЛАН МЕРОПРИЯТИЙ", "по развитию глины на 2031–2033 годы",
                "План разработан во исполнение стратегии на период до 2040 года. К 2032 году намечено больше глины."],
         "ПЛАН МЕРОПРИЯТИЙ по развитию глины на 2031–2033 годы"),
        ("de", ["Landkreis Ton", "Maßnahmenplan Feuer", "2031–2033"], "Maßnahmenplan Feuer 2031–2033"),
        ("fr", ["Réseau Argile", "Plan d'action", "2031-2033"], "Plan d'action 2031-2033"),
    ],
)  # fmt: skip
def test_a_title_goes_on_in_the_next_line_and_is_no_sentence(code: str, lines: list[str], title: str) -> None:
    language = next(each for each in Workspace.bundled().languages if each.code == code)
    head = [head_line(Row(at, (cell_of(line, "plan.txt", at, 0),))) for at, line in enumerate(lines, 1)]

    said = read_head(head, [], language)

    assert said.title == title


@pytest.mark.parametrize(
    ("dates", "meaning"),
    [
        (["21 March 2031", "11/04/2031"], "2031-04-11"),
        (["March 21, 2031", "11/04/2031"], "2031-11-04"),
        (["March 21, 2031", "21 March 2031", "11/04/2031"], None),
        (["21 March 2031", "04/25/2031", "11/04/2031"], "2031-11-04"),
    ],
)
def test_dates_in_words_tell_which_number_is_the_day(dates: list[str], meaning: str | None, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    rows = "".join(f'Work {at};"{date}";Reed Board\n' for at, date in enumerate(dates))
    path.write_text(f"Task;Due;Responsible\n{rows}", encoding="utf-8")

    assert read(path).events[-1].term.start == meaning
