"""A zipped package of parts, as offices keep their documents: opened within limits, parsed without entities.

Only the parts that are asked for are unpacked: macros, pictures and embedded files are never touched.
Nothing is fetched: a part that lies outside the package is as if it were not there.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import IO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from remit.errors import SourceError
from remit.formats import limits, signatures
from remit.formats.limits import refuse_large

#: A part above `SMALL` bytes that is packed more tightly than this is a bomb; Word's tables reach about 60.
MAX_RATIO, SMALL = 400, 10_000_000

#: What a damaged archive raises.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    KeyError,
    OverflowError,
    MemoryError,
)


def opened(data: bytes, path: Path) -> zipfile.ZipFile:
    """Return the archive; what is too large, or no sound archive, is a SourceError."""
    refuse_large(data, path, "take out its pictures")
    if data.count(b"PK\x01\x02") > limits.now().parts:
        raise SourceError(f"{path}: the file has more than {limits.now().parts:,} parts; save it anew")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise SourceError(
            f"{path}: the file is damaged or cut short, so that its parts cannot be listed; save it anew"
        ) from error


class Package:
    """The parts of one package, by name; `kind` is the suffix that a sound document of the kind has."""

    def __init__(self, data: bytes, path: Path, kind: str) -> None:
        """Open the package; what is none is a SourceError that says what it is instead."""
        self.path, self.kind, self.left = path, kind, limits.now().unpacked_bytes
        if data.startswith(signatures.OLE):
            what, do = signatures.old(data)
            raise self.error(f"this is {what}; {do}")
        self.archive = opened(data, path)
        self.parts = {_plain(info.filename): info for info in self.archive.infolist()}

    def error(self, words: str) -> SourceError:
        """Return the error that says `words` of this document."""
        return SourceError(f"{self.path}: {words}")

    def part(self, name: str) -> bytes | None:
        """Return the bytes of a part, None where there is none."""
        info = self.parts.get(_plain(name))
        if info is None:
            return None
        if info.flag_bits & 1:
            raise self.error("the document is protected by a password; save it without one")
        try:
            with self.archive.open(info) as stream:
                return self._bounded(stream, info)
        except BROKEN as error:
            raise self.error(f"the part {name!r} is damaged; save the document anew as .{self.kind}") from error

    def texts(self, wanted: Callable[[str], bool]) -> dict[str, bytes]:
        """Return name → bytes of the XML parts that are wanted, none of which declares entities."""
        names = [info.filename for info in self.parts.values() if wanted(info.filename)]
        parts = {name: part for name in names if (part := self.part(name)) is not None}
        for name, part in parts.items():
            refuse_unsafe(part, self.path, name)
        return parts

    def _bounded(self, stream: IO[bytes], info: zipfile.ZipInfo) -> bytes:
        """Return what a stream holds; what unpacks to more than the limits is a bomb."""
        limit = min(self.left, max(SMALL, info.compress_size * MAX_RATIO))
        data = stream.read(limit + 1)
        if len(data) > limit:
            raise self.error(f"unpacks to more than {limit // 1_000_000} MB; split it, or save it anew as .{self.kind}")
        self.left -= len(data)
        return data

    def tree(self, name: str, bare: str = "") -> Element | None:
        """Return a part as a tree of elements, None where there is no such part."""
        data = self.part(name)
        return None if data is None else parse(data, self.path, name, bare)


def parse(data: bytes, path: Path, name: str, bare: str = "") -> Element:
    """Return the tree of an XML text with short names: `text|p` in place of a namespace in full.

    Names of the namespace called `bare` stand without it.
    A text with a document type (where entities are declared) is a SourceError, and so is one that is not well-formed.
    """
    refuse_unsafe(data, path, name)
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError, MemoryError) as error:
        raise _damaged(path, name, error) from error
    for element in root.iter():
        element.tag = _short(element.tag, bare)
        if element.attrib:
            element.attrib = {_short(key, bare): value for key, value in element.attrib.items()}
    return root


class _RootReached(Exception):
    """The first element has begun: no document type can follow."""


def refuse_unsafe(data: bytes, path: Path, name: str) -> None:
    """Refuse an XML text with too many tags, with a document type, or that does not come to its first element."""
    if data.count(b"<") > limits.now().tags:
        most = limits.now().tags / limits.MB
        raise SourceError(f"{path}: the part {name!r} has more than {most:g} million tags; split the document")
    try:
        _refuse_doctype(data, path, name)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise _damaged(path, name, error) from error


def _damaged(path: Path, name: str, error: Exception) -> SourceError:
    return SourceError(f"{path}: the part {name!r} is damaged ({error}); save the document anew")


def _refuse_doctype(data: bytes, path: Path, name: str) -> None:
    def doctype(*_: object) -> None:
        raise SourceError(f"{path}: the part {name!r} declares entities, which no office does; it is not read")

    def root(*_: object) -> None:
        raise _RootReached

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler, parser.StartElementHandler = doctype, root
    try:
        for at in range(0, len(data), 1 << 16):
            parser.Parse(data[at : at + (1 << 16)])
        parser.Parse(b"", True)  # says that there is no element
    except _RootReached:
        pass


@cache
def _short(name: str, bare: str) -> str:
    """Return `prefix|name` of `{namespace}name`; the prefix is the last word of the namespace that says something.

    >>> _short("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p", "")
    'text|p'
    """
    space, _, local = name.rpartition("}")
    words = [word for word in re.split(r"[{/:]", space) if word and word != "main" and not word[0].isdigit()]
    prefix = words[-1] if words else ""
    return f"{prefix}|{local}" if prefix and prefix != bare else local


def _plain(name: str) -> str:
    """Return a part's name as packages compare them: no first slash, no capitals."""
    return name.replace("\\", "/").lstrip("/").lower()
