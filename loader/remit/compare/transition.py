"""Is the step from one revision to the next sound? The rules of `shapes/transition/`, asked of what changed."""

from __future__ import annotations

from pyoxigraph import Store

from remit import rules
from remit.compare.change import Comparison
from remit.compare.graph import facts_of, state
from remit.findings import Finding
from remit.workspace import Workspace


def judge(
    comparison: Comparison, old: Store, new: Store, workspace: Workspace, engine: str = "compiled"
) -> tuple[Finding, ...]:
    """Return what the step does not keep of the rules, each with its places in both revisions.

    `old` and `new` hold a revision each, with the registries, in their default graphs.
    """
    both = Store()
    both.bulk_extend(quad for side in (old, new) for quad in side)
    facts = facts_of(comparison, workspace.base, both)
    return rules.check(state(facts, both), workspace.transition, engine)
