"""Read the wording of a programme: all that a careful reader stops at, in the order of the texts.

Each reader of this folder yields notices of some kinds; a kind is a concept of the vocabulary `kind-of-wording`.
Whether a notice matters is for the rules to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from remit.reading import Wording
from remit.understand.lexicon import Lexicon
from remit.wording.abbreviations import abbreviations
from remit.wording.calendar import calendar
from remit.wording.cut_off import cut_off
from remit.wording.echoes import echoes
from remit.wording.letters import letters
from remit.wording.patterns import patterns
from remit.wording.separators import separators
from remit.wording.spelling import spelling
from remit.wording.table import table_of
from remit.wording.texts import Notice, Pages, Text
from remit.wording.variants import variants

READERS: tuple[Callable[[Pages], Iterable[Notice]], ...] = (
    letters,
    patterns,
    separators,
    abbreviations,
    spelling,
    variants,
    echoes,
    cut_off,
    calendar,
)


def read_wordings(texts: Iterable[Text], lexicon: Lexicon) -> tuple[Wording, ...]:
    """Return what is noticed in the texts of one programme, each stretch once for a kind."""
    pages = Pages(tuple(text for text in texts if text.text), lexicon, table_of(lexicon.language.code))
    order = {id(text): place for place, text in enumerate(pages.texts)}
    found = {(order[id(n.text)], n.start, n.end, n.kind): n for n in _notices(pages)}
    return tuple(_wording(found[place]) for place in sorted(found))


def _notices(pages: Pages) -> Iterator[Notice]:
    for reader in READERS:
        yield from reader(pages)


def _wording(notice: Notice) -> Wording:
    cell = notice.text.cell
    said = cell.text[notice.start : notice.end]
    places = cell.spot(notice.start, notice.end)
    return Wording(notice.text.part, notice.kind, said, notice.better, notice.other, places)
