"""Words as people type them: folding for comparison, and forms → regular expressions.

A form is written as people write a text; `data/language/README.md` says how.

>>> import re
>>> bool(re.fullmatch(pattern("(once|twice) in (the) year – {n}", {"n": "[0-9]+"}), "once in  year—2"))
True
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import accumulate

import yaml

from remit import bundle

DASHES = "-‐‑‒–—−"
QUOTES = "'’‘ʼ`´"
DASH = rf"\s*[{DASHES}]\s*"
HYPHEN = rf"[{DASHES}\s]?"
APOSTROPHE = f"[{QUOTES}]"
#: Capital and small letters of the scripts that have both (Latin, Greek, Cyrillic), to stand in a pattern's brackets.
_LETTERS = [*map(chr, (*range(0x250), *range(0x370, 0x530), *range(0x1E00, 0x2000)))]
CAPITALS, SMALL = "".join(filter(str.isupper, _LETTERS)), "".join(filter(str.islower, _LETTERS))

_TOKEN = re.compile(r"\\.|\{\w+\}|[()|]|\s*–\s*|\s+|[^\\{}()|\s–]")


@cache
def _lookalikes() -> dict[int, str]:
    text = (bundle.folder("data") / "language" / "lookalikes.yaml").read_text(encoding="utf-8")
    return str.maketrans({**yaml.safe_load(text), **dict.fromkeys("\u00a0\u2007\u202f\u2009", " ")})


@cache
def _small_lookalikes() -> dict[int, str]:
    """Return the small letters whose capitals alone look Latin (к, т, в): both are one when texts are compared."""
    small = {chr(letter).lower(): like.lower() for letter, like in _lookalikes().items() if like != " "}
    return str.maketrans({letter: like for letter, like in small.items() if len(letter) == 1})


def plain(text: str) -> str:
    """Return `text` with the letters that look Latin made Latin; every character keeps its place."""
    return text.translate(_lookalikes())


def cut(text: str, joint: re.Pattern[str]) -> list[str]:
    """Return the parts of `text`, as written, between the places where `joint` is found in plain letters."""
    joints = [found.span() for found in joint.finditer(plain(text))]
    starts, ends = [0, *(end for _, end in joints)], [*(start for start, _ in joints), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


@lru_cache(maxsize=1 << 16)
def key(text: str, alike: tuple[tuple[str, ...], ...] = ()) -> str:
    """Return what is compared of a spelling: no capitals, one kind of dash and blank, no apostrophe.

    >>> key("North – Keeper’s  Council") == key("north keeper's council")
    True
    >>> key("Технический отчёт", (("е", "ё"),)) == key("технический отчет")
    True
    """
    folded = re.sub(rf"[{DASHES}\s]+", " ", _letters(text))
    folded = re.sub(APOSTROPHE, "", folded).strip(' .,:"“”«»()')
    for first, *others in alike:
        for other in others:
            folded = folded.replace(_letters(other), _letters(first))
    return folded


def _letters(text: str) -> str:
    return plain(text).lower().translate(_small_lookalikes())


def pattern(form: str, names: Mapping[str, str]) -> str:
    """Return the regular expression of a form; a `{name}` that is not in `names` is a KeyError."""
    tokens = _TOKEN.findall(form)
    made, at = "", 0
    while at < len(tokens):
        piece, at = _element(tokens, at, names)
        made += piece
    return made


@lru_cache(maxsize=1 << 14)
def plain_pattern(form: str) -> str:
    """Return the regular expression of a form without names; the same words are asked for at every reading."""
    return pattern(form, {})


def _element(tokens: list[str], at: int, names: Mapping[str, str]) -> tuple[str, int]:
    token = tokens[at]
    if token == "(":
        return _bracket(tokens, at, names)
    if token.startswith("{"):
        return names[token[1:-1]], at + 1
    if token.startswith("\\"):
        return re.escape(token[1:]), at + 1
    if token.isspace():
        return r"\s+", at + 1
    if token.strip() == "–":
        return DASH, at + 1
    if token == "-":
        return HYPHEN, at + 1
    if token in QUOTES:
        return APOSTROPHE, at + 1
    return (token if token == "|" else _letter(token)), at + 1


@lru_cache(maxsize=1 << 12)
def _letter(letter: str) -> str:
    """Return the pattern of a letter; where only its capital looks Latin (К, В), both are one of a class."""
    alike = sorted({plain(letter), plain(letter.lower()), plain(letter.upper())})
    return re.escape(plain(letter)) if len({each.lower() for each in alike}) == 1 else f"[{''.join(alike)}]"


def _bracket(tokens: list[str], at: int, names: Mapping[str, str]) -> tuple[str, int]:
    """Translate `(words) ` as optional together with its blank, `(a|b)` as a choice, `(a|b|)` as an optional one."""
    close = _closing(tokens, at)
    inner = tokens[at + 1 : close]
    depths = accumulate({"(": 1, ")": -1}.get(token, 0) for token in inner)
    chosen = any(token == "|" and depth == 0 for token, depth in zip(inner, depths, strict=True))
    optional = not chosen or inner[-1] == "|"
    inner = inner[:-1] if chosen and optional else inner
    made, inside = "", 0
    while inside < len(inner):
        piece, inside = _element(inner, inside, names)
        made += piece
    if not optional:
        return f"(?:{made})", close + 1
    blank = close + 1 < len(tokens) and tokens[close + 1].isspace()
    return f"(?:(?:{made})" + (r"\s+" if blank else "") + ")?", close + 1 + blank


def _closing(tokens: list[str], at: int) -> int:
    depth = 0
    for index in range(at, len(tokens)):
        depth += {"(": 1, ")": -1}.get(tokens[index], 0)
        if depth == 0:
            return index
    raise ValueError(f"a bracket is not closed in the form {''.join(tokens)!r}")
