"""What is said beside a page of its other forms, in `Link` headers (FAIR Signposting), by every host alike.

>>> [(each.ending, each.relation, each.language) for each in posts(("en", "ru"))][:3]
[('.html', 'alternate', 'en'), ('.ru.html', 'alternate', 'ru'), ('.ttl', 'describedby', '')]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from remit.names import prefixes
from remit.publishing.forms import FORMS as DATA
from remit.publishing.media import FORMS, MEDIA, SPOKEN


@dataclass(frozen=True)
class Post:
    """A form that a page may have: how the name of its file ends, its media type, its language (of data: none)."""

    ending: str
    media: str
    language: str = ""

    @property
    def relation(self) -> str:
        """Return what the form is to the page."""
        return relation(self.media)

    @property
    def said(self) -> str:
        """Return what follows its address in the header."""
        return f'rel="{self.relation}"; type="{self.media}"' + (
            f'; hreflang="{self.language}"' if self.language else ""
        )

    @property
    def key(self) -> str:
        """Return a name for it that may stand in the name of a variable."""
        return self.ending.strip(".").replace(".", "_")


def relation(media: str) -> str:
    """Return what a form is to its page, by its media type: data describes the thing, the rest is another form."""
    return "describedby" if media in {form.media for form in DATA.values()} else "alternate"


def posts(languages: Sequence[str]) -> tuple[Post, ...]:
    """Return the forms that pages may have in some languages, the first of which is not in the names of files."""
    first, *others = languages
    found = []
    for suffix in FORMS:
        spoken = suffix in SPOKEN
        found.append(Post(f".{suffix}", MEDIA[suffix], first if spoken else ""))
        found += [Post(f".{code}.{suffix}", MEDIA[suffix], code) for code in others if spoken]
    return tuple(found)


@cache
def beside() -> tuple[tuple[str, str], ...]:
    """Return what is published though its IRIs do not begin as those of the data: the ontology and the vocabularies.

    Patterns of their paths (as a host sees them), each with what stands before such a path in the IRI.

    >>> [pattern for pattern, begin in beside()]
    ['^(?:ontology(?:/|$)|vocabulary/)']
    """
    found: dict[str, list[str]] = {}
    for space in (prefixes()["remit"], prefixes()["vocabulary"]):
        begin, slash, name = space.rstrip("#/").rpartition("/")
        found.setdefault(begin + slash, []).append(re.escape(name) + ("/" if space.endswith("/") else "(?:/|$)"))
    return tuple((f"^(?:{'|'.join(names)})", begin) for begin, names in found.items())


def iri_of(base: str, tail: str) -> str:
    """Return the IRI of what has a path on the site, given where the IRIs of the data begin.

    `tail` is the path, without suffix, or what the IRI ends with where that is another; it is decoded.

    >>> iri_of("base/", "body/wg-1"), iri_of("base/", "vocabulary/role") == prefixes()["vocabulary"] + "role"
    ('base/body/wg-1', True)
    """
    return next((begin for pattern, begin in beside() if re.match(pattern, tail)), base) + quoted(tail)


def quoted(path: str) -> str:
    """Return a path as it stands in an address: what it may hold stays as it is, so that it is the end of the IRI."""
    return quote(path, safe="/~.-_()+,=@:;!$&'*")
