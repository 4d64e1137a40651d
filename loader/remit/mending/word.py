"""Write changes into a Word document: only the words meant, in the runs in which they stand; all other bytes stay.

A change can be tracked: Word shows it as deleted and inserted by `AUTHOR`, for somebody to accept or to reject.
It has no date, so that one document gives one copy.
Not attempted: words that stand in no run (the number of a list, a symbol, a line end between two paragraphs).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from pathlib import Path

from remit.formats.package import Package
from remit.formats.word_cells import Spot, WordCell, cells_of_docx
from remit.mending.edits import Change, NotWritable
from remit.mending.markup import Element, elements, words

#: Who is named as the author of a tracked change.
AUTHOR = "remit"
#: Characters of one element: where they begin and end, and what stands there instead.
Stretch = tuple[int, int, str]


def write_docx(data: bytes, path: Path, changes: Sequence[Change], tracked: bool = False) -> bytes:
    """Return the document with the changes written; one that cannot be written is NotWritable."""
    found = cells_of_docx(data, path)
    package = Package(data, path, "docx")
    part = package.part(found.part) or b""
    stretches: dict[int, list[Stretch]] = {}
    for change in changes:
        for element, stretch in _stretches(change, found.cells.get(change.address)):
            stretches.setdefault(element, []).append(stretch)
    return _packed(data, path, found.part, _spliced(part, stretches, tracked))


def is_signed(data: bytes, path: Path) -> bool:
    """Return whether somebody has signed the document, so that any change would break the signature."""
    return any(name.startswith("_xmlsignatures/") for name in Package(data, path, "docx").parts)


# --- from characters to elements ------------------------------------------------------------------


def _stretches(change: Change, cell: WordCell | None) -> Iterator[tuple[int, Stretch]]:
    """Yield the elements that a change is about, each with its stretch; the new words go where the old ones begin."""
    if cell is None or cell.text[change.start : change.end] != change.before:
        raise _lost(change)
    if not change.before:
        yield _inserted(change, cell)
        return
    after = change.after
    spots = [_spot(change, cell.spots[at]) for at in range(change.start, change.end)]
    for element, start, end in _runs(spots):
        yield element, (start, end, after)
        after = ""


def _inserted(change: Change, cell: WordCell) -> tuple[int, Stretch]:
    """Return where words are put in: behind the character before, else before the one that follows."""
    at = change.start
    before = cell.spots[at - 1] if at else None
    if before is not None:
        return before.element, (before.at + 1, before.at + 1, change.after)
    behind = _spot(change, cell.spots[at] if at < len(cell.spots) else None)
    return behind.element, (behind.at, behind.at, change.after)


def _spot(change: Change, spot: Spot | None) -> Spot:
    if spot is None:
        raise _lost(change)
    return spot


def _lost(change: Change) -> NotWritable:
    _, row, _ = change.address
    return NotWritable(f"row {row}: “{change.before}” does not stand in the text as it is printed")


def _runs(spots: Sequence[Spot]) -> Iterator[tuple[int, int, int]]:
    """Yield element, first and last character of each stretch without a gap."""
    start = spots[0]
    for one, following in zip(spots, [*spots[1:], None], strict=True):
        if following is None or (following.element, following.at) != (one.element, one.at + 1):
            yield start.element, start.at, one.at + 1
            start = following or one


# --- from elements to bytes -----------------------------------------------------------------------


def _spliced(part: bytes, stretches: Mapping[int, Sequence[Stretch]], tracked: bool) -> bytes:
    """Return a part with the stretches of its elements written."""
    every = elements(part)
    identity = max((int(number) for number in re.findall(rb'w:id="(\d{1,9})"', part)), default=0)
    pieces: dict[tuple[int, int], bytes] = {}
    by_run: dict[int, tuple[Element, dict[int, Sequence[Stretch]]]] = {}
    for number, some in sorted(stretches.items()):
        element = every[number]
        if element.local != "t" or not element.prefix or element.children:
            raise NotWritable("the words stand in a symbol or a tab")
        run = element.parent
        if tracked and run is not None and run.local == "r" and run.within("ins", "moveTo") is None:
            by_run.setdefault(run.start, (run, {}))[1][element.start] = some
        else:
            pieces[element.start, element.end] = _plain(part, element, some)
    for run, edited in by_run.values():
        pieces[run.start, run.end] = _tracked(part, run, edited, identity + 1)
        identity += 2 * sum(len(some) for some in edited.values())
    for (start, end), piece in sorted(pieces.items(), reverse=True):
        part = part[:start] + piece + part[end:]
    return part


def _plain(part: bytes, element: Element, stretches: Sequence[Stretch]) -> bytes:
    """Return an element of text with its stretches replaced."""
    text = element.text
    for start, end, after in sorted(stretches, reverse=True):
        text = text[:start] + after + text[end:]
    tag = part[element.start : element.content]
    if text != text.strip() and element.text == element.text.strip() and b"xml:space" not in tag:
        tag = re.sub(rb"\s*/?>$", b' xml:space="preserve">', tag)
    tag = re.sub(rb"\s*/>$", b">", tag)
    return tag + words(text) + f"</{element.name}>".encode()


def _tracked(part: bytes, run: Element, edited: Mapping[int, Sequence[Stretch]], identity: int) -> bytes:
    """Return a run parted at its stretches: what was there is deleted, what stands instead inserted."""
    writer = _Run(part, run, identity)
    for child in run.children:
        if child.start in edited:
            writer.edited(child, sorted(edited[child.start]))
        elif child.local != "rPr":
            writer.held.append(part[child.start : child.end])
    writer.flush()
    return b"".join(writer.made)


class _Run:
    """Write one run as several with its properties."""

    def __init__(self, part: bytes, run: Element, identity: int) -> None:
        about = [part[child.start : child.end] for child in run.children if child.local == "rPr"]
        self.begin = part[run.start : run.content] + b"".join(about)
        self.end, self.prefix, self.identity = f"</{run.name}>".encode(), run.prefix, identity
        self.held: list[bytes] = []
        self.made: list[bytes] = []

    def flush(self) -> None:
        """Write what is held as one run."""
        if self.held:
            self.made.append(self.begin + b"".join(self.held) + self.end)
            self.held = []

    def edited(self, child: Element, stretches: Sequence[Stretch]) -> None:
        """Write an element of text with its stretches deleted and inserted."""
        at = 0
        for start, end, after in stretches:
            self._hold(child.text[at:start])
            self.flush()
            self._change("del", "delText", child.text[start:end])
            self._change("ins", "t", after)
            at = end
        self._hold(child.text[at:])

    def _hold(self, text: str) -> None:
        if text:
            self.held.append(self._text("t", text))

    def _text(self, name: str, text: str) -> bytes:
        tag = f"{self.prefix}{name}"
        return f'<{tag} xml:space="preserve">'.encode() + words(text) + f"</{tag}>".encode()

    def _change(self, name: str, inner: str, text: str) -> None:
        if text:
            tag, p = f"{self.prefix}{name}", self.prefix
            begin = f'<{tag} {p}id="{self.identity}" {p}author="{AUTHOR}">'.encode()
            self.made.append(begin + self.begin + self._text(inner, text) + self.end + f"</{tag}>".encode())
            self.identity += 1


# --- from parts to a document ---------------------------------------------------------------------


def _packed(data: bytes, path: Path, name: str, part: bytes) -> bytes:
    """Return the package with one part replaced; all others keep their bytes, names and order."""
    package = Package(data, path, "docx")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.comment = package.archive.comment
        for info in package.archive.infolist():
            own = package.parts.get(name.lstrip("/").lower()) is info
            content = part if own else package.part(info.filename) or b""
            archive.writestr(copy(info), content, compress_type=info.compress_type)
    return made.getvalue()
