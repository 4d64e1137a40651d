"""The lexicon is shared by all workspaces that say the same, and by none that says otherwise."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from remit.errors import WorkspaceError
from remit.workspace import Workspace

FICTIONAL = Path(__file__).parent / "documents" / "fictional-en"


def test_a_copy_has_the_same_lexicon_and_an_edited_copy_another(tmp_path: Path) -> None:
    ours = Workspace.at(FICTIONAL).lexicon(2031)
    shutil.copytree(FICTIONAL / "data", tmp_path / "data")
    bodies = tmp_path / "data" / "registry" / "bodies.yaml"

    assert Workspace.at(tmp_path).lexicon(2031) is ours
    assert Workspace.at(tmp_path).lexicon(2032) is not ours

    text = bodies.read_text(encoding="utf-8")
    assert "General Assembly" in text
    bodies.write_text(text.replace("General Assembly", "General Gathering"), encoding="utf-8")
    edited = Workspace.at(tmp_path).lexicon(2031)

    assert edited.resolve("General Gathering", ["body"]) and not ours.resolve("General Gathering", ["body"])


def test_what_is_broken_is_said_of_the_file_that_is_read(tmp_path: Path) -> None:
    for name in ("one", "two"):
        shutil.copytree(FICTIONAL / "data", tmp_path / name / "data")
        (tmp_path / name / "data" / "registry" / "bodies.yaml").write_text("- {id: x, id_: y}\n", encoding="utf-8")
        (tmp_path / name / "data" / "language").mkdir(exist_ok=True)

        with pytest.raises(WorkspaceError) as caught:
            _ = Workspace.at(tmp_path / name).registry
        assert str(caught.value).startswith(f"{tmp_path / name / 'data' / 'registry' / 'bodies.yaml'}: ")

        (tmp_path / name / "data" / "language" / "en.yaml").write_text("language: en\n", encoding="utf-8")
        with pytest.raises(WorkspaceError) as caught:
            _ = Workspace.at(tmp_path / name).languages
        assert str(caught.value).startswith(f"{tmp_path / name / 'data' / 'language' / 'en.yaml'}: lacks ")
