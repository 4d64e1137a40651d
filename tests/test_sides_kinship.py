"""Documents that no setting names are held side by side where they show that they are texts of one revision."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from remit.checking import check_documents
from remit.cli import remit as command
from remit.documents.document import read
from remit.errors import SourceError
from remit.graph.identity import by_revision, side_by_side
from remit.reports.lines import as_lines
from remit.sides.alignment import align
from remit.sides.kinship import apart
from remit.sides.signs import common, sign, signs_of
from remit.workspace import Workspace
from test_sides import about_languages

FOLDER = Path(__file__).parent / "documents" / "sides"
WORKSPACE = Workspace.at(FOLDER)
PAIRS: dict[str, dict[str, Any]] = yaml.load(
    (FOLDER / "pairs" / "truth.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
)
ENGLISH = ("Work programme of the Lamp Office {period} (fictional)", "No.\tActivity\tTerm\tResponsible\tRemarks")
RUSSIAN = (
    "Программа работ Бюро ламп {period} (вымышленная)",
    "№ п/п\tНаименование мероприятия\tСрок\tИсполнители\tПримечание",
)
ROWS = ("2041", "2042", "2041", "2043", "2042")


def document(
    folder: Path, language: str, code: str = "", years: str = "2041–2043", rows: tuple[str, ...] = ROWS
) -> Path:
    """Write a fictional programme: a row for each term, with an executor that no registry knows."""
    title, columns = ENGLISH if language == "en" else RUSSIAN
    period = f"for {years}" if language == "en" else f"на {years} годы"
    words = ("Task of lamps", "Lamp group") if language == "en" else ("Работа над лампами", "Группа ламп")
    lines = [f"{title.format(period=period)}\t\t{code}", "", columns]
    lines += [f"1.{at}\t{words[0]} {at}\t{term}\t{words[1]}\t" for at, term in enumerate(rows, start=1)]
    path = folder / f"lamps.{language}.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def together(paths: list[Path]) -> list[int]:
    return [len(texts) for texts in side_by_side([read(path, WORKSPACE) for path in paths], WORKSPACE)]


@pytest.mark.parametrize("name", sorted(PAIRS))
def test_what_documents_of_others_say_differently_is_found_and_nothing_else(name: str) -> None:
    pair = PAIRS[name]
    paths = [FOLDER / "pairs" / pair[side] for side in ("leading", "other")]

    found = about_languages(check_documents(paths, WORKSPACE).findings)

    told = sorted((each.rule, code(each.message)) for each in found if each.rule != "executor-comparable")
    assert told == sorted(map(tuple, pair["findings"]))


def code(message: str) -> str:
    found = re.search(r"(?:event )?([\d.]*\d)", message)
    assert found, message
    return found[1]


@pytest.mark.parametrize(
    ("english", "russian"),
    [("", ""), ("P7/2041", ""), ("", "П7/2041"), ("P7/2041", "П7/2041"), ("COOMET P7/2041", "КООМЕТ П7/2041")],
)
def test_codes_that_do_not_contradict_are_of_one_revision(tmp_path: Path, english: str, russian: str) -> None:
    assert together([document(tmp_path, "en", english), document(tmp_path, "ru", russian)]) == [2]


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"years": "2044–2046", "rows": ("2044", "2045", "2044", "2046", "2045")}, "their periods differ"),
        ({"rows": ("2042", "2043", "2043", "постоянно", "ежегодно")}, "the terms of their rows differ"),
        ({"rows": ("2041",)}, "the numbers of their rows differ"),
    ],
)
def test_another_revision_in_another_language_is_no_text_of_this_one(
    tmp_path: Path, other: dict[str, Any], reason: str
) -> None:
    paths = [document(tmp_path, "en"), document(tmp_path, "ru", **other)]

    assert together(paths) == [1, 1]
    assert reason in apart(*(read(path, WORKSPACE) for path in paths))


def test_two_revisions_with_codes_that_no_setting_knows_are_not_joined(tmp_path: Path) -> None:
    paths = [document(tmp_path, "en", "P1/2041"), document(tmp_path, "ru", "П1/2044")]

    assert together(paths) == [1, 1]


def test_of_two_candidates_the_one_that_says_the_same_is_taken(tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    near = document(tmp_path / "old", "en", rows=("2041", "2042", "2041", "2043", "2041"))
    same = document(tmp_path / "new", "en")

    groups = side_by_side([read(path, WORKSPACE) for path in (near, same, document(tmp_path, "ru"))], WORKSPACE)

    assert [len(texts) for texts in groups] == [1, 2]


def test_documents_that_cannot_be_paired_are_told_in_a_sentence(tmp_path: Path) -> None:
    paths = [document(tmp_path, "en", "P1/2041"), document(tmp_path, "ru", "П1/2044")]

    done = CliRunner().invoke(command, ["--workspace", str(FOLDER), "check", *map(str, paths)])

    assert done.exit_code in (0, 1)
    assert done.stderr.splitlines()[-1] == (
        "remit: lamps.en.txt and lamps.ru.txt are looked at one by one, not as two texts of one revision: "
        "their codes differ (“P1/2041”, “П1/2044”)"
    )


def test_two_programmes_in_files_of_one_name_are_not_built_as_one(tmp_path: Path) -> None:
    readings = []
    for language, years in (("en", "2041–2043"), ("ru", "2044–2046")):
        (tmp_path / language).mkdir()
        made = document(tmp_path / language, language, years=years)
        readings.append(read(made.rename(made.with_name("draft.txt")), WORKSPACE))

    with pytest.raises(SourceError, match="are not texts of one revision but would have one name"):
        by_revision(readings, WORKSPACE)


def test_a_finding_names_the_columns_of_its_own_document(tmp_path: Path) -> None:
    paths = [document(tmp_path, "en"), document(tmp_path, "ru", rows=("2041", "2042", "2041", "2043", "2043"))]

    (line,) = [each for each in as_lines(check_documents(paths, WORKSPACE)).splitlines() if "[term-alike]" in each]

    assert "lamps.en.txt: page 1, row 8, Term:" in line and "lamps.ru.txt: page 1, row 8, Срок." in line


WORDS = ("laboratory", "nitrate", "captain", "kilometre", "transport", "telephone", "granite")
RUSSIAN_WORDS = ("лаборатория", "нитраты", "капитан", "километр", "транспорт", "телефон", "гранит")


@given(gone=st.integers(0, len(WORDS) - 1))
def test_rows_that_say_the_same_but_for_their_words_are_paired_by_them(
    tmp_path_factory: pytest.TempPathFactory, gone: int
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    rows = ("2042",) * len(WORDS)
    paths = [document(folder, "en", rows=rows), document(folder, "ru", rows=rows[1:])]
    left = [word for at, word in enumerate(RUSSIAN_WORDS) if at != gone]
    for path, words in zip(paths, (WORDS, left), strict=True):
        numbered = iter(words)
        text = re.sub(r"(?:Task of lamps|Работа над лампами) \d", lambda _: next(numbered), path.read_text("utf-8"))  # noqa: B023
        path.write_text(text, encoding="utf-8")

    pairs = align(*(read(path, WORKSPACE) for path in paths)).events

    assert pairs == {f"1.{at}": f"1.{at + (at > gone)}" for at in range(1, len(WORDS))}


@given(st.text())
def test_a_sign_is_short_or_nothing(word: str) -> None:
    assert len(sign(word)) in (0, 3, 4)


def test_what_most_rows_show_is_no_sign_of_one(tmp_path: Path) -> None:
    signs = [signs_of(read(document(tmp_path, language), WORKSPACE).events) for language in ("en", "ru")]

    assert signs == [[frozenset(str(at)) for at in range(1, 6)]] * 2
    assert [common(signs[0][0], signs[1][at]) for at in (0, 1)] == [1, 0]
    assert common(frozenset(), signs[0][0]) == 0
