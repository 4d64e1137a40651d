"""The values of a spreadsheet as it shows them: numbers, percentages and dates by their format.

Not attempted: fractions, conditions and colours of a format; such a number is shown plain.
A date whose format follows the settings of a computer is shown as 2017-04-12.

>>> shown(2017, "General"), shown(0.255, "0.0%"), shown(1234.5, "#,##0.00"), shown(211, '0"."0"."0')
('2017', '25.5%', '1,234.50', '2.1.1')
>>> from datetime import date
>>> day = date(2017, 4, 2)
>>> shown(day, "d mmmm yyyy"), shown(day, "[$-419]mmm yy"), shown(day, "mm-dd-yy")
('2 April 2017', 'апр. 17', '2017-04-02')
"""

from __future__ import annotations

import locale
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

#: Formats that follow the settings of the computer, as they are named by their numbers (14 and 22).
_BY_COMPUTER = {"mm-dd-yy": "yyyy-mm-dd", "m/d/yy h:mm": "yyyy-mm-dd hh:mm"}
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|(?P<pad>_.)|(?P<fill>\*.)|\[(?P<bracket>[^\]]*)\]?|(?P<general>General)'
    r"|(?P<half>AM/PM|A/P)|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?)|(?P<digits>[0#?][0#?,]*(?:\.[0#?]+)?,*)|(?P<percent>%)"
    r"|(?P<at>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_PLAIN_NUMBER = re.compile(r"[?#0]\s*/\s*[?#0\d]|E[+-]|\[[<>=]", re.IGNORECASE)
_LOCALE = re.compile(r"\[\$[^\]-]*-([0-9a-f]+)\]", re.IGNORECASE)
#: A cell holds numbers to 1.8e308, and all their digits may be shown.
WIDE = Context(prec=400)
#: A token of a format: its kind and its text.
_Token = tuple[str, str]


def shown(value: Any, number_format: str | None) -> str:
    """Return a value as the spreadsheet shows it."""
    form = number_format or "General"
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, timedelta):
        return _duration(value)
    if isinstance(value, (datetime, date, time)):
        return _date(value, _BY_COMPUTER.get(form.split(";")[0], form.split(";")[0]))
    return _number(value, form)


# --- numbers --------------------------------------------------------------------------------------


def _number(value: float, form: str) -> str:
    if _PLAIN_NUMBER.search(form) or value != value or abs(value) == float("inf"):
        return plain_number(value)
    section, signed = _section(value, form)
    tokens = _tokens(section)
    digits = [text for kind, text in tokens if kind == "digits"]
    number = abs(Decimal(repr(value))) * 100 ** min(sum(kind == "percent" for kind, _ in tokens), 5)
    pieces = iter(_pieces(number, digits) if digits else ())
    if section and not digits and not any(kind in ("general", "quoted") for kind, _ in tokens):
        return plain_number(value)
    printed = {"digits": lambda _: next(pieces), "general": lambda _: plain_number(abs(value) if signed else value)}
    text = "".join(printed.get(token[0], _literal)(token) for token in tokens).strip()
    return f"-{text}" if signed and value < 0 and re.search(r"[1-9]", text) else text


def plain_number(value: float) -> str:
    """Return a number as a cell without format shows it: whole numbers whole, others to eleven digits.

    >>> plain_number(2017.0), plain_number(0.1 + 0.2), plain_number(2.1)
    ('2017', '0.3', '2.1')
    """
    if value == value and abs(value) < 1e15 and value == int(value):
        return str(int(value))
    return f"{value:.11g}"


def _section(value: float, form: str) -> tuple[str, bool]:
    """Return the part of a format that is for a value, and whether it still needs its sign."""
    sections = _split(form)
    if value < 0 and len(sections) > 1:
        return sections[1], False
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], True


def _split(form: str) -> list[str]:
    """Return the sections of a format; a semicolon in quotes or brackets, or escaped, parts none."""
    return re.findall(r'(?:^|(?<=;))((?:"[^"]*"?|\\.|\[[^\]]*\]?|[^;"\\\[])*)', form) or [form]


