"""What changed between two revisions, as statements that a person would make.

A change has a kind (a concept of `ontology/vocabulary-kind-of-change.ttl`), the rows it stands in on both sides,
what it is about, and the words before and after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from remit.comparison.edition import Edition, Row
from remit.comparison.match import Match

#: The kinds of change of one who is asked before and after.
OTHERWISE = ("role-changed", "executor-changed")


@dataclass(frozen=True)
class Change:
    """One change.

    `old` and `new` are the codes of the events (of the headings for a section or group), either may be empty.
    `about` is the IRI of who or what is gained, lost or changed, empty where the row itself is meant;
    `instead` is what stands in its place; `roles` are those in which the two are asked, of executors alone, and where
    one is asked otherwise than before the two in which it was and is asked.
    `before` and `after` are words as written.
    """

    kind: str
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    about: str = ""
    instead: str = ""
    before: str = ""
    after: str = ""
    roles: tuple[str, str] = ("", "")

    @property
    def name(self) -> str:
        """Return what the change is called among those of its comparison: `2.1.3-executor-added-tc-4`."""
        where = "+".join(self.new or self.old) or "revision"
        end = self.about.rpartition("/")[2]
        return "-".join(filter(None, (where, self.kind, end)))

    @property
    def roles_told(self) -> tuple[str, str]:
        """Return the roles of `about` and `instead`; of one who is asked otherwise the words say them."""
        return ("", "") if self.kind in OTHERWISE else self.roles

    @property
    def roles_in_time(self) -> tuple[str, str]:
        """Return in which role somebody was asked before, and in which somebody is asked after; empty for none."""
        if self.kind in ("executor-added", "executor-widened"):
            return "", self.roles[0]
        return self.roles

    def as_json(self, old: Edition, new: Edition) -> dict[str, Any]:
        """Return the change as plain values; things are called by their labels too."""
        plain: dict[str, Any] = {"kind": self.kind, "old": list(self.old), "new": list(self.new)}
        told = zip(("about", "instead"), (self.about, self.instead), self.roles_told, strict=True)
        for key, iri, role in told:
            if iri:
                plain[key] = {
                    "iri": iri,
                    "label": new.labels.get(iri) or old.label(iri),
                    **({"role": role} if role else {}),
                }
        roles = {when: role for when, role in zip(("before", "after"), self.roles_in_time, strict=True) if role}
        plain |= {"roles": roles} if roles else {}
        return {**plain, **{k: v for k in ("before", "after") if (v := getattr(self, k))}}


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two revisions, which row goes on as which, and what changed; both in the order of the newer one.

    `find_near` finds what `near` gives, when it is first asked for.
    """

    old: Edition
    new: Edition
    matches: tuple[Match, ...]
    changes: tuple[Change, ...]
    find_near: Callable[[], Iterable[Match]] = field(default=tuple, repr=False)

    @cached_property
    def near(self) -> tuple[Match, ...]:
        """Return the likest pairs of rows that go on nowhere or come from nowhere; nothing is concluded from them."""
        return tuple(self.find_near())

    @property
    def removed(self) -> tuple[Row, ...]:
        """Return the rows of the older revision that go on nowhere."""
        kept = {row.code for match in self.matches for row in match.old}
        return tuple(row for row in self.old.rows if row.code not in kept)

    @property
    def added(self) -> tuple[Row, ...]:
        """Return the rows of the newer revision that come from nowhere."""
        known = {row.code for match in self.matches for row in match.new}
        return tuple(row for row in self.new.rows if row.code not in known)
