"""Names of several words: the same words in another order, and names that are nearly a registered one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product

from remit.wording.texts import Notice, Pages, Text, Word, words

#: How many letters of a word stand for it, and how many words a name has at least and at most.
_STEM, _LEAST, _MOST = 6, 3, 6
_FORM = tuple[tuple[str, ...], Text, int, int]


def stem(word: str, pages: Pages) -> str:
    """Return what is compared of a word: its first letters, without the s of a plural."""
    small = pages.lexicon.key(word)
    return small[:_STEM] if len(small) > _STEM else small.removesuffix("s")


def content(text: str, pages: Pages, skip: frozenset[str] | None = None) -> list[Word]:
    """Return the words of a text that are not small ones."""
    small = pages.table.words("small-words") if skip is None else skip
    return [word for word in words(text) if word.text.lower() not in small]


def word_orders(pages: Pages) -> Iterator[Notice]:
    """Yield names whose words stand elsewhere in another order: regional legal metrology organizations."""
    found: dict[tuple[str, ...], list[_FORM]] = defaultdict(list)
    for text in pages.of("title", "remarks"):
        for run in _runs(text, pages):
            stems = tuple(stem(word.text, pages) for word in run)
            if len(set(stems)) == len(stems):
                found[tuple(sorted(stems))].append((stems, text, run[0].start, run[-1].end))
    taken: set[tuple[int, int, int]] = set()
    for forms in sorted(found.values(), key=lambda forms: -len(forms[0][0])):
        for _, text, start, end in _otherwise(forms):
            spot = (id(text), start, end)
            if not any(at == spot[0] and start < last and first < end for at, first, last in taken):
                taken.add(spot)
                yield Notice(text, start, end, "word-order", _said(forms[0]))


def _otherwise(forms: Sequence[_FORM]) -> list[_FORM]:
    """Return the forms in another order than most; a list with "and" has no order, so it never gets here."""
    counts: dict[tuple[str, ...], int] = defaultdict(int)
    for stems, *_ in forms:
        counts[stems] += 1
    usual = max(counts, key=lambda stems: counts[stems])
    return [form for form in forms if form[0] != usual and form[1] is not forms[0][1]]


def _said(form: _FORM) -> str:
    return form[1].text[form[2] : form[3]]


def _runs(text: Text, pages: Pages) -> Iterator[list[Word]]:
    """Yield every run of content words with nothing between them but blanks and the words that link a name."""
    links = pages.table.words("links")
    seen = words(text.text)
    for at, first in enumerate(seen):
        if first.text.lower() in pages.table.words("small-words"):
            continue
        run = [first]
        for before, word in zip(seen[at:], seen[at + 1 :], strict=False):
            if not text.text[before.end : word.start].isspace():
                break
            if word.text.lower() in links:
                continue
            if word.text.lower() in pages.table.words("small-words") or len(run) == _MOST:
                break
            run = [*run, word]
            if len(run) >= _LEAST + 1:
                yield run


def registered_names(pages: Pages) -> Iterator[Notice]:
    """Yield names that are a registered one but for an ending: national metrological institutes."""
    if pages.table.data.get("bends", True):
        return
    names = _labels(pages)
    for text in pages.of("title", "executors", "remarks"):
        seen = words(text.text)
        stems = tuple(stem(word.text, pages) for word in seen)
        longer = [(start, end) for start, end, _ in pages.lexicon.names(text.text, _NAMED)]
        for at, length in product(range(len(seen)), range(_LEAST, _MOST + 1)):
            label, run = names.get(stems[at : at + length], ""), seen[at : at + length]
            if not label or re.search(r"[,;.:()]", said := text.text[run[0].start : run[-1].end]):
                continue
            inside = any(start < run[0].start or run[-1].end < end for start, end in longer if _meet(run, start, end))
            if not inside and _bare(said, pages) != _bare(label, pages):
                yield Notice(text, run[0].start, run[-1].end, "name-varied", label)


_NAMED = ("body", "post", "organisation", "publication", "instrument", "project")


def _meet(run: Sequence[Word], start: int, end: int) -> bool:
    return run[0].start < end and start < run[-1].end


def _labels(pages: Pages) -> dict[tuple[str, ...], str]:
    """Return stems → label of every registered name of three words and more."""
    found: dict[tuple[str, ...], str] = {}
    for record in sorted(pages.lexicon.registry.records.values(), key=lambda record: record.path):
        label = str((record.data.get("label") or {}).get(pages.table.code, ""))
        seen = words(label)
        if _LEAST <= len(seen) <= _MOST and not re.search(r"[,;.:()\d]", label):
            found.setdefault(tuple(stem(word.text, pages) for word in seen), label)
    return found


def _bare(name: str, pages: Pages) -> str:
    folded = pages.lexicon.key(name).split()
    return " ".join(word.removesuffix("s").removesuffix("ie").removesuffix("y") for word in folded)
