"""A mended copy as the command writes it, and Word documents as people have them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from rdflib import Graph

from mendable import GARDENS, HEAD, HEADER, KINDS, Sound, cells, mended, part
from office import docx, p, tbl, tc, tr
from remit import rules
from remit.cli import remit
from remit.documents.document import read
from remit.errors import SourceError, WorkspaceError
from remit.findings import Finding
from remit.mending import mend
from remit.mending.menders import JUDGES, MENDERS
from remit.mending.mends import mends
from remit.workspace import Workspace

# --- the command ----------------------------------------------------------------------------------


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A programme with three defects that have one right answer, and some that only a person can put right."""
    path = tmp_path / "draft.txt"
    text = (GARDENS.root / "data" / "source" / "programme.txt").read_text(encoding="utf-8")
    for before, after in (("2032–2033\t", "2033–2032\t"), ("dry summers", "dry summers."), ("2.2.5\t", "2.2.5.\t")):
        assert text.count(before) == 1
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")
    return path


def run(*arguments: object) -> Any:
    return CliRunner().invoke(remit, ["--workspace", str(GARDENS.root), *map(str, arguments)])


def test_the_command_says_what_was_mended_and_what_is_left(draft: Path) -> None:
    out = draft.with_name("mended.txt")

    result = run("check", draft, "--fix", out)

    lines = result.output.splitlines()
    assert (
        "draft.txt: page 1, row 7, Time frame: mended [term-ordered] “2033–2032” → “2032–2033”",
        "draft.txt: page 1, row 32, Activity: mended [title-no-final-stop] "
        "“Watering plan for dry summers.” → “Watering plan for dry summers”",
        "draft.txt: page 1, row 33, No.: mended [number-well-formed] “2.2.5.” → “2.2.5”",
    ) == tuple(line for line in lines if "mended [" in line and re.search("row (7, Time|32, Act|33)", line))
    assert f"findings mended in {out}; what follows is left" in result.output
    assert re.match(r"\d+ violations?, ", lines[-1])
    assert result.exit_code == 1, "violations are left that only a person can put right"


def test_what_is_left_is_what_a_check_of_the_copy_finds(draft: Path) -> None:
    out = draft.with_name("mended") / "draft.txt"
    out.parent.mkdir()

    by_fix = run("check", draft, "--fix", out, "--format", "json")
    by_check = run("check", out, "--format", "json")

    assert json.loads(by_fix.stdout) == json.loads(by_check.stdout)
    assert "mended [term-ordered]" in by_fix.stderr
    assert (by_fix.exit_code, by_check.stderr) == (by_check.exit_code, "")


def test_a_mended_copy_has_nothing_more_to_mend(draft: Path) -> None:
    out, again = draft.with_name("mended.txt"), draft.with_name("again.txt")
    run("check", draft, "--fix", out)

    result = run("check", out, "--fix", again)

    assert f"nothing has one right answer; {again} is an equal copy" in result.output
    assert again.read_bytes() == out.read_bytes()


@pytest.mark.parametrize("name", ["draft.txt", "./draft.txt", "link.txt", "hard.txt"])
def test_the_document_itself_is_never_written(draft: Path, name: str) -> None:
    draft.with_name("link.txt").symlink_to(draft)
    draft.with_name("hard.txt").hardlink_to(draft)
    before = draft.read_bytes()

    with pytest.raises(SourceError, match="is the document itself, which is never changed"):
        mend(draft, draft.parent / name, GARDENS)

    assert draft.read_bytes() == before


def test_a_copy_that_cannot_be_put_in_place_leaves_nothing(draft: Path) -> None:
    before = sorted(draft.parent.iterdir())

    with pytest.raises(SourceError, match="there is no folder"):
        mend(draft, draft.parent / "nowhere" / "out.txt", GARDENS)
    with pytest.raises(SourceError, match="is a folder"):
        mend(draft, draft.parent, GARDENS)

    assert sorted(draft.parent.iterdir()) == before


