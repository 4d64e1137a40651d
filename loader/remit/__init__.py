"""Remit: an organisation's work programme as linked open data.

Public are the verbs and the values they return, and nothing else:

    read(path)            a document  → a Reading
    build(readings)       readings    → a Dataset
    check(dataset)        a dataset   → Findings
    ask(dataset, name)    a question  → an Answer
    compare(old, new)     two revisions → a Comparison
    publish(dataset, dir) a dataset   → a site of files

Everything is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from remit.comparison.change import Change, Comparison
    from remit.comparison.match import Match
    from remit.findings import Finding, Severity
    from remit.graph.dataset import Dataset
    from remit.places import Place
    from remit.publishing.site import Written
    from remit.questions import Answer
    from remit.reading import Event, Executor, Group, Mention, Programme, Reading, Section, Source, Term
    from remit.verbs import ask, build, check, compare, publish, read
    from remit.workspace import Workspace

__version__ = "0.1.0"

_HOMES = {
    "remit.verbs": ("ask", "build", "check", "compare", "publish", "read"),
    "remit.comparison.match": ("Match",),
    "remit.comparison.change": ("Change", "Comparison"),
    "remit.workspace": ("Workspace",),
    "remit.findings": ("Finding", "Severity"),
    "remit.places": ("Place",),
    "remit.publishing.site": ("Written",),
    "remit.graph.dataset": ("Dataset",),
    "remit.questions": ("Answer",),
    "remit.reading": (
        "Event",
        "Executor",
        "Group",
        "Mention",
        "Programme",
        "Reading",
        "Section",
        "Source",
        "Term",
    ),
}

__all__ = [
    "Answer",
    "Change",
    "Comparison",
    "Dataset",
    "Event",
    "Executor",
    "Finding",
    "Group",
    "Match",
    "Mention",
    "Place",
    "Programme",
    "Reading",
    "Section",
    "Severity",
    "Source",
    "Term",
    "Workspace",
    "Written",
    "ask",
    "build",
    "check",
    "compare",
    "publish",
    "read",
]


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'remit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
