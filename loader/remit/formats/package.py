"""A zipped package of parts, as Word and OpenDocument keep their texts: opened within limits, parsed without entities.

Only the parts that are asked for are unpacked: macros, pictures and embedded files are never touched.
Nothing is fetched: a part that lies outside the package is as if it were not there.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from functools import cache
from pathlib import Path
from typing import IO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from remit.errors import SourceError

#: The largest file, and the most that its parts may hold unpacked, in bytes.
MAX_FILE, MAX_UNPACKED = 100_000_000, 200_000_000
#: A part above `SMALL` bytes that is packed more tightly than this is a bomb; Word's tables reach about 60.
MAX_RATIO, SMALL = 400, 10_000_000
#: The most parts of a package, and the most tags of one part (a tag costs up to 200 bytes of memory).
MAX_PARTS, MAX_TAGS = 20_000, 5_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = (
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


class Package:
    """The parts of one package, by name; `kind` is the suffix that a sound document of the kind has."""

    def __init__(self, data: bytes, path: Path, kind: str) -> None:
        """Open the package; what is none is a SourceError that says what it is instead."""
        self.path, self.kind, self.left = path, kind, MAX_UNPACKED
        if len(data) > MAX_FILE:
            raise self.error(f"the file has more than {MAX_FILE // 1_000_000} MB; take out its pictures")
        if data.startswith(_OLE):
            raise self.error(_old(data, kind))
        if data.count(b"PK\x01\x02") > MAX_PARTS:
            raise self.error(f"the package has more than {MAX_PARTS} parts; save the document anew as .{kind}")
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise self.error(f"this is no .{kind} document, or a damaged one; save it anew as .{kind}") from error
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
        except _BROKEN as error:
            raise self.error(f"the part {name} is damaged; save the document anew as .{self.kind}") from error

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
    if data.count(b"<") > MAX_TAGS:
        most = MAX_TAGS // 1_000_000
        raise SourceError(f"{path}: the part {name} has more than {most} million tags; split the document")
    try:
        _refuse_doctype(data, path, name)
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, expat.ExpatError, ValueError, LookupError, MemoryError) as error:
        raise SourceError(f"{path}: the part {name} is damaged ({error}); save the document anew") from error
    for element in root.iter():
        element.tag = _short(element.tag, bare)
        if element.attrib:
            element.attrib = {_short(key, bare): value for key, value in element.attrib.items()}
    return root


class _RootReached(Exception):
    """The first element has begun: no document type can follow."""


def _refuse_doctype(data: bytes, path: Path, name: str) -> None:
    def doctype(*_: object) -> None:
        raise SourceError(f"{path}: the part {name} declares entities, which no office does; it is not read")

    def root(*_: object) -> None:
        raise _RootReached

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler, parser.StartElementHandler = doctype, root
    try:
        for at in range(0, len(data), 1 << 16):
            parser.Parse(data[at : at + (1 << 16)])
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


def _old(data: bytes, kind: str) -> str:
    """Say what a file of the old binary kind is."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "the document is protected by a password; save it without one"
    return f"this is a document of the old binary kind (.doc, .xls); save it as .{kind}"
