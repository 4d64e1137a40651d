"""Larger sound programmes, grown from the small one of `tests/shapes/base.ttl`, and what happens to them.

A grown programme is one revision with several copies of the sections of the small one, each with names, numbers,
words, letters, years and positions of its own. What an example of a rule changes in the small programme is changed
in one of the copies, so that every rule has as many cases as there are seeds. All of it is fictional.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from remit.names import expand

EXAMPLES = Path(__file__).parent / "shapes"
BASE = "https://example.org/lantern/"
Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]
Changes = tuple[Triple, ...]

#: What the copies of one programme have in common.
_SHARED = re.compile(r"(ru/)?source(/pdf)?|ru|programme|revision|rules|bodies|organisation/nls|place/[12]/head")
#: The nodes that are rows of the table: they have a position in it.
_ROW = re.compile(r"(ru/)?(section|group|event)/[^/]+")
_NOUNS = (
    "kettle", "basket", "hammer", "ladder", "mirror", "needle", "pencil", "saddle", "bottle", "button", "carpet",
    "cradle", "hatter", "miller", "potter", "tailor", "gardener", "drummer", "sailor", "rower", "session", "meal",
    "dinner", "parade", "concert", "lesson", "spoke", "hinge", "string", "feather", "bristle", "handle", "barrel",
    "blanket", "bucket", "chimney", "compass", "curtain", "kayak", "sledge",
)  # fmt: skip
_GERUNDS = (
    "Washing", "Mending", "Packing", "Sorting", "Moving", "Polishing", "Weighing", "Filling", "Drying", "Stacking",
    "Airing", "Folding", "Marking", "Lifting", "Testing", "Shaping", "Brushing", "Binding", "Pressing", "Turning",
)  # fmt: skip
_REGIONS = ("Elysia", "Laputa", "Ruritania", "Freedonia", "Avalon", "Lyonesse", "Thule", "Zembla", "Shangri", "Utopia")
_POSTS = ("President", "Chancellor", "Steward", "Warden", "Speaker", "Provost")
_LETTERS = "BDFGHJKLMPRSTVWZ"
_STEMS = {"noun": ("lantern", "keeper", "course", "wick", "candle"), "gerund": ("lighting", "counting", "repairing")}


@dataclass(frozen=True)
class Copy:
    """One copy of the small programme within a grown one: how far all is moved, and what is called otherwise."""

    number: int
    years: int
    step: int
    words: tuple[tuple[str, str], ...]

    def term(self, value: NamedNode | Literal) -> NamedNode | Literal:
        """Return what a node is called in this copy."""
        if not isinstance(value, NamedNode) or not value.value.startswith(BASE):
            return value
        local = value.value.removeprefix(BASE)
        return value if _SHARED.fullmatch(local) else NamedNode(f"{value.value}/copy-{self.number}")

    def triple(self, triple: Triple) -> Triple:
        """Return what a statement is in this copy."""
        subject, predicate, value = triple
        if isinstance(value, Literal):
            value = self._literal(subject.value.removeprefix(BASE), predicate.value.split("#")[-1], value)
        return self.term(subject), predicate, self.term(value)  # type: ignore[return-value]

    def _literal(self, subject: str, name: str, value: Literal) -> Literal:
        moved = self._moved(subject, name, value.value)
        kind = None if value.language else value.datatype
        return Literal(moved, language=value.language) if kind is None else Literal(moved, datatype=kind)

    def _moved(self, subject: str, name: str, text: str) -> str:
        if name == "certainty":
            return text
        if name in ("order", "row", "page"):
            moves = name != "order" or _ROW.fullmatch(subject)
            return str(self.step * (int(text) + 40 * self.number)) if moves and int(text) > 0 else text
        if re.fullmatch(r"\d(\.\d+)*[a-z]?\.?", text) and not _SHARED.fullmatch(subject):
            return re.sub(r"^\d", self._after, text)
        return self._said(text)

    def _said(self, text: str) -> str:
        """Return words with other years, committees, nouns and letters."""
        text = re.sub(r"\b20\d\d\b", lambda year: str(int(year[0]) + self.years), text)
        text = re.sub(r"((?:TC|ТК) ?|– )(\d)(?!\d)", lambda found: found[1] + self._after(found[2]), text)
        for old, new in self.words:
            text = re.sub(old, new, text)
        return text

    def _after(self, number: str | re.Match[str]) -> str:
        return str(int(number if isinstance(number, str) else number[0]) + 2 * self.number)


@dataclass(frozen=True)
class Grown:
    """A sound programme of several copies."""

    copies: tuple[Copy, ...]

    def quads(self) -> Iterator[Quad]:
        """Yield all that is said in the programme."""
        for triple in base():
            for copy in self.copies if not _SHARED.fullmatch(_local(triple[0])) else self.copies[:1]:
                yield Quad(*copy.triple(triple))

    def store(self) -> Store:
        """Return the programme in a store of its own."""
        made = Store()
        made.extend(self.quads())
        return made


def grown(seed: int, most: int = 5) -> Grown:
    """Return a sound programme of at most so many copies; each seed gives another one."""
    rng = Random(seed)
    count, years, step = min(rng.randint(2, 5), most), rng.randint(-20, 40), rng.randint(1, 3)
    kinds = (_NOUNS, _GERUNDS, _REGIONS, _POSTS)
    nouns, gerunds, regions, posts = (iter(rng.sample(each, len(each))) for each in kinds)
    ours, letters = _letters(rng, 3), iter(rng.sample(_LETTERS, 15))
    projects = iter(rng.sample(range(11, 99), 5))

    def copy(number: int) -> Copy:
        pairs = [(stem, next(nouns)) for stem in _STEMS["noun"]]
        pairs += [(stem, next(gerunds).lower()) for stem in _STEMS["gerund"]]
        both = [*pairs, *((old.title(), new.title()) for old, new in pairs)]
        begins = next(letters)
        both += [
            (r"\bArcad", next(regions)),
            ("President", next(posts)),
            ("NLS", ours),
            ("WLU", begins + _letters(rng, 2)),
        ]
        both += [(r"\bAA\b", f"{begins}A"), (r"\b(\d{1,2})/(?=[A-Z]{2})", rf"{next(projects)}\1/")]
        return Copy(number, years, step, tuple(both))

    return Grown(tuple(copy(number) for number in range(count)))


@cache
def base() -> Changes:
    """Return what is said in the small programme."""
    return tuple(_read(EXAMPLES / "base.ttl"))


@cache
def changes(rule: str, example: str = "bad") -> Changes:
    """Return what an example of a rule says that the small programme does not."""
    return tuple(_read(EXAMPLES / rule / f"{example}.ttl"))


def change(store: Store, said: Iterable[Triple]) -> tuple[list[Quad], list[Quad]]:
    """Say something instead of what a store says; return what was added and what was taken away.

    As in an example, `()` says that a property has no value.
    """
    said = list(said)
    gone = [quad for s, p in {(s, p) for s, p, _ in said} for quad in store.quads_for_pattern(s, p, None)]
    new = [Quad(*triple) for triple in said if triple[2] != NamedNode(expand("rdf:nil"))]
    for quad in gone:
        store.remove(quad)
    store.extend(new)
    return new, gone


def undo(store: Store, done: tuple[list[Quad], list[Quad]]) -> None:
    """Take back a change."""
    for quad in done[0]:
        store.remove(quad)
    store.extend(done[1])


def _read(path: Path) -> Iterator[Triple]:
    for quad in parse(path=str(path), format=RdfFormat.TURTLE):
        yield quad.subject, quad.predicate, quad.object


def _local(node: NamedNode) -> str:
    return node.value.removeprefix(BASE)


def _letters(rng: Random, count: int) -> str:
    return "".join(rng.sample(_LETTERS, count))
