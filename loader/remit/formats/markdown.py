"""A Markdown text: its pipe tables, and the headings and paragraphs between them.

Markup within a cell (bold, links, code) is taken off, `<br>` ends a line; an HTML table is read as one of a web page.
Words that are struck out (`~~so~~`) are not part of a cell's text.
A row with more cells than its header keeps them all.
Left out are comments, pictures, and the first lines that only programs read (front matter).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from remit.errors import SourceError
from remit.formats.blocks import Block, Grid, Text, compose
from remit.formats.charsets import plain_text
from remit.formats.row import Row
from remit.formats.spans import Span, laid
from remit.formats.web import blocks_of_html

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

#: The most characters of a text and of one of its lines; a paragraph with many brackets takes long to read.
MAX_TEXT, MAX_LINE = 2_000_000, 50_000
_PIPE = re.compile(r"(?<!\\)\|")
_FRONT = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|$)")
#: The end of a line after which a label stands: *Deadline: May*.
_LABELLED = re.compile(r"\r(?=[^\W\d_][^:\r\n]{1,40}:(?:\s|$))")
_SIGNS = re.compile(r"^#{1,6}[ \t]+\S|^[ \t]*(?:[-*+]|\d+[.)])[ \t]+\*\*\S|^\*\*\S", re.MULTILINE)
_DELIMITERS = re.compile(r"^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")


def rows_of_markdown(data: bytes, path: Path) -> list[Row]:
    """Return the rows of a Markdown text; what is no text, or too large, is a SourceError."""
    text = plain_text(data, path).replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if len(text) > MAX_TEXT or max(map(len, lines)) > MAX_LINE:
        limits = f"{MAX_TEXT // 1_000_000} million characters, or a line of more than {MAX_LINE:,}"
        raise SourceError(f"{path}: this Markdown has more than {limits}; keep only the programme's table")
    front = _FRONT.match(text)
    return compose(_blocks("\n" * front[0].count("\n") + text[front.end() :] if front else text, path), path)


def has_table(text: str) -> bool:
    """Return whether a text holds a pipe table: a line of names, and under it a line of dashes.

    >>> has_table("No. | Event\\n--- | ---\\n1 | Review\\n")
    True
    """
    lines = text.splitlines()
    return any("|" in names and "|" in dashes and _DELIMITERS.match(dashes) for names, dashes in pairwise(lines))


def has_signs(text: str) -> bool:
    """Return whether lines of a text begin with the signs of Markdown: those of headings, or stars for bold type.

    >>> has_signs("# Plan 2031\\n\\n## Surveys\\n")
    True
    """
    return len(_SIGNS.findall(text)) > 1


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _blocks(text: str, path: Path) -> Iterator[Block]:
    """Yield the paragraphs and tables of a text in their order."""
    lines = text.split("\n")
    rows: list[tuple[Span, ...]] = []
    in_table, level, label = False, 0, ""
    for token in _parser().parse(text):
        if token.type == "table_open":
            rows, in_table = [], True
        elif token.type == "tr_open" and token.map:
            rows.append(tuple(Span((_text(cell),)) for cell in split(lines[token.map[0]])))
        elif token.type == "table_close":
            in_table = False
            yield _with_short(laid(rows, path), rows)
        elif token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type.startswith("list_item"):
            label = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "inline" and not in_table:
            words = _inline(token.children or (), softly="\r")
            yield replace(words, text=label + _LABELLED.sub("\n", words.text).replace("\r", " "), level=level)
            level, label = 0, ""
        elif token.type in ("code_block", "fence"):
            yield from (Text(line) for line in token.content.splitlines())
        elif token.type == "html_block":
            yield from blocks_of_html(token.content, path)


def _with_short(grid: Grid, rows: Sequence[Sequence[Span]]) -> Grid:
    """Return a table that says which of its rows have fewer cells than its header: each is a line of its own."""
    strips = (replace(s, short=len(row) < len(rows[0])) for s, row in zip(grid.strips, rows, strict=True))
    return replace(grid, strips=tuple(strips))


def split(line: str) -> list[str]:
    r"""Return the cells of a row; a pipe after a backslash is a letter.

    >>> split("| TC 1 \\| TC 2 | 2017 |")
    ['TC 1 | TC 2', '2017']
    """
    stripped = line.strip()
    pieces = _PIPE.split(stripped.removeprefix("|"))
    if len(pieces) > 1 and not pieces[-1].strip():
        pieces.pop()
    return [piece.replace("\\|", "|").strip() for piece in pieces]


def _text(cell: str) -> Text:
    tokens = _parser().parseInline(cell)
    return _inline(tokens[0].children or ()) if tokens else Text()


def _inline(tokens: Sequence[Token], softly: str = " ") -> Text:
    """Return the words of a line without its markup; `softly` is what a line end in it gives."""
    text: list[str] = []
    struck: list[str] = []
    gone = 0
    for token in tokens:
        if token.type in ("s_open", "s_close"):
            gone += token.nesting
            struck += [""] if token.nesting > 0 else []
            continue
        words = softly if token.type == "softbreak" else _words(token)
        if gone:
            struck[-1] += words
        else:
            text.append(words)
    return Text("".join(text), tuple(words.strip() for words in struck if words.strip()))


def _words(token: Token) -> str:
    if token.type in ("text", "code_inline", "text_special"):
        return token.content
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return "\n" if re.fullmatch(r"<br\s*/?>", token.content, re.IGNORECASE) else ""
