"""A patch between two graphs changes the one into the other, and back, and says when it is for another graph."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

import remit
from remit import bundle
from remit.comparison.patch import Patch, apply, as_patch, patch, read
from remit.documents.document import read as read_document
from remit.errors import StoreError

NAMES = [NamedNode(f"http://example.org/{end}") for end in ("a", "b", "c#d", "ё", "x/1.2", "q?r=s&t", "%20")]
GRAPHS = [None, NamedNode("http://example.org/graph/1"), NamedNode("http://example.org/graph/2")]
LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
TRICKY = st.sampled_from(["", "\n", "\r\n", "\t", '"', "\\", '\\"', "a . b .", "D <x> <y> <z> .", "TC .", "\u2028"])
TEXTS = LETTERS | TRICKY | st.builds(str.__add__, TRICKY, LETTERS)
LITERALS = (
    st.builds(Literal, TEXTS)
    | st.builds(lambda text, tag: Literal(text, language=tag), TEXTS, st.sampled_from(["en", "ru", "de-at", "sr-latn"]))
    | st.builds(lambda text, kind: Literal(text, datatype=kind), TEXTS, st.sampled_from(NAMES[:3]))
    | st.builds(Literal, st.integers() | st.booleans())
)
TERMS = st.sampled_from(NAMES)
QUADS = st.builds(
    lambda s, p, o, g: Quad(s, p, o, g) if g else Quad(s, p, o), TERMS, TERMS, TERMS | LITERALS, st.sampled_from(GRAPHS)
)
SETS = st.sets(QUADS, max_size=12)


@given(old=SETS, new=SETS)
def test_a_patch_changes_the_old_into_the_new_and_back(old: set[Quad], new: set[Quad]) -> None:
    made = patch(old, new)

    assert made.apply(old) == new
    assert made.back.apply(new) == old


@given(old=SETS, new=SETS)
def test_the_text_is_read_as_it_was_written(old: set[Quad], new: set[Quad]) -> None:
    made = patch(old, new, [("version", '"1"')])

    assert read(made.text()) == made
    assert apply(as_patch(old, new), old) == new


@pytest.mark.parametrize(
    "value", [Literal("^^0"), Literal("a^^b:c", language="en"), Literal('"^^x:y'), Literal("1^^", datatype=NAMES[0])]
)
def test_two_carets_in_a_text_begin_no_datatype(value: Literal) -> None:
    new = {Quad(NAMES[0], NAMES[1], value)}

    assert apply(as_patch(set(), new), set()) == new


@given(old=SETS, new=SETS)
def test_the_text_is_one_row_a_line_and_the_same_in_any_order(old: set[Quad], new: set[Quad]) -> None:
    text = as_patch(sorted(old, key=str), new)

    assert text == as_patch(sorted(old, key=str, reverse=True), list(new))
    assert len(text.split("\n")) == 3 + len(old ^ new)
    assert all(line.endswith(" .") for line in text.split("\n")[:-1])


@given(old=SETS, new=SETS, other=SETS)
def test_a_patch_for_another_graph_is_refused(old: set[Quad], new: set[Quad], other: set[Quad]) -> None:
    made = patch(old, new)

    if made.deleted <= other and not made.added & other:
        assert made.apply(other) == (other - made.deleted) | made.added
    else:
        with pytest.raises(StoreError, match="the patch is for another graph: this one .* what it"):
            made.apply(other)


A, B, C = NAMES[:3]
GIVEN = """H id <uuid:0686c69d-8f89-4496-acb5-744f0157a8db> .
H prev <uuid:3ee0eca0-6d5f-4b4d-85db-f69ab1167eb1> .
# a comment
PA "ex" <http://example.org/> .
TX .
PA "rdf" "http://www.w3.org/1999/02/22-rdf-syntax-ns#" .
A ex:a <http://example.org/b> "one\\ntwo"@en .
D ex:a ex:b "7"^^ex:b <http://example.org/graph/1> .
TC .
TX .
A ex:a ex:b ex:a .
TA .
"""


def test_the_patch_of_the_specification_is_read() -> None:
    found = read(GIVEN)

    assert found.added == {Quad(A, B, Literal("one\ntwo", language="en"))}
    assert found.deleted == {Quad(A, B, Literal("7", datatype=B), GRAPHS[1])}
    assert [name for name, _ in found.head] == ["id", "prev"]


def test_what_is_added_and_taken_out_again_is_neither() -> None:
    row = "<http://e.org/a> <http://e.org/b> <http://e.org/c> ."

    assert read(f"TX .\nA {row}\nD {row}\nTC .\n") == Patch(frozenset(), frozenset())


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "A <http://e.org/a> <http://e.org/b> .",
        "A <http://e.org/a> <http://e.org/b> <http://e.org/c>",
        'A "text" <http://e.org/b> <http://e.org/c> .',
        "A no:a <http://e.org/b> <http://e.org/c> .",
        "A _:a <http://e.org/b> <http://e.org/c> .",
        "A <a> <http://e.org/b> <http://e.org/c> .",
        'A <http://e.org/a> <http://e.org/b> "open .',
        "A <http://e.org/a> <http://e.org/b> <http://e.org/c> <http://e.org/g> <http://e.org/h> .",
        "TC .",
        "TX .",
        "TX .\nTX .",
        "TX now .",
        "PA ex .",
        "PD ex .",
        "H .",
    ],
)
def test_a_patch_that_is_not_understood_stops_in_one_sentence(text: str) -> None:
    with pytest.raises(StoreError, match=r"line 1 of the patch|line 2 of the patch|ends within a transaction") as error:
        read(text)

    assert "\n" not in str(error.value)


def test_blank_nodes_are_refused() -> None:
    with pytest.raises(StoreError, match="blank nodes"):
        as_patch([Quad(BlankNode("x"), A, B)], [])


@cache
def built(path: Path | None = None, change: tuple[tuple[str, str], ...] = ()) -> frozenset[Quad]:
    """Return the quads of P1/2017, or of a text that was changed (made up: TEST DATA, no COOMET document)."""
    source = bundle.folder("data") / "source" / "coomet-p1-2017.txt"
    if path:
        text = source.read_text(encoding="utf-8")
        for before, after in change:
            assert before in text
            text = text.replace(before, after)
        path.write_text(text, encoding="utf-8")
    return remit.build([read_document(path or source)]).named


def test_a_revision_and_a_made_up_draft_of_the_next(tmp_path: Path) -> None:
    change = (("P1/2017", "P1/2020"), ("2017", "2020"), ("2019", "2022"), ("EURAMET", "APMP"))
    old, new = built(), built(tmp_path / "draft.txt", change)

    text = as_patch(old, new)

    assert len(old & new) > 1000, "what both hold stays"
    assert len(text.splitlines()) > 2000
    assert apply(text, old) == new
    assert read(text).back.apply(new) == old


def test_a_text_with_one_word_changed_is_a_patch_of_few_rows(tmp_path: Path) -> None:
    old = built()
    new = built(tmp_path / "draft.txt", (("Updating TCs page", "Renewing TCs page"),))

    assert 0 < len(patch(old, new).added) < 40
    assert apply(as_patch(old, new), old) == new
