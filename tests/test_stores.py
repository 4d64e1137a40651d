"""The graph in a store of one's choice: two servers that are not ours, and folders; the workspace is fictional."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import NamedNode

from oxigraph_server import writable
from remit import Workspace, build, read
from remit.cli import remit
from remit.errors import RemitError
from remit.graph.dataset import Dataset
from remit.services import graphs, sparql
from remit.services.login import HEADER, PASSWORD, USER, Login
from remit.starting import start
from remit.stores.opening import opened
from remit.stores.place import place_of
from remit.stores.remote import Remote
from remit.stores.upload import upload
from virtuoso_server import PASSWORD as THEIR_PASSWORD
from virtuoso_server import USER as THEIR_USER
from virtuoso_server import virtuoso


@pytest.fixture(scope="module")
def fictional(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return the workspace of the template, whose organisation is fictional."""
    folder = tmp_path_factory.mktemp("stores") / "lighthouses"
    start(folder)
    return Workspace.at(folder)


@pytest.fixture(scope="module")
def dataset(fictional: Workspace) -> Dataset:
    return build([read(path, fictional) for path in fictional.sources], fictional)


@pytest.fixture(scope="module")
def their_oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with writable(tmp_path_factory.mktemp("oxigraph")) as address:
        yield f"oxigraph:{address}"


@pytest.fixture(scope="module")
def their_virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as address:
        yield f"virtuoso:{address}"


@pytest.fixture(params=["their_oxigraph", "their_virtuoso"])
def server(request: pytest.FixtureRequest) -> str:
    """Return what --store is given for a server, one process a product."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture(autouse=True)
def known_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(USER, THEIR_USER)
    monkeypatch.setenv(PASSWORD, THEIR_PASSWORD)
    monkeypatch.delenv(HEADER, raising=False)


def run(workspace: Workspace, *words: str) -> Result:
    return CliRunner().invoke(remit, ["--workspace", str(workspace.root), *words])


def remote(said: str, workspace: Workspace) -> Remote:
    place = place_of(said, workspace)
    assert place
    return Remote(place, workspace.base, Login(THEIR_USER, THEIR_PASSWORD))


def at(workspace: Workspace, said: str) -> Workspace:
    return Workspace(workspace.root, said)


# --- servers -----------------------------------------------------------------------------


def test_the_whole_graph_comes_back_to_the_letter(server: str, fictional: Workspace, dataset: Dataset) -> None:
    for _ in range(2):  # a build after a build changes nothing
        upload(dataset, remote(server, fictional))

    assert set(opened(at(fictional, server))) == set(dataset.store())
    state = opened(at(fictional, server), whole=False)
    assert {quad.triple for quad in state} == set(dataset.current())
    assert remote(server, fictional).counts("upload/") == {}


def test_all_commands_work_on_a_store(server: str, fictional: Workspace, tmp_path: Path) -> None:
    made = run(fictional, "build", "--store", server, "--out", str(tmp_path / "out"))
    assert made.exit_code == 0, made.output
    assert "counted" in made.output
    here, there = str(tmp_path / "out"), server
    for words in (
        ["check", "--format", "json"],
        ["ask", "events-in-year", "--year", "2030", "--format", "json"],
        ["compare", "wp-2030", "wp-2030", "--format", "json"],
    ):
        ours, theirs = (run(fictional, *words, "--store", store) for store in (here, there))
        assert ours.exit_code == theirs.exit_code == 0, theirs.output
        assert ours.output == theirs.output
    if "virtuoso" in server:  # a site takes long, and one of both tells
        assert run(fictional, "publish", str(tmp_path / "site"), "--no-check", "--store", server).exit_code == 0


def test_graphs_of_others_and_graphs_that_are_gone(server: str, fictional: Workspace, dataset: Dataset) -> None:
    there = remote(server, fictional)
    line = b"<urn:a> <urn:b> <urn:c> .\n"
    theirs, old = "https://others.example/graph/theirs", f"{fictional.base}graph/of-old"
    upload(dataset, there)
    for graph in (theirs, old, f"{fictional.base}upload/broken-off/state"):
        graphs.put(there.graphs, graph, line)

    upload(dataset, there)

    assert set(opened(at(fictional, server))) == set(dataset.store())
    assert there.counts("upload/") == {}
    kept = sparql.select(there.asked, f"SELECT ?s WHERE {{ GRAPH <{theirs}> {{ ?s ?p ?o }} }}").rows
    assert kept == [{"s": NamedNode("urn:a")}]


def test_an_upload_that_fails_leaves_what_was_there(
    server: str, fictional: Workspace, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = remote(server, fictional)
    upload(dataset, there)
    broken = Remote(there.place, there.base, there.login)
    real = graphs.update

    def refuse_to_move(service: object, text: str) -> None:
        real(service, "MOVE nonsense" if "MOVE" in text else text)  # type: ignore[arg-type]

    monkeypatch.setattr(graphs, "update", refuse_to_move)
    with pytest.raises(RemitError, match="stands as it was"):
        upload(dataset, broken)

    assert set(opened(at(fictional, server))) == set(dataset.store())
    assert there.counts("upload/") == {}


def test_a_wrong_password_is_one_sentence_without_it(
    their_virtuoso: str, fictional: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD, "so-secret")
    said = run(fictional, "build", "--store", their_virtuoso)

    assert isinstance(said.exception, RemitError)
    assert "REMIT_STORE_PASSWORD" in str(said.exception)
    assert "as it was" in str(said.exception)
    assert "so-secret" not in said.output + repr(said.exception)


def test_a_default_graph_of_others_is_not_touched(fictional: Workspace, dataset: Dataset, tmp_path: Path) -> None:
    with writable(tmp_path) as address:
        there = remote(f"oxigraph:{address}", fictional)
        graphs.update(there.updated, "INSERT DATA { <urn:a> <urn:b> <urn:c> }")

        with pytest.raises(RemitError, match="holds 1 triples in its default graph"):
            upload(dataset, there)
