"""Fictional registries, each with one contradiction: what is written, and what an explanation must name."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from remit.workspace import Workspace

GARDENS = Path(__file__).parent / "documents" / "fictional-en"


@dataclass(frozen=True)
class Contradiction:
    """A change in one file of a registry: `after` in place of `before`, or a file of its own.

    `said` are words of the explanation; each of `lines` begins a line of the file that the explanation points at.
    """

    file: str
    before: str
    after: str
    said: str
    lines: tuple[str, ...]

    def made(self, folder: Path) -> Workspace:
        """Return the workspace with the contradiction."""
        shutil.copytree(GARDENS, folder)
        path = folder / "data" / "registry" / self.file
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        assert not self.before or text.count(self.before) == 1
        path.write_text(text.replace(self.before, self.after) if self.before else self.after, encoding="utf-8")
        return Workspace.at(folder)

    def pointed(self, workspace: Workspace) -> list[str]:
        """Return file and line of what the explanation must point at."""
        path = workspace.root / "data" / "registry" / self.file
        written = path.read_text(encoding="utf-8").splitlines()
        return [f"{path}:{written.index(line) + 1}" for line in self.lines]


def _record(*lines: str) -> str:
    return "\n".join(["- id: x", *(f"  {line}" for line in lines), "  source: [fictional]", "  confidence: stated", ""])


TREASURER, DIRECTOR = "  label: {en: Treasurer}\n", "  label: {en: Executive Director}\n"
ALPINE, WATER = "  label: {en: TG 2.1 Alpine Plants}\n", "  label: {en: TG 2.2 Water Plants}\n"
ISEB = "  label: {en: International Seed Bureau}\n"

CONTRADICTIONS = {
    "a body is its own parent": Contradiction(
        "bodies.yaml",
        "  label: {en: Seed Forum}\n  parent: body/council\n",
        "  label: {en: Seed Forum}\n  parent: body/seed-forum\n",
        "Seed Forum would have “sub organization of” to itself",
        ("- id: seed-forum", "  parent: body/seed-forum"),
    ),
    "a post is a body": Contradiction(
        "posts.yaml",
        TREASURER,
        f"{TREASURER}  narrows: body/council\n",
        "COBOGA Steering Council would be a body and a post",
        ("  narrows: body/council",),
    ),
    "a post is narrower than itself": Contradiction(
        "posts.yaml",
        TREASURER,
        f"{TREASURER}  narrows: post/treasurer\n",
        "Treasurer would have “narrows post” to itself",
        ("  narrows: post/treasurer",),
    ),
    "a post is narrower than a country": Contradiction(
        "posts.yaml",
        TREASURER,
        f"{TREASURER}  narrows: country/ke\n",
        "Kenya would be a country and a post",
        ("  narrows: country/ke",),
    ),
    "a body follows itself": Contradiction(
        "bodies.yaml",
        ALPINE,
        f"{ALPINE}  successor: body/tg-2.1\n",
        "TG 2.1 Alpine Plants would have “is succeeded by” to itself",
        ("  successor: body/tg-2.1",),
    ),
    "a body is followed by a country": Contradiction(
        "bodies.yaml",
        WATER,
        f"{WATER}  successor: country/ke\n",
        "Kenya is a country, where only a body, a post or an organisation can stand",
        ("  successor: country/ke",),
    ),
    "an organisation has its seat in a body": Contradiction(
        "organisations.yaml",
        ISEB,
        f"{ISEB}  country: body/council\n",
        "COBOGA Steering Council would be a body and a country",
        ("  country: body/council",),
    ),
    "a project is led by a post": Contradiction(
        "projects.yaml",
        "",
        _record("kind: named", "code: 1/KE/31", "title: {en: Seeds (fictional)}", "led_by: post/treasurer"),
        "Treasurer is a post, where only a body, an organisation or a country can stand",
        ("  led_by: post/treasurer",),
    ),
    "an agreement has a body as party": Contradiction(
        "instruments.yaml",
        "",
        _record("kind: agreement", "label: {en: Seed agreement (fictional)}", "parties: [body/council]"),
        "COBOGA Steering Council is a body, where only an organisation or a country can stand",
        ("  parties: [body/council]",),
    ),
    "a meeting is one of a country": Contradiction(
        "meetings.yaml",
        "",
        _record(
            "kind: committee-meeting",
            "label: {en: 9th Assembly (fictional)}",
            "start: '2030-10-01'",
            "end: '2030-10-02'",
            "of: country/ke",
        ),
        "Kenya is a country, where only a body or an organisation can stand",
        ("  of: country/ke",),
    ),
    "a country belongs to a body": Contradiction(
        "countries.yaml",
        "  label: {en: Chile}\n",
        "  label: {en: Chile}\n  membership:\n  - of: body/council\n    status: full\n    source: [fictional]\n"
        "    confidence: stated\n",
        "COBOGA Steering Council would be a body and an organisation",
        ("  - of: body/council",),
    ),
}
