"""Read a date as people write it, to the precision that it has.

>>> from remit import bundle
>>> from remit.understand.language import load
>>> english = load(bundle.folder("data") / "language" / "en.yaml")
>>> read_date("April, 2017", english), read_date("12 April 2017", english), read_date("2017", english)
('2017-04', '2017-04-12', '2017')
>>> read_date("in spring 2017", english)
''
"""

from __future__ import annotations

from remit.understand.language import Language
from remit.understand.times import DATED, find_times


def read_date(text: str, language: Language) -> str:
    """Return a year, a month or a day in ISO 8601; an empty text where it is none of these."""
    found = find_times(text.strip(), language)
    if found.text != DATED:
        return ""
    return found.times[0].start if found.times[0].start == found.times[0].end else ""
