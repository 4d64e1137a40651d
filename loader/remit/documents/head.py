"""What a document says of itself above its table: code, title, period, approval."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain

from remit.documents.project import project_years
from remit.documents.rows import Line
from remit.reading import Cell, Programme
from remit.understand.almanac import choice, folded, months
from remit.understand.dates import read_date
from remit.understand.language import Language
from remit.understand.times import DATED, UNDATED, YEAR, find_times, order_of, upto
from remit.understand.words import DASH, pattern, plain

#: A longer text is no title.
LONGEST = 250
#: The most lines of an approval, and where another sentence begins in one.
MOST_LINES = 4
#: A period of more years has its last one in four figures.
LONGEST_PERIOD = 30
SENTENCE = re.compile(r"\.\s+(?=[A-ZА-ЯЁÀ-Þ])")
#: A label before what it says: up to three words and a colon.
LABEL = re.compile(r"[^\W\d_]+(?:\s+[^\W\d_]+){0,2}:\s")


def read_head(lines: Sequence[Line], codes: Iterable[str], language: Language) -> Programme:
    """Return what the lines above a table say; `codes` are the patterns of the codes of revisions."""
    cells = [cell for line in lines for cell in line.cells.values() if cell.text]
    code = next((found for cell in cells for form in codes if (found := _code(cell.text, form))), "")
    headed = [cell.text for line in lines if line.heads for cell in line.cells.values()]
    title = _title(cells, code, language, headed)
    approval, by, when, printed = _approval(cells, language)
    said = [cell.text for cell in cells if cell.text not in printed]
    periods = chain((_period(title, language), project_years(lines, language)), (_period(t, language) for t in said))
    start, end = next((years for years in periods if years[0]), (None, None))
    places = tuple(place for cell in cells for place in cell.places)
    return Programme(code, title, start, end, approval, by, when, read_date(when, language), places)


def _code(text: str, form: str) -> str:
    """Return the code in a text as the form writes it; look-alike letters of another script count as its own."""
    if found := re.search(form, text) or re.search(form, plain(text)):
        return found[0]
    alike = re.search(plain(form), plain(text))
    return text[alike.start() : alike.end()] if alike else ""


def _title(cells: Sequence[Cell], code: str, language: Language, headed: Sequence[str] = ()) -> str:
    """Return the cell that names a period, else one that says that it is a programme, else the longest one.

    Neither the code is a title nor the approval, nor what a label begins (*Duration: 2024–2027*) where another may be.
    Where only sentences name a period, the first heading (`headed`) is the title rather than one of them.
    """
    approval = _approval(cells, language)[3]
    texts = _joined([cell.text for cell in cells if cell.text not in (code, *approval)], language)
    with_period = [text for text in texts if _period(text, language)[0]]
    free = [text for text in with_period if not _labelled(text, language)]
    named = [text for text in texts if _is_programme(text, language) and not (free and _is_sentence(text, language))]
    free = [text for text in free if not _is_sentence(text, language)] or free
    free = [text for text in free if _is_programme(text, language)] or free
    if all(_is_dated(text, language) and not _is_programme(text, language) for text in free):
        free = named or free
    if free and all(_is_sentence(text, language) for text in free):
        told = [text for text in free if _is_programme(text, language) and _worth(text, language)[1]]
        free = told or named or [t for t in free if _is_programme(t, language)] or _headings(texts, headed) or free
    best = free or named or _headings(texts, headed) or with_period or texts or [""]
    return max(best, key=lambda text: _worth(text, language))


def _headings(texts: Sequence[str], headed: Sequence[str]) -> list[str]:
    """Return the first text that the document shows as a heading."""
    return [text for text in texts if text in headed][:1]


def _labelled(text: str, language: Language) -> bool:
    """Return whether a text is a label with what it says, and no title: *Duration: 36 months*."""
    return LABEL.match(text) is not None and not _is_programme(text, language)


def _is_programme(text: str, language: Language) -> bool:
    """Return whether a text has a word by which programmes call themselves."""
    words = language.data["head"].get("title")
    return (
        bool(words) and re.search(rf"(?<!\w){pattern(f'({words})', {})}(?!\w)", plain(text), re.IGNORECASE) is not None
    )


def _worth(text: str, language: Language) -> tuple[bool, bool, int]:
    """Return how much a text is a title: no sentence (but it may end in *2024 г.*), of several years, long."""
    start, end = _period(text, language)
    return not _is_sentence(text, language), start != end, len(text)


def _is_dated(text: str, language: Language) -> bool:
    """Return whether a text has a day or a month in it: *30 September – 1 October 2031, Lowmere*."""
    return any(time.precision in ("day", "month") for time in find_times(text, language).times)


def _is_sentence(text: str, language: Language) -> bool:
    return find_times(text, language).text.rstrip().endswith(".") or len(text) > LONGEST


def _joined(texts: Sequence[str], language: Language) -> list[str]:
    """Return the lines of a head, a title that goes on in the next as one.

    It goes on in small letters (*Plan* / *for the harbours*) or with its years (*Plan* / *of the union for 2031*).
    """
    made: list[str] = []
    for text in texts:
        if made and _is_programme(made[-1], language) and _goes_on(made[-1], text, language):
            made[-1] += f" {text}"
        else:
            made.append(text)
    return made


def _goes_on(title: str, text: str, language: Language) -> bool:
    """Return whether a line goes on with a title: in small letters, or by naming the years that the title has not."""
    if _is_sentence(title, language) or _is_sentence(text, language) or _is_programme(text, language):
        return text[:1].islower() and not _is_sentence(title, language)
    years = not _period(title, language)[0] and _period(text, language)[0] and not _labelled(text, language)
    return text[:1].islower() or bool(years and (_days(text, language) or not _is_dated(text, language)))


def _period(title: str, language: Language) -> tuple[int | None, int | None]:
    """Return the first and the last year that a title names, the last range of years before all, as it is written."""
    if days := _days(title, language):
        return days
    if found := _own_years(language).search(title):
        return int(found["first"]), int(found["first"][:2] + found["last"])
    ranges = sorted(_range(language).finditer(title), key=lambda found: (bool(found["end"]), found.start()))
    if not ranges:
        return None, None
    start, written = int(ranges[-1]["start"]), ranges[-1]["end"] or ranges[-1]["start"]
    end = int(written) if len(written) == 4 else start // 100 * 100 + int(written)
    fits = start <= end <= start + LONGEST_PERIOD or len(written) == 4  # 2031-77 is rather a number
    return (start, end) if fits else (None, None)


def _days(text: str, language: Language) -> tuple[int, int] | None:
    """Return the first and the last year of a range of days or months: *1 March 2024 – 28 February 2027*."""
    reduced = find_times(text, language)
    ranges = list(re.finditer(f"{DATED}{upto(language)}{DATED}", reduced.text))
    for found in reversed(ranges):
        at = reduced.text.count(DATED, 0, found.start()) + reduced.text.count(UNDATED, 0, found.start())
        first, last = reduced.times[at : at + 2]
        if first.year and last.year and "year" not in (first.precision, last.precision) and first.year <= last.year:
            return first.year, last.year
    return None


def dates_begin(lines: Iterable[Line], language: Language) -> str:
    """Return whether dates such as 05/06/2024 begin with the day (`d`) or the month (`m`), if one of them tells.

    Where none does, dates in words do, if all of them begin alike: *5 June 2024*, or *June 5, 2024*.
    """
    cells = [cell.text for line in lines for column, cell in line.cells.items() if column.startswith("term")]
    orders = {order_of(*found) for text in cells for found in re.findall(r"(?<![\d/])(\d\d?)/(\d\d?)/\d{4}", text)}
    told = orders - {""}
    month = choice(months(language))
    forms = {"d": rf"(?<!\d)\d\d?\s(?:{month})(?!\w)", "m": rf"(?<!\w)(?:{month})\s\d\d?(?!\d)"}
    worded = {way for way, form in forms.items() if any(re.search(form, folded(text)) for text in cells)}
    told = told or worded
    return told.pop() if len(told) == 1 else ""


def _approval(cells: Sequence[Cell], language: Language) -> tuple[str, str, str, tuple[str, ...]]:
    """Return the sentence of approval, by whom or where (in one line), when, each as printed, and the lines it is of.

    It may go on in lines that begin with a small letter, and end before another sentence.
    """
    for at in range(len(cells)):
        ways = [
            (lines, *_approved(lines, language)) for lines in _going_on([cell.text for cell in cells[at:][:MOST_LINES]])
        ]
        if found := max((way for way in ways if way[1]), key=lambda way: bool(way[2]), default=None):
            lines, by, when = found
            return " ".join(lines), by, when, lines
    return "", "", "", ()


def _approved(lines: Sequence[str], language: Language) -> tuple[str, str]:
    """Return by whom and when lines say that something was approved; one that says when comes first."""
    text = " ".join(lines)
    ways = []
    for said in (text, *_first_sentences(text)):
        if found := next(filter(None, (form.fullmatch(plain(said)) for form in _approval_forms(language))), None):
            parts = {name: said[slice(*found.span(name))] for name, part in found.groupdict().items() if part}
            ways.append((" ".join(parts["by"].split()).strip(" ,"), parts.get("when") or parts.get("date") or ""))
    by, when = max(ways, key=lambda way: bool(way[1]), default=("", ""))
    return by, re.sub(r"(?<=\d)\.$", "", when.strip())


def _going_on(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the first line with as many as go on with a small letter, the most first, and last the line alone."""
    more = next((n for n, text in enumerate(texts[1:]) if not text[:1].islower()), len(texts) - 1)
    return [tuple(texts[:end]) for end in range(more + 1, 0, -1)]


