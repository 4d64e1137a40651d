"""Is the step from one revision to the next sound? The rules of `shapes/transition/`, asked of what changed."""

from __future__ import annotations

from pyoxigraph import Store

from remit import rules
from remit.comparison.change import Comparison
from remit.comparison.graph import facts_of, together
from remit.findings import Finding
from remit.store import in_default
from remit.workspace import Workspace


def judge(
    comparison: Comparison,
    old: Store,
    new: Store,
    workspace: Workspace,
    engine: str = "compiled",
    language: str = "en",
) -> tuple[Finding, ...]:
    """Return what the step does not keep of the rules, each with its places in both revisions.

    Messages are in `language` where the rules have them in it, else in English.
    `old` and `new` hold a revision each, with the registries, in their default graphs.
    """
    both = together(old, new)
    both.bulk_extend(in_default(facts_of(comparison, workspace.base, both).quads))
    return rules.check(both, rules.spoken(workspace.transition, language), engine)
