"""Bytes → text: by the mark at its begin, by what a page declares, as UTF-8, else by a guess that is reported.

What is UTF-8 is never guessed at. A guess looks at the sets in which programmes were written before UTF-8;
where two of them fit alike the document is refused.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from remit.errors import SourceError
from remit.formats.limits import refuse_large

#: What to do with a text that is too large.
SMALLER = "a programme is far smaller; keep only its table"
#: The marks by which a text says its set; that of UTF-32 begins as that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta\b[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]+)|^\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""",
    re.I,
)
#: What pages declare when they mean another set (the standard of the web says so).
_MEANT = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gbk",
    "x-cp1251": "cp1251",
    "x-mac-cyrillic": "mac-cyrillic",
    "unicode": "utf-8",
    "utf-16": "utf-8",
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
}
#: The sets that are read.
_KNOWN = re.compile(
    r"utf-?8|iso-8859-\d+|(?:windows-|cp)\d{3,4}|koi8-[ru]|mac-\w+|gbk|gb18030|big5|shift_jis|euc-(?:jp|kr)"
)
#: The sets that are guessed, and what people call them; one of a byte a letter holds no zero byte.
_WIDE = {"utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
_NARROW = {
    "cp1251": "Windows-1251",
    "cp1252": "Windows-1252",
    "koi8_r": "KOI8-R",
    "cp866": "CP866",
}
#: How much of a text is looked at to guess, in characters.
_LOOKED_AT = 100_000
#: How odd a text may be in the measure of charset-normalizer, and which share of its words in ours.
_CHAOS, _MOST_ODD = 0.5, 0.2
#: Control characters that no text holds.
_CONTROL = re.compile(r"[\0-\x08\x0e-\x1f]")
#: Signs that are no letters and yet stand in programmes.
_SIGNS = frozenset("№°±§©®€$+=<>|~^`×÷")


@dataclass(frozen=True)
class Decoded:
    """The text of a document, the mark before it, its character set, and whether that was guessed."""

    text: str
    charset: str
    mark: bytes = b""
    guessed: bool = False

    @property
    def called(self) -> str:
        """Return what people call the character set."""
        return {**_WIDE, **_NARROW}.get(self.charset, self.charset.upper())


def decoded(data: bytes, path: Path, page: bool = False) -> Decoded:
    """Return a text with its character set; what is no text, or in no set that can be told, is a SourceError.

    >>> decoded("Срок; Исполнители".encode("cp1251"), Path("plan.csv")).called
    'Windows-1251'
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Decoded(_marked(data[len(mark) :], name, path), name, mark)
    declared = _declared(data, path) if page else "utf-8"
    for name in dict.fromkeys((declared, "utf-8")):
        if (text := _in(data, name)) is not None:
            return Decoded(text, name)
    name = _guessed(data)
    if not name:
        raise SourceError(_untold(data, path, declared))
    return Decoded(data.decode(name), name, guessed=True)


def plain_text(data: bytes, path: Path) -> str:
    """Return a plain text; what is no text is a SourceError."""
    refuse_large(data, path, SMALLER)
    text = decoded(data, path).text
    if _CONTROL.search(text):
        raise SourceError(f"{path}: this is not a text but binary data; a programme is read from tab-separated text")
    return text


def page_text(data: bytes, path: Path) -> str:
    """Return the text of a web page in the set of its mark, of its declaration, in UTF-8, or in the one guessed."""
    refuse_large(data, path, SMALLER)
    return decoded(data, path, page=True).text


def begin_of(data: bytes) -> str:
    """Return the first characters of what may be a page, whatever its character set."""
    head = data[:8192]
    for mark, name in _MARKS:
        if data.startswith(mark):
            return head[len(mark) :].decode(name, "replace").lstrip()
    return head.decode(_wide(head) or "latin-1", "replace").lstrip()


def _declared(data: bytes, path: Path) -> str:
    found = _DECLARED.search(data[:4096])
    if not found:
        return "utf-8"
    label = (found[1] or found[2]).decode("ascii", "replace").lower()
    name = _MEANT.get(label, label)
    if not _KNOWN.fullmatch(name) or not _is_codec(name):
        raise SourceError(
            f"{path}: the page declares the character set {label!r}, which is not known; save it as UTF-8"
        )
    return name


def _is_codec(name: str) -> bool:
    try:
        return bool(codecs.lookup(name))
    except LookupError:
        return False


def _in(data: bytes, name: str) -> str | None:
    """Return a text in a set if it is of it; a zero byte in it is a sign of a wide one."""
    if b"\0" in data[:4096] and _wide(data[:4096]):
        return None
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _marked(data: bytes, name: str, path: Path) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        line = data.decode(name, "replace")[: error.start].count("\n") + 1
        raise SourceError(
            f"{path}: line {line} is not {name.upper()}, as the mark at the begin of the text says; save it as UTF-8"
        ) from error


def _untold(data: bytes, path: Path, declared: str) -> str:
    """Return why a text is refused: it is none, or its character set cannot be told."""
    if b"\0" in data or any(byte < 9 for byte in data[:4096]):
        return f"{path}: this is not a text but binary data; a programme is read from tab-separated text"
    try:
        data.decode(declared)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return f"{path}: line {line} is not {declared.upper()}, and its character set cannot be told; save it as UTF-8"
    return f"{path}: the character set cannot be told; save it as UTF-8"


# --- guesses --------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _guessed(data: bytes) -> str:
    """Return the set that fits a text best; empty where none does, or two do alike and differ in what they say."""
    from charset_normalizer import from_bytes

    if b"\0" in data:
        return _wide(data)
    if _CONTROL.search(data.decode("latin-1")):
        return ""
    fits = [
        (_oddness(text[:_LOOKED_AT]), fit.chaos, -fit.coherence, fit.encoding, text)
        for fit in from_bytes(data, cp_isolation=list(_NARROW), threshold=_CHAOS)
        if (text := str(fit)) and _in(data, fit.encoding) == text
    ]
    if not fits:
        return ""
    best, *others = sorted(fits)
    if any(other[:3] == best[:3] and other[4] != best[4] for other in others):
        return ""
    return best[3] if best[0][0] <= _MOST_ODD * len(re.findall(r"\w+", best[4][:_LOOKED_AT])) else ""


def _wide(data: bytes) -> str:
    """Return which UTF-16 a text without a mark is: the order in which its letters are of few scripts, or none."""
    if len(data) % 2 or b"\0" not in data:
        return ""
    for name in _WIDE:
        text = data.decode(name, "replace")
        usual = sum(letter < "\u0530" or "\u2000" <= letter < "\u2300" for letter in text)
        if usual > len(text) * 0.95 and not _CONTROL.search(text):
            return name
    return ""


def _oddness(text: str) -> tuple[int, int, int]:
    """Return how many words and signs of a text are none that people write, its scripts, and its rare letters.

    A word is of one script and no capital follows a small letter; one of accented letters alone is none.
    """
    words = re.findall(r"[^\W\d_]+", text)
    odd = sum(_is_odd(word) for word in words if not word.isascii())
    beyond = [c for c in text if c > "\x7f"]
    signs = sum(c not in _SIGNS and unicodedata.category(c) in _STRANGE for c in beyond)
    rare = sum("\u0400" <= c and not _RUSSIAN.match(c) and c.isalpha() for c in beyond)
    return odd + signs, len({_is_latin(letter) for word in words for letter in word}), rare


_RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)
#: The categories of signs that are none of a text: marks, fractions, drawn lines, unassigned ones.
_STRANGE = frozenset(("So", "Sm", "Sk", "Sc", "No", "Cn", "Co", "Cc", "Cf"))


def _is_odd(word: str) -> bool:
    scripts = {_is_latin(letter) for letter in word}
    bare = scripts == {True} and len(word) > 2 and not any(letter.isascii() for letter in word)
    return len(scripts) > 1 or bare or re.search(r"[a-zа-яё][A-ZА-ЯЁ]", word) is not None


def _is_latin(letter: str) -> bool:
    return letter < "\u0250"
