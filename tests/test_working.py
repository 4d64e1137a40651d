"""The commands for working with findings, as they are typed: choose, accept, explain; exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result

from remit import cli
from remit.errors import RemitError
from remit.workspace import Workspace

FICTIONAL = Path(__file__).parent / "documents" / "fictional-en"
RULE = "term-within-period"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Return a fictional workspace with a term that lies outside its period."""
    copytree(FICTIONAL / "data", tmp_path / "own" / "data")
    programme = tmp_path / "own" / "data" / "source" / "programme.txt"
    text = programme.read_text(encoding="utf-8")
    programme.write_text(text.replace("\t2032–2033\t", "\t1932–1933\t", 1), encoding="utf-8")
    return tmp_path / "own"


def remit(workspace: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli.remit, ["--workspace", str(workspace), *arguments])


def refused(workspace: Path, *arguments: str) -> str:
    """Look: the command stops with a sentence of ours; return it."""
    result = remit(workspace, *arguments)
    assert isinstance(result.exception, RemitError), result.output
    assert "\n" not in str(result.exception)
    return str(result.exception)


# --- choosing ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--only", RULE], 1),
        (["--only", RULE, "--fail-on", "never"], 0),
        (["--only", "term-w*", "--fail-on", "info"], 1),
        (["--only", "violation", "--ignore", "number-*,term-*,*-exists,body-valid"], 0),
        (["--only", "info"], 0),
        (["--only", "info", "--fail-on", "info"], 1),
        (["--only", "mendings"], 0),
    ],
)
def test_only_what_is_wanted_decides_the_exit_code(arguments: list[str], code: int, workspace: Path) -> None:
    assert remit(workspace, "check", *arguments).exit_code == code


@pytest.mark.parametrize("option", ["--only", "--ignore"])
def test_an_unknown_name_stops_the_check(option: str, workspace: Path) -> None:
    assert f"nearest is {RULE}" in refused(workspace, "check", option, "term-within-periods")


def test_several_documents_are_checked_together(workspace: Path) -> None:
    document = str(workspace / "data" / "source" / "programme.txt")
    result = remit(workspace, "check", document, document, "--only", RULE, "--format", "json")

    assert len(json.loads(result.stdout)["findings"]) == 1


def test_a_workspace_is_named_alone(workspace: Path) -> None:
    document = str(workspace / "data" / "source" / "programme.txt")

    assert "name it alone" in refused(workspace, "check", str(workspace), document)


@pytest.mark.parametrize("more", [["--format", "json"], ["--annotate", "out.docx"]])
def test_a_watch_prints_text_and_nothing_else(more: list[str], workspace: Path) -> None:
    result = remit(workspace, "check", "--watch", *more)

    assert result.exit_code == 2
    assert "--watch prints text" in result.output


# --- accepting ---------------------------------------------------------------------------


def test_an_accepted_finding_is_counted_and_shown_when_asked_for(workspace: Path) -> None:
    done = remit(workspace, "accept", RULE, "--reason", "It was begun a century ago.")
    assert (done.exit_code, done.output.splitlines()[1:4]) == (
        0,
        [f"- rule: {RULE}", "  event: '1.2'", "  words: 1932–1933"],
    )

    after = remit(workspace, "check", "--only", RULE)
    assert (after.exit_code, after.stdout) == (0, "nothing found, 1 accepted\n")

    shown = remit(workspace, "check", "--only", RULE, "--all")
    assert shown.exit_code == 0
    assert "accepted 20" in shown.stdout and ": It was begun a century ago." in shown.stdout

    plain = json.loads(remit(workspace, "check", "--only", RULE, "--all", "--format", "json").stdout)
    assert plain["findings"][0]["accepted"].endswith("It was begun a century ago.")
    sarif = json.loads(remit(workspace, "check", "--only", RULE, "--all", "--format", "sarif").stdout)
    (said,) = sarif["runs"][0]["results"][0]["suppressions"]
    assert said["justification"] == plain["findings"][0]["accepted"]


