"""Every external mention of P1/2017 leads to a thing of the graph, and what is identified elsewhere carries that there.

Which mentions there are is read from the reference reading, which was made by hand and not by the program.
"""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

import remit
from remit.graph.dataset import Dataset
from remit.names import expand
from remit.workspace import Workspace
from test_links_data import TRUTH
from test_registry_programme import mentions, path_of

WORKSPACE = Workspace.bundled()
EXTERNAL = [(event, path_of(name)) for event, kind, name, _ in mentions() if kind == "external"]


@pytest.fixture(scope="module")
def graph() -> Dataset:
    (source,) = WORKSPACE.sources
    return remit.build([remit.read(source, WORKSPACE)], WORKSPACE)


def objects(graph: Dataset, subject: str, predicate: str | None = None) -> set[str]:
    """Return what stands at the end of the statements about a subject."""
    by = NamedNode(expand(predicate)) if predicate else None
    quads = graph.state.quads_for_pattern(NamedNode(subject), by, None)
    return {quad.object.value for quad in quads if isinstance(quad.object, NamedNode | Literal)}


def test_the_programme_has_55_external_mentions() -> None:
    assert len(EXTERNAL) == 55


@pytest.mark.parametrize(("event", "path"), EXTERNAL)
def test_an_external_mention_leads_to_a_thing_of_the_graph(event: str, path: str, graph: Dataset) -> None:
    spoken = objects(graph, WORKSPACE.iri(f"programme/p1/2017/event/{event}"), "remit:hasMention")
    meant = {thing for mention in spoken for thing in objects(graph, mention, "remit:refersTo")}

    assert WORKSPACE.iri(path) in meant
    assert objects(graph, WORKSPACE.iri(path), "rdf:type"), f"{path} is described nowhere in the graph"


def test_everything_with_an_evidenced_identifier_carries_it_in_the_graph(graph: Dataset) -> None:
    lacking = [found for found in TRUTH if (found.iri or found.id) not in objects(graph, found.subject)]

    assert lacking == []
