"""The reference page of the rules, made from the rules themselves."""

from __future__ import annotations

from rdflib import Graph

from remit.rules.catalogue import catalogue
from remit.rules.shapes import Rule

_HEAD = """# Rules

Made from `shapes/*.ttl`, `shapes/ontology/*.ttl`, `shapes/transition/*.ttl`, `data/language/mendings.yaml` and
`data/link-rules.yaml`; do not edit.
A *violation* says that the programme or the graph is wrong, a *warning* that the source is odd.
An *info* is worth knowing.
"""


def page(shapes: Graph) -> str:
    """Return the page in Markdown: the gravest rules first, then by name."""
    known = sorted(catalogue(shapes).values(), key=lambda rule: (-rule.severity, rule.name))
    return "\n".join([_HEAD, _contents(known), *map(_section, known)])


def _contents(known: list[Rule]) -> str:
    rows = [f"| [{rule.name}](#{rule.name}) | {rule.severity.name} | {rule.label} |" for rule in known]
    return "\n".join(["| rule | severity | says |", "|---|---|---|", *rows, ""])


def _section(rule: Rule) -> str:
    lines = [
        f"## {rule.name}",
        "",
        f"{rule.label}",
        f"{rule.why}",
        "",
        f"- severity: {rule.severity.name}",
        *([f"- group: {rule.group}"] if rule.group else []),
        f"- message: {rule.message}",
        f"- to mend: {rule.hint}",
        f"- good: {rule.good}",
        f"- bad: {rule.bad}",
    ]
    return "\n".join(lines + ([f"- demanded by: {rule.source}"] if rule.source else []) + [""])


if __name__ == "__main__":
    import sys

    from remit.rules.shapes import every

    sys.stdout.write(page(every()))
