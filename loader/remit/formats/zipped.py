"""The XML parts of a zipped document, unpacked within limits and refused where they declare entities.

Macros, pictures and embedded files are never unpacked, and nothing is fetched.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

from remit.errors import SourceError

#: The largest file, the most that its parts may hold unpacked, in bytes, and the most parts.
MAX_FILE, MAX_UNPACKED, MAX_PARTS = 100_000_000, 200_000_000, 20_000
#: A part above `SMALL` bytes that is packed more tightly than this is a bomb.
MAX_RATIO, SMALL = 400, 10_000_000
#: The most tags of one part; each costs time and memory.
MAX_TAGS = 3_000_000

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
    if len(data) > MAX_FILE:
        raise SourceError(f"{path}: the file has more than {MAX_FILE // 1_000_000} MB; take out its pictures")
    if data.count(b"PK\x01\x02") > MAX_PARTS:
        raise SourceError(f"{path}: the file has more than {MAX_PARTS:,} parts; save it anew")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise SourceError(f"{path}: the file is damaged (its parts cannot be listed); save it anew") from error


def xml_parts(data: bytes, path: Path, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """Return name → bytes of the wanted parts; a bomb, a protected or a damaged part is a SourceError."""
    archive, left = opened(data, path), MAX_UNPACKED
    parts: dict[str, bytes] = {}
    for info in archive.infolist():
        if wanted(info.filename) and info.filename not in parts:
            parts[info.filename] = part = _part(archive, info, left, path)
            left -= len(part)
            _look(part, info.filename, path)
    return parts


def _part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int, path: Path) -> bytes:
    if info.flag_bits & 1:
        raise SourceError(f"{path}: the document is protected by a password; save it without one")
    limit = min(left, max(SMALL, info.compress_size * MAX_RATIO))
    try:
        with archive.open(info) as stream:
            part = stream.read(limit + 1)
    except BROKEN as error:
        raise SourceError(f"{path}: its part {info.filename!r} is damaged; save the document anew") from error
    if len(part) > limit:
        raise SourceError(f"{path}: unpacks to more than {limit // 1_000_000} MB; split it, or save it anew")
    return part


class _RootReached(Exception):
    """The first element has begun: no document type can follow."""


def _look(part: bytes, name: str, path: Path) -> None:
    """Refuse a part with a document type (where entities are declared), with too many tags, or that is no XML."""

    def doctype(*_: object) -> None:
        raise SourceError(f"{path}: its part {name!r} declares entities, which no office does; it is not read")

    def root(*_: object) -> None:
        raise _RootReached

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler, parser.StartElementHandler = doctype, root
    try:
        parser.Parse(part[: 1 << 16])
    except _RootReached:
        if part.count(b"<") > MAX_TAGS:
            raise SourceError(
                f"{path}: its part {name!r} has more than {MAX_TAGS:,} tags; split the document"
            ) from None
        return
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise SourceError(f"{path}: its part {name!r} is damaged ({error}); save the document anew") from error
    raise SourceError(f"{path}: its part {name!r} is damaged (it has no beginning); save the document anew")
