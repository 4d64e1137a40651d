"""Pipe tables are read without their markup, and nothing of a row is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from office import struck_in
from remit.documents.document import read as read_document
from remit.errors import SourceError
from remit.formats.markdown import rows_of_markdown

PLAN = Path("plan.md")


def read(text: str) -> list[tuple[int, list[str]]]:
    return [(r.table, [c.text for c in r.cells]) for r in rows_of_markdown(text.encode("utf-8"), PLAN)]


def cell(text: str) -> str:
    return read(f"| a | b |\n|---|---|\n| {text} | x |\n")[1][1][0]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("TC 1 \\| TC 2", "TC 1 | TC 2"),
        ("TC 1,<br>TC 2<BR />TC 3", "TC 1,\nTC 2\nTC 3"),
        ("**Review** of *the* `code` [rules](x.md)", "Review of the code rules"),
        ("a_b_c 2*3", "a_b_c 2*3"),
        ("&amp; &#1057;рок", "& Срок"),
        ("~~2016~~ 2017", "2017"),
        ("27<sup>th</sup>", "27th"),
        ("\\*", "*"),
    ],
)
def test_markup_is_taken_off(written: str, text: str) -> None:
    assert cell(written) == text


def test_headings_and_paragraphs_stand_between_tables() -> None:
    text = "---\ntitle: no\n---\n# Plan\n\nfor **2017**\nand on\n\nNo. | Event\n:-- | --:\n1 | Review\n\n- end\n"

    assert read(text) == [
        (0, ["Plan"]),
        (0, ["for 2017 and on"]),
        (1, ["No.", "Event"]),
        (1, ["1", "Review"]),
        (0, ["end"]),
    ]


def test_a_row_keeps_more_cells_than_its_header() -> None:
    assert read("|a|b|\n|-|-|\n|1|2|3|\n|4|\n")[1:] == [(1, ["1", "2", "3"]), (1, ["4", "", ""])]


def test_an_html_table_in_markdown_is_read() -> None:
    assert read("text\n\n<table><tr><td>a</td><td>b</td></tr></table>\n") == [(0, ["text"]), (1, ["a", "b"])]


def test_struck_out_words_are_told() -> None:
    rows = rows_of_markdown(b"|a|b|\n|-|-|\n|1|~~2016~~ 2017|\n", PLAN)

    assert [(s.text, s.place.row, s.place.column) for s in struck_in(rows)] == [("2016", 2, "1")]


@pytest.mark.parametrize("text", ["a" * 50_001, "a\n" * 1_000_001])
def test_a_text_that_would_take_long_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="keep only the programme's table"):
        read(text)


@pytest.mark.parametrize("row", ["| print the guide | 2026 |", "| | 2026 |", "| print the guide |"])
def test_a_row_with_fewer_cells_is_no_part_of_the_row_above(row: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    head = "| Activity | Terms | Responsible |\n|---|---|---|\n"
    path.write_text(
        f"{head}| Hold the courses, | 2025 | Secretariat |\n{row}\n| Talk | 2026 | TC 1 |\n", encoding="utf-8"
    )

    reading = read_document(path)

    assert (reading.events[0].title, reading.events[0].term.text) == ("Hold the courses,", "2025")
    assert [finding.rule for finding in reading.findings if finding.rule == "row-rejoined"] == []
