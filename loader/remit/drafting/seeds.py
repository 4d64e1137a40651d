"""What a document is read with that has no registry: names that are the same for everybody.

These are the countries of the Unicode CLDR, the posts and bodies that every organisation calls alike (`common` in a
language file), and the organisations outside that the bundled registry knows. Only what a document names is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from remit.drafting.own import Own
from remit.names import slug
from remit.registry import UNKNOWN_KIND, Record
from remit.understand.language import Language
from remit.workspace import Workspace

Entry = dict[str, Any]
Entries = dict[str, list[Entry]]
#: Kinds of organisation that are no single organisation.
_SEVERAL = ("class-of-organisations", "collective")


def seeds(own: Own, language: Language, outline: dict[str, Any], source: str) -> Entries:
    """Return the entries of each registry to read with; `source` says which document they are to be found in."""
    return {
        "bodies": list(_common("body", own, language, source)),
        "posts": list(_common("post", own, language, source)),
        "organisations": [own_entry(own, language, outline, source), *_organisations(own, outline)],
        "countries": list(_countries(language, outline)),
    }


def own_entry(own: Own, language: Language, outline: dict[str, Any], source: str) -> Entry:
    """Return the entry of the organisation itself; its kind is for a person to say."""
    short = {"abbreviation": own.abbreviation} if own.abbreviation else {}
    return {
        "id": own.slug,
        "kind": UNKNOWN_KIND,
        **short,
        "label": {language.code: own.label},
        "mention": "none",
        "note": outline["notes"]["own"],
        "source": [source],
        "confidence": "inferred",
    }


def _common(group: str, own: Own, language: Language, source: str) -> Iterator[Entry]:
    for kind, names in language.data.get("common", {}).get(group, {}).items():
        for first, *others in (name if isinstance(name, list) else [name] for name in names):
            spellings = [{"text": text, "lang": language.code, "where": source} for text in others]
            yield {
                "id": slug(first),
                "kind": kind,
                "label": {language.code: f"{own.abbreviation} {first}".strip()},
                **({"spellings": spellings} if spellings else {}),
                "parent": own.path,
                "source": [source],
                "confidence": "inferred",
            }


def _organisations(own: Own, outline: dict[str, Any]) -> Iterator[Entry]:
    bundled = Workspace.bundled()
    for record in bundled.registry.of("organisation"):
        alien = record.path not in (bundled.settings["organisation"], own.path)
        if alien and record.data.get("abbreviation") not in (None, own.abbreviation) and record.kind not in _SEVERAL:
            yield _borrowed(record, outline["notes"]["letters"])


def _borrowed(record: Record, note: str) -> Entry:
    kept: Entry = {key: record.data[key] for key in ("id", "kind", "abbreviation", "label") if key in record.data}
    return {**kept, "note": note, "source": record.data["source"], "confidence": "inferred"}


def _countries(language: Language, outline: dict[str, Any]) -> Iterator[Entry]:
    """Yield the countries by the names of the CLDR, with the spellings that the bundled registry has beside."""
    from babel import Locale

    bundled = Workspace.bundled().registry.records
    for code, name in sorted(Locale.parse(language.code).territories.items()):
        if len(code) != 2 or not code.isalpha() or code in ("EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"):
            continue
        known = bundled.get(f"country/{code.lower()}")
        spellings = [s for s in (known.data.get("spellings") or () if known else ()) if s["lang"] == language.code]
        more = {"spellings": spellings} if spellings else {}
        yield {
            "id": code.lower(),
            "code": code,
            "label": {language.code: name},
            **more,
            "source": [outline["countries"]],
            "confidence": "stated",
        }