def test_a_copy_replaces_an_older_one_whole(draft: Path) -> None:
    out = draft.with_name("mended.txt")
    out.write_text("an older copy", encoding="utf-8")

    mend(draft, out, GARDENS)

    assert out.read_text(encoding="utf-8").startswith("WORK PROGRAMME")
    assert out.stat().st_mode & 0o777 == draft.stat().st_mode & 0o777


def test_only_text_and_word_are_written(tmp_path: Path) -> None:
    page = tmp_path / "draft.html"
    page.write_bytes((GARDENS.root.parent / "coomet-p1-2017.html").read_bytes())

    with pytest.raises(SourceError, match=r"of the kind html cannot be mended; save it as \.docx or as text"):
        mend(page, tmp_path / "out.html", GARDENS)


def test_only_word_tracks_changes(draft: Path) -> None:
    with pytest.raises(SourceError, match="only changes in a Word document can be tracked"):
        mend(draft, draft.with_name("out.txt"), GARDENS, tracked=True)


@pytest.mark.parametrize("arguments", [["--fix", "out.txt"], ["draft.txt", "--tracked"]])
def test_options_that_need_each_other_say_so(arguments: list[str]) -> None:
    result = run("check", *arguments)

    assert result.exit_code == 2
    assert "--fix" in result.output


def test_only_what_is_chosen_is_mended(draft: Path) -> None:
    def stops(findings: Sequence[Finding]) -> Sequence[Finding]:
        return [finding for finding in findings if finding.rule == "title-no-final-stop"]

    outcome = mend(draft, draft.with_name("out.txt"), GARDENS, stops)

    assert {each.rule for each in outcome.done} == {"title-no-final-stop"}


# --- Word documents as people have them -----------------------------------------------------------


def programme(*rows: tuple[str, ...]) -> Sound:
    return Sound((("1", "Seeds", "", "", ""), *rows))


@pytest.mark.parametrize(
    ("rule", "title", "right"),
    [
        ("word-once", "Visits to gardens: two gardens of the neighbours", None),
        ("word-once", "Watering plan for for dry summers", "Watering plan for dry summers"),
        ("title-no-final-stop", "Watering plan for dry summers...", None),
        ("title-no-final-stop", "Watering plan for dry summers..", "Watering plan for dry summers"),
    ],
)
def test_what_has_no_single_right_answer_is_left(tmp_path: Path, rule: str, title: str, right: str | None) -> None:
    path = tmp_path / "draft.txt"
    text = (GARDENS.root / "data" / "source" / "programme.txt").read_text(encoding="utf-8")
    path.write_text(text.replace("Watering plan for dry summers", title), encoding="utf-8")

    run("check", path, "--only", rule, "--fix", tmp_path / "mended.txt")

    copy = (tmp_path / "mended.txt").read_text(encoding="utf-8")
    assert f"\t{right or title}\t" in copy


def test_a_torn_heading_is_put_together_in_its_first_cell() -> None:
    text = Sound((("1", "Seeds and f", "erns", "", ""), ("1.1", "Seeds and ferns", "2031", "WG 1", "")))

    _, copy = mended(text.text())
    _, written = mended(text.word(), "draft.docx")

    assert "1\tSeeds and ferns\t\t\t\n" in copy.decode("utf-8")
    assert ["1", "Seeds and ferns", "", "", ""] in cells(written)


def test_a_number_that_a_list_prints_is_left_to_a_person() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="1.%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = tc(p(about='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'))
    rows = (tr(*map(tc, HEADER)), tr(tc("1"), tc("Seeds"), tc(""), tc(""), tc("")))
    event = tr(listed, tc("Exchange of seeds."), tc("2031"), tc("WG 1"), tc(""))
    before = docx("".join(p(line) for line in HEAD) + tbl(*rows, event), numbering)

    outcome, copy = mended(before, "draft.docx")

    assert [each.rule for each in outcome.done] == ["title-no-final-stop"]
    assert "number-well-formed" in {finding.rule for finding in outcome.left}
    assert "Exchange of seeds<" in part(copy)


