"""`remit check --annotate`: a copy of a Word document with comments, put in its place whole or not at all."""

from __future__ import annotations

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from remit.errors import SourceError
from remit.reports.checked import Checked, Document
from remit.reports.comments import with_comments


def annotate(checked: Checked, out: Path) -> str:
    """Write the document that was checked to `out`, with a comment for each finding; return what was done.

    What is no Word document, or an `out` that is the document itself, is a SourceError.
    """
    document = _word(checked)
    path = Path(document.path)
    _refuse(path, out)
    data = path.read_bytes()
    if sha256(data).hexdigest() != document.sha256:
        raise SourceError(f"{path}: the document was changed while it was checked; check it again")
    made = with_comments(data, path, checked)
    _put(made.data, out)
    return _told(out, made.comments, made.left)


def _word(checked: Checked) -> Document:
    if len(checked.documents) != 1 or not checked.documents[0].format:
        raise SourceError("comments go into one Word document; name it: remit check draft.docx --annotate out.docx")
    document = checked.documents[0]
    if document.format != "docx" or not Path(document.path).is_file():
        raise SourceError(
            f"{document.path}: comments can only be put into a Word document (.docx), this is {document.format}"
        )
    return document


def _refuse(path: Path, out: Path) -> None:
    if out.is_dir():
        raise SourceError(f"{out} is a folder; name the file that the copy with comments is to be")
    if (out.exists() and out.samefile(path)) or out.resolve() == path.resolve():
        raise SourceError(f"{out} is the document itself, which is never changed; name another file for the copy")
    if not out.resolve().parent.is_dir():
        raise SourceError(f"{out}: there is no folder {out.parent}; make it first")


def _put(data: bytes, out: Path) -> None:
    """Put the copy in its place by one rename."""
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


def _told(out: Path, comments: int, left: int) -> str:
    said = f"{out}: {comments} comment{'' if comments == 1 else 's'}"
    return said + (f"; {left} more stand nowhere in the document, see the report" if left else "")
