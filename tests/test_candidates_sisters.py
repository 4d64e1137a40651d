"""Names that are called alike on purpose are not held for one: places, numbers, directions, parts, former names."""

from __future__ import annotations

import pytest

from made_sisters import SISTERS, with_sisters
from remit.candidates.knowledge import knowledge
from remit.candidates.scored import Scored
from remit.candidates.scoring import Scorer
from remit.services.things import Thing
from remit.workspace import Workspace

KNOWN = knowledge(Workspace.bundled())


def found(ours: Thing, *theirs: Thing) -> list[Scored]:
    """Return the candidates for one of ours."""
    return Scorer(theirs, KNOWN).candidates([ours])[0]


def named(name: str, acronym: str = "") -> Thing:
    """Return a thing of a made-up country."""
    return Thing(f"urn:{name}", (name,), (acronym,) if acronym else (), country="xl", kinds=("institute",))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Scientific Committee II", "Scientific Committee III"),
        ("OIML Technical Committee IV", "OIML Technical Committee VI"),
        ("First Committee of Lamps", "Second Committee of Lamps"),
        ("Первый комитет по лампам", "Второй комитет по лампам"),
        ("Working Group A on Lamps", "Working Group B on Lamps"),
        ("Lviv Centre for Standardization, Metrology and Certification",
         "Kyiv Centre for Standardization, Metrology and Certification"),
        ("Kazan Institute of Metrology", "Ryazan Institute of Metrology"),
        ("Kharkiv Centre for Standardization of Lamps", "Kherson Centre for Standardization of Lamps"),
        ("North Lampland Institute of Metrology", "South Lampland Institute of Metrology"),
        ("Северный институт метрологии", "Южный институт метрологии"),
        ("Institut für Metrologie Nord", "Institut für Metrologie Nordost"),
        ("Northern Institute of Lamps", "Northwestern Institute of Lamps"),
        ("Südost-Amt für Lampen", "Südwest-Amt für Lampen"),
        ("Federal Agency for Technical Regulation and Metrology",
         "Federal Agency for Technical Regulation and Metrology of Lampland"),
        ("Lampland Institute of Metrology", "Lampland Institute of Metrological Service"),
        ("Lampland Institute of Metrology", "Department of Lamps of the Lampland Institute of Metrology"),
        ("Sumy Metrology Centre", "Shumy Metrology Centre"),
        ("Lampland Institute of Metrology", "Lampland Institute of Meteorology"),
        ("Lampland Institute of Metrology", "Lampland Institute of Petrology"),
        ("Лампландский институт геологии", "Лампландский институт теологии"),
        ("Lampland Agency of Agriculture", "Lampland Agency of Apiculture"),
        ("National Centre of Lampland", "Rational Centre of Lampland"),
        ("Lampur Institute of Metrology", "Lampuric Institute of Metrology"),
        ("Institute of Lamps of the Lampland Academy", "Lampland Academy of the Institute of Lamps"),
    ],
)  # fmt: skip
def test_sisters_are_not_proposed_for_each_other(one: str, other: str) -> None:
    for ours, theirs in ((one, other), (other, one)):
        candidates = found(named(ours), named(theirs))

        assert not any(each.proposed or "the same name;" in each.explanation for each in candidates)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Scientific Committee II of Lamps", "Scientific Committee 2 of Lamps"),
        ("Second Committee of Lamps", "2nd Committee of Lamps"),
        ("D. I. Lampov Institute for Metrology", "Lampov Institute for Metrology"),
        ("Сумский центр метрологии", "Sumskij tsentr metrologii"),
        ("Лампландский научный институт метрологии", "Lamplandskiy nauchny institut metrologii"),
        ("Organisation of Metrology of Lampland", "Organization of Metrolgy of Lampland"),
        ("Institute of Petrology of Lampland", "Lampland Petrology Institute"),
        ("Lampoyevsk Institute of Metrology", "Lampoevsk Institute of Metrology"),
        ("Lampland Institute of Metrology (LIM)", "Lampland Institute of Metrology"),
    ],
)
def test_what_is_written_in_two_ways_is_still_proposed(one: str, other: str) -> None:
    (first,) = found(named(one, "LIM" if "LIM" in one else ""), named(other))

    assert first.proposed, first.explanation
    assert not first.explanation.startswith("the same name;")


def test_another_acronym_counts_against_a_name_that_is_only_alike() -> None:
    ours = named("All-Lampland Research Institute of Metrology", "VNIIM")

    (first,) = found(ours, named("All-Lampland Research Institute of Metrology Works", "VNIIMS"))
    (same,) = found(ours, named("All-Lampland Research Institute of Metrology", "ALRIM"))

    assert not first.proposed and "another acronym" in first.explanation
    assert same.proposed


@pytest.mark.parametrize("ours_is_former", [True, False])
def test_a_former_name_is_never_proposed_and_is_said_so(ours_is_former: bool) -> None:
    today = named("Lampland Institute of Metrology")
    renamed = Thing("urn:new", ("LampStandard Institute",), former=today.names, country="xl", kinds=("institute",))

    (first,) = found(*((renamed, today) if ours_is_former else (today, renamed)))

    assert not first.proposed and first.former and "a former name" in first.explanation


def test_a_present_name_that_is_the_same_goes_before_a_former_one() -> None:
    ours = named("Lampland Institute of Metrology")
    theirs = Thing("urn:x", ours.names, former=("Lampland Institute of Metrologie",), country="xl")

    (first,) = found(ours, theirs)

    assert first.proposed and not first.former


def test_among_sisters_the_right_one_is_first_and_for_one_that_is_not_there_nobody_is_proposed() -> None:
    records, asked = with_sisters(1500, seed=7)
    firsts = [each[0] if each else None for each in Scorer(records, KNOWN).candidates([query.thing for query in asked])]

    pairs = list(zip(asked, firsts, strict=True))
    there = [first is not None and first.thing.id == query.right for query, first in pairs if query.right]
    proposed = [first.thing.id == query.right for query, first in pairs if first and first.proposed]
    absent = [query for query in asked if query.spelling in SISTERS and not query.right]

    assert len(absent) >= 500
    assert sum(there) / len(there) >= 0.95
    assert sum(proposed) / len(proposed) >= 0.99
