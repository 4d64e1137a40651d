"""A title that says less, more or the contrary is no title in other words; all made up."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.comparison.change import Comparison
from remit.comparison.changes import compare
from remit.comparison.edition import Duty, Edition, Heading, Row
from remit.comparison.rows import named
from remit.comparison.scope import scope
from remit.comparison.settings import settings

LENS = "Review of the lamp catalogue and of the lens catalogue"
LAMP = "Review of the lamp catalogue"


def compared(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]], language: str = "en") -> Comparison:
    def edition(name: str, rows: Sequence[tuple[str, str]]) -> Edition:
        sections = tuple(Heading(f"urn:{name}:s{n}", n, n, f"Part {n}") for n in ("1", "2"))
        made = tuple(
            Row(f"urn:{name}:{code}", code, code, title, code[0], order=at, duties=(Duty("urn:x:a", "body", "A"),))
            for at, (code, title) in enumerate(rows)
        )
        return Edition(f"urn:{name}", name, rows=made, sections=sections, language=language)

    return compare(edition("a", old), edition("b", new), settings())


def kinds(before: str, after: str, language: str = "en") -> list[tuple[str, str, str]]:
    found = compared([("1.1", before)], [("1.1", after)], language)
    return [(each.kind, each.before, each.after) for each in found.changes]


@pytest.mark.parametrize(
    ("language", "before", "after", "gone"),
    [
        ("en", LENS, LAMP, "and of the lens catalogue"),
        ("en", "Inspection of spiral staircases of stone. Report on it", "Inspection of spiral staircases of stone.",
         "Report on it"),
        ("en", "Guide to bulbs, wicks and fuses", "Guide to bulbs and fuses", "wicks"),
        ("en", "Guide to bulbs and fuses", "Guide to bulbs", "and fuses"),
        ("en", "Training of keepers (of northern towers alone) in summer", "Training of keepers in summer",
         "(of northern towers alone)"),
        ("ru", "Обзор каталога ламп и каталога линз", "Обзор каталога ламп", "и каталога линз"),
        ("de", "Prüfung der Lampen und der Linsen", "Prüfung der Lampen", "und der Linsen"),
        ("fr", "Révision des lampes et des lentilles", "Révision des lampes", "et des lentilles"),
    ],
)  # fmt: skip
def test_a_clause_that_is_dropped_or_added_is_a_change_of_scope(
    language: str, before: str, after: str, gone: str
) -> None:
    assert kinds(before, after, language) == [("title-narrowed", gone, "")]
    assert kinds(after, before, language) == [("title-widened", "", gone)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Development of a guide to bulbs", "Elaboration of the guide to bulbs"),
        ("Preparation of lists of bulbs within a Union", "Drawing up of lists of bulbs in the framework of a Union"),
        ("Improvement of the lamps of the Union", "Lamps of the Union: improvement"),
        ("Register of seagulls nesting on galleries", "Register of gulls nesting on galleries"),
        ("The yearbook of towers", "Yearbook of towers"),
    ],
)  # fmt: skip
def test_other_words_are_no_change_of_scope(before: str, after: str) -> None:
    assert [kind for kind, _, _ in kinds(before, after)] == ["title-reworded"]


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", "Holding of a seminar on fog", "No holding of a seminar on fog"),
        ("en", "The keepers must report fog", "The keepers must not report fog"),
        ("en", "Survey of towers without stairs", "Survey of towers with stairs"),
        ("en", "Courses for keepers of all towers", "Courses for all except keepers of towers"),
        ("en", "List of compliant lamps at sea", "List of non-compliant lamps at sea"),
        ("ru", "Смотрители сообщают о тумане", "Смотрители не сообщают о тумане"),
        ("de", "Die Wärter melden den Nebel", "Die Wärter melden keinen Nebel"),
        ("fr", "Les gardiens signalent la brume", "Les gardiens ne signalent pas la brume"),
    ],
)
def test_a_negation_that_comes_or_goes_is_told(language: str, before: str, after: str) -> None:
    for one, other in ((before, after), (after, before)):
        assert ("title-negated", one, other) in kinds(one, other, language)


def test_a_clause_that_goes_on_as_an_event_elsewhere_is_offered_as_a_split() -> None:
    more = [("1.2", "Exchange of foghorn recordings"), ("2.1", "Painting of towers")]
    found = compared([("1.1", LENS), *more], [("1.1", LAMP), *more, ("2.5", "Review of the lens catalogue")])

    near = [(m.how, m.old[0].code, m.new[0].code) for m in found.near]
    parted = [(tuple(r.code for r in m.old), tuple(r.code for r in m.new)) for m in found.matches if m.kind == "split"]
    assert ("split", "1.1", "2.5") in near or (("1.1",), ("1.1", "2.5")) in parted


def test_an_event_that_goes_on_as_a_clause_elsewhere_is_offered_as_a_merger() -> None:
    more = [("1.2", "Exchange of foghorn recordings"), ("2.1", "Painting of towers")]
    found = compared([("1.1", LAMP), *more, ("2.5", "Review of the lens catalogue")], [("1.1", LENS), *more])

    near = [(m.how, m.old[0].code, m.new[0].code) for m in found.near]
    joined = [(tuple(r.code for r in m.old), tuple(r.code for r in m.new)) for m in found.matches if m.kind == "merged"]
    assert ("merged", "2.5", "1.1") in near or (("1.1", "2.5"), ("1.1",)) in joined


WORDS = st.lists(
    st.sampled_from("review of the lamp lens and catalogue not Guide (1.5) , ; – 2030 туман".split()), max_size=9
)


@given(WORDS, WORDS)
def test_of_any_two_titles_clauses_stand_in_their_own_and_one_text_is_the_same(
    one: list[str], other: list[str]
) -> None:
    before, after = " ".join(one), " ".join(other)

    there, back = scope(before, after, "en"), scope(after, before, "en")
    assert all(clause in before for clause in (*there.gone, *back.came))
    assert all(clause in after for clause in (*there.came, *back.gone))
    same = scope(before, before, "en")
    assert (same.gone, same.came, same.turned) == ((), (), False)


@pytest.mark.parametrize(
    ("language", "before", "after", "told"),
    [
        ("en", "Signing of the lamp charter", "Implementation of the lamp charter", "deed-changed"),
        ("en", "Development of the lamp pages", "Maintenance of the lamp pages", "deed-changed"),
        ("en", "Working out of the lamp guide", "Elaboration of the lamp guide", "title-reworded"),
        ("en", "Updating of the lamp guide", "Bringing up to date of the lamp guide", "title-reworded"),
        ("ru", "Подписание хартии о лампах", "Реализация хартии о лампах", "deed-changed"),
        ("ru", "Разработка руководства по лампам", "Подготовка руководства по лампам", "title-reworded"),
        ("de", "Unterzeichnung der Lampencharta", "Umsetzung der Lampencharta", "deed-changed"),
        ("de", "Erstellung des Lampenleitfadens", "Erarbeitung des Lampenleitfadens", "title-reworded"),
        (
            "fr",
            "Élaboration du guide des lampes à huile des phares",
            "Traduction du guide des lampes à huile des phares",
            "deed-changed",
        ),
        (
            "fr",
            "Élaboration du guide des lampes à huile des phares",
            "Rédaction du guide des lampes à huile des phares",
            "title-reworded",
        ),
    ],
)
def test_another_deed_with_the_same_thing_is_other_work(language: str, before: str, after: str, told: str) -> None:
    assert [kind for kind, _, _ in kinds(before, after, language)] == [told]


def test_no_word_stands_for_two_deeds() -> None:
    for lists in settings()["deeds"].values():
        words = [word for each in lists.values() for word in each]

        assert len(words) == len({*words})


@pytest.mark.parametrize("language", ["fr", "de"])
def test_a_word_with_accents_is_no_abbreviation(language: str) -> None:
    assert named("Rédaction du guide, Überprüfung, Réunion", language) == frozenset()
    assert named("Lampes ÖLG et LNÉ", language) == {"ÖLG", "LNÉ"}
