"""`remit compare`: two sides, of which each is a revision, a document or a graph; what it says and how it ends."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click.testing
import pytest

import remit
from remit import cli
from remit.errors import RemitError

SOURCE = Path(__file__).resolve().parent.parent / "data" / "source" / "coomet-p1-2017.txt"
WORD = Path(__file__).resolve().parent / "documents" / "coomet-p1-2017.docx"
GRAPH = Path(__file__).resolve().parent.parent / "data" / "graph" / "p1-2017.ttl"


def changed(text: str) -> str:
    """Return a fictional draft: a title reworded, one row gone, one new, an executor replaced, a term longer."""
    text = text.replace("Analysis of documents and OIML", "Review of documents and OIML").replace(
        "TC 2, SC 2.1", "TC 2, TC 4"
    )
    text = re.sub(r"^1\.7\t.*\n", "", text, flags=re.M)
    study = "Study of digital calibration certificates and their exchange"
    fresh = f"2.1.12\t{study}\t2017–2019\tTC 4, JCMS\t\n2.1.13\tUpdating"
    text = text.replace("2.1.12\tUpdating", fresh)
    return text.replace(
        "Conception of Cooperation and Activities\t2018\t", "Conception of Cooperation and Activities\t2018–2019\t"
    )


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("compare") / "draft.txt"
    path.write_text(changed(SOURCE.read_text(encoding="utf-8")), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the fictional draft, three years later."""
    path = tmp_path_factory.mktemp("compare") / "later.txt"
    words = changed(SOURCE.read_text(encoding="utf-8"))
    path.write_text(re.sub(r"20(1[6-9])", lambda year: str(int(year[0]) + 3), words), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def draft(text: Path) -> Path:
    """Return the graph of the draft, which is loaded faster than the draft is read."""
    path = text.with_suffix(".nq")
    path.write_bytes(remit.build([remit.read(text)]).nquads())
    return path


def run(*arguments: object, code: int = 0) -> str:
    """Return what a command prints; it has to end with `code`."""
    result = click.testing.CliRunner().invoke(cli.remit, ["compare", *map(str, arguments)])

    if result.exception and not isinstance(result.exception, SystemExit | RemitError):
        raise result.exception
    ended = 2 if isinstance(result.exception, RemitError) else result.exit_code
    assert ended == code, result.output
    return str(result.exception) if isinstance(result.exception, RemitError) else result.output


@pytest.fixture(scope="module")
def told(draft: Path) -> str:
    """Return what the command tells; it has to end with 1, for something changed."""
    return run("p1-2017", draft, "--exit-code", code=1)


@pytest.fixture(scope="module")
def russian(draft: Path) -> str:
    return run("p1-2017", draft, "--lang", "ru")


def test_each_change_is_told_in_plain_words(told: str) -> None:
    assert "[-Analysis-] {+Review+} of documents" in told
    assert "TC 4 is asked in place of SC 2.1." in told
    assert "The term is longer: 2018–2019; it was 2018." in told
    assert "− 1.7  (page 2, row 16)" in told
    assert "+ 2.1.12  (page 3, row 31)" in told
    assert "The number stands for other work now" in told


def test_the_summary_comes_first_and_has_ten_lines_at_most(told: str) -> None:
    head = told.split("\n\n")[0].splitlines()

    assert len(head) <= 10
    assert head[0].startswith("Older: p1-2017 (COOMET P1/2017, 59 events, 2017–2019). Newer: draft.nq")
    events = "Events: unchanged but for numbers and years 56, event removed 1, event added 1, number used again 1."
    assert events in head


def test_what_only_got_another_number_is_counted(told: str) -> None:
    assert "number changed: 1 (2.1.12→2.1.13)" in told


def test_what_moved_with_the_period_does_not_drown_the_rest(later: Path) -> None:
    told = run("p1-2017", later)

    assert re.search(r"^term moved with the period: 4\d \(1\.1, 1\.3, 1\.5, 1\.6, 2\.1\.1, 2\.1\.2, …\)$", told, re.M)
    assert "The period is 2020–2022; it was 2017–2019." in told
    assert "Working Program" not in told.split("Counted")[0], "a heading with other years alone is not told"


def test_it_says_what_the_changes_mean_for_whom(told: str) -> None:
    meaning = told.split("What this means\n")[1]

    assert "  TC 4\n      gained: 2.1.12, 2.2.3\n" in meaning
    assert "  SC 2.1\n      lost: 2.2.3\n" in meaning
    assert "Names that stand for other work now: 1 (2.1.12)\n" in meaning
    assert re.search(r"^  remit-of-body: .*TC 4 15 → 17 \(−0 \+2\)", meaning, re.M)


def test_it_is_told_for_one_body(draft: Path) -> None:
    told = run("p1-2017", draft, "--body", "tc 4")

    assert "2.2.3" in told and "2.1.12" in told
    assert "  1.2  " not in told and "EURAMET" not in told.split("What this means")[0]
    assert "Shown is only what concerns TC 4; the counts are of this." in told


def test_only_some_kinds_are_told(draft: Path) -> None:
    told = run("p1-2017", draft, "--kind", "removed,term-extended")

    assert "The term is longer" in told and "This goes on nowhere." in told
    assert "is asked in place" not in told and "{+Study" not in told


def test_findings_are_told_in_russian_too(russian: str) -> None:
    assert "[number-not-reused] номер 2.1.12 дан новому мероприятию" in russian


def test_an_unknown_kind_names_those_that_there_are(draft: Path) -> None:
    assert "there is: added, body-created" in run("p1-2017", draft, "--kind", "vanished", code=2)


def test_an_unknown_name_says_what_there_is() -> None:
    said = run("p1-2016", "p1-2017", code=2)

    assert said == "“p1-2016” is no revision of the graph and no document; there is: p1-2017"


def test_a_document_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert "there is no such document; the graph holds: p1-2017" in run("p1-2017", tmp_path / "none.docx", code=2)


def test_a_folder_is_no_document_and_hides_no_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "p1-2017").mkdir()
    monkeypatch.chdir(tmp_path)

    assert "is a folder; name a document in it" in run("p1-2017", tmp_path, code=2)
    assert "Nothing changed." in run("p1-2017", "p1-2017")


