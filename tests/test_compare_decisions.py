"""What people decided about events of two revisions stands before what is computed; a broken file says where."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from remit.comparison.change import Comparison
from remit.comparison.changes import compare
from remit.comparison.decisions import load, of_lines
from remit.comparison.edition import Edition, Row
from remit.comparison.settings import settings
from remit.errors import WorkspaceError

HEAD = """\
# mapping_set_id: https://example.org/decisions
# license: https://creativecommons.org/licenses/by/4.0/
# curie_map:
#   old: https://example.org/old/event/
#   new: https://example.org/new/event/
"""
COLUMNS = "subject_id\tpredicate_modifier\tpredicate_id\tobject_id\tmapping_justification\tcomment"
BY_HAND = "semapv:ManualMappingCuration"


def side(name: str, titles: dict[str, str]) -> Edition:
    rows = tuple(
        Row(f"https://example.org/{name}/event/{code}", code, code, title, order=order)
        for order, (code, title) in enumerate(titles.items())
    )
    return Edition(f"https://example.org/{name}", name, rows=rows)


OLD = side(
    "old",
    {
        "1": "Survey of lighthouses on the northern coast",
        "2": "Training of keepers",
        "3": "Register of lamps and lenses",
    },
)
NEW = side(
    "new",
    {"1": "Survey of lighthouses on the northern coast", "2": "Register of lamps", "3": "A list of glass"},
)


def decided(tmp_path: Path, *lines: str) -> Comparison:
    """Compare the two fictional revisions with some decisions."""
    path = tmp_path / "revisions.sssom.tsv"
    path.write_text(HEAD + "\n".join([COLUMNS, *lines]) + "\n", encoding="utf-8")
    found = of_lines(load(path), OLD, NEW)
    return compare(OLD, NEW, settings(), found.same, found.never)


def line(subject: str, predicate: str, object: str, modifier: str = "") -> str:
    return "\t".join((subject, modifier, predicate, object, BY_HAND, "TEST DATA"))


def pairs(comparison: Comparison) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
    return {(tuple(r.code for r in m.old), tuple(r.code for r in m.new)) for m in comparison.matches}


def test_without_decisions_the_same_title_goes_on(tmp_path: Path) -> None:
    assert (("1",), ("1",)) in pairs(decided(tmp_path))


def test_an_exact_match_is_taken_whatever_the_words_say(tmp_path: Path) -> None:
    found = decided(tmp_path, line("old:2", "skos:exactMatch", "new:3"))

    assert (("2",), ("3",)) in pairs(found)
    assert next(m for m in found.matches if m.old[0].code == "2").by == "decision"


def test_narrow_matches_are_a_split_and_broad_ones_a_merger(tmp_path: Path) -> None:
    parts = decided(tmp_path, line("old:3", "skos:narrowMatch", "new:2"), line("old:3", "skos:narrowMatch", "new:3"))
    whole = decided(tmp_path, line("old:2", "skos:broadMatch", "new:3"), line("old:3", "skos:broadMatch", "new:3"))

    assert (("3",), ("2", "3")) in pairs(parts)
    assert [c.kind for c in parts.changes if c.old == ("3",)] == ["split"]
    assert (("2", "3"), ("3",)) in pairs(whole)


def test_what_is_not_the_same_is_never_matched(tmp_path: Path) -> None:
    found = decided(tmp_path, line("old:1", "skos:exactMatch", "new:1", "Not"))

    assert not [(o, n) for o, n in pairs(found) if "1" in o and "1" in n]
    assert {c.kind for c in found.changes if c.old == ("1",) or c.new == ("1",)} >= {"removed", "added"}


def test_an_event_without_counterpart_was_removed(tmp_path: Path) -> None:
    found = decided(tmp_path, line("old:1", "skos:exactMatch", "sssom:NoTermFound"))

    assert [row.code for row in found.removed if row.code == "1"] == ["1"]


def test_decisions_about_other_revisions_are_left(tmp_path: Path) -> None:
    found = decided(tmp_path, line("https://example.org/older/event/1", "skos:exactMatch", "new:1", "Not"))

    assert (("1",), ("1",)) in pairs(found)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (line("odl:1", "skos:exactMatch", "new:1"), "line 7: “odl:1” is no IRI"),
        (line("old:1", "owl:sameAs", "new:1"), "line 7: the predicate is one of skos:exactMatch"),
        (line("old:1", "skos:exactMatch", "new:1", "Maybe"), "line 7: the predicate_modifier is Not or nothing"),
        ("old:1\t\tskos:exactMatch\tnew:1", "line 7: says no mapping_justification"),
        (line("old:1", "skos:exactMatch", "new:1") + "\tmore", "line 7: has 7 cells under 6 columns"),
        (line("sssom:NoTermFound", "skos:exactMatch", "sssom:NoTermFound"), "line 7: names no event"),
    ],
)
def test_a_broken_line_is_named(row: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError) as stopped:
        decided(tmp_path, row)

    assert "revisions.sssom.tsv: " in str(stopped.value) and said in str(stopped.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# a: [\n" + COLUMNS, "line 1: the header is no YAML"),
        ("# curie_map: none\n" + COLUMNS, "line 1: the header is to say curie_map"),
        (HEAD + "subject_id\tobject_id\n", "line 6: lacks the columns predicate_id, mapping_justification"),
    ],
)
def test_a_broken_head_is_named(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "revisions.sssom.tsv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(WorkspaceError, match=said.replace("(", r"\(")):
        load(path)


def test_an_empty_file_decides_nothing(tmp_path: Path) -> None:
    path = tmp_path / "revisions.sssom.tsv"
    path.write_text(HEAD, encoding="utf-8")

    assert load(path) == []
    assert of_lines([], OLD, replace(NEW)).same == ()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [line("old:1", "skos:exactMatch", "new:1"), line("old:1", "skos:exactMatch", "new:2")],
            "1 is said to go on as 1 and as 2; where both are parts of it, write skos:narrowMatch at each",
        ),
        (
            [line("old:1", "skos:exactMatch", "new:1"), line("old:1", "skos:narrowMatch", "new:2")],
            "1 is said to go on as 1 and as 2; where both are parts of it",
        ),
        (
            [line("old:1", "skos:exactMatch", "new:2"), line("old:3", "skos:exactMatch", "new:2")],
            "1 and 3 are both said to go on as 2; where it is both of them, write skos:broadMatch at each",
        ),
        (
            [line("old:1", "skos:exactMatch", "new:2"), line("old:1", "skos:exactMatch", "sssom:NoTermFound")],
            "1 is said to have no counterpart, and to be 2; keep one",
        ),
        (
            [line("old:1", "skos:exactMatch", "new:1"), line("old:1", "skos:exactMatch", "new:1", "Not")],
            "1 and 1 are said to be the same work, and not to be",
        ),
    ],
)
def test_decisions_that_contradict_each_other_are_refused(rows: list[str], said: str, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError) as stopped:
        decided(tmp_path, *rows)

    assert said in str(stopped.value)


def test_one_part_that_was_decided_is_a_part_and_no_whole(tmp_path: Path) -> None:
    found = decided(tmp_path, line("old:2", "skos:narrowMatch", "new:3"))

    assert [c.kind for c in found.changes if c.old == ("2",)] == ["split"]


def test_a_part_that_was_decided_is_put_to_those_that_were_found(tmp_path: Path) -> None:
    found = decided(tmp_path, line("old:1", "skos:narrowMatch", "new:3"))

    assert (("1",), ("1", "3")) in pairs(found)
    assert [c.kind for c in found.changes if c.old == ("1",)] == ["split"]
