"""From a piece of an *Executors* cell to its holders: lists and ranges spelt out, roles, readings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from remit.reading import Cell, Executor
from remit.understand.lexicon import NUMBER, Lexicon
from remit.understand.pieces import Piece
from remit.understand.words import DASH, pattern, plain

HOLDERS = ("body", "organisation")


@dataclass(frozen=True)
class Holder:
    """One holder that a list names; `name` is its text, `path` is empty where nothing is registered."""

    path: str
    name: str
    readings: tuple[str, ...] = ()


def expand(
    piece: Piece,
    cell: Cell,
    lexicon: Lexicon,
    before: Sequence[Executor],
    after: Sequence[Piece],
    reach: Piece | None,
) -> tuple[Executor, ...]:
    """Return the executors that one piece names; `reach` is a plural role that may go on over a comma."""
    text = cell.text[piece.start : piece.end]
    places = cell.spot(piece.start, piece.end)
    if piece.form is None:
        return (Executor(text, "", "other", readings=("unread",), places=places),)
    base = Executor(text, "", _role(piece), readings=_readings(piece, before, after, lexicon), places=places)
    read = [_executor(holder, base, piece, lexicon) for holder in _holders(piece, lexicon)]
    if reach and base.role == "body":
        read = [_reached(executor, reach, lexicon) for executor in read]
    return tuple(_bare(executor, lexicon, before) for executor in read)


def _role(piece: Piece) -> str:
    assert piece.form is not None
    return str(piece.form.data["role"])


def _readings(
    piece: Piece, before: Sequence[Executor], after: Sequence[Piece], lexicon: Lexicon
) -> tuple[str, ...]:
    """Return what the form itself says of how the piece is read, and what stands around it."""
    assert piece.form is not None
    found = [piece.form.data["reading"]] if "reading" in piece.form.data else []
    if not piece.parted:
        found.append("missing-separator")
    listed = piece.groups.get("bodies", "")
    if _role(piece) != "body" and listed and len(split(listed, lexicon)) > 1:
        found.append("role-before-list")
    if _role(piece) == "representative" and after and after[0].form and after[0].form.data["role"] == "body":
        found.append("representative-list")
    return tuple(found)


def _holders(piece: Piece, lexicon: Lexicon) -> Iterator[Holder]:
    groups = piece.groups
    if "post" in groups:
        yield _named(groups["post"], ("post",), lexicon)
    elif "office" in groups:
        yield Holder(lexicon.organisation, groups["office"])
    elif listed := groups.get("bodies") or groups.get("each") or groups.get("body"):
        for part in split(listed, lexicon):
            yield from _part(part, lexicon)
    elif "organisation" in groups:
        yield _named(groups["organisation"], ("organisation",), lexicon)


def split(listed: str, lexicon: Lexicon) -> list[str]:
    """Return the parts of a list joined by *and*, but keep names and number lists that hold one."""
    if lexicon.resolve(listed, HOLDERS):
        return [listed]
    joint = pattern(lexicon.language.data["and"], {})
    return [part.strip() for part in re.split(rf"\s+(?:{joint})\s+(?!{NUMBER})", listed, flags=re.IGNORECASE)]


def is_holder(part: str, lexicon: Lexicon, own: bool = False) -> bool:
    """Return whether a text names a body or an organisation, a numbered body or a range of such."""
    if own and _own(part, lexicon):
        return True
    return bool(_numbers(part, lexicon)[1]) or lexicon.resolve(part, HOLDERS) is not None


def _part(part: str, lexicon: Lexicon) -> Iterator[Holder]:
    """Yield the holders of a name, a range (`TC 1.2 – 1.12`) or a list of numbers (`TC 1.1, 1.3`)."""
    prefix, numbers, joined = _numbers(part, lexicon)
    if len(numbers) < 2:
        yield _own(part, lexicon) or _named(part, HOLDERS, lexicon)
        return
    readings: tuple[str, ...] = ()
    if joined:
        readings = ("range" if len(lexicon.number_form.findall(part)) > 1 else "short-range",)
        numbers = lexicon.numbers_between(lexicon.kind_of(prefix), numbers[0], numbers[-1])
    for number in numbers:
        holder = _named(f"{re.sub('s$', '', prefix)} {number}", HOLDERS, lexicon)
        yield replace(holder, readings=(*readings, *holder.readings))


def _numbers(part: str, lexicon: Lexicon) -> tuple[str, list[str], bool]:
    """Return prefix, numbers, and whether they are the two ends of a range; no numbers where it is none."""
    text = plain(part)
    first = lexicon.number_form.match(text)
    if not first:
        return "", [], False
    rest, again = text[first.end() :], rf"(?:{re.escape(first['prefix'])}\s*)?(?P<n>{NUMBER})(?!\w)"
    upto = rf"(?:{DASH}|\s+(?:{pattern(lexicon.language.data['to'], {})})\s+)"
    if found := re.fullmatch(upto + again, rest, re.IGNORECASE):
        return first["prefix"], [first["number"], found["n"]], True
    joint = pattern(lexicon.language.data["and"], {})
    if re.fullmatch(rf"(?:(?:\s*,\s*|\s*,?\s+(?:{joint})\s+){NUMBER}(?!\w))*", rest, re.IGNORECASE):
        return first["prefix"], [first["number"], *re.findall(NUMBER, rest)], False
    return "", [], False


def _own(part: str, lexicon: Lexicon) -> Holder | None:
    """Return the organisation itself for words such as *countries*, which stand for its members."""
    own = {lexicon.key(word) for word in lexicon.language.data.get("own", ())}
    return Holder(lexicon.organisation, part, ("post-without-body",)) if lexicon.key(part) in own else None


def _named(name: str, groups: Sequence[str], lexicon: Lexicon) -> Holder:
    record = lexicon.resolve(name, groups)
    if record is None:
        return Holder("", name, ("unknown-body",))
    return Holder(record.path, name, ("collective-plural",) if record.data.get("stands_for_each") else ())


def _executor(holder: Holder, base: Executor, piece: Piece, lexicon: Lexicon) -> Executor:
    readings = tuple(dict.fromkeys((*base.readings, *holder.readings)))
    text = base.text if holder.path else holder.name
    made = replace(base, text=text, holder=holder.path, readings=readings, portfolio=_portfolio(holder, piece))
    if "countries" in piece.groups:
        return replace(made, countries=countries(piece.groups["countries"], lexicon))
    return _office(made, lexicon) if base.role == "office" else made


def _portfolio(holder: Holder, piece: Piece) -> str:
    """Return the portfolio: captured words, or what the form says of the piece."""
    assert piece.form is not None
    words = str(piece.form.data.get("portfolio", ""))
    if words == "{each}":
        return holder.name
    for name, value in piece.groups.items():
        words = words.replace("{" + name + "}", value)
    return words or piece.groups.get("portfolio", "")


def _office(executor: Executor, lexicon: Lexicon) -> Executor:
    """Give the holder of a post the role of the post, and find the post that a portfolio names."""
    post = lexicon.registry.records.get(executor.holder)
    if post is None:
        return replace(executor, role="other")
    general = str(post.data.get("narrows", post.path))
    wanted = lexicon.key(executor.portfolio)
    for record in lexicon.registry.of("post"):
        wordings = [lexicon.key(entry["text"]) for entry in record.data.get("portfolio") or ()]
        if record.data.get("narrows") == general and wanted and wanted in wordings:
            post = record
    named = "" if post.path == general else post.path
    return replace(executor, holder=general, role=post.kind or "other", post=named)


def countries(listed: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the paths of the countries of a list; nothing if any word of it is no country."""
    joint = pattern(lexicon.language.data["and"], {})
    whole = lexicon.resolve(listed, ("country",))
    names = [listed] if whole else re.split(rf"\s*,\s*(?:(?:{joint})\s+)?|\s+(?:{joint})\s+", listed, flags=re.I)
    found = [lexicon.resolve(name, ("country",)) for name in names]
    return tuple(record.path for record in found if record) if all(found) else ()


