"""A word that a narrow cell tears without a hyphen is put together again; rows that no lines part are parted by gaps.

All that these PDFs say is fictional.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pdf_writing import HEADER, Page, pdf
from remit.documents.document import read
from remit.formats.pdf import rows_of_pdf
from remit.formats.pdf_hyphens import settled
from remit.formats.pdf_lines import HYPHEN_END, cell_text, trails
from remit.formats.pdf_shapes import Word


def column(*lines: str, blanks: bool = True) -> list[Word]:
    """Return lines of a column as words of letters 5 points wide; a line ends with a blank where it ends with one."""
    words: list[Word] = []
    for number, line in enumerate(lines):
        at = 0.0
        for text in line.split():
            trailing = line.endswith(" ") or not line.endswith(text)
            y = 12.0 * number
            words.append(Word(text, at, y, at + 5 * len(text), y + 10, len(words) * 1000, False, blanks and trailing))
            at += 5 * len(text) + 5
    return words


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("Constantl", "y"), "Constantly"),
        (("On ", "continuo", "us basis"), "On continuous basis"),
        (("responsi", "bilities"), "responsibilities"),
        (("186/RU/9", "9"), "186/RU/99"),
        (("President'", "s Council"), "President's Council"),
        (("COOMET", "President"), "COOMET President"),
        (("COOMET", "responsib", "le for"), "COOMET responsible for"),
        (("Secretariat", "Members"), "Secretariat Members"),
        (("2031", "2032"), "2031 2032"),
        (("festival,", "2031"), "festival, 2031"),
    ],
)
def test_a_torn_word_is_put_together_and_two_words_stay_two(lines: tuple[str, ...], text: str) -> None:
    words = column(*lines)
    width = max(word.x1 for word in words) + 2

    told = settled([cell_text(words, width, trailing=True), "COOMET President", "members"])

    assert told[0] == text


def test_a_hyphen_after_a_torn_line_hides_no_word() -> None:
    words = column("COOMET", f"resp-{HYPHEN_END}onsible")

    assert settled([cell_text(words, 32, trailing=True), "COOMET"])[0].startswith("COOMET resp")


def test_a_line_with_room_for_a_letter_tears_no_word() -> None:
    assert settled([cell_text(column("plum", "s"), 40, trailing=True)]) == ["plum s"]


def test_a_page_shows_whether_its_lines_end_with_blanks() -> None:
    lines = ("the trees ", "of the ", "north and ", "south")

    assert trails(column(*lines))
    assert not trails(column(*lines, blanks=False))


ROWS = [(f"1.{number}", "Survey of trees", "2031", f"WG {number}", "fictional") for number in range(1, 30)]
XS = (40, 80, 230, 310, 440, 550)


def drawn(every: int) -> bytes:
    """Return a table in which every so many rows has standing lines; 0 is none but the outer ones."""
    page = Page()
    for index, row in enumerate([HEADER, *ROWS[:12]]):
        top = 60 + 30 * index
        for x, words in zip(XS, row, strict=False):
            page.text(x + 4, top + 14, words)
        if every:
            page.line(XS[0], top, XS[-1], top).line(XS[0], top + 30, XS[-1], top + 30)
        for x in XS if every and index % every == 0 else (XS[0], XS[-1]):
            page.line(x, top, x, top + 30)
    page.line(XS[0], 60, XS[-1], 60).line(XS[0], 60 + 30 * 13, XS[-1], 60 + 30 * 13)
    return pdf(page)


@pytest.mark.parametrize("every", [1, 2, 3, 0])
def test_rows_without_lines_between_their_cells_are_parted_by_the_gaps(every: int) -> None:
    rows = rows_of_pdf(drawn(every), Path("draft.pdf"))

    assert [tuple(cell.text for cell in row.cells) for row in rows if row.table] == [HEADER, *ROWS[:12]]


def test_names_of_two_levels_and_a_long_line_make_columns_without_lines() -> None:
    page = Page().text(40, 100, "No.").text(70, 100, "Activity").text(250, 100, "Timing").text(400, 100, "Who")
    page.text(250, 116, "Start").text(320, 116, "Finish").text(40, 132, "1. Kites of all kinds in the whole town")
    for at, number in enumerate(("1.1", "1.2", "1.3")):
        page.text(40, 148 + 30 * at, number).text(70, 148 + 30 * at, "Fly kites").text(250, 148 + 30 * at, "May 2031")
        page.text(320, 148 + 30 * at, "June 2031").text(400, 148 + 30 * at, "Clay Board")
        page.text(70, 158 + 30 * at, "and mend them with care in the harbour").text(40, 800, "")
    found = [[cell.text for cell in row.cells] for row in rows_of_pdf(pdf(page), Path("plan.pdf"))]

    assert found[1:4] == [
        ["", "", "Start", "Finish", ""],
        ["1. Kites of all kinds in the whole town", "", "", "", ""],
        ["1.1", "Fly kites and mend them with care in the harbour", "May 2031", "June 2031", "Clay Board"],
    ]


def test_a_heading_over_all_columns_stays_one() -> None:
    page = Page().table((HEADER, ROWS[0]))
    page.line(40, 180, 550, 180).line(40, 220, 550, 220).line(40, 180, 40, 220).line(550, 180, 550, 220)
    page.text(44, 195, "2 All that grows in the north, in the south, in the east and in the west of our fair country")

    rows = [row for row in rows_of_pdf(pdf(page), Path("draft.pdf")) if row.table]

    assert [bool(cell.text) for cell in rows[-1].cells] == [True, False, False, False, False]


PAGES = """Plan of the orchards for 2031 – 2033

