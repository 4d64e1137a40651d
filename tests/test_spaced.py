"""Plain text whose columns are parted by blanks: read where every row keeps to the columns, else refused. Fictional."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remit import read
from remit.errors import SourceError
from remit.reading import Reading

CHOIR = """\
PROGRAMME OF THE UNION OF HILL CHOIRS FOR 2031-2032 (fictional)

No.   Activity                      Term                Executors
----  ----------------------------  ------------------  ----------------
I. Concerts
1     Spring concert                April 2031          Music Committee
2     Song contest for the young    in October,         Music Committee,
      singers of all valleys        every year          Youth Section

II. Papers and the keeping of all the scores that the choirs own
3     Catalogue the scores          by 31 Dec 2031      Librarian
4     Print the song book                               Music Committee

All names are invented.
"""


def written(folder: Path, text: str) -> Reading:
    path = folder / "choir.txt"
    path.write_text(text, encoding="utf-8")
    return read(path)


def test_rows_that_keep_to_the_columns_are_read(tmp_path: Path) -> None:
    reading = written(tmp_path, CHOIR)

    assert [(e.number, e.title, e.term.text, [x.text for x in e.executors], e.section) for e in reading.events] == [
        ("1", "Spring concert", "April 2031", ["Music Committee"], "I"),
        ("2", "Song contest for the young singers of all valleys", "in October, every year",
         ["Music Committee", "Youth Section"], "I"),
        ("3", "Catalogue the scores", "by 31 Dec 2031", ["Librarian"], "II"),
        ("4", "Print the song book", "", ["Music Committee"], "II"),
    ]  # fmt: skip
    assert (reading.programme.start, reading.programme.end) == (2031, 2032)


def test_a_place_says_the_line_in_which_its_words_stand(tmp_path: Path) -> None:
    cell = written(tmp_path, CHOIR).events[1].cells["title"]

    assert [(place.row, place.text) for place in cell.places] == [
        (7, "Song contest for the young"),
        (8, "singers of all valleys"),
    ]


def test_a_header_of_two_lines_is_one(tmp_path: Path) -> None:
    text = CHOIR.replace("Term                Executors\n", "Time                Responsible\n", 1).replace(
        "----  ---", "                                    frame               bodies\n----  ---", 1
    )

    assert [event.term.kind for event in written(tmp_path, text).events] == ["month", "recurring", "until", "none"]


@pytest.mark.parametrize(
    "row",
    [
        "5     A title that is longer than its column  May 2032   Librarian",
        "5  Sing   May 2032   Librarian",
    ],
)
def test_a_row_that_does_not_keep_to_the_columns_makes_the_text_refused(row: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="only blanks part them; put a tab"):
        written(tmp_path, CHOIR.replace("4     Print", f"{row}\n4     Print"))


WORDS = st.lists(st.sampled_from(["Sing", "the", "songs", "of", "hills"]), min_size=1, max_size=4).map(" ".join)
ROWS = st.lists(st.tuples(WORDS, st.sampled_from(["2031", "May 2032", "by 1 June 2031"])), min_size=2, max_size=8)


@settings(deadline=None, max_examples=25)
@given(rows=ROWS, gap=st.integers(2, 6))
def test_what_is_set_in_columns_is_read_back(
    rows: list[tuple[str, str]], gap: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    texts = [("No.", "Activity", "Term", "Executors")]
    texts += [(str(n), title, term, "Music Committee") for n, (title, term) in enumerate(rows, start=1)]
    widths = [max(len(row[at]) for row in texts) + gap for at in range(4)]
    lines = ["".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in texts]

    reading = written(tmp_path_factory.mktemp("spaced"), "Plan of the Hill Choirs 2031–2032\n\n" + "\n".join(lines))

    assert [(event.title, event.term.text) for event in reading.events] == rows


LINES = st.lists(st.text("A1 .-–\tя", max_size=40), max_size=12)


@settings(deadline=None, max_examples=60)
@given(lines=LINES, at=st.integers(0, 60))
def test_any_lines_under_such_a_header_are_read_or_refused(
    lines: list[str], at: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    header = "No.   Activity                      Term                Executors"
    rows = ["1     Sing                          2031                Board", " " * at + "Sing"]
    try:
        reading = written(tmp_path_factory.mktemp("any"), "\n".join([header, *rows, *lines]))
    except SourceError:
        return
    assert reading.events
