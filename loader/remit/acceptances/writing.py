"""Write an acceptance to the end of its file, and leave every character before it as it is."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import yaml

from remit.acceptances.acceptance import FILE, Acceptance, parse
from remit.errors import WorkspaceError

#: How a file of acceptances begins.
HEAD = """\
# yaml-language-server: $schema=registry/schema/accepted.schema.json
# Findings that were looked at and left as they are, each with a reason and the day.
#
# An entry that is found no more, or has run out, is a finding itself; take it out then.
# Left out: rows and pages, which move; names of persons.
"""
#: The keys of an entry, in their order.
KEYS = ("rule", "event", "about", "words", "reason", "date", "until", "revision")


def append(path: Path, acceptance: Acceptance) -> str:
    """Append an acceptance to the file, which is made if it is not there; return the lines written.

    A file to which nothing can be appended (its list stands in brackets) is a WorkspaceError with what to write.
    """
    try:
        old = path.read_bytes().decode("utf-8") if path.exists() else HEAD
        entry, new = _appended(old, acceptance)
        parse(entry, Path("the acceptance"))
        if not _holds(new, old, acceptance, path):
            plain = yaml.safe_dump(_plain(acceptance), allow_unicode=True, default_flow_style=True, width=10_000)
            raise WorkspaceError(f"{path}: nothing can be put to its end; write into it by hand: {plain.strip()}")
        _replace(path, new)
    except (OSError, UnicodeDecodeError) as error:
        raise WorkspaceError(f"{path}: cannot be written: {getattr(error, 'strerror', '') or error}") from error
    return entry


def _appended(old: str, acceptance: Acceptance) -> tuple[str, str]:
    """Return the lines of the entry, and the text with them at its end, in its own way of ending lines."""
    text = yaml.safe_dump([_plain(acceptance)], allow_unicode=True, sort_keys=False, width=110)
    entry = "".join(f"{' ' * _indent(old)}{line}\n" for line in text.splitlines())
    gap = "" if old.endswith("\n") or not old else "\n"
    ending = "\r\n" if "\r\n" in old else "\n"
    return entry, old + f"{gap}\n{entry}".replace("\n", ending)


def _plain(acceptance: Acceptance) -> dict[str, str]:
    return {key: value for key in KEYS if (value := getattr(acceptance, key))}


def _indent(text: str) -> int:
    """Return by how many blanks the entries of a list are set in."""
    dashes = [line for line in text.splitlines() if line.lstrip(" ").startswith("- ")]
    return len(dashes[0]) - len(dashes[0].lstrip(" ")) if dashes else 0


def _holds(new: str, old: str, acceptance: Acceptance, path: Path) -> bool:
    """Return whether the new text holds what the old one held, and the acceptance."""
    before: Any = parse(old, path)
    try:
        return parse(new, path) == (*before, acceptance)
    except WorkspaceError:
        return False


def _replace(path: Path, text: str) -> None:
    real = path.resolve()
    fresh = real.with_name(f".{FILE}.{os.getpid()}")
    try:
        fresh.write_bytes(text.encode("utf-8"))
        if real.exists():
            shutil.copymode(real, fresh)
        os.replace(fresh, real)
    finally:
        fresh.unlink(missing_ok=True)
