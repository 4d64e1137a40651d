"""Whether ontology and data can be true together, and if not, which statements clash by which axioms, and where."""

from __future__ import annotations

from rdflib import Graph

from remit.reasoning import words
from remit.reasoning.hermit import java
from remit.reasoning.judging import Verdict, explain, judge, ontology, reason
from remit.reasoning.projection import project
from remit.reasoning.sources import Sources
from remit.reasoning.subject import graph_of
from remit.workspace import Workspace

__all__ = ["Verdict", "explain", "explained", "graph_of", "java", "judge", "ontology", "project", "reason"]


def explained(verdict: Verdict, data: Graph, workspace: Workspace) -> list[str]:
    """Return the lines that explain the contradictions of a verdict: statements with their places, and axioms."""
    return words.explained(verdict.clashes, ontology(), Sources(data, workspace)) if verdict.clashes else []
