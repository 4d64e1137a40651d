"""What an authority says of one of its own records: whether it stands, what followed it, what else identifies it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Record:
    """A record by its IRI or identifier.

    `there`: the authority has it. `status` is in its own words and empty for a record in use; `merged` names the
    record that took its place, `successors` the things that followed the thing, as (identifier, name).
    `since` and `until` are years. `claims` are identifiers of other authorities, the preferred one first.
    """

    id: str
    there: bool = True
    status: str = ""
    merged: str = ""
    successors: tuple[tuple[str, str], ...] = ()
    since: int | None = None
    until: int | None = None
    claims: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
