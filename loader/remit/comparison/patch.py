"""What stands in one graph and not in another, as a patch: RDF Patch, which changes the first into the second and back.

The graph of each revision has IRIs of its own, so a patch from one to the next takes out the rows of the old one and
puts in those of the new; what both have (the programme, the lines of work) stays. A patch is text, the same to the
byte for the same two graphs.

>>> from pyoxigraph import Literal, NamedNode, Quad
>>> one, other = (Quad(NamedNode("urn:x:a"), NamedNode("urn:x:b"), Literal(n)) for n in "12")
>>> print(as_patch([one], [other]), end="")
TX .
D <urn:x:a> <urn:x:b> "1" .
A <urn:x:a> <urn:x:b> "2" .
TC .
>>> apply(as_patch([one], [other]), {one}) == {other}
True
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, Quad, RdfFormat, parse

from remit.errors import StoreError

MEDIA_TYPE = "text/rdf-patch"
_LINE = re.compile(r"(TX|TC|TA|PA|PD|H|A|D)\b\s*(.*?)\s*\.?\s*", re.DOTALL)
#: A prefix with its IRI, each in quotation marks or as in Turtle.
_PREFIX = re.compile(r'"?([\w.-]*):?"?\s+(?:<([^<>"{}|^`\\\s]*)>|"([^<>"{}|^`\\\s]*)")')
#: What stands in a row of a patch: an IRI, a literal, a blank node, a name with a prefix.
_TERM = re.compile(
    r'<[^<>\s]*>|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^(?:<[^<>\s]*>|[\w.-]*:[^\s<>"]*))?|_:\S+|[\w.-]*:[^\s<>"]*'
)
#: A name with a prefix, which may be the datatype of a literal; `^^` inside the quotation marks is a part of the text.
_PREFIXED = re.compile(r'("(?:[^"\\]|\\.)*"\^\^)?(?!_:)([\w.-]*):([^\s<>"]*)')


@dataclass(frozen=True)
class Patch:
    """What a patch takes out and puts in, and what its head says."""

    deleted: frozenset[Quad]
    added: frozenset[Quad]
    head: tuple[tuple[str, str], ...] = ()

    @property
    def back(self) -> Patch:
        """Return the patch that undoes this one."""
        return Patch(self.added, self.deleted, self.head)

    def apply(self, quads: Iterable[Quad]) -> set[Quad]:
        """Return the graph after the patch; a StoreError where it is not the graph that the patch was made for."""
        now = set(quads)
        _demand(self.deleted - now, "does not hold", "takes out")
        _demand(self.added & now, "already holds", "puts in")
        return (now - self.deleted) | self.added

    def text(self) -> str:
        """Return the patch as RDF Patch: what is taken out before what is put in, each sorted."""
        lines = [f"H {name} {value} ." for name, value in self.head]
        lines += ["TX .", *_rows("D", self.deleted), *_rows("A", self.added), "TC ."]
        return "\n".join(lines) + "\n"


def patch(old: Iterable[Quad], new: Iterable[Quad], head: Iterable[tuple[str, str]] = ()) -> Patch:
    """Return the patch from one graph to another; blank nodes, which have no name that lasts, are a StoreError."""
    before, after = frozenset(old), frozenset(new)
    for quad in before ^ after:
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            raise StoreError(f"a graph with blank nodes cannot be patched, as they have no name that lasts: {quad}")
    return Patch(before - after, after - before, tuple(head))


def as_patch(old: Iterable[Quad], new: Iterable[Quad], head: Iterable[tuple[str, str]] = ()) -> str:
    """Return the patch from one graph to another as RDF Patch; `head` are names and values (terms) of its head."""
    return patch(old, new, head).text()


def apply(text: str, quads: Iterable[Quad]) -> set[Quad]:
    """Return a graph after a patch that is given as text; see `Patch.apply`."""
    return read(text).apply(quads)


def read(text: str) -> Patch:
    """Read RDF Patch: heads, prefixes, rows in transactions; what is not whole or not understood is a StoreError.

    Rows count in their order; those of a transaction that was given up (TA) count nothing.
    """
    found = _Reading()
    for number, line in enumerate(re.split(r"\r?\n", text), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            found.take(line.strip(), number)
    if found.open:
        raise StoreError("the patch ends within a transaction: its last line is to be TC (commit) or TA (give up)")
    return Patch(frozenset(found.deleted), frozenset(found.added), tuple(found.head))


class _Reading:
    """A patch as far as it was read."""

    def __init__(self) -> None:
        self.head: list[tuple[str, str]] = []
        self.prefixes: dict[str, str] = {}
        self.deleted, self.added = set[Quad](), set[Quad]()
        self.kept = (set[Quad](), set[Quad]())
        self.open = False

    def take(self, line: str, number: int) -> None:
        whole = _LINE.fullmatch(line)
        if not whole or not line.endswith("."):
            raise StoreError(f"line {number} of the patch is not understood: {line[:80]}")
        code, rest = whole.groups()
        try:
            self._codes()[code](rest)
        except (SyntaxError, ValueError, KeyError) as error:
            raise StoreError(f"line {number} of the patch is not understood: {line[:80]}") from error

    def _codes(self) -> Mapping[str, Callable[[str], None]]:
        return {
            "H": self._head, "TX": self._begin, "TC": self._commit, "TA": self._give_up,
            "PA": self._prefix, "PD": self._no_prefix, "A": self._add, "D": self._delete,
        }  # fmt: skip

    def _head(self, rest: str) -> None:
        name, value = rest.split(maxsplit=1)
        self.head.append((name, value))

    def _begin(self, rest: str) -> None:
        if self.open or rest:
            raise ValueError
        self.open, self.kept = True, (set(self.deleted), set(self.added))

    def _commit(self, rest: str) -> None:
        if not self.open or rest:
            raise ValueError
        self.open = False

    def _give_up(self, rest: str) -> None:
        self._commit(rest)
        self.deleted, self.added = self.kept

    def _prefix(self, rest: str) -> None:
        found = _PREFIX.fullmatch(rest)
        if not found:
            raise ValueError
        self.prefixes[found[1]] = found[2] or found[3]

    def _no_prefix(self, rest: str) -> None:
        del self.prefixes[rest.strip('":')]

    def _add(self, rest: str) -> None:
        quad = _quad(rest, self.prefixes)
        if quad in self.deleted:
            self.deleted.remove(quad)
        else:
            self.added.add(quad)

    def _delete(self, rest: str) -> None:
        quad = _quad(rest, self.prefixes)
        if quad in self.added:
            self.added.remove(quad)
        else:
            self.deleted.add(quad)


def _quad(rest: str, prefixes: Mapping[str, str]) -> Quad:
    """Return the triple or quad of a row."""
    terms = [_whole(term, prefixes) for term in _TERM.findall(rest)]
    if _TERM.sub("", rest).strip() or len(terms) not in (3, 4):
        raise ValueError(rest)
    found: Quad
    (found,) = parse(f"{' '.join(terms)} .".encode(), format=RdfFormat.N_QUADS)
    if isinstance(found.subject, BlankNode) or isinstance(found.object, BlankNode):
        raise ValueError(rest)
    return found


def _whole(term: str, prefixes: Mapping[str, str]) -> str:
    """Return a term with its prefix written out, that of a datatype too."""
    found = _PREFIXED.fullmatch(term)
    return f"{found[1] or ''}<{prefixes[found[2]]}{found[3]}>" if found else term


def _rows(code: str, quads: Collection[Quad]) -> Iterator[str]:
    yield from sorted(f"{code} {quad} ." for quad in quads)


def _demand(wrong: Collection[Quad], what: str, does: str) -> None:
    if wrong:
        first = min(map(str, wrong))
        others = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        raise StoreError(f"the patch is for another graph: this one {what} what it {does}: {first}{others}")
