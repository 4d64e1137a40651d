"""Tables and quotes: what the pages are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape as plain
from urllib.parse import urlsplit

from markupsafe import Markup
from pyoxigraph import Literal, NamedNode

from remit.names import expand
from remit.publishing.naming import Text
from remit.publishing.pages.frame import WEB, Here, anchor, spoken
from remit.publishing.things import Thing
from remit.questions.question import Column

COLUMN_ORDER = ("head", "number", "title", "term", "executors", "remarks")


@dataclass(frozen=True)
class Row:
    """A row of a table: its cells, and the quotes that it rests on."""

    cells: tuple[Markup, ...]
    why: tuple[Markup, ...] = ()
    key: str = ""


@dataclass(frozen=True)
class Table:
    """A table: an id for links to it, its caption, the words over its columns, its rows, how many there are in all.

    `name` tells it from another one of the same caption on the page.
    """

    key: str
    caption: Markup
    columns: tuple[Markup, ...]
    rows: tuple[Row, ...]
    total: int
    name: str = ""

    @cached_property
    def long(self) -> tuple[bool, ...]:
        """Return which columns hold long words, so that they are given room."""
        return tuple(any(len(row.cells[n]) > 90 for row in self.rows) for n in range(len(self.columns)))

    @cached_property
    def style(self) -> Markup:
        """Return the words over the columns for the style sheet, which writes them before the cells on a narrow screen.

        The first column and long ones explain themselves.
        """
        named = [(n, column.striptags()) for n, column in enumerate(self.columns) if n and not self.long[n]]
        return Markup(";".join(f"--c{n + 1}:'{_css(words)}'" for n, words in named))

    @property
    def why(self) -> bool:
        """Return whether a row has quotes."""
        return any(row.why for row in self.rows)


def _css(words: str) -> str:
    """Return words as they may stand in a string of CSS: nothing but letters, digits, blanks and harmless marks."""
    return re.sub(r"[^\w .,–-]", " ", words)


def parts_table(here: Here, kind: str, parts: Sequence[Thing], most: int) -> Table:
    """Return the parts of a thing that are of one class as a table, in the order of the source."""
    verbs = [expand(curie) for curie in here.site.settings["tables"][kind]]
    said = {t.predicate.value for part in parts for t in part.triples}
    shown = [verb for verb in verbs if verb in said]
    ordered = sorted(parts, key=lambda part: _position(here, part))
    rows = tuple(Row(tuple(_cells(here, part, shown)), quotes(here, (part.iri,))) for part in ordered[:most])
    names = here.site.names
    columns = tuple(spoken(names.property(verb, here.language), here.language) for verb in shown)
    return Table(
        kind.lower(), spoken(names.kind(kind, here.language, many=True), here.language), columns, rows, len(parts)
    )


def _cells(here: Here, part: Thing, verbs: Iterable[str]) -> Iterator[Markup]:
    for verb in verbs:
        values = [here.value(triple.object) for triple in part.triples if triple.predicate.value == verb]
        yield Markup(", ").join(values)


def _position(here: Here, part: Thing) -> tuple[int, list[tuple[int, int, int]], str]:
    places = sorted(_where(here, place.value) for place in part.values("remit:standsAt"))
    return (int(part.text("remit:order") or 0), places, part.iri)


def _where(here: Here, iri: str) -> tuple[int, int, int]:
    place = here.site.things.every.get(iri)
    if place is None:
        return (0, 0, 0)
    column = place.text("remit:column")
    rank = COLUMN_ORDER.index(column) if column in COLUMN_ORDER else len(COLUMN_ORDER)
    return (int(place.text("remit:row") or 0), rank, int(place.text("remit:firstCharacter") or 0))


def quotes(here: Here, nodes: Iterable[str], columns: Sequence[str] = ()) -> tuple[Markup, ...]:
    """Return what the source says at the places of some things, in its order; of the named columns alone if any."""
    found: dict[str, tuple[int, int, int]] = {}
    for node in nodes:
        thing = here.site.things.every.get(node)
        for place in thing.values("remit:standsAt") if thing else ():
            stands = here.site.things.every.get(place.value)
            if stands and (not columns or stands.text("remit:column") in columns):
                found[place.value] = _where(here, place.value)
    return tuple(quote(here, place) for place in sorted(found, key=lambda place: (found[place], place)))


def quote(here: Here, iri: str) -> Markup:
    """Return what the source says at a place, and where that is; made once a language."""
    key = (iri, here.language)
    if key not in here.site.quotes:
        place = here.site.things.every[iri]
        column = place.text("remit:columnName") or place.text("remit:column").capitalize()
        where = (place.text("remit:page"), place.text("remit:row"), column)
        here.site.quotes[key] = quoted(here, *where, place.text("remit:text"))
    return here.site.quotes[key]


def quoted(here: Here, page: str, row: str, column: str, words: str) -> Markup:
    """Return words of the source, and where they stand."""
    form = here.words["place" if page not in ("", "0") else "place_no_page"]
    own = f' lang="{here.site.spoken}"' if here.site.spoken not in ("", here.language) else ""
    where = form.format(page=page, row=row, column=column)
    return Markup(f"<b>{plain(where)}:</b> <q{own}>{plain(words)}</q>")


def answer_cell(here: Here, column: Column, term: object) -> Markup:
    """Return one value of an answer; an IRI leads to its page."""
    if isinstance(term, NamedNode) and column.kind == "iri":
        return here.link(term.value, _name(here, column.show, term.value))
    if not isinstance(term, Literal):
        return Markup(plain(getattr(term, "value", "")))
    words = term.value.split()
    if words and all(word.startswith(WEB) for word in words):
        return Markup(", ").join(_address(here, word) for word in words)
    foreign = here.site.spoken if here.site.spoken != here.language and column.kind == "string" else ""
    return spoken(Text(term.value, term.language or foreign), here.language)


def _address(here: Here, iri: str) -> Markup:
    if iri in here.site.every:
        return here.link(iri)
    return anchor(Text(urlsplit(iri).netloc.removeprefix("www.")), iri, here.language)


def _name(here: Here, show: str, iri: str) -> Text:
    thing = here.site.every.get(iri)
    if show == "id" and thing and iri not in here.site.concepts:
        return Text(thing.text("remit:code") or iri.rpartition("/")[2])
    names = here.site.names
    return names.short(iri, here.language) if show == "notation" else names.label(iri, here.language)
