"""A workspace with two revisions of P1: the published P1/2017 and a fictional P1/2020, which is test data."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import Store

from remit import bundle, verbs
from remit.graph.dataset import Dataset
from remit.questions import Answer, questions
from remit.questions.header import alone
from remit.reading import Reading
from remit.registry import read_yaml
from remit.revisions import ask_in_time
from remit.store import default_graph
from remit.workspace import Workspace

CATALOGUE = {name: alone(each) for name, each in questions([bundle.folder("queries")]).items()}
HERE = Path(__file__).parent / "documents" / "revisions"
DRAFT = HERE / "p1-2020-draft.txt"
OLD = "coomet-p1-2017.txt"
APPROVED = "Approved at the 30 th COOMET Committee Meeting (April, 2020)"


def truth() -> dict[str, Any]:
    """Return what the fictional revision changes."""
    changes: dict[str, Any] = read_yaml(HERE / "p1-2020-draft.changes.yaml")
    return changes


def workspace(folder: Path, approved: bool = False) -> Workspace:
    """Make a workspace of COOMET's registries and both revisions; the newer one is a draft, or approved."""
    data = bundle.folder("data")
    for name in ("registry", "source", "links"):
        shutil.copytree(data / name, folder / "data" / name)
    settings = (data / "workspace.yaml").read_text(encoding="utf-8")
    settings += f"- file: {DRAFT.name}\n  revision: p1-2020\n"
    (folder / "data" / "workspace.yaml").write_text(settings, encoding="utf-8")
    text = DRAFT.read_text(encoding="utf-8")
    head = "COOMET P1/2020\t\n"
    assert head in text
    text = text.replace(head, f"{head}{APPROVED}\t\t\t\n") if approved else text
    (folder / "data" / "source" / DRAFT.name).write_text(text, encoding="utf-8")
    return Workspace.at(folder)


@cache
def readings(place: Workspace) -> tuple[Reading, ...]:
    """Return both documents of a workspace as they are read."""
    return tuple(verbs.read(path, place) for path in place.sources)


def built(place: Workspace, backwards: bool = False) -> Dataset:
    return verbs.build(readings(place)[::-1] if backwards else readings(place), place)


def triples(store: Store) -> set[object]:
    return {quad.triple for quad in default_graph(store)}


def asked(store: Store, name: str, place: Workspace, **said: str) -> Answer:
    revision, as_of = said.pop("revision", None), said.pop("as_of", None)
    return ask_in_time(store, CATALOGUE[name], said, place, revision, as_of)