def _first_sentences(text: str) -> list[str]:
    """Return what stands before each full stop that another sentence follows."""
    return [text[: found.start()] for found in SENTENCE.finditer(text)]


@cache
def _own_years(language: Language) -> re.Pattern[str]:
    """Return the pattern of a range of years that are written with two each: *2031/32 to 2033/34*."""
    words = pattern(f"({language.data['to']}|{language.data['and']})", {})
    year = r"(?:\s?[/–-]\s?)(?:(?:19|20))?"
    return re.compile(
        rf"(?P<first>{YEAR}){year}\d\d(?:{DASH}|\s+{words}\s+)(?:\w+\s+)?{YEAR}{year}(?P<last>\d\d)(?!\d)"
    )


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
        "day": r"(?P<date>[«\"]?(?:\d{1,2}\D[^()]{0,22})?\d{4}(?:\s?\w{1,4}\.?)?)(?:,?\s*№\s*[^\s()]+)?",
        "minutes": r"[^\s()]+",
        "place": r"[^()\d]+?",
    }
    said = language.data["head"]["approval"]
    forms = sorted(
        said if isinstance(said, list) else [said], key=lambda form: "{day}" not in form and "{date}" not in form
    )
    return tuple(re.compile(pattern(form, names) + r"\s*\.?", re.IGNORECASE) for form in forms)
