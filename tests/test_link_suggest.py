"""Services are asked for what lacks a link; what they offer is taken together, scored, and waits for a decision."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from click.testing import CliRunner

from oxigraph_server import oxigraph
from remit.cli import remit
from remit.errors import ServiceError, UnknownName
from remit.linking import ours as unlinked_things
from remit.linking import proposals
from remit.linking.offered import offered
from remit.linking.suggesting import suggest
from remit.services.things import Thing
from remit.starting import start
from remit.workspace import Workspace
from serving import Handler, Server, served, service
from test_link_review import LENS, Scored

NAME = "Pilots’ Guild"
LAMPS = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://www.wikidata.org/entity/Q901> rdfs:label %s@en ; skos:altLabel "Zunft der Lotsen"@de .
<http://www.wikidata.org/entity/Q902> rdfs:label "Guild of Clockmakers"@en .
<http://elsewhere.example/pilots> rdfs:label %s@en .
"""


def alike(ours: Sequence[Thing], theirs: Sequence[Thing]) -> list[list[Scored]]:
    """Score as 1 what bears one of our names; the test knows no better."""
    return [[Scored(each, 1.0, True) for each in theirs if set(each.names) & set(thing.names)] for thing in ours]


def workspace(folder: Path, *services: dict[str, object]) -> Workspace:
    """Return the fictional workspace with services of its own, all allowed."""
    start(folder)
    settings = folder / "data" / "workspace.yaml"
    allowed = {"services": {"contact": "https://example.org/contact", "allowed": [each["id"] for each in services]}}
    settings.write_text(settings.read_text(encoding="utf-8") + "\n" + yaml.safe_dump(allowed), encoding="utf-8")
    rules = {"at_once": 2, "pace": [100, 1], "bytes": 100_000, "seconds": 2, "rules": "made up, for a test"}
    entries = [{**rules, "name": str(each["id"]), **each} for each in services]
    (folder / "data" / "services.yaml").write_text(yaml.safe_dump(entries), encoding="utf-8")
    return Workspace.at(folder)


def first(place: Workspace) -> Thing:
    """Return the first organisation of the workspace."""
    return unlinked_things.unlinked(place, "ror")[0]


def reconciling(handler: Handler, number: int, server: Server, identifier: str) -> None:
    """Answer each name with one thing of that name."""
    queries = json.loads(parse_qs(server.asked[number].body.decode())["queries"][0])
    said = {key: {"result": [{"id": identifier, "name": each["query"]}]} for key, each in queries.items()}
    handler.reply(json.dumps(said).encode())


def organisation(handler: Handler, number: int, server: Server) -> None:
    """Answer as ROR does with an organisation that bears the name asked for."""
    name = parse_qs(urlsplit(server.asked[number].path).query)["query"][0]
    item = {
        "id": LENS, "status": "active", "established": 1901, "types": ["government"], "relationships": [],
        "names": [{"value": name, "types": ["ror_display", "label"], "lang": "en"}],
        "locations": [{"geonames_details": {"country_code": "XL"}}],
    }  # fmt: skip
    handler.reply(json.dumps({"items": [item]}).encode())


def test_a_real_sparql_server_offers_what_bears_the_name_and_is_of_the_authority(tmp_path: Path) -> None:
    place = workspace(tmp_path / "w")
    authority = place.links.authorities.get("wikidata")
    assert authority
    name = json.dumps(NAME, ensure_ascii=False)

    with oxigraph(tmp_path, LAMPS % (name, name)) as url:
        found = offered(service(url, seconds=5), authority, [Thing("organisation/x", (NAME,))], place)

    assert [thing.id for thing in found] == ["http://www.wikidata.org/entity/Q901"]
    assert set(found[0].names) == {NAME, "Zunft der Lotsen"}


@pytest.mark.parametrize("name", ['a "b" } . } # {', "a\\b } UNION { ?s ?p ?o", "new\nline }", "{}", "\\u007D"])
def test_a_name_cannot_leave_the_braces_of_the_query(name: str, tmp_path: Path) -> None:
    place = workspace(tmp_path / "w")
    authority = place.links.authorities.get("wikidata")
    assert authority
    asked = json.dumps(name)

    with oxigraph(tmp_path, LAMPS % (asked, asked)) as url:
        found = offered(service(url, seconds=5), authority, [Thing("organisation/x", (name,))], place)

    assert [thing.id for thing in found] == ["http://www.wikidata.org/entity/Q901"]


