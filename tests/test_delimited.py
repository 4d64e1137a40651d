"""The delimiter of a text is found by evidence; quotes are read as spreadsheets write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from remit.errors import SourceError
from remit.formats.delimited import dialect_of, rows_of_csv
from remit.formats.formats import FORMATS, recognise


def read(text: str) -> list[tuple[int, int, list[str]]]:
    return [(r.table, r.number, [c.text for c in r.cells]) for r in rows_of_csv(text.encode("utf-8"), Path("plan.csv"))]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("No.,Event,Terms\n1,Review; report,2017\n", ","),
        ("No.;Event;Terms\n1;Review, report, analysis;2017\n2;Talks, all;2018\n", ";"),
        ("No.\tEvent\tTerms\n1\tReview, report\t2017\n", "\t"),
        ("No.|Event|Terms\n1|Review, report|2017\n", "|"),
        ('No.;Event;Terms\n1;"Review; a, b";1,5\n2;"x; y, z";2,5\n', ";"),
        ("Plan, draft, 2017\n\nNo.;Event;Terms;Who\n1;Review;2017;TC 1\n2;Report;2017;TC 1\n", ";"),
    ],
)
def test_the_delimiter_is_found(text: str, delimiter: str) -> None:
    assert dialect_of(text).delimiter == delimiter


def test_lines_before_the_table_are_paragraphs() -> None:
    text = "Plan for 2017\n,Draft,,\n\nNo.,Event,Terms,Who\n1,Review,2017,TC 1\n,,,\n"

    assert read(text) == [
        (0, 1, ["Plan for 2017"]),
        (0, 2, ["Draft"]),
        (1, 4, ["No.", "Event", "Terms", "Who"]),
        (1, 5, ["1", "Review", "2017", "TC 1"]),
    ]


def test_quotes_enclose_delimiters_line_ends_and_quotes() -> None:
    text = 'No.,Event,Who\r\n1,"the ""Metrology"" journal", "TC 1,\r\n\r\nTC 2"\r\n'

    assert read(text)[1] == (1, 2, ["1", 'the "Metrology" journal', "TC 1,\nTC 2"])


def test_quotes_that_do_not_close_are_letters() -> None:
    assert read('No.,Event,Who\n1,"Metrology" journal,TC 1\n')[1][2] == ["1", '"Metrology" journal', "TC 1"]


def test_a_spreadsheet_may_name_its_delimiter() -> None:
    assert read("sep=;\nNo.;Event;Terms\n1;a, b, c;2017\n") == [
        (1, 2, ["No.", "Event", "Terms"]),
        (1, 3, ["1", "a, b, c", "2017"]),
    ]


def test_decimal_commas_are_left_alone() -> None:
    assert read("No.;Event;Cost\n1;Review;1,5\n")[1][2] == ["1", "Review", "1,5"]


@pytest.mark.parametrize("charset", ["cp1251", "utf-16", "utf-16-le", "utf-8"])
def test_a_table_is_read_in_its_character_set(charset: str) -> None:
    data = "№;Срок;Кто\n1;2017;Совет\n".encode(charset)

    assert [[cell.text for cell in row.cells] for row in rows_of_csv(data, Path("plan.csv"))] == [
        ["№", "Срок", "Кто"],
        ["1", "2017", "Совет"],
    ]


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(SourceError, match="binary"):
        rows_of_csv(b"a,b\0c", Path("plan.csv"))


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_cell_that_is_too_long_is_refused_in_one_sentence(quote: str) -> None:
    data = f"No.,Event\n1,{quote}{'a ' * 70_000}{quote}\n".encode()

    with pytest.raises(SourceError, match="a cell has more than 131,072 characters") as stopped:
        FORMATS[recognise(data, Path("plan.csv"))](data, Path("plan.csv"))

    assert "\n" not in str(stopped.value)
