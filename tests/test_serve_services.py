"""A query reaches the services that are listed, and nobody else, however it is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Store

from endpoint import NEW, gardens
from remit.fence import fenced
from remit.serving.limits import Limits
from remit.serving.reply import Reply
from remit.serving.work import queries
from remit.serving.work.engine import Engine
from remit.workspace import Workspace
from serving import Handler, served

LISTED = """- id: {name}
  name: A fictional service
  protocol: sparql
  endpoint: {url}
  at_once: 2
  pace: [1000, 1]
  seconds: 5
  bytes: 100_000
  rules: none are published
"""
Ask = Callable[[str], Reply]


def answering(handler: Handler, number: int) -> None:
    if "/led-on" in handler.path:
        handler.reply(b"", 302, Location=handler.path.partition("?to=")[2])
    row = {"s": {"type": "uri", "value": "urn:s"}, "x": {"type": "literal", "value": "from there"}}
    said = {"head": {"vars": ["s", "x"]}, "results": {"bindings": [row]}}
    handler.reply(json.dumps(said).encode(), form="application/sparql-results+json")


def engine(folder: Path, **services: str) -> Ask:
    """Return what answers queries over one triple, where these services are listed; each in a process of its own."""
    gardens(folder, NEW)
    data = folder / "data"
    (data / "services.yaml").write_text("".join(LISTED.format(name=n, url=url) for n, url in services.items()) or "[]")
    with (data / "workspace.yaml").open("a") as settings:
        settings.write(f"services: {{contact: https://example.org/contact, allowed: {json.dumps(list(services))}}}\n")
    store = Store()
    store.add(Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal("here")))
    made = Engine(Workspace.at(folder), store, Limits(services=tuple(services)))
    return lambda query: fenced(lambda: queries.answer(made, {"query": query}), 60, 500_000_000)


#: The grammar of the store needs no blanks around words; one prefix that is declared is found within another.
HIDDEN = [
    "SELECT * {{ ?s ?p ?o . SERVICE <{at}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ VALUES ?e {{ <{at}> }} SERVICE SILENT ?e {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p trueSERVICE <{at}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ SERVICESILENT<{at}> {{ ?a ?b ?c }} }}",
    "PREFIX a: <{at}/> SELECT * {{ SERVICEa:b {{ ?a ?b ?c }} }}",
    "PREFIX : <{at}/> ASK {{ FILTER EXISTS {{ SERVICE:b {{ ?a ?b ?c }} }} }}",
    "PREFIX a: <{at}/> PREFIX SERVICEa: <urn:x> SELECT * {{ SERVICEa:b {{ ?a ?b ?c }} }}",
]


def test_no_query_reaches_anybody_where_nobody_is_listed(tmp_path: Path) -> None:
    ask = engine(tmp_path)
    with served(answering) as inside:
        told = [ask(query.format(at=inside.url)) for query in HIDDEN]
        silent = ask(HIDDEN[-1].replace("SERVICEa:", "SERVICESILENTa:").format(at=inside.url))

        assert [(each.status, b"SERVICE is refused" in each.body) for each in told] == [(403, True)] * len(HIDDEN)
        assert inside.asked == []
    assert json.loads(silent.body)["results"]["bindings"] == [{}], "as SILENT has it of one that does not answer"
    assert ask("PREFIX service: <urn:> SELECT * { ?s service:p ?o }").status == 200


def test_a_query_reaches_whom_is_listed_and_no_other(tmp_path: Path) -> None:
    with served(answering) as listed, served(answering) as inside:
        ask = engine(tmp_path, listed=listed.url, leading=f"{listed.url}/led-on?to={inside.url}")
        query = "SELECT ?x WHERE {{ ?s <urn:p> ?o . {more} SERVICE <{at}> {{ ?s <urn:q> ?x }} }}"
        other = f"PREFIX a: <{inside.url}/> PREFIX SERVICEa: <urn:x> "

        assert b"from there" in ask(query.format(at=listed.url, more="")).body
        assert ask(query.format(at=f"{listed.url}/led-on?to={inside.url}", more="")).status == 502
        assert ask(query.format(at=inside.url, more="")).status == 403
        assert ask(query.format(at=listed.url, more=f"?s ?q trueSERVICE <{inside.url}> {{ ?a ?b ?c }}")).status == 400
        assert ask(other + query.format(at=listed.url, more="SERVICEa:b { ?a ?b ?c }")).status == 403
        assert inside.asked == []


def test_what_cannot_be_asked_of_a_service_is_told_with_its_place(tmp_path: Path) -> None:
    told = engine(tmp_path, listed="http://127.0.0.1:1/")(
        "SELECT *\nWHERE { SERVICE <http://127.0.0.1:1/> { ?a ?b 1 } }"
    )

    said = json.loads(told.body)
    assert (told.status, said["line"], said["column"], said["title"]) == (400, 2, 9, "SERVICE cannot be asked so")
