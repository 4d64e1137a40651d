"""What a comparison says and asks: numbers with their side, answers that are kept, nothing for mere order; made up."""

from __future__ import annotations

import re
from pathlib import Path

import click.testing
import pytest

from remit import bundle, cli
from remit.comparison.comparing import redline
from remit.starting import start
from remit.workspace import Workspace

SOURCE = bundle.folder("data") / "source" / "coomet-p1-2017.txt"
HEAD = "WORK PROGRAMME OF THE UNION OF LIGHTHOUSES FOR {} (fictional; TEST DATA)\n"
COLUMNS = "No.\tActivity\tTerm\tResponsible\tRemarks\n"
OLD = """1\tLamps and horns
1.1\tReview of the lamp catalogue and of the lens catalogue\t2030\tTC 1\t
1.4\tTraining course for keepers of northern towers\t2030\tTC 1\t
1.5\tTraining course for keepers of southern towers\t2030\tTC 2\t
2\tTowers
2.2\tInspection of spiral staircases\t2030–2031\tTC 2\t
2.4\tPublication of a yearbook of towers\t2031\tTC 1\t
"""
NEW = """1\tTowers and staircases
1.1\tInspection of spiral staircases\t2032–2033\tTC 1\t
2\tLamps and horns
2.1\tReview of the lamp catalogue\t2032\tTC 1\t
2.2\tReview of the lens catalogue\t2032\tTC 1\t
2.3\tTraining courses for keepers of northern and southern towers\t2032\tTC 1, TC 2\t
2.4\tExchange of foghorn recordings\t2032\tTC 2\t
"""


@pytest.fixture
def there(tmp_path: Path) -> Path:
    start(tmp_path / "union")
    (tmp_path / "old.txt").write_text(HEAD.format("2030–2031") + COLUMNS + OLD, encoding="utf-8")
    (tmp_path / "new.txt").write_text(HEAD.format("2032–2033") + COLUMNS + NEW, encoding="utf-8")
    return tmp_path


def run(there: Path, *more: str, typed: str = "") -> str:
    names = ["--workspace", str(there / "union"), "compare", str(there / "old.txt"), str(there / "new.txt")]
    result = click.testing.CliRunner().invoke(cli.remit, [*names, *more], input=typed)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_heading_is_told_with_both_its_numbers(there: Path) -> None:
    told = run(there)

    assert "What was section 1 is section 2 now." in told and "What was section 2 is section 1 now." in told
    assert "Section 1, “Towers and staircases”, was called “Towers” (section 2 of the older revision)." in told


def test_it_says_of_which_revision_the_numbers_are(there: Path) -> None:
    meaning = run(there).split("What this means\n")[1]

    assert meaning.startswith("  Gained: numbers of the newer revision; lost: numbers of the older; kept: of both.\n")


def test_a_review_keeps_what_was_answered_before_it_is_left(there: Path) -> None:
    asked = run(there, "--review", typed="s\n" * 20)
    counts = re.findall(r"\((\d+)/(\d+)\)", asked)
    assert [int(at) for at, _ in counts] == [*range(1, len(counts) + 1)] and {int(n) for _, n in counts} == {
        len(counts)
    }
    before = re.split(r"\(\d+/\d+\)", asked)
    place = next(n for n, text in enumerate(before) if "Training course for" in text)

    said = run(there, "--review", typed="s\n" * place + "n\nq\n")

    kept = (there / "union" / "data" / "links" / "revisions.sssom.tsv").read_text(encoding="utf-8")
    assert f"answers kept: 1; questions left: {len(counts) - 1}" in said
    assert len(re.findall("\tNot\t", kept)) == 1


def test_rows_in_another_order_change_no_answer(tmp_path: Path) -> None:
    text = SOURCE.read_text(encoding="utf-8")
    one, other = (re.search(rf"^ ?3\.{n}\t.*\n", text, re.M) for n in (5, 6))
    assert one and other and one[0] + other[0] in text
    (tmp_path / "other.txt").write_text(text.replace(one[0] + other[0], other[0] + one[0]), encoding="utf-8")

    made = redline("p1-2017", tmp_path / "other.txt", Workspace.bundled())

    assert made.summary[-1] == "Nothing changed." and "but for numbers" not in made.summary[1]
    assert made.impact is not None
    assert [(each.name, each.lost, each.gained) for each in made.impact.answers_for("")] == []


