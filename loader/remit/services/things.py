"""A thing as a registry or an authority knows it: what a link can be judged by."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Thing:
    """Something with names; `names` are full ones in any language, `former` those that it no longer bears.

    `country` is the ISO 3166 code in small letters, `kinds` are words, `since` and `until` are years.
    What is not known is empty or None. `said` is what whoever gave it says of it: withdrawn, successor.
    """

    id: str
    names: tuple[str, ...]
    acronyms: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    country: str = ""
    kinds: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    said: str = ""

    @property
    def label(self) -> str:
        """Return the first name."""
        return next(iter((*self.names, *self.former, *self.acronyms)), self.id)
