"""What stands in the cells of a calendar: words, times, bodies, bars over columns, colours; all of it is fictional."""

from __future__ import annotations

from pathlib import Path

import pytest

from remit import bundle, read
from remit.reading import Event
from remit.understand.language import load
from remit.understand.period import Period
from remit.understand.terms import read_term

HEAD = "<tr><th>No.<th>Activity<th>Responsible<th>Q1 2031<th>Q2 2031<th>Q3 2031<th>Q4 2031</tr>"
TITLE = "<p>Work plan of the Kelpwater Union for 2031 (fictional)</p>"
STYLE = "<style>td.on, .off td.busy { background-color: #9dc3e6 }</style>"


def events(folder: Path, rows: str, head: str = HEAD, style: str = "") -> list[Event]:
    (folder / "plan.html").write_text(f"{style}{TITLE}<table>{head}{rows}</table>", encoding="utf-8")
    return list(read(folder / "plan.html").events)


@pytest.mark.parametrize(
    ("cells", "other", "kind", "bounds"),
    [
        ("<td>draft<td><td>final<td>", "<td><td>count<td><td>", "staged", ("2031-01", "2031-09")),
        ("<td><td>count<td><td>", "<td>x<td><td>print<td>", "quarter", ("2031-04", "2031-06")),
        ("<td>15 Feb<td><td><td>", "<td><td>by 1 June<td><td>", "day", ("2031-02-15", "2031-02-15")),
        ("<td colspan=2>x<td><td>", "<td>x<td><td><td>", "range", ("2031-01", "2031-06")),
        ("<td><td colspan=3>field work", "<td>count<td><td><td>", "range", ("2031-04", "2031-12")),
        ("<td>P<td>P<td><td>", "<td><td><td>F<td>", "range", ("2031-01", "2031-06")),
        ("<td>yes<td>no<td>no<td>yes", "<td>no<td>no<td>yes<td>yes", "list", ("2031-01", "2031-12")),
        ("<td>100<td>250<td><td>", "<td>3<td>4<td>5<td>6", "none", (None, None)),
    ],
)
def test_what_stands_in_a_calendar_is_a_term(
    tmp_path: Path, cells: str, other: str, kind: str, bounds: tuple[str | None, str | None]
) -> None:
    rows = f"<tr><td>1<td>Reef survey<td>Reef Office{cells}</tr><tr><td>2<td>Atlas<td>Map Office{other}</tr>"
    term = events(tmp_path, rows)[0].term

    assert (term.kind, (term.start, term.end)) == (kind, bounds)


def test_bodies_in_a_calendar_say_who_and_when(tmp_path: Path) -> None:
    rows = "<tr><td>1<td>Reef survey<td>Reef Office<td>Map Board<td></tr><tr><td>2<td>Atlas<td><td><td>Map Board</tr>"
    first, second = events(tmp_path, rows, HEAD.replace("<th>Responsible", "").replace("<th>Q4 2031", ""))

    assert (first.term.start, first.term.end) == ("2031-01", "2031-06")
    assert [executor.text for executor in first.executors] == ["Reef Office", "Map Board"]
    assert (second.term.text, [executor.text for executor in second.executors]) == ("Q3 2031", ["Map Board"])


def test_colours_of_a_page_are_marks(tmp_path: Path) -> None:
    rows = (
        "<tr><td>1<td>Reef survey<td>Reef Office<td class=on><td class='x on'><td><td></tr>"
        "<tr><td>2<td>Seal count<td>Seal Office<td><td><td bgcolor='#9DC3E6'><td></tr>"
        "<tr><td>3<td>Atlas<td>Map Office<td colspan=2 style='background: #9dc3e6'><td class=busy><td></tr>"
    )

    found = events(tmp_path, rows, style=STYLE)

    assert [event.term.text for event in found] == ["Q1 2031 – Q2 2031", "Q3 2031", "Q1 2031 – Q3 2031"]


@pytest.mark.parametrize(
    ("code", "text", "kind"),
    [
        ("en", "monthly, except in August", "recurring"),
        ("en", "quarterly, by the 10th day of the following month", "recurring"),
        ("en", "summer break (July–September 2031)", "range"),
        ("en", "as decided by the Kelp Council", "by-schedule"),
        ("de", "vierteljährlich bis zum 10. des Folgemonats", "recurring"),
        ("de", "monatlich (außer Juli und August)", "recurring"),
        ("de", "2. Hj. 2031", "half-year"),
        ("de", "bis Beginn WiSe 2031/32", "relative"),
        ("de", "Semesterferien (Juli–September 2031)", "range"),
        ("fr", "mensuelle, sauf en août", "recurring"),
        ("fr", "trimestriel, avant le 10", "recurring"),
        ("fr", "au fil de l'eau", "as-needed"),
        ("ru", "ежеквартально до 10 числа месяца", "recurring"),
        ("ru", "ежемесячно, кроме января", "recurring"),
        ("ru", "по графику, утверждённому Советом Союза", "by-schedule"),
        ("ru", "раз в семестр", "recurring"),
    ],
)
def test_a_term_may_be_narrowed(code: str, text: str, kind: str) -> None:
    language = load(bundle.folder("data") / "language" / f"{code}.yaml")

    assert read_term(text, language, Period(2031, 2032)).kind == kind


def test_a_calendar_may_have_a_name_over_its_years_and_their_quarters(tmp_path: Path) -> None:
    head = (
        "<tr><th rowspan=3>No.<th rowspan=3>Activity<th rowspan=3>Responsible<th colspan=4>Time by quarters</tr>"
        "<tr><th colspan=4>2031</tr><tr><th>I<th>II<th>III<th>IV</tr>"
    )
    rows = "<tr><td>1<td>Reef survey<td>Reef Office<td>+<td>+<td><td></tr>"

    assert [(each.term.start, each.term.end) for each in events(tmp_path, rows, head)] == [("2031-01", "2031-06")]


def test_a_header_that_is_known_by_what_stands_under_it_is_none_where_it_stands_again(tmp_path: Path) -> None:
    head = "<tr><th>Item<th>Project<th>Allocated to<th>Output, then</tr>"
    rows = "".join(f"<tr><td>{n}<td>Survey of reef {n}<td>Reef Office<td>May 203{n}</tr>" for n in range(1, 5))
    last = "<tr><td>5<td>Atlas<td>Map Office<td>2031</tr>"

    assert [event.number for event in events(tmp_path, rows + head + last, head)] == ["1", "2", "3", "4", "5"]


def test_a_cell_of_a_calendar_may_say_the_day_itself(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    rows = ["1;Сверка;май;;;Отдел глины", "2;Праздник;;12 июня;;Отдел глины", "3;Отчёт;;;до 1 декабря;Отдел глины",
            "4;Съёмка;+;+;;Отдел глины", "5;Опись;+;;;Отдел глины", "6;Учёт;;+;+;Отдел глины"]  # fmt: skip
    head = "План работ Союза глины на 2031 год\n№;Мероприятие;I квартал;II квартал;IV квартал;Исполнитель\n"
    path.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")

    found = [(event.term.kind, event.term.start, event.term.end) for event in read(path).events]

    assert found[:3] == [
        ("month", "2031-05", "2031-05"), ("day", "2031-06-12", "2031-06-12"), ("until", None, "2031-12-01"),
    ]  # fmt: skip
    assert found[4] == ("quarter", "2031-01", "2031-03")
