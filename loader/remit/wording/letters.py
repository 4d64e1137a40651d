"""Letters and signs: brackets, commas, doubled words, capitals, apostrophes, letters of two scripts.

Nothing here needs to know what a word means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from remit.understand.scripts import script
from remit.understand.words import CAPITALS, plain
from remit.wording.texts import Notice, Pages, Text, begins_sentence, words

_OPEN, _CLOSE = "([{«“", ")]}»”"
#: `a)`, `2)`: a bracket that closes an item of a list and opens nothing.
_ITEM = re.compile(r"(?:^|[\s;,:])\w{1,3}$")
_COMMA = re.compile(r"(?<=\S)\s+[,;](?!\d)|(?<=[^\W\d_)])[,;](?=[^\W\d_])|(?<=\d)[,;](?=[^\W\d_]{2})")
_DOUBLED = re.compile(r"([,;:])\s*[,;:]|(?<!\.)\.\.(?!\.)|[,;]\s*\.(?=\s|$)")
#: A sign at the end of a cell after which something is missing, or nothing is to come; a title may end with a colon.
_LAST = {
    "title": re.compile(r"(?<=\w)[,;]$"),
    "executors": re.compile(r"(?<=\w)[,;:]$|(?<=\d)\.$|(?<=[^\W\d_]{5})\.$"),
    "term": re.compile(r"(?<=\w)[,;:]$|(?<=\b\d{4})\.$|(?<=[^\W\d_]{5})\.$"),
}
#: What stands in a cell until somebody knows better, in any language.
_HOLLOW = re.compile(r"\?{2,}|^\?$|\b[XХ]{3,}\b|_{3,}|^(?:\.{3,}|…)$")
_TWICE = re.compile(r"\b([^\W\d_]{2,})[\s:,;]+\1\b", re.IGNORECASE)
_YEAR_TWICE = re.compile(r"(?<![\d–—-])((?:19|20)\d\d)\s*[,;/–—-]\s*\1(?![\d–—-])")
_BLANK_INSIDE = re.compile(r"[(\[«“]\s+(?=\S)|(?<=\S)\s+[)\]»”]")
_END = re.compile(rf"(?:(?<=[^\W\d_]{{4}})|(?<=\)))\.\s+(?=[{CAPITALS}])")
_SCRIPT = {"latin": re.compile(r"[A-Za-z]"), "cyrillic": re.compile(r"[А-Яа-яЁё]")}
_APOSTROPHE = re.compile(r"\b([^\W\d_]*[A-ZА-ЯЁ]{2,})['’](?:s\b|(?=\s|$))")
_CAPITALS = re.compile(r"\b[A-ZА-ЯЁ]{4,}(?:[\s-]+[A-ZА-ЯЁ]{4,})*\b(?!-?\d)")


def letters(pages: Pages) -> Iterator[Notice]:
    """Yield what the letters and signs of each text show."""
    for text in pages.texts:
        yield from _scripts(text, pages)
        yield from _ordinals(text, pages)
        yield from _marks(text, pages.table.words("spaced-signs"))
    for text in pages.of("title", "executors", "remarks"):
        yield from _doubled_words(text, pages)
        yield from _plurals(text, pages)
        yield from _capitals(text, pages)
    for text in pages.of("title"):
        yield from _sentences(text)
    for text in pages.texts:
        for found in _YEAR_TWICE.finditer(text.text) if text.column == "term" else ():
            yield Notice(text, *found.span(), "word-twice", found[1])


def _marks(text: Text, spaced: frozenset[str]) -> Iterator[Notice]:
    """Yield what the signs of a cell show, whatever letters it is printed in; `spaced` are set off by a blank."""
    for place in _HOLLOW.finditer(text.text):
        yield Notice(text, *place.span(), "placeholder")
    if text.column in ("title", "executors", "remarks"):
        yield from _brackets(text)
        yield from _found(_COMMA, text, "comma-spacing", spaced)
        yield from _found(_BLANK_INSIDE, text, "bracket-spacing", spaced)
    yield from _found(_DOUBLED, text, "sign-doubled")
    last = _LAST.get(text.column, _LAST["title"]).search(text.text)
    if last and not _DOUBLED.search(text.text[last.start() :]):
        yield Notice(text, *_with_words(text.text, *last.span()), "sign-at-end")


def _found(form: re.Pattern[str], text: Text, kind: str, spaced: frozenset[str] = frozenset()) -> Iterator[Notice]:
    for found in form.finditer(text.text):
        sign, behind = found[0].strip(), text.text[found.end() : found.end() + 1]
        if sign in spaced and (sign in _OPEN + _CLOSE or behind in ("", " ", "\u00a0")):
            continue
        start, end = _with_words(text.text, *found.span())
        yield Notice(text, start, end, kind)


def _with_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch together with the words that it touches, so that a reader finds it."""
    before = re.search(r"\S*\s*$", text[:start])
    after = re.match(r"\s*\S*", text[end:])
    return (before.start() if before else start), end + (after.end() if after else 0)


