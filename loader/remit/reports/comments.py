"""The document itself, with a comment at each cell in which something is found (Word, DOCX).

A comment stands at the words that are meant: a run that holds more is parted there, which changes nothing of its look.
Where the words stand in no run (the number of a list, an empty cell) it stands at the first paragraph of the cell.
All parts of the document but its text and its comments keep their bytes; comments have no date, so that one document
gives one copy.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from remit.errors import SourceError
from remit.findings import Finding
from remit.reports.checked import Checked
from remit.reports.excerpt import printable
from remit.reports.lines import sentence
from remit.reports.word_anchors import Anchor, anchors
from remit.reports.word_package import Package, packed

AUTHOR, INITIALS = "Remit", "R"
#: What a package with a signature holds; whoever changes such a document breaks it.
_SIGNED = "_xmlsignatures/"


@dataclass(frozen=True)
class Commented:
    """A Word document with comments, how many there are, and how many findings stand nowhere in it."""

    data: bytes
    comments: int
    left: int


def with_comments(data: bytes, path: Path, checked: Checked) -> Commented:
    """Return the Word document `data` with a comment for each finding; what takes none is a SourceError."""
    package = Package(data, path, "docx")
    if any(name.startswith(_SIGNED) for name in package.parts):
        raise SourceError(f"{path}: the document is signed; comments would break the signature, so use a copy without")
    for name in package.parts:
        package.part(name)  # held against the limits, before a library unpacks it without any
    document = _opened(data, path)
    placed = [finding for finding in checked.findings if finding.places]
    made = anchors(data, path, document.element, [finding.places[0] for finding in placed], checked.columns)
    for finding, anchor in zip(placed, made, strict=True):
        _comment(document, finding, anchor)
    return Commented(packed(package, data, document), len(placed), len(checked.findings) - len(placed))


def _opened(data: bytes, path: Path) -> Any:
    """Return the document as the library has it; it knows neither macros nor the strict form of the standard."""
    import docx
    from docx.oxml.ns import qn

    refusal = f"{path}: comments cannot be put into this kind of Word document; save it as a plain .docx"
    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as error:  # it raises what its zip and XML readers happen to raise
        raise SourceError(refusal) from error
    if document.element.tag != qn("w:document"):
        raise SourceError(refusal)
    return document


def _comment(document: Any, finding: Finding, anchor: Anchor) -> None:
    comment = document.add_comment(anchor.runs(), text=_said(finding), author=AUTHOR, initials=INITIALS)
    for name in list(comment._comment_elm.attrib):
        if name.endswith("}date"):
            del comment._comment_elm.attrib[name]


def _said(finding: Finding) -> str:
    lines: Iterable[str] = (
        f"{finding.severity.name.capitalize()}: {sentence(finding.message)}",
        f"To mend: {finding.hint}",
        f"({finding.rule})",
    )
    return "\n".join(map(printable, lines))
