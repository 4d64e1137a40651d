"""The rules of the house hold in every file, not only in the good intentions."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from statistics import median

import click
import pytest

import remit

TOP = Path(__file__).resolve().parent.parent
LONGEST_MODULE, LONGEST_FUNCTION, LONG_FUNCTION = 300, 60, 30

# One letter of each word stands in brackets, so that this file does not break its own rule.
FORBIDDEN = {
    "the host of a package registry": r"(?i:py[p]i\.org|py[t]honhosted\.|registry\.n[p]mjs|crat[e]s\.io)",
    "a folder of somebody's machine": r"(?<![\w.])/(?:w[o]rk|h[o]me/\w+|r[o]ot|U[s]ers/\w+)/|\.\./s[h]ared",
    "a tool or helper that wrote it": r"(?i:\b(?:chat[g]pt|clau[d]e|anthr[o]pic|copil[o]t)\b)|(?<![\w:-])ag[e]nts?\b",
    "an e-mail address": r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}\b",
}
EMPTY_NAMES = re.compile(r"(?:^|_)(?:helpers?|utils?|managers?|handlers?|process\w*)(?:_|$)")
NOT_YET = "not imported yet"


def modules(*folders: str) -> list[Path]:
    """Return the Python files below the given folders of the checkout."""
    return sorted(p for folder in folders for p in (TOP / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    """Return the path as it is written in the checkout."""
    return path.relative_to(TOP).as_posix()


def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.Module) -> list[tuple[str, int]]:
    """Return name and number of lines of every function."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [
        (node.name, (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in ast.walk(tree)
        if isinstance(node, kinds)
    ]


def met(pattern: str, paths: tuple[str, ...]) -> Iterator[str]:
    """Yield `path:line: words` for each occurrence of a pattern in files that are text."""
    for path in paths:
        try:
            text = (TOP / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for found in re.finditer(pattern, text):
            yield f"{path}:{text.count(chr(10), 0, found.start()) + 1}: {found.group()}"


# --- every file --------------------------------------------------------------------------


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(what: str, tracked: tuple[str, ...]) -> None:
    places = list(met(FORBIDDEN[what], tracked))

    assert not places, f"take {what} out of:\n" + "\n".join(places)


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("the host of a package registry", "https://" + "pypi" + ".org/simple"),
        ("a folder of somebody's machine", "see /" + "wo" + "rk/shared"),
        ("a folder of somebody's machine", "../" + "shared/facts"),
        ("a tool or helper that wrote it", "three " + "ag" + "ents"),
        ("an e-mail address", "somebody" + "@example.org"),
    ],
)
def test_what_is_forbidden_would_be_seen(what: str, text: str) -> None:
    assert re.search(FORBIDDEN[what], text)


# --- documents ---------------------------------------------------------------------------


def pages(tracked: tuple[str, ...]) -> dict[str, str]:
    """Return path → text of the Markdown pages of the house."""
    return {p: (TOP / p).read_text(encoding="utf-8") for p in tracked if p.endswith(".md")}


def test_links_between_pages_lead_somewhere(tracked: tuple[str, ...]) -> None:
    links = [
        (path, link)
        for path, text in pages(tracked).items()
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)
        if "://" not in link
    ]

    assert links
    assert [each for each in links if not (TOP / each[0]).parent.joinpath(each[1]).exists()] == []


def test_pages_name_only_commands_that_exist(tracked: tuple[str, ...]) -> None:
    from remit import cli

    said = {
        verb
        for path in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
        for verb in re.findall(r"(?:`|bin/|^    )remit ([a-z]+)", pages(tracked)[path], re.M)
    }

    assert said
    assert said - set(cli.remit.list_commands(click.Context(cli.remit))) == set()


def test_pages_name_only_questions_that_exist(tracked: tuple[str, ...]) -> None:
    text = "".join([*pages(tracked).values(), (TOP / ".ci" / "look").read_text(encoding="utf-8")])

    asked = set(re.findall(r"(?:remit ask|^question) ([a-z][a-z-]+)", text, re.M))

    assert asked
    assert [name for name in asked if not (TOP / "queries" / f"{name}.rq").is_file()] == []


def test_pages_name_only_targets_of_make_that_exist(tracked: tuple[str, ...]) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (TOP / "Makefile").read_text(encoding="utf-8"), re.M))

    said = {name for text in pages(tracked).values() for name in re.findall(r"`make ([a-z-]+)`", text)}

    assert said
    assert said - targets == set()


# --- Python files ------------------------------------------------------------------------


def test_code_holds_no_address_and_no_organisation() -> None:
    words = list(met(r"(?i)https?://\S*|.*coomet.*", tuple(map(name_of, modules("loader")))))

    assert not words, "move to ontology/prefixes.yaml or data/:\n" + "\n".join(words)


