"""In which letters a language is written, as CLDR has it (Babel): a new language file needs no word about it.

>>> script("es"), script("ru"), script("sr-Latn")
('latin', 'cyrillic', 'latin')
"""

from __future__ import annotations

from functools import cache

#: The codes of ISO 15924 → what the scripts are called here.
NAMES = {"Latn": "latin", "Cyrl": "cyrillic"}


@cache
def script(code: str) -> str:
    """Return the script in which a language is mostly written: `latin`, `cyrillic`, or its code in ISO 15924."""
    from babel.core import Locale, UnknownLocaleError, get_global

    try:
        said = Locale.parse(code, sep="-").script
    except (UnknownLocaleError, ValueError):
        said = None
    likely = said or (str(get_global("likely_subtags").get(code, "")).split("_") + [""])[1]
    return NAMES.get(likely, likely)
