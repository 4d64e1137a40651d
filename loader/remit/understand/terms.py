"""Read a *Terms* cell: when an event is to happen.

A cell is understood whole or kept as written; nothing is guessed.
First its times are found (`times`), then a form of the language must fit all the words around them.
Not attempted: two rhythms in one cell, years of two digits alone, years that are not calendar years.

>>> from remit import bundle
>>> from remit.understand.language import load
>>> english = load(bundle.folder("data") / "language" / "en.yaml")
>>> read_term("2017 –2019", english).start
2017
>>> read_term("once in 2 years (2017, 2019)", english).years
(2017, 2019)
>>> read_term("not later than Q2 2022", english).end
'2022-06'
>>> read_term("in due course", english).kind
'unread'
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from typing import Any

from remit.reading import Term
from remit.understand.almanac import choice, folded, weekdays
from remit.understand.bounds import BOUNDED, ONE_SIDED, OPEN, between, bounded, joined, limited, ordered
from remit.understand.changed import replaced
from remit.understand.described import with_words
from remit.understand.durations import durations
from remit.understand.language import Language
from remit.understand.narrowed import followed, narrowed
from remit.understand.period import ACROSS, NOTHING, Period
from remit.understand.spelt import spelt_out, year_last
from remit.understand.stages import parted, staged
from remit.understand.time import Time
from remit.understand.times import DATED, GAP, LEAP_YEAR, UNDATED, YEAR, Reduced, find_times, upto
from remit.understand.words import DASHES, QUOTES, pattern

__all__ = ["YEAR", "read_term"]

#: A longer cell is no term.
LONGEST = 600
#: So many commas part no term from its limit.
MOST_LIMITS = 4
#: What stands for the row above and the row below in `Term.refers`.
ABOVE, BELOW = "-1", "+1"
#: Signs that repeat what stands above, with dashes around them or none: ", „, -//-.
REPEATED = re.compile(rf"[{DASHES}\s]*(?:[\"«»„“”″〃]|[{QUOTES}′]{{2}}|//)[{DASHES}\s]*")
#: The names that stand for any words.
FREE = re.compile(r"\{(?:event|schedule)\}")

#: Words for an event: they begin with a letter, a number of several parts, or a count before a longer word.
EVENT = rf"(?:[^\W\d]|\d+(?:\.\d+)+(?!\w)|\d{{1,3}}(?:-?[^\W\d]{{1,3}})?\s+[^\W\d]{{4}}|{DATED}\s+[^\W\d]{{3}}).*"


@dataclass(frozen=True)
class Form:
    """One way to say a term: its kind, its pattern, and the entry of the language file."""

    kind: str
    regex: re.Pattern[str]
    entry: dict[str, Any]


@lru_cache(maxsize=1 << 14)
def read_term(
    text: str, language: Language, period: Period | tuple[int | None, int | None] = NOTHING, struck: str = ""
) -> Term:
    """Return the term that `text` says; a text that no form fits has the kind `unread`.

    `period` is the programme's, for *the whole period* and for a month without its year in a programme of one year;
    `struck` is what the document shows as struck out (in a plain text it stands between double tildes).
    """
    cleaned, found = _struck_out(unicodedata.normalize("NFKC", text))
    cleaned = spelt_out(cleaned, language)
    if len(cleaned) > LONGEST:
        return Term(text, "unread", struck=struck or found)
    term = _whole(cleaned, language, Period(*period)) or Term(text, "unread")
    return replace(term, text=text, struck=struck or found or term.struck)


def _struck_out(text: str) -> tuple[str, str]:
    """Return what is left of a text, and what is struck out in it."""
    struck = re.findall(r"~~([^~]+)~~", text)
    return re.sub(r"~~[^~]+~~", " ", text), "; ".join(piece.strip() for piece in struck)


def _whole(text: str, language: Language, period: Period) -> Term | None:
    """Return the term of a cell: one that a form fits, one with its years added, or several in a row."""
    line = re.sub(r"\s+", " ", text)
    if REPEATED.fullmatch(line):
        return Term(text, "reference", refers=ABOVE)
    line = line[1:-1] if re.fullmatch(r"\([^()]*\)", line) else line
    read = partial(_one, language=language, period=period)
    if term := read(line) or read(text.replace("\n", "; ")) or replaced(line, read, language):
        return term
    if term := _limited(line, language, period) or narrowed(line, read, language):
        return term
    if term := followed(line, read, language) or ((turned := year_last(line)) and read(turned)) or None:
        return term
    for free in (False, True):
        for left, right in parted(line):
            first, second = (_one(part, language, period, free) for part in (left, _after_joint(right, language)))
            if first and second and (both := between(first, second) or joined(first, second)):
                return both
            if (said := first or second) and said.kind in OPEN and _is_undated(right if first else left, language):
                return said
        several = None if free else _staged(text, language, period)
        if several or (free and (several := _one(line, language, period, free))):
            return several
    return with_words(line, lambda part: _one(part, language, period) or _staged(part, language, period), language)


def _limited(text: str, language: Language, period: Period) -> Term | None:
    """Return a term with the limit that follows it after a comma or a *but*: *within 6 months, but by May 2033*."""
    but = pattern(language.data.get("but", language.data["and"]).lower(), {})
    cuts = list(re.finditer(rf"\s*[,;]\s+|\s+(?=(?:{but})\s)", folded(text)))
    for cut in cuts if len(cuts) <= MOST_LIMITS else []:
        left, right = text[: cut.start()], _after_joint(text[cut.end() :], language)
        if (limit := _one(right, language, period)) and limit.kind in ONE_SIDED:
            first = _one(left, language, period) or _one(left, language, period, free=True)
            if first and (term := limited(first, limit)):
                return term
    return None


def _staged(text: str, language: Language, period: Period) -> Term | None:
    """Return the stages of a cell; no part is read by a form that holds for a whole cell alone."""
    return staged(text, lambda part: _one(part, language, period, part_of=True), language.turned)


def _is_undated(text: str, language: Language) -> bool:
    """Return whether a text would be a term if only it had a year: *in May*, *April and October*."""
    said = _one(text, language, Period(LEAP_YEAR, LEAP_YEAR))
    return said is not None and said.kind in (*BOUNDED, "vague") and str(said.start or said.end)[:4] == str(LEAP_YEAR)


def _after_joint(text: str, language: Language) -> str:
    """Return a text without the *and* or the *but* that begins it."""
    joints = "|".join(language.data[name] for name in ("and", "but") if name in language.data)
    found = re.match(rf"(?:{pattern(joints.lower(), {})})\s+", folded(text))
    return text[found.end() :] if found and len(folded(text)) == len(text) else text


@lru_cache(maxsize=1 << 14)  # a table has each of its texts tried some ten times
def _one(text: str, language: Language, period: Period, free: bool = False, part_of: bool = False) -> Term | None:
    """Return the term that one form says of the whole text; `free` forms keep some of its words as written.

    As a part of several terms no form holds that must stand alone: *(draft)* behind a year is what is done then.
    """
    for year in dict.fromkeys((None, period.meant)):
        reduced = find_times(text.strip(" .;,"), language, year, period)
        lowered = folded(reduced.text)
        for form in _forms(language, free):
            found = None if part_of and "alone" in form.entry else form.regex.fullmatch(lowered)
            if found and (term := _term(form, found, reduced, language, period)):
                return term
    return None


def _term(form: Form, found: re.Match[str], reduced: Reduced, language: Language, period: Period) -> Term | None:
    """Return what a form says of the text it fits; None where its times contradict each other."""
    said = {name: reduced.written(*found.span(name)) for name, value in found.groupdict().items() if value}
    times = _times_of(form, found, reduced, said)
    kind = "range" if form.kind == "from" and _ends_in_a_range(reduced) else form.kind
    made = bounded(kind, times, found.groupdict().get("times") or "", upto(language))
    if made is None or not ordered(made):
        return None
    if not _within(form.entry.get("within"), period):
        return None
    if form.kind == "whole-period" or ("within" in form.entry and not times):
        made = _of_the_period(made, form, period)
    lasting, every = durations(form.entry, said, language)
    return replace(
        made,
        text=reduced.written(0, len(reduced.text)),
        direction=form.entry.get("direction") or made.direction,
        status=form.entry.get("status", ""),
        every=every,
        after=(said.get("event") or said.get("schedule") or "").strip(),
        offset=lasting,
        refers=said.get("refers") or _row(form),
    )


def _within(what: str | None, period: Period) -> bool:
    """Return whether the programme has the period that a form means: a year, a year of its own, any (`programme`)."""
    if what == "own-year":
        return period.meant == ACROSS
    return what is None or (period.start is not None and (what != "year" or period.start == period.end))


def _ends_in_a_range(reduced: Reduced) -> bool:
    """Return whether a text ends in its one time, a range: *from 1 to 5 June 2031*."""
    kinds = [time.kind for time in reduced.times if not (time.precision == "year" and "/" in time.text)]
    return kinds == ["range"] and reduced.text.endswith(DATED)


def _of_the_period(made: Term, form: Form, period: Period) -> Term:
    """Return a term with the bounds of the programme: *the whole period*, in one of a year *during the year*."""
    if form.kind == "until":
        return replace(made, end=period.end, precision="year", direction="until")
    kind = "year" if form.kind == "during" else form.kind
    return replace(made, kind=kind, start=period.start, end=period.end)


def _row(form: Form) -> str:
    """Return which row a form refers to that names none by its number."""
    return "" if form.kind != "reference" else BELOW if form.entry.get("row") == 1 else ABOVE


def _times_of(form: Form, found: re.Match[str], reduced: Reduced, said: dict[str, str]) -> list[Time]:
    """Return the times that bound the term: not those inside the words that a form keeps as written."""
    inner = [found.span(name) for name in ("event", "schedule", "refers") if name in said]
    signs = [sign.start() for sign in re.finditer(f"[{DATED}{UNDATED}]", reduced.text)]
    free = zip(signs, reduced.times, strict=True)
    return [t for at, t in free if not any(start <= at < end for start, end in inner) and t.year is not None]


@cache
def _forms(language: Language, free: bool) -> tuple[Form, ...]:
    """Return the forms in the file's order, those that keep words or the others; those of one year alone come first."""
    names = _names(language)
    made = [
        Form(kind, re.compile(pattern(form.lower(), names)), entry)
        for kind, entries in language.data["terms"].items()
        for entry in map(_entry, entries)
        for form in entry["forms"]
        if free or not FREE.search(form)
    ]
    return tuple(sorted(made, key=lambda form: "within" not in form.entry))