def test_what_is_not_shown_does_not_decide_how_it_ends(tmp_path: Path) -> None:
    text = re.sub(r"20(1[6-9])", lambda year: str(int(year[0]) + 3), SOURCE.read_text(encoding="utf-8"))
    text = re.sub(r"^( ?2\.1\.3\t.*?\t.*?\t).*?\t", r"\1\t", text, count=1, flags=re.M)
    (tmp_path / "next.txt").write_text(text, encoding="utf-8")
    command = ["compare", "p1-2017", str(tmp_path / "next.txt"), "--fail-on", "violation"]

    everything, some = (
        click.testing.CliRunner().invoke(cli.remit, [*command, *more]) for more in ([], ["--kind", "added"])
    )

    assert "violation [" in everything.output and everything.exit_code == 1
    assert "violation [" not in some.output and some.exit_code == 0
    assert re.search(r"Findings not shown: \d+\.", some.output)


def test_of_two_languages_one_number_section_and_term_is_a_pair_to_look_at(there: Path) -> None:
    one = "1\tLamps\n1.1\tThe keepers report fog\tConstantly\tHarbour Office\t\n1.2\tYearbook\t2030\tHarbour Office\t\n"
    other = "1\tЛампы\n1.1\tСмотрители сообщают о тумане\tПостоянно\tУправление порта\t\n"
    other += "1.2\tЕжегодник маяков\t2030\tУправление порта\t\n"
    russian = "ПРОГРАММА РАБОТ СОЮЗА МАЯКОВ НА 2030–2031 ГОДЫ (вымысел, ДАННЫЕ ДЛЯ ПРОВЕРКИ)\n"
    russian += "№\tМероприятие\tСрок\tИсполнители\tПримечания\n"
    (there / "old.txt").write_text(HEAD.format("2030–2031") + COLUMNS + one, encoding="utf-8")
    (there / "new.txt").write_text(russian + other, encoding="utf-8")

    told = run(there)

    assert "two languages (en, ru)" in told
    assert "This goes on nowhere" not in told and "This is new" not in told and "number-not-reused" not in told
    assert "The term has other words" not in told


STATED = """1\tLamps
1.1\tCourse for divers at the northern pier\t2030\tHarbour Office\t
1.2\tCourse for cooks on lightships\t2030\tHarbour Office\t
1.5\tReview of rope\t2030\tHarbour Office\t{}
"""
EXCHANGED = """1\tLamps
1.1\tCourse for cooks on lightships\t2030\tHarbour Office\t
1.2\tCourse for divers at the northern pier\t2030\tHarbour Office\t
1.5\tReview of rope\t2030\tHarbour Office\t{}
"""


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("See 1.1", "See 1.2", ""),
        ("See 1.1", "See 1.1", "The remark still says “See 1.1”; by the new numbers that is “See 1.2”."),
        ("See 1.1", "See 1.5", "The remark is See 1.5; it was See 1.1."),
        ("On 1.1.2030", "On 1.1.2030", ""),
        ("Budget 1.15", "Budget 1.15", ""),
    ],
)
def test_a_remark_follows_the_numbers_of_events(there: Path, before: str, after: str, said: str) -> None:
    for name, text, remark in (("old", STATED, before), ("new", EXCHANGED, after)):
        written = HEAD.format("2030–2031") + COLUMNS + text.format(remark)
        (there / f"{name}.txt").write_text(written, encoding="utf-8")

    told = run(there)

    assert re.findall(r"The remark .*", told) == ([said] if said else [])
    assert ("[remark-names-new-numbers]" in told) == ("still says" in said)
    assert "[numbers-not-exchanged] events 1.1 and 1.2" in told


def test_the_next_period_has_no_outcomes_yet_and_two_of_one_name_are_told_apart(tmp_path: Path) -> None:
    text = re.sub(r"20(1[6-9])", lambda year: str(int(year[0]) + 3), SOURCE.read_text(encoding="utf-8"))
    (tmp_path / "next.txt").write_text(text, encoding="utf-8")

    made = redline("p1-2017", tmp_path / "next.txt", Workspace.bundled())

    assert made.impact is not None
    names = [made.stake_name(each) for each in made.impact.stakes]
    assert len({*names}) == len(names) and any(name.endswith(")") for name in names)
    assert "outcomes" not in {each.name for each in made.impact.answers_for("")}


def test_who_is_asked_is_told_with_the_role_where_the_name_does_not_say_it(there: Path) -> None:
    rows = "1\tLamps\n1.1\tReview of the lamp catalogue\t{}\tTC 1, Chairperson of TC 2{}\t\n"
    for name, years, year, more in (("old", "2030–2031", "2030", ""), ("new", "2032–2033", "2032", ", TC 2 Members")):
        text = HEAD.format(years) + COLUMNS + rows.format(year, more)
        (there / f"{name}.txt").write_text(text, encoding="utf-8")

    assert "TC 2 (members) is asked as well." in run(there)
