"""A made-up authority: fictional organisations, and how each is asked for in six spellings, drawn from a seed.

Hard on purpose: the same acronym and the same name in another country, places of one name in two countries, institutes
beside ministries of the same field and place, successors beside predecessors. A record holds what an authority holds:
a label, most aliases, country, kind, dates; a quarter of the queries come without a country.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from remit.services.things import Thing

SPELLINGS = ("latin", "cyrillic", "transliterated", "acronym", "old name", "misspelt")
KINDS = {
    "Institute": "Институт", "Laboratory": "Лаборатория", "Centre": "Центр", "Ministry": "Министерство",
    "Agency": "Агентство", "Committee": "Комитет", "University": "Университет", "Academy": "Академия",
}  # fmt: skip
FIELDS = {
    "Metrology": "метрологии", "Standardization": "стандартизации", "Accreditation": "аккредитации",
    "Geology": "геологии", "Physics": "физики", "Chemistry": "химии", "Trade": "торговли", "Energy": "энергетики",
    "Transport": "транспорта", "Statistics": "статистики", "Hydrology": "гидрологии", "Optics": "оптики",
    "Ceramics": "керамики", "Forestry": "лесоводства", "Navigation": "навигации", "Seismology": "сейсмологии",
}  # fmt: skip
RANKS = {"": "", "National": "Национальный", "State": "Государственный", "Scientific": "Научный"}
COUNTRIES = [f"{a}{b}" for a in "xq" for b in "abcdefghijklmnopqrst"]
_LETTERS = "абвгдежзийклмнопрстуфхцчшщыэюя"
_WAYS = (
    "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch y e yu ya",
    "a b v g d e ž z i j k l m n o p r s t u f h c č š ŝ y è û â",
    "a b w g d e sh s i j k l m n o p r s t u f ch z tsch sch schtsch y e ju ja",
)
_TO_CYRILLIC = dict(zip("abvgdziklmnoprstufe", "абвгдзиклмнопрстуфе", strict=True))


@dataclass(frozen=True)
class Query:
    """What somebody else calls an organisation; `right` is the id of its record."""

    thing: Thing
    spelling: str
    right: str


@dataclass(frozen=True)
class Made:
    """An organisation that does not exist."""

    rank: str
    kind: str
    field: str
    place: str
    country: str
    since: int
    until: int | None = None

    @property
    def latin(self) -> str:
        return " ".join(filter(None, (self.place, self.rank, self.kind, "of", self.field)))

    @property
    def cyrillic(self) -> str:
        place = "".join(_TO_CYRILLIC[letter] for letter in self.place.lower()).capitalize() + "ский"
        return " ".join(filter(None, (place, RANKS[self.rank], KINDS[self.kind].lower(), FIELDS[self.field])))

    @property
    def acronym(self) -> str:
        return "".join(part[0] for part in (self.place, self.rank, self.kind, self.field) if part)


def authority(size: int, seed: int) -> tuple[list[Thing], list[Query]]:
    """Return the records of an authority, and six queries for each."""
    drawn = random.Random(seed)
    places = [(_place(drawn), drawn.choice(COUNTRIES)) for _ in range(size // 4)]
    places += [(name, drawn.choice(COUNTRIES)) for name, _ in places[: size // 40]]
    made = _organisations(drawn, places, size)
    records: list[Thing] = []
    asked: list[Query] = []
    for number, each in enumerate(made):
        record, former = _record(drawn, number, each)
        records.append(record)
        asked += _queries(drawn, each, former, record.id)
    return records, asked


def _organisations(drawn: random.Random, places: list[tuple[str, str]], size: int) -> list[Made]:
    made: list[Made] = []
    known: set[tuple[str, str]] = set()
    while len(made) < size:
        each = _look_alike(drawn, drawn.choice(made)) if made and drawn.random() < 0.25 else _fresh(drawn, places)
        if (each.latin, each.country) not in known:
            known.add((each.latin, each.country))
            made.append(each)
    return made


def _fresh(drawn: random.Random, places: list[tuple[str, str]]) -> Made:
    place, country = drawn.choice(places)
    rank, kind, field = (drawn.choice(list(words)) for words in (RANKS, KINDS, FIELDS))
    return Made(rank, kind, field, place, country, drawn.randint(1880, 2010))


def _look_alike(drawn: random.Random, other: Made) -> Made:
    match drawn.randrange(5):
        case 0:  # an institute beside a ministry
            return replace(other, kind=drawn.choice(list(KINDS)), since=drawn.randint(1880, 2010))
        case 1:  # the same name abroad
            return replace(other, country=drawn.choice(COUNTRIES), since=drawn.randint(1880, 2010))
        case 2:  # a predecessor, which ended when the other began
            kind = drawn.choice(list(KINDS))
            return replace(other, kind=kind, since=other.since - drawn.randint(5, 50), until=other.since)
        case 3:  # another rank
            return replace(other, rank=drawn.choice(list(RANKS)), since=drawn.randint(1880, 2010))
        case _:  # the same acronym, elsewhere
            place = other.place[0] + _place(drawn)[1:]
            return replace(other, place=place, country=drawn.choice(COUNTRIES), since=drawn.randint(1880, 2010))


def _record(drawn: random.Random, number: int, each: Made) -> tuple[Thing, str]:
    fields = [field for field in FIELDS if field != each.field]
    former = replace(each, field=drawn.choice(fields), rank=drawn.choice(list(RANKS))).latin
    record = Thing(
        f"https://authority.example/{number}",
        (each.latin, each.cyrillic) if drawn.random() < 0.8 else (each.latin,),
        (each.acronym,) if drawn.random() < 0.9 else (),
        (former,) if drawn.random() < 0.95 else (),
        each.country,
        (each.kind.lower(),) if drawn.random() < 0.8 else (),
        each.since if drawn.random() < 0.7 else None,
        each.until,
    )
    return record, former


def _queries(drawn: random.Random, each: Made, former: str, right: str) -> Iterator[Query]:
    texts = {
        "latin": each.latin, "cyrillic": each.cyrillic,
        "transliterated": transliterated(each.cyrillic, drawn.choice(_WAYS)),
        "acronym": each.acronym, "old name": former, "misspelt": misspelt(drawn, each.latin),
    }  # fmt: skip
    for spelling, text in texts.items():
        short = spelling == "acronym"
        yield Query(
            Thing(
                "", () if short else (text,), (text,) if short else (),
                country=each.country if drawn.random() < 0.75 else "",
                kinds=(each.kind.lower(),) if drawn.random() < 0.5 else (),
                since=each.since if drawn.random() < 0.3 else None,
                until=each.until,
            ),
            spelling,
            right,
        )  # fmt: skip


def _place(drawn: random.Random) -> str:
    many = drawn.choice((2, 3, 3))
    syllables = (drawn.choice("bvgdzklmnprstf") + drawn.choice("aeiou") for _ in range(many))
    return ("".join(syllables) + drawn.choice("mnrlstkd")).capitalize()


def transliterated(text: str, way: str) -> str:
    """Return Cyrillic in Latin letters in one of the ways in use."""
    letters = dict(zip(_LETTERS, way.split(), strict=True))
    return " ".join("".join(letters.get(c, "") for c in word.lower()).capitalize() for word in text.split())


def misspelt(drawn: random.Random, text: str) -> str:
    """Return a text with one or two slips of the hand."""
    for _ in range(drawn.choice((1, 1, 2))):
        at = drawn.randrange(1, len(text) - 1)
        slips = (
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :],
            text[:at] + drawn.choice("abcdefghijklmnopqrstuvwxyz") + text[at + 1 :],
        )
        text = drawn.choice(slips)
    return text
