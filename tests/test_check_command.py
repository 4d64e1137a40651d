"""`remit check` as a command: which rules are mended, which copies are refused, which names mean nothing."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from office import docx, p, tbl, tc, tr
from remit.cli import remit
from remit.errors import RemitError

#: A wholly fictional programme of a real organisation's numbered committees.
HEAD = "COOMET DEVELOPMENT PROGRAM FOR 2026–2028 (fictional)"
COLUMNS = ("No.", "Name of event", "Terms", "Executors", "Remarks")
SECTION = ("1", "Improvement of infrastructure", "", "", "")


def run(*arguments: object) -> Any:
    return CliRunner().invoke(remit, [*map(str, arguments)])


@pytest.fixture(autouse=True)
def outside(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand outside of every workspace: the checkout is one, and a command inside says so."""
    monkeypatch.chdir(tmp_path_factory.mktemp("outside"))


def refusal(result: Any) -> str:
    """Return the sentence with which a command was stopped; `main` prints it and ends with 2 (test_errors.py)."""
    assert isinstance(result.exception, RemitError)
    assert result.output == ""
    return str(result.exception)


def draft(folder: Path, *rows: tuple[str, ...]) -> Path:
    path = folder / "draft.txt"
    lines = ["\t".join(row) for row in (COLUMNS, SECTION, *rows)]
    path.write_text("\n".join([HEAD, *lines, ""]), encoding="utf-8")
    return path


def word(folder: Path) -> Path:
    path = folder / "draft.docx"
    row = ("1.1", "Review of the rules for lamps.", "2026–2028", "TC 1.5", "")
    table = tbl(*(tr(*(tc(p(cell)) for cell in each)) for each in (COLUMNS, SECTION, row)))
    path.write_bytes(docx(p(HEAD) + table))
    return path


EVENT = ("1.1", "Review of the rules for lamps", "2026–2028")


def test_a_sound_range_with_an_unregistered_end_is_not_reversed(tmp_path: Path) -> None:
    path, out = draft(tmp_path, (*EVENT, "TC 1.5 – TC 1.40", "")), tmp_path / "mended.txt"

    result = run("check", path, "--fix", out)

    assert "mended [" not in result.output
    assert out.read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("TC 1.5 – TC 1.40", "names 28 bodies that stand in no registry, TC 1.13 to TC 1.40."),
        ("TC 1.5 – TC 1.14", "names 2 bodies that stand in no registry, TC 1.13 and TC 1.14."),
        ("TC 1.5 – 1.13", "names TC 1.13, which stands in no registry."),
        ("TC 1.13", "stands in no registry."),
    ],
)
def test_what_a_range_names_and_no_registry_has_is_told_once(tmp_path: Path, written: str, said: str) -> None:
    result = run("check", draft(tmp_path, (*EVENT, written, "")), "--only", "executor-registered", "--format", "lines")

    assert result.output.count("[executor-registered]") == 1
    assert f"the executor “{written}” of event 1.1 {said}" in result.output


@pytest.mark.parametrize("written", ["TC 1.12 – TC 1.3", "TC 1.12–1.3", "Chairpersons of TC 1.12 – TC 1.3"])
def test_a_reversed_range_of_bodies_is_told_and_turned_round(tmp_path: Path, written: str) -> None:
    path, out = draft(tmp_path, (*EVENT, written, "")), tmp_path / "mended.txt"

    result = run("check", path, "--fix", out)

    assert "mended [range-ordered]" in result.output
    right = written.replace("1.12", "x").replace("1.3", "1.12").replace("x", "1.3")
    assert f"\t{right}\t" in out.read_text(encoding="utf-8")


def test_only_the_chosen_rules_are_mended(tmp_path: Path) -> None:
    path = draft(tmp_path, ("1.1", "Review of the rules for lamps.", "2028–2026", "TC 1.5", ""))
    texts = []
    for number, choice in enumerate((("--only", "term-*"), ("--ignore", "term-ordered"), ())):
        out = tmp_path / f"{number}.txt"
        run("check", path, "--fix", out, *choice)
        texts.append(out.read_text(encoding="utf-8"))

    assert [("lamps." in text, "2028–2026" in text) for text in texts] == [(True, False), (False, True), (False, False)]


@pytest.mark.parametrize("option", ["--fix", "--annotate"])
@pytest.mark.parametrize("name", ["out.txt", "out.pdf", "out"])
def test_a_copy_of_a_word_document_is_named_as_one(tmp_path: Path, name: str, option: str) -> None:
    path = word(tmp_path)

    result = run("check", path, option, tmp_path / name)

    said = "a copy of draft.docx is of the kind docx, which this name does not say; name it out.docx"
    assert said in refusal(result)
    assert sorted(tmp_path.iterdir()) == [path]


