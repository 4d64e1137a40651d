"""Two names or documents → what changed between them, ready for a report: what the verb and the command share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from remit.comparison.change import Comparison
from remit.comparison.changes import compare
from remit.comparison.decisions import decisions
from remit.comparison.redline import Redline
from remit.comparison.settings import settings, texts
from remit.comparison.sides import Side, side
from remit.comparison.transition import judge
from remit.comparison.wording import DEFAULT, Wording, languages
from remit.findings import Finding
from remit.workspace import Workspace

#: What a comparison can be told for.
CLASSES = ("Body", "Post", "Organisation")


def compared(old: Side, new: Side, workspace: Workspace) -> Comparison:
    """Compare two sides, with what people decided in the workspace."""
    decided = decisions(workspace, old.edition, new.edition)
    return compare(old.edition, new.edition, settings(workspace.root), decided.same, decided.never)


def redline(old: str | Path, new: str | Path, workspace: Workspace, language: str = DEFAULT) -> Redline:
    """Return what changed from one revision, document or graph to another, and what it means for whom."""
    return redline_of(side(old, workspace), side(new, workspace), workspace, language)


def redline_of(old: Side, new: Side, workspace: Workspace, language: str = DEFAULT) -> Redline:
    """Return what changed from one side to another, and what it means for whom."""
    from remit.comparison.impact import impact

    comparison = compared(old, new, workspace)
    findings = judged(old, new, comparison, workspace, language)
    meant = impact(old, new, comparison)
    return Redline(old, new, comparison, worded(old, new, language), impact=meant, findings=findings)


def worded(old: Side, new: Side, language: str = DEFAULT) -> Wording:
    """Return the words in which two sides are told; those of English where a language has none."""
    root = new.workspace.root
    spoken = language if language in languages(root) else DEFAULT
    return Wording(spoken, old.edition, new.edition, texts(root))


def judged(
    old: Side, new: Side, comparison: Comparison, workspace: Workspace, language: str = DEFAULT
) -> tuple[Finding, ...]:
    """Return what the step from one side to the other does not keep of the rules of transition, the gravest first."""
    if old.edition.iri == new.edition.iri:
        new = new.apart()
        comparison = compared(old, new, workspace)
    found = judge(comparison, old.state, new.state, workspace, language=language)
    return tuple(sorted(found, key=lambda finding: -finding.severity))


def only_for(made: Redline, text: str) -> Redline:
    """Return the comparison as it is told for a body, post or organisation, named as people name them."""
    from remit.errors import UnknownName
    from remit.questions.naming import resolve_name

    try:
        return replace(made, only=resolve_name(made.new.state, text, CLASSES).value)
    except UnknownName:
        return replace(made, only=resolve_name(made.old.state, text, CLASSES).value)
