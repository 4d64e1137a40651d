"""Candidates wait in a file of their own; a person's decision makes a link of one, or a negative link."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from remit.cli import remit
from remit.errors import RemitError
from remit.linking import proposals
from remit.linking.ours import unlinked
from remit.links import sssom
from remit.names import expand
from remit.services.things import Thing
from remit.starting import start
from remit.workspace import Workspace

LENS = "https://ror.org/03xpzkb14"
CLOCK = "https://ror.org/055vkyj43"


class Scored:
    """A candidate as a scorer gives it."""

    def __init__(self, thing: Thing, score: float, proposed: bool = False) -> None:
        self.thing, self.score, self.proposed, self.former = thing, score, proposed, False
        self.explanation = "the same name; the same country"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a workspace of fictional lighthouses in which two candidates wait."""
    start(tmp_path / "w")
    propose(Workspace.at(tmp_path / "w"))
    return tmp_path / "w"


def propose(workspace: Workspace) -> list[str]:
    """Propose the two candidates for the first organisation, and return the ids of what waits."""
    authority = workspace.links.authorities.get("ror")
    assert authority
    ours = unlinked(workspace, "ror")[:1]
    theirs = [
        Scored(Thing(LENS, ("Institute of Lenses (fictional)",), ("IL",), country="xl", since=1901), 0.91, True),
        Scored(Thing(CLOCK, ("Institute of Clocks (fictional)",), country="xc", said="withdrawn in ROR"), 0.4),
    ]
    proposals.add(proposals.proposed(ours, [theirs], authority, workspace), workspace)
    return [each.id for each in proposals.pending(workspace)]


def ids(folder: Path) -> list[str]:
    """Return the ids of what waits, as a new run of the program sees them."""
    return [each.id for each in proposals.pending(Workspace.at(folder))]


def run(folder: Path, *words: str, typed: str = "") -> Result:
    """Run `remit link review`."""
    return CliRunner().invoke(remit, ["--workspace", str(folder), "link", "review", *words], input=typed)


def links(folder: Path) -> list[tuple[str, bool, str, str]]:
    """Return the links to ROR: object, negated, reviewer, date."""
    path = folder / "data" / "links" / "ror.sssom.tsv"
    rows = sssom.read(path).mappings if path.is_file() else ()
    return [(row.object, row.negated, row.reviewer, row.date) for row in rows]


def test_a_candidate_is_no_link(folder: Path) -> None:
    assert len(ids(folder)) == 2
    assert not Workspace.at(folder).links.every


def test_an_accepted_candidate_is_a_link_and_waits_no_more(folder: Path) -> None:
    lens, clock = sorted(ids(folder), key=lambda each: "03xp" not in each)

    result = run(folder, "--accept", lens, "--refuse", clock, "--role", "keeper of the lamps")

    assert result.exit_code == 0, result.output
    today = date.today().isoformat()
    assert links(folder) == [
        (LENS, False, "keeper of the lamps", today),
        (CLOCK, True, "keeper of the lamps", today),
    ]
    assert not ids(folder)
    assert len(Workspace.at(folder).links.every) == 2
    assert {each.source for each in Workspace.at(folder).links.every.values()} == {
        f"https://api.ror.org/v2/organizations/{each.rpartition('/')[2]}" for each in (LENS, CLOCK)
    }, "where the record can be looked at is the evidence of what somebody decided about it"


def test_who_is_known_by_a_former_name_is_a_close_match_at_most(folder: Path) -> None:
    place = Workspace.at(folder)
    authority = place.links.authorities.get("ror")
    assert authority
    scored = Scored(Thing(LENS, ("Institute of Lenses (fictional)",)), 0.79)
    scored.former = True
    proposals.write(
        proposals.place(place), proposals.proposed(unlinked(place, "ror")[:1], [[scored]], authority, place), place
    )

    result = run(folder, typed="y\n")

    assert "skos:closeMatch" in result.output
    (link,) = sssom.read(folder / "data" / "links" / "ror.sssom.tsv").mappings
    assert link.predicate == expand("skos:closeMatch")


def test_what_is_decided_is_never_proposed_again(folder: Path) -> None:
    lens, clock = sorted(ids(folder), key=lambda each: "03xp" not in each)
    run(folder, "--refuse", lens)

    assert propose(Workspace.at(folder)) == [clock]


def test_nothing_changes_when_the_same_is_found_again(folder: Path) -> None:
    before = (folder / "data" / "links" / "candidates.sssom.tsv").read_bytes()

    propose(Workspace.at(folder))

    assert (folder / "data" / "links" / "candidates.sssom.tsv").read_bytes() == before


def test_answers_are_typed_one_after_the_other(folder: Path) -> None:
    result = run(folder, typed="skip\nn\n")

    assert result.exit_code == 0, result.output
    assert "ours" in result.output and "theirs" in result.output and "the same name; the same country" in result.output
    assert "1 decided, 1 left" in result.output
    assert [negated for _, negated, _, _ in links(folder)] == [True]


@pytest.mark.parametrize("typed", ["quit\n", "", "what\n"])
def test_who_ends_early_has_decided_nothing(folder: Path, typed: str) -> None:
    before = (folder / "data" / "links" / "candidates.sssom.tsv").read_bytes()

    result = run(folder, typed=typed)

    assert result.exit_code == 0, result.output
    assert not links(folder)
    assert (folder / "data" / "links" / "candidates.sssom.tsv").read_bytes() == before


