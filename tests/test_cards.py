"""Plans that are no table: lists with labelled lines, and small tables of labels; all of them are fictional."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import office
from pdf_writing import Page, pdf
from remit import read
from remit.bundle import folder
from remit.documents.labels import Labels
from remit.errors import SourceError
from remit.formats.row import cell_of
from remit.reading import Reading
from remit.understand.language import load

TITLE = "Work plan of the Kelpwater Union for 2031–2032 (fictional)"
ASKED = [
    ("1.1", "Survey of the reefs", "Reef Office", "May 2032"),
    ("1.2", "Count of the seals", "Seal Office, Kelp Council", "quarterly"),
    ("2.1", "Atlas of the coast", "Map Office", "2031"),
]
HEADINGS = {"1": "Surveys", "2": "Publications"}
WANTED = [(number, title, number[0], term, tuple(who.split(", "))) for number, title, who, term in ASKED]


def said(reading: Reading) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    return [
        (e.number, e.title, e.section, e.term.text, tuple(each.text for each in e.executors)) for e in reading.events
    ]


def lines(form: str, heading: str = "{0}. {1}") -> list[str]:
    """Return the lines of the plan; `form` is that of what is asked."""
    made, last = [], ""
    for number, title, who, term in ASKED:
        if number[0] != last:
            last = number[0]
            made.append(heading.format(last, HEADINGS[last]))
        made += form.format(number, title, who, term).split("\n")
    return made


@pytest.mark.parametrize(
    "form",
    [
        "{0} {1}\nResponsible: {2}\nDeadline: {3}",
        "{0} {1}\n   Responsible: {2}; Deadline: {3}",
        "{0}. {1}. Deadline: {3}. Responsible: {2}.",
        "{0} {1} (Responsible: {2}; Deadline: {3})",
        "{0}) {1} (deadline – {3}; responsible – {2})",
        "Activity {0}: {1}\n- Deadline: {3}\n- Responsible: {2}",
        "{0} {1}\nResponsible\n{2}\nDeadline\n{3}",
    ],
)
def test_a_list_with_labels_is_a_plan(tmp_path: Path, form: str) -> None:
    (tmp_path / "plan.txt").write_text("\n".join([TITLE, "", *lines(form)]), encoding="utf-8")

    reading = read(tmp_path / "plan.txt")

    assert [(n.rstrip(".)"), *rest) for n, *rest in said(reading)] == WANTED
    assert [(each.number, each.title) for each in reading.sections] == [*HEADINGS.items()]
    assert (reading.programme.title, reading.programme.start, reading.programme.end) == (TITLE, 2031, 2032)
    assert "plan-in-list" in {finding.rule for finding in reading.findings}


@pytest.mark.parametrize("form", ["{0} {1} – {2} ({3})", "{0}. {1} ({2}; {3})", "{0} {1} ({3}) – {2}"])
def test_a_list_without_labels_is_a_plan_where_each_item_says_when_and_who(tmp_path: Path, form: str) -> None:
    (tmp_path / "plan.txt").write_text("\n".join([TITLE, "", *lines(form)]), encoding="utf-8")

    assert [(n.rstrip(".)"), *rest) for n, *rest in said(read(tmp_path / "plan.txt"))] == WANTED


def test_a_list_of_other_things_is_no_plan(tmp_path: Path) -> None:
    texts = ["Annual report (fictional)", *(f"{n} Chapter on reefs – many words (see below)" for n in range(1, 9))]
    (tmp_path / "report.txt").write_text("\n".join(texts), encoding="utf-8")

    with pytest.raises(SourceError, match="holds no programme"):
        read(tmp_path / "report.txt")


def test_a_cell_beside_labels_says_what_is_asked(tmp_path: Path) -> None:
    rows = "".join(
        f"<tr><td rowspan=2>{n} {t}<td>Responsible<td>{w}</tr><tr><td>Deadline<td>{d}</tr>" for n, t, w, d in ASKED
    )
    (tmp_path / "plan.html").write_text(f"<p>{TITLE}</p><table>{rows}</table>", encoding="utf-8")

    assert [(n, t, when, who) for n, t, _, when, who in said(read(tmp_path / "plan.html"))] == [
        (n, t, when, who) for n, t, _, when, who in WANTED
    ]


def printed(texts: list[str]) -> bytes:
    """Return a PDF with a line for each text."""
    page = Page()
    for index, text in enumerate(texts):
        page.text(60, 60 + 24 * index, text.replace("–", "-"))
    return pdf(page)


def test_the_same_list_is_read_in_every_format(tmp_path: Path) -> None:
    form = "{0} {1}\nResponsible: {2}\nDeadline: {3}"
    html = "".join(f"<p>{line}</p>" for line in [TITLE, *lines(form)])
    word = "".join(office.p(line) for line in [TITLE, *lines(form)])
    marked = lines("### {0} {1}\n\n- **Responsible:** {2}\n- **Deadline:** {3}\n", "## {0}. {1}\n")
    made = {
        "plan.html": f"<html><body>{html}</body></html>".encode(),
        "plan.docx": office.docx(word),
        "plan.md": "\n".join([f"# {TITLE}\n", *marked]).encode(),
        "plan.pdf": printed([TITLE, *lines(form)]),
    }

    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
        assert said(read(tmp_path / name)) == WANTED, name


def test_small_tables_with_labels_are_a_plan(tmp_path: Path) -> None:
    body = [f"<p>{TITLE}</p>"]
    for number, title, who, term in ASKED:
        body += [f"<h2>{number[0]}. {HEADINGS[number[0]]}</h2>"] if number.endswith(".1") else []
        pairs = [("No.", number), ("Activity", title), ("Responsible", who), ("Deadline", term), ("Budget", "5")]
        body.append("<table>" + "".join(f"<tr><th>{a}</th><td>{b}</td></tr>" for a, b in pairs) + "</table>")
    (tmp_path / "plan.html").write_text("".join(body), encoding="utf-8")

    assert said(read(tmp_path / "plan.html")) == WANTED


def test_every_stretch_of_cards_has_a_place_of_its_own(tmp_path: Path) -> None:
    pairs = [[("Activity", title), ("Responsible", who), ("Deadline", term)] for _, title, who, term in ASKED]
    tables = "".join(
        "<table>" + "".join(f"<tr><td>{a}<td>{b}</tr>" for a, b in card) + "</table><p></p>" for card in pairs
    )
    (tmp_path / "plan.html").write_text(f"<p>{TITLE}</p>{tables}", encoding="utf-8")

    places = [place for event in read(tmp_path / "plan.html").events for place in event.places]

    assert [place.table for place in places] == [1, 1, 1, 2, 2, 2, 3, 3, 3]
    assert len({(place.table, place.row, place.column, place.start) for place in places}) == len(places)


def test_a_table_turned_on_its_side_is_a_plan(tmp_path: Path) -> None:
    columns = [("No.", "Activity", "Responsible", "Deadline"), *ASKED]
    rows = [";".join(column[index] for column in columns) for index in range(4)]
    (tmp_path / "plan.csv").write_text("\n".join([TITLE, *rows]), encoding="utf-8")

    assert [(n, t, when, who) for n, t, _, when, who in said(read(tmp_path / "plan.csv"))] == [
        (n, t, when, who) for n, t, _, when, who in WANTED
    ]


def test_a_table_goes_before_labels_around_it(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{n}<td>{t}<td>{w}<td>{d}</tr>" for n, t, w, d in ASKED)
    notes = "<p>Report. Responsible: Kelp Council. Deadline: 2031.</p><p>Vote. Responsible: All. Deadline: 2032.</p>"
    head = "<tr><th>No.<th>Activity<th>Responsible<th>Deadline</tr>"
    (tmp_path / "plan.html").write_text(f"<p>{TITLE}</p>{notes}<table>{head}{rows}</table>", encoding="utf-8")

    assert [event.title for event in read(tmp_path / "plan.html").events] == [title for _, title, _, _ in ASKED]


@given(st.text(alphabet="abС Срок:;.–-()\n\t1Deadline", max_size=60))
@settings(max_examples=60, deadline=None)
def test_what_labels_part_is_what_stands_there(text: str) -> None:
    labels = Labels(load(folder("data") / "language" / "en.yaml"))
    cell = cell_of(text, "plan.txt", 1, 0)

    lead, fields = labels.parted(cell)

    for each in (lead, *(field.cell for field in fields)):
        assert each.text in cell.text
        assert "".join(place.text for place in each.places) == each.text


def test_a_card_may_have_four_cells_and_say_nothing_after_a_label(tmp_path: Path) -> None:
    tables = "".join(
        f"<table><tr><td>Activity<td>{n}<td>Deadline<td>{d}</tr><tr><td>Title<td colspan=3>{t}</tr>"
        f"<tr><td>Lead<td>{w}<td>Partners<td></tr></table><p></p>"
        for n, t, w, d in ASKED
    )
    (tmp_path / "plan.html").write_text(f"<p>{TITLE}</p>{tables}", encoding="utf-8")

    assert [(n, t, when, who) for n, t, _, when, who in said(read(tmp_path / "plan.html"))] == [
        (n, t, when, who) for n, t, _, when, who in WANTED
    ]


def drawn(rows: list[tuple[str, ...]], widths: tuple[int, ...] = (5, 12, 14, 10)) -> str:
    """Return a table as a plain text draws it; what is too long goes on in the next line."""
    rule = "+" + "+".join("-" * (width + 2) for width in widths) + "+"
    made = [rule]
    for row in rows:
        cells = [textwrap.wrap(text, width) or [""] for text, width in zip(row, widths, strict=True)]
        for at in range(max(map(len, cells))):
            texts = [lines[at] if at < len(lines) else "" for lines in cells]
            made.append("| " + " | ".join(t.ljust(w) for t, w in zip(texts, widths, strict=True)) + " |")
        made.append(rule)
    return "\n".join(made)


def test_a_table_that_a_text_draws_is_read_with_the_headings_between_its_parts(tmp_path: Path) -> None:
    head = ("No.", "Activity", "Responsible", "Deadline")
    parts = [
        f"{number}. {heading}\n\n{drawn([head, *(row for row in ASKED if row[0][0] == number)])}"
        for number, heading in HEADINGS.items()
    ]
    (tmp_path / "plan.txt").write_text("\n\n".join([TITLE, *parts]), encoding="utf-8")

    reading = read(tmp_path / "plan.txt")

    assert said(reading) == WANTED
    assert [(each.number, each.title) for each in reading.sections] == [*HEADINGS.items()]
    assert reading.events[0].term.places[0].row > 1
