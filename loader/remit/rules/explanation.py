"""A rule explained, and all of them in a list: what `remit explain` prints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import groupby

from rdflib import Graph

from remit.rules.catalogue import catalogue, find
from remit.rules.shapes import Rule, every, rules

#: The page on which every rule that Remit brings along is told, in the checkout.
PAGE = "docs/reference/rules.md"


def explain(name: str, shapes: Graph | None = None) -> str:
    """Return what a rule asks, why, what its findings say, how to mend them, and an example of each kind.

    Of a group of rules it returns what they ask, a line each.

    >>> print(explain("term-within-period").splitlines()[0])
    term-within-period (violation): An event's years lie within the period of its revision.
    """
    known = catalogue(rules() if shapes is None else shapes)
    members = [rule for rule in known.values() if rule.group == name and name not in known]
    if members:
        order = sorted(members, key=lambda rule: (-rule.severity, rule.name))
        return f"{_block(order)}\n\nAll of them are left out with: remit check --ignore {name}"
    return explained(find(known, name))


def explained(rule: Rule) -> str:
    """Return what a rule says about itself, a line each; what it does not say has no line."""
    lines = {
        "why": rule.why,
        "says": re.sub(r"\{[$?]?(\w+)\}", r"‹\1›", rule.message),
        "to mend": rule.hint,
        "good": rule.good,
        "bad": rule.bad,
        "demanded by": rule.source,
        "group": f"{rule.group} ({rule.group_label})" if rule.group_label else rule.group,
        "rule": rule.iri,
        "page": f"{PAGE}#{rule.name}" if rule.name in _on_page() else "",
    }
    head = f"{rule.name} ({rule.severity.name}): {rule.label}"
    return "\n".join([head, *(f"{f'{name}:':<8} {said}" for name, said in lines.items() if said)])


@cache
def _on_page() -> frozenset[str]:
    """Return the names of the rules that Remit brings along."""
    return frozenset(catalogue(every()))


def overview(known: Mapping[str, Rule]) -> str:
    """Return one line a rule, by group, the gravest first."""
    order = sorted(known.values(), key=lambda rule: (rule.group, -rule.severity, rule.name))
    blocks = [_block(list(members)) for _, members in groupby(order, key=lambda rule: rule.group)]
    return "\n\n".join([*blocks, "More of one: remit explain RULE"])


def _block(members: Iterable[Rule]) -> str:
    members = list(members)
    head = members[0].group or "in no group"
    label = f": {members[0].group_label}" if members[0].group_label else ""
    width = max(len(rule.name) for rule in members)
    lines = [f"  {rule.name:<{width}}  {rule.severity.name:<9}  {rule.label}" for rule in members]
    return "\n".join([f"{head}{label}", *lines])
