"""The questions on a site speak of what is published there: their examples are things of its own data."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from published import bundled, fictional, files
from remit.publishing import site
from remit.publishing.examples import fitted
from remit.publishing.publication import Publication
from remit.publishing.things import Things
from remit.questions import answer
from remit.questions.header import read_question, span
from remit.workspace import Workspace


def test_the_bundled_questions_stand_as_they_are_written() -> None:
    for name, question in bundled().catalogue.items():
        assert question.text == question.path.read_text(encoding="utf-8"), name


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_examples_of_another_workspace_are_its_own_and_stand_in_its_data(language: str) -> None:
    place = fictional(language)

    for question in place.catalogue.values():
        assert Workspace.bundled().base not in question.text
        for parameter in question.parameters:
            start, stop = span(question, parameter.name)
            iri = question.text[start:stop].strip(" <>")
            if parameter.kind == "iri" and any(kind in place.things.by_kind for kind in parameter.of):
                assert iri in place.things.every
            if parameter.kind == "iri":
                assert iri.startswith(place.base)


def test_a_fitted_example_can_be_typed_and_has_an_answer() -> None:
    place = fictional("ru")
    question = place.catalogue["remit-of-body"]

    typed = answer.ask(place.store, question, {"body": question.parameters[0].example}, why=False)

    assert typed.rows and question.text.count(question.parameters[0].example) >= 2
    assert len(answer.run(place.store, question.query)) == len(typed.rows)
    assert "2018" not in place.catalogue["events-in-year"].text


def test_a_fitted_question_is_read_again_as_it_is_told(tmp_path: object) -> None:
    place = fictional("ru")
    for name, question in place.catalogue.items():
        path = tmp_path / f"{name}.rq"  # type: ignore[operator]
        path.write_text(question.text, encoding="utf-8")
        assert read_question(path).parameters == question.parameters


def test_without_a_thing_of_its_class_an_example_lies_below_the_base_of_the_site() -> None:
    question = Publication(Workspace.bundled(), Store()).catalogue["remit-of-body"]

    found = fitted(question, Things([], "https://data.example/plans/"), Workspace.bundled().base)

    assert "<https://data.example/plans/body/tc-1.12>" in found.text and "coomet" not in found.text


def test_what_a_question_wants_to_be_told_is_explained_in_russian_on_russian_pages() -> None:
    explained, catalogue = bundled().settings["explained"], bundled().catalogue.values()
    said = {words for each in catalogue for words in (each.summary, each.none)}
    said |= {each.means for question in catalogue for each in question.parameters}
    said |= {each.means for question in catalogue for each in question.columns}

    assert sorted(said - set(explained)) == [] and sorted(set(explained) - said) == []
    page = files()["questions/remit-of-body.ru.html"].decode()
    assert '<span id="m-body" class="term">орган</span>' in page and "The remit of one body" not in page


def test_no_page_or_query_of_another_workspace_names_a_thing_of_the_bundled_one() -> None:
    foreign = Workspace.bundled().base.encode()

    assert [path for path, content in site.files(fictional("ru")) if foreign in content] == []


def test_the_downloads_on_the_pages_of_the_catalogue_open_from_disk() -> None:
    page = files()["catalog/all.html"].decode()

    assert '<a href="../dump/all.ttl">' in page and f'href="{bundled().base}dump/' not in page


def test_every_name_of_a_graph_in_the_dumps_has_a_page_and_data() -> None:
    names = {graph.value.removeprefix(bundled().base) for graph in bundled().store.named_graphs()}

    assert "graph/provenance" in names
    assert [name for name in names if not {f"{name}.html", f"{name}.ttl"} <= set(files())] == []