def _pieces(number: Decimal, digits: Sequence[str]) -> list[str]:
    """Return the digits of a number for each place of a format; the first takes what is left over."""
    whole = "".join(digits[:-1]) + digits[-1].split(".")[0]
    fraction = digits[-1].partition(".")[2]
    fraction, after = fraction.rstrip(","), len(fraction) - len(fraction.rstrip(","))
    scaled = number / 1000 ** min(len(whole) - len(whole.rstrip(",")) + after, 5)
    rounded = f"{scaled.quantize(Decimal(1).scaleb(-min(len(fraction), 15)), ROUND_HALF_UP, WIDE):f}"
    units, _, decimals = rounded.partition(".")
    least = len(fraction.rstrip("#?"))
    decimals = decimals[:least] + decimals[least:].rstrip("0")
    units = units.lstrip("0").zfill(whole.count("0"))
    if "," in whole.rstrip(","):
        units = f"{int(units):,}" if units else ""
    pieces: list[str] = []
    for form in reversed(digits[1:]):
        length = len(re.sub(r"\..*|,", "", form))
        pieces.insert(0, units[-length:])
        units = units[:-length]
    pieces.insert(0, units)
    pieces[-1] += f".{decimals}" if decimals else ""
    return pieces


def _tokens(section: str) -> list[_Token]:
    return [(found.lastgroup or "other", found[found.lastgroup or 0]) for found in _TOKEN.finditer(section)]


def _literal(token: _Token) -> str:
    """Return what a token prints by itself."""
    kind, text = token
    if kind == "bracket":
        return text[1:].partition("-")[0] if text.startswith("$") else ""
    return {"pad": " ", "fill": "", "at": "", "percent": "%"}.get(kind, text)


# --- dates ----------------------------------------------------------------------------------------


def _duration(value: timedelta) -> str:
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _date(value: datetime | date | time, form: str) -> str:
    tokens = _tokens(form)
    lcid = _LOCALE.search(form)
    # The low ten bits name the language; the rest says where, or in which case months stand.
    language = locale.windows_locale.get(int(lcid[1], 16) & 0x3FF | 0x400, "en_US") if lcid else "en_US"
    half = any(kind == "half" for kind, _ in tokens)
    with_day = any(kind == "date" and text.lower() in ("d", "dd") for kind, text in tokens)
    made = []
    dates = [i for i, (kind, _) in enumerate(tokens) if kind == "date"]
    for index, token in enumerate(tokens):
        kind, text = token[0], token[1].lower()
        if kind == "date":
            near = [tokens[i][1].lower()[0] for i in dates]
            at = dates.index(index)
            minute = text in ("m", "mm") and ("h" in near[at - 1 : at] or "s" in near[at + 1 : at + 2])
            made.append(
                _clock(value, text, half) if minute or text[0] in "hs" else _day(value, text, language, with_day)
            )
        elif kind == "half":
            made.append("AM" if getattr(value, "hour", 0) < 12 else "PM")
        elif kind != "bracket":
            made.append(_literal(token))
    return "".join(made).strip()


def _clock(value: Any, text: str, half: bool) -> str:
    """Return hours, minutes or seconds."""
    hour, minute, second = (getattr(value, name, 0) for name in ("hour", "minute", "second"))
    number = {"h": (hour - 1) % 12 + 1 if half else hour, "m": minute, "s": second}[text[0]]
    return f"{number:02}" if len(text) > 1 else str(number)


def _day(value: Any, text: str, language: str, with_day: bool) -> str:
    """Return year, month or day; a time alone has none."""
    if isinstance(value, time):
        return ""
    if text[0] == "y":
        return f"{value.year % 100:02}" if len(text) < 3 else f"{value.year:04}"
    if len(text) < 3:
        number = value.month if text[0] == "m" else value.day
        return f"{number:02}" if len(text) > 1 else str(number)
    from babel.dates import format_date

    letter = "E" if text[0] == "d" else "M" if with_day else "L"
    name = format_date(value, letter * min(len(text), 5), locale=_known(language))
    return str(name)


def _known(language: str) -> str:
    """Return a language that CLDR knows, English for one that it does not."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language))
    except (UnknownLocaleError, ValueError):
        return "en_US"
