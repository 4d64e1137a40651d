"""Lists print numbers that stand nowhere in the text; they are computed as Word prints them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office import docx, p, tbl, tc, tr
from remit.formats.numerals import bounded, letters, printed, roman
from remit.formats.word import rows_of_docx


def level(at: int, form: str, style: str = "decimal", start: int = 1, more: str = "") -> str:
    about = f'<w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{form}"/>'
    return f'<w:lvl w:ilvl="{at}">{about}</w:lvl>'


def pattern(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def item(text: str = "", at: int = 0, of: int = 1, more: str = "") -> str:
    return p(text, about=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{of}"/></w:numPr>{more}')


def texts(body: str, lists: str, styles: str = "") -> list[str]:
    return [row.text for row in rows_of_docx(docx(body, lists, styles), Path("draft.docx"))]


OUTLINE = pattern(0, level(0, "%1."), level(1, "%1.%2"), level(2, "%1.%2.%3)", "lowerLetter")) + num(1, 0)


def test_levels_count_within_each_other() -> None:
    body = item("a") + item("b", 1) + item("c", 1) + item("d", 2) + item("e") + item("f", 1) + item("g", 2)

    assert texts(body, OUTLINE) == ["1. a", "1.1 b", "1.2 c", "1.2.a) d", "2. e", "2.1 f", "2.1.a) g"]


def test_a_cell_that_holds_nothing_but_its_number_has_it() -> None:
    rows = [tr(tc(item("", 1)), tc("Hold a school")), tr(tc(item("", 1)), tc("Hold another"))]

    assert texts(item("Schools") + tbl(*rows), OUTLINE) == ["1. Schools", "1.1 Hold a school", "1.2 Hold another"]


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (level(0, "%1)", "upperRoman", 4), "IV) a"),
        (level(0, "Item %1:", "decimalZero", 7), "Item 07: a"),
        (level(0, "%1)", "russianLower", 4), "г) a"),
        (level(0, "%1", more='<w:suff w:val="nothing"/>'), "1a"),
        (level(0, "%1", "none"), "a"),
        (level(0, "\uf0b7", "bullet"), "• a"),
        (level(0, "–", "bullet"), "– a"),
        (level(0, "", "bullet"), "• a"),
    ],
)
def test_a_level_prints_in_its_style(made: str, wanted: str) -> None:
    assert texts(item("a"), pattern(0, made) + num(1, 0)) == [wanted]


def test_a_bullet_before_nothing_is_nothing() -> None:
    assert texts(item() + p("a"), pattern(0, level(0, "–", "bullet")) + num(1, 0)) == ["a"]


def test_lists_of_one_pattern_count_on_together_unless_one_begins_anew() -> None:
    anew = num(2, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
    lists = pattern(0, level(0, "%1.")) + num(1, 0) + anew + num(3, 0)

    assert texts(item("a") + item("b", of=3) + item("c", of=2) + item("d", of=2), lists) == [
        "1. a",
        "2. b",
        "5. c",
        "6. d",
    ]


def test_a_list_may_bring_a_level_of_its_own() -> None:
    own = num(2, 0, f'<w:lvlOverride w:ilvl="0">{level(0, "§ %1")}</w:lvlOverride>')

    assert texts(item("a", of=2), pattern(0, level(0, "%1.")) + own) == ["§ 1 a"]


def test_a_level_that_never_begins_anew_counts_on() -> None:
    lists = pattern(0, level(0, "%1."), level(1, "%2)", more='<w:lvlRestart w:val="0"/>')) + num(1, 0)

    assert texts(item("a") + item("b", 1) + item("c") + item("d", 1), lists) == ["1. a", "1) b", "2. c", "2) d"]


def test_digits_alone_where_the_law_wants_them() -> None:
    lists = pattern(0, level(0, "%1.", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>")) + num(1, 0)

    assert texts(item("a") + item("b", 1), lists) == ["I. a", "1.1 b"]


def test_styles_number_headings() -> None:
    styles = (
        '<w:style w:styleId="h1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="h2"><w:basedOn w:val="h1"/></w:style>'
    )
    named = '<w:pStyle w:val="{}"/>'
    lists = pattern(
        0, level(0, "%1.", more=named.format("h1")), level(1, "%1.%2", more=named.format("h2"))
    ) + num(1, 0)  # fmt: skip
    body = "".join(
        p(text, about=named.format(style)) for text, style in (("a", "h1"), ("b", "h2"), ("c", "h2"), ("d", "h1"))
    )

    assert texts(body, lists, styles) == ["1. a", "1.1 b", "1.2 c", "2. d"]
    assert texts(p("a", about=named.format("h1") + '<w:numPr><w:numId w:val="0"/></w:numPr>'), lists, styles) == ["a"]


def test_a_pattern_may_lead_to_the_list_of_a_style() -> None:
    styles = '<w:style w:styleId="s"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    link = '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="s"/></w:abstractNum>'

    assert texts(item("a"), link + pattern(0, level(0, "%1)")) + num(1, 9) + num(2, 0), styles) == ["1) a"]


def test_what_is_deleted_or_hidden_does_not_count() -> None:
    gone = item("", more="<w:rPr><w:del/></w:rPr>")
    hidden = item("", more="<w:rPr><w:vanish/></w:rPr>")
    row = tr(tc(item("x")), about="<w:del/>")

    assert texts(item("a") + gone + hidden + tbl(row) + item("b"), OUTLINE) == ["1. a", "2. b"]


def test_a_paragraph_whose_end_was_deleted_has_the_number_of_the_next() -> None:
    assert texts(p("a", about="<w:rPr><w:del/></w:rPr>") + item("b"), OUTLINE) == ["1. ab"]


def test_a_list_that_does_not_exist_numbers_nothing() -> None:
    assert texts(item("a", of=7) + item("b", 8), OUTLINE) == ["a", "b"]


@given(st.integers(-10, 10**9), st.sampled_from(["decimal", "lowerRoman", "upperLetter", "russianUpper", "other"]))
def test_every_number_is_printed_short(number: int, style: str) -> None:
    assert 0 < len(printed(number, style)) <= 32


@given(st.integers(1, 3999))
def test_roman_numerals_are_read_back(number: int) -> None:
    values = [dict(zip("ivxlcdm", (1, 5, 10, 50, 100, 500, 1000), strict=True))[letter] for letter in roman(number)]

    assert number == sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


@given(st.integers(1, 700))
def test_letters_are_read_back(number: int) -> None:
    made = letters(number)

    assert set(made) == {made[0]} and (len(made) - 1) * 26 + ord(made[0]) - 96 == number


@given(st.text())
def test_any_attribute_gives_a_number_within_bounds(text: str) -> None:
    assert 0 <= bounded(text, 3, 8) <= 8
