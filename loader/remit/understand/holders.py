"""From a piece of an *Executors* cell to its holders: lists and ranges spelt out, roles, readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from remit.reading import Cell, Executor
from remit.registry import Record
from remit.understand.countries import countries
from remit.understand.lexicon import Lexicon
from remit.understand.lists import Holder, holders
from remit.understand.pieces import Piece
from remit.understand.words import plain


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
    readings = _readings(piece, before, after, lexicon)
    if "person" in piece.groups:
        return (Executor(text, "", "other", readings=("unread", *readings), places=places),)
    bases = [Executor(text, "", role, readings=readings, places=places) for role in _roles(piece)]
    read = [_executor(holder, base, piece, lexicon) for base in bases for holder in _holders(piece, lexicon)]
    if reach and _roles(piece) == ["body"]:
        read = [_reached(executor, reach, lexicon) for executor in read]
    return tuple(_bare(executor, lexicon, before) for executor in read)


def _roles(piece: Piece) -> list[str]:
    assert piece.form is not None
    said = piece.form.data["role"]
    return [str(role) for role in said] if isinstance(said, list) else [str(said)]


def _readings(piece: Piece, before: Sequence[Executor], after: Sequence[Piece], lexicon: Lexicon) -> tuple[str, ...]:
    """Return what the form itself says of how the piece is read, and what stands around it."""
    assert piece.form is not None
    found = [piece.form.data["reading"]] if "reading" in piece.form.data else []
    if not piece.parted:
        found.append("missing-separator")
    if piece.either:
        found.append("one-of-several")
    role, listed = _roles(piece)[0], piece.groups.get("bodies", "")
    several = [h for h in holders(listed, lexicon) if "range" not in " ".join(h.readings)] if listed else []
    if role != "body" and len(several) > 1:
        found.append("role-before-list")
    if role == "representative" and after and after[0].form and after[0].form.data["role"] == "body":
        found.append("representative-list")
    return tuple(found)


def _holders(piece: Piece, lexicon: Lexicon) -> tuple[Holder, ...]:
    groups = piece.groups
    if "post" in groups:
        return (_named(groups["post"], ("post",), lexicon),)
    if "office" in groups:
        return (Holder(lexicon.organisation, groups["office"]),)
    if listed := groups.get("bodies") or groups.get("each") or groups.get("body"):
        named = holders(listed, lexicon, own="each" in groups)
        return tuple(_made(holder, groups["refers"], lexicon) for holder in named) if "refers" in groups else named
    if "organisation" in groups:
        return (_named(groups["organisation"], ("organisation",), lexicon),)
    return (Holder(lexicon.organisation, ""),)


def _made(holder: Holder, number: str, lexicon: Lexicon) -> Holder:
    """Return a body that another event makes: a working group without a name is called by the number of that event."""
    words = lexicon.bare(holder.name)
    alone = len(words.split()) == 1 or lexicon.singular(words) or lexicon.kind_of(words)
    return replace(holder, path=f"{holder.path}-{number}") if alone and not holder.known else holder


def _named(name: str, groups: Sequence[str], lexicon: Lexicon) -> Holder:
    record = lexicon.resolve(name, groups)
    assert record is not None, "a form fits only where its names are known"
    return Holder(record.path, name)


def of_kind(record: Record) -> str:
    """Return the kind of a body, of a collective one the kind that it stands for."""
    return str(record.data.get("stands_for_each") or record.kind)


def _executor(holder: Holder, base: Executor, piece: Piece, lexicon: Lexicon) -> Executor:
    readings = tuple(dict.fromkeys((*base.readings, *holder.readings)))
    portfolio = _portfolio(holder, piece).replace("{text}", base.text)
    made = replace(base, holder=holder.path, name=holder.name, readings=readings, portfolio=portfolio, near=holder.near)
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


def _reached(executor: Executor, reach: Piece, lexicon: Lexicon) -> Executor:
    """Give a plain body the plural role that stands before it, where its kind can have it."""
    assert reach.form is not None
    if reach.form.data["reaches"] != "any" and not _can_have(executor, reach.form.data["reaches"], lexicon):
        return executor
    alone = len(_holders(reach, lexicon)) == 1
    reading = "role-over-comma-forced" if alone else "role-over-comma"
    return replace(executor, role=_roles(reach)[0], readings=(reading, *executor.readings))


def reached_back(executors: Sequence[Executor], piece: Piece, lexicon: Lexicon) -> list[Executor]:
    """Give the plain bodies before a plural role that stands behind (`JCMS, TC 1.5 Chairpersons`) that role too."""
    kinds = piece.form.data.get("reaches-back") if piece.form else None
    alone = len(_holders(piece, lexicon)) == 1 if kinds else False
    reading = "role-over-comma-forced" if alone else "role-over-comma"
    made = list(executors)
    for index in range(len(made) - 1, -1, -1):
        executor = made[index]
        if not kinds or executor.role != "body" or not _can_have(executor, kinds, lexicon):
            break
        made[index] = replace(executor, role=_roles(piece)[0], readings=(reading, *executor.readings))
    return made


def _can_have(executor: Executor, kinds: Sequence[str], lexicon: Lexicon) -> bool:
    record = lexicon.registry.records.get(executor.holder)
    if record is None and (found := lexicon.number_form.fullmatch(plain(executor.name))):
        return lexicon.kind_of(found["prefix"]) in kinds
    return record is not None and of_kind(record) in kinds


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
