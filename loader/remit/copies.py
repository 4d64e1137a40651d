"""A copy of a document, put in its place whole or not at all, and never over the document itself."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from remit.errors import SourceError


def refuse(path: Path, out: Path) -> None:
    """Stop with one sentence where `out` is the document `path`, a folder, or in no folder."""
    if out.is_dir():
        raise SourceError(f"{out} is a folder; name the file that the copy is to be")
    if (out.exists() and path.exists() and out.samefile(path)) or out.resolve() == path.resolve():
        raise SourceError(f"{out} is the document itself, which is never changed; name another file for the copy")
    if not out.resolve().parent.is_dir():
        raise SourceError(f"{out}: there is no folder {out.parent}; make it first")


#: What a name ends in that only a document of that format has; a text may end in anything else.
ENDINGS = {
    "docx": (".docx", ".docm"), "doc": (".doc",), "odt": (".odt",), "ods": (".ods",),
    "xlsx": (".xlsx", ".xlsm", ".xls"), "pdf": (".pdf",), "html": (".html", ".htm"),
}  # fmt: skip


def refuse_kind(path: Path, out: Path, form: str) -> None:
    """Stop with one sentence where the name of a copy says that it is something else than the document `path`."""
    ending = out.suffix.lower()
    said = next((kind for kind, endings in ENDINGS.items() if ending in endings), "text")
    if said != form and ending != path.suffix.lower():
        right = out.with_suffix(path.suffix if form not in ENDINGS else ENDINGS[form][0])
        raise SourceError(
            f"{out}: a copy of {path.name} is of the kind {form}, which this name does not say; name it {right.name}"
        )


def put(data: bytes, out: Path) -> None:
    """Put the bytes of a copy in their place by one rename."""
    place = out.resolve()
    try:
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    except OSError as error:
        raise SourceError(f"{out}: cannot be written: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, place)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise SourceError(f"{out}: cannot be written: {error.strerror}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
