"""Read a title or a remark: which things it speaks of.

Found are spellings of the registry, numbers of a known scheme (`186/RU/99`), agreements between two
organisations, and a kind of body that stands without its number where only one can be meant.
Each thing counts once an event, where it stands first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from remit.names import slug
from remit.reading import Cell, Executor, Mention
from remit.registry import Record
from remit.understand.language import Language
from remit.understand.lexicon import Lexicon
from remit.understand.words import pattern, plain

EXTERNAL = ("organisation", "country", "project", "publication", "instrument")
INTERNAL = ("body", "post", "publication")
OTHER = ("meeting", "concept", "organisation")


def read_mentions(cells: Iterable[Cell], executors: Sequence[Executor], lexicon: Lexicon) -> tuple[Mention, ...]:
    """Return what the cells speak of: external things first, then internal ones, then others."""
    found: dict[tuple[str, str], Mention] = {}
    for cell in cells:
        for mention in _mentions(cell, executors, lexicon):
            if mention.entity != lexicon.organisation:
                found.setdefault((mention.kind, mention.entity), mention)
    order = {"external": 0, "internal": 1, "other": 2}
    return tuple(sorted(found.values(), key=lambda mention: order[mention.kind]))


def _mentions(cell: Cell, executors: Sequence[Executor], lexicon: Lexicon) -> Iterator[Mention]:
    for start, end, entity, kind in _scan(cell.text, lexicon):
        yield Mention(cell.text[start:end], entity, kind, "", cell.spot(start, end))
    for start, end, entity in _bare_kinds(plain(cell.text), executors, lexicon):
        yield Mention(cell.text[start:end], entity, "internal", "bare-kind", cell.spot(start, end))


@lru_cache(maxsize=4096)
def _scan(written: str, lexicon: Lexicon) -> tuple[tuple[int, int, str, str], ...]:
    """Return (start, end, entity, kind) of all that is named in a text."""
    text, agreements = plain(written), _agreements(written, lexicon)
    found = [*_named(text, EXTERNAL, "external", lexicon), *_numbered(text, lexicon), *agreements]
    taken = [(start, end) for start, end, *_ in found]
    inner = _named(text, INTERNAL, "internal", lexicon)
    found += [m for m in inner if not any(start <= m[0] and m[1] <= end for start, end in taken)]
    found += _named(text, OTHER, "other", lexicon)
    return tuple(found)


def _named(text: str, groups: tuple[str, ...], kind: str, lexicon: Lexicon) -> Iterator[tuple[int, int, str, str]]:
    """Yield the registered things of some classes, the longest spelling first, none inside another."""
    for start, end, record in lexicon.names(text, groups, bare=False):
        if _kind(record) == kind:
            yield start, end, record.path, kind
            for first, last, partner in lexicon.names(text[start:end], ("organisation",)):
                if partner.path in (record.data.get("partners") or record.data.get("parties") or ()):
                    yield start + first, start + last, partner.path, kind


def _kind(record: Record) -> str:
    if "mention" in record.data:
        return str(record.data["mention"])
    return {"body": "internal", "post": "internal", "meeting": "other", "concept": "other"}.get(
        record.group, "external"
    )


def _numbered(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, str, str]]:
    """Yield things that bear a number of a known scheme, registered or not."""
    for scheme in lexicon.registry.schemes:
        for found in re.finditer(rf"(?<![\w/]){scheme.pattern}(?![\w/])", text):
            record = lexicon.resolve(found[0], (scheme.group,))
            identity = scheme.identity(found)
            entity = record.path if record else f"{scheme.group}/{identity}"
            known = lexicon.registry.records.get(entity)
            kind = _kind(known) if known else ("other" if scheme.group in OTHER else "external")
            yield found.start(), found.end(), entity, kind


def _agreements(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, str, str]]:
    """Yield agreements that a text names together with their parties."""
    for form in _agreement_forms(lexicon.language):
        for found in form.finditer(plain(text)):
            sides = [list(lexicon.names(found[side], ("organisation",))) for side in ("one", "other")]
            if all(sides):
                parties = sorted({party.path.partition("/")[2] for side in sides for _, _, party in side})
                end = found.start("other") + sides[1][-1][1]
                yield found.start(), end, f"instrument/{slug(text[slice(*found.span('name'))])}-{'-'.join(parties)}", "external"


@cache
def _agreement_forms(language: Language) -> tuple[re.Pattern[str], ...]:
    parties = {"one": r"(?P<one>[^,;]+?)", "other": r"(?P<other>[^.;]+)"}
    names = [pattern(entry["form"], {}) for entry in language.data.get("instruments", ())]
    said = language.data.get("between", [])
    between = [pattern(form, parties) for form in (said if isinstance(said, list) else [said])]
    return tuple(
        re.compile(rf"(?P<name>{name})(?!\w)[^.;]*?\s{parties_form}", re.IGNORECASE)
        for name in names
        for parties_form in between
    )


def _kind_of(holder: str, lexicon: Lexicon) -> str | None:
    """Return the kind of a holder; a provisional one, which no registry holds, has none."""
    record = lexicon.registry.records.get(holder)
    return record.kind if record else None


def _bare_kinds(text: str, executors: Sequence[Executor], lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Yield a kind of body without its number, where one executor alone is of that kind."""
    for kind, words in lexicon.language.data["numbered"].items():
        holders = {e.holder for e in executors if _kind_of(e.holder, lexicon) == kind}
        full = [word for word in words if not word.isupper()]
        if len(holders) != 1 or not full:
            continue
        for found in re.finditer(rf"(?<!\w){lexicon.language.choice(full)}(?!\w)(?!\s*\d)", text, re.IGNORECASE):
            yield found.start(), found.end(), next(iter(holders))