def test_a_document_without_a_plan_is_said(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear colleagues,\nwe meet in spring.\n", encoding="utf-8")

    assert "holds no programme" in run("p1-2017", tmp_path / "letter.txt", code=2)


def test_a_graph_without_a_revision_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")

    assert run(tmp_path / "a.ttl", "p1-2017", code=2) == "“a.ttl” holds 0 revisions; there is: no revision"


@pytest.mark.parametrize("other", [WORD, GRAPH, SOURCE], ids=lambda path: path.suffix)
def test_the_same_text_in_another_form_has_no_changes(other: Path) -> None:
    assert "Nothing changed." in run("p1-2017", other, "--exit-code")


def test_two_drafts_of_one_revision_are_compared(text: Path) -> None:
    assert "+ 1.7" in run(text, SOURCE)


def test_changes_are_no_findings_unless_one_asks(draft: Path) -> None:
    run("p1-2017", draft, "--exit-code", "--kind", "split")


def test_the_result_is_put_into_a_file_and_never_over_what_is_compared(draft: Path, tmp_path: Path) -> None:
    before = draft.read_bytes()

    run("p1-2017", draft, "--out", tmp_path / "told.txt")
    said = run("p1-2017", draft, "--out", draft, code=2)

    assert "TC 4 is asked" in (tmp_path / "told.txt").read_text(encoding="utf-8")
    assert "is one of those that are read" in said
    assert draft.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["told.txt"]


def test_a_word_document_wants_a_file(draft: Path, tmp_path: Path) -> None:
    assert "--out FILE" in run("p1-2017", draft, "--format", "docx", code=2)
    assert "cannot be written" in run("p1-2017", draft, "--format", "docx", "--out", tmp_path / "no" / "a.docx", code=2)


def test_the_verb_gives_matches_and_changes(text: Path) -> None:
    found = remit.compare("p1-2017", text)

    assert isinstance(found, remit.Comparison)
    assert {change.kind for change in found.changes} >= {"removed", "added", "term-extended", "executor-replaced"}
    assert all(isinstance(match, remit.Match) for match in found.matches)
    assert [row.code for row in found.removed] == ["1.7"]


def test_json_has_the_keys_that_were_promised(draft: Path) -> None:
    plain = json.loads(run("p1-2017", draft, "--format", "json"))

    assert list(plain) == ["old", "new", "summary", "matches", "changes", "findings", "impact", "near"]
    assert list(plain["matches"][0]) == ["old", "new", "score", "confidence", "parts", "by", "sure"]
    gone = next(change for change in plain["changes"] if change["kind"] == "removed")
    assert gone["old"] == ["1.7"] and gone["new"] == [] and gone["label"] == "event removed"
    assert gone["places"] == {"old": ["page 2, row 16"]}
    assert {each["label"] for each in plain["impact"]["holders"]} >= {"TC 4", "SC 2.1"}


def test_it_is_told_in_russian(russian: str, draft: Path) -> None:
    assert "Исполнитель TC 4 вместо SC 2.1." in russian
    assert "changes are told in en, ru; not in “xx”" in run("p1-2017", draft, "--lang", "xx", code=2)


def test_a_revision_of_a_graph_is_what_its_document_is(text: Path, later: Path) -> None:
    from remit.comparison.impact import impact
    from remit.comparison.sides import Side, of_store, side

    workspace = remit.Workspace.bundled()
    both = remit.build([remit.read(text), remit.read(later)]).store()
    ours = [of_store(both, name, workspace) for name in ("p1-2017", "p1-2020")]
    theirs = [side(path, workspace) for path in (text, later)]

    def meaning(old: Side, new: Side) -> object:
        from remit.comparison.comparing import compared

        found = compared(old, new, workspace)
        meant = impact(old, new, found)
        return found.changes, meant.stakes, meant.answers_for("")

    assert meaning(*ours) == meaning(*theirs)
    assert ours[0].spots == {iri: spot for iri, spot in theirs[0].spots.items() if iri in ours[0].spots}
