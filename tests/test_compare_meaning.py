"""What a change means: cases that reviewers brought, each told as what it is; all made up, on P1/2017 or fictional."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import remit
from remit.comparison.alignment import align
from remit.comparison.changes import compare
from remit.comparison.comparing import redline
from remit.comparison.decisions import of_lines
from remit.comparison.duties import of_duties
from remit.comparison.edition import Duty, Edition, Row, Time
from remit.comparison.settings import settings
from remit.errors import WorkspaceError
from remit.workspace import Workspace
from revised import first, manifold, simulate

OLD = first()
ROW = OLD.by_code["2.1.1"]


def kinds(old: Row, new: Row) -> list[str]:
    one, other = (replace(OLD, rows=tuple(row if r is ROW else r for r in OLD.rows)) for row in (old, new))
    return [change.kind for change in compare(one, other, settings()).changes]


def written(text: str) -> Time:
    """Return a term as the reader and the graph have it."""
    from remit.understand.terms import read_term

    said = read_term(text, Workspace.bundled().language, (2017, 2019))
    bounds = (str(said.start or ""), str(said.end or ""))
    return Time(text, said.kind, *bounds, tuple(map(str, said.years)), said.direction, said.every, said.offset)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("As necessary", "On request"),
        ("Annually, by 1 November", "Annually, by 1 December"),
        ("according to an individual schedule", "according to the schedule of WG 2"),
    ],
)
def test_a_term_in_other_words_is_told_where_its_bounds_do_not_tell_all(before: str, after: str) -> None:
    found = kinds(replace(ROW, time=written(before)), replace(ROW, time=written(after)))

    assert len(found) == 1 and found[0].startswith("term-")


@pytest.mark.parametrize("after", ["2017 – 2019", "2017-2019", "from 2017 to 2019"])
def test_a_range_in_another_form_is_no_change(after: str) -> None:
    assert kinds(replace(ROW, time=written("2017–2019")), replace(ROW, time=written(after))) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("three stations of WG 2", "three stations of WG 5"),
        ("R/GM/7", "R/GM/9"),
        ("12 laboratories", "15 laboratories"),
    ],
)
def test_another_number_or_code_in_a_title_is_no_rewording(before: str, after: str) -> None:
    title = "Survey of measurement capabilities in {} of the member countries"

    assert kinds(replace(ROW, title=title.format(before)), replace(ROW, title=title.format(after))) == ["title-changed"]


def test_what_splitting_does_to_the_term_is_told() -> None:
    whole = replace(
        ROW, title="Preparation of a handbook of thermometers and publication of a catalogue of pressure gauges"
    )
    parts = [
        replace(ROW, title="Preparation of a handbook of thermometers", time=written("2018")),
        replace(
            ROW, iri=f"{ROW.iri}x", code="2.1.99", number="2.1.99", order=99, time=whole.time,
            title="Publication of a catalogue of pressure gauges",
        ),
    ]  # fmt: skip
    old = replace(OLD, rows=tuple(whole if row is ROW else row for row in OLD.rows))
    new = replace(OLD, rows=(*(parts[0] if row is ROW else row for row in OLD.rows), parts[1]))

    found = {(change.kind, change.new) for change in compare(old, new, settings()).changes}

    assert ("split", ("2.1.1", "2.1.99")) in found
    assert ("term-shortened", ("2.1.1",)) in found


def test_other_work_in_the_build_of_old_work_is_not_taken_without_a_person() -> None:
    def with_title(title: str) -> Edition:
        return replace(OLD, rows=tuple(replace(r, title=title, mentions=()) if r is ROW else r for r in OLD.rows))

    found = compare(with_title("Courses for divers"), with_title("Courses for cooks"), settings())

    assert not any(match.sure for match in found.matches if match.new[0].code == ROW.code)


def test_texts_in_two_languages_are_told_to_be_so(tmp_path: Path) -> None:
    folder = Path(__file__).parent / "documents"
    made = redline(folder / "orchards-en.txt", folder / "orchards-ru.txt", Workspace.bundled())

    assert any("two languages (en, ru)" in line for line in made.summary)


def test_another_format_and_a_bare_graph_change_no_answer(tmp_path: Path) -> None:
    workspace = Workspace.bundled()
    text, word = workspace.sources[0], Path(__file__).parent / "documents" / "coomet-p1-2017.docx"
    dataset = remit.build([remit.read(text)], workspace)
    dataset.write_graphs(tmp_path)

    for other in (word, tmp_path / "p1-2017.ttl"):
        made = redline(text, other, workspace)
        assert made.impact is not None
        assert [(each.name, each.lost, each.gained) for each in made.impact.answers_for("")] == [], other.name


HEAD = "# curie_map: {}\n" + "\t".join(("subject_id", "predicate_id", "object_id", "mapping_justification"))
BY_HAND = "semapv:ManualMappingCuration"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("garbage", "has 1 cells"),
        (f"{OLD.iri}/event/9.9.9\tskos:exactMatch\t{OLD.iri}-n/event/1.1\t{BY_HAND}", "has no event"),
        (f'"{OLD.iri}/event/1.1\tskos:exactMatch\t{OLD.iri}-n/event/1.1\t{BY_HAND}', "is no IRI"),
    ],
)
def test_a_decision_that_says_nothing_is_refused(tmp_path: Path, lines: str, message: str) -> None:
    from remit.comparison.decisions import load

    path = tmp_path / "revisions.sssom.tsv"
    path.write_text(f"{HEAD}\n{lines}\n", encoding="utf-8")
    newer = replace(
        OLD, iri=f"{OLD.iri}-n", rows=tuple(replace(r, iri=r.iri.replace(OLD.iri, f"{OLD.iri}-n")) for r in OLD.rows)
    )

    with pytest.raises(WorkspaceError, match=message):
        of_lines(load(path), OLD, newer, path)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("2031, 2033", "2031, 2034", "term-moved"),
        ("2031, 2033", "2031, 2033, 2034", "term-extended"),
        ("2031, 2033", "2033", "term-shortened"),
        ("2031, 2033", "2031–2033", "term-extended"),
        ("2031–2033", "2031, 2033", "term-shortened"),
        ("2031", "2031, 2033", "term-extended"),
    ],
)
def test_a_list_of_years_is_held_together_year_by_year(before: str, after: str, kind: str) -> None:
    assert kinds(replace(ROW, time=written(before)), replace(ROW, time=written(after))) == [kind]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("WG 1 (up to 2032)", "WG 1 (up to 2033)", ["executor-changed"]),
        ("WG 1", "WG 1 (from 2033)", ["executor-changed"]),
        ("WG 1 (up to 2032)", "WG 1 (up to 2032)", []),
        ("TC 1 (chair)", "Chair of TC 1", []),
        ("WG 1 (laboratories)", "WG 1", []),
    ],
)
def test_what_bounds_the_work_of_an_executor_counts(before: str, after: str, found: list[str]) -> None:
    rows = [replace(ROW, duties=(Duty("urn:x:wg-1", "body", text),)) for text in (before, after)]

    assert kinds(*rows) == found


def test_years_beside_an_executor_that_moved_on_with_the_period_are_no_change() -> None:
    both: tuple[tuple[str, ...], tuple[str, ...]] = (("1",), ("1",))
    old, new, other = (Duty("urn:x:wg-1", "body", f"WG 1 (up to {year})") for year in (2032, 2035, 2034))

    assert list(of_duties((old,), (new,), both, 3)) == []
    assert list(of_duties((old,), (old,), both, 3)) == []
    assert [c.after for c in of_duties((old,), (other,), both, 3)] == ["WG 1 (up to 2034)"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("at least three editions", "at least two editions"),
        ("shall be held", "may be held"),
        ("is kept", "should be kept"),
    ],
)
def test_a_number_in_words_or_a_weaker_word_is_no_rewording(before: str, after: str) -> None:
    title = "Survey of capabilities in the member countries, {} every year"

    assert kinds(replace(ROW, title=title.format(before)), replace(ROW, title=title.format(after))) == ["title-changed"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("at the NMI of each country", "at the NMIs of all countries"),
        ("three editions", "3 editions"),
        ("in May, which pose interest to members", "in May, of interest to members"),
        ("shall be held", "must be held"),
    ],
)
def test_what_is_asked_in_other_words_is_a_rewording(before: str, after: str) -> None:
    title = "Survey of measurement capabilities, {}"

    assert kinds(replace(ROW, title=title.format(before)), replace(ROW, title=title.format(after))) == [
        "title-reworded"
    ]


def test_a_part_whose_likest_whole_has_no_room_for_it_is_put_where_it_stands_word_for_word() -> None:
    """Work on the same programme has all of its words, but is not what it was put together with."""
    revised = simulate(first(), 104)

    assert (("2.1.2", "2.1.3"), ("2.1.7",)) in manifold(align(first(), revised.new, settings()))
