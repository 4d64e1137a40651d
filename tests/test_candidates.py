"""Candidates are ranked by what is known of them, the score says why, and an acronym alone never suffices."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_authority import SPELLINGS, authority
from remit.candidates.knowledge import knowledge
from remit.candidates.scored import Scored
from remit.candidates.scoring import Scorer
from remit.candidates.spelling import Speller
from remit.services.things import Thing
from remit.workspace import Workspace

KNOWN = knowledge(Workspace.bundled())
#: The share of queries whose right record is first, for each spelling; what the made-up authority gives, less a little.
LEAST = {"latin": 0.97, "cyrillic": 0.96, "transliterated": 0.96, "acronym": 0.80, "old name": 0.95, "misspelt": 0.94}

LENS = Thing("urn:lens", ("Institute of Lenses",), ("IL",), country="xl", kinds=("institute",), since=1901)
NIM_CN = Thing("urn:nim-cn", ("National Institute of Metrology",), ("NIM",), country="cn")
NIM_AM = Thing("urn:nim-am", ("National Institute of Metrology",), ("NIM",), country="am")


def found(ours: Thing, *theirs: Thing) -> list[Scored]:
    """Return the candidates for one of ours."""
    return Scorer(theirs, KNOWN).candidates([ours])[0]


@pytest.fixture(scope="module")
def measured() -> list[tuple[str, bool, bool, Scored | None]]:
    """Return for each query of a made-up authority: spelling, with a country, first one right, first one."""
    records, asked = authority(1500, seed=7)
    candidates = Scorer(records, KNOWN).candidates([query.thing for query in asked])
    firsts = [each[0] if each else None for each in candidates]
    return [
        (query.spelling, bool(query.thing.country), first is not None and first.thing.id == query.right, first)
        for query, first in zip(asked, firsts, strict=True)
    ]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_right_one_is_first(spelling: str, measured: list[tuple[str, bool, bool, Scored | None]]) -> None:
    right = [good for each, _, good, _ in measured if each == spelling]

    assert sum(right) / len(right) >= LEAST[spelling]


def test_what_is_proposed_is_right(measured: list[tuple[str, bool, bool, Scored | None]]) -> None:
    proposed = [good for _, _, good, first in measured if first and first.proposed]

    assert len(proposed) / len(measured) >= 0.5
    assert sum(proposed) / len(proposed) >= 0.99


def test_an_acronym_alone_is_never_proposed(measured: list[tuple[str, bool, bool, Scored | None]]) -> None:
    firsts = [first for spelling, _, _, first in measured if spelling == "acronym" and first]

    assert firsts
    assert not any(first.proposed or first.score > 0.5 for first in firsts)


def test_a_single_thing_of_the_same_acronym_country_and_kind_is_not_proposed() -> None:
    (first,) = found(Thing("", (), ("IL",), country="xl", kinds=("institute",), since=1901), LENS)

    assert first.score <= 0.5 and not first.proposed
    assert "only the acronym is the same" in first.explanation


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (("International Electrotechnical Commission", "IEC"), ("Instituto de Estudos Clássicos", "IEC")),
        (("European Committee for Standardization", "CEN"), ("Center for Northern Studies", "CEN")),
        (("Eurasian Economic Commission", "EEC"), ("Easwari Engineering College", "EEC")),
    ],
)
def test_the_known_traps_of_acronyms_are_not_proposed(ours: tuple[str, str], theirs: tuple[str, str]) -> None:
    candidates = found(Thing("", ours[:1], ours[1:]), Thing("urn:trap", theirs[:1], theirs[1:], country="br"))

    assert all(not each.proposed and each.score <= 0.5 for each in candidates)


def test_the_same_name_in_another_country_is_not_proposed() -> None:
    ours = Thing("", ("National Institute of Metrology",), ("NIM",), country="am")

    first, *rest = found(ours, NIM_CN, NIM_AM)
    (abroad,) = found(ours, NIM_CN)

    assert first.thing == NIM_AM and first.proposed
    assert not any(each.proposed for each in rest)
    assert not abroad.proposed and "another country" in abroad.explanation


@pytest.mark.parametrize("asked", ["National Institute of Metrology", "National Museum of Textiles"])
def test_a_name_that_is_borne_in_many_countries_is_found_in_its_own(asked: str) -> None:
    everywhere = [Thing(f"urn:{code}", (asked,), country=code) for code in map("x{:02}".format, range(60))]

    best, *_ = found(Thing("urn:ours", (asked,), country="x50"), *everywhere)

    assert (best.thing.id, best.proposed) == ("urn:x50", True)


def test_a_name_is_found_though_all_its_letters_are_common() -> None:
    parts = ("Mar", "Tov", "Bel", "Kur", "Zar", "Pol", "Ven", "Dro")
    names = [" ".join(each) for each in product(map("".join, product(parts, repeat=2)), parts, ("Bureau", "Board"))]
    scorer = Scorer([Thing(f"urn:{name}", (name,)) for name in names], KNOWN)

    firsts = [first.thing.id for first, *_ in scorer.candidates([Thing("", (name,)) for name in names[::50]])]

    assert firsts == [f"urn:{name}" for name in names[::50]]


def test_where_two_are_as_good_neither_is_proposed() -> None:
    first, *_ = found(Thing("", ("National Institute of Metrology",)), NIM_CN, NIM_AM)

    assert not first.proposed


def test_a_name_that_many_could_bear_is_not_proposed_without_a_country() -> None:
    (first,) = found(Thing("", ("National Institute of Metrology",)), NIM_CN)

    assert not first.proposed and "many could bear" in first.explanation


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Technical Committee TC 1.1 of Lamps", "Technical Committee TC 1.11 of Lamps"),
        ("Institute of Lamps", "Ministry of Lamps"),
        ("Lampland Institute of Metrology", "Lampland Institute of Geology"),
    ],
)
def test_names_that_differ_in_what_counts_are_not_proposed(ours: str, theirs: str) -> None:
    candidates = found(Thing("", (ours,), country="xl"), Thing("urn:other", (theirs,), country="xl"))

    assert not any(each.proposed for each in candidates)


def test_a_successor_is_not_its_predecessor() -> None:
    ours = Thing("", ("Lampland Institute of Metrology",), country="xl", until=2017)

    (first,) = found(ours, Thing("urn:new", ("Lampland Institute of Metrology",), country="xl", since=2020))

    assert not first.proposed and "not there at that time" in first.explanation


@pytest.mark.parametrize(
    "name", ["Лампландский институт метрологии", "Lamplandskiy Institut Metrologii", "Lampland Institute of Metrologgy"]
)
def test_other_alphabets_and_slips_lead_to_the_same(name: str) -> None:
    (first,) = found(
        Thing("", (name,), country="xl"), Thing("urn:x", ("Lampland Institute of Metrology",), country="xl")
    )

    assert first.proposed


def test_nothing_asked_or_nothing_there_gives_nothing() -> None:
    assert Scorer([], KNOWN).candidates([LENS]) == [[]]
    assert Scorer([LENS], KNOWN).candidates([]) == []
    assert found(Thing("", ()), LENS) == []
    assert found(Thing("", ("—", "  ")), LENS) == []


@given(
    st.lists(st.text(max_size=40), max_size=3), st.lists(st.text(max_size=8), max_size=2), st.sampled_from(["", "xl"])
)
def test_every_text_is_scored_and_a_thing_is_most_like_itself(names: list[str], short: list[str], country: str) -> None:
    thing = Thing("urn:it", tuple(names), tuple(short), country=country)

    for each in found(thing, LENS, thing, NIM_CN):
        assert 0 <= each.score <= 1 and each.reasons


@given(st.text(max_size=60))
def test_a_name_is_folded_the_same_way_twice(text: str) -> None:
    speller = Speller(KNOWN)

    assert speller.name(text) == speller.name(text) == Speller(KNOWN).name(text)


def test_the_words_fit_into_the_bits_and_no_beginning_stands_for_two() -> None:
    speller = Speller(KNOWN)
    begins = [(speller.fold(begin), concept) for concept, every in KNOWN.words.items() for begin in every]

    assert len(KNOWN.words) <= 60
    assert len(dict(begins)) == len(set(begins))
