"""The text of a cell is cut around the words that are meant, and carets stand under them, whatever letters are wide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from remit.reports.excerpt import excerpt, printable

LONG = "Signing the Memorandum of Understanding in the field of lamps between the Guild and EEC, and its printing"


def pointed(text: str, words: str, room: int = 60) -> str:
    """Return the line, and under it the carets."""
    at = text.index(words)
    found = excerpt(text, [(at, at + len(words))], room)
    return f"{found.line}\n{found.carets(found.marks[0])}"


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("by TC4", "TC4", "by TC4\n   ^^^"),
        ("灯火 lamps", "lamps", "灯火 lamps\n     ^^^^^"),
        ("of 灯火 only", "灯火", "of 灯火 only\n   ^^^^"),
        ("e\u0301te\u0301 2031", "2031", "e\u0301te\u0301 2031\n    ^^^^"),
        ("TC 2,\n\tTC 3", "TC 3", "TC 2,  TC 3\n       ^^^^"),
        ("2031\x1b[0m", "2031", "2031�[0m\n^^^^"),
    ],
)
def test_carets_stand_under_the_words(text: str, words: str, shown: str) -> None:
    assert pointed(text, words) == shown


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("EEC", "… lamps between the Guild and EEC, and its printing\n                              ^^^"),
        ("Signing", "Signing the Memorandum of Understanding in the field of …\n^^^^^^^"),
        ("printing", "… the Guild and EEC, and its printing\n                             ^^^^^^^^"),
    ],
)
def test_a_long_cell_is_cut_around_the_words(words: str, shown: str) -> None:
    line, carets = pointed(LONG, words).split("\n")
    expected, under = shown.split("\n")

    assert wcswidth(line) <= 60
    assert line[carets.index("^") : carets.rindex("^") + 1] == words
    assert (words in expected, words in line, under.count("^")) == (True, True, carets.count("^"))


def test_words_far_apart_are_shown_with_what_is_between_left_out() -> None:
    spans = [(LONG.index(words), LONG.index(words) + len(words)) for words in ("Memorandum", "EEC")]
    found = excerpt(LONG, spans, 60)

    assert [found.line[start:end] for start, end in found.marks] == ["Memorandum", "EEC"]
    assert found.line.count(" … ") == 1


def test_a_cell_that_is_meant_whole_and_does_not_fit_has_no_carets() -> None:
    found = excerpt(LONG, [(0, len(LONG))], 40)

    assert found.line.startswith("Signing the Memorandum") and found.line.endswith("…")
    assert found.marks == ((0, 0),)


@pytest.mark.parametrize("text", ["TC 2" + " " * 90, " " * 90 + "TC 2", " " * 90, "a" * 90, "TC 2 " + "b" * 90])
def test_a_text_of_few_words_is_cut_too(text: str) -> None:
    found = excerpt(text, [(text.find("2"), text.find("2") + 1)] if "2" in text else [], 40)

    assert wcswidth(found.line) <= 40


def test_a_cell_of_a_hundred_thousand_letters_is_cut_in_no_time() -> None:
    text = "word " * 10_000 + "x" * 50_000 + " TC 2"

    assert excerpt(text, [(100_001, 100_005)], 60).line.endswith("TC 2")


letters = st.text(st.sampled_from("ab .,-灯\u0301\n\tß\x1b\u202e👩"), max_size=120)


@given(letters, st.data(), st.integers(20, 60))
def test_an_excerpt_fits_and_its_marks_are_in_it(text: str, data: st.DataObject, room: int) -> None:
    starts = data.draw(st.lists(st.integers(0, max(len(text) - 1, 0)), max_size=3))
    spans = [(at, min(at + data.draw(st.integers(1, 9)), len(text))) for at in starts if text]
    found = excerpt(text, spans, room)

    assert wcswidth(found.line) <= max(room, 0)
    assert len(found.marks) == len(spans)
    assert all(0 <= start <= end <= wcswidth(found.line) for start, end in found.marks)


@given(letters)
def test_a_printable_text_steers_no_terminal(text: str) -> None:
    shown = printable(text)

    assert len(shown) == len(text)
    assert not set("\n\t\x1b\u202e") & set(shown)


@given(
    st.text("ab ,灯é", min_size=1, max_size=90), st.lists(st.tuples(st.integers(0, 90), st.integers(1, 40)), min_size=1)
)
def test_carets_end_within_the_line_wherever_the_spans_meet(text: str, raw: list[tuple[int, int]]) -> None:
    spans = [(start, min(start + length, len(text))) for start, length in raw if start < len(text)]
    found = excerpt(text, spans, 40)

    marks = [mark for mark in found.marks if mark[0] < mark[1]]

    assert len(found.carets(*marks)) == max((end for _, end in marks), default=0) <= wcswidth(found.line) <= 40
