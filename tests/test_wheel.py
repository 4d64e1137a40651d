"""What is shipped is what is in git: the wheel carries the package and the folders of knowledge, whole.

`make test` sets REMIT_WHEEL, so that the tests cannot pass by importing the checkout by mistake.
"""

from __future__ import annotations

import os
import sys
from importlib.metadata import entry_points, version
from pathlib import Path

import pytest

import remit
from remit import bundle

PACKAGE = Path(remit.__file__).resolve().parent
#: What `make assets` builds from npm packages, where there is npm; git ignores it.
BUILT = {f"publishing/assets/{name}" for name in ("editor.js", "engine.js", "licences.txt")}
from_wheel = pytest.mark.skipif(
    "REMIT_WHEEL" not in os.environ and not (PACKAGE / "_bundle").is_dir(),
    reason="remit is not installed from a wheel; make test does it",
)


def below(folder: Path) -> set[str]:
    """Return the relative paths of the files below a folder, without compiled ones."""
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"}


@from_wheel
def test_the_package_under_test_is_the_installed_one(checkout: Path) -> None:
    assert not PACKAGE.is_relative_to(checkout / "loader")
    assert str(checkout / "loader") not in [str(Path(entry).resolve()) for entry in sys.path]
    assert bundle.root() == PACKAGE / "_bundle"


@from_wheel
def test_the_bundle_holds_the_files_of_git(checkout: Path, tracked: tuple[str, ...]) -> None:
    expected = {path for path in tracked if path.split("/")[0] in bundle.FOLDERS}

    packed = below(bundle.root())

    assert packed - expected == set(), "ignored by git, yet in the wheel; run make clean"
    assert expected - packed == set(), "in git, yet not in the wheel; look at force-include"
    changed = [p for p in expected if (bundle.root() / p).read_bytes() != (checkout / p).read_bytes()]
    assert changed == [], "the wheel is older than the checkout; run make test"


@from_wheel
def test_the_package_holds_the_files_of_git(tracked: tuple[str, ...]) -> None:
    expected = {path.removeprefix("loader/remit/") for path in tracked if path.startswith("loader/remit/")}

    packed = {path for path in below(PACKAGE) if not path.startswith("_bundle/")}

    assert packed - BUILT == expected
    assert packed & BUILT in (set(), BUILT), "what make assets builds is there whole, or not at all"


def test_every_folder_of_knowledge_is_there_and_not_empty() -> None:
    empty = [name for name in bundle.FOLDERS if not below(bundle.folder(name))]

    assert empty == []


def test_the_types_are_shipped() -> None:
    assert (PACKAGE / "py.typed").is_file()


def test_the_command_is_installed() -> None:
    (command,) = [each for each in entry_points(group="console_scripts") if each.name == "remit"]

    assert command.value == "remit.cli:main"
    assert callable(command.load())


def test_the_version_is_one(checkout: Path) -> None:
    import tomllib

    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert version(project["name"]) == project["version"]
