"""The site of a graph under another base: every IRI of the data begins there, and nothing begins where it did."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import Store

import remit
from published import fictional
from remit.cli import remit as program
from remit.errors import PublishError
from remit.publishing import site
from remit.publishing.publication import Publication
from remit.workspace import Workspace

OTHER = "https://data.example/plans/"


def test_every_iri_begins_at_the_other_base(tmp_path: Path) -> None:
    place = fictional()

    written = remit.publish(place.store, tmp_path / "site", place.workspace, base=OTHER)

    assert written.files == written.written > 100
    old = place.base.encode()
    texts = {
        path: path.read_bytes() for path in (tmp_path / "site").rglob("*") if path.suffix in (".ttl", ".nt", ".md")
    }
    assert texts and not [path for path, content in texts.items() if old in content]
    assert OTHER.encode() in (tmp_path / "site" / "catalog.nt").read_bytes()


@pytest.mark.parametrize("base", ["example.org/", "https://example.org", "https://ex ample.org/", "ftp://x/"])
def test_what_is_no_base_is_refused(base: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(program, ["publish", str(tmp_path / "site"), "--no-check", "--base", base])

    assert isinstance(result.exception, PublishError) and base in str(result.exception)
    assert not (tmp_path / "site").exists()


def test_a_build_that_was_killed_is_finished_by_the_next_and_one_process_makes_what_two_made(tmp_path: Path) -> None:
    place, folder = fictional(), tmp_path / "site"
    site.write(place, folder, processes=2)
    (folder / ".remit-site").write_text("", encoding="utf-8")  # as it stands while the first build runs

    again = site.write(place, folder, processes=1)

    assert (again.written, again.removed) == (0, 0) and again.files > 100


def test_what_stands_in_the_place_of_a_file_is_named_and_nothing_half_written_stays(tmp_path: Path) -> None:
    place, folder = Publication(Workspace.bundled(), Store()), tmp_path / "site"
    (folder / "index.html").mkdir(parents=True)
    (folder / site.MADE).touch()

    with pytest.raises(PublishError, match=r"site/index\.html: the site cannot be written"):
        site.write(place, folder)

    assert not [path for path in folder.rglob(".*") if path.name != site.MADE]


def test_a_link_that_leads_out_of_the_site_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    place, folder = fictional(), tmp_path / "site"
    remit.publish(place.store, folder, place.workspace)
    for path in (folder / "year").iterdir():
        path.unlink()
    (folder / "year").rmdir()
    (folder / "year").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(PublishError, match="leads out of the site"):
        remit.publish(place.store, folder, place.workspace)

    assert not list((tmp_path / "elsewhere").iterdir())
