"""Bad input gets one clear sentence and exit code 2; nothing is half-written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from commanded import Done, apart, here
from remit import bundle

PROGRAMME = (bundle.folder("data") / "source" / "coomet-p1-2017.txt").read_text(encoding="utf-8")


def stopped(done: Done, *words: str) -> None:
    """Look: exit code 2, one sentence on standard error that holds the words, nothing else."""
    lines = done.stderr.strip().splitlines()
    assert done.returncode == 2, done.stderr
    assert len(lines) == 1 and lines[0].startswith("remit: "), done.stderr
    assert done.stdout == ""
    for word in words:
        assert word in lines[0]


DOCUMENTS = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b"\n \n\t\n", "is empty"),
    "picture.jpg": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" * 9, "binary"),
    "nul.txt": (b"No.\tName of event\x00\tTerms", "binary"),
    "letter.txt": (b"Dear colleagues,\nthe next meeting is in May.\n", "holds no programme"),
    "header.txt": (b"No.\tName of event\tTerms\tExecutors\tRemarks\n", "holds no programme"),
    "wide-torn.txt": (PROGRAMME.encode("utf-16") + b"\0", "UTF-16"),
    "no-set.txt": (b"No.\tName of event\tTerms\n" + bytes(range(128, 256)), "line 2"),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_that_cannot_be_read_is_refused_in_one_sentence(name: str, tmp_path: Path) -> None:
    content, words = DOCUMENTS[name]
    (tmp_path / name).write_bytes(content)

    stopped(here("read", tmp_path / name), name, words)
    stopped(here("build", tmp_path / name, "--out", tmp_path / "out"), name, words)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("command", "run"), [("read", apart), ("check", here), ("build", here)])
def test_a_file_that_is_not_there_is_named(command: str, run: Callable[..., Done], tmp_path: Path) -> None:
    stopped(run(command, tmp_path / "missing.txt", at=tmp_path), "missing.txt", "No such file")


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    stopped(here("read", tmp_path), "is a folder")
    stopped(here("check", tmp_path), "no workspace")


def test_a_folder_without_settings_is_no_workspace(tmp_path: Path) -> None:
    stopped(here("--workspace", tmp_path, "build"), "is no workspace", "remit init")


def test_init_leaves_a_folder_that_holds_something_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")

    stopped(here("init", tmp_path), "not empty")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workspace") / "own"
    for name in ("ontology", "shapes", "queries"):
        shutil.copytree(bundle.folder(name), folder / name)
    shutil.copytree(bundle.folder("data"), folder / "data")
    return folder


def _files(pattern: str) -> list[str]:
    return sorted(str(path.relative_to(bundle.root())) for path in bundle.root().glob(pattern))


def broken(workspace: Path, file: str, content: bytes, tmp_path: Path) -> Path:
    folder = tmp_path / "broken"
    shutil.copytree(workspace, folder, copy_function=os.link)
    (folder / file).unlink(missing_ok=True)
    (folder / file).write_bytes(content)
    return folder


REGISTRIES = _files("data/registry/*.yaml")
#: The registries are read by one piece of code; by default one of them is broken, and below each in one way.
BROKEN = [pytest.param(file, marks=pytest.mark.long) for file in REGISTRIES if "bodies" not in file]


@pytest.mark.parametrize("file", ["data/registry/bodies.yaml", "data/workspace.yaml", "data/language/en.yaml", *BROKEN])
def test_a_workspace_broken_in_a_yaml_file_says_which(file: str, workspace: Path, tmp_path: Path) -> None:
    folder = broken(workspace, file, b"- id: [unclosed\n  x: {", tmp_path)

    stopped(here("--workspace", folder, "build", "--out", tmp_path / "out"), Path(file).name, "line")
    assert not (tmp_path / "out").exists()


#: What a file of the workspace may hold by mistake; by default each file is tried with one, in the long run with all.
OTHER = (b"just a word\n", b"- 1\n- 2\n", b"\xff\xfe\x00", b"id: x\n")
KNOWN = [*REGISTRIES, "data/workspace.yaml", "data/language/en.yaml"]
MISTAKES = [
    pytest.param(file, content, marks=() if (at + number) % len(OTHER) == 0 else pytest.mark.long)
    for number, file in enumerate(KNOWN)
    for at, content in enumerate(OTHER)
]


@pytest.mark.parametrize(("file", "content"), MISTAKES)
def test_a_workspace_with_another_thing_in_a_yaml_file_says_which(
    file: str, content: bytes, workspace: Path, tmp_path: Path
) -> None:
    folder = broken(workspace, file, content, tmp_path)

    stopped(here("--workspace", folder, "build", "--out", tmp_path / "out"), Path(file).name)


@pytest.mark.parametrize("file", ["queries/own.rq", "shapes/own.ttl"])
def test_a_workspace_with_a_broken_question_or_rule_says_which(file: str, workspace: Path, tmp_path: Path) -> None:
    folder = broken(workspace, file, b"this is neither Turtle nor SPARQL", tmp_path)

    command = ("ask", "--list") if file.endswith(".rq") else ("check",)
    stopped(here("--workspace", folder, *command), "own")


def test_a_missing_source_is_named(workspace: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(workspace, folder)
    (folder / "data" / "source" / "coomet-p1-2017.txt").unlink()

    stopped(here("--workspace", folder, "build"), "coomet-p1-2017.txt", "No such file")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ask", "remit-of-bodi", "--body", "tc-2"), "remit-of-body"),
        (("ask", "remit-of-body"), "--body"),
        (("ask", "remit-of-body", "--body", "TC 99"), "TC 99"),
        (("ask", "events-in-year", "--year", "soon"), "four digits"),
        (("explain", "term-outside"), "term"),
    ],
)
def test_a_question_or_name_that_is_not_known_gets_the_nearest(arguments: tuple[str, ...], words: str) -> None:
    stopped(here(*arguments), words)