def test_an_acceptance_ends_with_what_it_accepted(workspace: Path) -> None:
    remit(workspace, "accept", RULE, "--reason", "It was begun a century ago.")
    programme = workspace / "data" / "source" / "programme.txt"
    text = programme.read_text(encoding="utf-8")

    programme.write_text(text.replace("1932–1933", "1932–1934"), encoding="utf-8")
    changed = remit(workspace, "check", "--only", f"{RULE},acceptances")
    assert changed.exit_code == 1
    assert "[acceptance-matches]" in changed.stdout and f"[{RULE}] event 1.2" in changed.stdout

    programme.write_text(text.replace("1932–1933", "2032"), encoding="utf-8")
    mended = remit(workspace, "check", "--only", f"{RULE},acceptances", "--fail-on", "warning")
    assert mended.exit_code == 1
    assert mended.stdout.endswith("\n1 warning\n")


def test_an_acceptance_points_at_its_line_in_every_format(workspace: Path) -> None:
    (workspace / "data" / "accepted.yaml").write_text(
        "# by hand\n- rule: term-read\n  event: 9.9\n  reason: Nobody knows.\n  date: 2031-01-01\n", encoding="utf-8"
    )
    for form, words in {
        "text": "accepted.yaml: row 2\n    │ - rule: term-read",
        "lines": "accepted.yaml: row 2: warning [acceptance-matches]",
        "github": "accepted.yaml,line=2,col=1,endColumn=18,title=acceptance-matches",
        "sarif": '"startLine": 2',
        "html": "term-read",
        "turtle": "acceptance-matches",
    }.items():
        assert words in remit(workspace, "check", "--only", "acceptances", "--format", form).stdout, form


def test_a_finding_of_one_document_is_accepted_in_its_revision(workspace: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_bytes((workspace / "data" / "source" / "programme.txt").read_bytes())

    assert remit(workspace, "accept", RULE, str(draft), "--event", "1.2", "--reason", "It is so.").exit_code == 0
    assert remit(workspace, "check", str(draft), "--only", RULE).stdout == "nothing found, 1 accepted\n"


def test_what_is_refused_is_not_written(workspace: Path) -> None:
    for arguments in (["term-withn-period"], [RULE, "--event", "9.9"], [RULE, "--words", "never"]):
        refused(workspace, "accept", *arguments, "--reason", "It is so.")
    past = remit(workspace, "accept", RULE, "--reason", "It is so.", "--until", "2001-01-01")

    assert past.exit_code == 2
    assert not (workspace / "data" / "accepted.yaml").exists()


def test_a_reason_with_an_address_is_not_written(workspace: Path) -> None:
    assert "reason" in refused(workspace, "accept", RULE, "--reason", "ask somebody" + "@example.org")
    assert not (workspace / "data" / "accepted.yaml").exists()


# --- explaining --------------------------------------------------------------------------


def test_rules_are_explained_and_listed(workspace: Path) -> None:
    assert remit(workspace, "explain", "header-repeated").output.startswith("header-repeated (info): ")
    listed = remit(workspace, "explain").output
    assert {line.split()[0] for line in listed.splitlines() if line.startswith("  ")} == set(
        Workspace.at(workspace).catalogue
    )


def completed(workspace: Path, *words: str) -> set[str]:
    given = ["--workspace", str(workspace), *words[:-1]]
    shell = ShellComplete(cli.remit, {}, "remit", "_REMIT_COMPLETE")
    return {item.value for item in shell.get_completions(given, words[-1])}


def test_the_shell_completes_names_of_rules_and_of_groups(workspace: Path) -> None:
    assert RULE in completed(workspace, "explain", "term-w")
    assert completed(workspace, "check", "--ignore", "mend") == {"mendings"}
    assert completed(workspace, "check", "--only", "info,viol") == {"info,violation"}


def test_the_workspace_of_an_installed_package_is_not_written_to(tmp_path: Path) -> None:
    copytree(FICTIONAL / "data", tmp_path / "_bundle" / "data")

    assert "name yours with: remit --workspace DIR" in refused(
        tmp_path / "_bundle", "accept", RULE, "--reason", "It is so."
    )
    assert not (tmp_path / "_bundle" / "data" / "accepted.yaml").exists()
