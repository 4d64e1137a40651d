"""A made-up authority: organisations of countries that do not exist, each asked for in six spellings.

Hard on purpose: acronyms recur in other countries, institutes stand beside ministries of the same field, successors
beside predecessors, and names recur in other countries. Everything is drawn from the seed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from remit.services.things import Thing

YEAR = 2017
SPELLINGS = ("latin", "cyrillic", "transliterated", "acronym", "old name", "misspelt")
KINDS = {
    "Institute": "институт", "Laboratory": "лаборатория", "Centre": "центр", "Ministry": "министерство",
    "Agency": "агентство", "Committee": "комитет", "University": "университет", "Service": "служба",
    "Academy": "академия", "Commission": "комиссия",
}  # fmt: skip
FIELDS = {
    "Metrology": "метрологии", "Standardization": "стандартизации", "Accreditation": "аккредитации",
    "Certification": "сертификации", "Radiology": "радиологии", "Geology": "геологии", "Physics": "физики",
    "Chemistry": "химии", "Trade": "торговли", "Energy": "энергетики", "Transport": "транспорта",
    "Statistics": "статистики", "Hydrology": "гидрологии", "Optics": "оптики", "Acoustics": "акустики",
    "Ceramics": "керамики", "Forestry": "лесоводства", "Navigation": "навигации", "Seismology": "сейсмологии",
    "Textiles": "текстиля", "Fisheries": "рыболовства", "Robotics": "робототехники", "Horology": "часового дела",
    "Cartography": "картографии",
}  # fmt: skip
RANKS = {"": "", "National": "национальный", "State": "государственный", "Scientific": "научный"}
_BEGIN = "b v g d z k l m n p r s t f br dr gr kr pr tr st sk vl".split()
_VOWEL = "a e i o u".split()
_END = "m n r l s t k v d rn ld nt rk st".split()
_CYRILLIC = dict(zip("abvgdziklmnoprstufe", "абвгдзиклмнопрстуфе", strict=True))
#: The ways in which Cyrillic letters are written in Latin ones: as passports do, as scholars do, as Germans do.
_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_LATIN = tuple(
    dict(zip(_LETTERS, letters.split(), strict=True))
    for letters in (
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y - e iu ia",
        "a b v g d e ë ž z i j k l m n o p r s t u f h c č š ŝ ʺ y ʹ è û â",
        "a b w g d e jo sh s i j k l m n o p r s t u f ch z tsch sch schtsch - y - e ju ja",
    )
)


@dataclass(frozen=True)
class Asked:
    """One spelling of an organisation as somebody else writes it, and what is known beside; `right` is its id."""

    thing: Thing
    spelling: str
    right: str


@dataclass(frozen=True)
class _Made:
    kind: str
    field: str
    rank: str
    place: str
    country: str

    @property
    def latin(self) -> str:
        return " ".join(part for part in (self.place, self.rank, self.kind, "of", self.field) if part)

    @property
    def cyrillic(self) -> str:
        place = "".join(_CYRILLIC[letter] for letter in self.place.lower()).capitalize() + "ский"
        return " ".join(part for part in (place, RANKS[self.rank], KINDS[self.kind], FIELDS[self.field]) if part)

    @property
    def acronym(self) -> str:
        return "".join(part[0] for part in (self.place, self.rank, self.kind, self.field) if part)


def authority(size: int, seed: int) -> tuple[list[Thing], list[Asked]]:
    """Return the records of an authority, and six spellings of each."""
    drawn = random.Random(seed)
    places = _places(drawn, size)
    made: list[_Made] = []
    names: set[tuple[str, str]] = set()
    while len(made) < size:
        each = _draw(drawn, made, places)
        if (each.latin, each.country) not in names:
            names.add((each.latin, each.country))
            made.append(each)
    records: list[Thing] = []
    asked: list[Asked] = []
    for number, each in enumerate(made):
        thing, whole = _record(drawn, number, each, made)
        records.append(thing)
        asked += _spellings(drawn, whole, each)
    return records, asked


def _places(drawn: random.Random, size: int) -> list[tuple[str, str]]:
    """Return places with their country, a few organisations to each; a few names of places recur abroad."""
    countries = [f"{a}{b}" for a in "xq" for b in "abcdefghijklmnopqrst"]
    names: list[str] = []
    for _ in range(max(4, size // 4)):
        syllables = [drawn.choice(_BEGIN) + drawn.choice(_VOWEL) for _ in range(drawn.choice((1, 2, 2)))]
        names.append("".join([*syllables, drawn.choice(_BEGIN), drawn.choice(_VOWEL), drawn.choice(_END)]).capitalize())
    return [(name, drawn.choice(countries)) for name in names]


def _draw(drawn: random.Random, made: list[_Made], places: list[tuple[str, str]]) -> _Made:
    """Return a new organisation: mostly by itself, often one that looks like another."""
    kind, field, rank = (drawn.choice(list(each)) for each in (KINDS, FIELDS, RANKS))
    place, country = drawn.choice(places)
    fresh = _Made(kind, field, rank, place, country)
    if not made or (chance := drawn.random()) < 0.7:
        return fresh
    twin = drawn.choice(made)
    if chance < 0.8:  # an institute beside a ministry of the same field
        return replace(twin, kind=kind)
    if chance < 0.88:  # the same name in another country
        return replace(twin, country=country)
    if chance < 0.94:  # another rank, which is a small difference in a name
        return replace(twin, rank=rank)
    return replace(fresh, kind=twin.kind, place=twin.place[0] + place[1:], rank=twin.rank)  # the same acronym


def _record(drawn: random.Random, number: int, each: _Made, made: list[_Made]) -> tuple[Thing, Thing]:
    """Return what the authority knows of an organisation, and all that there is to know."""
    old = replace(each, kind=drawn.choice(list(KINDS)), rank=drawn.choice(list(RANKS)))
    if old.latin == each.latin:
        old = replace(old, field=drawn.choice([field for field in FIELDS if field != each.field]))
    since = drawn.randint(1880, 2010)
    until = drawn.randint(since + 1, 2015) if drawn.random() < 0.08 else None
    whole = Thing(
        f"https://authority.example/{number}", (each.latin, each.cyrillic), (each.acronym,), (old.latin,),
        each.country, (each.kind.lower(),), since, until,
    )  # fmt: skip
    known = Thing(
        whole.id,
        whole.names if drawn.random() < 0.95 else whole.names[:1],
        whole.acronyms if drawn.random() < 0.9 else (),
        whole.former if drawn.random() < 0.9 else (),
        whole.country,
        whole.kinds if drawn.random() < 0.8 else (),
        since if drawn.random() < 0.7 else None,
        until,
    )
    return known, whole


def _spellings(drawn: random.Random, whole: Thing, each: _Made) -> Iterator[Asked]:
    for spelling in SPELLINGS:
        names: tuple[str, ...] = ()
        acronyms: tuple[str, ...] = ()
        match spelling:
            case "latin":
                names = (each.latin,)
            case "cyrillic":
                names = (each.cyrillic,)
            case "transliterated":
                names = (transliterated(each.cyrillic, drawn.randrange(3)),)
            case "acronym":
                acronyms = whole.acronyms
            case "old name":
                names = whole.former
            case "misspelt":
                names = (misspelt(drawn, each.latin),)
        thing = Thing(
            "", names, acronyms,
            country=whole.country if drawn.random() < 0.9 else "",
            kinds=(f"made-up-{whole.kinds[0]}",) if drawn.random() < 0.8 else (),
            since=whole.since if drawn.random() < 0.5 or whole.until else None,
            until=whole.until,
        )  # fmt: skip
        yield Asked(thing, spelling, whole.id)


def transliterated(text: str, way: int) -> str:
    """Return Cyrillic in Latin letters, one of three ways."""
    return " ".join(
        "".join(_LATIN[way].get(c, c) for c in word.lower()).replace("-", "").capitalize() for word in text.split()
    )


def misspelt(drawn: random.Random, text: str) -> str:
    """Return a text with one or two slips of the hand."""
    for _ in range(drawn.choice((1, 1, 2))):
        at = drawn.randrange(1, len(text) - 1)
        slip = drawn.choice(("drop", "double", "swap", "other"))
        match slip:
            case "drop":
                text = text[:at] + text[at + 1 :]
            case "double":
                text = text[:at] + text[at] + text[at:]
            case "swap":
                text = text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]
            case "other":
                text = text[:at] + drawn.choice("abcdefghijklmnopqrstuvwxyz") + text[at + 1 :]
    return text
