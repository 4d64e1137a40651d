"""Numbers as lists print them: Arabic, Roman, letters."""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
LATIN = "abcdefghijklmnopqrstuvwxyz"
#: The letters that Russian lists count with.
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
#: The longest run of one letter; a number that needs more is printed in digits.
_LONGEST = 30


def roman(number: int) -> str:
    """Return a number in small Roman numerals, in digits where Romans have none.

    >>> roman(2017), roman(0)
    ('mmxvii', '0')
    """
    if not 0 < number < 4000:
        return str(number)
    made = ""
    for value, letters in _ROMAN:
        made += letters * (number // value)
        number %= value
    return made


def letters(number: int, alphabet: str = LATIN) -> str:
    """Return a number as a letter, doubled and trebled after the last one.

    >>> letters(2), letters(28), letters(4, RUSSIAN)
    ('b', 'bb', 'г')
    """
    times, at = divmod(number - 1, len(alphabet))
    return alphabet[at] * (times + 1) if 0 <= times < _LONGEST else str(number)


#: Style of numbering → how it prints a number; other styles print digits.
STYLES: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "russianLower": lambda number: letters(number, RUSSIAN),
    "russianUpper": lambda number: letters(number, RUSSIAN).upper(),
    "none": lambda number: "",
}


def printed(number: int, style: str) -> str:
    """Return a number in a style of numbering.

    >>> printed(4, "upperRoman"), printed(4, "chicago")
    ('IV', '4')
    """
    return STYLES.get(style, str)(number)


def bounded(text: str | None, default: int, most: int = 1_000_000) -> int:
    """Return the number that an attribute holds, between 0 and `most`; the default where it holds none."""
    try:
        return min(max(int(text or ""), 0), most)
    except ValueError:
        return default
