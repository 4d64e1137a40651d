"""One comparison, narrowed and printed in each form; `test_compare_command` runs the command that does so."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from pyoxigraph import Quad, RdfFormat, parse

import remit
from remit.comparison import patch
from remit.comparison.comparing import only_for, redline
from remit.comparison.redline import Redline
from remit.comparison.reports import report
from remit.errors import UnknownName
from remit.names import expand
from remit.store import default_graph
from test_compare_command import SOURCE, changed


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Redline:
    draft = tmp_path_factory.mktemp("narrowed") / "draft.txt"
    draft.write_text(changed(SOURCE.read_text(encoding="utf-8")), encoding="utf-8")
    return redline("p1-2017", draft, remit.Workspace.bundled())


def printed(made: Redline, form: str = "text") -> str:
    """Return a report of the comparison, as the command prints it."""
    text = report(form)(made)
    assert isinstance(text, str)
    return text


@pytest.mark.parametrize("name", ["TC 4", "tc-4"])
def test_it_is_told_for_one_body_under_any_of_its_names(name: str, made: Redline) -> None:
    told = printed(only_for(made, name))

    assert "2.2.3" in told and "2.1.12" in told
    assert "Shown is only what concerns TC 4; the counts are of this." in told


def test_findings_of_the_step_are_told_for_one_body_too(made: Redline) -> None:
    everything, ours, theirs = (
        json.loads(printed(each, "json"))["findings"] for each in (made, only_for(made, "TC 4"), only_for(made, "TC 2"))
    )

    assert "number-not-reused" in {each["rule"] for each in ours}
    assert "number-not-reused" not in {each["rule"] for each in theirs}
    assert len(theirs) < len(everything)


def test_all_parts_of_the_report_are_narrowed(made: Redline) -> None:
    for_body = printed(only_for(made, "SC 2.1"))
    for_kind = printed(replace(made, kinds=frozenset({"term-extended"})))

    assert "Names that stand for other work now" not in for_body, "2.1.12 is none of SC 2.1"
    assert "Executors:" not in for_kind.split("\n\n")[0] and "unchanged" not in for_kind
    assert "number-not-reused" not in for_kind and "Names that stand" not in for_kind
    assert "gained" not in for_kind and "Questions that" not in for_kind


def test_an_unknown_body_names_the_nearest(made: Redline) -> None:
    with pytest.raises(UnknownName, match="nearest:"):
        only_for(made, "TC 44")


def test_the_changes_are_rdf_that_can_be_read(made: Redline) -> None:
    quads = list(parse(printed(made, "turtle"), format=RdfFormat.TURTLE))
    kinds = [quad.object.value for quad in quads if quad.predicate.value == expand("rdf:type")]

    assert kinds.count(expand("remit:Comparison")) == 1
    assert kinds.count(expand("remit:Change")) > 5 and kinds.count(expand("remit:Continuation")) > 50
    assert {expand("remit:hasRoleBefore"), expand("remit:hasRoleAfter")} <= {quad.predicate.value for quad in quads}


def test_the_patch_makes_the_newer_graph_of_the_older_and_back(made: Redline) -> None:
    old, new = ({Quad(*quad.triple) for quad in default_graph(side.state)} for side in (made.old, made.new))
    step = patch.read(printed(made, "patch"))

    assert step.apply(old) == new
    assert step.back.apply(new) == old