def test_a_copy_of_a_text_is_not_named_as_a_word_document(tmp_path: Path) -> None:
    path = draft(tmp_path, (*EVENT, "TC 1.5", ""))

    assert "name it out.txt" in refusal(run("check", path, "--fix", tmp_path / "out.docx"))
    assert run("check", path, "--fix", tmp_path / "out.md", "--fail-on", "never").exit_code == 0


@pytest.mark.parametrize("option", ["--only", "--ignore"])
@pytest.mark.parametrize("name", [",", "", " , ,"])
def test_a_choice_that_names_nothing_is_refused(tmp_path: Path, option: str, name: str) -> None:
    result = run("check", draft(tmp_path, (*EVENT, "TC 1.5", "")), option, name)

    assert f"“{name}” names no rule" in refusal(result)


def test_one_graph_file_of_several_is_checked_with_the_registries_beside_it(tmp_path: Path) -> None:
    path = draft(tmp_path, (*EVENT, "TC 1.5 – TC 1.40", ""))
    run("build", path, "--out", tmp_path / "built")
    (revision,) = [each for each in (tmp_path / "built" / "graph").glob("*.ttl") if "draft" in each.name]

    result = run("check", revision, "--format", "lines")

    assert "[reference-known]" not in result.output
    assert "[executor-registered]" in result.output


def test_a_finding_of_the_reader_is_accepted_at_its_event(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    shutil.copytree(Path(__file__).parent / "documents" / "fictional-en", folder)
    path = draft(tmp_path, (*EVENT, "TC 1.5", ""), (*EVENT, "TC 1.5", ""))

    result = run("--workspace", folder, "accept", "number-repeated", path, "--event", "1.1-2", "--reason", "a trial")

    assert "1 finding accepted by this entry" in result.output


@pytest.fixture
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a workspace, wholly fictional, in which one is."""
    shutil.copytree(Path(__file__).parent / "documents" / "fictional-en" / "data", tmp_path / "own" / "data")
    monkeypatch.chdir(tmp_path / "own")
    return tmp_path / "own"


def test_inside_a_workspace_that_one_is_checked(inside: Path) -> None:
    assert run("check", "--format", "lines").stdout == run("check", ".", "--format", "lines").stdout


def test_inside_a_workspace_a_finding_is_accepted_there(inside: Path) -> None:
    lines = run("check", "--format", "lines").stdout.splitlines()
    found = [line.split("[")[1].split("]")[0] for line in lines if "[" in line]
    once = next(rule for rule in found if found.count(rule) == 1)

    told = run("accept", once, "--reason", "It is so.")

    assert told.exit_code == 0, told.exception
    assert f"rule: {once}" in (inside / "data" / "accepted.yaml").read_text(encoding="utf-8")


def test_a_document_inside_a_workspace_is_checked_among_its_registries_and_it_is_said_so(
    inside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = next((inside / "data" / "source").iterdir())
    named = run("--workspace", str(inside), "check", str(draft), "--format", "lines")

    monkeypatch.chdir(inside / "data" / "registry")
    here = run("check", str(draft), "--format", "lines")

    assert here.stdout == named.stdout
    assert f"in the workspace {inside} (" in here.stderr and "in the workspace" not in named.stderr


def test_inside_a_workspace_that_one_is_built_and_asked(inside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that `cd` is enough, from any folder of it: nothing of the bundle's programme is built or told there."""
    monkeypatch.chdir(inside / "data")

    assert run("build").exit_code == 0
    assert (inside / "build" / "store" / "CURRENT").is_file() and not (inside / "data" / "build").exists()
    named = run("--workspace", str(inside), "ask", "load-by-year", "--format", "csv").stdout
    assert run("ask", "load-by-year", "--format", "csv").stdout == named


def test_an_own_rule_is_explained_and_chosen_inside_its_workspace(inside: Path) -> None:
    (inside / "shapes").mkdir()
    (inside / "shapes" / "own.ttl").write_text(OWN, encoding="utf-8")

    assert "A revision has no colour." in run("explain", "no-colour").stdout
    assert run("check", "--only", "no-colour", "--format", "lines").exit_code == 0


OWN = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix remit: <https://w3id.org/remit/ontology#> .
<https://fictional.example/shapes#no-colour> a sh:PropertyShape ; rdfs:label "A revision has no colour."@en ;
    sh:targetClass remit:Revision ; sh:path <https://fictional.example/colour> ; sh:maxCount 0 ;
    sh:severity sh:Warning ; sh:message "it has a colour."@en ; remit:hint "take it off."@en .
"""


def test_outside_of_every_workspace_it_is_said_which_is_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert "comes with Remit" in run("check", "--format", "lines", "--fail-on", "never").stderr


@pytest.mark.parametrize("option", ["--fix", "--annotate"])
def test_an_option_is_not_taken_for_the_name_of_a_copy(tmp_path: Path, option: str) -> None:
    result = run("check", draft(tmp_path, (*EVENT, "TC 1.5", "")), option, "--only")

    assert result.exit_code == 2
    assert f"{option} is followed by the name of the copy" in result.output
