"""A web page (HTML): its tables, and the headings and paragraphs between them.

Left out are scripts, styles, forms' menus, marks of footnotes, and what is hidden.
Words that are struck out are no part of the text of a cell; they are kept beside it.
A table that only lays out the page gives what stands in its cells; a small table in a cell is text of the cell.
Not attempted: style sheets, tables drawn without table elements, numbers of lists in tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from remit.errors import SourceError
from remit.formats import limits
from remit.formats.blocks import Block, Grid, Text, compose, texts_of
from remit.formats.charsets import page_text
from remit.formats.numerals import bounded, printed
from remit.formats.row import Row
from remit.formats.spans import Span, laid
from remit.formats.web_colours import colour_of, dye

#: The most tags of a page; each costs memory.
MAX_TAGS = 2_000_000
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary "
    "table tbody td tfoot th thead tr ul".split()
)
_LEFT_OUT = frozenset(
    "applet audio button canvas datalist head iframe map math noframes noscript object script select style svg "
    "template textarea title video".split()
)
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
#: How lists are numbered, by what their elements say.
_STYLES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STRUCK = frozenset(("s", "strike", "del"))
_CELLS, _GROUPS = ("td", "th"), ("thead", "tbody", "tfoot")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.I)
_STRUCK_STYLE = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.I)
_KEPT_STYLE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
#: Signs that are not printed: soft hyphen, zero-width blanks, marks of direction.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff\0"))


def rows_of_html(data: bytes, path: Path) -> list[Row]:
    """Return the rows of a web page; one that cannot be read within limits is a SourceError."""
    return compose(blocks_of_html(page_text(data, path), path), path)


def blocks_of_html(text: str, path: Path) -> list[Block]:
    """Return the paragraphs and tables of a page or of a piece of one."""
    if text.count("<") > MAX_TAGS:
        raise SourceError(f"{path}: the page has more than {MAX_TAGS:,} tags; save only the programme's table")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
        if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
            raise RecursionError  # the rest of the page would be lost in silence
        if root is None:
            return []
        dye(root)
        return _blocks(root, path, True)
    except (etree.LxmlError, ValueError) as error:
        raise SourceError(f"{path}: this is no web page that can be read; save it anew as HTML") from error
    except RecursionError as error:
        raise SourceError(
            f"{path}: the page is nested too deeply, or a text in it is too long; save only the programme's table"
        ) from error


@dataclass
class _Flow:
    """What has been gathered while a tree is walked: whole blocks, and the line that is being written."""

    blocks: list[Block] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    kept: int = 0
    gone: list[str] | None = None
    numbered: bool = False
    label: str = ""
    level: int = 0

    def write(self, words: str | None) -> None:
        """Add words as they are printed: runs of white space are one blank, unless they are kept."""
        shown = (words or "").translate(_UNSEEN)
        if shown:
            (self.text if self.gone is None else self.gone).append(shown if self.kept else _BLANKS.sub(" ", shown))

    def close(self) -> None:
        """End the paragraph."""
        text = re.sub(r" {2,}", " ", "".join(self.text)) if not self.kept else "".join(self.text)
        if text.strip() or self.struck:
            text, self.label = self.label + text.lstrip() if self.label else text, ""
            self.blocks.append(Text(text, tuple(self.struck), level=self.level))
        self.text, self.struck = [], []


def _blocks(root: etree._Element, path: Path, numbered: bool = False) -> list[Block]:
    """Return the paragraphs and tables within an element; of a page its lists are `numbered`."""
    flow = _Flow(numbered=numbered)
    walk = etree.iterwalk(root, events=("start", "end"))
    skipped = None
    for event, element in walk:
        if event == "start":
            if element is not root and (_is_left_out(element) or element.tag == "table"):
                if element.tag == "table" and not _is_left_out(element):
                    flow.close()
                    flow.blocks += _table(element, path)
                skipped = element
                walk.skip_subtree()
            elif skipped is None:
                _begin(element, flow)
            continue
        if element is skipped:
            skipped = None
        else:
            _end(element, flow)
        if element is not root:
            flow.write(element.tail)
    flow.close()
    return flow.blocks


def _begin(element: etree._Element, flow: _Flow) -> None:
    if element.tag in _BLOCKS:
        flow.close()
    if element.tag == "br":
        flow.text.append("\n")
    if element.tag == "li" and flow.numbered:
        flow.label = _number(element)
    flow.level = int(element.tag[1]) if element.tag in _HEADINGS else flow.level
    flow.kept += _keeps(element)
    if flow.gone is None and _is_struck(element):
        flow.gone = []
    flow.write(element.text)


def _end(element: etree._Element, flow: _Flow) -> None:
    if flow.gone is not None and _is_struck(element):
        flow.struck += [words] if (words := "".join(flow.gone).strip()) else []
        flow.gone = None
    if element.tag in _BLOCKS:
        flow.close()
    flow.level = 0 if element.tag in _HEADINGS else flow.level
    flow.kept -= _keeps(element)


def _number(item: etree._Element) -> str:
    """Return what is printed before an item of a numbered list."""
    above = item.getparent()
    if above is None or above.tag != "ol" or above.get("type", "1") not in _STYLES:
        return ""
    start = bounded(above.get("start"), 1)
    at = start + sum(1 for _ in item.itersiblings("li", preceding=True))
    return f"{printed(bounded(item.get('value'), at), _STYLES[above.get('type', '1')])}. "


def _keeps(element: etree._Element) -> bool:
    return element.tag == "pre" or bool(_KEPT_STYLE.search(element.get("style", "")))


def _is_struck(element: etree._Element) -> bool:
    return element.tag in _STRUCK or bool(_STRUCK_STYLE.search(element.get("style", "")))


def _is_left_out(element: etree._Element) -> bool:
    """Return whether an element is not printed: scripts and menus, hidden ones, marks of footnotes."""
    if element.tag in _LEFT_OUT or element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
        return True
    if element.tag != "sup" or len(element) != 1:
        return False
    link = element[0]
    around = (element.text or "") + (link.tail or "")
    return link.tag == "a" and link.get("href", "").startswith("#") and not around.strip()


# --- tables ---------------------------------------------------------------------------------------

#: A cell as it is written: its element and what stands in it.
_Written = tuple[etree._Element, list[Block]]


def _table(table: etree._Element, path: Path) -> list[Block]:
    """Return a table with its caption before it, or what stands in it if it only lays out the page."""
    captions = [block for c in table.iterchildren("caption") if not _is_left_out(c) for block in _blocks(c, path)]
    groups = [[_written(row, path) for row in group] for group in _groups(table)]
    inner = [
        _filled(b) for group in groups for row in group for _, blocks in row for b in blocks if isinstance(b, Grid)
    ]
    if inner and max(inner) > max(1, _plain(groups)):
        return [*captions, *(block for group in groups for row in group for _, blocks in row for block in blocks)]
    return [*captions, laid([_spans(row, len(group) - at) for group in groups for at, row in enumerate(group)], path)]


def _groups(table: etree._Element) -> Iterator[list[etree._Element]]:
    """Yield the rows of a table by their groups, over whose ends no cell reaches."""
    loose: list[etree._Element] = []
    for child in table:
        if child.tag == "tr" and not _is_left_out(child):
            loose.append(child)
        elif child.tag in _GROUPS and not _is_left_out(child):
            if loose:
                yield loose
            loose = []
            yield [row for row in child.iterchildren("tr") if not _is_left_out(row)]
        elif child.tag == "form":  # old pages have one around the rows
            loose += [row for row in child.iterchildren("tr") if not _is_left_out(row)]
    if loose:
        yield loose


def _written(row: etree._Element, path: Path) -> list[_Written]:
    return [(cell, _blocks(cell, path)) for cell in row.iterchildren(*_CELLS) if not _is_left_out(cell)]


def _plain(groups: Iterable[list[list[_Written]]]) -> int:
    """Return how many rows have words of their own in two cells or more."""
    rows = (row for group in groups for row in group)
    return sum(sum(any(isinstance(b, Text) for b in blocks) for _, blocks in row) > 1 for row in rows)


def _filled(grid: Grid) -> int:
    """Return how many rows of a table have two filled cells or more."""
    return sum(sum(any(text.text.strip() for text in box.texts) for box in strip.boxes) > 1 for strip in grid.strips)


def _spans(row: list[_Written], left: int) -> list[Span]:
    """Return the cells of a row; `left` are the rows of its group from here on."""
    return [_spanned(cell, blocks, left) for cell, blocks in row]


def _spanned(cell: etree._Element, blocks: list[Block], left: int) -> Span:
    down = min(_span(cell, "rowspan", 1) or left, left)
    return Span(tuple(texts_of(blocks)), max(_span(cell, "colspan", 1), 1), down, colour_of(cell))


def _span(cell: etree._Element, name: str, default: int) -> int:
    """Return how many rows or columns a cell covers; 0 rows means all that are left."""
    found = re.match(r"\s*\+?(\d{1,6})", cell.get(name, ""))
    return min(int(found[1]), 100 * limits.now().columns) if found else default
