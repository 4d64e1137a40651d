"""Tell whether an identifier is mistyped, by its check digits (ISO 7064).

>>> ror("055vkyj43"), ror("055vkyj34"), isni("0000 0001 2191 6593"), isni("0000000121916539")
(True, False, True, False)
"""

from __future__ import annotations

import re
from collections.abc import Callable

#: The digits of Crockford's base 32: no i, l, o and u.
_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_ROR = re.compile(rf"0[{_CROCKFORD}]{{6}}[0-9]{{2}}")
_ISNI = re.compile(r"[0-9]{15}[0-9X]")


def ror(identifier: str) -> bool:
    """Return whether the last two digits of a ROR id are right: MOD 97-10 over base 32."""
    if not _ROR.fullmatch(identifier):
        return False
    number = 0
    for letter in identifier[:-2]:
        number = number * 32 + _CROCKFORD.index(letter)
    return int(identifier[-2:]) == 98 - number * 100 % 97


def isni(identifier: str) -> bool:
    """Return whether the last character of an ISNI is right: MOD 11-2; spaces between its blocks are allowed."""
    written = identifier.replace(" ", "")
    if not _ISNI.fullmatch(written):
        return False
    rest = 0
    for digit in written[:-1]:
        rest = (rest + int(digit)) * 2 % 11
    return "0123456789X"[(12 - rest) % 11] == written[-1]


#: The name of a check in `data/authorities.yaml` → what judges an identifier by it.
CHECKS: dict[str, Callable[[str], bool]] = {"mod-97-10-base-32": ror, "mod-11-2": isni}
