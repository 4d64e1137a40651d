"""The verbs of Remit, as they are used from Python: values in, values out.

import remit
reading = remit.read("programme.txt")
dataset = remit.build([reading])
findings = remit.check(dataset)
answer = remit.ask(dataset, "remit-of-body", body="TC 1.12")
comparison = remit.compare("p1-2017", "draft.docx")
written = remit.publish(dataset, "site/")
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from remit.building import build, check
from remit.documents.document import read
from remit.graph.dataset import Dataset
from remit.workspace import Workspace

if TYPE_CHECKING:
    from pyoxigraph import Store

    from remit.comparison.change import Comparison
    from remit.publishing.site import Written
    from remit.questions import Answer


def ask(dataset: Dataset | Store, name: str, workspace: Workspace | None = None, **parameters: str) -> Answer:
    """Answer a question of the catalogue, or of a file `NAME.rq`; parameters are texts, as on the command line.

    `revision` and `as_of` ask it of another revision, or as of a day: `revision="p1-2017"`, `as_of="2018-05-01"`.
    """
    from remit import questions
    from remit.revisions import ask_in_time

    workspace = workspace or Workspace.bundled()
    if name.endswith(".rq"):
        question = questions.read_question(Path(name))
    else:
        question = questions.find(questions.questions(workspace.folders("queries")), name)
    named = _named(parameters)
    revision, as_of = named.pop("revision", None), named.pop("as-of", None)
    return ask_in_time(_store(dataset), question, named, workspace, revision, as_of)


def compare(old: str | Path, new: str | Path, workspace: Workspace | None = None) -> Comparison:
    """Compare two revisions: which event goes on as which, and what changed.

    Each is the name of a revision of the workspace's graph, a document that can be read, or a graph file; one that
    is none of them is an UnknownName or a SourceError.
    """
    from remit.comparison.comparing import compared
    from remit.comparison.sides import side

    workspace = workspace or Workspace.bundled()
    return compared(side(old, workspace), side(new, workspace), workspace)


def publish(
    dataset: Dataset | Store,
    folder: str | Path,
    workspace: Workspace | None = None,
    *,
    base: str = "",
    checked: bool = False,
) -> Written:
    """Write a dataset as a site of files to a folder: a new or an empty one, or that of the site as it was.

    With `base` the published IRIs begin there instead of where the workspace says; with `checked` the site tells what
    the check finds. What cannot be written is a PublishError.
    """
    from remit.publishing import publishing

    return publishing.publish(_store(dataset), folder, workspace or Workspace.bundled(), base, checked)


def _named(parameters: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): str(value) for name, value in parameters.items()}


def _store(dataset: Dataset | Store) -> Store:
    return _loaded(dataset) if isinstance(dataset, Dataset) else dataset


@lru_cache(maxsize=4)
def _loaded(dataset: Dataset) -> Store:
    return dataset.store()


__all__ = ["ask", "build", "check", "compare", "publish", "read"]
