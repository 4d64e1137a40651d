"""Whatever a programme says, it is read as it says: ranges, bodies, years, orders, page breaks, torn headings."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from programmes import Row, programmes, rows, terms
from remit.documents.document import read
from remit.reading import Cell
from remit.understand.executors import read_executors
from remit.understand.terms import read_term
from remit.workspace import Workspace

WORKSPACE = Workspace.bundled()
LEXICON = WORKSPACE.lexicon(2017)
#: How many examples the profile asks for; cells are tried more often than other things.
EXAMPLES = settings().max_examples


@given(terms())
@settings(max_examples=2 * EXAMPLES)
def test_a_term_is_read_in_any_spelling(term: tuple[str, str, tuple[int | None, int | None]]) -> None:
    text, kind, years = term

    found = read_term(text, WORKSPACE.language)

    assert (found.kind, (found.start, found.end)) == (kind, years)


@given(rows())
@settings(max_examples=2 * EXAMPLES)
def test_executors_are_read_with_their_roles(row: Row) -> None:
    found = read_executors(Cell(row.executors), LEXICON)

    assert [(e.holder.partition("/")[2], e.role) for e in found] == row.holders
    assert [c.partition("/")[2].upper() for e in found for c in e.countries] == row.countries


@given(programmes())
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
def test_a_programme_is_read_whole(programme: tuple[str, list[tuple[str, Row]], list[tuple[str, str]]]) -> None:
    text, truth, headings = programme
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "generated.txt"
        path.write_text(text, encoding="utf-8")

        reading = read(path, WORKSPACE)

    assert [(s.number, s.title) for s in reading.sections] == headings
    assert [(e.id, e.title, e.remarks) for e in reading.events] == [(n, r.title, r.remarks) for n, r in truth]
    assert [(e.term.kind, e.term.start, e.term.end) for e in reading.events] == [(r.kind, *r.years) for _, r in truth]
    assert [[(x.holder.partition("/")[2], x.role) for x in e.executors] for e in reading.events] == [
        r.holders for _, r in truth
    ]
    for event, (_, row) in zip(reading.events, truth, strict=True):
        assert {m.entity for m in event.mentions if m.entity.startswith("organisation/")} == row.mentions


@pytest.mark.parametrize(
    "text", ["in due course", "2019–2017", "201", "some time or other", "17–19", "2017/18/19 or so"]
)
def test_a_term_that_no_form_fits_is_kept_and_not_guessed(text: str) -> None:
    found = read_term(text, WORKSPACE.language)

    assert (found.kind, found.text, found.start) == ("unread", text, None)


@pytest.mark.parametrize("text", ["the usual suspects", "TC 2, somebody else", "Chairpersons of the moon"])
def test_an_executor_that_no_form_fits_is_kept_and_not_guessed(text: str) -> None:
    found = read_executors(Cell(text), LEXICON)

    assert any("unread" in executor.readings and not executor.holder for executor in found)
