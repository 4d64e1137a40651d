"""The names of holders that a document names, put together where they are one.

One are the spellings of what was read as one thing, a name with and without the organisation before it, a name and its
abbreviation in brackets, the cases of a name, and numbered words that differ in their endings only.
Nothing else is put together: a misspelt name stays a name of its own, with a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from remit.drafting.own import Own
from remit.names import slug
from remit.reading import Reading
from remit.registry import natural
from remit.understand.cases import cases
from remit.understand.lexicon import Lexicon
from remit.understand.words import plain

_NUMBERED = re.compile(r"(?P<words>[^\d]*[^\d\s.])\s*(?P<number>\d+(?:\.\d+)*)")
_SHORT = re.compile(r"(?P<name>.+?)\s\((?P<short>[^()]+)\)")
#: Two words with the same beginning of at least so many letters, and no longer endings, are forms of one word.
_STEM, _ENDING = 4, 2
#: The roles of posts that every organisation has: such a post is called with the name of its body.
OF_POSTS = ("president", "vice-president")


@dataclass(frozen=True)
class Met:
    """One name where it was met; `path` is how it was read, `alone` that no role stood beside it."""

    path: str
    name: str
    event: str
    alone: bool
    known: bool


@dataclass(frozen=True)
class Holder:
    """All names of one holder, the best first; `id` ends its path, `kind` and `number` where its number tells them.

    `each` is the kind for every body of which a plural stands.
    """

    group: str
    id: str
    names: tuple[str, ...]
    met: tuple[Met, ...]
    kind: str = ""
    number: str = ""
    short: str = ""
    each: str = ""

    def where(self, name: str) -> list[str]:
        """Return the events in which a name was met."""
        return list(dict.fromkeys(met.event for met in self.met if met.name == name))


def holders(reading: Reading, own: Own, lexicon: Lexicon) -> list[Holder]:
    """Return the holders that the executors of a reading name, sorted by path."""
    found = [met for met in _met(reading) if met.path != own.path]
    names = _Names(found, own, lexicon)
    keyed = sorted(found, key=lambda met: natural(names.path(met)))
    return [names.holder(path, list(each)) for path, each in groupby(keyed, key=names.path)]


def _met(reading: Reading) -> Iterator[Met]:
    for event in reading.events:
        for executor in event.executors:
            if executor.holder:
                post = executor.role in OF_POSTS and not executor.portfolio
                name = executor.text if post else executor.name or executor.text
                known = "unknown-body" not in executor.readings
                yield Met(executor.holder, name, event.id, executor.role == "body", known)


class _Names:
    """What the names of one document tell of each other."""

    def __init__(self, found: Sequence[Met], own: Own, lexicon: Lexicon) -> None:
        self.own = own
        self.lexicon = lexicon
        unknown = [met for met in found if not met.known]
        cores = [self._core(met.name) for met in sorted(unknown, key=lambda met: not met.alone)]
        brackets = [bracket for core in cores if (bracket := _SHORT.fullmatch(core))]
        self.shorts = {lexicon.key(bracket["name"]): bracket["short"] for bracket in brackets}
        self.plain = self._plain(dict.fromkeys(cores))
        words = [numbered["words"] for core in cores if (numbered := _NUMBERED.fullmatch(core))]
        self.words = sorted(dict.fromkeys(words), key=len)

    def path(self, met: Met) -> str:
        """Return the path of what is meant: as it was read, or put together with what else is called so."""
        if met.known or self._kind(met.name)[0]:
            return met.path
        core = self._core(met.name)
        if kind := self._of_each(core):
            return f"body/{slug(self.lexicon.language.data['numbered'][kind][0])}"
        if numbered := _NUMBERED.fullmatch(core):
            return f"body/{slug(self._word(numbered['words']))}-{numbered['number']}"
        core = self.plain.get(self.lexicon.key(core), core)
        if self._post(core):
            return f"post/{slug(core)}"
        bracket = _SHORT.fullmatch(core)
        short = bracket["short"] if bracket else self.shorts.get(self.lexicon.key(core), core)
        return f"body/{slug(short)}"

    def holder(self, path: str, met: list[Met]) -> Holder:
        """Return the holder of a path with its names: those that stand alone first, the most frequent first."""
        counts = {name: sum(m.name == name for m in met) for name in dict.fromkeys(m.name for m in met)}
        alone = {m.name for m in met if m.alone}
        names = sorted(counts, key=lambda name: (self._is_bent(name), name not in alone, -counts[name], name))
        kind, number = self._kind(names[0])
        group, _, identity = path.partition("/")
        if each := self._of_each(self._core(names[0])):
            return Holder(group, identity, tuple(names), tuple(met), each=each)
        if not kind and (numbered := _NUMBERED.fullmatch(self._core(names[0]))) and group == "body":
            number = numbered["number"]
            names = list(dict.fromkeys([f"{self._word(numbered['words'])} {number}", *names]))
        kind = kind or (self._post(self._core(names[0])) if group == "post" else "")
        return Holder(group, identity, tuple(names), tuple(met), kind, number, self._short(names))

    def _core(self, name: str) -> str:
        """Return a name without the organisation before or after it."""
        short = self.own.abbreviation
        bare = name.removeprefix(f"{short} ").removesuffix(f" {short}") if short else name
        return name if bare.rpartition(" ")[2] in self.lexicon.language.data["unfinished"] else bare

    def _kind(self, name: str) -> tuple[str, str]:
        found = self.lexicon.number_form.fullmatch(plain(name))
        return (self.lexicon.kind_of(found["prefix"]), found["number"]) if found else ("", "")

    def _of_each(self, core: str) -> str:
        """Return the kind of numbered body that a name has in the plural without a number: `TCs`."""
        return self.lexicon.kind_of(core) if core.endswith("s") else ""

    def _post(self, core: str) -> str:
        """Return the kind of post that a longer name begins with: `President of the Union`."""
        small = self.lexicon.language.data["unfinished"]
        for post in self.lexicon.registry.of("post"):
            for text in map(self._core, post.spellings()):
                begin, rest = core[: len(text)], core[len(text) :].split()
                joined = rest and (rest[0] in small or self.lexicon.language.data.get("cases"))
                if joined and core[len(text)] == " " and self.lexicon.key(begin) == self.lexicon.key(text):
                    return post.kind
        return ""

    def _plain(self, cores: Iterable[str]) -> dict[str, str]:
        """Return folded name → the name whose case it is."""
        key = self.lexicon.key
        found: dict[str, str] = {}
        for core in cores:
            for form in cases(core, self.lexicon.language)[1:]:
                found.setdefault(key(form), core)
        return {key(core): found[key(core)] for core in cores if key(core) in found}

    def _is_bent(self, name: str) -> bool:
        return self.lexicon.key(self._core(name)) in self.plain

    def _word(self, words: str) -> str:
        """Return the shortest of the words that differ from these in their endings only."""
        return next((other for other in self.words if _alike(other, words)), words)

    def _short(self, names: Sequence[str]) -> str:
        """Return the abbreviation among the names."""
        cores = [self._core(name) for name in names]
        brackets = [found["short"] for core in cores if (found := _SHORT.fullmatch(core))]
        return next((short for short in [*brackets, *cores] if short.isupper() and len(short) > 1), "")


def _alike(one: str, other: str) -> bool:
    """Return whether two names differ in the endings of their words only."""
    pairs = list(zip(one.split(), other.split(), strict=False))
    return len(one.split()) == len(other.split()) and all(_same_stem(a.lower(), b.lower()) for a, b in pairs)


def _same_stem(one: str, other: str) -> bool:
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one == other or (same >= _STEM and max(len(one), len(other)) - same <= _ENDING)
