"""The calendar of a document: its first and last year, and with which month a year of its own begins.

A financial or a school year does not begin in January. Where a document says with which month its year begins, *Q1* may
be April to June, *2031/32* is twelve months, and a month without a year is one of them.
"""

from __future__ import annotations

from typing import NamedTuple

MONTHS = 12
#: Stands for the year of a time that names none in a plan of one own year: it depends on the month.
ACROSS = 0


class OwnYear(NamedTuple):
    """A year that begins with the month `opens` (1–12; 0 is none) and ends with the month `closes`.

    `quarters` says that quarters and half-years count from its begin; `named` what to add to a single number (*FY2032*)
    for the year in which it begins: 0, -1, or None where the document does not tell.
    """

    opens: int = 0
    closes: int = 0
    quarters: bool = False
    named: int | None = None


class Period(NamedTuple):
    """What a document says of its calendar: its first and last year, its first month, the order of its dates.

    `month` is the one from which the months of a project count (`2024-03`); `slashed` is `d` where the day stands first
    in dates such as 05/06/2024, `m` where the month does, empty where the document does not tell; `own` is the year of
    the document's own.
    """

    start: int | None = None
    end: int | None = None
    month: str = ""
    slashed: str = ""
    own: OwnYear = OwnYear()

    @property
    def meant(self) -> int | None:
        """Return the year of times that name none: the one of the plan, `ACROSS` in one of one own year, else None."""
        if self.start is None or self.start == self.end:
            return self.start
        return ACROSS if self.own.opens and self.end == self.start + 1 else None


NOTHING = Period()


def year_of(month: int, begins: int, own: OwnYear) -> int | None:
    """Return the year of a month in the own year that begins in the year `begins`; None for a month outside it."""
    if month >= own.opens:
        return begins
    return begins + 1 if month <= own.closes else None


def begin_of(month: int, year: int, own: OwnYear) -> int:
    """Return the year in which the own year of a month began."""
    return year if month >= own.opens else year - 1


def shifted(first: int, last: int, own: OwnYear) -> tuple[int, int]:
    """Return two months that count from the begin of an own year as months of the calendar."""
    return (first + own.opens - 2) % MONTHS + 1, (last + own.opens - 2) % MONTHS + 1


def own_begin(first: int, written: int, period: Period) -> int | None:
    """Return in which year the own year began whose part from the month `first` on is written with a plain year.

    *Q4 2031* may be a part of the own year 2031/32 or of the year 2031: None where both are possible.
    """
    begins = {written + (period.own.named or 0), begin_of(first, written, period.own)}
    if len(begins) > 1 and period.start is not None and period.end is not None:
        begins = {begin for begin in begins if period.start <= begin < period.end}
    return begins.pop() if len(begins) == 1 else None
