"""Programmes in the manner of other organisations, read without a registry of their own.

Documents and truths were written together, blind: their author had not seen the code. Of several fair readings each
counts (`accept`). `MISSES` says how many cells are still read otherwise; it may only become smaller.
"""

from __future__ import annotations

import calendar
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from remit.documents.document import read
from remit.names import slug

FOLDER = Path(__file__).parent / "documents" / "others"
#: Document → how many cells (terms, cells of executors) are not read as the truth has them.
MISSES = {
    "amber-coast-en.docx": 0, "beacons-de.odt": 0, "beekeeping-ru.pdf": 0, "bees-ru.pdf": 0, "cable-de.pdf": 0,
    "canal-fr.xlsx": 1, "commission-en.docx": 2, "dolmen-ru.docx": 0, "ferries-de.ods": 0, "gorodki-ru.xlsx": 0,
    "granary-en.pdf": 0, "harbour-en.xlsx": 1, "hedges-en.md": 0, "kiteclub-en.csv": 1, "kites-en.xlsx": 1,
    "lakes-ru.docx": 0, "lantern-bay-en.docx": 0, "lighthouses-fr.md": 0, "machines-de.pdf": 0, "meridian-fr.pdf": 0,
    "peat-de.docx": 1, "quarry-en.xlsx": 0, "rivers-ru.csv": 0, "seaweed-en.docx": 0, "standards-ru.html": 0,
    "tideland-en.docx": 0, "tidemill-en.csv": 0, "watermills-fr.html": 0, "windmeter-en.docx": 0,
    "zaozerye-ru.docx": 1,
}  # fmt: skip
#: Words of the truths that are one kind or role with ours.
ALIKE = {
    "list": {"years"}, "half-open": {"from", "until"}, "range": {"whole-period"}, "partner": {"approver"},
    "participants": {"other"}, "vice-chair": {"deputy-chair"}, "other": {"participants"},
}  # fmt: skip


def truth(name: str) -> dict[str, Any]:
    path = FOLDER / f"{Path(name).stem}.truth.yaml"
    loaded: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return loaded


def fair(said: Any) -> list[Any]:
    """Return the fair readings of a value of a truth."""
    return list(said["accept"]) if isinstance(said, dict) and "accept" in said else [said]


def bare(text: Any) -> str:
    return re.sub(r"[\W_]+", "", str(text or "").casefold().replace("ё", "е"))


def day(bound: Any, last: bool) -> str | None:
    """Return a bound as its first or its last day."""
    if bound is None:
        return None
    year, month, date = (f"{bound}-0-0".split("-"))[:3]
    month = month if int(month) else "12" if last else "1"
    date = date if int(date) else str(calendar.monthrange(int(year), int(month))[1]) if last else "1"
    return f"{year}-{int(month):02}-{int(date):02}"


def is_fair(said: Any, bound: Any, last: bool) -> bool:
    within = [str(each)[7:] for each in fair(said) if str(each).startswith("within:")]
    days = [day(each, last) for each in fair(said) if not str(each).startswith("within:")]
    return day(bound, last) in days or str(bound)[:4] in within


def one_of(word: str, said: Any) -> bool:
    return any(word == each or word in ALIKE.get(each, ()) for each in fair(said))


def wrong_term(wanted: dict[str, Any], got: dict[str, Any]) -> bool:
    kind = one_of(got["kind"], wanted["kind"])
    return not (kind and is_fair(wanted["start"], got["start"], False) and is_fair(wanted["end"], got["end"], True))


def is_holder(wanted: dict[str, Any], got: dict[str, Any]) -> bool:
    if not one_of(got["role"], wanted["role"]):
        return False
    names = [str(name) for name in fair(wanted.get("name", wanted["text"]))]
    said = [bare(got[key]) for key in ("text", "portfolio")]
    return any(slug(name) == got["body"] or bare(name) in each for name in names for each in said if bare(name))


def wrong_executors(wanted: list[dict[str, Any]], got: list[dict[str, Any]]) -> bool:
    left = list(got)
    for each in sorted(wanted, key=lambda one: bool(one.get("optional"))):
        found = next((one for one in left if is_holder(each, one)), None)
        if found is None and not each.get("optional"):
            return True
        left = [one for one in left if one is not found]
    return bool(left)


@pytest.fixture(scope="module", params=MISSES)
def pair(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any], dict[str, Any]]:
    return request.param, truth(request.param), read(FOLDER / request.param).as_json()


def test_all_rows_are_found_with_title_and_number(pair: tuple[str, dict[str, Any], dict[str, Any]]) -> None:
    _, wanted, got = pair

    assert len(wanted["events"]) == len(got["events"])
    for each, event in zip(wanted["events"], got["events"], strict=True):
        assert bare(event["title"]) in [bare(title) for title in fair(each["title"])]
        numbers = [bare(number) for number in fair(each.get("number"))]
        assert bare(event["number"]) in numbers or "" in numbers


def test_title_period_and_sections_are_read(pair: tuple[str, dict[str, Any], dict[str, Any]]) -> None:
    _, wanted, got = pair

    assert got["programme"]["period"] in fair(wanted["programme"]["period"])
    title = bare(got["programme"]["title"])
    assert any(bare(each) in title or title in bare(each) for each in fair(wanted["programme"]["title"]))
    assert [bare(section["title"]) for section in got["sections"]] == [
        next(t for t in map(bare, fair(each["title"])) if t in [bare(s["title"]) for s in got["sections"]])
        for each in wanted["sections"]
    ]


def test_terms_and_executors_are_read(pair: tuple[str, dict[str, Any], dict[str, Any]]) -> None:
    name, wanted, got = pair

    missed = []
    for each, event in zip(wanted["events"], got["events"], strict=True):
        missed += [(event["id"], event["term"])] if wrong_term(each["term"], event["term"]) else []
        wrong = wrong_executors(each.get("executors", []), event["executors"])
        missed += [(event["id"], event["executors"])] if wrong else []
    assert len(missed) == MISSES[name], missed
