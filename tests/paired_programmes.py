"""Generated programmes in two languages that say the same, and changes that make one of them say something else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from hypothesis import strategies as st

#: Holder: as executor, and as the other role that it can have, in English and in Russian.
HOLDERS = (
    *((f"TC {n}", f"ТК {n}", f"Chairperson of TC {n}", f"Председатель ТК {n}") for n in range(1, 5)),
    *((f"WG {n}", f"РГ {n}", f"Members of WG {n}", f"Члены РГ {n}") for n in range(1, 4)),
    ("Forum of Gnomonists", "Форум гномонистов", "Chairperson of the Forum of Gnomonists",
     "Председатель Форума гномонистов"),
)  # fmt: skip
TERMS = (
    *((f"{year}", f"{year} г.") for year in (2041, 2042, 2043)),
    ("2041–2042", "2041–2042 гг."),
    ("2042–2043", "2042–2043 гг."),
    ("Constantly", "Постоянно"),
    ("As necessary", "По мере необходимости"),
    ("Q2 2042", "II квартал 2042 г."),
    ("May 2043", "Май 2043 г."),
    ("Every year", "Ежегодно"),
)
HEADS = (
    "WORK PROGRAMME FOR 2041–2043 (generated, fictional)\t\tIUS WP/2041\n\nNo.\tActivity\tTerm\tResponsible\tRemarks",
    "ПРОГРАММА РАБОТ НА 2041–2043 ГОДЫ (вымышленная)\t\tМССЧ ПР/2041\n\n"
    "№ п/п\tНаименование мероприятия\tСрок исполнения\tИсполнители\tПримечание",
)
TITLES = ("Comparison of dials", "Сличение часов"), ("Survey of shadows", "Обследование теней")


@dataclass(frozen=True)
class Row:
    """One row as one text has it; holders are indices with the role that they have there: 0 or 1."""

    number: str
    title: int = 0
    term: int | None = None
    holders: tuple[tuple[int, int], ...] = ()
    project: int = 0

    def written(self, language: int) -> str:
        """Return the row as a line of a text: 0 in English, 1 in Russian."""
        term = "" if self.term is None else TERMS[self.term][language]
        executors = ", ".join(HOLDERS[holder][2 * role + language] for holder, role in self.holders)
        words = ("Within Project", "В рамках проекта")[language]
        remark = f"{words} {self.project}/AM/40" if self.project else ""
        return f"{self.number}\t{TITLES[self.title][language]}\t{term}\t{executors}\t{remark}"


Section = list[Row]
#: A finding to expect: the rule and the English number of the row (of a missing one, its own number).
Expected = tuple[str, str]


def text(sections: list[Section], language: int) -> str:
    """Return a programme as a text dump; the first row of each section is its heading."""
    return "\n".join([HEADS[language], *(row.written(language) for section in sections for row in section)]) + "\n"


@st.composite
def programmes(draw: st.DrawFn, least: int = 1) -> list[Section]:
    """Some sections, in each of which no two events have a holder or a term in common."""
    return [draw(_section(number)) for number in range(1, draw(st.integers(least, 4)) + 1)]


@st.composite
def _section(draw: st.DrawFn, number: int) -> Section:
    count = draw(st.integers(3, 7))
    holders = draw(st.permutations(range(len(HOLDERS))))
    terms = draw(st.permutations(range(len(TERMS))))
    events = [
        Row(
            f"{number}.{at + 1}",
            draw(st.integers(0, 1)),
            terms[at],
            ((holders[at], draw(st.integers(0, 1))),),
            draw(st.sampled_from([0, 0, 10 * number + at + 1])),
        )
        for at in range(count)
    ]
    return [Row(str(number), number % 2), *events]


# --- changes: a section and a place in it → the section as the other text has it, what is to be found -------------


def _same(section: Section, at: int) -> tuple[Section, list[Expected]]:
    return section, []


def _drop(section: Section, at: int) -> tuple[Section, list[Expected]]:
    return section[:at] + section[at + 1 :], [("event-in-both", section[at].number)]


def _drop_and_renumber(section: Section, at: int) -> tuple[Section, list[Expected]]:
    left, expected = _drop(section, at)
    shifted = [replace(row, number=f"{section[0].number}.{place}") for place, row in enumerate(left) if place]
    following = [("number-alike", section[at + 1].number)] if at + 1 < len(section) else []
    return [section[0], *shifted], [*expected, *following]


def _swap(section: Section, at: int) -> tuple[Section, list[Expected]]:
    first = min(at, len(section) - 2)
    turned = [*section[:first], section[first + 1], section[first], *section[first + 2 :]]
    return turned, [("order-alike", section[first].number)]


def _with(section: Section, at: int, row: Row, rule: str) -> tuple[Section, list[Expected]]:
    return [*section[:at], row, *section[at + 1 :]], [(rule, section[at].number)]


def _renumber(section: Section, at: int) -> tuple[Section, list[Expected]]:
    return _with(section, at, replace(section[at], number=section[at].number + "9"), "number-alike")


def _change_term(section: Section, at: int) -> tuple[Section, list[Expected]]:
    other = ((section[at].term or 0) + 1) % len(TERMS)
    return _with(section, at, replace(section[at], term=other), "term-alike")


def _empty_term(section: Section, at: int) -> tuple[Section, list[Expected]]:
    return _with(section, at, replace(section[at], term=None), "term-in-both")


def _change_executor(section: Section, at: int) -> tuple[Section, list[Expected]]:
    holder, _ = section[at].holders[0]
    other = (4 * (holder // 4) + (holder + 1) % 4, 0)
    row = replace(section[at], holders=((holder, 0),))
    return _both(section, at, row, replace(row, holders=(other,)), "executor-alike")


def _add_executor(section: Section, at: int) -> tuple[Section, list[Expected]]:
    more = ((section[at].holders[0][0] + 1) % len(HOLDERS), 0)
    return _with(section, at, replace(section[at], holders=(*section[at].holders, more)), "executor-in-both")


def _change_role(section: Section, at: int) -> tuple[Section, list[Expected]]:
    holder, role = section[at].holders[0]
    return _with(section, at, replace(section[at], holders=((holder, 1 - role),)), "role-alike")


def _empty_executors(section: Section, at: int) -> tuple[Section, list[Expected]]:
    return _with(section, at, replace(section[at], holders=()), "executors-in-both")


def _change_project(section: Section, at: int) -> tuple[Section, list[Expected]]:
    rule = "mention-alike" if section[at].project else "remark-in-both"
    return _with(section, at, replace(section[at], project=section[at].project + 100), rule)


def _both(section: Section, at: int, ours: Row, theirs: Row, rule: str) -> tuple[Section, list[Expected]]:
    """Change a row of the leading text too, in place: a change that needs a certain row to begin with."""
    section[at] = ours
    return _with(section, at, theirs, rule)


Change = Callable[[Section, int], tuple[Section, list[Expected]]]
CHANGES: dict[str, Change] = {
    change.__name__.strip("_"): change
    for change in (
        _same, _drop, _drop_and_renumber, _swap, _renumber, _change_term, _empty_term, _change_executor, _add_executor,
        _change_role, _empty_executors, _change_project,
    )
}  # fmt: skip
