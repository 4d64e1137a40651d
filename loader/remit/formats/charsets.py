"""Bytes → text: plain text is UTF-8 and nothing else; a web page is read in the character set that it declares.

Nothing is guessed: a page that declares nothing is UTF-8 or refused.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from remit.errors import SourceError
from remit.formats.limits import refuse_large
from remit.formats.text import _decoded

#: What to do with a text that is too large.
SMALLER = "a programme is far smaller; keep only its table"
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
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


def plain_text(data: bytes, path: Path) -> str:
    """Return a plain text; what is not UTF-8, or no text, is a SourceError."""
    refuse_large(data, path, SMALLER)
    return _decoded(data, path)


def page_text(data: bytes, path: Path) -> str:
    """Return the text of a web page in the set of its mark, of its declaration, or in UTF-8."""
    refuse_large(data, path, SMALLER)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _in(data[len(mark) :], name, path)
    return _in(data, _declared(data, path), path)


def _declared(data: bytes, path: Path) -> str:
    found = _DECLARED.search(data[:4096])
    if not found:
        return "utf-8"
    label = (found[1] or found[2]).decode("ascii", "replace").lower()
    name = _MEANT.get(label, label)
    if not _KNOWN.fullmatch(name):
        raise SourceError(
            f"{path}: the page declares the character set {label!r}, which is not known; save it as UTF-8"
        )
    return name


def _in(data: bytes, name: str, path: Path) -> str:
    try:
        return data.decode(name)
    except LookupError as error:
        raise SourceError(f"{path}: the character set {name!r} is not known; save the page as UTF-8") from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(
            f"{path}: line {line} is not {name.upper()}, as the page should be; "
            "declare its character set or save it as UTF-8"
        ) from error
