"""Write a drafted workspace into a folder: settings, registries, the document as it was received."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from remit.drafting.own import Own, revision_of
from remit.drafting.seeds import Entries
from remit.reading import Reading
from remit.workspace import SETTINGS


def write_settings(folder: Path, own: Own, readings: Sequence[Reading], outline: dict[str, Any]) -> None:
    """Write data/workspace.yaml; a programme stands there only where a code or a title tells it."""
    first, names = readings[0], [reading.source.name for reading in readings]
    languages = list(dict.fromkeys(reading.language for reading in readings))
    title = first.programme.title or own.label
    pattern = {"code_pattern": own.pattern} if own.pattern else {"title_pattern": own.title_pattern}
    programme = {
        "id": own.programme,
        "title": {first.language: own.title or title},
        **pattern,
        "source": [f"{own.code or title}, {names[0]}"],
    }
    settings = {
        "name": own.slug.replace(".", "-"),
        "title": {first.language: title},
        "base": outline["settings"]["base"].format(slug=own.slug.replace(".", "-")),
        "organisation": own.path,
        "language": languages,
        "label_languages": [*languages],
        "licence": outline["settings"]["licence"],
        "programmes": [programme] if own.programme else [],
        "sources": [
            {"file": name, "revision": revision_of(own, each.programme, name)}
            for name, each in zip(names, readings, strict=True)
        ],
    }
    _write(folder / SETTINGS, outline["heads"]["workspace"].format(document=", ".join(names)), settings)


def write_registries(folder: Path, entries: Entries, document: str, outline: dict[str, Any]) -> None:
    """Write a file a registry, and none for a registry that holds nothing."""
    for name, records in entries.items():
        path = folder / "registry" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        if records:
            _write(path, outline["heads"][name].format(document=document), *([record] for record in records))


def write_sources(folder: Path, documents: Mapping[str, bytes]) -> None:
    """Write the documents and their SHA-256, in the form that sha256sum reads."""
    folder.mkdir(parents=True)
    for name, content in documents.items():
        (folder / name).write_bytes(content)
    sums = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in documents.items())
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


def _write(path: Path, head: str, *parts: Any) -> None:
    written = [yaml.safe_dump(part, allow_unicode=True, sort_keys=False, width=110) for part in parts]
    path.write_text("\n".join([head, *written]), encoding="utf-8")