def test_what_two_services_say_of_one_thing_is_one_candidate(tmp_path: Path) -> None:
    with (
        served(lambda handler, number: reconciling(handler, number, one, LENS)) as one,
        served(lambda handler, number: organisation(handler, number, two)) as two,
    ):
        place = workspace(
            tmp_path / "w",
            {"id": "one", "protocol": "reconciliation", "endpoint": one.url, "authority": "ror"},
            {"id": "two", "protocol": "ror", "endpoint": two.url, "authority": "ror"},
        )
        thing = first(place)
        found = suggest(place, alike, only=[thing.id])

    (row,) = found.rows
    assert (row.subject, row.object, found.failures) == (place.iri(thing.id), LENS, ())
    assert dict(row.others)["other"].endswith("country: xl; kind: government; years: 1901–")


def test_a_service_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    with (
        served(lambda handler, _: handler.reply(b"<html>", form="text/html")) as bad,
        served(lambda handler, number: reconciling(handler, number, good, LENS)) as good,
    ):
        place = workspace(
            tmp_path / "w",
            {"id": "bad", "protocol": "sparql", "endpoint": bad.url, "authority": "wikidata"},
            {"id": "good", "protocol": "reconciliation", "endpoint": good.url, "authority": "ror"},
        )
        found = suggest(place, alike, only=[first(place).id])

        with pytest.raises(ServiceError, match="answered with a page instead of data"):
            suggest(place, alike, names=["bad"])

    assert len(found.rows) == 1
    assert len(found.failures) == 1 and "page instead of data" in found.failures[0]


def test_what_is_no_identifier_of_the_authority_is_no_candidate(tmp_path: Path) -> None:
    with served(lambda handler, number: reconciling(handler, number, server, "https://ror.org/03xpzkb41")) as server:
        place = workspace(
            tmp_path / "w", {"id": "one", "protocol": "reconciliation", "endpoint": server.url, "authority": "ror"}
        )
        assert not suggest(place, alike).rows


def test_an_answer_as_long_as_the_limit_of_the_query_is_cut(tmp_path: Path) -> None:
    rows = [{"item": {"type": "uri", "value": f"urn:{number}"}} for number in range(2000)]
    body = json.dumps({"head": {"vars": ["item", "name"]}, "results": {"bindings": rows}}).encode()
    place = workspace(tmp_path / "w")
    authority = place.links.authorities.get("wikidata")
    assert authority

    with served(lambda handler, _: handler.reply(body)) as server, pytest.raises(ServiceError, match="cut its answer"):
        offered(service(server.url), authority, [first(place)], place)


def test_endless_names_and_endlessly_many_do_not_come_in(tmp_path: Path) -> None:
    place = workspace(tmp_path / "w")
    authority = place.links.authorities.get("ror")
    assert authority
    names = [{"value": value, "types": ["label"]} for value in (NAME, "B" * 60_000)]
    names += [{"value": f"AC{number}", "types": ["acronym"]} for number in range(1000)]
    body = json.dumps({"items": [{"id": LENS, "status": "x" * 9000, "names": names}]}).encode()

    with served(lambda handler, _: handler.reply(body)) as server:
        asked = service(server.url, protocol="ror", bytes=1_000_000)
        (found,) = offered(asked, authority, [Thing("organisation/x", (NAME,))], place)

    assert found.names == (NAME,)
    assert len(proposals.described(found)) < 1000


def test_signs_that_steer_a_terminal_do_not_come_in_with_a_name(tmp_path: Path) -> None:
    name = "Guild\x1b[2J\x07\tof\r\nPi\u202elots"
    said = {"q0": {"result": [{"id": LENS, "name": name, "type": ["\x1b]0;kind\x07"]}]}}
    place = workspace(tmp_path / "w")
    authority = place.links.authorities.get("ror")
    assert authority

    with served(lambda handler, _: handler.reply(json.dumps(said).encode())) as server:
        asked = service(server.url, protocol="reconciliation")
        (found,) = offered(asked, authority, [Thing("organisation/x", ("Guild",))], place)

    assert (found.names, found.kinds) == (("Guild [2J of Pilots",), ("]0;kind",))


