"""The words that a message quotes are found in the places of its finding, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.places import Place
from remit.rules.meant import meant


def place(text: str, start: int = 0, row: int = 4, column: str = "title") -> Place:
    return Place("draft.txt", 1, row, column, start, start + len(text), text)


def told(message: str, *places: Place) -> list[tuple[int, int, int, str]]:
    return [(each.row, each.start, each.end, each.text) for each in meant(message, places)]


@pytest.mark.parametrize(
    ("message", "cell", "words"),
    [
        ("“EEC” can be read in two ways.", "between us and EEC", "EEC"),
        ("event 1.5 writes “2017-2019”; most write “2017–2019”.", "2017-2019", "2017-2019"),
        ("most write “TC 4”, this one “TC4”.", "by TC4", "TC4"),
        ("“SI” is never written out.", "Signing SI units", "SI"),
        ("the heading “The “Blue” book” is long.", "The “Blue” book, printed", "The “Blue” book"),
        ("“The “Blue book” is long.", "The “Blue book", "The “Blue book"),
        ("“a school  for all” is vague.", "Hold a school\nfor all", "a school\nfor all"),
        ("“TC\u00a01” is vague.", "by TC 1", "TC 1"),
        ("“(2017)” is odd.", "once (2017)", "(2017)"),
    ],
)
def test_the_words_that_a_message_quotes_are_meant(message: str, cell: str, words: str) -> None:
    (found,) = meant(message, [place(cell, 7)])

    assert found.text == words
    assert (found.start, found.end) == (7 + cell.index(words), 7 + cell.index(words) + len(words))


def test_a_title_full_of_quotation_marks_is_no_burden() -> None:
    title = "“a”" * 20_000

    assert meant(f"event 1.1 {title} has no number.", [place("b")]) == (place("b"),)


@pytest.mark.parametrize("message", ["the title ends with a stop.", "“SI” is not here.", "“”", "“open", "”“ “ ”"])
def test_without_words_that_stand_there_the_whole_place_is_meant(message: str) -> None:
    assert meant(message, [place("Signing")]) == (place("Signing"),)


def test_words_cut_by_a_page_break_are_meant_in_both_rows() -> None:
    found = told("“the field of regulation” is vague.", place("work in the field of"), place("regulation", row=7))

    assert found == [(4, 8, 20, "the field of"), (7, 0, 10, "regulation")]


def test_a_word_cut_at_its_hyphen_is_put_together() -> None:
    found = told("“Vice-President” has no body.", place("the Vice-"), place("President", row=7))

    assert found == [(4, 4, 9, "Vice-"), (7, 0, 9, "President")]


def test_words_of_the_second_row_are_meant_there_alone() -> None:
    assert told("“EEC” is vague.", place("between us and"), place("the EEC", row=7)) == [(7, 4, 7, "EEC")]


def test_words_are_not_found_over_two_columns() -> None:
    places = (place("TC"), place("1 year", column="term"))

    assert meant("“TC 1” is vague.", places) == places


words = st.text(st.sampled_from("ab1 .(-“”\n"), max_size=12)


@given(words, st.lists(words, min_size=1, max_size=3), st.integers(0, 9))
def test_what_is_meant_is_always_a_part_of_the_places(quoted: str, cells: Sequence[str], start: int) -> None:
    places = [place(text, start, row) for row, text in enumerate(cells)]

    for found in meant(f"see “{quoted}” there", places):
        whole = places[found.row]
        assert whole.part(found.start - start, found.end - start) == found
