"""What a document says of itself above its table: code, title, period, approval."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from remit.documents.rows import Line
from remit.reading import Cell, Programme
from remit.understand.dates import read_date
from remit.understand.language import Language
from remit.understand.terms import YEAR
from remit.understand.words import DASH, pattern, plain

#: A longer text is no title.
LONGEST = 250


def read_head(lines: Sequence[Line], codes: Iterable[str], language: Language) -> Programme:
    """Return what the lines above a table say; `codes` are the patterns of the codes of revisions."""
    cells = [cell for line in lines for cell in line.cells.values() if cell.text]
    code = next((found for cell in cells for form in codes if (found := _code(cell.text, form))), "")
    title = _title(cells, code, language)
    start, end = _period(title, language)
    approval, by, when = _approval(cells, language)
    places = tuple(place for cell in cells for place in cell.places)
    return Programme(code, title, start, end, approval, by, when, read_date(when, language), places)


def _code(text: str, form: str) -> str:
    """Return the code in a text as the form writes it; look-alike letters of another script count as its own."""
    if found := re.search(form, text) or re.search(form, plain(text)):
        return found[0]
    alike = re.search(plain(form), plain(text))
    return text[alike.start() : alike.end()] if alike else ""


def _title(cells: Sequence[Cell], code: str, language: Language) -> str:
    """Return the cell that names a period, else the longest one that is neither code nor approval."""
    approval = _approval(cells, language)[0]
    texts = [cell.text for cell in cells if cell.text not in (code, approval)]
    with_period = [text for text in texts if _period(text, language)[0]]
    return max(with_period or texts or [""], key=lambda text: _worth(text, language))


def _worth(text: str, language: Language) -> tuple[bool, bool, int]:
    """Return how much a text is a title: no sentence, of a period of several years, long."""
    start, end = _period(text, language)
    return not (text.rstrip().endswith(".") or len(text) > LONGEST), start != end, len(text)


def _period(title: str, language: Language) -> tuple[int | None, int | None]:
    """Return the first and the last year that a title names, the last range of years before all."""
    ranges = sorted(_range(language).finditer(title), key=lambda found: (bool(found["end"]), found.start()))
    if not ranges:
        return None, None
    start, written = int(ranges[-1]["start"]), ranges[-1]["end"] or ranges[-1]["start"]
    end = int(written) if len(written) == 4 else start // 100 * 100 + int(written)
    return (start, end) if start <= end else (None, None)


def _approval(cells: Sequence[Cell], language: Language) -> tuple[str, str, str]:
    """Return the sentence of approval, by whom or where, and when, each as printed."""
    for cell in cells:
        for form in _approval_forms(language):
            if found := form.fullmatch(plain(cell.text)):
                parts = {name: cell.text[slice(*found.span(name))] for name, said in found.groupdict().items() if said}
                return cell.text, parts["by"].strip(), (parts.get("when") or parts.get("date") or "").strip()
    return "", "", ""


@cache
def _range(language: Language) -> re.Pattern[str]:
    """Return the pattern of a year or of a range of years."""
    words = pattern(f"({language.data['to']}|{language.data['and']})", {})
    return re.compile(rf"(?P<start>{YEAR})(?:(?:{DASH}|/|\s+{words}\s+)(?P<end>{YEAR}|\d\d))?(?!\d)", re.IGNORECASE)


@cache
def _approval_forms(language: Language) -> tuple[re.Pattern[str], ...]:
    """Return the forms of an approval, those with a date first."""
    names = {
        "by": r"(?P<by>[^()]+?)",
        "when": r"(?:\s*[(,]\s*(?P<when>[^()]*\d{4}[^()]*)\)?)?",
        "date": r"(?P<date>[^()]{0,20}\d{4}[^()]{0,12})",
    }
    said = language.data["head"]["approval"]
    forms = sorted(said if isinstance(said, list) else [said], key=lambda form: "{date}" not in form)
    return tuple(re.compile(pattern(form, names) + r"\s*\.?", re.IGNORECASE) for form in forms)
