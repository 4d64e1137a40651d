"""Links are kept right: rows without the net; dead, merged, withdrawn and contradicted targets by asking for them.

All organisations and identifiers but VNIIMS, KazInMetr, ILAC and PTB are fictional; the servers stand on loopback.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kept_links import CHOIR, organisation, ror, row, run, sending, told, workspace
from oxigraph_server import oxigraph
from remit.findings import Finding
from remit.linking import judging
from remit.linking.checking import check_links
from remit.linking.judging import Judge
from remit.links import checking as malformed
from remit.links.mapping import Mapping as Link
from remit.names import expand
from remit.rules import explain
from remit.rules.catalogue import LINKS, catalogue
from remit.rules.shapes import rules
from remit.services import pages
from remit.services.record import Record
from remit.workspace import Workspace
from serving import served

NAMED = {malformed.WELL_FORMED, judging.THERE, judging.CURRENT, judging.IN_TIME, judging.AGREE}


def test_every_rule_that_a_finding_names_is_explained_and_no_other() -> None:
    told = {name for name, rule in catalogue(rules()).items() if rule.group == LINKS[0]}

    assert told == NAMED
    assert "to mend: " in explain("link-target-current")


# --- without the net ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("identifier", "why"),
    [
        ("ror:055vkyj34", "check digits are wrong"),
        ("isni:0000000121916539", "check digits are wrong"),
        ("ror:155vkyj43", "is none of the form https://ror.org/{id}"),
        ("wikidata:P31", "is none of the form"),
    ],
)
def test_a_mistyped_identifier_is_a_violation_at_its_line(identifier: str, why: str, tmp_path: Path) -> None:
    place = workspace(tmp_path, [row("choir", f"ror:{CHOIR}"), row("lamps", identifier)])

    found = run(place)

    assert found.exit_code == 1, found.output
    assert "all.sssom.tsv:8: violation [link-well-formed]" in found.stdout and why in found.stdout
    assert "to mend: correct it" in found.stdout


def test_every_mistyped_row_is_told_and_not_only_the_first(tmp_path: Path) -> None:
    place = workspace(tmp_path, [row("choir", "ror:055vkyj34"), row("lamps", "ror:055vkyj35"), row("lamps", "ror:x")])

    said = json.loads(run(place, "--format", "json").stdout)

    assert [each["places"][0]["row"] for each in said["findings"]] == [7, 8, 9]


def test_two_identifiers_of_one_authority_contradict_each_other(tmp_path: Path) -> None:
    place = workspace(tmp_path, [row("choir", "wikidata:Q470438"), row("choir", "wikidata:Q28738259")])

    assert told(check_links(place)) == [("link-one-identifier", "violation")]


def test_what_is_right_is_nothing_and_ends_with_0(tmp_path: Path) -> None:
    found = run(workspace(tmp_path, [row("choir", f"ror:{CHOIR}")]))

    assert (found.exit_code, found.stdout) == (0, "1 link, nothing found\n")


def test_a_file_that_is_none_stops_with_one_sentence(tmp_path: Path) -> None:
    place = workspace(tmp_path, [])
    (tmp_path / "data" / "links" / "all.sssom.tsv").write_text("subject_id\tobject_id\na\tb\n", encoding="utf-8")

    assert "lacks the columns" in str(run(place).exception)


def test_without_online_nobody_is_asked(tmp_path: Path) -> None:
    with served(sending(organisation())) as server:
        run(workspace(tmp_path, [row("choir", f"ror:{CHOIR}")], [ror(server)]))

    assert not server.asked


# --- records -----------------------------------------------------------------------------


def test_a_record_is_asked_for_by_its_identifier_and_kept(tmp_path: Path) -> None:
    with served(sending(organisation())) as server:
        place = workspace(tmp_path, [row("choir", f"ror:{CHOIR}")], [ror(server)])
        checked = [check_links(place, online=True) for _ in range(2)]

    assert [told(each) for each in checked] == [[], []] and checked[0].asked == 1
    assert [asked.path for asked in server.asked] == [f"/ask/{CHOIR}"], "the second time the answer was the kept one"


SUCCESSOR = {"type": "successor", "id": "https://ror.org/05mdm6g98", "label": "Fictional Rostest"}
CASES: dict[str, tuple[str, bytes, int, list[tuple[str, str]], str]] = {
    "withdrawn": ("choir", organisation(status="withdrawn", relationships=[SUCCESSOR]), 200,
        [("link-target-current", "warning")], "successor: Fictional Rostest (https://ror.org/05mdm6g98)"),
    "inactive, without successor": ("choir", organisation(status="inactive"), 200,
        [("link-target-current", "warning")], "it names no successor"),
    "ended here as well": ("lamps", organisation(status="inactive", relationships=[SUCCESSOR]), 200,
        [("link-target-current", "info")], "right for programmes from before"),
    "no such record": ("choir", b'{"errors": []}', 404, [("link-target-there", "warning")], "has no record"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_became_of_a_record_is_told_with_its_successor(case: str, tmp_path: Path) -> None:
    subject, body, status, expected, words = CASES[case]
    with served(sending(body, status)) as server:
        place = workspace(tmp_path, [row(subject, f"ror:{CHOIR}")], [ror(server)])
        checked, shown = check_links(place, online=True), run(place, "--online")

    assert told(checked) == expected and not checked.unreached
    assert words in checked.findings[0].message
    assert shown.exit_code == (expected[0][1] != "info") and "all.sssom.tsv:7" in shown.stdout


CLAIMED = [{"type": "wikidata", "preferred": "Q1", "all": ["Q1", "Q2"]}, {"type": "other", "all": ["7"]}]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row("choir", "wikidata:Q1")], "gives “The fictional choir” 2 identifiers of Wikidata"),
        ([row("choir", "wikidata:Q1"), row("choir", "wikidata:Q2", modifier="Not")], ""),
        ([row("choir", "wikidata:Q1"), row("choir", "wikidata:Q2", "rdfs:seeAlso")], ""),
        ([row("choir", "wikidata:Q3")], "is http://www.wikidata.org/entity/Q3 here"),
        ([row("choir", "wikidata:Q1", modifier="Not")], "is not http://www.wikidata.org/entity/Q1 here"),
        ([], ""),
    ],
    ids=["two, one undecided", "the second refused", "the second related", "another", "the contrary", "unknown here"],
)
def test_what_another_authority_has_is_held_against_our_rows(rows: list[str], words: str, tmp_path: Path) -> None:
    with served(sending(organisation(external_ids=CLAIMED))) as server:
        found = check_links(workspace(tmp_path, [row("choir", f"ror:{CHOIR}"), *rows], [ror(server)]), online=True)

    assert told(found) == ([("link-authorities-agree", "warning")] if words else [])
    assert not words or words.replace("The fictional ", "") in found.findings[0].message


WIKIDATA = """
@prefix e: <http://www.wikidata.org/entity/> .
@prefix p: <http://www.wikidata.org/prop/direct/> .
e:Q1 <http://schema.org/version> 7 ; p:P6782 "03xpzkb14" ; p:P213 "0000 0001 2191 6593" .
e:Q2 <http://www.w3.org/2002/07/owl#sameAs> e:Q1 .
"""


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("Q1", [("link-authorities-agree", "warning")]),
        ("Q2", [("link-target-current", "warning")]),
        ("Q3", [("link-target-there", "warning")]),
    ],
    ids=["another record at ROR", "merged", "deleted"],
)
def test_a_real_sparql_server_tells_of_items(item: str, said: list[tuple[str, str]], tmp_path: Path) -> None:
    with oxigraph(tmp_path, WIKIDATA) as url:
        asked = {"id": "w", "protocol": "sparql", "endpoint": url, "authority": "wikidata", "seconds": 10}
        entry = {**asked, "record": {"query": "wikidata-records"}}
        rows = [row("choir", f"ror:{CHOIR}"), row("choir", f"wikidata:{item}"), row("choir", "isni:0000000121916593")]
        rows += [row("lamps", "wikidata:Q1", "rdfs:seeAlso")] if item != "Q1" else []
        checked = check_links(workspace(tmp_path / "w", rows, [entry]), online=True)

    assert told(checked) == said and not checked.unreached
    assert item != "Q2" or "into http://www.wikidata.org/entity/Q1" in checked.findings[0].message


# --- the cases of 2017 -------------------------------------------------------------------


@pytest.fixture(scope="module")
def judge() -> Judge:
    bundled = Workspace.bundled()
    return Judge(bundled.links, bundled.registry, bundled.base, [(2017, 2019)])


def judged(judge: Judge, thing: str, record: Record, authority: str = "ror") -> list[Finding]:
    """Return what is said when an authority has this of the first exact or close match of a thing."""
    keeper = judge.links.authorities.get(authority)
    assert keeper
    (link,) = [
        each
        for each in judge.links.every.values()
        if each.subject == f"{judge.base}organisation/{thing}"
        and not each.negated
        and each.predicate.endswith("Match")
        and keeper.identifier(each.object)
    ]
    return [*judge.record(link, keeper, record)]


def exactly(judge: Judge, thing: str, target: str, record: Record) -> list[Finding]:
    """Return what is said when a thing is made an exact match of a record."""
    keeper = judge.links.authorities.get("ror")
    assert keeper
    link = Link(
        f"{judge.base}organisation/{thing}", expand("skos:exactMatch"), keeper.iri_of(target), place=(Path("a"), 1)
    )
    return [*judge.record(link, keeper, record)]


ROSTEST = ("https://ror.org/05mdm6g98", "Rostest")


def test_vniims_is_inactive_and_right_for_2017(judge: Judge) -> None:
    (found,) = judged(judge, "vniims", Record("03ekph544", status="inactive", successors=(ROSTEST,)))

    assert found.severity.name == "info" and "2025-02-26" in found.message and "Rostest" in found.message


def test_another_successor_of_vniims_than_ours_is_told(judge: Judge) -> None:
    record = Record("03ekph544", status="inactive", successors=(("https://ror.org/055vkyj43", "Another"),))

    _, found = judged(judge, "vniims", record)

    assert found.rule == "link-authorities-agree"
    assert "is https://ror.org/05mdm6g98 here, and Another (https://ror.org/055vkyj43) there" in found.message


def test_kazinmetr_of_2017_cannot_be_what_began_in_2020(judge: Judge) -> None:
    record = Record("04d2nkq36", since=2020)

    assert judged(judge, "kazinmetr", record) == [], "it is a close match, which says that it is another"
    (found,) = exactly(judge, "kazinmetr", "04d2nkq36", record)
    assert found.rule == "link-target-in-time" and "began in 2020, after the programme of 2017–2019" in found.message
    assert exactly(judge, "kazstandard", "04d2nkq36", record) == [], "it began in 2020 here, too"


def test_the_site_of_ilac_which_ended_may_be_gone_or_lead_to_its_successor(judge: Judge) -> None:
    (link,) = [
        each
        for each in judge.links.every.values()
        if each.subject.endswith("/ilac") and each.predicate == expand("foaf:homepage")
    ]

    gone, moved = (
        [*judge.page(link, pages.Page(link.object, gone=True))],
        [*judge.page(link, pages.Page(link.object, target="https://gac.example/"))],
    )
    assert [each.severity.name for each in (*gone, *moved)] == ["info", "info"]
    assert "https://gac.example/" in moved[0].message


def test_the_second_item_of_ptb_was_decided_and_is_no_contradiction_any_more(judge: Judge) -> None:
    record = Record("05r3f7h03", claims={"wikidata": ("Q470438", "Q28738259")})
    undecided = replace(judge, links=replace(judge.links, every={
        path: each for path, each in judge.links.every.items() if not each.object.endswith("Q28738259")
    }))  # fmt: skip

    assert judged(judge, "ptb", record) == []
    (found,) = judged(undecided, "ptb", record)
    assert found.rule == "link-authorities-agree" and "Q470438, Q28738259" in found.message