def _reached(executor: Executor, reach: Piece, lexicon: Lexicon) -> Executor:
    """Give a plain body the plural role that stands before it, where its kind can have it."""
    assert reach.form is not None
    record = lexicon.registry.records.get(executor.holder)
    kinds = reach.form.data["reaches"]
    if record is None or (record.data.get("stands_for_each") or record.kind) not in kinds:
        return executor
    alone = len(list(_holders(reach, lexicon))) == 1
    reading = "role-over-comma-forced" if alone else "role-over-comma"
    return replace(executor, role=_role(reach), readings=(reading, *executor.readings))


def _bare(executor: Executor, lexicon: Lexicon, before: Sequence[Executor]) -> Executor:
    """Say so where only a common noun (*President*, *Committee*) or the organisation itself stands."""
    record = lexicon.registry.records.get(executor.holder)
    reading = ""
    if record and executor.holder == lexicon.organisation and executor.role == "body":
        reading = "bare-organisation"
    elif record and not executor.portfolio and _is_bare(executor.text, record.label, lexicon):
        reading = _bare_reading(executor, lexicon, before)
    return replace(executor, readings=(*executor.readings, reading)) if reading else executor


def _is_bare(text: str, label: str, lexicon: Lexicon) -> bool:
    """Return whether a text begins with the last word of a label whose first word is a name."""
    words = label.split()
    return len(words) == 2 and lexicon.key(text).split()[:1] == [lexicon.key(words[-1])]


def _bare_reading(executor: Executor, lexicon: Lexicon, before: Sequence[Executor]) -> str:
    if executor.holder.startswith("post/"):
        return "bare-post"
    if executor.role == "body":
        return ""
    numbered = [e for e in before if (r := lexicon.registry.records.get(e.holder)) and r.data.get("number")]
    return "bare-committee-after-body" if numbered else "bare-committee"
