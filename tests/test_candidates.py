"""Candidates are found in a made-up authority, and what contradicts keeps them from being proposed."""

from __future__ import annotations

import pytest

from authority import SPELLINGS, YEAR, authority
from remit.candidates.knowledge import Knowledge, load
from remit.candidates.scored import Scored
from remit.candidates.scoring import Scorer
from remit.services.things import Thing
from remit.workspace import Workspace

LAMPS = Thing("urn:lamps", ("Velmar Institute of Metrology", "Велмарский институт метрологии"), ("VIM",), country="xa")


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return load(Workspace.bundled().file("data", "candidates.yaml"))


def best(ours: Thing, known: Knowledge, *theirs: Thing) -> list[Scored]:
    (found,) = Scorer(theirs, known).candidates([ours], YEAR)
    return found


def test_six_spellings_of_each_organisation_are_found_and_proposals_are_right(known: Knowledge) -> None:
    things, asked = authority(1000, 7)
    found = Scorer(things, known).candidates([each.thing for each in asked], YEAR, most=1)
    first = dict.fromkeys(SPELLINGS, 0)
    proposed = right = 0
    for each, candidates in zip(asked, found, strict=True):
        hit = bool(candidates) and candidates[0].thing.id == each.right
        first[each.spelling] += hit
        proposed += bool(candidates) and candidates[0].proposed
        right += hit and candidates[0].proposed

    assert sum(first.values()) / len(asked) >= 0.95, first
    assert right / proposed >= 0.99
    assert proposed / len(asked) >= 0.6


@pytest.mark.parametrize(
    "written", ["Velmarskii institut metrologii", "Welmarskij Institut Metrologii", "Велмарский институт метрологии"]
)
def test_other_alphabets_and_transliterations_are_the_same_name(written: str, known: Knowledge) -> None:
    (found,) = best(Thing("", (written,), country="xa"), known, LAMPS)

    assert found.proposed and "the same name" in found.reasons and "the same country" in found.reasons


def test_an_acronym_alone_never_suffices(known: Knowledge) -> None:
    ours = Thing("", ("VIM",), ("VIM",), country="xa", kinds=("metrology-institute",), since=1950)
    (found,) = best(ours, known, Thing(**{**LAMPS.__dict__, "since": 1950}))

    assert not found.proposed and found.score <= 0.5
    assert "only the acronym is the same" in found.reasons


@pytest.mark.parametrize(
    ("theirs", "why"),
    [
        ({"country": "xb"}, "another country"),
        ({"names": ("Velmar Ministry of Metrology",)}, "another kind"),
        ({"names": ("Velmar Institute of Radiology",)}, "another field"),
        ({"names": ("Velmar Institute of Metrology 2",)}, "other figures in the name"),
        ({"until": 1999}, "not there at that time"),
        ({"since": 2021}, "not there at that time"),
    ],
)
def test_what_contradicts_keeps_a_candidate_from_being_proposed(
    theirs: dict[str, object], why: str, known: Knowledge
) -> None:
    other = Thing(**{**LAMPS.__dict__, **theirs})  # type: ignore[arg-type]
    found = best(Thing("", LAMPS.names[:1], LAMPS.acronyms, country="xa"), known, other)

    assert all(not each.proposed and why in each.reasons for each in found)


def test_committees_whose_numbers_differ_are_never_proposed(known: Knowledge) -> None:
    theirs = [Thing(f"urn:{n}", (f"Technical Committee {n} of Velmar",)) for n in ("1.1", "1.11")]
    found = best(Thing("", ("Technical Committee 1.1 of Velmar",), country="xa"), known, *theirs)

    assert found[0].thing.id == "urn:1.1"
    assert not any(each.proposed for each in found if each.thing.id != "urn:1.1")


def test_where_two_are_as_good_neither_is_proposed(known: Knowledge) -> None:
    twin = Thing(**{**LAMPS.__dict__, "id": "urn:twin", "country": "xb"})
    found = best(Thing("", LAMPS.names, LAMPS.acronyms), known, LAMPS, twin)

    assert len(found) == 2 and not any(each.proposed for each in found)
    assert "another candidate is nearly as good" in found[0].reasons


def test_nothing_asked_and_nothing_there_is_nothing_found(known: Knowledge) -> None:
    assert Scorer([LAMPS], known).candidates([], YEAR) == []
    assert best(Thing("", ()), known, LAMPS) == []
    assert best(LAMPS, known) == []
    assert best(Thing("", ("…", "№"), ("?",)), known, Thing("urn:n", ("—",))) == []