def test_a_change_in_words_that_somebody_inserted_is_part_of_that_insertion() -> None:
    inserted = '<w:ins w:id="7" w:author="a drafter"><w:r><w:t>2032–2031</w:t></w:r></w:ins>'
    rows = (tr(*map(tc, HEADER)), tr(tc("1"), tc("Seeds"), tc(""), tc(""), tc("")))
    event = tr(tc("1.1"), tc("Exchange of seeds"), tc(p(inner=inserted)), tc("WG 1"), tc(""))

    _, copy = mended(docx("".join(p(line) for line in HEAD) + tbl(*rows, event)), "draft.docx", tracked=True)

    assert inserted.replace("2032–2031", "2031–2032") in part(copy)


def test_a_signed_document_is_not_mended(tmp_path: Path) -> None:
    path = tmp_path / "signed.docx"
    path.write_bytes(programme(("1.1", "Seeds.", "2031", "WG 1", "")).word())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("_xmlsignatures/sig1.xml", "<signature/>")

    with pytest.raises(SourceError, match="is signed"):
        mend(path, tmp_path / "out.docx", GARDENS)


def test_a_mend_that_does_not_hold_is_dropped_and_the_others_stay(tmp_path: Path) -> None:
    """A rule of the workspace has a mend that breaks another rule: it is not used."""
    folder = tmp_path / "gardens"
    shutil.copytree(GARDENS.root, folder)
    (folder / "shapes").mkdir()
    (folder / "shapes" / "own.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix remit: <https://w3id.org/remit/ontology#> .\n"
        "@prefix rule: <https://example.org/rules#> . @prefix dcterms: <http://purl.org/dc/terms/> .\n"
        "rule:short-title a sh:PropertyShape ; sh:targetClass remit:Event ; sh:path dcterms:title ; sh:maxLength 9 ;\n"
        '    sh:severity sh:Info ; sh:message "the title of {$code} is long." ; remit:hint "shorten it." ;\n'
        '    remit:column "title" ; remit:hasMend [ remit:find ".+" ; remit:put "" ] .\n',
        encoding="utf-8",
    )
    path = tmp_path / "draft.txt"
    path.write_bytes(programme(("1.1", "Exchange of seeds", "2032–2031", "WG 1", "")).text())

    outcome = mend(path, tmp_path / "out.txt", Workspace.at(folder))

    assert [each.rule for each in outcome.done] == ["term-ordered"]
    assert "short-title" in {finding.rule for finding in outcome.left}


def test_a_broken_mend_is_named(tmp_path: Path) -> None:
    for said in ('remit:find "(" ; remit:put ""', 'remit:mender "a" ; remit:find "b"', 'remit:rightText "usual"'):
        shapes = Graph().parse(
            data="@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix remit: <https://w3id.org/remit/ontology#> .\n"
            f"<https://example.org/rules#odd> a sh:NodeShape ; sh:severity sh:Info ; remit:hasMend [ {said} ] ."
        )
        with pytest.raises(WorkspaceError, match="odd"):
            mends(shapes)


def test_every_mend_of_our_rules_is_sound_and_has_its_mender() -> None:
    said = mends(rules.rules())

    assert {each.mender for ways in said.values() for each in ways if each.mender} <= {*MENDERS, *JUDGES}
    assert {rule for rule, _ in KINDS.values()} <= set(said)


# --- as an office sees it -------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("tracked", [False, True])
def test_an_office_opens_a_mended_copy(tmp_path: Path, tracked: bool) -> None:
    sample = GARDENS.root.parent / "coomet-p1-2017.docx"
    out = tmp_path / "mended.docx"
    outcome = mend(sample, out, Workspace.bundled(), tracked=tracked)

    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "odt"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(out)], check=True, capture_output=True, timeout=120)

    assert len(outcome.done) > 10
    seen = [event.title for event in read(tmp_path / "mended.odt").events]
    assert seen == [event.title for event in read(out).events]
