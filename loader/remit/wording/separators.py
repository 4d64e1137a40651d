"""Signs between executors: a list whose names are parted now by one sign, now by another.

A semicolon between lists that have commas inside groups them, and is no slip; so nothing is said unless every name
between the signs is a body by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from remit.understand.lexicon import Lexicon
from remit.understand.lists import holders
from remit.wording.texts import Notice, Pages, Text

_SIGN = re.compile(r"\s*([,;&/])\s*")
#: What joins the last name to the others says nothing of how they are parted.
_JOINS = "&"


def separators(pages: Pages) -> Iterator[Notice]:
    """Yield the stretch of each cell in which executors are parted otherwise than by the sign that most have."""
    for text in pages.texts:
        if text.column == "executors" and len(set(_SIGN.findall(text.text))) > 1:
            yield from _mixed(text, pages.lexicon)


def _mixed(text: Text, lexicon: Lexicon) -> Iterator[Notice]:
    signs = list(_SIGN.finditer(text.text))
    inner = [found[1] for found in (signs[:-1] if signs[-1][1] == _JOINS else signs)]
    usual = max(",;", key=inner.count)
    odd = [at for at, sign in enumerate(inner) if sign != usual]
    begins = [0, *(found.end() for found in signs)]
    ends = [*(found.start() for found in signs), len(text.text)]
    names = [text.text[begin:end] for begin, end in zip(begins, ends, strict=True)]
    if odd and usual in inner and all(_is_known(name, lexicon) for name in names):
        first, last = odd[0], odd[-1] + 1
        between = [usual if at in odd else inner[at] for at in range(first, last)]
        right = "".join(f"{name}{sign} " for name, sign in zip(names[first:last], between, strict=True)) + names[last]
        yield Notice(text, begins[first], ends[last], "separators-mixed", right)


def _is_known(name: str, lexicon: Lexicon) -> bool:
    """Return whether words between two signs are known bodies, with no role before them that goes on over a sign."""
    found = holders(name, lexicon)
    return bool(found) and all(holder.known for holder in found)
