"""`remit init DIR --from FILE`: a document of an organisation without registries becomes a workspace to be reviewed.

The documents of the Union of Orchards are fictional.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from remit import Reading, Workspace, ask, build, bundle, check, read
from remit.cli import remit
from remit.drafting.own import find_own
from remit.errors import SourceError, WorkspaceError
from remit.names import slug
from remit.starting import start, start_from

TOP = Path(__file__).resolve().parent
ENGLISH, RUSSIAN = (TOP / "documents" / f"orchards-{code}.txt" for code in ("en", "ru"))
P1 = bundle.folder("data") / "source" / "coomet-p1-2017.txt"


def made(document: Path, folder: Path) -> tuple[Workspace, Reading]:
    """Make a workspace from a document; return it and the document as it is read with it."""
    start_from(folder, document)
    workspace = Workspace.at(folder)
    return workspace, read(workspace.sources[0], workspace)


def entries(workspace: Workspace, name: str) -> dict[str, dict[str, Any]]:
    text = (workspace.root / "data" / "registry" / f"{name}.yaml").read_text(encoding="utf-8")
    return {entry["id"]: entry for entry in yaml.load(text, Loader=yaml.CSafeLoader)}


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Reading]:
    return made(ENGLISH, tmp_path_factory.mktemp("drafted") / "orchards")


@pytest.fixture(scope="module")
def russian(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Reading]:
    return made(RUSSIAN, tmp_path_factory.mktemp("drafted") / "sady")


def holders(reading: Reading, event: str) -> list[tuple[str, str]]:
    found = next(each for each in reading.events if each.id == event)
    return [(executor.holder, executor.role) for executor in found.executors]


# --- what is written -------------------------------------------------------------------------


def test_the_settings_come_from_the_head(english: tuple[Workspace, Reading]) -> None:
    workspace, reading = english

    settings = workspace.settings

    assert (settings["organisation"], settings["language"]) == ("organisation/uo", ["en"])
    assert settings["base"] == "https://uo.example/data/"
    assert settings["programmes"][0]["code_pattern"] == r"UO WP/(?P<year>\d{4})"
    assert settings["sources"] == [{"file": "orchards-en.txt", "revision": "wp-2030"}]
    assert reading.programme.code == "UO WP/2030"


def test_the_document_is_copied_unaltered_with_its_sum(english: tuple[Workspace, Reading]) -> None:
    source = english[0].root / "data" / "source"

    digest = hashlib.sha256(ENGLISH.read_bytes()).hexdigest()

    assert (source / ENGLISH.name).read_bytes() == ENGLISH.read_bytes()
    assert (source / "SHA256SUMS").read_text() == f"{digest}  {ENGLISH.name}\n"


def test_every_holder_is_registered_and_none_is_provisional(
    english: tuple[Workspace, Reading], russian: tuple[Workspace, Reading]
) -> None:
    for workspace, reading in (english, russian):
        executors = [executor for event in reading.events for executor in event.executors]

        assert all(executor.holder in workspace.registry.records for executor in executors)
        assert not [e.text for e in executors if {"unknown-body", "unread"} & set(e.readings)]


def test_every_entry_is_inferred_from_the_document_and_says_where(english: tuple[Workspace, Reading]) -> None:
    bodies = entries(english[0], "bodies")

    assert {body["confidence"] for body in bodies.values()} == {"inferred"}
    assert bodies["council"]["source"] == ["UO WP/2030, 1.2, 2.2"]
    assert bodies["secretariat"]["spellings"] == [{"text": "UO Secretariat", "lang": "en", "where": "UO WP/2030 2.1"}]


def test_a_kind_is_told_by_a_number_and_else_unknown(english: tuple[Workspace, Reading]) -> None:
    bodies = entries(english[0], "bodies")

    assert bodies["tc-1.2"]["kind"] == "technical-committee"
    assert {bodies[name]["kind"] for name in ("council", "qf", "editorial-office", "department-1")} == {"unknown"}


def test_numbered_words_that_no_language_file_knows_are_bodies_of_their_own(
    english: tuple[Workspace, Reading], russian: tuple[Workspace, Reading]
) -> None:
    assert holders(english[1], "1.3")[:2] == [("body/department-2", "body"), ("body/department-3", "body")]
    assert holders(russian[1], "1.3")[:2] == [("body/otdel-2", "body"), ("body/otdel-3", "body")]
    assert holders(russian[1], "1.1")[0] == ("body/otdel-1", "body")


def test_a_name_and_its_abbreviation_are_one_body(english: tuple[Workspace, Reading]) -> None:
    bodies = entries(english[0], "bodies")

    assert (bodies["qf"]["abbreviation"], bodies["qf"]["label"]) == ("QF", {"en": "Quality Forum"})
    assert "quality-forum" not in bodies
    assert ("body/qf", "chair") in holders(english[1], "2.4")


def test_the_cases_of_a_name_are_one_body(russian: tuple[Workspace, Reading]) -> None:
    bodies = entries(russian[0], "bodies")

    assert [spelling["text"] for spelling in bodies["sovet"]["spellings"]] == ["Совета"]
    assert "soveta" not in bodies


def test_posts_countries_and_organisations_that_are_known_everywhere_are_found(
    english: tuple[Workspace, Reading],
) -> None:
    workspace, reading = english

    assert list(entries(workspace, "posts")) == ["president", "vice-president"]
    assert list(entries(workspace, "countries")) == ["am", "ge"]
    assert list(entries(workspace, "organisations")) == ["iec", "iso", "uo"]
    assert holders(reading, "2.3")[-1] == ("organisation/iso", "body")


def test_without_any_registry_p1_2017_has_the_roles_of_the_reference_but_for_two(tmp_path: Path) -> None:
    truth = yaml.load(
        (TOP / "golden" / "coomet-p1-2017.reading.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )["events"]
    _, reading = made(P1, tmp_path / "again")

    wanted = [Counter((x["role"], *(x.get("countries") or ())) for x in event["executors"]) for event in truth]
    got = [Counter((x.role, *(c[8:].upper() for c in x.countries)) for x in each.executors) for each in reading.events]

    assert sum(map(Counter.total, wanted)) == 203
    assert sum((one & other).total() for one, other in zip(wanted, got, strict=True)) >= 201


# --- what can be done with it ----------------------------------------------------------------


def test_the_workspace_is_built_checked_and_asked_at_once(russian: tuple[Workspace, Reading]) -> None:
    workspace, reading = russian

    dataset = build([reading], workspace)
    answer = ask(dataset, "remit-of-body", workspace, body="ТК 5")

    assert not [finding for finding in check(dataset, workspace) if finding.severity.name == "violation"]
    assert [str(row[0]) for row in answer.rows] == ["2.4", "2.5"]


def test_the_message_says_what_to_review(tmp_path: Path) -> None:
    done = CliRunner().invoke(remit, ["init", str(tmp_path / "new"), "--from", str(ENGLISH)])

    assert done.exit_code == 0
    for words in ("UO WP/2030", "stand-in", "15 in bodies.yaml", "no executors that could not be read", "To review"):
        assert words in done.output


def test_a_name_that_begins_with_a_post_is_a_post(tmp_path: Path) -> None:
    document = tmp_path / "programme.txt"
    text = RUSSIAN.read_text(encoding="utf-8").replace("Редакция", "Президент Союза садов")
    document.write_text(text, encoding="utf-8")

    _, reading = made(document, tmp_path / "new")

    assert holders(reading, "2.4")[0] == ("post/prezident-soyuza-sadov", "president")


def test_names_that_are_almost_the_same_are_kept_apart_with_a_note(tmp_path: Path) -> None:
    document = tmp_path / "letters.txt"
    text = ENGLISH.read_text(encoding="utf-8").replace("Secretariat, Department 1", "Editoral Office")
    document.write_text(text, encoding="utf-8")

    workspace, _ = made(document, tmp_path / "new")

    assert "Editorial Office" in entries(workspace, "bodies")["editoral-office"]["note"]


def test_a_document_without_code_is_known_by_its_title(tmp_path: Path) -> None:
    document = tmp_path / "Plan of works.txt"
    document.write_text(ENGLISH.read_text(encoding="utf-8").replace("\t\tUO WP/2030", ""), encoding="utf-8")

    workspace, reading = made(document, tmp_path / "new")

    (programme,) = workspace.settings["programmes"]
    assert (programme["id"], programme["title"]["en"]) == (
        "work-programme-of-the-union-of-orchards",
        "WORK PROGRAMME OF THE UNION OF ORCHARDS (fictional)",
    )
    assert "work-programme-of-the-union-of-orchards-2030" in build([reading], workspace).graphs()


def test_a_document_without_code_and_years_has_no_programme_and_is_still_built(tmp_path: Path) -> None:
    document = tmp_path / "Plan of works.txt"
    text = re.sub(r"(FOR )?2030–2032 ?", "", ENGLISH.read_text(encoding="utf-8").replace("\t\tUO WP/2030", ""), count=1)
    document.write_text(text, encoding="utf-8")

    workspace, reading = made(document, tmp_path / "new")

    assert (workspace.settings["programmes"], workspace.settings["organisation"]) == ([], "organisation/plan-of-works")
    assert "plan-of-works-draft" in build([reading], workspace).graphs()


# --- nothing half-written --------------------------------------------------------------------


def test_what_stops_on_the_way_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear colleagues,\nthe next meeting is in May.\n", encoding="utf-8")

    with pytest.raises(SourceError, match="holds no programme"):
        start_from(tmp_path / "below" / "new", tmp_path / "letter.txt")

    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")

    with pytest.raises(WorkspaceError, match="not empty"):
        start_from(tmp_path, ENGLISH)

    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_an_empty_folder_is_filled_from_the_template(tmp_path: Path) -> None:
    start(tmp_path)

    assert (tmp_path / "data" / "workspace.yaml").is_file()


# --- the code in a head ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "code", "abbreviation", "programme"),
    [
        ("UO WP/2030", "UO WP/2030", "UO", "wp"),
        ("P1/2017", "P1/2017", "", "p1"),
        ("МСМ ПР/2021", "МСМ ПР/2021", "МСМ", "pr"),
        ("UO/PLAN/2030", "UO/PLAN/2030", "UO", "plan"),
        ("Document UO-WP-2030 (fictional)", "UO-WP-2030", "UO", "wp"),
        ("WORK PROGRAMME FOR 2030–2032", "", "", ""),
        ("PROGRAMME-2030–2032", "", "", ""),
        ("Approved 12/2029", "", "", ""),
        ("APPROVED AT THE MEETING 12/2029", "", "", ""),
    ],
)
def test_a_code_is_found_in_a_head(head: str, code: str, abbreviation: str, programme: str) -> None:
    own = find_own([head], "programme")

    assert (own.code, own.abbreviation, own.programme) == (code, abbreviation, programme)


@given(st.lists(st.text(alphabet="ABXУО Жx12.()+/-–:№", max_size=20), max_size=4), st.text(max_size=8))
def test_a_code_that_is_found_is_read_again_by_its_pattern(texts: list[str], stem: str) -> None:
    own = find_own([f"{text}/2030" for text in texts], stem)

    assert not own.code or re.fullmatch(own.pattern, own.code)
    assert own.slug and slug(own.slug) == own.slug
    assert own.programme or not own.code


@pytest.mark.parametrize("stem", ["1", "A", "x", "12", "-", "ж", "№", "1."])
def test_a_file_of_any_name_makes_a_workspace(stem: str, tmp_path: Path) -> None:
    document = tmp_path / f"{stem}.csv"
    document.write_text("No.;Activity;Terms;Responsible\n1;Hold the courses;2025;Secretariat\n", encoding="utf-8")

    _, reading = made(document, tmp_path / "workspace")

    assert [event.title for event in reading.events] == ["Hold the courses"]
