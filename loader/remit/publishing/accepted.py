"""Which form a program asks for, as regular expressions for hosts that know no other way.

The first that is found counts; they are written as PCRE and RE2 both read them. What is named with the highest quality
is given, to a tenth; of equals, the first of the list below. What is named counts before `*/*`, for which the page is
given; what is refused (`q=0`) is never chosen, and where the page is refused, data is given.

>>> chosen("text/html,application/xhtml+xml,*/*;q=0.8"), chosen("text/turtle;q=0.1, text/html"), chosen("*/*")
('html', 'html', 'html')
>>> chosen("application/ld+json;q=0.9,text/turtle"), chosen("text/turtle;q=0, text/markdown;q=0.2")
('ttl', 'md')
"""

from __future__ import annotations

import re

from remit.publishing.forms import FORMS

#: Suffix → what is accepted where it is given, best first.
NAMES = {
    "html": r"(?:text/html|application/xhtml\+xml)",
    **{suffix: re.escape(form.media) for suffix, form in FORMS.items()},
    "jsonld": r"application/(?:ld\+)?json",
    "md": r"text/markdown",
}
#: Parameters that say no quality.
_OTHERS = r"\s*(?:;\s*[^q;,\s][^;,]*)*"
_END = r"\s*(?:[,;]|$)"
#: How a quality is written, the highest first.
_QUALITIES = (
    rf"(?:;\s*q=1[.0]*{_END}|,|$)",
    *(rf";\s*q=0\.{tenth}[0-9]*{_END}" for tenth in range(9, 0, -1)),
    rf";\s*q=0\.0[0-9]?[1-9]{_END}",
)
_REFUSED = rf";\s*q=0[.0]*{_END}"
_BEGIN = r"(?:^|,)\s*"

#: What is looked for in the header, in small letters, and the suffix of what is given.
PATTERNS = (
    *((f"{_BEGIN}{name}{_OTHERS}{quality}", suffix) for quality in _QUALITIES for suffix, name in NAMES.items()),
    (rf"{_BEGIN}text/html{_OTHERS}{_REFUSED}", "ttl"),
)
#: What is given where nothing is found.
DEFAULT = "html"


def chosen(accept: str) -> str:
    """Return the suffix of what is given for a header."""
    return next((suffix for pattern, suffix in PATTERNS if re.search(pattern, accept, re.IGNORECASE)), DEFAULT)
