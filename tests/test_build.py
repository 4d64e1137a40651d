"""The graph is the same to the byte, has no blank node, a place for every node, and is never half there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode, Store

from remit import bundle, store
from remit.documents.document import read
from remit.errors import StoreError
from remit.graph.dataset import Dataset, build
from remit.names import expand
from remit.registry import Registry
from remit.workspace import Workspace

SOURCE = bundle.folder("data") / "source" / "coomet-p1-2017.txt"


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return build([read(SOURCE)])


def test_the_graph_in_git_is_the_one_that_is_built(dataset: Dataset, tmp_path: Path) -> None:
    dataset.write_graphs(tmp_path)
    kept = bundle.folder("data") / "graph"

    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(p.name for p in kept.glob("*.ttl"))
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (kept / path.name).read_bytes(), f"{path.name} is out of date; run: make graph"


@pytest.mark.parametrize("seed", ["4711", pytest.param("0", marks=pytest.mark.long)])
def test_two_builds_are_the_same_to_the_byte_whatever_the_hash_seed(seed: str, dataset: Dataset) -> None:
    """The seed of this process is another one, by chance; the name of a dataset is the hash of its bytes."""
    code = "import sys, remit; print(remit.build([remit.read(sys.argv[1])]).name)"
    done = subprocess.run(
        [sys.executable, "-c", code, str(SOURCE)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tbilisi", "LC_ALL": "C"},
    )
    assert done.stdout.strip() == dataset.name


def test_the_order_of_the_registries_does_not_matter(dataset: Dataset) -> None:
    workspace = Workspace(bundle.root())
    records = list(workspace.registry.records.items())
    random.Random(7).shuffle(records)
    shuffled = Workspace(bundle.root())
    shuffled.__dict__["registry"] = Registry(dict(records), workspace.registry.schemes)

    assert build([read(SOURCE, shuffled)], shuffled).nquads() == dataset.nquads()


def test_no_node_of_the_data_is_blank(dataset: Dataset) -> None:
    assert not [q for q in dataset.quads if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)]


def test_every_node_of_a_revision_has_a_place_in_the_source(dataset: Dataset) -> None:
    classes = ("Revision", "Section", "Group", "Event", "Term", "Responsibility", "Mention")
    filled = dataset.store()
    stands = NamedNode(expand("remit:standsAt"))
    for name in classes:
        kind = NamedNode(expand(f"remit:{name}"))
        nodes = [q.subject for q in filled.quads_for_pattern(None, NamedNode(expand("rdf:type")), kind, None)]
        assert nodes
        for node in nodes:
            assert next(filled.quads_for_pattern(node, stands, None, None), None), f"{node} has no place"


def test_every_place_holds_the_words_that_stand_there(dataset: Dataset) -> None:
    lines = SOURCE.read_text(encoding="utf-8").splitlines()
    query = (
        "SELECT ?row ?column ?first ?last ?text WHERE { ?p a remit:Place ; remit:row ?row ; remit:column ?column ;"
        " remit:firstCharacter ?first ; remit:lastCharacter ?last ; remit:text ?text }"
    )
    rows = list(dataset.store().query(query, prefixes={"remit": expand("remit:")}))  # type: ignore[arg-type]

    assert len(rows) > 400
    for row in rows:
        line = lines[int(row["row"].value) - 1]
        cells = [line] if row["column"].value == "head" else line.split("\t")
        first, last = int(row["first"].value), int(row["last"].value)
        assert any(cell[first:last] == row["text"].value for cell in cells)


def test_a_triple_counts_once_in_the_default_graph(dataset: Dataset) -> None:
    current = dataset.current()

    assert len(current) == len(set(current))


def test_a_change_in_the_document_changes_the_graph(dataset: Dataset, tmp_path: Path) -> None:
    changed = tmp_path / "coomet-p1-2017.txt"
    text = SOURCE.read_text(encoding="utf-8").replace("TC 1.12, TC 1.8", "TC 1.12, TC 1.9")
    changed.write_text(text, encoding="utf-8")

    before, after = {str(t) for t in dataset.current()}, {str(t) for t in build([read(changed)]).current()}

    assert [t for t in after - before if "heldBy" in t and "tc-1.9" in t]
    assert [t for t in before - after if "heldBy" in t and "tc-1.8" in t]


def test_a_store_is_opened_again_as_it_was_written(dataset: Dataset, tmp_path: Path) -> None:
    dataset.write(tmp_path)
    dataset.write(tmp_path)

    assert len(store.open_current(tmp_path / "store")) == len(dataset.quads)


def test_a_folder_without_a_graph_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="remit build"):
        store.open_current(tmp_path)


#: Seconds after which a build is killed; by default it is tried thrice.
DELAYS = [0.005, 0.02, 0.1, *(pytest.param(each, marks=pytest.mark.long) for each in (0.0, 0.002, 0.01, 0.05, 0.2))]


@pytest.mark.parametrize("delay", DELAYS)
def test_a_build_killed_at_any_moment_leaves_the_old_store_whole(
    dataset: Dataset, tmp_path: Path, delay: float
) -> None:
    folder = tmp_path / "store"
    old = dataset.quads[: len(dataset.quads) // 2]
    store.write(folder, old, "old")
    code = (
        "import sys; from pathlib import Path; from pyoxigraph import parse, RdfFormat; from remit import store;"
        "quads = list(parse(path=sys.argv[1], format=RdfFormat.N_QUADS)); print('ready', flush=True);"
        "store.write(Path(sys.argv[2]), quads, 'new')"
    )
    (tmp_path / "new.nq").write_bytes(dataset.nquads())
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "new.nq"), str(folder)], stdout=subprocess.PIPE
    )
    assert child.stdout and child.stdout.readline() == b"ready\n"
    time.sleep(delay)
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()

    assert len(store.open_current(folder)) in (len(old), len(dataset.quads))
    store.write(folder, dataset.quads, "new")
    assert len(store.open_current(folder)) == len(dataset.quads)


def test_oxigraph_still_counts_a_triple_once_a_graph_in_its_union() -> None:
    """Tells when a release mends the union default graph; until then the current state is materialised."""
    filled = Store()
    triple = (NamedNode("urn:s"), NamedNode("urn:p"), NamedNode("urn:o"))
    for graph in ("urn:a", "urn:b"):
        from pyoxigraph import Quad

        filled.add(Quad(*triple, NamedNode(graph)))

    rows = list(filled.query("SELECT * WHERE { ?s ?p ?o }", use_default_graph_as_union=True))  # type: ignore[arg-type]

    assert len(rows) == 2
