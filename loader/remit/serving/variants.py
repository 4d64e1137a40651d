"""The forms of one page: `body/tc-1.12.html`, `.ru.html`, `.ttl`, `.md` are what is given at `body/tc-1.12`.

>>> found = variants(["body/tc-1.html", "body/tc-1.ru.html", "body/tc-1.ru.ics", "body/tc-1.ttl", "index.html"], "en")
>>> [(each.media, each.language) for each in found["body/tc-1"]]
[('text/html', 'en'), ('text/html', 'ru'), ('text/turtle', ''), ('text/calendar', 'ru')]
>>> list(found)
['body/tc-1', '']
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from remit.publishing.media import FORMS, MEDIA, SPOKEN

_NAME = re.compile(r"(?P<stem>.*?)(?:\.(?P<language>[a-z]{2}))?\.(?P<suffix>[a-z]+)", re.DOTALL)
_HOME = re.compile(r"(^|/)index$")


@dataclass(frozen=True)
class Variant:
    """One form of a page: the path of its file, its media type, its language (of data: none)."""

    path: str
    media: str
    language: str = ""


def variants(paths: Iterable[str], first: str) -> dict[str, tuple[Variant, ...]]:
    """Return the forms of each page by its path without suffix; `index` is its folder: `questions/`.

    A page that names no language is in the `first`.
    """
    found: dict[str, list[Variant]] = {}
    for path in paths:
        read = _NAME.fullmatch(path)
        if not read or read["suffix"] not in FORMS:
            continue
        language = (read["language"] or first) if read["suffix"] in SPOKEN else ""
        stem = _HOME.sub(r"\1", read["stem"]) if language else read["stem"]
        found.setdefault(stem, []).append(Variant(path, MEDIA[read["suffix"]], language))
    order = [MEDIA[suffix] for suffix in FORMS]
    return {
        stem: tuple(sorted(each, key=lambda v: (order.index(v.media), v.language != first, v.language)))
        for stem, each in found.items()
    }
