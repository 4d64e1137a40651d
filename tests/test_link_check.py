"""Links are kept right: rows without the net; dead, merged, withdrawn and contradicted targets by asking for them.

All organisations and identifiers but VNIIMS, KazInMetr, ILAC and PTB are fictional; the servers stand on loopback.
"""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from click.testing import CliRunner, Result

from oxigraph_server import oxigraph
from remit.cli import remit
from remit.errors import ServiceError
from remit.findings import Finding
from remit.linking.checking import LinksChecked, check_links
from remit.linking.judging import Judge
from remit.links.mapping import Mapping as Link
from remit.names import expand
from remit.services import by_address, pages
from remit.services.record import Record
from remit.services.service import Service, catalogue, services
from remit.workspace import Workspace
from serving import Answering, Handler, Server, served, service

HEAD = """\
# curie_map:
#   ours: https://example.org/data/
#   ror: https://ror.org/
#   isni: https://isni.org/isni/
#   wikidata: http://www.wikidata.org/entity/
subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\tconfidence\tobject_source"""
CHOIR, LAMPS = "055vkyj43", "03xpzkb14"
#: How the catalogue has ROR's records: the knowledge that the tests run on is that which is shipped.
ROR: Mapping[str, Any] = catalogue(Workspace.bundled())["ror"]["record"]


def row(subject: str, object: str, predicate: str = "skos:exactMatch", modifier: str = "", source: str = "") -> str:
    cells = (f"ours:organisation/{subject}", predicate, modifier, object, "semapv:ManualMappingCuration", "0.9", source)
    return "\t".join(cells)


def home(subject: str, url: str) -> str:
    """Return a row that leads to a page."""
    return row(subject, url, "foaf:homepage", source="ours:authority/homepage")


def workspace(folder: Path, rows: Iterable[str], asked: Iterable[Mapping[str, Any]] = (), **headers: Any) -> Workspace:
    """Return a fictional workspace with two organisations, of which one has ended, and services of its own."""
    (folder / "data" / "registry").mkdir(parents=True, exist_ok=True)
    (folder / "data" / "links").mkdir(exist_ok=True)
    entries = [
        {"name": "A fictional service", "seconds": 2, "bytes": 100_000, "rules": "made up", **each} for each in asked
    ]
    said = {
        "name": "choir", "title": {"en": "A fictional choir"}, "base": "https://example.org/data/",
        "organisation": "organisation/choir", "language": ["en"], "label_languages": ["en"], "programmes": [],
        "licence": "https://creativecommons.org/licenses/by/4.0/", "notice": {"en": "Fictional."}, "sources": [],
        "services": {"contact": "https://example.org/desk", "allowed": [each["id"] for each in entries], **headers},
    }  # fmt: skip
    ours = [
        {"id": name, "kind": "organ", "label": {"en": f"The fictional {name}"}, "source": ["https://example.org/a"],
         "confidence": "stated", **more}
        for name, more in (("choir", {}), ("lamps", {"until": "2025-02-26"}))
    ]  # fmt: skip
    (folder / "data" / "workspace.yaml").write_text(yaml.safe_dump(said), encoding="utf-8")
    (folder / "data" / "services.yaml").write_text(yaml.safe_dump(entries), encoding="utf-8")
    (folder / "data" / "registry" / "organisations.yaml").write_text(yaml.safe_dump(ours), encoding="utf-8")
    (folder / "data" / "links" / "all.sssom.tsv").write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    return Workspace.at(folder)


def run(place: Workspace, *words: str) -> Result:
    return CliRunner().invoke(remit, ["--workspace", str(place.root), "link", "check", *words])


def ror(server: Server, **more: Any) -> dict[str, Any]:
    """Return an entry of the catalogue for a server that speaks as ROR does."""
    return {"id": "ror", "protocol": "ror", "endpoint": server.url, "authority": "ror", "record": dict(ROR), **more}


def told(checked: LinksChecked) -> list[tuple[str, str]]:
    return [(finding.rule, finding.severity.name) for finding in checked.findings]


def organisation(identifier: str = CHOIR, **more: Any) -> bytes:
    """Return a record in the form of ROR's API 2; its content is made up."""
    said = {"id": f"https://ror.org/{identifier}", "status": "active", "established": 1901, "names": [], **more}
    return json.dumps(said).encode()


def sending(body: bytes, status: int = 200, **more: Any) -> Answering:
    return lambda handler, _: handler.reply(body, status, **more)


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

    assert (found.exit_code, found.stdout) == (0, "1 links, nothing found\n")


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
    known = replace(judge, links=judge.links)
    rows = [each for each in known.links.every.values() if each.subject.endswith("organisation/rostest")]
    found = judged(
        known, "vniims", Record("03ekph544", status="inactive", successors=(("https://ror.org/055vkyj43", "B"),))
    )

    assert bool(rows) == ("link-authorities-agree" in [each.rule for each in found])


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


# --- pages -------------------------------------------------------------------------------


def no_head(handler: Handler, _: int) -> None:
    handler.reply(b"<html>", 405 if handler.command == "HEAD" else 200, "text/html")


def huge(handler: Handler, _: int) -> None:
    """Offer 10 GB to whoever does not ask for the head alone."""
    if handler.command == "HEAD":
        return handler.reply(b"", 405)
    handler.send_response(200)
    handler.send_header("Content-Length", str(10**10))
    handler.end_headers()
    while True:
        handler.wfile.write(b" " * 65536)


def slow(handler: Handler, _: int) -> None:
    time.sleep(1.5)