def test_of_an_authority_with_one_identifier_a_thing_the_others_are_not_asked_after_a_yes(folder: Path) -> None:
    result = run(folder, typed="y\n")

    assert result.output.count("the same?") == 1
    assert len(links(folder)) == 1


def test_after_a_yes_it_is_said_why_the_others_are_not_shown(folder: Path) -> None:
    result = run(folder, typed="Y\n")

    assert "1 decided, 1 left; 1 not shown, as the authority has one identifier for each thing" in result.output


def test_signs_that_steer_a_terminal_are_not_shown_and_make_no_link(folder: Path) -> None:
    path = folder / "data" / "links" / "candidates.sssom.tsv"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("Institute of Clocks", "Insti\u202etute of\u00a0Clocks"), encoding="utf-8")
    turned = run(folder, typed="skip\nskip\n")
    path.write_text(good.replace("Institute of Clocks", "\x1b[2JInstitute of Clocks"), encoding="utf-8")
    steered = run(folder, typed="y\n")

    assert "\u202e" not in turned.output and "Institute of Clocks" in turned.output
    assert isinstance(steered.exception, RemitError)
    assert "has the control character U+001B; take it out" in str(steered.exception)
    assert "\x1b" not in steered.output and not links(folder)


def test_a_record_that_is_another_thing_already_is_not_linked_twice(folder: Path) -> None:
    path = folder / "data" / "links" / "candidates.sssom.tsv"
    rows = path.read_text(encoding="utf-8").splitlines()
    (lens,) = [row for row in rows if "03xpzkb14" in row]
    subject, other = [each.id for each in unlinked(Workspace.at(folder), "ror")[:2]]
    path.write_text("\n".join([*rows, lens.replace(subject, other)]) + "\n", encoding="utf-8")
    run(folder, "--accept", f"{subject}=ror:03xpzkb14")

    asked = run(folder, typed="skip\ny\n")
    named = run(folder, "--accept", f"{other}=ror:03xpzkb14")
    near = run(folder, "--accept", f"{other}=ror:03xpzkb14", "--as", "skos:closeMatch")

    assert f"not linked: {folder}" in asked.output and f"{LENS} is {subject} already" in asked.output
    assert "0 decided, 2 left" in asked.output and asked.exit_code == 0
    assert isinstance(named.exception, RemitError) and f"is {subject} already" in str(named.exception)
    assert near.exit_code == 0 and len(links(folder)) == 2


def test_what_a_person_accepts_is_sure_enough_whatever_its_score(folder: Path) -> None:
    run(folder, "--accept", next(each for each in ids(folder) if "055vkyj43" in each))

    checked = CliRunner().invoke(remit, ["--workspace", str(folder), "link", "check"])

    assert checked.exit_code == 0, checked.output


def test_the_list_is_json_too(folder: Path) -> None:
    listed = json.loads(run(folder, "--json").output)["candidates"]

    assert {each["score"] for each in listed} == {0.91, 0.4}
    assert any("withdrawn in ROR" in each["theirs"] for each in listed)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--accept", "organisation/nobody=ror:03xpzkb14"), "no candidate organisation/nobody=ror:03xpzkb14 waits"),
        (("--accept", "FIRST", "--as", "owl:sameAs"), "cannot be owl:sameAs; data/authorities.yaml admits"),
    ],
)
def test_what_cannot_be_decided_is_said_so_and_not_written(folder: Path, words: tuple[str, ...], why: str) -> None:
    result = run(folder, *(ids(folder)[0] if word == "FIRST" else word for word in words))

    assert isinstance(result.exception, RemitError)
    assert why in str(result.exception)
    assert not links(folder)


def test_a_wrong_name_among_right_ones_decides_nothing(folder: Path) -> None:
    run(folder, "--accept", ids(folder)[0], "--refuse", "organisation/nobody=ror:03xpzkb14")

    assert not links(folder)


def test_a_mistyped_identifier_cannot_become_a_link(folder: Path) -> None:
    path = folder / "data" / "links" / "candidates.sssom.tsv"
    path.write_text(path.read_text(encoding="utf-8").replace("03xpzkb14", "03xpzkb41"), encoding="utf-8")

    result = run(folder, "--accept", next(each for each in ids(folder) if "41" in each))

    assert "its check digits are wrong" in str(result.exception)
    assert not links(folder)


def test_a_row_edited_by_hand_counts_as_well(folder: Path) -> None:
    path = folder / "data" / "links" / "candidates.sssom.tsv"
    rows = path.read_text(encoding="utf-8").replace("semapv:LexicalMatching", "semapv:ManualMappingCuration")
    rows = rows.replace("\tsemapv:ManualMappingCuration\t", "\tsemapv:ManualMappingCuration\teditor")
    path.with_name("ror.sssom.tsv").write_text(rows, encoding="utf-8")

    assert not ids(folder)


def test_where_nothing_waits_it_is_said_how_to_find_something(folder: Path) -> None:
    (folder / "data" / "links" / "candidates.sssom.tsv").unlink()

    result = run(folder)

    assert result.output == "no candidate waits for a decision; to look for some: remit link suggest\n"
