"""Distances and rhythms that a form of a term says, as durations of ISO 8601."""

from __future__ import annotations

import re
from typing import Any

from remit.understand.almanac import folded
from remit.understand.language import Language
from remit.understand.words import pattern


def durations(entry: dict[str, Any], said: dict[str, str], language: Language) -> tuple[str, str]:
    """Return the distance from an event and the rhythm that a form says, as durations of ISO 8601."""
    count = _number(said.get("n", "1"), language)
    unit = next((u for u, words in language.data["units"].items() if said and _is(said.get("unit"), words)), "Y")
    until = f"/P{_number(said['n2'], language):g}{unit}" if "n2" in said else ""
    fill = {"P{n}{unit}": f"P{count:g}{unit}"}
    fill |= {f"P{{n}}{each}": f"P{count:g}{each}{until.replace(unit, each)}" for each in "MY"}
    offset, every = (str(entry.get(name, "")) for name in ("offset", "every"))
    if every == "{unit}/{n}":
        every = _share(unit, int(entry.get("times", count)))
    elif every:
        every = _halved(every.replace("P{n}{unit}", fill["P{n}{unit}"]))
    return re.sub(r"P\{n\}(?:\{unit\}|[MY])", lambda f: fill[f[0]], offset), every


def _is(word: str | None, words: str) -> bool:
    return bool(word and re.fullmatch(pattern(words.lower(), {}), folded(word)))


def _halved(duration: str) -> str:
    """Return years and a half as months: a duration counts whole units."""
    found = re.fullmatch(r"P(\d+\.5)Y", duration)
    return f"P{float(found[1]) * 12:g}M" if found else duration


def _share(unit: str, times: int) -> str:
    """Return the rhythm of *n times a year*; empty where it is no whole number of months or days."""
    months = {"Y": 12, "M": 1}.get(unit, 0)
    return f"P{months // times}M" if times and months and months % times == 0 else ""


def _number(written: str, language: Language) -> float:
    words = {folded(word): number for word, number in language.data.get("numbers", {}).items()}
    return float(words.get(folded(written), written if written.isdecimal() else 0))
