"""The fictional next revision of P1 against what its author says it changes, written without knowing this code.

    python tests/test_compare_draft.py      prints precision and recall by kind

The truth stands beside the draft, in `tests/documents/revisions/`; both are TEST DATA.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from remit.comparison.change import Comparison
from remit.comparison.comparing import compared
from remit.comparison.sides import side
from remit.workspace import Workspace

FOLDER = Path(__file__).parent / "documents" / "revisions"
PARTS = ("terms", "executors", "remarks", "headings")
#: What the author of the draft calls otherwise than the vocabulary does.
NAMES = {
    "term-moved-with-period": "term-moved",
    "executor-renamed-away": "executor-replaced",
}
#: One executor goes and two come: the author says "replaced", we say who went and who came.
ONE_BY_TWO = ("2.4.10",)
Said = tuple[str, tuple[str, ...], tuple[str, ...]]


@cache
def comparison() -> Comparison:
    workspace = Workspace.bundled()
    return compared(side("p1-2017", workspace), side(FOLDER / "p1-2020-draft.txt", workspace), workspace)


@cache
def truth() -> dict[str, list[dict[str, Any]]]:
    loaded: dict[str, list[dict[str, Any]]] = yaml.load(
        (FOLDER / "p1-2020-draft.changes.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    return loaded


def links_of_truth() -> set[tuple[str, str]]:
    return {(o, n) for entry in truth()["events"] for o in entry["old"] for n in entry["new"]}


def links_found() -> set[tuple[str, str]]:
    return {(o.code, n.code) for match in comparison().matches for o in match.old for n in match.new}


def wanted(part: str) -> set[Said]:
    said = {(NAMES.get(str(e["kind"]), str(e["kind"])), tuple(e["old"]), tuple(e["new"])) for e in truth()[part]}
    return {each for each in said if each[0] != "group-renamed"}


def found(part: str) -> set[Said]:
    begins = {
        "terms": ("term",),
        "executors": ("executor", "role"),
        "remarks": ("remark",),
        "headings": ("section", "group"),
    }
    # The years in the title of a group that moved on with the period are told by the period alone.
    told = {(NAMES.get(c.kind, c.kind), c.old, c.new) for c in comparison().changes if c.kind.startswith(begins[part])}
    # What a split or a merger does to the cells stands in the detail of the truth, not in these lists.
    many = {code for m in comparison().matches if not m.one_to_one for code in (*(r.code for r in m.old),)}
    return {
        each for each in told if part == "headings" or (len(each[1]) == len(each[2]) == 1 and not many & {*each[1]})
    }


def test_every_event_goes_on_as_its_author_says() -> None:
    assert links_found() == links_of_truth()


def test_what_was_removed_and_added_is_told() -> None:
    for kind, side_ in (("removed", "old"), ("added", "new")):
        said = {code for entry in truth()["events"] if entry["kind"] == kind for code in entry[side_]}
        assert {code for c in comparison().changes if c.kind == kind for code in getattr(c, side_)} == said


@pytest.mark.parametrize("part", PARTS)
def test_the_changes_are_those_of_the_author(part: str) -> None:
    assert {said for said in found(part) if said[1] != ONE_BY_TWO or part != "executors"} == {
        said for said in wanted(part) if said[1] != ONE_BY_TWO or part != "executors"
    }


def test_one_executor_by_two_others_is_told_as_who_went_and_who_came() -> None:
    told = sorted(c.kind for c in comparison().changes if c.new == ONE_BY_TWO and c.kind.startswith("executor"))
    assert told == ["executor-added", "executor-added", "executor-removed"]


if __name__ == "__main__":
    right = len(links_found() & links_of_truth())
    print(f"links: precision {right / len(links_found()):.3f}, recall {right / len(links_of_truth()):.3f}")
    for part in PARTS:
        kinds: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        for said in found(part) | wanted(part):
            kinds[said[0]][0] += said in found(part) and said in wanted(part)
            kinds[said[0]][1] += said in found(part)
            kinds[said[0]][2] += said in wanted(part)
        for kind, (both, given, asked) in sorted(kinds.items()):
            print(f"{kind:22} right {both:3}  found {given:3}  in the truth {asked:3}")
        print(
            "  not found:", sorted(wanted(part) - found(part)), " not in the truth:", sorted(found(part) - wanted(part))
        )
