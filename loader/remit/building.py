"""The verbs build and check: readings → the graph of a workspace → what its current state does not keep of the rules.

They stand apart from the other verbs, because publishing checks, and the verb publish rests on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from remit.graph import dataset as datasets
from remit.graph.dataset import Dataset
from remit.workspace import Workspace

if TYPE_CHECKING:
    from pyoxigraph import Store

    from remit.findings import Finding
    from remit.reading import Reading


def build(readings: Iterable[Reading], workspace: Workspace | None = None) -> Dataset:
    """Build the graph of some readings and the registries of a workspace (the bundled one if None).

    Lines of work go on from one revision of a programme to the next where that is sure or was decided.
    """
    workspace = workspace or Workspace.bundled()
    made = datasets.build(readings, workspace)
    if not made.succeeds:
        return made
    from remit.comparison.joining import joined

    return joined(made, workspace)


def check(
    dataset: Dataset | Store, workspace: Workspace | None = None, engine: str = "compiled"
) -> tuple[Finding, ...]:
    """Return what the current state of a dataset does not keep of the rules, in the order of the source.

    `engine` is `compiled` (queries over all nodes at once, the rest to pyshacl) or `pyshacl` (the reference).
    """
    from remit import rules

    workspace = workspace or Workspace.bundled()
    state = dataset.state if isinstance(dataset, Dataset) else dataset
    return rules.check(state, workspace.rules, engine)
