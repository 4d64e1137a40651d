"""A candidate with its score, and why it has it."""

from __future__ import annotations

from dataclasses import dataclass

from remit.services.things import Thing


@dataclass(frozen=True, slots=True)
class Scored:
    """A thing of an authority that may be ours; `reasons` say why, `proposed` that it is held to be the one.

    `former`: a name that one of the two no longer bears leads from one to the other.
    """

    thing: Thing
    score: float
    reasons: tuple[str, ...]
    proposed: bool = False
    former: bool = False

    @property
    def explanation(self) -> str:
        """Return the reasons as one line."""
        return "; ".join(self.reasons)
