"""The hooks for pre-commit and the step for GitHub's workflows, run as users run them, on repositories on disk."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

TOP = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
FICTIONAL = TOP / "tests" / "documents" / "fictional-en"
ACTION: dict[str, Any] = yaml.safe_load((TOP / "action.yml").read_text(encoding="utf-8"))
HOOKS: list[dict[str, Any]] = yaml.safe_load((TOP / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
#: The rule that the broken programme breaks; the fictional one breaks others on purpose.
RULE = "term-within-period"
SOMEBODY = {f"GIT_{role}_{what}": "nobody" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def run(*command: str | Path, at: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **SOMEBODY, "PATH": f"{BIN}:{os.environ['PATH']}", **more}
    return subprocess.run([*map(str, command)], cwd=at, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository of git that is a workspace, with a term that lies outside its period."""
    folder = tmp_path / "programmes"
    shutil.copytree(FICTIONAL / "data", folder / "data")
    run("git", "init", "--quiet", at=folder)
    programme = folder / "data" / "source" / "programme.txt"
    text = programme.read_text(encoding="utf-8")
    programme.write_text(text.replace("\t2032–2033\t", "\t1932–1933\t", 1), encoding="utf-8")
    assert "1932" in programme.read_text(encoding="utf-8")
    run("git", "add", "--all", at=folder)
    return folder


def mended(repository: Path) -> None:
    shutil.copytree(FICTIONAL / "data", repository / "data", dirs_exist_ok=True)
    run("git", "add", "--all", at=repository)


# --- GitHub ------------------------------------------------------------------------------


def step(name: str, repository: Path, temporary: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run a step of the action as the runner does: its script in bash, its inputs in the environment."""
    (chosen,) = [each for each in ACTION["runs"]["steps"] if each["name"] == name]
    given = {key: str(said["default"]) for key, said in ACTION["inputs"].items()} | inputs
    environment = {
        key: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: given[found[1]], value)
        for key, value in chosen["env"].items()
    }
    script = temporary / "step.sh"
    script.write_text(chosen["run"], encoding="utf-8")
    where = {"RUNNER_TEMP": str(temporary), "GITHUB_ACTION_PATH": str(TOP)}
    bash = ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail")
    return run(*bash, script, at=repository, **where, **environment)


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    """Return the runner's temporary folder, in which this Remit is set up already."""
    folder = tmp_path / "runner"
    folder.mkdir()
    (folder / "remit").symlink_to(BIN.parent)
    return folder


def test_the_action_is_one_as_github_describes_it() -> None:
    done = run(BIN / "check-jsonschema", "--builtin-schema", "vendor.github-actions", TOP / "action.yml", at=TOP)

    assert done.returncode == 0, done.stdout


def test_the_schema_of_github_refuses_what_is_no_action(tmp_path: Path) -> None:
    (tmp_path / "action.yml").write_text("name: x\nruns: {using: composite, steps: [{run: ls}]}\n")
    done = run(BIN / "check-jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml", at=tmp_path)

    assert done.returncode == 1


def test_the_action_marks_findings_in_the_file_and_fails(repository: Path, temporary: Path) -> None:
    done = step("Check", repository, temporary, only=RULE)

    assert done.returncode == 1, done.stderr
    (error,) = [line for line in done.stdout.splitlines() if line.startswith("::error")]
    assert error.startswith("::error file=data/source/programme.txt,line=7,col=37,endColumn=46,")
    assert RULE in error


@pytest.mark.long
def test_each_input_of_the_action_chooses(repository: Path, temporary: Path) -> None:
    assert step("Check", repository, temporary, **{"fail-on": "never"}).returncode == 0
    assert step("Check", repository, temporary, only="mendings").returncode == 0
    assert step("Check", repository, temporary, only="term-withn-period").returncode == 2


def test_the_inputs_of_the_action_choose(repository: Path, temporary: Path) -> None:
    assert step("Check", repository, temporary, only="term-w*,info", ignore=RULE).returncode == 0
    document = "data/source/programme.txt"
    two = step("Check", repository, temporary, workspace=".", only=RULE, subject=f"{document}\n\n{document}\n")
    assert (two.returncode, two.stdout.count("::error")) == (1, 1)


def test_a_subject_is_no_option_and_no_command(repository: Path, temporary: Path) -> None:
    done = step("Check", repository, temporary, subject="--help\n$(touch made)")

    assert done.returncode == 2
    assert not (repository / "made").exists()


@pytest.mark.long
def test_the_action_sets_remit_up_by_itself(repository: Path, tmp_path: Path) -> None:
    done = step("Set Remit up", repository, tmp_path, python=sys.executable)

    assert done.returncode == 0, done.stderr
    assert step("Check", repository, tmp_path).returncode == 1


# --- pre-commit --------------------------------------------------------------------------


def test_the_hooks_are_formed_as_pre_commit_wants_them() -> None:
    done = run(BIN / "pre-commit", "validate-manifest", TOP / ".pre-commit-hooks.yaml", at=TOP)

    assert done.returncode == 0, done.stdout + done.stderr


def configured(repository: Path, repo: dict[str, Any]) -> None:
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [repo]}), encoding="utf-8")
    run("git", "add", "--all", at=repository)


