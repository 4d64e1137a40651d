"""A candidate with its score, and why it has it."""

from __future__ import annotations

from dataclasses import dataclass

from remit.services.things import Thing


@dataclass(frozen=True)
class Scored:
    """A thing of an authority that may be ours; `reasons` explain the score in the order of what counts.

    `proposed` says that it is proposed as the one; `asked` and `found` are the two names that are most alike.
    """

    thing: Thing
    score: float
    reasons: tuple[str, ...]
    proposed: bool = False
    asked: str = ""
    found: str = ""

    @property
    def explanation(self) -> str:
        """Return the reasons as one sentence."""
        return "; ".join(self.reasons)
