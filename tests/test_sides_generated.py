"""Whatever one of two texts changes, exactly that is found; two texts that say the same are silent."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Graph

from paired_programmes import CHANGES, HOLDERS, TERMS, Expected, Section, programmes, text
from remit import bundle, rules
from remit.documents.document import read
from remit.findings import Finding
from remit.graph.dataset import build
from remit.reading import Reading
from remit.sides.alignment import align
from remit.workspace import Workspace

WORKSPACE = Workspace.at(Path(__file__).parent / "documents" / "sides")
EXAMPLES = settings().max_examples


def language_shapes() -> Graph:
    shapes = Graph()
    for name in ("rules", "languages", "languages-cells"):
        shapes.parse(bundle.folder("shapes") / f"{name}.ttl")
    return shapes


SHAPES = language_shapes()


def readings(ours: list[Section], theirs: list[Section]) -> list[Reading]:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / "wp.en.txt", Path(folder) / "wp.ru.txt"]
        for language, (path, sections) in enumerate(zip(paths, (ours, theirs), strict=True)):
            path.write_text(text(sections, language), encoding="utf-8")
        return [read(path, WORKSPACE) for path in paths]


def found(ours: list[Section], theirs: list[Section]) -> list[Expected]:
    """Return what the rules for languages find: each rule with the code of the event."""
    dataset = build(readings(ours, theirs), WORKSPACE)
    return sorted((finding.rule, code(finding)) for finding in rules.check(dataset.store(), SHAPES))


def code(finding: Finding) -> str:
    """Return the code of the event or section that a finding is about; a mention is a part of one."""
    return re.split("/(?:event|section)/", finding.subject)[-1].partition("/")[0]


@pytest.mark.parametrize("name", sorted(CHANGES))
@given(data=st.data(), sections=programmes())
@settings(max_examples=max(3, EXAMPLES // 12), suppress_health_check=[HealthCheck.too_slow])
def test_exactly_the_change_is_found(name: str, data: st.DataObject, sections: list[Section]) -> None:
    where = data.draw(st.integers(0, len(sections) - 1))
    at = data.draw(st.integers(1, len(sections[where]) - 1))

    changed, expected = CHANGES[name](sections[where], at)

    theirs = [*sections[:where], changed, *sections[where + 1 :]]
    assert found(sections, theirs) == sorted(expected)


@given(data=st.data(), sections=programmes())
@settings(max_examples=EXAMPLES // 2, suppress_health_check=[HealthCheck.too_slow])
def test_changes_in_several_sections_are_found_each_for_itself(data: st.DataObject, sections: list[Section]) -> None:
    theirs, expected = [], []
    for section in sections:
        change = CHANGES[data.draw(st.sampled_from(sorted(CHANGES)))]
        changed, due = change(section, data.draw(st.integers(1, len(section) - 1)))
        theirs.append(changed)
        expected += due

    assert found(sections, theirs) == sorted(expected)


def turned(section: Section, by: int) -> Section:
    """Return a section whose rows say nothing that the rows in the same places of other sections say."""
    heading, *rows = section
    told = [
        replace(row, term=(at + by) % len(TERMS), holders=(((at + by) % len(HOLDERS), 0),))
        for at, row in enumerate(rows)
    ]
    return [heading, *told]


@given(sections=programmes(2), lost=st.data())
@settings(max_examples=EXAMPLES // 5, suppress_health_check=[HealthCheck.too_slow])
def test_a_lost_section_is_told_once_and_its_rows_are_not(sections: list[Section], lost: st.DataObject) -> None:
    sections = [turned(section, 2 * at) for at, section in enumerate(sections)]
    gone = lost.draw(st.integers(0, len(sections) - 1))
    below = [
        [replace(row, number=str(at) + row.number[len(section[0].number) :]) for row in section]
        for at, section in enumerate(sections[gone + 1 :], start=gone + 1)
    ]

    expected = [("heading-in-both", sections[gone][0].number)]
    expected += [("number-alike", section[0].number) for section in sections[gone + 1 :]]
    assert found(sections, [*sections[:gone], *below]) == sorted(expected)


@given(sections=programmes(), lost=st.data())
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
def test_a_lost_row_shifts_no_pair(sections: list[Section], lost: st.DataObject) -> None:
    where = lost.draw(st.integers(0, len(sections) - 1))
    at = lost.draw(st.integers(1, len(sections[where]) - 1))
    changed, _ = CHANGES["drop_and_renumber"](sections[where], at)

    pairs = align(*readings(sections, [*sections[:where], changed, *sections[where + 1 :]])).events

    gone = sections[where][at].number
    assert set(pairs.values()) == {row.number for section in sections for row in section[1:]} - {gone}
    assert all(ours == other or ours.split(".")[0] == gone.split(".")[0] for other, ours in pairs.items())
