"""What the head of a project says of its time: its first month and how long it lasts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from remit.documents.rows import Line
from remit.understand.almanac import folded
from remit.understand.language import Language
from remit.understand.period import MONTHS
from remit.understand.times import DATED, UNDATED, find_times
from remit.understand.words import pattern

#: A project of more months than these is none.
LONGEST = 180


def first_month(lines: Sequence[Line], language: Language) -> str:
    """Return the month from which the months of a project count (*M1 = March 2024*), empty where none is named."""
    form = _month_forms(language)
    for cell in (cell for line in lines for cell in line.cells.values()):
        reduced = find_times(cell.text, language)
        if found := form.search(folded(reduced.text)):
            before = reduced.text[: found.end() - 1]
            time = reduced.times[before.count(DATED) + before.count(UNDATED)]
            if time.precision in ("day", "month"):
                return time.start[:7]
    return ""


def project_years(lines: Sequence[Line], language: Language) -> tuple[int | None, int | None]:
    """Return the first and the last year of a project whose first month and length the head says; (None, None) else."""
    first = first_month(lines, language)
    texts = [folded(cell.text) for line in lines for cell in line.cells.values()] if first else []
    lengths = (months for text in texts if (months := _months(text, language)))
    if not (months := next(lengths, 0)):
        return None, None
    year, month = map(int, first.split("-"))
    return year, year + (month - 2 + months) // MONTHS


def _months(text: str, language: Language) -> int:
    """Return how many months a project lasts by a text: *36 months*, *three years*, *M1–M36*; 0 if none says it."""
    numbers = {folded(word): int(number) for word, number in language.data.get("numbers", {}).items() if number >= 1}
    for unit, length in (("M", 1), ("Y", MONTHS)):
        words = pattern(language.data["units"][unit].lower(), {})
        if found := re.search(rf"(?<![\w–-])(\d{{1,3}}|{'|'.join(numbers)})[\s-](?:{words})(?!\w)", text):
            number = numbers.get(found[1]) or int(found[1])
            return number * length if number * length <= LONGEST else 0
    found = re.search(r"(?<!\w)m\s?1\s?(?:[–-]|to|bis|à|до)\s?m\s?(\d{1,3})(?!\w)", text)
    return int(found[1]) if found and int(found[1]) <= LONGEST else 0


@cache
def _month_forms(language: Language) -> re.Pattern[str]:
    """Return the pattern of what names the first month of a project; it ends with the sign of a time."""
    forms = (pattern(form.lower(), {"time": DATED}) for form in language.data["head"].get("first-month", ("(?!)",)))
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})")
