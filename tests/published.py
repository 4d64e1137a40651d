"""What is published, for the tests of its parts: the bundled graph, and fictional programmes built for it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from remit import verbs
from remit.publishing import site
from remit.publishing.publication import Publication
from remit.workspace import Workspace

DOCUMENTS = Path(__file__).parent / "documents"


@cache
def bundled() -> Publication:
    place = Workspace.bundled()
    return Publication(place, place.open_whole())


@cache
def fictional(language: str = "en") -> Publication:
    """Return a fictional programme as it would be published; nothing in it exists."""
    place = Workspace.at(DOCUMENTS / f"fictional-{language}")
    sources = sorted((DOCUMENTS / f"fictional-{language}" / "data" / "source").glob("programme.*"))
    return Publication(place, verbs.build([verbs.read(path, place) for path in sources], place).store())


@cache
def files() -> dict[str, bytes]:
    """Return the files of the site of the bundled graph by their paths; it tells what the check finds, too."""
    place = Workspace.bundled()
    return dict(site.files(Publication(place, place.open_whole(), checked=True)))


def laid_out(folder: Path) -> Path:
    """Write the pages of that site, and what belongs to them, to a folder, where a browser opens them."""
    for path, content in files().items():
        if path.endswith((".html", ".css", ".js")):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
    return folder
