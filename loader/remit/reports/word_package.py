"""A Word package with new comments: the parts that changed are taken from the library, all others keep their bytes."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.sax.saxutils import quoteattr

from remit.formats.package import Package

_TYPES = "[Content_Types].xml"
#: The time that a new part has in the package: the first that the format can say.
_NO_TIME = (1980, 1, 1, 0, 0, 0)

__all__ = ["Package", "packed"]


def packed(package: Package, data: bytes, document: Any) -> bytes:
    """Return the package `data` with the text and the comments of `document`."""
    saved = io.BytesIO()
    document.save(saved)
    made = io.BytesIO()
    with (
        zipfile.ZipFile(saved) as new,
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        changed = _changed(document, new)
        archive.comment = old.comment
        for info in old.infolist():
            name = info.filename.lstrip("/")
            content = changed.pop(name) if name in changed else old.read(info)
            if name == _TYPES:
                content = _with_types(content, document)
            archive.writestr(info, content, compress_type=info.compress_type)
        for name, content in changed.items():
            archive.writestr(zipfile.ZipInfo(name, _NO_TIME), content, compress_type=zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _changed(document: Any, new: zipfile.ZipFile) -> dict[str, bytes]:
    """Return name → bytes of the text, of what it is related to, and of the comments."""
    main = str(document.part.partname).lstrip("/")
    folder, _, name = main.rpartition("/")
    return {each: new.read(each) for each in (main, f"{folder}/_rels/{name}.rels", *map(_name, _comments(document)))}


def _comments(document: Any) -> list[Any]:
    relations = document.part.rels.values()
    return [each.target_part for each in relations if each.reltype.endswith("/comments") and not each.is_external]


def _name(part: Any) -> str:
    return str(part.partname).lstrip("/")


def _with_types(types: bytes, document: Any) -> bytes:
    """Return the list of content types with the type of the comments, if it is not there."""
    for part in _comments(document):
        name = quoteattr(str(part.partname)).encode()
        if name not in types:
            end = types.rindex(b"</")
            prefix = types[end + 2 : types.rindex(b"Types")]
            types = (
                types[:end]
                + b"<%sOverride PartName=%s ContentType=%s/>" % (prefix, name, quoteattr(part.content_type).encode())
                + types[end:]
            )
    return types
