"""Take the ruling lines from the drawings of one page of a PDF: strokes, thin areas, the edges of shaded areas."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from remit.errors import SourceError
from remit.formats import limits
from remit.formats.pdf_shapes import Point, Rule, Rules, turned

MAX_DEPTH = 8
#: How thick a line may be, and by how much an end may lie off, in points.
THICK, SLANT = 3.0, 1.0

Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)


class _Drawing:
    """Collect the lines of one page; what is too much is a SourceError."""

    def __init__(self, upright: int, where: str) -> None:
        self.upright, self.where = upright, where
        self.rules, self.shades = Rules(), Rules()
        self.pictures, self.seen = 0, 0

    def objects(self, count: int, get: Any, matrix: Matrix, depth: int) -> None:
        """Take what stands in a page or in a form in it."""
        self.count(count)
        for index in range(count):
            item = get(index)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self.path(item, _within(_matrix(item), matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.pictures += 1
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
                inner = pdfium.FPDFFormObj_CountObjects(item)
                self.objects(
                    max(inner, 0),
                    lambda at, form=item: pdfium.FPDFFormObj_GetObject(form, at),
                    _within(_matrix(item), matrix),
                    depth + 1,
                )

    def count(self, more: int) -> None:
        self.seen += more
        most = limits.now().drawings
        if self.seen > most:
            raise SourceError(f"{self.where} holds more than {most:,} drawings; save the pages of the programme alone")

    def path(self, item: Any, matrix: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
        if not fill.value and not stroke.value:
            return
        self.count(max(pdfium.FPDFPath_CountSegments(item), 0))
        for points in _outlines(item, matrix):
            upright = [turned(x, y, self.upright) for x, y in points]
            if stroke.value:
                self.strokes(upright)
            elif len(upright) > 2:
                self.area(upright)
            else:
                self.strokes(upright)

    def strokes(self, points: list[Point]) -> None:
        for (x0, y0), (x1, y1) in pairwise(points):
            if abs(y1 - y0) <= SLANT and abs(x1 - x0) > 0:
                self.rules.lying.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x1 - x0) <= SLANT:
                self.rules.standing.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))

    def area(self, points: list[Point]) -> None:
        """Take a filled area: one that is thin is a line, another has edges."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
        if bottom - top <= THICK:
            self.rules.lying.append(Rule((top + bottom) / 2, left, right))
        if right - left <= THICK:
            self.rules.standing.append(Rule((left + right) / 2, top, bottom))
        elif bottom - top > THICK:
            self.shades.lying += [Rule(top, left, right), Rule(bottom, left, right)]
            self.shades.standing += [Rule(left, top, bottom), Rule(right, top, bottom)]


def drawn(page: Any, upright: int, where: str) -> tuple[Rules, Rules, int]:
    """Return ruling lines, edges of shaded areas, and how many pictures a page has."""
    drawing = _Drawing(upright, where)
    count = max(pdfium.FPDFPage_CountObjects(page), 0)
    drawing.objects(count, lambda at: pdfium.FPDFPage_GetObject(page, at), _PLAIN, 0)
    return drawing.rules, drawing.shades, drawing.pictures


def _outlines(item: Any, matrix: Matrix) -> Iterator[list[Point]]:
    """Yield the points of each part of a path; a part that is closed ends where it begins."""
    points: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium.FPDFPath_CountSegments(item)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _moved(x.value, y.value, matrix)
        if not all(map(math.isfinite, point)) or max(map(abs, point)) > 1e6:
            return
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if len(points) > 1:
        yield points


def _matrix(item: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return _PLAIN
    return found.a, found.b, found.c, found.d, found.e, found.f


def _within(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix of what `inner` moves first and `outer` next."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _moved(x: float, y: float, matrix: Matrix) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
