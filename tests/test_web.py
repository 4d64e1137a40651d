"""A web page is read as it is shown: tables with their spans, paragraphs between them, nothing that is hidden."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office import struck_in
from remit.errors import SourceError
from remit.formats.row import Row
from remit.formats.web import rows_of_html

PAGE = Path("plan.html")


def read(page: str | bytes) -> list[tuple[int, list[str]]]:
    return [(row.table, [cell.text for cell in row.cells]) for row in rows(page)]


def rows(page: str | bytes) -> list[Row]:
    return rows_of_html(page.encode("utf-8") if isinstance(page, str) else page, PAGE)


def cell(inner: str) -> str:
    return read(f"<table><tr><td>{inner}<td>x</table>")[0][1][0]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("TC 1,<br>TC 2<BR/>TC 3", "TC 1,\nTC 2\nTC 3"),
        ("<p>TC 1</p> <p> </p><p>TC 2</p>", "TC 1\nTC 2"),
        ("Lead:<ul><li>TC 1<li><b>TC</b> 2</ul>all", "Lead:\nTC 1\nTC 2\nall"),
        ("President&#x27;s  &amp;\n Council&mdash;all", "President's & Council—all"),
        ("27<sup>th</sup> meeting<sup><a href='#n1'>1</a></sup>", "27th meeting"),
        ("a<script>b</script><style>c</style><!-- d -->e<span hidden>f</span>", "ae"),
        ("a<span style='color:red; display : none'>b</span> c", "a c"),
        ("pub&shy;lica&#8203;tion", "publication"),
        ("<s>2016</s> 2017 <del>x</del><span style='text-decoration: line-through'>y</span>", "2017"),
        ("<pre>a\n b</pre>", "a\nb"),
        ("<table><tr><td>TC 1<td>lead</table>", "TC 1\nlead"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(inner: str, text: str) -> None:
    assert cell(inner) == text


def test_spans_stand_once_across_and_again_below() -> None:
    page = "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d<tr><th colspan=3>e</table>"

    assert read(page) == [(1, ["a", "b", ""]), (1, ["a", "c", "d"]), (1, ["e", "", ""])]
    assert [row.above for row in rows(page)] == [frozenset(), frozenset({0}), frozenset()]


def test_a_span_ends_with_its_group_of_rows() -> None:
    page = "<table><thead><tr><th rowspan=5>a<th>b</thead><tbody><tr><td rowspan=0>c<td>d<tr><td>e</table>"

    assert read(page) == [(1, ["a", "b"]), (1, ["c", "d"]), (1, ["c", "e"])]


def test_headings_and_paragraphs_stand_between_tables() -> None:
    tables = "<table><caption>One</caption><tr><td>a</table>and<table><tr><td>b</table>"
    page = f"<title>no</title><h1>Plan</h1>for<br>2017{tables}"

    assert read(page) == [(0, ["Plan"]), (0, ["for\n2017"]), (0, ["One"]), (1, ["a"]), (0, ["and"]), (2, ["b"])]


def test_a_table_that_lays_out_the_page_gives_what_stands_in_it() -> None:
    plan = "<table><tr><td>No.<td>Event<tr><td>1<td>Review</table>"
    page = f"<table><tr><td>Menu<td><p>Plan</p>{plan}</table>"

    assert read(page) == [(0, ["Menu"]), (0, ["Plan"]), (1, ["No.", "Event"]), (1, ["1", "Review"])]


def test_rows_in_a_form_are_read() -> None:
    assert read("<table><form><tr><td>a<td>b</tr></form></table>") == [(1, ["a", "b"])]


def test_struck_out_words_are_told() -> None:
    found = struck_in(rows_of_html(b"<table><tr><td>a<td><s>2016</s> 2017</table>", PAGE))

    assert [(s.text, s.place.row, s.place.column, s.place.text) for s in found] == [("2016", 1, "1", "2017")]


@pytest.mark.parametrize(
    "page",
    [
        "<meta charset='windows-1251'><p>Срок".encode("cp1251"),
        '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>Срок'.encode("koi8-r"),
        '<?xml version="1.0" encoding="utf-8"?><html><body><p>Срок</p></body></html>'.encode(),
        "<p>Срок".encode(),
        "<p>Срок".encode("utf-8-sig"),
        "<p>Срок".encode("utf-16"),
        "<p>Срок".encode("utf-16-le"),
        "<p>Срок".encode("cp1251"),
        b"\xfe\xff" + "<p>Срок".encode("utf-16-be"),
    ],
)
def test_a_page_is_read_in_the_set_that_it_declares(page: bytes) -> None:
    assert read(page) == [(0, ["Срок"])]


def test_a_page_that_says_latin_1_means_what_browsers_read() -> None:
    assert read("<meta charset=iso-8859-1><p>“a” – b".encode("cp1252")) == [(0, ["“a” – b"])]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (b"<meta charset=rot13><p>a", "not known"),
        (b"<meta charset=utf-8><p>\xff", "line 1 is not UTF-8"),
        (b"<div>" * 5000 + b"a", "nested too deeply"),
        (b"<table><tr><td>" * 3000 + b"a", "nested too deeply"),
        (b"<p>" + b"a b " * 5_000_000, "too long"),
        (b"<p title='" + b"a b " * 5_000_000 + b"'>a", "too long"),
        (b"<i>" * 2_000_001, "tags"),
        (b"<table>" + b"<tr><td colspan=900>a<td>b<td colspan=900>c<td>d" * 2 + b"</table>", "columns"),
    ],
)
def test_a_page_that_cannot_be_read_is_refused_in_one_sentence(page: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        rows(page)


def test_an_entity_of_the_page_opens_no_file() -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>a &x; b'

    assert "root" not in str(read(page))


@pytest.mark.parametrize("piece", ["<td>", "<table>", "<!--", "<a b='", "&#", "<s>", "<pre>", "</p>", "<tr rowspan=9>"])
def test_a_page_of_one_piece_over_and_over_is_read_or_refused_soon(piece: str) -> None:
    begun = time.process_time()
    try:
        rows(piece * 100_000)
    except SourceError:
        pass

    assert time.process_time() - begun < 20


PIECES = (
    "<table>|</table>|<tr>|<td>|<td colspan=3>|<td rowspan=2>|<p>|</p>|<br>|<s>|</s>|<div style='display:none'>|</div>"
    "|a| |&nbsp;|<li>|<sup>|<caption>|<thead>|<form>|<pre>"
).split("|")


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_soup_of_tags_gives_rows(page: str) -> None:
    for row in rows(page):
        assert all(cell.places[0].text == cell.text for cell in row.cells if cell.text)
        assert not row.is_blank and row.above <= set(range(len(row.cells)))