def _entry(written: str | dict[str, Any]) -> dict[str, Any]:
    return {"forms": [written]} if isinstance(written, str) else written


def _names(language: Language) -> dict[str, str]:
    """Return what each name in a form of a term stands for."""
    joining = pattern(language.data["and"].lower(), {})
    joint = rf"(?:\s*[,;+&/]\s*(?:(?:{joining})\s+)?|\s+(?:{joining})\s+)"
    item, part = (rf"{sign}(?:{upto(language)}{sign})?" for sign in (DATED, UNDATED))
    numbers = "|".join(sorted(map(folded, language.data.get("numbers", {})), key=len, reverse=True))
    return {
        "time": DATED,
        "to": upto(language),
        "gap": GAP,
        "times": f"(?P<times>{item}(?:{joint}{item})*)",
        "part": f"{part}(?:{joint}{part})*",
        "weekday": choice(weekdays(language)),
        "n": rf"(?P<n>\d{{1,3}}{'|' + numbers if numbers else ''})",
        "n2": r"(?P<n2>\d{1,3})",
        "unit": f"(?P<unit>{'|'.join(pattern(u.lower(), {}) for u in language.data['units'].values())})",
        "schedule": r"(?P<schedule>\S.*?)",
        "event": f"(?P<event>{EVENT})",
        "refers": r"(?P<refers>(?:[^\W\d_]{1,3}[.-]?)?\d+(?:[.-][^\W\d_]{0,2}\d+)*\w?)",
    }
