"""Write small PDFs for tests: words and lines where the test says, nothing else. All that they say is fictional."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from itertools import accumulate

HEADER = ("No.", "Name of event", "Terms", "Executors", "Remarks")
WIDTHS = (40, 150, 80, 130, 110)


class Page:
    """One page; coordinates are points from the top left, as one reads."""

    def __init__(self, width: int = 595, height: int = 842, rotate: int = 0) -> None:
        self.width, self.height, self.rotate = width, height, rotate
        self.content: list[str] = []

    def text(self, x: float, y: float, words: str, size: float = 9, matrix: str = "") -> Page:
        escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        at = matrix or f"1 0 0 1 {x} {self.height - y}"
        self.content.append(f"BT /F1 {size} Tf {at} Tm ({escaped}) Tj ET")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float, dash: str = "") -> Page:
        drawn = f"{x0} {self.height - y0} m {x1} {self.height - y1} l S"
        self.content.append(f"q [{dash}] 0 d {drawn} Q" if dash else drawn)
        return self

    def area(self, x0: float, y0: float, x1: float, y1: float, grey: float = 0) -> Page:
        self.content.append(f"{grey} g {x0} {self.height - y1} {x1 - x0} {y1 - y0} re f 0 g")
        return self

    def table(
        self, rows: Sequence[Sequence[str]], top: float = 100, left: float = 40, row: float = 40, dash: str = ""
    ) -> Page:
        """Draw a table with all its lines; `\\n` ends a line of a cell."""
        xs = [left, *accumulate(WIDTHS[: len(rows[0])], initial=left)][1:]
        for index in range(len(rows) + 1):
            self.line(xs[0], top + index * row, xs[-1], top + index * row, dash)
        for x in xs:
            self.line(x, top, x, top + len(rows) * row, dash)
        for index, cells in enumerate(rows):
            for x, cell in zip(xs, cells, strict=False):
                for number, words in enumerate(cell.split("\n")):
                    self.text(x + 4, top + index * row + 12 + 11 * number, words)
        return self


def pdf(*pages: Page, packed: bool = False) -> bytes:
    """Return pages as the bytes of a PDF."""
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for index, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] /Rotate {page.rotate} "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * index} 0 R >>".encode()
        )
        objects.append(stream("\n".join(page.content).encode("cp1252", "replace"), packed))
    return written(objects)


def stream(data: bytes, packed: bool = False) -> bytes:
    body = zlib.compress(data) if packed else data
    said = "/Filter /FlateDecode " if packed else ""
    return f"<< {said}/Length {len(body)} >>\nstream\n".encode() + body + b"\nendstream"


def written(objects: Sequence[bytes]) -> bytes:
    """Return numbered objects as a file, the first one being its catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + each + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()
