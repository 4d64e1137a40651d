"""Pictures as SVG: drawn at build time, with a title and a description; the table behind each stands beside it.

Widths are shares of the picture's own width, heights are pixels, so that letters keep their size on any screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

#: The height of a line, in pixels.
ROW = 20
#: The most letters of a term that stand in the timeline, and that stand there on a narrow screen.
UNDATED, TIGHT = 40, 18


@dataclass(frozen=True)
class Bar:
    """A line of the timeline: its words, and where its bars begin and end, counted in years from the first.

    `undated` are the words of a term that names no time: its bars are outlined, and the words stand beside.
    """

    words: str
    spans: tuple[tuple[int, int], ...]
    heading: bool = False
    undated: str = ""


def timeline(key: str, title: str, desc: str, years: Sequence[str], bars: Sequence[Bar]) -> Markup:
    """Return events over the years: a line each, a bar from its first to its last year."""
    left, wide = 46.0, 54.0 / max(len(years), 1)
    height = ROW * (len(bars) + 1) + 6
    parts = [_columns(years, left, wide, height)]
    for row, bar in enumerate(bars, 1):
        y = row * ROW + 4
        parts.append(_label(bar.words, y, left - 1, "h" if bar.heading else ""))
        for first, last in bar.spans:
            x, w = left + first * wide + 0.4, (last - first + 1) * wide - 0.8
            parts.append(_bar(x, y, w, "o" if bar.undated else "b"))
        if bar.undated:
            parts += _words(bar, left, y)
    return _svg(key, title, desc, height, parts)


def _words(bar: Bar, left: float, y: int) -> Iterator[Markup]:
    """Yield the words of a term that names no time; on a narrow screen fewer of them, and none beside a bar."""
    text = Markup('<text class="{}" x="{}%" dx="6" y="{}">{}</text>')
    room = "soft beside" if bar.spans or len(bar.undated) > TIGHT else "soft"
    yield text.format(room, _n(left), y + 14, cut(bar.undated, UNDATED))
    if not bar.spans and len(bar.undated) > TIGHT:
        yield text.format("soft tight", _n(left), y + 14, cut(bar.undated, TIGHT))


def cut(words: str, most: int) -> str:
    """Return words, shortened to so many letters where they are longer.

    >>> cut("As necessary", 20), cut("According to an individual plan", 18)
    ('As necessary', 'According to an i…')
    """
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def cut_within(words: str, most: int) -> str:
    """Return words, shortened in their middle to so many letters: names often differ at their ends.

    >>> cut_within("Vice-President responsible for lamps and lenses", 30)
    'Vice-President… and lenses'
    """
    if len(words) <= most:
        return words
    end = words[-(most // 2) :]
    return f"{words[: most - most // 2 - 1].rstrip()}…{end[max(end.find(' '), 0) :]}"


def load(key: str, title: str, desc: str, years: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]]) -> Markup:
    """Return how much each has to do in each year: a line for each of them, a bar and a number for each year."""
    left, wide = 34.0, 66.0 / max(len(years), 1)
    most = max((number for _, numbers in rows for number in numbers), default=1) or 1
    height = ROW * (len(rows) + 1) + 6
    parts = [_columns(years, left, wide, height)]
    for row, (words, numbers) in enumerate(rows, 1):
        y = row * ROW + 4
        parts.append(_label(words, y, left - 1))
        for place, number in enumerate(numbers):
            x, w = left + place * wide + 0.6, (wide * 0.66) * number / most
            if number:
                parts.append(_bar(x, y, w))
                parts.append(Markup('<text x="{}%" dx="4" y="{}">{}</text>').format(_n(x + w), y + 14, number))
    return _svg(key, title, desc, height, parts)


def matrix(
    key: str, title: str, desc: str, sides: tuple[Sequence[str], Sequence[str]], dots: Mapping[tuple[int, int], int]
) -> Markup:
    """Return who works with whom: a line for each here, a column for each there, a dot where they meet."""
    rows, columns = sides
    left, top = 26.0, 10 + 7 * max((len(words) for words in columns), default=0)
    wide, most = (100 - left) / max(len(columns), 1), max(dots.values(), default=1)
    height = top + ROW * len(rows) + 8
    parts = []
    for place, words in enumerate(columns):
        x = _n(left + (place + 0.5) * wide)
        parts.append(
            Markup(
                '<line class="g" x1="{0}%" x2="{0}%" y1="{1}" y2="{2}"/><svg x="{0}%" y="{1}" overflow="visible">'
                '<text transform="rotate(-90)" x="4" y="4">{3}</text></svg>'
            ).format(x, top - 4, height - 6, words)
        )
    for row, words in enumerate(rows):
        y = top + row * ROW
        parts.append(_label(words, y, left - 1))
        parts.append(Markup('<line class="g" x1="{}%" x2="100%" y1="{}" y2="{}"/>').format(_n(left), y + 10, y + 10))
        for place in range(len(columns)):
            many = dots.get((row, place))
            if many:
                x, radius = _n(left + (place + 0.5) * wide), 2.5 + 5.5 * (many / most) ** 0.5
                parts.append(Markup('<circle class="b" cx="{}%" cy="{}" r="{}"/>').format(x, y + 10, _n(radius)))
    return _svg(key, title, desc, height, parts)


def _svg(key: str, title: str, desc: str, height: int, parts: Iterable[Markup]) -> Markup:
    return Markup(
        '<svg class="pic" role="img" aria-labelledby="{0}-t {0}-d" width="100%" height="{1}">'
        '<title id="{0}-t">{2}</title><desc id="{0}-d">{3}</desc>{4}</svg>'
    ).format(key, height, title, desc, Markup("").join(parts))


def _columns(years: Sequence[str], left: float, wide: float, height: int) -> Markup:
    return Markup("").join(_column(year, left + place * wide, height) for place, year in enumerate(years))


def _column(year: str, x: float, height: int) -> Markup:
    return Markup(
        '<line class="g" x1="{0}%" x2="{0}%" y1="0" y2="{1}"/><text class="y" x="{0}%" dx="4" y="14">{2}</text>'
    ).format(_n(x), height - 4, year)


def _label(words: str, y: int, wide: float, kind: str = "") -> Markup:
    """Return words that are cut where their column ends."""
    own = f' class="{kind}"' if kind else ""
    return Markup(f'<svg y="{y}" width="{_n(wide)}%" height="20"><text{own} y="14">{escape(words)}</text></svg>')


def _bar(x: float, y: int, wide: float, kind: str = "b") -> Markup:
    return Markup(f'<rect class="{kind}" x="{_n(x)}%" y="{y + 4}" width="{_n(wide)}%" height="11" rx="2"/>')


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def spans(years: Sequence[str], span: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the unbroken stretches of some years, counted from the first of the span."""
    places = [place for place, year in enumerate(span) if year in years]
    start = 0
    for n in range(1, len(places) + 1):
        if n == len(places) or places[n] != places[n - 1] + 1:
            yield places[start], places[n - 1]
            start = n