PAGES: dict[str, tuple[Answering, str]] = {
    "there": (sending(b"<html>", form="text/html"), "there"),
    "no HEAD": (no_head, "there"),
    "10 GB": (huge, "there"),
    "gone": (sending(b"", 404), "gone"),
    "gone for good": (sending(b"", 410), "gone"),
    "at the same host": (lambda h, n: h.reply(b"", 301, Location="/b") if not n else h.reply(b""), "there"),
    "at another host": (lambda h, _: h.reply(b"", 302, Location="http://other.example/b"), "http://other.example/b"),
    "forbidden": (sending(b"", 403), "status 403"),
    "429 again and again": (sending(b"", 429, Retry_After="0"), "status 429"),
    "429 for an hour": (sending(b"", 429, Retry_After="3600"), "left alone for 3600 s"),
    "broken": (sending(b"", 500), "status 500"),
    "slow": (slow, "no whole answer within 0.6 s"),
    "hanging up": (lambda h, _: setattr(h, "close_connection", True), "broke off"),
    "round and round": (lambda h, _: h.reply(b"", 302, Location=h.path), "redirects more than 3 times"),
}


@pytest.mark.parametrize("case", PAGES)
def test_a_page_is_there_or_gone_or_moved_or_nothing_is_known_of_it(case: str, tmp_path: Path) -> None:
    answering, said = PAGES[case]
    with served(answering) as server:
        asked = service("", protocol="pages", kept=tmp_path)
        begun = time.monotonic()
        if said in ("there", "gone") or said.startswith("http"):
            found = pages.page(asked, server.url)
            assert (found.gone, found.target) == (said == "gone", said if said.startswith("http") else "")
        else:
            with pytest.raises(ServiceError, match=said):
                pages.page(asked, server.url)
        took = time.monotonic() - begun

    assert took < 5
    assert bool([*tmp_path.iterdir()]) == (said == "there"), "kept is what was there, and nothing else"


def test_pages_that_were_not_reached_are_told_as_that_and_others_asked(tmp_path: Path) -> None:
    with served(sending(b"ok")) as server:
        entry = {"id": "pages", "protocol": "pages", "seconds": 1, "attempts": 1, "at_once": 2}
        dead = [home("choir", f"http://127.0.0.1:9/{number}") for number in range(4)]
        place = workspace(tmp_path, [home("choir", server.url), *dead], [entry])
        shown, said = run(place, "--online"), json.loads(run(place, "--online", "--format", "json").stdout)

    assert shown.exit_code == 1 and "5 targets asked for, 4 not reached" in shown.stdout
    assert "all.sssom.tsv:8: not reached: the page (http://127.0.0.1:9) cannot be reached" in shown.stdout
    assert "not asked after 2 failures in a row" in shown.stdout
    assert len(said["not_reached"]) == 4 and said["findings"] == []


# --- what services do wrong --------------------------------------------------------------


WRONG: dict[str, tuple[Answering, str]] = {
    "another record": (sending(organisation(LAMPS)), "answered about https://ror.org/03xpzkb14 when it was asked"),
    "no identifier": (sending(b'{"status": "active"}'), "the identifier is no str"),
    "no status": (sending(json.dumps({"id": CHOIR}).encode()), "the status is no str"),
    "a page": (sending(b"<html>", form="text/html"), "a page instead of data"),
    "cut": (sending(organisation()[:-9]), "breaks off"),
    "429": (sending(b"", 429, Retry_After="0"), "status 429"),
    "slow": (slow, "no whole answer"),
    "10 GB": (sending(gzip.compress(b" " * 50_000_000), Content_Encoding="gzip"), "more than 100,000 bytes"),
    "elsewhere": (lambda h, _: h.reply(b"", 302, Location="http://other.example/"), "another host"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_answer_proves_nothing_and_is_not_kept(wrong: str, tmp_path: Path) -> None:
    answering, why = WRONG[wrong]
    with served(answering) as server:
        entry = ror(server, seconds=0.6, attempts=1)
        checked = check_links(workspace(tmp_path, [row("choir", f"ror:{CHOIR}")], [entry]), online=True)

    assert told(checked) == []
    (lost,) = checked.unreached
    assert why in lost.why
    assert not [*(tmp_path / "build").rglob("services/*/*")]


# --- headers -----------------------------------------------------------------------------


def with_header(tmp_path: Path, server: Server) -> Service:
    place = workspace(tmp_path, [], [ror(server)], headers={"ror": {"Client-Id": "CHOIR_ROR_ID"}})
    return services(place)["ror"]


def test_a_header_of_the_workspace_is_sent_and_stands_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOIR_ROR_ID", "s3cret-of-the-choir")
    with served(sending(organisation())) as server:
        by_address.record(with_header(tmp_path, server), CHOIR)

    assert server.asked[0].headers["Client-Id"] == "s3cret-of-the-choir"
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 3 and not [path for path in files if b"s3cret" in path.read_bytes()]


def test_without_the_variable_the_service_is_asked_without_the_header(tmp_path: Path) -> None:
    with served(sending(organisation())) as server:
        by_address.record(with_header(tmp_path, server), CHOIR)

    assert "Client-Id" not in server.asked[0].headers


def test_a_value_that_is_no_header_is_refused_and_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOIR_ROR_ID", "s3cret\r\nX: y")
    with served(sending(organisation())) as server, pytest.raises(ServiceError, match="CHOIR_ROR_ID") as stopped:
        by_address.record(with_header(tmp_path, server), CHOIR)

    assert "s3cret" not in str(stopped.value) and not server.asked


def test_a_host_that_is_redirected_to_is_not_given_the_header(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOIR_ROR_ID", "s3cret")
    with served(sending(organisation())) as other:
        sent = sending(b"", 302, Location=f"http://localhost:{urlsplit(other.url).port}/")
        with served(sent) as server, pytest.raises(ServiceError, match="another host"):
            by_address.record(with_header(tmp_path, server), CHOIR)

    assert not other.asked
