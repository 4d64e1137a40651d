"""One stretch of the calendar, with its precision; its year may be unsaid."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Time:
    """One stretch of the calendar; `begin` and `close` are what follows the year (`-04`), `year` None if unsaid."""

    kind: str
    precision: str
    year: int | None
    begin: str = ""
    close: str = ""
    last: int | None = None
    text: str = ""

    @property
    def start(self) -> str:
        """Return the first year, month or day in ISO 8601."""
        return f"{self.year}{self.begin}"

    @property
    def end(self) -> str:
        """Return the last year, month or day in ISO 8601."""
        return f"{self.last or self.year}{self.close}"