def hooked(repository: Path, *more: str | Path) -> subprocess.CompletedProcess[str]:
    return run(BIN / "pre-commit", "run", *more, at=repository, PRE_COMMIT_HOME=str(repository.parent / "cache"))


#: What the users of the hooks say in their own configuration.
OURS = {"remit-workspace": {"args": [".", "--only", RULE]}, "remit-document": {}}


@pytest.fixture
def with_hooks(repository: Path) -> Path:
    """Return the repository with our hooks, which take the Remit that is installed here."""
    configured(
        repository, {"repo": "local", "hooks": [{**hook, "language": "system", **OURS[hook["id"]]} for hook in HOOKS]}
    )
    return repository


def test_a_commit_of_a_broken_programme_is_stopped(with_hooks: Path) -> None:
    done = hooked(with_hooks, "remit-workspace")

    assert done.returncode == 1
    assert f"[{RULE}]" in done.stdout
    mended(with_hooks)
    assert hooked(with_hooks, "remit-workspace").returncode == 0


def test_a_commit_of_other_files_is_not_looked_at(with_hooks: Path) -> None:
    run("git", "commit", "--quiet", "--no-verify", "--message", "all", at=with_hooks)
    (with_hooks / "letter.txt").write_text("Dear colleagues")
    run("git", "add", "letter.txt", at=with_hooks)

    assert "Skipped" in hooked(with_hooks, "remit-workspace").stdout


def test_each_document_of_a_commit_is_checked(with_hooks: Path) -> None:
    shutil.copy(TOP / "tests" / "documents" / "coomet-p1-2017.docx", with_hooks / "draft.docx")
    (with_hooks / "~$draft.docx").write_bytes(b"\x05lock")
    run("git", "add", "--all", at=with_hooks)

    done = hooked(with_hooks, "remit-document")

    assert done.returncode == 1
    assert "draft.docx: " in done.stdout


@pytest.mark.long
def test_pre_commit_installs_the_hook_from_this_repository(repository: Path, tracked: tuple[str, ...]) -> None:
    ours = repository.parent / "ours"
    for path in tracked:
        (ours / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(TOP / path, ours / path)
    run("git", "init", "--quiet", at=ours)
    run("git", "add", "--all", at=ours)
    run("git", "commit", "--quiet", "--message", "all", at=ours)
    revision = run("git", "rev-parse", "HEAD", at=ours).stdout.strip()
    configured(
        repository,
        {"repo": str(ours), "rev": revision, "hooks": [{"id": "remit-workspace", **OURS["remit-workspace"]}]},
    )

    done = hooked(repository)

    assert done.returncode == 1, done.stdout + done.stderr
    assert f"[{RULE}]" in done.stdout, done.stdout + done.stderr
    mended(repository)
    assert hooked(repository).returncode == 0
