"""Where the SERVICE blocks of a query stand, and whether each is one that can be asked soundly.

A block stands directly in the WHERE of the query, or directly in an OPTIONAL that stands there. What stands before it
is asked first; so its triples begin with a variable that is bound there. What it alone binds may be filtered, computed
with, selected and sorted by, but no later pattern may have it: where an endpoint is dead it is open, and an open
variable in a pattern would fit everything. Whatever else there is, is refused (`Unfit`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import QuerySolutions, Store

from remit.federation.groups import Filter, bindings, filters, lead, lie_bare
from remit.federation.tokens import Token, closing, joined, tokens, variables

_UNSTEADY = {"RAND", "UUID", "STRUUID", "BNODE", "NOW"}
#: (from, to, what stands there instead), in characters.
Swap = tuple[int, int, str]


class Unfit(Exception):
    """A query with SERVICE that is not asked: why, and the character at which it stands."""

    def __init__(self, why: str, start: int) -> None:
        """Keep both."""
        super().__init__(why)
        self.start = start


@dataclass(frozen=True)
class Block:
    """One SERVICE block: whom it asks, its variables, those it shares with what stands before, those that are sent.

    `before` are the spans of text that stand before it, the second in braces of its own; `guards` let the filters
    there narrow what is sent; `open` is a variable of ours that marks rows for which nobody answered, and `loose` are
    the filters that let these pass.
    """

    iri: str
    inside: str
    names: tuple[str, ...]
    shared: tuple[str, ...]
    sent: tuple[str, ...]
    start: int
    end: int
    before: tuple[tuple[int, int], ...]
    open: str
    loose: tuple[Filter, ...]
    guards: tuple[Swap, ...]


@dataclass(frozen=True)
class Plan:
    """A query with its blocks in their order."""

    text: str
    prologue: str
    blocks: tuple[Block, ...]

    @property
    def skeleton(self) -> str:
        """Return the query with an empty answer for each block, each line where it was."""
        return swapped(self.text, 0, len(self.text), [empty(self.text, block) for block in self.blocks])

    def local(self, block: Block, filled: Sequence[Swap], columns: Iterable[str]) -> str:
        """Return the query for what stands before a block, each row once."""
        return _local(self.text, self.prologue, block.before, [*filled, *block.guards], columns, "DISTINCT")


def speaks_of_service(text: str) -> bool:
    """Return whether a query has the word SERVICE anywhere but in strings, IRIs and comments."""
    return "service" in text.lower() and any("SERVICE" in token.keyword for token in tokens(text))


def plan(text: str) -> Plan:
    """Return the blocks of a query; one that is not asked is Unfit."""
    said = tokens(text)
    main = _main(said)
    end = closing(said, main)
    _check_words(said, main, end)
    prologue = joined(said[: _first(said, "SELECT")])
    blocks: list[Block] = []
    for index, token in enumerate(said):
        if token.keyword == "SERVICE":
            blocks.append(_block(text, said, (main, end), index, prologue, blocks))
    return Plan(text, prologue, tuple(blocks))


def swapped(text: str, start: int, end: int, swaps: Iterable[Swap]) -> str:
    """Return a part of a text with spans exchanged; of two that overlap the first in order counts."""
    parts, position = [], start
    for begun, ended, new in sorted(swaps):
        if position <= begun and ended <= end:
            parts += [text[position:begun], new]
            position = ended
    return "".join([*parts, text[position:end]])


def empty(text: str, block: Block) -> Swap:
    """Return the swap of a block by an answer without rows: one that is filtered away, as rdflib stops at none."""
    lines = "\n" * text.count("\n", block.start, block.end)
    names, none = " ".join(f"?{name}" for name in block.names), " ".join("UNDEF" for _ in block.names)
    return block.start, block.end, f"{{ VALUES ({names}) {{ ({none}) }} FILTER(false) }}{lines}"


def _block(
    text: str, said: Sequence[Token], main: tuple[int, int], index: int, prologue: str, earlier: Sequence[Block]
) -> Block:
    optional = _standing(said, main[0], index)
    stop = closing(said, index + 2)
    iri, inside = _endpoint(said, index), said[index + 3 : stop]
    before = [(said[main[0]].end, said[optional - 1 if optional else index].start)]
    before += [(said[optional].end, said[index].start)] if optional else []
    answered = [empty(text, each) for each in earlier]
    names = _variables(f"{prologue} SELECT * WHERE {{ {joined(inside)} }}", said[index])
    known = _variables(_local(text, prologue, before, answered, (), ""), said[index])
    outer = _variables(_local(text, prologue, before[:1], answered, (), ""), said[index])
    sent = tuple(sorted(lead(inside) & known))
    if not sent:
        raise Unfit(
            "a SERVICE block begins with triples that have a variable of the patterns before it; "
            "write it behind them, for what they bind is what is asked about",
            said[index].start,
        )
    loose = _loose(said, main, (index, stop), optional, names - known, (names | known) - outer)
    return Block(
        iri, joined(inside), tuple(sorted(names)), tuple(sorted(names & known)), sent,
        said[index].start, said[stop].end, tuple(before), _free(said, len(earlier)), loose,
        _guards(said, main, optional, index),
    )  # fmt: skip


def _guards(said: Sequence[Token], main: tuple[int, int], optional: int, index: int) -> tuple[Swap, ...]:
    """Return the filters that may be tried before a block: those of its own groups; one with a pattern is left out."""
    found = list(filters(said, main[0] + 1, optional or index))
    found += filters(said, optional + 1, index) if optional else []
    return tuple((each.start, each.end, "" if each.nested else each.guarded) for each in found)


def _loose(
    said: Sequence[Token], main: tuple[int, int], block: tuple[int, int], optional: int, own: set[str], outer: set[str]
) -> tuple[Filter, ...]:
    """Return the filters that speak of what a block alone binds; a later pattern that has it is Unfit.

    Behind the OPTIONAL in which it stands, all that this one binds is its own.
    """
    behind = block[1] + 1
    if optional:
        own, behind = _tainted(said, behind, closing(said, optional), own), closing(said, optional) + 1
    own = _tainted(said, behind, main[1], own | (outer if optional else set()))
    found = [each for each in _every_filter(said, *main) if each.names & own and not _between(said, block, each)]
    if nested := next((each for each in found if each.nested), None):
        raise Unfit("EXISTS cannot speak of what a SERVICE block binds", nested.start)
    return tuple(found)


def _tainted(said: Sequence[Token], start: int, end: int, own: set[str]) -> set[str]:
    """Return what a block binds, and what is computed from that; a pattern that has any of it is Unfit."""
    for index, expression, name in bindings(said, start, end):
        if variables(said[index:expression]) & own:
            own = own | {name}
    for token in lie_bare(said, start, end):
        if token.text[1:] in own:
            raise Unfit(
                f"{token.text} stands in a later pattern, and a SERVICE block binds it; "
                "compare it in a FILTER, or let the patterns before the block bind it",
                token.start,
            )
    return own


def _every_filter(said: Sequence[Token], main: int, end: int) -> list[Filter]:
    """Return the filters of the query's own group and of the optional groups in it."""
    found = list(filters(said, main + 1, end))
    index = main + 1
    while index < end:
        if said[index].keyword == "OPTIONAL" and said[index + 1].text == "{":
            found += filters(said, index + 2, closing(said, index + 1))
        index = closing(said, index) + 1 if said[index].text in "{([" else index + 1
    return found