@pytest.mark.parametrize("lie", [{"established": 10**30}, {"names": [{"value": "\ud800", "types": ["label"]}]}])
def test_a_lying_service_is_said_so_in_one_sentence_and_nothing_is_kept(lie: dict[str, object], tmp_path: Path) -> None:
    item = {"id": LENS, "names": [{"value": NAME, "types": ["label"]}], **lie}
    with served(lambda handler, _: handler.reply(json.dumps({"items": [item]}).encode())) as server:
        place = workspace(tmp_path / "w", {"id": "one", "protocol": "ror", "endpoint": server.url, "authority": "ror"})
        result = CliRunner().invoke(remit, ["--workspace", str(place.root), "link", "suggest"])

    assert isinstance(result.exception, ServiceError) and "\n" not in str(result.exception)
    assert not [path for path in (place.root / "build").rglob("*") if path.is_file()]
    assert not (place.root / "data" / "links").exists()


def test_who_is_linked_is_not_asked_for(tmp_path: Path) -> None:
    place = workspace(tmp_path / "w")
    thing = first(place)
    authority = place.links.authorities.get("ror")
    assert authority
    rows = proposals.proposed([thing], [[Scored(Thing(LENS, ("a",)), 0.9)]], authority, place)
    rows = [replace(row, reviewer="editor") for row in rows]
    proposals.write(place.root / "data" / "links" / "ror.sssom.tsv", rows, place)

    again = Workspace.at(place.root)

    assert thing.id not in {each.id for each in unlinked_things.unlinked(again, "ror")}
    assert thing.id in {each.id for each in unlinked_things.unlinked(again, "wikidata")}


def test_a_path_that_leads_nowhere_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="nothing in the registries is called organisation/nobody"):
        unlinked_things.unlinked(workspace(tmp_path / "w"), "ror", ["organisation/nobody"])


def test_the_traps_of_the_bundle_are_refused_already() -> None:
    bundled = Workspace.bundled()
    authority = bundled.links.authorities.get("ror")
    assert authority
    iec = Thing("organisation/iec", ("International Electrotechnical Commission",), ("IEC",))
    refused = [link for link in bundled.links.every.values() if link.negated and link.subject == bundled.iri(iec.id)]

    traps = [Scored(Thing(link.object, ("another IEC",)), 0.99, True) for link in refused]

    assert traps
    assert not proposals.proposed([iec], [traps], authority, bundled)


def test_the_command_asks_scores_and_leaves_the_decision_to_a_person(tmp_path: Path) -> None:
    with (
        served(lambda handler, number: organisation(handler, number, good)) as good,
        served(lambda handler, _: handler.reply(b"{", status=200)) as bad,
    ):
        place = workspace(
            tmp_path / "w",
            {"id": "good", "protocol": "ror", "endpoint": good.url, "authority": "ror"},
            {"id": "bad", "protocol": "sparql", "endpoint": bad.url, "authority": "wikidata"},
        )
        words = ["--workspace", str(place.root), "link", "suggest", "--only", first(place).id]
        asked = CliRunner().invoke(remit, words)
        again = CliRunner().invoke(remit, [*words, "--service", "good", "--json"])

    assert asked.exit_code == 1, asked.output
    assert "1 candidates in" in asked.output and "the same name" in asked.output
    assert "breaks off or is no JSON" in asked.stderr
    assert again.exit_code == 0
    assert json.loads(again.stdout)["candidates"][0]["object"] == LENS
    assert not Workspace.at(place.root).links.every
    assert len(good.asked) == 1, "the second time the answer is the one that was kept"


def test_without_a_contact_the_command_asks_nobody(tmp_path: Path) -> None:
    start(tmp_path / "w")

    result = CliRunner().invoke(remit, ["--workspace", str(tmp_path / "w"), "link", "suggest"])

    assert isinstance(result.exception, ServiceError)
    assert "without a contact" in str(result.exception)
    assert not (tmp_path / "w" / "data" / "links").exists()
