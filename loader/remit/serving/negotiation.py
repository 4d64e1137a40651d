"""Choose among what can be given by what is accepted (RFC 9110, 12.5).

>>> offers = ("text/html", "text/turtle", "application/ld+json")
>>> best("text/turtle;q=0.5, application/ld+json", offers), best("text/*, */*;q=0.1", offers), best("image/png", offers)
('application/ld+json', 'text/html', None)
>>> best_language("de, ru;q=0.5", ("en", "ru")), best_language("de", ("en", "ru"))
('ru', 'en')
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, wraps
from typing import TypeVar

_RANGE = re.compile(
    r"\s*([!#$%&'*+.^_`|~0-9a-z-]+)\s*/\s*([!#$%&'*+.^_`|~0-9a-z-]+)\s*(;.*)?", re.IGNORECASE | re.DOTALL
)
_QUALITY = re.compile(r"\s*q\s*=\s*(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*", re.IGNORECASE)
#: More ranges than these are not looked at.
MOST = 100
#: Of longer headers the choice is not kept: who sends another each time would fill the memory with them.
SHORT = 400
T = TypeVar("T")


def _kept(many: int) -> Callable[[Callable[[str, tuple[str, ...]], T]], Callable[[str, tuple[str, ...]], T]]:
    """Keep so many choices by what is accepted and what is offered."""

    def keeping(choose: Callable[[str, tuple[str, ...]], T]) -> Callable[[str, tuple[str, ...]], T]:
        known = lru_cache(maxsize=many)(choose)
        return wraps(choose)(lambda accept, offers: (known if len(accept) <= SHORT else choose)(accept, offers))

    return keeping


@_kept(4096)
def best(accept: str, offers: tuple[str, ...]) -> str | None:
    """Return the offered media type that is accepted best, the first of equals; None where none is.

    An empty header accepts everything; so does one that cannot be read.
    """
    ranges = _ranges(accept)
    if not ranges:
        return offers[0] if offers else None
    rated = [(_quality(offer, ranges), -at) for at, offer in enumerate(offers)]
    quality, at = max(rated, default=(0.0, 0))
    return offers[-at] if quality > 0 else None


@_kept(1024)
def best_language(accept: str, offers: tuple[str, ...]) -> str:
    """Return the offered language that is accepted best; the first where none is, for some page is better than none."""
    wanted = dict(_weighed(accept))
    rated = [(_language(offer, wanted), -at) for at, offer in enumerate(offers)]
    quality, at = max(rated)
    return offers[-at] if quality > 0 else offers[0]


@_kept(256)
def best_coding(accept: str, offers: tuple[str, ...]) -> str:
    """Return the offered content coding that is accepted best, the first of equals; empty for none.

    None is a choice like others, if it is named.

    >>> best_coding("gzip, br", ("br", "gzip")), best_coding("identity, gzip;q=0.5", ("br", "gzip"))
    ('br', '')
    """
    wanted = dict(_weighed(accept))
    rated = [(wanted.get(offer, wanted.get("*", 0.0)), -at) for at, offer in enumerate(offers)]
    quality, at = max(rated, default=(0.0, 0))
    return offers[-at] if quality > 0 and quality >= wanted.get("identity", 0.0) else ""


def _language(offer: str, wanted: dict[str, float]) -> float:
    exact = [quality for tag, quality in wanted.items() if tag == offer or tag.startswith(offer + "-")]
    return max(exact) if exact else wanted.get("*", 0.0)


def _ranges(accept: str) -> list[tuple[str, str, float]]:
    """Return the media ranges that are well formed: type, subtype, quality."""
    found = []
    for part in accept.split(",")[:MOST]:
        if read := _RANGE.fullmatch(part):
            found.append((read[1].lower(), read[2].lower(), _weight((read[3] or "").split(";")[1:])))
    return found


def _weight(parameters: Iterable[str]) -> float:
    for parameter in parameters:
        if read := _QUALITY.fullmatch(parameter):
            return float(read[1])
    return 1.0


def _quality(offer: str, ranges: Sequence[tuple[str, str, float]]) -> float:
    """Return the quality of the range that fits an offer closest; the highest of several that fit as closely."""
    kind, _, sub = offer.partition("/")
    fitting = [
        ((first == kind) + (second == sub), quality)
        for first, second, quality in ranges
        if first in ("*", kind) and second in ("*", sub)
    ]
    return max(fitting, default=(0, 0.0))[1]


def _weighed(accept: str) -> list[tuple[str, float]]:
    parts = [part.split(";") for part in accept.lower().split(",")[:MOST]]
    return [(part[0].strip(), _weight(part[1:])) for part in parts if part[0].strip()]
