"""What `make assets` built from npm packages for the page that asks in the browser, if it was made."""

from __future__ import annotations

from functools import cache
from pathlib import Path

#: Where `make assets` puts what it builds; an installed package has it if its wheel was made after that.
BUILT = Path(__file__).parent.parent / "assets"
EDITOR, ENGINE, LICENCES = "editor.js", "engine.js", "licences.txt"


@cache
def built() -> dict[str, bytes]:
    """Return what was built from npm packages: all of it, or nothing."""
    try:
        return {name: (BUILT / name).read_bytes() for name in (EDITOR, ENGINE, LICENCES)}
    except OSError:
        return {}
