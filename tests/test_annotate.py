"""`remit check --annotate` writes a copy whole or not at all, and never over the document itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from checked import LANTERN, TESTS
from commanded import here
from remit.annotating import annotate
from remit.checking import check_subject
from remit.errors import SourceError
from remit.reports.checked import Checked
from remit.workspace import Workspace

P1 = TESTS / "documents" / "coomet-p1-2017.docx"


@pytest.fixture(scope="module")
def found() -> Checked:
    return check_subject(P1, Workspace.bundled())


def test_the_command_writes_the_copy_and_prints_the_report(found: Checked, tmp_path: Path) -> None:
    (tmp_path / "draft.docx").write_bytes(P1.read_bytes())
    done = here("check", "draft.docx", "--annotate", "out.docx", "--format", "lines", at=tmp_path)

    assert done.returncode == 1
    assert done.stderr == f"out.docx: {len(found.findings)} comments\n"
    assert len(done.stdout.splitlines()) == len(found.findings) + 1
    assert {path.name for path in tmp_path.iterdir()} == {"draft.docx", "out.docx"}
    assert (tmp_path / "draft.docx").read_bytes() == P1.read_bytes()


def test_the_command_refuses_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_bytes(LANTERN.read_bytes())
    done = here("check", "draft.txt", "--annotate", "out.docx", at=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("remit: draft.txt: comments can only be put into a Word document")
    assert len(done.stderr.splitlines()) == 1


def test_a_document_of_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"only be put into a Word document .*this is text"):
        annotate(check_subject(LANTERN, Workspace.bundled()), tmp_path / "out.docx")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("found", [Checked()], ids=["nothing"])
def test_without_a_document_there_is_nothing_to_comment(found: Checked, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="name it: remit check draft"):
        annotate(found, tmp_path / "out.docx")


def test_the_document_itself_is_never_overwritten(tmp_path: Path) -> None:
    draft = tmp_path / "draft.docx"
    draft.write_bytes(P1.read_bytes())
    (tmp_path / "link.docx").symlink_to(draft)
    (tmp_path / "hard.docx").hardlink_to(draft)
    found = check_subject(draft, Workspace.bundled())

    for name in ("draft.docx", "link.docx", "hard.docx", "../" + tmp_path.name + "/draft.docx"):
        with pytest.raises(SourceError, match="never changed"):
            annotate(found, tmp_path / name)
    assert draft.read_bytes() == P1.read_bytes()


@pytest.mark.parametrize(("name", "said"), [("", "is a folder"), ("none/out.docx", "there is no folder")])
def test_a_place_where_nothing_can_be_written_is_refused(found: Checked, name: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=said):
        annotate(found, tmp_path / name)


def test_a_document_that_changed_meanwhile_is_refused(tmp_path: Path) -> None:
    draft = tmp_path / "draft.docx"
    draft.write_bytes(P1.read_bytes())
    found = check_subject(draft, Workspace.bundled())
    draft.write_bytes(P1.read_bytes() + b"\0")

    with pytest.raises(SourceError, match="was changed while"):
        annotate(found, tmp_path / "out.docx")
