"""Whose programme is it: the code in the head of a document, and what it tells of organisation and programme.

A code is at most three short words in capitals and a year: `UO WP/2030`, `P1/2017`, `ПР-2030`.

>>> own = find_own(["Work programme for 2030–2032", "UO WP/2030"], "programme")
>>> own.abbreviation, own.programme, own.pattern
('UO', 'wp', 'UO WP/(?P<year>\\\\d{4})')
>>> find_own(["PROGRAMME FOR 2030-2032", "Approved 12/2029"], "Plan of May").slug
'plan-of-may'
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from remit.names import slug
from remit.programmes import title_pattern, without_years, year_of
from remit.reading import Programme

#: How long the name of a programme may be that is made of its title.
LONGEST = 48
_WORD = r"[A-ZА-ЯЁ0-9.]{0,7}[A-ZА-ЯЁ][A-ZА-ЯЁ0-9.]{0,7}"
_CODE = re.compile(
    rf"(?<![\w.])(?P<stem>{_WORD}(?:[ /–-]{_WORD}){{0,2}})(?P<joint>\s?[/:–-]\s?)"
    r"(?P<year>(?:19|20)\d\d)(?!\d|\s?[–-]\s?\d)"
)


@dataclass(frozen=True)
class Own:
    """An organisation and its programme, as far as a document tells; `slug` names it where nothing else does."""

    slug: str
    label: str
    abbreviation: str = ""
    code: str = ""
    programme: str = ""
    pattern: str = ""
    title_pattern: str = ""
    title: str = ""

    @property
    def path(self) -> str:
        """Return the path of the organisation."""
        return f"organisation/{self.slug}"


def find_own(texts: Iterable[str], stem: str) -> Own:
    """Return what the texts of a head tell; `stem` is the name of the file, which serves where they tell nothing."""
    found = next((found for text in texts if (found := _CODE.search(text))), None)
    fallback = _named(slug(stem).replace(".", "-"))
    called = stem if len(stem) > 1 else fallback
    if found is None:
        return Own(fallback, called)
    words = re.split(r"[ /–-]", found["stem"])
    first = words[0] if len(words) > 1 and words[0].isalpha() and len(words[0]) > 1 else ""
    name = slug(first) or fallback
    programme = slug("-".join(words[1:] if first else words))
    pattern = f"{_verbatim(found['stem'] + found['joint'])}(?P<year>\\d{{4}})"
    return Own(name, first or called, first, found[0], programme, pattern)


def by_title(own: Own, title: str, start: int | None, small: Collection[str]) -> Own:
    """Return an organisation whose programme has no code with the programme known by its title, but for the years.

    `small` are words before the years that go with them (*for*).
    """
    words = without_years(title, small)
    bare = _cut(slug(re.sub(r"\([^()]*\)", " ", words)))
    if own.pattern or not bare or start is None:
        return own
    return replace(own, programme=bare, title=words, title_pattern=title_pattern(title, start))


def _cut(name: str) -> str:
    """Return a name that is not too long, whole words of it."""
    return (name if len(name) <= LONGEST else name[: LONGEST + 1].rpartition("-")[0]).strip("-.")


def revision_of(own: Own, programme: Programme, document: str) -> str:
    """Return what the settings call the revision of a document: `wp-2030`, else after its file."""
    year = year_of({"title_pattern": own.title_pattern}, programme) if own.title_pattern else None
    if own.pattern:
        codes = (re.search(own.pattern, place.text) for place in programme.places)
        year = next((found["year"] for found in codes if found), None)
    return f"{own.programme}-{year}" if year else f"{slug(document.rpartition('.')[0] or document)}-draft".lstrip("-.")


def _named(name: str) -> str:
    """Return a name that is long enough to be one: that of a file called `1` is `organisation-1`."""
    bare = name.strip("-")
    return bare if len(bare) > 1 else f"organisation-{bare}".rstrip("-")


def _verbatim(text: str) -> str:
    """Return a regular expression for a text as it stands, readable."""
    return re.sub(r"([.+*?()\[\]{}|^$\\])", r"\\\1", text)
