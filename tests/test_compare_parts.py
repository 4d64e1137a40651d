"""What a split or a merger means: for each part, and for each who is asked; all made up."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from remit import cli
from remit.comparison.change import Change
from remit.comparison.changes import compare
from remit.comparison.edition import Duty, Edition, Row, Time
from remit.comparison.impact import Stake, stakes
from remit.comparison.match import Decision
from remit.comparison.settings import settings

HEAD = "WORK PROGRAMME OF THE UNION OF LIGHTHOUSES FOR 2030–2031 (fictional)\t\tUL WP/2030\n"
HEAD += "No.\tActivity\tTerm\tResponsible\tRemarks\n1\tLamps\t\t\t\n"

TITLE = "Guide to bulbs of 5 mW and guide to fuses, edition 2"


def row(code: str, holders: str, term: str = "2030", role: str = "body") -> Row:
    duties = tuple(Duty(f"urn:x:body/{name.lower()}", role, name) for name in holders.split())
    return Row(f"urn:x:{code}", code, code, f"Work {code}", time=Time(term, "year", term, term), duties=duties)


def told(old: Sequence[Row], new: Sequence[Row]) -> tuple[tuple[Change, ...], dict[str, Stake]]:
    """Return the changes of rows that are one work, and what they mean for whom."""
    one, other = (Edition(f"urn:x:{name}", name, rows=tuple(rows)) for name, rows in (("a", old), ("b", new)))
    how = "split" if len(old) == 1 else "merged"
    decided = [Decision(tuple(r.code for r in old), tuple(r.code for r in new), how)]
    found = compare(one, other, settings(), decided)
    return found.changes, {each.holder.rpartition("/")[2]: each for each in stakes(found)}


def said(changes: Sequence[Change]) -> set[tuple[str, str, str, str]]:
    return {
        (c.kind, "+".join(c.old), "+".join(c.new), c.about.rpartition("/")[2]) for c in changes if c.kind != "moved"
    }


def test_after_a_split_each_part_says_who_has_nothing_to_do_with_it() -> None:
    changes, meant = told([row("1.3", "A B")], [row("1.3", "A"), row("1.8", "B")])

    assert said(changes) == {
        ("split", "1.3", "1.3+1.8", ""),
        ("executor-narrowed", "1.3", "1.8", "a"),
        ("executor-narrowed", "1.3", "1.3", "b"),
    }
    assert meant["a"] == Stake("urn:x:body/a", narrowed=(("1.3", "1.8"),))
    assert meant["b"] == Stake("urn:x:body/b", narrowed=(("1.3", "1.3"),))


def test_who_comes_at_a_part_is_asked_for_that_part_alone() -> None:
    changes, meant = told([row("1.1", "A")], [row("2.1", "A"), row("2.2", "A B")])

    assert said(changes) == {("split", "1.1", "2.1+2.2", ""), ("executor-added", "1.1", "2.2", "b")}
    assert meant == {"b": Stake("urn:x:body/b", gained=("2.2",))}


def test_after_a_merger_each_has_what_was_the_work_of_others() -> None:
    changes, meant = told([row("1.4", "A"), row("1.5", "B")], [row("2.3", "A B")])

    assert said(changes) == {
        ("merged", "1.4+1.5", "2.3", ""),
        ("executor-widened", "1.5", "2.3", "a"),
        ("executor-widened", "1.4", "2.3", "b"),
    }
    assert meant["a"] == Stake("urn:x:body/a", widened=(("1.5", "2.3"),))


def test_who_is_asked_for_no_part_is_asked_no_more() -> None:
    changes, meant = told([row("1", "A B")], [row("1", "A"), row("2", "A")])
    assert ("executor-removed", "1", "1+2", "b") in said(changes)
    assert meant == {"b": Stake("urn:x:body/b", lost=("1",))}

    changes, meant = told([row("1", "A"), row("2", "A B")], [row("1", "A")])
    assert ("executor-removed", "2", "1", "b") in said(changes)
    assert meant == {"b": Stake("urn:x:body/b", lost=("2",))}


def test_who_stands_in_the_place_of_another_at_one_part_is_told_there() -> None:
    changes, _ = told([row("1", "A B")], [row("1", "A B"), row("2", "A C"), row("3", "A C")])
    assert said(changes) == {
        ("split", "1", "1+2+3", ""),
        ("executor-narrowed", "1", "2+3", "b"),
        ("executor-added", "1", "2+3", "c"),
    }

    changes, _ = told([row("1", "A B")], [row("1", "A"), row("2", "A C")])
    assert ("executor-replaced", "1", "2", "b") in said(changes)


def test_another_role_in_one_part_is_told_there() -> None:
    changes, meant = told([row("1", "A")], [row("1", "A"), row("2", "A", role="chair")])

    assert said(changes) == {("split", "1", "1+2", ""), ("role-changed", "1", "2", "a")}
    assert meant == {"a": Stake("urn:x:body/a", kept=(("1", "2"),))}


def test_of_two_roles_one_at_each_part_is_another_part_of_the_work() -> None:
    chair = row("2", "A", role="chair")
    whole = replace(row("1", "A"), duties=(*row("1", "A").duties, *chair.duties))

    changes, meant = told([whole], [row("1", "A"), chair])

    assert said(changes) == {
        ("split", "1", "1+2", ""), ("executor-narrowed", "1", "1", "a"), ("executor-narrowed", "1", "2", "a"),
    }  # fmt: skip
    assert {(c.new, c.roles[0]) for c in changes if c.kind == "executor-narrowed"} == {
        (("1",), "chair"), (("2",), "body"),
    }  # fmt: skip
    assert meant == {"a": Stake("urn:x:body/a", kept=(("1", "1"), ("1", "2")))}


def test_the_roles_that_parts_have_go_on_in_what_they_are_put_together_in() -> None:
    members = row("2", "A", role="members")
    whole = replace(row("3", "A"), duties=(*row("1", "A").duties, *members.duties))

    changes, _ = told([row("1", "A"), members], [whole])

    assert said(changes) == {
        ("merged", "1+2", "3", ""), ("executor-widened", "1", "3", "a"), ("executor-widened", "2", "3", "a"),
    }  # fmt: skip


def test_a_role_that_no_part_has_is_gone_in_the_others() -> None:
    whole = replace(row("1", "A"), duties=(*row("1", "A").duties, *row("1", "A", role="chair").duties))

    changes, _ = told([whole], [row("1", "A"), row("2", "A")])

    assert {kind for kind, *_ in said(changes)} == {"split", "executor-changed"}


def test_work_put_together_lasts_as_long_as_its_parts_did_together() -> None:
    def term(start: str, end: str) -> Time:
        return Time(f"{start}-{end}", "range", start, end)

    old = [row("1", "A", "2030"), replace(row("2", "A"), time=term("2031", "2032"))]
    kinds = {
        end: {kind for kind, *_ in said(told(old, [replace(row("3", "A"), time=term("2030", end))])[0])}
        for end in ("2032", "2033")
    }

    assert kinds == {"2032": {"merged"}, "2033": {"merged", "term-extended"}}


def test_a_term_of_one_part_is_kept_by_those_who_have_that_part() -> None:
    _, meant = told([row("1", "A B")], [row("1", "A", "2031"), row("2", "A B")])

    assert meant["a"].kept == (("1", "1"),)
    assert meant["b"] == Stake("urn:x:body/b", narrowed=(("1", "1"),))


def written(tmp_path: Path, name: str, *rows: str) -> str:
    path = tmp_path / name
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def both(tmp_path: Path) -> tuple[str, str]:
    old = written(tmp_path, "old.txt", f"1.3\t{TITLE}\t2030–2031\tTC 1, TC 2\t")
    new = written(
        tmp_path, "new.txt", "1.3\tGuide to bulbs of 5 mW\t2030\tTC 1\t",
        "1.8\tGuide to fuses, edition 2\tConstantly\tTC 2\t",
    )  # fmt: skip
    return old, new


def run(both: tuple[str, str], *more: str) -> str:
    result = CliRunner().invoke(cli.remit, ["compare", *both, *more])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_text_says_which_part_is_meant(both: tuple[str, str]) -> None:
    text = run(both)

    assert "Part 1.3: The term is shorter: 2030; it was 2030–2031." in text
    assert "Part 1.8: The term has no end any more: Constantly; it was 2030–2031." in text
    assert "Of what was 1.3, the part that is 1.8 now does not ask: TC 1." in text
    assert "Of what was 1.3, the part that is 1.3 now does not ask: TC 2." in text
    assert "  TC 1\n      lost: what is 1.8 now (of 1.3)\n      kept with another role or term: 1.3\n" in text


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_the_other_reports_say_so_too(form: str, both: tuple[str, str]) -> None:
    assert "what is 1.8 now (of 1.3)" in run(both, "--format", form)


def test_programs_are_told_the_part(both: tuple[str, str]) -> None:
    plain = json.loads(run(both, "--format", "json"))
    told = {(c["kind"], *c["old"], *c["new"], c["about"]["label"]) for c in plain["changes"] if "about" in c}
    meant = {each["label"]: each for each in plain["impact"]["holders"]}

    assert ("executor-narrowed", "1.3", "1.8", "TC 1") in told
    assert meant["TC 1"]["narrowed"] == [{"old": "1.3", "new": "1.8"}] and meant["TC 1"]["kept"] == ["1.3"]
    turtle = run(both, "--format", "turtle")
    assert "kind-of-change:executor-narrowed" in turtle and "1.8-executor-narrowed-tc-1" in turtle


def test_a_remark_that_stands_at_one_part_of_a_split_is_gone_at_the_other() -> None:
    whole = replace(row("1.3", "A"), remark="Within project 7 (fictional)")
    changes, _ = told([whole], [row("1.3", "A"), replace(row("1.8", "A"), remark=whole.remark)])

    assert said(changes) == {("split", "1.3", "1.3+1.8", ""), ("remark-removed", "1.3", "1.3", "")}


def test_those_who_have_no_part_are_named_in_the_order_of_the_table() -> None:
    changes, _ = told([row("1.3", "A B C D")], [row("1.3", "A"), row("1.8", "B C D")])

    assert [c.about[-1] for c in changes if c.new == ("1.3",) and c.kind == "executor-narrowed"] == ["b", "c", "d"]
