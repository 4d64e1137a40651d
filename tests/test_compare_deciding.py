"""A decision about doubtful rows is kept where comparisons look for it, and they follow it (fictional programmes)."""

from __future__ import annotations

import json
from pathlib import Path

import click.testing
import pytest

from remit import cli
from remit.comparison.deciding import named
from remit.comparison.edition import Edition, Row
from remit.errors import RemitError, UnknownName
from remit.revisions.known import known_in
from remit.starting import start
from remit.workspace import Workspace

OLD = """Lamp Programme for 2030 – 2032 (fictional; TEST DATA)

No.\tName of event\tTerms\tExecutors\tRemarks
1\tSurvey of lighthouses on the northern coast\t2030\tHarbour Office\t
2\tTraining of keepers and repair of their lamps\t2031\tHarbour Office\t
3\tRegister of lamps and lenses\t2032\tHarbour Office\t
"""
NEW = """Lamp Programme for 2033 – 2035 (fictional; TEST DATA)

No.\tName of event\tTerms\tExecutors\tRemarks
1\tSurvey of lighthouses on the northern coast\t2033\tHarbour Office\t
2\tSchooling of young keepers\t2034\tHarbour Office\t
3\tBook of lamps, wicks and lenses\t2035\tHarbour Office\t
"""


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """Return a fictional workspace with two documents beside it."""
    start(tmp_path / "lamps")
    (tmp_path / "old.txt").write_text(OLD, encoding="utf-8")
    (tmp_path / "new.txt").write_text(NEW, encoding="utf-8")
    return tmp_path


def run(there: Path, *options: str, code: int = 0, typed: str = "") -> str:
    names = ["--workspace", str(there / "lamps"), "compare", str(there / "old.txt"), str(there / "new.txt")]
    result = click.testing.CliRunner().invoke(cli.remit, [*names, *options], input=typed)

    if result.exception and not isinstance(result.exception, SystemExit | RemitError):
        raise result.exception
    ended = 2 if isinstance(result.exception, RemitError) else result.exit_code
    assert ended == code, result.output
    return str(result.exception) if isinstance(result.exception, RemitError) else result.output


def matches(there: Path, *options: str) -> set[tuple[str, str, str]]:
    """Return the matches that are told after some options: numbers of both sides and by what they were found."""
    text = run(there, "--format", "json", *options)
    plain = json.loads(text[text.index("{") :])
    return {(",".join(m["old"]), ",".join(m["new"]), m["by"]) for m in plain["matches"]}


def kept(there: Path) -> Path:
    return there / "lamps" / "data" / "links" / "revisions.sssom.tsv"


def test_what_was_decided_is_followed_then_and_later(there: Path) -> None:
    assert ("2", "3", "decision") in matches(there, "--same", "2=3")

    assert ("2", "3", "decision") in matches(there)


def test_a_decision_about_revisions_of_the_graph_says_that_history_follows_after_a_build(there: Path) -> None:
    documents = [str(there / "old.txt"), str(there / "new.txt")]
    workspace = ["--workspace", str(there / "lamps")]
    runner = click.testing.CliRunner()
    built = runner.invoke(cli.remit, [*workspace, "build", *documents], catch_exceptions=False)
    assert built.exit_code == 0, built.output
    names = [each.name for each in known_in(Workspace.at(there / "lamps").open_whole())]

    said = runner.invoke(cli.remit, [*workspace, "compare", *names, "--same", "2=3"], catch_exceptions=False).output

    assert "1 decided, kept in" in said and "after: remit build" in said
    assert "remit build" not in run(there, "--same", "2=3"), "a draft is in no graph"


def test_parts_are_a_split_and_nothing_is_no_counterpart(there: Path) -> None:
    found = matches(there, "--same", "2=2,3", "--same", "3=")

    assert ("2", "2,3", "decision") in found
    assert not [each for each in found if each[0] == "3"]


def test_what_is_not_the_same_is_matched_no_more(there: Path) -> None:
    assert ("1", "1", "same") in matches(there)

    assert not [each for each in matches(there, "--not-same", "1=1") if each[:2] == ("1", "1")]


def test_a_later_decision_about_the_same_rows_takes_the_place_of_the_first(there: Path) -> None:
    matches(there, "--not-same", "1=1", "--same", "2=3")
    found = matches(there, "--same", "1=1")

    assert {("1", "1", "decision"), ("2", "3", "decision")} <= found
    assert kept(there).read_text(encoding="utf-8").count("Not") == 0


def test_a_decision_that_contradicts_another_is_refused_and_nothing_written(there: Path) -> None:
    run(there, "--same", "2=3")
    before = kept(there).read_bytes()

    said = run(there, "--same", "2=2", code=2)

    assert "2 is said to go on as 2 and as 3" in said
    assert kept(there).read_bytes() == before


@pytest.mark.parametrize(
    ("text", "said"),
    [("9=1", "has no event 9"), ("1", "write the older number, = and the newer"), ("=", "is no decision"),
     ("1,2=", "is named alone")],
)  # fmt: skip
def test_what_names_no_rows_is_refused(text: str, said: str, there: Path) -> None:
    assert said in run(there, "--same", text, code=2)
    assert not kept(there).exists()


def test_a_number_that_several_rows_bear_is_refused() -> None:
    rows = tuple(Row(f"urn:x:{code}", code, "a)", "Wicks") for code in ("1.1a", "1.2a"))

    with pytest.raises(UnknownName, match="p has several events a; name one of: 1.1a, 1.2a"):
        named("a=", Edition("urn:x", "p", rows=rows), Edition("urn:y", "q"))


def test_a_review_asks_about_what_is_doubtful_and_keeps_each_answer(there: Path) -> None:
    doubtful = json.loads(run(there, "--format", "json"))["matches"]
    many = sum(len(m["old"]) * len(m["new"]) for m in doubtful if not m["sure"])
    assert many

    said = run(there, "--review", typed="n\n" * many)

    assert said.count("Is this the same work?") >= many
    assert "Harbour Office" in said and "How alike: Event 0." in said
    assert kept(there).read_text(encoding="utf-8").count("\tNot\t") == many


def test_a_review_can_be_left_and_what_is_skipped_is_not_kept(there: Path) -> None:
    run(there, "--review", typed="s\nq\n")
    run(there, "--review", typed="")

    assert not kept(there).exists()


# --- links ---------------------------------------------------------------------------------------

LINKS = """\
# curie_map:
#   old: https://lighthouses.example/data/programme/old/draft/event/
subject_id\tpredicate_id\tobject_id\tmapping_justification
old:1\trdfs:seeAlso\thttps://example.org/survey\tsemapv:ManualMappingCuration
old:2\trdfs:seeAlso\thttps://example.org/training\tsemapv:ManualMappingCuration
"""


def test_links_that_lose_what_they_are_about_are_told(there: Path) -> None:
    folder = there / "lamps" / "data" / "links"
    folder.mkdir()
    (folder / "pages.sssom.tsv").write_text(LINKS, encoding="utf-8")
    (there / "new.txt").write_text(NEW.replace("1\tSurvey", "4\tSurvey"), encoding="utf-8")

    found = json.loads(run(there, "--format", "json"))["impact"]["links"]
    told = run(there)

    assert {(each["how"], each["code"], *each["now"]) for each in found} == {("moved", "1", "4"), ("lost", "2")}
    assert "1 is 4 now; the link with https://example.org/survey is of the older revision alone." in told
    assert "2 goes on nowhere; it is linked with https://example.org/training." in told
    assert "training" not in run(there, "--kind", "renumbered").split("Links that")[1]
