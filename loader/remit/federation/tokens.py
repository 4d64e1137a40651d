"""Cut a SPARQL query into tokens, so that words in strings, IRIs and comments are no keywords.

>>> [token.text for token in tokens("?a a <urn:b> . # no\\n FILTER(?a != 'SERVICE')")]
['?a', 'a', '<urn:b>', '.', 'FILTER', '(', '?a', '!', '=', "'SERVICE'", ')']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_NAME = r"(?:[^\W\d_](?:[\w.-]*[\w-])?)?"
_TOKEN = re.compile(
    rf"""
    (?P<gap>[ \t\r\n]+|\#[^\r\n]*)
    |(?P<iri><[^<>"{{}}|^`\\\x00-\x20]*(?:\\u[0-9A-Fa-f]{{4}}[^<>"{{}}|^`\\\x00-\x20]*)*>)
    |(?P<string>\"{{3}}(?:\\.|\"{{0,2}}[^"\\])*\"{{3}}|'{{3}}(?:\\.|'{{0,2}}[^'\\])*'{{3}}
        |"(?:\\.|[^"\\\r\n])*"|'(?:\\.|[^'\\\r\n])*')
    |(?P<variable>[?$]\w+)
    |(?P<name>(?:_|{_NAME}):(?:(?:[\w:%.-]|\\.)*(?:[\w:%-]|\\.))?)
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
    |(?P<word>[^\W\d]\w*)
    |(?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_OPEN = {"{": "}", "(": ")", "[": "]"}


@dataclass(frozen=True)
class Token:
    """One token and where it stands, in characters."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def keyword(self) -> str:
        """Return a word in capitals, and nothing for what is no word."""
        return self.text.upper() if self.kind == "word" else ""


def tokens(text: str) -> list[Token]:
    """Return the tokens of a query without white space and comments."""
    found = _TOKEN.finditer(text)
    return [Token(m.lastgroup or "", m[0], *m.span()) for m in found if m.lastgroup != "gap"]


def closing(said: Sequence[Token], start: int) -> int:
    """Return the index of the token that closes the bracket at `start`; without one, that behind the last."""
    awaited: list[str] = []
    for index in range(start, len(said)):
        token = said[index]
        if token.kind == "mark" and token.text in _OPEN:
            awaited.append(_OPEN[token.text])
        elif token.kind == "mark" and awaited and token.text == awaited[-1]:
            awaited.pop()
            if not awaited:
                return index
    return len(said)


def variables(said: Iterable[Token]) -> set[str]:
    """Return the names of the variables among tokens."""
    return {token.text[1:] for token in said if token.kind == "variable"}


def joined(said: Iterable[Token]) -> str:
    """Return tokens as text again, without comments; a sign stays at what follows it."""
    parts: list[str] = []
    end = -1
    for token in said:
        parts += [" " if token.start != end else "", token.text]
        end = token.end
    return "".join(parts).strip()
