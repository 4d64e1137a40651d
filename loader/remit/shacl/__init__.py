"""SHACL over an Oxigraph store: which nodes of a graph break which shapes.

    from remit.shacl import validate
    report = validate(store, shapes)
    live = Live(store, shapes)
    report = live.edit(added, removed)

Shapes are compiled to SPARQL queries that look at all nodes at once (`compile`); what no query says goes to pyshacl,
the reference (`reference`), and the report names it. Nothing here knows programmes: any shapes, any graph.
"""

from __future__ import annotations

from remit.shacl.live import Live
from remit.shacl.result import Report, Result
from remit.shacl.validation import ENGINES, not_covered, validate

__all__ = ["ENGINES", "Live", "Report", "Result", "not_covered", "validate"]
