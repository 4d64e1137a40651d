"""Lists of countries: *Armenia, Georgia and Moldova*."""

from __future__ import annotations

import re

from remit.understand.lexicon import Lexicon
from remit.understand.words import cut, pattern


def countries(listed: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the paths of the countries of a list; nothing if any word of it is no country."""
    if whole := lexicon.resolve(listed, ("country",)):
        return (whole.path,)
    joint = pattern(lexicon.language.data["and"], {})
    parting = re.compile(rf"\s*,\s*(?:(?:{joint})\s+)?|\s+(?:{joint})\s+", re.IGNORECASE)
    found = [lexicon.resolve(name, ("country",)) for name in cut(listed.strip(), parting)]
    return tuple(record.path for record in found if record) if all(found) else ()
