"""What stands twice: a phrase within one title, and events that speak of the same work."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from remit.wording.names import content, stem
from remit.wording.texts import Notice, Pages, Text, Word, words

#: How many words in a row make a phrase; how many events may share a word before it says nothing.
_PHRASE, _RUN, _COMMON = 3, 4, 0.15


def echoes(pages: Pages) -> Iterator[Notice]:
    """Yield phrases that stand twice in one title, and titles that repeat another event."""
    for text in pages.of("title", "remarks"):
        yield from _phrases(text, pages)
    yield from _events(pages)


def _phrases(text: Text, pages: Pages) -> Iterator[Notice]:
    seen = content(text.text, pages)
    stems = [stem(word.text, pages) for word in seen]
    first: dict[tuple[str, ...], int] = {}
    end = -1
    for at in range(len(seen) - _PHRASE + 1):
        phrase = tuple(stems[at : at + _PHRASE])
        if at >= end and phrase in first and first[phrase] + _PHRASE <= at and _adjacent(text, seen[at : at + _PHRASE]):
            end = at + _PHRASE
            yield Notice(text, seen[at].start, seen[end - 1].end, "phrase-twice")
        first.setdefault(phrase, at)


def _adjacent(text: Text, run: list[Word]) -> bool:
    return not any(set(text.text[a.end : b.start]) & set(",;:()") for a, b in pairwise(run))


def _events(pages: Pages) -> Iterator[Notice]:
    """Yield the later of two events that share a run of words outside names, or executors, section and a rare word."""
    titles = [text for text in pages.prose if text.part[0] == "event" and text.column == "title"]
    executors = {text.part: text for text in pages.texts if text.column == "executors"}
    rare = _rare(titles, pages)
    runs: dict[tuple[str, ...], Text] = {}
    alike: dict[tuple[str, str], list[Text]] = defaultdict(list)
    whole: dict[tuple[str, str], Text] = {}
    for text in titles:
        if (
            notice := _whole_before(text, whole, pages)
            or _run_before(text, runs, pages)
            or _like_before(text, alike, executors, rare, pages)
        ):
            yield notice
        for run, *_ in _runs(text, pages):
            runs.setdefault(run, text)


def _whole_before(text: Text, whole: dict[tuple[str, str], Text], pages: Pages) -> Notice | None:
    """Return a notice of the event above that has the same title; one word says nothing, nor do rows of two groups."""
    said = content(text.text, pages)
    if len(said) < 2 or not text.text[:1].isalnum():
        return None
    above = text.part[1].rpartition(".")[0] or text.section
    before = whole.setdefault((above, pages.lexicon.key(text.text)), text)
    return Notice(text, 0, len(text.text), "echo", other=before.part) if before is not text else None


def _run_before(text: Text, runs: dict[tuple[str, ...], Text], pages: Pages) -> Notice | None:
    for run, start, end in _runs(text, pages):
        before = runs.get(run)
        if before and before.part != text.part and _numbers(before) == _numbers(text):
            return Notice(text, start, end, "echo", other=before.part)
    return None


def _numbers(text: Text) -> list[str]:
    """Return the numbers of a title, by which two that are worded alike may be told apart: 5th, 6th."""
    return re.findall(r"\d+", text.text)


def _runs(text: Text, pages: Pages) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Yield each run of content words that no registered name covers."""
    seen, unnamed = content(text.text, pages), {word.start for word in _unnamed(text, pages)}
    for at in range(len(seen) - _RUN + 1):
        run = seen[at : at + _RUN]
        if sum(word.start in unnamed for word in run) > _RUN // 2:
            yield tuple(stem(word.text, pages) for word in run), run[0].start, run[-1].end


def _unnamed(text: Text, pages: Pages) -> list[Word]:
    """Return the content words that are part of no registered name."""
    named = [(start, end) for start, end, _ in pages.lexicon.names(text.text, _NAMED)]
    return [w for w in content(text.text, pages) if not any(start <= w.start < end for start, end in named)]


_NAMED = ("body", "post", "organisation", "country", "publication", "instrument", "project", "concept")


def _like_before(
    text: Text,
    alike: dict[tuple[str, str], list[Text]],
    executors: dict[tuple[str, str], Text],
    rare: set[str],
    pages: Pages,
) -> Notice | None:
    """Return a notice of the nearest event above with the same several executors that shares a rare word."""
    done_by = executors.get(text.part)
    if done_by is None or not any(sign in done_by.text for sign in ",;\n"):
        return None
    key = (text.section, pages.lexicon.key(done_by.text))
    found = None
    for before in reversed(alike[key]):
        theirs = {stem(word.text, pages) for word in content(before.text, pages)} & rare
        shared = [word for word in _subjects(text, pages) if stem(word.text, pages) in theirs]
        if shared:
            found = Notice(text, shared[-1].start, shared[-1].end, "companion", other=before.part)
            break
    alike[key].append(text)
    return found


def _subjects(text: Text, pages: Pages) -> list[Word]:
    """Return the words that may say what the work is about: not the one that opens the title, nor a verb's particle."""
    particles = pages.table.words("particles")
    opening = next((w.start for w in words(text.text)), 0)
    return [w for w in _unnamed(text, pages) if w.start != opening and w.text.lower() not in particles]


def _rare(titles: list[Text], pages: Pages) -> set[str]:
    counts: dict[str, int] = defaultdict(int)
    for text in titles:
        for one in {stem(word.text, pages) for word in content(text.text, pages)}:
            counts[one] += 1
    return {one for one, count in counts.items() if count <= max(3, _COMMON * len(titles))}
