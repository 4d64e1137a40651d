"""What a reading names → the entries of registries, each with the spellings met, where, and what is to be reviewed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from remit.drafting.met import Holder, holders
from remit.drafting.own import Own
from remit.drafting.seeds import Entries, Entry, own_entry
from remit.reading import Reading
from remit.registry import UNKNOWN_KIND, natural
from remit.understand.language import Language
from remit.understand.lexicon import Lexicon

#: From how many of 100 two names are near enough to be one misspelt.
NEAR = 88


def registries(reading: Reading, own: Own, lexicon: Lexicon, outline: dict[str, Any]) -> Entries:
    """Return the entries of each registry, sorted by id: the holders, and the other things that the reading names."""
    found = holders(reading, own, lexicon)
    bodies = [holder for holder in found if holder.group == "body" and not holder.number]
    near = {**dict(_near_offices(bodies, lexicon.language)), **dict(_near(bodies))}
    made = [(each.group, _Drafted(each, reading, own, lexicon, outline["notes"]).entry(near)) for each in found]
    itself = own_entry(own, lexicon.language, outline, where(reading))
    drafted: Entries = {
        "bodies": [entry for group, entry in made if group == "body"],
        "posts": [entry for group, entry in made if group == "post"],
        "organisations": [itself, *_named("organisation", reading, lexicon)],
        "countries": list(_named("country", reading, lexicon)),
    }
    return {name: sorted(entries, key=lambda entry: natural(entry["id"])) for name, entries in drafted.items()}


def merged(first: Entries, more: Entries) -> Entries:
    """Return two drafts of registries as one; what both have keeps its first entry, with the spellings of both."""
    names = [*first, *(name for name in more if name not in first)]
    return {name: _joined(first.get(name, []), more.get(name, [])) for name in names}


def _joined(first: Sequence[Entry], more: Sequence[Entry]) -> list[Entry]:
    found = {entry["id"]: entry for entry in first}
    for entry in more:
        found[entry["id"]] = both(found[entry["id"]], entry) if entry["id"] in found else entry
    return sorted(found.values(), key=lambda entry: natural(entry["id"]))


def both(one: Entry, other: Entry) -> Entry:
    """Return an entry with the spellings and sources of another; labels of other languages are added."""
    given = {*one["label"].values(), one.get("abbreviation")}
    spelt = {each["text"]: each for each in (*other.get("spellings", ()), *one.get("spellings", ()))}
    label = {**other["label"], **one["label"]}
    for code, text in other["label"].items():
        if text not in given and code in one["label"]:
            spelt.setdefault(text, {"text": text, "lang": code, "where": other["source"][0]})
    spellings = [each for text, each in spelt.items() if text not in given]
    source = list(dict.fromkeys((*one["source"], *other["source"])))
    return {**one, "label": label, **({"spellings": spellings} if spellings else {}), "source": source}


def alike(entries: Entries, note: str) -> list[tuple[str, str]]:
    """Return the names of records with those that they are almost the same as, as their notes (`note`) say."""
    form = re.compile(re.escape(note).replace(re.escape("{near}"), "(.+?)"))
    found = [(entry, form.search(entry.get("note", ""))) for records in entries.values() for entry in records]
    return [(next(iter(entry["label"].values())), near[1]) for entry, near in found if near]


def where(reading: Reading) -> str:
    """Return how a document is called as a source: by its code, else by the name of its file."""
    return reading.programme.code if len(reading.programme.code) > 4 else reading.source.name


def _named(group: str, reading: Reading, lexicon: Lexicon) -> Iterator[Entry]:
    """Yield the entries of what was read with that a document names, in executors, titles or remarks."""
    paths = {mention.entity for event in reading.events for mention in event.mentions}
    executors = [executor for event in reading.events for executor in event.executors]
    paths |= {path for executor in executors for path in (executor.holder, *executor.countries)}
    for record in lexicon.registry.of(group):
        if record.path in paths and record.path != lexicon.organisation:
            yield record.data


def _near(bodies: Sequence[Holder]) -> Iterator[tuple[str, str]]:
    """Yield the id of a body and the name that its own is nearly the same as."""
    from rapidfuzz import fuzz

    for one, other in combinations(bodies, 2):
        if fuzz.ratio(one.names[0].lower(), other.names[0].lower()) >= NEAR:
            less, more = sorted((one, other), key=lambda holder: (holder.met[0].known, len(holder.met)))
            yield less.id, more.names[0]


def _near_offices(bodies: Sequence[Holder], language: Language) -> Iterator[tuple[str, str]]:
    """Yield the id of a body and the name of an office that its own is nearly the same as."""
    from rapidfuzz import fuzz

    posts = [name for names in language.data.get("common", {}).get("post", {}).values() for name in names]
    common = [each for name in posts for each in (name if isinstance(name, list) else [name])]
    names = [*language.data.get("offices", ()), *language.data["phrases"].get("officer", ()), *common]
    known = {str(name).lower() for name in names}
    for body in (body for body in bodies if body.names[0].lower() not in known and not body.met[0].known):
        alike = [name for name in names if fuzz.ratio(body.names[0].lower(), str(name).lower()) >= NEAR]
        if alike:
            yield body.id, max(alike, key=lambda name: fuzz.ratio(body.names[0].lower(), str(name).lower()))


class _Drafted:
    """The entry of one holder."""

    def __init__(self, holder: Holder, reading: Reading, own: Own, lexicon: Lexicon, notes: dict[str, str]) -> None:
        self.holder = holder
        self.source = where(reading)
        self.own = own
        self.language = lexicon.language
        self.record = lexicon.registry.records.get(f"{holder.group}/{holder.id}")
        self.notes = notes

    def entry(self, near: dict[str, str]) -> Entry:
        """Return the entry; `near` are the names that are almost those of others."""
        holder = self.holder
        spellings = self._spellings()
        note = self._note(near)
        return {
            "id": holder.id,
            "kind": self._kind(),
            **({"number": holder.number} if holder.number else {}),
            **({"abbreviation": self._short()} if self._short() else {}),
            "label": {self.language.code: self._label()},
            **({"spellings": spellings} if spellings else {}),
            "parent": self.own.path,
            **({"stands_for_each": holder.each} if holder.each else {}),
            **({"note": note} if note else {}),
            "source": [f"{self.source}, {', '.join(dict.fromkeys(met.event for met in holder.met))}"],
            "confidence": "inferred",
        }

    def _kind(self) -> str:
        known = self.record.kind if self.record else ""
        return "collective" if self.holder.each else self.holder.kind or known or UNKNOWN_KIND

    def _label(self) -> str:
        """Return the best name: of an abbreviation and a name in full the latter, of a common name its plain form."""
        label = self.record.data["label"].get(self.language.code) if self.record else None
        if label and label not in self.holder.names:
            return str(label).removeprefix(f"{self.own.abbreviation} ")
        names = [name for name in self.holder.names if name != self.holder.short]
        full = (names or list(self.holder.names))[0]
        return full.removesuffix(f" ({self.holder.short})") if self.holder.short else full

    def _short(self) -> str:
        """Return the abbreviation: what stands in brackets, or the number with the short word before it."""
        return self.holder.names[0] if self.holder.kind else self.holder.short

    def _spellings(self) -> list[dict[str, str]]:
        given = {self._label(), self._short()}
        met = [(name, ", ".join(self.holder.where(name))) for name in self.holder.names if name not in given]
        code = self.language.code
        return [{"text": name, "lang": code, "where": f"{self.source} {events}"} for name, events in met if events]

    def _note(self, near: dict[str, str]) -> str:
        if other := near.get(self.holder.id):
            return self.notes["near"].format(near=other)
        alone = any(met.alone for met in self.holder.met)
        bends = self.language.data.get("cases") and not self.holder.number and self.record is None
        return self.notes["bent"] if bends and not alone else ""
