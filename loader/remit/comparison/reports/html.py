"""A comparison as one page that needs nothing else: both texts side by side, the words that differ marked.

It can be read and filtered without a script: the style sheet looks at what is chosen. The script only counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from remit.comparison.cells import executors, number, remark, term
from remit.comparison.change import Change
from remit.comparison.edition import Row
from remit.comparison.entries import Entry
from remit.comparison.redline import Redline
from remit.comparison.texts import Mark, marks
from remit.names import slug

if TYPE_CHECKING:
    from jinja2 import Template

#: For how many bodies the page has a choice; those with the most rows.
BODIES = 200


@dataclass(frozen=True)
class Text:
    """What stands on one side: number, place, words with those that the other side lacks, who, when, remark."""

    number: str
    spot: str
    words: tuple[Mark, ...]
    executors: tuple[Mark, ...]
    term: tuple[Mark, ...]
    remark: tuple[Mark, ...]


@dataclass(frozen=True)
class Block:
    """A changed row: both sides, the changes as (kind, label, sentence), whom it concerns, what is to be looked at."""

    name: str
    old: Text | None
    new: Text | None
    said: tuple[tuple[str, str, str], ...]
    bodies: str
    look: str


def as_html(redline: Redline) -> str:
    """Return the page."""
    blocks = [(title, [_block(entry, redline) for entry in entries]) for title, entries in redline.parts]
    found = Counter(kind for _, each in blocks for block in each for kind in {name for name, _, _ in block.said})
    holders = Counter(iri for entry in redline.shown for iri in _bodies(entry))
    called = sorted((redline.wording.thing(iri), _short(iri)) for iri, _ in holders.most_common(BODIES))
    return _template().render(
        r=redline,
        word=redline.wording.word,
        language=redline.wording.language,
        text_language=_language(redline),
        headings=[(c.kind, redline.wording.kind(c.kind), redline.says(c)) for c in redline.loud_headings],
        parts=blocks,
        kinds=[(kind, redline.wording.kind(kind), found[kind]) for kind in sorted(found)],
        bodies=called,
        stakes=redline.meaning.of(redline.only) if redline.meaning else (),
        answers=redline.meaning.answers_for(redline.only) if redline.meaning else (),
        links=[redline.link_says(each) for each in redline.meaning.links] if redline.meaning else (),
        reused=redline.meaning.reused if redline.meaning else (),
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    text = (files("remit.comparison.reports") / "page.html").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    return environment.from_string(text)


def _language(redline: Redline) -> str:
    return redline.new.edition.language


def _block(entry: Entry, redline: Redline) -> Block:
    spots = redline.spots(entry)
    name = " → ".join(dict.fromkeys(filter(None, (number(entry.old), number(entry.new)))))
    return Block(
        name,
        _text(entry, entry.old, spots[0], "new"),
        _text(entry, entry.new, spots[1], "gone"),
        tuple(dict.fromkeys(_said(redline.told(entry), redline))),
        " ".join(sorted(map(_short, _bodies(entry)))),
        redline.look(entry),
    )


def _said(changes: list[Change], redline: Redline) -> Iterator[tuple[str, str, str]]:
    for change in changes:
        yield change.kind, redline.wording.kind(change.kind), redline.says(change)


def _bodies(entry: Entry) -> frozenset[str]:
    """Return who is asked, or was, in the rows."""
    return frozenset(duty.holder for row in (*entry.old, *entry.new) for duty in row.duties if duty.holder)


def _short(iri: str) -> str:
    """Return the end of an IRI as one word that a style sheet can name: `body-tc-4`."""
    return slug("-".join(iri.split("/")[-2:]))


def _text(entry: Entry, rows: tuple[Row, ...], spot: str, other: str) -> Text | None:
    """Return what stands on one side; `other` are the stretches that stand on the other side alone."""
    if not rows:
        return None
    cells = (entry.marks, *(marks(read(entry.old), read(entry.new)) for read in (executors, term, remark)))
    mine = (tuple(mark for mark in cell if mark[0] != other) for cell in cells)
    return Text(number(rows), spot, *mine)