No.\tName of event\tTerms\tExecutors\tRemarks
1\tTrees\t\t\t
1.1\tCounting of\tonce in 2 years\tWG 1,\t
No.\tName of event\tTerms\tExecutors\tRemarks
\ttrees\t(2031, 2033)\tWG 2\t
\tPrograms of planting within ORCHARDS\t\t\t
No.\tName of event\tTerms\tExecutors\tRemarks
\tForum of the North\t\t\t
1.2\t- Development\t2031\tWG 1\t
\t- Realization\t2032\tWG 2\t
"""


def test_what_a_page_break_cuts_in_mid_sentence_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(PAGES, encoding="utf-8")

    reading = read(path)

    first = reading.events[0]
    assert (first.number, first.title, first.term.text) == ("1.1", "Counting of trees", "once in 2 years (2031, 2033)")
    assert [group.title for group in reading.groups] == ["Programs of planting within ORCHARDS Forum of the North"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            ["Former les\ue002gardiens du port", "Règlement\ue002adopté", "Commissio\ue002n", "les phares du pays"],
            ["Former les gardiens du port", "Règlement adopté", "Commission", "les phares du pays"],
        ),
        (
            ["Prüfung der\ue002Glocken", "Verwaltungs\ue002rat und Beirat", "die Türme werden geprüft"],
            ["Prüfung der Glocken", "Verwaltungsrat und Beirat", "die Türme werden geprüft"],
        ),
        (["à partir de\ue002septembre\ue0022031", "le port"], ["à partir de septembre 2031", "le port"]),
        (["by September\ue0022031", "the harbour"], ["by September 2031", "the harbour"]),
        (["FY\ue0022031", "the harbour"], ["FY2031", "the harbour"]),
    ],
)
def test_the_words_of_its_own_language_tell_whether_a_line_end_tears(texts: list[str], expected: list[str]) -> None:
    assert settled(texts) == expected


def test_a_blank_that_is_made_up_for_a_line_end_tears_no_word() -> None:
    path = Path(__file__).parent / "documents" / "layouts" / "muzei-narrow-ru.pdf"

    events = {event.number: event for event in read(path).events}

    assert (events["10"].title, events["11"].executors[0].text) == ("Общее собрание", "Казначей")


def test_a_hyphen_goes_where_what_follows_is_no_word_or_another_form_of_the_word_stands() -> None:
    assert settled([f"net-{HYPHEN_END}work"]) == ["net-work"]
    assert settled([f"author-{HYPHEN_END}ity"]) == ["authority"]
    assert settled([f"кирпи-{HYPHEN_END}чных", "кирпичами"]) == ["кирпичных", "кирпичами"]


def test_names_printed_again_are_parted_from_the_rest_of_a_row_that_a_page_cuts(tmp_path: Path) -> None:
    header, *first = (
        ("No.", "Name of event", "Terms", "Executors", "Remarks"),
        ("1", "Fly kites in the old", "2031", "", ""),
    )
    again = ("No.", "Name of event harbour", "Terms", "Executors", "Remarks")
    last = ("2", "Mend kites", "2032", "Clay Board", "")
    (tmp_path / "plan.pdf").write_bytes(pdf(Page().table((header, *first)), Page().table((again, last))))

    events = read(tmp_path / "plan.pdf").events

    assert [(event.number, event.title) for event in events] == [
        ("1", "Fly kites in the old harbour"),
        ("2", "Mend kites"),
    ]
