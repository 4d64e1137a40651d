"""`remit check --annotate`: a copy of a Word document with comments, put in its place whole or not at all."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from remit import copies
from remit.errors import SourceError
from remit.reports.checked import Checked, Document
from remit.reports.comments import with_comments


def annotate(checked: Checked, out: Path) -> str:
    """Write the document that was checked to `out`, with a comment for each finding; return what was done.

    What is no Word document, or an `out` that is the document itself, is a SourceError.
    """
    document = _word(checked)
    path = Path(document.path)
    copies.refuse(path, out)
    copies.refuse_kind(path, out, document.format)
    data = path.read_bytes()
    if sha256(data).hexdigest() != document.sha256:
        raise SourceError(f"{path}: the document was changed while it was checked; check it again")
    made = with_comments(data, path, checked)
    copies.put(made.data, out)
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


def _told(out: Path, comments: int, left: int) -> str:
    said = f"{out}: {comments} comment{'' if comments == 1 else 's'}"
    return said + (f"; {left} more stand nowhere in the document, see the report" if left else "")
