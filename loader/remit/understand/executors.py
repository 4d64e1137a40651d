"""Read an *Executors* cell: who is to do it, in which role.

A cell is a row of executors, parted by commas, semicolons, line ends or nothing at all.
Every form of the language is tried at every word; the reading of the whole cell that costs least wins:
few executors, few missing separators, as little unread text as possible.
What no form reads is kept as an executor without holder, with the reading `unread`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice, pairwise

from remit.reading import Cell, Executor
from remit.registry import UNKNOWN_KIND
from remit.understand.countries import countries
from remit.understand.crowds import is_crowd, is_portfolio
from remit.understand.fields import are_fields, has_noun, listed, parts
from remit.understand.forms import NAME, of_fields, of_one_field, possible
from remit.understand.holders import expand, of_kind, reached_back
from remit.understand.language import Language
from remit.understand.lexicon import NUMBER, Lexicon
from remit.understand.lists import HOLDERS, Holder, holders
from remit.understand.many import is_many
from remit.understand.partings import has_phrase, is_either, is_party, joining, skip
from remit.understand.persons import is_person, rounded
from remit.understand.pieces import Form, Piece
from remit.understand.terms import read_term
from remit.understand.words import cut, pattern, plain

#: Where a piece may begin and end.
_TOKEN = re.compile(rf"{NUMBER}(?!\w)|\w+|[^\s,;/|\\]")
#: What a reading of a cell costs; only the order of the sums matters.
ITEM, UNKNOWN, INNER_COMMA, HIDDEN, NO_SEPARATOR, UNREAD, UNREAD_WORD = 1.0, 6.0, 1.5, 5.0, 3.0, 10.0, 4.0
#: What a small word (*of*, *from*) costs in a name that no registry has: of two readings that without it wins.
SMALL_WORD = 0.1
#: What an *or* costs in a name that no registry has: two names are likelier.
EITHER = 8.0
#: What it costs that words which nothing reads are torn out of others without a separator.
TORN = 20.0
#: What it costs that a bracket opens in words that nothing reads and closes outside them.
UNBALANCED = 5.0
#: What it costs that another executor stands in the brackets of a note.
IN_NOTE = 9.0
#: A piece has no more words than this; a cell with more than `MOST` words is not read at all.
LONGEST, MOST = 60, 400
_PARTING = re.compile(r"[,;]|\n(?!\s*\()")


def read_executors(cell: Cell, lexicon: Lexicon) -> tuple[Executor, ...]:
    """Return the executors of a cell in the order in which they stand."""
    said = read_term(cell.text, lexicon.language).kind
    pieces = () if said == "none" else _cheapest(cell.text, lexicon)
    if said == "status":  # *to be decided*
        pieces = (Piece(0, len(cell.text), None, {}),)
    executors: list[Executor] = []
    reach: Piece | None = None
    for index, piece in enumerate(pieces):
        if index and ")" in cell.text[pieces[index - 1].end : piece.start]:
            reach = None
        read = expand(piece, cell, lexicon, executors, pieces[index + 1 :], reach)
        executors = [*reached_back(executors, piece, lexicon), *read]
        reach = _reach(piece, reach, read)
    return tuple(executors)


def _reach(piece: Piece, reach: Piece | None, read: tuple[Executor, ...]) -> Piece | None:
    """Return the piece whose role goes on over the next comma, if any."""
    if piece.form and piece.form.data.get("reaches"):
        return piece
    goes_on = reach and reach.form and all(executor.role == reach.form.data["role"] for executor in read)
    return reach if goes_on else None


@lru_cache(maxsize=4096)
def _cheapest(text: str, lexicon: Lexicon) -> tuple[Piece, ...]:
    """Return the cheapest row of pieces that covers the text."""
    folded = rounded(plain(text), lexicon.language)
    begin = skip(folded, 0, lexicon.language)[0]
    starts = sorted({word.start() for word in _TOKEN.finditer(folded)})
    if len(starts) > MOST:
        return (Piece(0, len(text), None, {}),)
    best: dict[int, tuple[float, tuple[Piece, ...], bool]] = {begin: (0.0, (), True)}
    for start in starts:
        if start not in best:
            continue
        cost, row, since = best[start]
        for piece, price in _pieces(text, folded, start, lexicon):
            after, parted = skip(folded, piece.end, lexicon.language)
            torn = not parted and _is_listed(piece, lexicon.language)
            torn = torn or (piece.form is None and not (parted and since))
            if "crowd" in piece.groups and not (parted and since):
                continue
            total = cost + price + (0 if parted else NO_SEPARATOR) + (TORN if torn else 0)
            if after not in best or total < best[after][0]:
                best[after] = (total, (*row, piece), parted)
    row = best.get(len(folded), (0.0, (), True))[1]
    return tuple(_parted(row, folded, lexicon.language))


def _is_listed(piece: Piece, language: Language) -> bool:
    """Return whether a piece is a name of several fields: such a list goes on up to what parts it from others."""
    name = piece.groups.get("bodies") or piece.groups.get("body") or ""
    return "," in name and not any(map(str.isdigit, name)) and listed(language).search(plain(name)) is not None


def _parted(row: tuple[Piece, ...], text: str, language: Language) -> Iterator[Piece]:
    parted, between = True, [text[one.end : other.start] for one, other in pairwise(row)]
    either = [is_either(words, language) for words in between]
    for piece, before, after in zip(row, [False, *either], [*either, False], strict=False):
        yield replace(piece, parted=parted, either=before or after)
        parted = skip(text, piece.end, language)[1]


def _pieces(text: str, folded: str, start: int, lexicon: Lexicon) -> Iterator[tuple[Piece, float]]:
    """Yield what may begin at `start`, with its cost: found in plain letters, kept as written."""
    ends = [found.end() for found in islice(_TOKEN.finditer(text, start), LONGEST)]
    for words, end in enumerate(ends, start=1):
        commas = _PARTING.search(text, start, end) is not None
        fields = commas and words <= NAME and listed(lexicon.language).fullmatch(folded, start, end)
        of_one = commas and words <= NAME and _is_alone(folded, start, end)
        some = (*(of_fields(lexicon.language) if fields else ()), *(of_one_field(lexicon.language) if of_one else ()))
        for form in (*possible(words, commas, lexicon.language), *some):
            fits = form.regex.fullmatch(folded, start, end)
            if fits and (found := _piece(text, fits, form, lexicon)):
                yield found
    for words, end in enumerate(ends, start=1):
        if _PARTING.search(text, start, end):
            break
        loose = folded.count("(", start, end) != folded.count(")", start, end)
        yield Piece(start, end, None, {}), UNREAD + UNREAD_WORD * words + (UNBALANCED if loose else 0)


def _is_alone(text: str, start: int, end: int) -> bool:
    """Return whether a stretch is all of its line, or all between two semicolons."""
    return text[:start].rstrip(" ")[-1:] in ("", ";", "\n") and text[end:].lstrip(" ")[:1] in ("", ";", "\n")


def _piece(text: str, found: re.Match[str], form: Form, lexicon: Lexicon) -> tuple[Piece, float] | None:
    """Return the stretch that a form fits with its cost, if all that it names is a name."""
    groups = {name: text[slice(*found.span(name))] for name, said in found.groupdict().items() if said is not None}
    if "parent" in groups and joining(lexicon.language).search(plain(found[0])):
        return None
    if "words" in groups and has_phrase(found[0], lexicon.language):
        return None
    cost = ITEM + float(form.data.get("costs", 0))
    for name, value in groups.items():
        more = price(name, value, form, lexicon)
        if more is None:
            return None
        cost += more
    return Piece(found.start(), found.end(), form, groups), cost


def price(name: str, value: str, form: Form, lexicon: Lexicon) -> float | None:
    """Return what it costs that a form captured `value`: nothing for what is known, None for what does not fit."""
    if value.count("(") != value.count(")"):
        return None
    if name in ("body", "parent", "bodies", "each"):
        found = holders(value, lexicon, own=name == "each")
        alone = (name in ("body", "parent") and len(found) > 1) or _is_office(found, form, lexicon)
        return None if not found or alone or not _may_have(found, form, lexicon) else _unknown(found, lexicon.language)
    if name in ("organisation", "post"):
        return 0 if lexicon.resolve(value, (name,)) else None
    if name == "countries":
        return 0 if countries(value, lexicon) else None
    if name == "many":
        return 0 if is_many(value, lexicon) else None
    if name == "crowd":
        return 0 if is_crowd(value, lexicon) else None
    if name == "place":
        return 0 if next(lexicon.names(value, HOLDERS), None) else None
    if name == "person":
        return 0 if is_person(value, lexicon) else None
    if name in ("fields", "field"):
        return 0 if is_portfolio(value, lexicon) else None
    if name == "note":
        return IN_NOTE if is_party(value, lexicon.language) else 0
    return _portfolio(value, lexicon) if name == "portfolio" else 0


def _unknown(found: tuple[Holder, ...], language: Language) -> float:
    """Return the cost of what no registry has: the numbers of one row count once, small words in a name cost more."""
    small = {word.lower() for word in language.data["unfinished"]}
    stems = {re.sub(r"[\d.]+$", "", holder.name) for holder in found if not holder.known}
    either = sum(EITHER for stem in stems if is_either(plain(stem), language))
    return either + sum(UNKNOWN + SMALL_WORD * sum(word in small for word in stem.lower().split()) for stem in stems)


def _is_office(found: tuple[Holder, ...], form: Form, lexicon: Lexicon) -> bool:
    """Return whether a form that wants bodies (`bodies`) has names without a noun for one: *Head of Housing*."""
    named = (holder.known or has_noun(holder.name, lexicon) or holder.name[-1:].isdigit() for holder in found)
    return bool(form.data.get("bodies")) and not all(named)


def _may_have(found: tuple[Holder, ...], form: Form, lexicon: Lexicon) -> bool:
    """Return whether bodies of these kinds can have the role of a form, where it says which; an unknown kind may."""
    kinds = [UNKNOWN_KIND, *form.data.get("holders", ())]
    records = [lexicon.registry.records.get(holder.path) for holder in found]
    return len(kinds) == 1 or len(found) < 2 or all(r is None or (of_kind(r) in kinds) for r in records)


def _portfolio(words: str, lexicon: Lexicon) -> float | None:
    """Return the cost of a portfolio.

    After a comma it goes on only in small letters or with names of partners;
    a body of the organisation itself in it is rather an executor whose separator is lost.
    """
    _, *more = re.split(r"\s*,\s*", words)
    fields = listed(lexicon.language).fullmatch(words) and are_fields(parts(words, lexicon.language), lexicon)
    goes_on = fields or all(part[:1].islower() or _partners(part, lexicon) for part in more)
    if re.search(r"[;\n]", words) or not goes_on:
        return None
    cost = INNER_COMMA * len(more)
    small = {word.lower() for word in lexicon.language.data["unfinished"]}
    joint = re.compile(pattern(lexicon.language.data["and"], {}), re.IGNORECASE)
    for start, _, record in lexicon.names(words, ("body", "post"), bare=False):
        before = (words[:start].split() or [""])[-1]
        if joint.fullmatch(plain(before)) and not record.data.get("number"):
            cost += INNER_COMMA
        elif before and before.lower() not in small:
            cost += HIDDEN
    return cost


def _partners(part: str, lexicon: Lexicon) -> bool:
    joint = re.compile(rf"\s+(?:{pattern(lexicon.language.data['and'], {})})\s+", re.IGNORECASE)
    return all(lexicon.resolve(name, ("organisation", "country")) for name in cut(part, joint))
