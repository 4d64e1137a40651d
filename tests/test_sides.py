"""Two texts of one revision: every planted disagreement is found and nothing else, and nothing of either is lost."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode

from remit import bundle
from remit.checking import check_documents
from remit.cli import remit as command
from remit.documents.document import read
from remit.documents.table import as_tsv
from remit.errors import SourceError
from remit.findings import Finding
from remit.graph.dataset import Dataset, build
from remit.names import expand
from remit.questions import ask, find, questions
from remit.questions.formats import as_tsv as answer_as_tsv
from remit.questions.header import alone
from remit.rules.shapes import listed, rules
from remit.verbs import check
from remit.workspace import Workspace

FOLDER = Path(__file__).parent / "documents" / "sides"
SOURCES = FOLDER / "data" / "source"
ENGLISH, RUSSIAN = SOURCES / "wp-2041.en.txt", SOURCES / "wp-2041.ru.txt"
AGREED = (SOURCES / "wp-2045.en.txt", SOURCES / "wp-2045.ru.txt")
WORKSPACE = Workspace.at(FOLDER)
BASE = WORKSPACE.base + "programme/wp/2041/"
CATALOGUE = {name: alone(each) for name, each in questions([bundle.folder("queries")]).items()}
#: What a question is asked about in the fictional programme.
ASKED = {
    "body": "tc-1", "event": "1.3", "year": "2046", "role": "chair", "post": "president", "organisation": "wbs",
    "thing": "wbs", "country": "ge", "words": "dials", "revision": "wp-2045",
    "term": "dial",
}  # fmt: skip


def language_rules() -> set[str]:
    """Return the names of the rules that hold texts side by side."""
    texts = [path.read_text(encoding="utf-8") for path in bundle.folder("shapes").glob("languages*.ttl")]
    return {rule.name for rule in listed(rules()).values() if any(f"\nrule:{rule.name} " in text for text in texts)}


def about_languages(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.rule in language_rules()]


@pytest.fixture(scope="module")
def pair() -> Dataset:
    return build([read(path, WORKSPACE) for path in (ENGLISH, RUSSIAN)], WORKSPACE)


@pytest.fixture(scope="module")
def agreed() -> Dataset:
    return build([read(path, WORKSPACE) for path in AGREED], WORKSPACE)


@pytest.fixture(scope="module")
def planted() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.load(
        (FOLDER / "disagreements.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    return loaded


@pytest.fixture(scope="module")
def found() -> list[Finding]:
    return about_languages(check_documents([ENGLISH, RUSSIAN], WORKSPACE).findings)


# --- what is found --------------------------------------------------------------------------------


def at(finding: Finding, source: Path) -> str:
    """Return the number printed in the row of a source at which a finding points."""
    place = next(place for place in finding.places if place.source == source.name)
    row = source.read_text(encoding="utf-8").splitlines()[place.row - 1]
    return "head" if place.column == "head" else row.split("\t")[0]


def test_every_planted_disagreement_is_found_and_nothing_else(
    planted: list[dict[str, Any]], found: list[Finding]
) -> None:
    wanted = sorted((each["rule"], *each["at"]) for each in planted)

    assert sorted((each.rule, at(each, ENGLISH), at(each, RUSSIAN)) for each in found) == wanted


def test_a_disagreement_is_told_in_the_words_of_both_texts(planted: list[dict[str, Any]], found: list[Finding]) -> None:
    messages = {(each.rule, at(each, ENGLISH)): each.message for each in found}

    for each in planted:
        message = messages[each["rule"], each["at"][0]]
        assert [words for words in each["words"] if words not in message] == [], message
        assert "English text" in message and "Russian text" in message


def test_a_disagreement_points_into_both_documents_and_says_how_to_mend_it(found: list[Finding]) -> None:
    for each in found:
        assert {place.source for place in each.places} == {ENGLISH.name, RUSSIAN.name}
        assert each.hint.endswith(".")


def test_most_kinds_of_disagreement_are_planted(planted: list[dict[str, Any]]) -> None:
    assert language_rules() - {each["rule"] for each in planted} == {
        "title-in-both", "period-alike", "executor-comparable",
    }  # fmt: skip


def test_two_texts_that_agree_have_no_finding_about_languages(agreed: Dataset) -> None:
    assert about_languages(check(agreed, WORKSPACE)) == []


def test_a_second_text_that_agrees_changes_no_other_finding(agreed: Dataset) -> None:
    alone = check(build([read(AGREED[0], WORKSPACE)], WORKSPACE), WORKSPACE)

    assert [(f.rule, f.message) for f in check(agreed, WORKSPACE)] == [(f.rule, f.message) for f in alone]


def test_what_one_text_breaks_by_itself_is_found_too() -> None:
    findings = check_documents([ENGLISH, RUSSIAN], WORKSPACE).findings

    assert [f.places[0].source for f in findings if f.rule == "executors-present"] == [RUSSIAN.name]


def test_a_fault_of_both_texts_is_told_once_with_both_places() -> None:
    findings = [f for f in check_documents(AGREED, WORKSPACE).findings if f.rule == "group-numbered"]

    assert [[place.source for place in f.places] for f in findings] == [[path.name for path in AGREED]]


# --- what stands in the graph ---------------------------------------------------------------------


def values(dataset: Dataset, path: str, name: str) -> list[Any]:
    subject, predicate = NamedNode(BASE + path if path else BASE[:-1]), NamedNode(expand(name))
    return [t.object for t in dataset.current() if t.subject == subject and t.predicate == predicate]


@pytest.mark.parametrize(
    ("path", "name", "english", "russian"),
    [
        ("event/1.1", "dcterms:title", "Report on the previous programme", "Отчёт о предыдущей программе"),
        ("event/2.1.6", "dcterms:title", "Course for dial painters", "Курсы для мастеров росписи"),
        ("section/2.1", "dcterms:title", "Dials", "Циферблаты"),
        ("event/2.1.7", "remit:remark", "Within Project 15/GE/41", "В рамках проекта 15/GE/41"),
    ],
)
def test_titles_and_remarks_stand_in_both_languages(
    pair: Dataset, path: str, name: str, english: str, russian: str
) -> None:
    assert set(values(pair, path, name)) == {Literal(english, language="en"), Literal(russian, language="ru")}


def test_the_revision_has_both_titles_and_both_sources(pair: Dataset) -> None:
    assert {title.language for title in values(pair, "", "dcterms:title")} == {"en", "ru"}
    assert {source.value for source in values(pair, "", "remit:hasSource")} == {BASE + "source", BASE + "ru/source"}


@pytest.mark.parametrize(
    "path",
    ["event/1.1/term", "event/1.2/responsibility/council", "event/2.2.3/mention/organisation-wbs", "group/2.2.1"],
)
def test_what_both_texts_say_is_one_node_with_places_in_both(pair: Dataset, path: str) -> None:
    places = {place.value for place in values(pair, path, "remit:standsAt")}

    assert any(place.startswith(BASE + "place/") for place in places)
    assert any(place.startswith(BASE + "ru/place/") for place in places)


def test_what_the_texts_say_differently_is_two_nodes(pair: Dataset) -> None:
    (russian,) = values(pair, "ru/event/1.2", "remit:statesTerm")

    assert values(pair, "event/1.2", "remit:hasTerm") == [NamedNode(BASE + "event/1.2/term")]
    assert russian == NamedNode(BASE + "ru/event/1.2/term")
    assert values(pair, "ru/event/1.2/term", "remit:isRenderingOf") == [NamedNode(BASE + "event/1.2/term")]


@pytest.mark.parametrize(("language", "source"), [("en", ENGLISH), ("ru", RUSSIAN), (None, ENGLISH)])
def test_the_graph_alone_gives_back_every_cell_of_each_text(pair: Dataset, language: str | None, source: Path) -> None:
    asked = {"revision": "wp/2041", **({"language": language} if language else {})}

    answer = ask(pair.store(), find(CATALOGUE, "programme-table"), asked)

    rows = [line.rstrip("\t") for line in answer_as_tsv(answer).splitlines()[1:]]
    assert rows == [line.rstrip("\t") for line in as_tsv(read(source, WORKSPACE)).splitlines()[1:]]


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_a_second_text_changes_no_answer(agreed: Dataset, name: str) -> None:
    alone = build([read(AGREED[0], WORKSPACE)], WORKSPACE)
    wanted = {each.name: ASKED[each.name] for each in CATALOGUE[name].parameters if each.name in ASKED}

    rows = [ask(each.store(), CATALOGUE[name], wanted).rows for each in (alone, agreed)]

    assert rows[0] == rows[1]


# --- how texts are named --------------------------------------------------------------------------


def test_the_text_given_first_leads() -> None:
    turned = build([read(path, WORKSPACE) for path in (RUSSIAN, ENGLISH)], WORKSPACE)

    assert values(turned, "", "remit:leadingLanguage") == [Literal("ru")]
    assert values(turned, "", "remit:code") == [Literal("МССЧ ПР/2041")]


def test_documents_that_the_settings_name_as_one_revision_are_its_texts(tmp_path: Path) -> None:
    for path in FOLDER.rglob("*"):
        if path.is_file() and "pairs" not in path.parts:
            target = tmp_path / path.relative_to(FOLDER)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(path.read_text(encoding="utf-8").replace("МССЧ ПР/2041", "без номера"), encoding="utf-8")
    workspace = Workspace.at(tmp_path)

    dataset = build([read(path, workspace) for path in workspace.sources], workspace)

    assert {"wp-2041", "wp-2045"} < set(dataset.graphs())
    assert "remit:Rendering" not in dataset.graphs()
    subjects = {quad.subject.value for quad in dataset.quads if isinstance(quad.subject, NamedNode)}
    assert BASE + "ru/event/1.2" in subjects


def test_two_texts_in_one_language_are_not_built_but_checked_one_by_one(tmp_path: Path) -> None:
    again = tmp_path / "wp-2041.second.txt"
    again.write_text(ENGLISH.read_text(encoding="utf-8").replace("May 2042", "June 2042"), encoding="utf-8")

    with pytest.raises(SourceError, match=r"wp-2041\.en\.txt and wp-2041\.second\.txt are two texts of wp-2041"):
        build([read(path, WORKSPACE) for path in (ENGLISH, again)], WORKSPACE)
    assert about_languages(check_documents([ENGLISH, again], WORKSPACE).findings) == []


def test_the_command_line_takes_both_documents(tmp_path: Path) -> None:
    runner = CliRunner()

    checked = runner.invoke(command, ["--workspace", str(FOLDER), "check", str(ENGLISH), str(RUSSIAN)])
    silent = runner.invoke(command, ["--workspace", str(FOLDER), "check", *map(str, AGREED)])
    built = runner.invoke(
        command, ["--workspace", str(FOLDER), "build", str(ENGLISH), str(RUSSIAN), "--out", str(tmp_path)]
    )

    assert checked.exit_code == 1 and "see also: wp-2041.ru.txt: page 1, row 7" in checked.output
    assert "English text" not in silent.output
    assert built.exit_code == 0 and (tmp_path / "graph" / "wp-2041.ttl").is_file()


def as_word(source: Path, target: Path) -> Path:
    """Write a text dump as a Word document: its head as paragraphs, its rows as a table."""
    lines = [line.split("\t") for line in source.read_text(encoding="utf-8").splitlines()]
    blank = lines.index([""])
    made = docx.Document()
    for line in lines[:blank]:
        made.add_paragraph(" ".join(filter(None, line)))
    table = made.add_table(rows=0, cols=5)
    for line in lines[blank + 1 :]:
        for cell, words in zip(table.add_row().cells, [*line, "", "", "", ""], strict=False):
            cell.text = words
    made.save(str(target))
    return target


def test_two_word_documents_are_held_together_as_two_texts_are(found: list[Finding], tmp_path: Path) -> None:
    paths = [as_word(ENGLISH, tmp_path / "en.docx"), as_word(RUSSIAN, tmp_path / "ru.docx")]

    in_word = about_languages(check_documents(paths, WORKSPACE).findings)

    assert sorted(each.message for each in in_word) == sorted(each.message for each in found)


def test_a_graph_is_not_checked_beside_documents() -> None:
    done = CliRunner().invoke(command, ["--workspace", str(FOLDER), "check", str(ENGLISH), str(FOLDER)])

    assert isinstance(done.exception, SourceError)
