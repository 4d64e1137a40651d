"""The names that a reader knows: spellings of the registry and numbered bodies, found in running text.

A spelling leads to one record or to none; an abbreviation counts only with its capitals.
Names are looked up, not searched for: the cost does not grow with the registry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from remit.registry import Record, Registry, natural
from remit.understand.cases import agreed, cases
from remit.understand.language import Language
from remit.understand.words import DASHES, key, plain

NUMBER = r"\d+(?:\.\s?\d+)*"
#: What a name may be made of: numbers with their dots, words.
WORD = re.compile(rf"{NUMBER}|\w+")
#: How many words the longest name may have.
LONGEST = 24


@dataclass(frozen=True)
class Known:
    """One spelling of one record; `exact` is how an abbreviation must be written."""

    record: Record
    exact: str = ""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """What the words of one workspace, one language and one year mean; no name has more words than `longest`."""

    registry: Registry
    language: Language
    organisation: str
    year: int | None = None
    longest: int = LONGEST

    @cached_property
    def spellings(self) -> dict[str, list[Known]]:
        """Return folded spelling → what bears it."""
        found: dict[str, list[Known]] = {}
        for record in self.registry.records.values():
            for text in (form for spelling in self.written(record) for form in cases(spelling, self.language)):
                known = Known(record, _folded(text) if _is_abbreviation(text) else "")
                bearers = found.setdefault(self.key(text), [])
                if known not in bearers:
                    bearers.append(known)
        return found

    @cached_property
    def glossary(self) -> Lexicon:
        """Return the names of the glossary alone, in which a reader looks up words."""
        entries = {record.path: record for record in self.registry.of("concept")}
        longest = max((len(WORD.findall(text)) for entry in entries.values() for text in entry.spellings()), default=0)
        # An article may stand before it, and an *'s* behind it is a word of its own.
        return Lexicon(Registry(entries), self.language, self.organisation, self.year, min(longest + 2, LONGEST))

    @property
    def called(self) -> str:
        """Return what the organisation is called in short, empty where there is none."""
        own = self.registry.records.get(self.organisation)
        return str(own.data.get("abbreviation") or own.label) if own else ""

    def written(self, record: Record) -> Iterator[str]:
        """Yield the spellings of a record; of own bodies and posts also without the organisation before or after."""
        name = self.called if record.group in ("body", "post") else ""
        small = tuple(f" {word}" for word in self.language.data["unfinished"])
        for text in record.spellings():
            yield text
            if name and text.startswith(f"{name} "):
                yield text.removeprefix(f"{name} ")
            elif name and text.endswith(f" {name}") and not text.removesuffix(f" {name}").endswith(small):
                yield text.removesuffix(f" {name}")

    @cached_property
    def begins(self) -> frozenset[str]:
        """Return the first words of all spellings, folded: where none of these stands, no name begins."""
        firsts = {WORD.match(spelling) for spelling in self.spellings}
        return frozenset(found[0] for found in firsts if found)

    def key(self, text: str) -> str:
        """Return what is compared of a text."""
        return key(text, self.language.alike)

    def resolve(self, text: str, groups: Iterable[str]) -> Record | None:
        """Return the one record of these classes that `text` names, or None."""
        return self._resolved(text, tuple(groups))

    @cached_property
    def _resolved(self) -> Callable[[str, tuple[str, ...]], Record | None]:
        """Return what remembers the records of texts, as long as the lexicon lives."""
        return lru_cache(maxsize=1 << 15)(self._resolve)

    def _resolve(self, text: str, groups: tuple[str, ...]) -> Record | None:
        wanted = set(groups)
        if not text or text[0] in DASHES or text[-1] in DASHES:
            return None
        if "body" in wanted and (body := self.body_numbered(text)):
            return body
        if "body" in wanted and (body := self._each(text)):
            return body
        bare = self.bare(text)
        for form in dict.fromkeys((text, bare, re.sub(r"['’]?s$", "", bare))):
            bearers = self._bearers(form, wanted)
            valid = [record for record in bearers if record.valid_in(self.year)]
            if len(bearers) == 1 or len(valid) == 1:
                return (valid or bearers)[0]
        return None

    def _each(self, text: str) -> Record | None:
        """Return the collective body that a kind of body after *each* means."""
        found = self._each_word.match(text)
        if not found:
            return None
        named = self.key(text[found.end() :])
        kinds = {kind for kind, words in self.language.data["numbered"].items() if named in map(self.key, words)}
        bearers = [r for r in self.registry.records.values() if r.data.get("stands_for_each") in kinds]
        return bearers[0] if len(bearers) == 1 else None

    @cached_property
    def _articles(self) -> re.Pattern[str]:
        words = self.language.choice(self.language.data["articles"]) if self.language.data.get("articles") else "(?!)"
        return re.compile(rf"^{words}(?:\s+|(?<=['’]))", re.IGNORECASE)

    def bare(self, text: str) -> str:
        """Return a text without the article before it."""
        return self._articles.sub("", text)

    @cached_property
    def collective(self) -> re.Pattern[str]:
        """Return the pattern of a word that begins what stands for many: *all*, *interested*, *national*."""
        words = self.language.data.get("collective")
        return re.compile(rf"{self.language.choice(words)}(?!\w)" if words else "(?!)", re.IGNORECASE)

    def is_common(self, text: str) -> bool:
        """Return whether a text is what bodies and posts are called everywhere."""
        return self.key(text) in self._common

    @cached_property
    def _common(self) -> frozenset[str]:
        kinds = (kind for group in self.language.data.get("common", {}).values() for kind in group.values())
        names = (name for kind in kinds for entry in kind for name in ([entry] if isinstance(entry, str) else entry))
        return frozenset(map(self.key, names))

    @cached_property
    def _each_word(self) -> re.Pattern[str]:
        words = self.language.choice(self.language.data["each"]) if self.language.data.get("each") else "(?!)"
        return re.compile(rf"{words}\s+", re.IGNORECASE)

    def _bearers(self, text: str, groups: set[str]) -> list[Record]:
        bearers = [known for known in self.spellings.get(self.key(text), ()) if known.record.group in groups]
        return list(dict.fromkeys(known.record for known in bearers if known.exact in ("", _folded(text))))

    def _is_written_so(self, spelling: str, record: Record) -> bool:
        """Return whether a name stands in a running text as names do: one word for a country has a capital."""
        return record.group != "country" or " " in spelling or spelling[:1].isupper()

    def names(self, text: str, groups: Iterable[str], bare: bool = True) -> Iterator[tuple[int, int, Record]]:
        """Yield (start, end, record) of the names in a text, the longest at each word, none inside another.

        Without `bare`, single words that are common nouns (*Committee*) are no names.
        """
        yield from self._known(text, tuple(groups), bare)

    @cached_property
    def _known(self) -> Callable[[str, tuple[str, ...], bool], tuple[tuple[int, int, Record], ...]]:
        """Return what remembers the names in texts, as long as the lexicon lives."""
        return lru_cache(maxsize=1 << 14)(self._named)

    def _named(self, text: str, groups: tuple[str, ...], bare: bool) -> tuple[tuple[int, int, Record], ...]:
        found = []
        words = list(WORD.finditer(text))
        at = 0
        while at < len(words):
            longest = self._longest(text, words, at, groups, bare)
            if longest:
                last, record = longest
                end = words[last].end()
                opened = text.count("(", words[at].start(), end) > text.count(")", words[at].start(), end)
                found.append((words[at].start(), end + (opened and text[end : end + 1] == ")"), record))
                at = last
            at += 1
        return tuple(found)

    def _longest(
        self, text: str, words: list[re.Match[str]], at: int, groups: tuple[str, ...], bare: bool
    ) -> tuple[int, Record] | None:
        first = self.key(words[at][0])
        if not self._may_begin(first):
            return None
        for last in range(min(at + self.longest, len(words)) - 1, at - 1, -1):
            spelling = text[words[at].start() : words[last].end()]
            record = self.resolve(spelling, groups)
            if record and self._is_written_so(spelling, record) and (bare or not self.is_bare(spelling, record)):
                return last, record
        return None

    def _may_begin(self, word: str) -> bool:
        return word in self.begins or word.removesuffix("s") in self.begins or bool(self._prefixes.match(word))

    @cached_property
    def _prefixes(self) -> re.Pattern[str]:
        return re.compile("|".join(re.escape(self.key(word).split()[0]) for word in self._prefix_words()) or "(?!)")

    def _prefix_words(self) -> list[str]:
        return [word for words in self.language.data["numbered"].values() for word in words]

    def is_bare(self, text: str, record: Record) -> bool:
        """Return whether a spelling is only the last word of the record's label (*Committee*)."""
        words = record.label.split()
        return len(words) > 1 and self.key(text).removesuffix("s") == self.key(words[-1])

    # --- numbered bodies --------------------------------------------------------------------------

    @cached_property
    def number_form(self) -> re.Pattern[str]:
        """Return the pattern of a numbered body, with the groups `prefix` and `number`."""
        words = sorted(map(plain, self._prefix_words()), key=lambda word: (-len(word), word))
        choice = "|".join(re.escape(word).replace(r"\ ", r"\s+").replace(r"\-", rf"[{DASHES}\s]?") for word in words)
        return re.compile(rf"(?<!\w)(?P<prefix>(?:{choice})s?)\s*(?P<number>{NUMBER})(?!\w)", re.IGNORECASE)

    def body_numbered(self, text: str) -> Record | None:
        """Return the body that `TC 1.12` or `TC4` names, as it was in the lexicon's year."""
        found = self.number_form.fullmatch(plain(text).strip())
        if not found:
            return None
        return self.body_of(self.kind_of(found["prefix"]), re.sub(r"\s", "", found["number"]))

    def body_of(self, kind: str, number: str) -> Record | None:
        """Return the body of this kind and number, as it was in the lexicon's year."""
        bearers = self.registry.numbered.get((kind, number), [])
        valid = [record for record in bearers if record.valid_in(self.year)]
        return next(iter(valid or bearers), None)

    def kind_of(self, prefix: str) -> str:
        """Return the kind of body that a prefix such as `TC` stands for."""
        folded = {self.key(prefix), self.key(re.sub("s$", "", prefix))}
        for kind, words in self.language.data["numbered"].items():
            if any(self.key(word) in folded for word in words):
                return str(kind)
        return ""

    def singular(self, words: str) -> str:
        """Return what one body with a number is called (*секции* → *Секция*), empty where the language does not say.

        An adjective before the word becomes that of one too: *районные отделения* → *Районное отделение*.
        """
        *before, noun = words.split() or [""]
        one = self._numbered_words.get(self.key(words)) or self._numbered_words.get(self.key(noun), "")
        if not before or not one or self.key(words) in self._numbered_words:
            return one
        said = [agreed(word, one, self.language) for word in before]
        name = " ".join([*said, one[:1].lower() + one[1:]]) if all(said) else ""
        return name[:1].upper() + name[1:]

    @cached_property
    def _numbered_words(self) -> dict[str, str]:
        words = self.language.data.get("numbered-words", {}).items()
        return {self.key(form): one[:1].upper() + one[1:] for one, forms in words for form in (one, *forms)}

    def numbers_between(self, kind: str, first: str, last: str) -> list[str]:
        """Return the numbers from `first` to `last`: 1.2 … 1.12, or those registered between."""
        head, _, start = first.rpartition(".")
        other, _, end = last.rpartition(".")
        if head == other and int(start) <= int(end) <= int(start) + 200:
            return [f"{head}.{n}".lstrip(".") for n in range(int(start), int(end) + 1)]
        known = sorted({number for k, number in self.registry.numbered if k == kind}, key=natural)
        if first not in known or last not in known:
            return []
        return [number for number in known if natural(first) <= natural(number) <= natural(last)]


@lru_cache(maxsize=32)
def lexicon(registry: Registry, language: Language, organisation: str, year: int | None) -> Lexicon:
    """Return the lexicon of a year; who asks again gets the same one, which keeps what it has looked up."""
    return Lexicon(registry, language, organisation, year)


def _folded(text: str) -> str:
    """Return an abbreviation with its capitals, but with one kind of dash and blank."""
    return re.sub(rf"[{DASHES}\s]+", " ", plain(text)).strip()


def _is_abbreviation(text: str) -> bool:
    """Return whether every word has two capitals: BIPM, CIPM MRA, NSCMetr, but not *Steering Committee*."""
    return all(sum(map(str.isupper, word)) >= 2 for word in re.split(rf"[{DASHES}\s]+", text) if word)