def unlike_the_house(path: Path) -> Iterator[str]:
    """Yield what to do to a module that is too large or does not say what it is."""
    lines = path.read_text(encoding="utf-8").count("\n")
    tree = parsed(path)
    if not ast.get_docstring(tree):
        yield f"begin {name_of(path)} with a docstring that says what it is"
    if lines > LONGEST_MODULE:
        yield f"split {name_of(path)}, it has {lines} lines"
    yield from (f"{name_of(path)}: split {name}, {n} lines" for name, n in functions(tree) if n > LONGEST_FUNCTION)
    if EMPTY_NAMES.search(path.stem):
        yield f"{name_of(path)}: {path.stem} says nothing; name what it does"


def test_modules_are_small_and_say_what_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = [each for path in modules("loader", "tests", "bench") for each in unlike_the_house(path)]

    assert not told, "\n".join(told)
    bad = tmp_path / "utils.py"
    bad.write_text("def f():\n" + "    pass\n" * LONGEST_MODULE)
    monkeypatch.setitem(globals(), "TOP", tmp_path)
    assert len(list(unlike_the_house(bad))) == 4, "one of the four rules sees nothing"


def test_functions_are_short_on_the_whole() -> None:
    found = [(n, name_of(path), name) for path in modules("loader") for name, n in functions(parsed(path))]

    for n, path, name in sorted(found, reverse=True):
        if n > LONG_FUNCTION:
            print(f"{path}: {name} has {n} lines; think again")

    assert median(n for n, _, _ in found) <= 12


def test_length_counts_from_def_to_the_last_line() -> None:
    assert functions(ast.parse("def f():\n" + "    pass\n" * 5)) == [("f", 6)]


# --- dependencies ------------------------------------------------------------------------


def declared() -> list[tuple[str, str]]:
    """Return (distribution, comment) of every dependency, as pyproject.toml writes them."""
    text = (TOP / "pyproject.toml").read_text(encoding="utf-8")
    lists = re.findall(r"^(?:dependencies|reason) = \[\n(.*?)^\]", text, re.M | re.S)
    return re.findall(r'^ *"([\w-]+)[^"]*", *(.*)$', "".join(lists), re.M)


@cache
def imported() -> set[str]:
    """Return the top names of everything that loader/ imports, lazily or not."""
    nodes = [node for path in modules("loader") for node in ast.walk(parsed(path))]
    plain = {alias.name for n in nodes if isinstance(n, ast.Import) for alias in n.names}
    taken = {n.module for n in nodes if isinstance(n, ast.ImportFrom) and n.module and not n.level}
    called: set[str] = {  # importlib.import_module("name")
        argument.value
        for n in nodes
        if isinstance(n, ast.Call) and "import_module" in ast.unparse(n.func)
        for argument in n.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    return {name.split(".")[0] for name in plain | taken | called}


@cache
def installed() -> dict[str, list[str]]:
    """Return the distributions that bring each top name along."""
    return dict(packages_distributions())


@pytest.mark.parametrize(("name", "comment"), declared(), ids=[name for name, _ in declared()])
def test_dependency_is_used_and_says_what_for(name: str, comment: str) -> None:
    modules_of = {m for m, owners in installed().items() if name.lower() in map(str.lower, owners)}

    used = bool(modules_of & imported())

    assert modules_of, f"{name} is not installed; run make lock"
    assert comment.startswith("# "), f"say in pyproject.toml what {name} is for"
    assert used or comment.endswith(NOT_YET), f"{name}: import it, drop it, or say “{NOT_YET}”"
    assert not (used and comment.endswith(NOT_YET)), f"{name} is imported now: drop “{NOT_YET}”"


def test_every_dependency_stands_on_its_own_line() -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["project"]

    every = [*project["dependencies"], *project["optional-dependencies"]["reason"]]

    assert [name for name, _ in declared()] == [re.split(r"[<>=\[]", each)[0] for each in every]


@pytest.mark.parametrize("lock", sorted((TOP / "requirements").glob("*.txt")), ids=lambda p: p.name)
def test_lock_pins_every_package_by_hash_and_names_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")

    pins = re.findall(r"^[\w.-]+==.*\n(?: .*\n)+", text, re.M)

    assert pins, f"{lock.name} is empty: run make lock"
    assert all("--hash=sha256:" in pin for pin in pins), f"{lock.name}: run make lock"
    assert "://" not in text and not re.search(r"^-", text, re.M), f"{lock.name}: run make lock"


def test_locks_hold_what_pyproject_names() -> None:
    lock = (TOP / "requirements" / "dev.txt").read_text(encoding="utf-8").lower()
    run = (TOP / "requirements" / "run.txt").read_text(encoding="utf-8").lower()
    pinned = set(re.findall(r"^([\w.-]+)==", lock, re.M))

    assert {name.lower() for name, _ in declared()} <= pinned, "run make lock"
    assert set(re.findall(r"^[\w.-]+==\S+", run, re.M)) <= set(re.findall(r"^[\w.-]+==\S+", lock, re.M))


# --- the package -------------------------------------------------------------------------


def test_public_surface_is_the_promised_one() -> None:
    promised = {"read", "build", "check", "ask", "Workspace"}

    assert promised <= set(remit.__all__)
    assert not [name for name in remit.__all__ if not hasattr(remit, name)]
    assert not [name for name in remit.__all__ if name.startswith("_") and name != "__version__"]
