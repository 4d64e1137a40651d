"""Sisters in a made-up authority: fictional organisations called alike on purpose, and not the same.

Of each pair one is in the authority. The other is too, and is asked for; or it is not, and whoever is proposed for it
is wrong: `right` is then empty. All forms are such as occur: places that differ in a letter, Roman and Arabic numbers,
directions, a department or a service of the other, what is part of what, letters that sound alike, and the body that
bears today the name which another has given up.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

from made_authority import FIELDS, KINDS, Made, Query, authority, misspelt
from remit.services.things import Thing

LETTERS = "abdegiklmnoprstuv"
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
WORDS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")
POINTS = ("North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Central", "Upper", "Lower")

#: The names of a pair, made of an organisation: the one that is known, and its sister.
Pair = tuple[str, str]


def _place(drawn: random.Random, base: Made) -> Pair:
    letters = list(base.place)
    for _ in range(drawn.choice((1, 1, 2))):
        at = drawn.randrange(len(letters))
        letters[at] = drawn.choice([letter for letter in LETTERS if letter != letters[at].lower()])
    place = "".join(letters).capitalize()
    return base.latin, replace(base, place=place).latin


def _number(drawn: random.Random, base: Made) -> Pair:
    one, other = drawn.sample(range(10), 2)
    match drawn.randrange(4):
        case 0:
            return f"{base.latin} {ROMAN[one]}", f"{base.latin} {ROMAN[other]}"
        case 1:
            return f"{base.latin} No. {one + 1}", f"{base.latin} {ROMAN[other]}"
        case 2:
            return f"{WORDS[one]} {base.latin}", f"{WORDS[other]} {base.latin}"
        case _:
            return f"{base.latin}, Group {'ABCDEFGHIJ'[one]}", f"{base.latin}, Group {'ABCDEFGHIJ'[other]}"


def _direction(drawn: random.Random, base: Made) -> Pair:
    one, other = drawn.sample(POINTS, 2)
    if one[:4] == other[:4]:  # "North" and "Northern" may well be the same
        one = "Central"
    return drawn.choice((base.latin, f"{one} {base.latin}")), f"{other} {base.latin}"


def _part(drawn: random.Random, base: Made) -> Pair:
    field = drawn.choice(list(FIELDS))
    whole = base.latin
    parts = (f"{whole}, Department of {field}", f"Service of the {whole}", f"{whole} of the Bemora Region")
    return whole, drawn.choice((*parts, f"{whole} Service", f"Trade Union of the {whole}", f"Non-{whole}"))


def _order(drawn: random.Random, base: Made) -> Pair:
    kind = drawn.choice([each for each in KINDS if each != base.kind])
    field = drawn.choice(list(FIELDS))
    return f"{base.latin} of the {kind} of {field}", f"{kind} of {field} of the {base.latin}"


def _letters(drawn: random.Random, base: Made) -> Pair:
    one, other = drawn.choice((("s", "sh"), ("s", "z"), ("k", "ck"), ("v", "w"), ("u", "yu"), ("t", "tt"), ("z", "zh")))
    place = f"{base.place}{one}a"
    return replace(base, place=place).latin, replace(base, place=f"{base.place}{other}a").latin


PAIRS: dict[str, Callable[[random.Random, Made], Pair]] = {
    "place": _place, "number": _number, "direction": _direction, "part": _part, "order": _order, "letters": _letters,
}  # fmt: skip
SISTERS = (*PAIRS, "former name")


def with_sisters(size: int, seed: int) -> tuple[list[Thing], list[Query]]:
    """Return an authority and its queries as `authority` does, and with each organisation a pair of sisters."""
    records, asked = authority(size, seed)
    drawn = random.Random(seed + 1)
    known = {(name, record.country) for record in records for name in (*record.names, *record.former)}
    pairs = list(_pairs(drawn, [query for query in asked if query.spelling == "latin"]))
    for kind, base, names in pairs:
        if any((name, base.country) in known for name in names[1:]):
            continue
        known |= {(name, base.country) for name in names}
        if names[0] not in (name for record in records[int(base.id) : int(base.id) + 1] for name in record.names):
            records.append(_record(drawn, len(records), base, names[0]))
        there = drawn.random() < 0.5
        right = ""
        if there:
            records.append(_record(drawn, len(records), base, names[1]))
            right = records[-1].id
        asked.append(Query(_asked(drawn, base, names[1]), kind, right))
        if there:
            asked.append(Query(_asked(drawn, base, misspelt(drawn, names[1])), kind, right))
    asked += _renamed(drawn, records[:size], known)
    return records, asked


def _pairs(drawn: random.Random, asked: list[Query]) -> Iterator[tuple[str, Thing, Pair]]:
    for number, query in enumerate(asked):
        base = _made(query.thing.names[0])
        kind = drawn.choice(list(PAIRS))
        country = query.thing.country or drawn.choice(["xa", "qb"])
        yield (
            kind,
            Thing(str(number), query.thing.names, country=country, kinds=(base.kind.lower(),)),
            PAIRS[kind](drawn, base),
        )


def _made(name: str) -> Made:
    """Return the parts of a made-up name: place, perhaps a rank, kind, of, field."""
    place, *rank, kind, _, field = name.split()
    return Made(" ".join(rank), kind, field, place, "", 1900)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())


def _record(drawn: random.Random, number: int, base: Thing, name: str) -> Thing:
    return Thing(
        f"https://authority.example/{number}",
        (name,),
        (_initials(name),) if drawn.random() < 0.7 else (),
        country=base.country,
        kinds=base.kinds if drawn.random() < 0.8 else (),
        since=drawn.randint(1880, 2010) if drawn.random() < 0.7 else None,
    )


def _asked(drawn: random.Random, base: Thing, name: str) -> Thing:
    return Thing(
        "",
        (name,),
        (_initials(name),) if drawn.random() < 0.5 else (),
        country=base.country if drawn.random() < 0.75 else "",
        kinds=base.kinds if drawn.random() < 0.5 else (),
    )


def _renamed(drawn: random.Random, records: list[Thing], known: set[tuple[str, str]]) -> Iterator[Query]:
    """Yield bodies that bear today what another bore once; the authority does not know them."""
    present = {(name, record.country) for record in records for name in record.names}
    for record in records:
        if record.former and (record.former[0], record.country) not in present and drawn.random() < 0.2:
            yield Query(_asked(drawn, record, record.former[0]), "former name", "")
