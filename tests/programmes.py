"""Generated programmes with their truth: fictional events of real bodies, in every disorder of a text dump."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

HEADER = "No.\tName of event\tTerms\tExecutors\tRemarks"
DASHES = ("-", " - ", "–", " – ", " –", "– ", "—")
TCS = (*(f"1.{n}" for n in range(1, 13)), "2", "3.1", "4", "5")
SCS = ("2.1", "2.2", "2.3", "4.1", "4.2")
BODIES = {
    "JCMS": "jcms",
    "COOMET Secretariat": "secretariat",
    "President's Council": "pc",
    "President’s Council": "pc",
    "Quality Forum": "qf",
    "COOMET Committee": "committee",
    **{f"TC {n}": f"tc-{n}" for n in TCS},
    **{f"TC{n}": f"tc-{n}" for n in TCS},
    **{f"SC {n}": f"sc-{n}" for n in SCS},
}
COUNTRIES = {"Armenia": "AM", "Georgia": "GE", "Kazakhstan": "KZ", "Cuba": "CU", "Uzbekistan": "UZ", "Belarus": "BY"}
ORGANISATIONS = {"EURAMET": "euramet", "BIPM": "bipm", "OIML": "oiml", "ILAC": "ilac", "NCSLI": "ncsli", "PTB": "ptb"}
WORDS = ("improvement", "comparison", "measurement", "training", "analysis", "publication", "review", "support")
HEADINGS = (
    "Improvement of infrastructure and activity",
    "In the field of legal metrology",
    "Collaboration with international and regional organisations",
    "Activity in some fields of cooperation",
)

#: The text of a piece of an Executors cell, its holders with their roles, the countries that it names.
Piece = tuple[str, list[tuple[str, str]], list[str]]


@dataclass
class Row:
    """One event as it will be written, and what must be read of it."""

    title: str
    term: str
    executors: str
    remarks: str
    kind: str
    years: tuple[int | None, int | None]
    holders: list[tuple[str, str]]
    mentions: set[str]
    countries: list[str] = field(default_factory=list)


@st.composite
def terms(draw: st.DrawFn) -> tuple[str, str, tuple[int | None, int | None]]:
    """A Terms cell, its kind, its first and its last year."""
    first = draw(st.integers(2010, 2040))
    last = first + draw(st.integers(1, 6))
    return draw(
        st.sampled_from(
            [
                (f"{first}", "year", (first, first)),
                *((f"{first}{dash}{last}", "range", (first, last)) for dash in DASHES),
                ("Constantly", "continuous", (None, None)),
                ("As necessary", "as-needed", (None, None)),
                ("According to the JCRB schedule", "by-schedule", (None, None)),
                (f"once in 2 years ({first}, {last})", "recurring", (first, last)),
                ("", "none", (None, None)),
            ]
        )
    )


def numbered(prefix: str, first: int, last: int) -> list[str]:
    return [f"{prefix}{n}" for n in range(first, last + 1)]


@st.composite
def pieces(draw: st.DrawFn) -> Piece:
    """One piece of an Executors cell."""
    name = draw(st.sampled_from(sorted(BODIES)))
    tc = draw(st.sampled_from(TCS))
    first = draw(st.integers(1, 11))
    last = draw(st.integers(first + 1, 12))
    dash = draw(st.sampled_from(DASHES))
    some = draw(st.lists(st.sampled_from(sorted(COUNTRIES)), min_size=1, max_size=3, unique=True))
    listed = some[0] if len(some) == 1 else f"{', '.join(some[:-1])} and {some[-1]}"
    span = [f"tc-1.{n}" for n in range(first, last + 1)]
    codes = [COUNTRIES[country] for country in some]
    return draw(
        st.sampled_from(
            [
                (name, [(BODIES[name], "body")], []),
                (f"TC 1.{first}{dash}TC 1.{last}", [(body, "body") for body in span], []),
                (f"TC 1.{first}{dash}1.{last}", [(body, "body") for body in span], []),
                (f"Chairperson of TC {tc}", [(f"tc-{tc}", "chair")], []),
                ("JCMS Chairperson", [("jcms", "chair")], []),
                (f"TC 7{tc[0]}", [(f"tc-7{tc[0]}", "body")], []),
                ("Chairperson of the Committee on Ships", [("committee-on-ships", "chair")], []),
                (f"TC {tc} Members", [(f"tc-{tc}", "members")], []),
                (f"TC {tc} Secretariat", [(f"tc-{tc}", "secretariat")], []),
                ("COOMET President", [("president", "president")], []),
                ("Vice-President responsible for cooperation with RMOs", [("vp", "vice-president")], []),
                ("Vice President, responsible for talks with BIPM and OIML", [("vp", "vice-president")], []),
                (f"COOMET Committee Members from {listed}", [("committee", "member-from")], codes),
                (
                    f"Chairpersons of TC 1.{first}{dash}TC 1.{last}, TC 4, COOMET Secretariat",
                    [*((body, "chair") for body in span), ("tc-4", "chair"), ("secretariat", "body")],
                    [],
                ),
                ("Chairpersons of JCMS and TCs", [("jcms", "chair"), ("tc", "chair")], []),
            ]
        )
    )


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """One event."""
    term, kind, years = draw(terms())
    found = draw(st.lists(pieces(), min_size=1, max_size=4, unique_by=lambda piece: piece[0]))
    found = _no_reach(found)
    separator = draw(st.sampled_from([", ", "; ", ",", " , "]))
    named = draw(st.lists(st.sampled_from(sorted(ORGANISATIONS)), max_size=2, unique=True))
    words = draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=8))
    title = " ".join(words).capitalize() + (f" with {' and '.join(named)}" if named else "")
    return Row(
        title,
        term,
        separator.join(text for text, _, _ in found),
        draw(st.sampled_from(["", "Within Project 186/RU/99", "Every year"])),
        kind,
        years,
        [holder for _, holders, _ in found for holder in holders],
        {f"organisation/{ORGANISATIONS[name]}" for name in named},
        [code for _, _, codes in found for code in codes],
    )


def _no_reach(found: Sequence[Piece]) -> list[Piece]:
    """Put plural roles last, so that they reach over no further comma."""
    return sorted(found, key=lambda piece: piece[0] == "Chairpersons of JCMS and TCs")


@st.composite
def programmes(draw: st.DrawFn) -> tuple[str, list[tuple[str, Row]], list[tuple[str, str]]]:
    """A text dump, the truth of its events by number, and its headings."""
    lines = ["DEVELOPMENT PROGRAM FOR 2017–2019 (generated, fictional)\t\tCOOMET P1/2017", "", HEADER]
    truth: list[tuple[str, Row]] = []
    headings: list[tuple[str, str]] = []
    for section in range(1, draw(st.integers(1, 3)) + 1):
        heading = draw(st.sampled_from(HEADINGS))
        headings.append((str(section), heading))
        lines.append(_heading(draw, section, heading))
        for number, row in enumerate(draw(st.lists(rows(), min_size=1, max_size=4)), start=1):
            truth.append((f"{section}.{number}", row))
            lines += _written(draw, f"{section}.{number}", row)
            if draw(st.integers(0, 5)) == 0:
                lines += ["", HEADER]
    return "\n".join(lines) + "\n", truth, headings


def _heading(draw: st.DrawFn, section: int, heading: str) -> str:
    """Write a heading: in its column or with its number, whole or torn inside a word."""
    torn = draw(st.booleans())
    inside = [i for i in range(4, len(heading) - 4) if heading[i - 2 : i + 2].isalpha()]
    cut = draw(st.sampled_from(inside))
    text = f"{heading[:cut]}\t{heading[cut:]}" if torn else heading
    return f"{section}\t{text}" if draw(st.booleans()) else f"\t{section} {text}"


def _written(draw: st.DrawFn, number: str, row: Row) -> list[str]:
    """Write an event in one line, or in two with a page break between."""
    whole = f"{number}\t{row.title}\t{row.term}\t{row.executors}\t{row.remarks}"
    blanks = [i for i, letter in enumerate(row.title) if letter == " "]
    if draw(st.integers(0, 4)) or not blanks:
        return [whole]
    cut = draw(st.sampled_from(blanks))
    first = f"{number}\t{row.title[:cut]}\t{row.term}\t{row.executors}\t{row.remarks}"
    return [first, "", HEADER, f"\t{row.title[cut + 1 :]}\t\t\t"]
