"""Every page as Markdown too: `body/tc-1.12.md` beside `body/tc-1.12.html`, made from the page itself.

What the page says between its menu and its foot is written, in its order: headings, facts, lists, tables, quotes;
pictures and forms are left out, for the table behind a picture stands on the page. Links lead to other Markdown files,
and a heading keeps the name that they call it by.
Only the HTML of our own templates is read, which names each element in small letters and quotes each attribute.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import unescape

from remit.publishing import pages
from remit.publishing.publication import ALTERNATES, Alternate, File, Publication
from remit.publishing.sharing import WHOLE, Share

SUFFIX, MEDIA, NAME = "md", "text/markdown", "Markdown"
#: Elements that are left out with all that is in them.
SKIPPED = frozenset("svg script noscript style form button summary caption".split())
#: An element that holds nothing but words; else the beginning or the end of one, or words.
_TOKEN = re.compile(r"<([a-z][a-z0-9]*)([^<>]*)>([^<]*)</\1>|<(/?)([a-z][a-z0-9]*)([^<>]*)>|([^<]+)")
_ID = re.compile(r'\bid="([^"]*)"')
_HREF = re.compile(r'\bhref="([^"]*)"')
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)">')
#: What would mean something in Markdown; entities stay as they are, for Markdown knows them.
_MEANT = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]|"})
_PLAIN = {"&quot;": '"', "&#34;": '"', "&#x27;": "'", "&#39;": "'"}
_BEGINS = re.compile(r"^(\s*\d{1,9}(?=[.)])|\s*(?=[#>+-]))(.)(?=\s|$)")


def files(publication: Publication, share: Share = WHOLE) -> Iterator[File]:
    """Yield every page, and each as Markdown too; or a share of them."""
    for path, content in pages.files(publication, share):
        yield path, content
        if path.endswith(".html"):
            yield beside(path), markdown(content.decode()).encode()


def beside(page: str) -> str:
    """Return the path of the Markdown of a page."""
    return f"{page.removesuffix('.html')}.{SUFFIX}"


def alternates(publication: Publication, page: str, iri: str) -> list[Alternate]:
    """Return the Markdown of a page as another form of it."""
    return [Alternate(beside(page), MEDIA, NAME)] if page.endswith(".html") else []


ALTERNATES.append(alternates)


def markdown(page: str) -> str:
    """Return the main part of a page as Markdown, and its permanent address.

    >>> markdown('<main><h1>A &amp; B</h1><ul><li><a href="x/y.html#z">1*</a></li></ul></main>')
    '# A &amp; B\\n\\n- [1\\\\*](x/y.md#z)\\n'
    """
    start = page.find("<main")
    writer = _Writer()
    tokens = _TOKEN.findall(page, max(start, 0), page.find("</main>", start))
    for whole, given, words, closes, tag, said, text in tokens:
        if whole:
            writer.whole(whole, given, words)
        elif not tag:
            writer.text(text)
        elif closes:
            writer.close(tag)
        else:
            writer.open(tag, said)
    found = _CANONICAL.search(page, 0, max(start, 0))
    permanent = f"\n\n<{unescape(found[1])}>" if found else ""
    return re.sub(r"\n{3,}", "\n\n", f"{''.join(writer.out)}{permanent}").strip() + "\n"


_HEADINGS = frozenset(f"h{n}" for n in range(1, 7))
#: What is written where an element begins and where it ends.
_OPENS = {
    **{f"h{n}": f"\n\n{'#' * n} " for n in range(1, 7)},
    "p": "\n\n", "dt": "\n- **", "br": "  \n", "b": "**", "strong": "**", "i": "*", "em": "*", "q": "“",
    "tr": "\n", "th": "| ", "td": "| ", "table": "\n", "dl": "\n", "figcaption": "\n\n",
}  # fmt: skip
_CLOSES = {
    **{f"h{n}": "\n\n" for n in range(1, 7)},
    "p": "\n\n", "dt": "**:", "b": "**", "strong": "**", "i": "*", "em": "*", "q": "”",
    "tr": "|", "th": " ", "td": " ", "table": "\n\n", "dl": "\n\n", "div": "", "span": "",
}  # fmt: skip


#: Elements that change nothing but what stands around their words; outside a cell, and anywhere.
_AROUND = {tag: (_OPENS.get(tag, ""), _CLOSES[tag]) for tag in ("p", "dt", *"b strong i em q span".split())}
_INLINE = frozenset(tag for tag, (opens, _) in _AROUND.items() if not opens.startswith("\n"))


class _Writer:
    """Takes the elements of a page one after the other; `out` is what was written."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self._skipping, self._depth, self._lists, self._cells, self._told = "", 0, 0, 0, 0
        self._in_cell = self._as_is = self._in_block = False
        self._links: list[str] = []
        self._begin: dict[str, Callable[[str], None]] = {
            "a": self._begin_link, "ul": self._list, "ol": self._list, "li": self._entry, "dd": self._value,
            "pre": self._code, "code": self._mark, "tr": self._row,
        }  # fmt: skip
        self._end: dict[str, Callable[[], None]] = {
            "a": self._linked, "ul": self._listed, "ol": self._listed, "pre": self._coded, "code": self._marked,
            "thead": self._rule,
        }  # fmt: skip

    def whole(self, tag: str, said: str, text: str) -> None:
        """Take an element that holds nothing but words; the frequent ones at once."""
        if self._skipping and not said.endswith("/"):
            return
        if self._as_is or self._skipping:
            self._piecemeal(tag, said, text)
        elif tag == "a":
            self.out.append(_link(said, text))
        elif tag in ("td", "th"):
            self._cells += 1
            self._in_cell = False
            self.out.append(f"| {_escaped(text)} " if text else "|  ")
        elif tag in _INLINE or (tag in _AROUND and not self._in_cell):
            opens, closes = _AROUND[tag]
            self._told = 0 if tag == "dt" else self._told
            self.out.append(f"{opens}{_escaped(text)}{closes}" if text else opens + closes)
        else:
            self._piecemeal(tag, said, text)

    def _piecemeal(self, tag: str, said: str, text: str) -> None:
        self.open(tag, said)
        if text:
            self.text(text)
        self.close(tag)

    def open(self, tag: str, said: str) -> None:
        if self._skipping:
            self._depth += tag == self._skipping and not said.endswith("/")
        elif tag in SKIPPED:
            self._skipping, self._depth = ("", 0) if said.endswith("/") else (tag, 1)
        elif own := self._begin.get(tag):
            own(said)
        elif tag in _OPENS:
            self._cells += tag in ("th", "td")
            self._in_cell = tag in ("th", "td") or self._in_cell
            self._told = 0 if tag == "dt" else self._told
            self.out.append(" " if self._in_cell and _OPENS[tag][0] == "\n" else _OPENS[tag])
            if tag in _HEADINGS and (named := _ID.search(said)):
                self.out.append(f'<a id="{named[1]}"></a>')

    def close(self, tag: str) -> None:
        if self._skipping:
            self._depth -= tag == self._skipping
            self._skipping = self._skipping if self._depth else ""
        elif own := self._end.get(tag):
            own()
        elif tag in _CLOSES:
            self._in_cell = self._in_cell and tag not in ("th", "td")
            self.out.append("" if self._in_cell and _CLOSES[tag][:1] == "\n" else _CLOSES[tag])

    def text(self, text: str) -> None:
        if not self._skipping and (text != "\n" or self._as_is):
            self.out.append(unescape(text) if self._as_is else _escaped(text))

    def _begin_link(self, said: str) -> None:
        self._links.append(_target(said))
        self.out.append("[" if self._links[-1] else "")

    def _linked(self) -> None:
        target = self._links.pop() if self._links else ""
        self.out.append(f"]({target})" if target else "")

    def _list(self, said: str) -> None:
        self._lists, self._told = self._lists + 1, 0
        self.out.append("" if self._in_cell or self._lists > 1 else "\n")

    def _listed(self) -> None:
        self._lists = max(self._lists - 1, 0)
        self.out.append("" if self._in_cell or self._lists else "\n\n")

    def _entry(self, said: str) -> None:
        between = "; " if self._told else " "
        self.out.append(between if self._in_cell else f"\n{'  ' * (self._lists - 1)}- ")
        self._told += 1

    def _value(self, said: str) -> None:
        self.out.append("; " if self._told else " ")
        self._told += 1

    def _row(self, said: str) -> None:
        self._cells = 0
        self.out.append("\n")

    def _rule(self) -> None:
        self.out.append(f"\n{'| --- ' * self._cells}|")

    def _code(self, said: str) -> None:
        self._as_is, self._in_block = True, True
        self.out.append("\n\n````\n")

    def _coded(self) -> None:
        self._as_is = self._in_block = False
        self.out.append("\n````\n\n")

    def _mark(self, said: str) -> None:
        self._as_is = True
        self.out.append("" if self._in_block else "`")

    def _marked(self) -> None:
        self._as_is = self._in_block
        self.out.append("" if self._in_block else "`")


@lru_cache(maxsize=1 << 16)
def _escaped(text: str) -> str:
    if text.isspace():
        return " " if "\n" not in text else ""
    flat = re.sub(r"\s+", " ", text)
    for entity, mark in _PLAIN.items():
        flat = flat.replace(entity, mark)
    return _BEGINS.sub(r"\1\\\2", flat.translate(_MEANT))


@lru_cache(maxsize=1 << 16)
def _link(said: str, text: str) -> str:
    """Return a link whose words are nothing but words."""
    target, words = _target(said), _escaped(text) if text else ""
    return f"[{words}]({target})" if target else words


@lru_cache(maxsize=1 << 16)
def _target(said: str) -> str:
    """Return where a link leads: to the Markdown of a page of the site, else where it says."""
    found = _HREF.search(said)
    href = unescape(found[1]) if found else ""
    page, mark, place = href.partition("#")
    if page.endswith(".html") and "://" not in page and not page.startswith("//"):
        href = f"{beside(page)}{mark}{place}"
    return f"<{href}>" if re.search(r"[()\s]", href) else href