def _brackets(text: Text) -> Iterator[Notice]:
    """Yield each bracket without its other half."""
    waiting: list[tuple[str, int]] = []
    for at, sign in enumerate(text.text):
        if sign in _OPEN:
            waiting.append((sign, at))
        elif sign in _CLOSE and waiting and _OPEN.index(waiting[-1][0]) == _CLOSE.index(sign):
            waiting.pop()
        elif sign in _CLOSE and not (sign == ")" and _ITEM.search(text.text[:at])):
            yield Notice(text, *_with_words(text.text, at, at + 1), "bracket-open")
    for _, at in waiting:
        yield Notice(text, *_with_words(text.text, at, at + 1), "bracket-open")
    if text.text.count('"') % 2:
        at = text.text.rindex('"')
        yield Notice(text, *_with_words(text.text, at, at + 1), "bracket-open")


def _doubled_words(text: Text, pages: Pages) -> Iterator[Notice]:
    for found in _TWICE.finditer(text.text):
        if found[1].lower() not in pages.table.words("may-stand-twice") and "," not in found[0]:
            yield Notice(text, found.start(), found.end(), "word-twice", found[1])
    seen = words(text.text)
    for first, between, second in zip(seen, seen[1:], seen[2:], strict=False):
        signs = text.text[first.end : between.start] + text.text[between.end : second.start]
        if first.text == second.text and len(first.text) > 2 and ":" in signs:
            yield Notice(text, first.start, second.end, "word-twice", f"{between.text} {second.text}")


def _sentences(text: Text) -> Iterator[Notice]:
    for found in _END.finditer(text.text):
        end = re.match(r"\S+(?:\s+\S+)?", text.text[found.end() :])
        yield Notice(text, found.end(), found.end() + (end.end() if end else 1), "second-sentence")


def _plurals(text: Text, pages: Pages) -> Iterator[Notice]:
    """Yield an abbreviation with an apostrophe where several are meant: other RLMO's; NMI's beside NMIs."""
    several = pages.table.data.get("several")
    before = re.compile(rf"\b(?:{several})\s+$", re.IGNORECASE) if several else re.compile("(?!)")
    for found in _APOSTROPHE.finditer(text.text):
        if before.search(text.text[: found.start()]) or _in_plural(found[1], pages):
            yield Notice(text, found.start(), found.end(), "apostrophe", f"{found[1]}s")


def _in_plural(letters_: str, pages: Pages) -> bool:
    form = re.compile(rf"\b{re.escape(letters_)}s\b")
    return any(form.search(text.text) for text in pages.prose)


def _capitals(text: Text, pages: Pages) -> Iterator[Notice]:
    """Yield ordinary words in capitals; abbreviations are no words."""
    from remit.wording.dictionary import dictionary

    known = dictionary(pages)
    for found in _CAPITALS.finditer(text.text):
        parts = re.split(r"[\s-]+", found[0])
        if all(known.is_shouted(part) for part in parts):
            yield Notice(text, found.start(), found.end(), "block-capitals", found[0].lower())


def _ordinals(text: Text, pages: Pages) -> Iterator[Notice]:
    endings = pages.lexicon.language.data.get("ordinal-endings")
    form = re.compile(rf"\b\d+\s+-?(?:{endings})\b") if endings else re.compile("(?!)")
    for found in form.finditer(text.text):
        yield Notice(text, found.start(), found.end(), "ordinal-apart", re.sub(r"\s+", "", found[0]))


def _scripts(text: Text, pages: Pages) -> Iterator[Notice]:
    """Yield words with letters of two scripts, and words wholly in look-alike letters of the other script.

    A Latin word in a Cyrillic text is one where the same stands in Cyrillic letters elsewhere, or before numbers.
    """
    in_latin = script(pages.lexicon.language.code) == "latin"
    for word in words(text.text):
        for piece in re.finditer(r"[^-‐‑’']+", word.text):
            latin, cyrillic = (len(form.findall(piece[0])) for form in _SCRIPT.values())
            foreign = cyrillic and not latin and in_latin
            twin = latin > 1 and not cyrillic and not in_latin and piece[0] in pages.cyrillic
            if (latin and cyrillic) or twin or (foreign and _SCRIPT["cyrillic"].search(plain(piece[0])) is None):
                start = word.start + piece.start()
                yield Notice(text, start, start + len(piece[0]), "two-scripts")


def capital_inside(text: str, start: int) -> bool:
    """Return whether a word has a capital that its place in the sentence does not ask for."""
    return text[start].isupper() and not begins_sentence(text, start)
