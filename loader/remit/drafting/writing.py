"""Write a drafted workspace into a folder: settings, registries, the document as it was received."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import yaml

from remit.drafting.own import Own
from remit.drafting.seeds import Entries
from remit.names import slug
from remit.workspace import SETTINGS


def write_settings(folder: Path, own: Own, title: str, language: str, document: str, outline: dict[str, Any]) -> None:
    """Write data/workspace.yaml; a programme stands there only where a code was found."""
    programme = {
        "id": own.programme,
        "title": {language: title},
        "code_pattern": own.pattern,
        "source": [f"{own.code}, {document}"],
    }
    settings = {
        "name": own.slug.replace(".", "-"),
        "title": {language: title},
        "base": outline["settings"]["base"].format(slug=own.slug.replace(".", "-")),
        "organisation": own.path,
        "language": [language],
        "label_languages": [language],
        "licence": outline["settings"]["licence"],
        "programmes": [programme] if own.pattern else [],
        "sources": [{"file": document, "revision": _revision(own, document)}],
    }
    _write(folder / SETTINGS, outline["heads"]["workspace"].format(document=document), settings)


def write_registries(folder: Path, entries: Entries, document: str, outline: dict[str, Any]) -> None:
    """Write a file a registry, and none for a registry that holds nothing."""
    for name, records in entries.items():
        path = folder / "registry" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        if records:
            _write(path, outline["heads"][name].format(document=document), *([record] for record in records))


def write_source(folder: Path, document: str, content: bytes) -> None:
    """Write the document and its SHA-256, in the form that sha256sum reads."""
    folder.mkdir(parents=True)
    (folder / document).write_bytes(content)
    (folder / "SHA256SUMS").write_text(f"{hashlib.sha256(content).hexdigest()}  {document}\n", encoding="utf-8")


def _write(path: Path, head: str, *parts: Any) -> None:
    written = [yaml.safe_dump(part, allow_unicode=True, sort_keys=False, width=110) for part in parts]
    path.write_text("\n".join([head, *written]), encoding="utf-8")


def _revision(own: Own, document: str) -> str:
    if own.pattern:
        return f"{own.programme}-{own.code[-4:]}"
    return f"{slug(document.rpartition('.')[0] or document)}-draft".lstrip("-.")