def _between(said: Sequence[Token], block: tuple[int, int], each: Filter) -> bool:
    return said[block[0]].start < each.start < said[block[1]].end


def _standing(said: Sequence[Token], main: int, index: int) -> int:
    """Return the brace of the OPTIONAL in which a block stands, 0 if in none; a block elsewhere is Unfit."""
    around = [n for n in range(index) if said[n].kind == "mark" and said[n].text in "{([" and closing(said, n) > index]
    if around == [main]:
        return 0
    if len(around) == 2 and around[0] == main and said[around[1]].text == "{":
        if said[around[1] - 1].keyword == "OPTIONAL":
            inner = said[around[1] : index]
            if any(token.keyword == "SERVICE" for token in inner):
                raise Unfit("an OPTIONAL holds one SERVICE block; write an OPTIONAL for each", said[index].start)
            return around[1]
    raise Unfit(
        "SERVICE stands directly in WHERE, or directly in an OPTIONAL there; "
        "in UNION, MINUS, EXISTS, a group or a subselect it is not asked",
        said[index].start,
    )


def _endpoint(said: Sequence[Token], index: int) -> str:
    behind = said[index + 1] if index + 1 < len(said) else said[index]
    if behind.keyword == "SILENT":
        raise Unfit("SERVICE is written without SILENT: what a dead endpoint leaves out is said", behind.start)
    if behind.kind != "iri" or index + 2 >= len(said) or said[index + 2].text != "{":
        raise Unfit("SERVICE has the address of an endpoint, in full, between < and >", behind.start)
    return behind.text[1:-1]


def _main(said: Sequence[Token]) -> int:
    """Return the index of the brace that opens the WHERE of a SELECT query."""
    index = _first(said, "SELECT")
    while index < len(said) and said[index].text != "{":
        index = closing(said, index) + 1 if said[index].text == "(" else index + 1
    if index >= len(said) or said[index - 1].keyword != "WHERE" or closing(said, index) >= len(said):
        raise Unfit("a query with SERVICE has the form SELECT … WHERE { … }", said[0].start if said else 0)
    return index


def _first(said: Sequence[Token], keyword: str) -> int:
    return next((n for n, token in enumerate(said) if token.keyword == keyword), len(said))


def _check_words(said: Sequence[Token], main: int, end: int) -> None:
    for index, token in enumerate(said):
        outside = not main <= index <= end and index > _first(said, "SELECT")
        if token.keyword in _UNSTEADY:
            raise Unfit(f"{token.keyword} tells another value each time; a query with SERVICE has none", token.start)
        if "SERVICE" in token.keyword and token.keyword != "SERVICE":
            raise Unfit(f"{token.text} cannot be told from SERVICE; put a blank between", token.start)
        if outside and (token.keyword == "FROM" or token.text == "{"):
            what = "names no graphs with FROM" if token.keyword == "FROM" else "has patterns in WHERE alone"
            raise Unfit(f"a query with SERVICE {what}", token.start)


def _local(
    text: str, prologue: str, before: Sequence[tuple[int, int]], swaps: Sequence[Swap], columns: Iterable[str], how: str
) -> str:
    first, *inner = [swapped(text, start, end, swaps) for start, end in before]
    nested = "".join(f"{{ {each}\n}}" for each in inner)
    return f"{prologue} SELECT {how} {' '.join(f'?{c}' for c in columns) or '*'} WHERE {{ {first}\n{nested} }}"


def _variables(query: str, at: Token) -> set[str]:
    if speaks_of_service(query):
        raise Unfit("a SERVICE block holds no other one", at.start)
    try:
        result = Store().query(query)
    except SyntaxError as error:
        why = str(error).splitlines()[0]
        raise Unfit(f"SERVICE or what stands before it cannot be read: {why}", at.start) from None
    assert isinstance(result, QuerySolutions)
    return {variable.value for variable in result.variables}


def _free(said: Sequence[Token], number: int) -> str:
    name = f"_open{number}"
    while name in variables(said):
        name = f"_{name}"
    return name
