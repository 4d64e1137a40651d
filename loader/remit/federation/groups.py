"""What stands directly in a group of a query: its filters, what BIND computes, the variables of its patterns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from remit.federation.tokens import Token, closing, joined, variables

_NO_TRIPLES = {"FILTER", "BIND", "OPTIONAL", "VALUES", "MINUS", "GRAPH", "SERVICE", "SELECT"}


@dataclass(frozen=True)
class Filter:
    """A filter: where it stands, in characters, its condition and its variables; `nested` where it holds a pattern."""

    start: int
    end: int
    condition: str
    names: frozenset[str]
    nested: bool

    @property
    def guarded(self) -> str:
        """Return the filter as it can be tried early: what is not bound yet may still fulfil it."""
        unbound = "".join(f"!BOUND(?{name}) || " for name in sorted(self.names))
        return f"FILTER({unbound}COALESCE({self.condition}, false))"

    def loosened(self, marks: Sequence[str]) -> str:
        """Return the filter as it lets rows pass that bear one of the marks."""
        return f"FILTER({''.join(f'BOUND(?{mark}) || ' for mark in marks)}({self.condition}))"


def filters(said: Sequence[Token], start: int, end: int) -> Iterator[Filter]:
    """Yield the filters that stand directly between two tokens."""
    for index in _direct(said, start, end):
        if said[index].keyword == "FILTER":
            stop = _constraint(said, index)
            condition = said[index + 1 : stop + 1]
            nested = any(token.text == "{" for token in condition)
            names = frozenset(variables(condition))
            yield Filter(said[index].start, said[stop].end, joined(condition), names, nested)


def bindings(said: Sequence[Token], start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield from which to which token each BIND computes, and the name of what it binds."""
    for index in _direct(said, start, end):
        if said[index].keyword == "BIND":
            stop = closing(said, index + 1)
            yield index, stop - 2, said[stop - 1].text[1:]


def lie_bare(said: Sequence[Token], start: int, end: int) -> Iterator[Token]:
    """Yield the variables of all patterns, those in braces too, but not of what FILTER and BIND compare and compute."""
    index = start
    while index < end:
        token = said[index]
        if token.keyword in ("FILTER", "BIND"):
            stop = _constraint(said, index)
            if any(each.text == "{" for each in said[index : stop + 1]):
                yield from (each for each in said[index : stop + 1] if each.kind == "variable")
            index = stop + 1
            continue
        stop = closing(said, index) if token.kind == "mark" and token.text in "{([" else index
        yield from (each for each in said[index : stop + 1] if each.kind == "variable")
        index = stop + 1


def lead(inside: Sequence[Token]) -> set[str]:
    """Return the variables of the triples with which a group begins."""
    found = set[str]()
    for token in inside:
        if token.keyword in _NO_TRIPLES or token.text == "{":
            break
        found |= variables([token])
    return found


def _direct(said: Sequence[Token], start: int, end: int) -> Iterator[int]:
    """Yield the indices of the tokens that stand in no bracket."""
    index = start
    while index < end:
        yield index
        token = said[index]
        index = closing(said, index) + 1 if token.kind == "mark" and token.text in "{([" else index + 1


def _constraint(said: Sequence[Token], index: int) -> int:
    """Return the last token of what follows FILTER or BIND: brackets, a call, or EXISTS with its group."""
    while index < len(said) and said[index].text not in ("(", "{"):
        index += 1
    return min(closing(said, index), len(said) - 1)
