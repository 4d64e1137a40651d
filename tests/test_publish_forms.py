"""The form on the page of a question is answered: by the server, and elsewhere by the page that asks in the browser."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html
from pyoxigraph import Literal, NamedNode

import test_publish_browser as pages
from endpoint import Live
from published import bundled
from remit.names import expand
from remit.publishing.pages import asked, assets, editor
from remit.publishing.pages import form as forms
from remit.publishing.pages.answers import Answers
from remit.publishing.pages.form import Form, form, told
from remit.publishing.pages.frame import Here, Site
from remit.questions import Question
from remit.questions.answer import _terms
from remit.questions.naming import resolve_name

browser = pages.browser
CATALOGUE = bundled().catalogue
TOLD = sorted(name for name, question in CATALOGUE.items() if question.parameters)


def made(question: Question, language: str = "en", endpoint: str = "") -> Form:
    site = Site(replace(bundled(), endpoint=endpoint))
    found = form(Here(site, f"questions/{question.name}", language, ()), question)
    assert found
    return found


@cache
def question_pages() -> dict[str, bytes]:
    """Return the pages of the questions, and the page that asks in the browser with what it needs."""
    site = Site(bundled())
    return dict(asked.files(site, Answers(site))) | dict(editor.files(site))


def form_of(text: str) -> Any:
    """Return the one form on a page that tells what is asked."""
    found: Any = html.document_fromstring(text).xpath("//form[@method='get']")
    assert len(found) == 1
    return found[0]


def chosen(options: str) -> list[tuple[str, str]]:
    tree = html.fromstring(f"<select>{options}</select>")
    return [(str(option.get("value")), str(option.text)) for option in tree.iter("option")]


@pytest.mark.parametrize("name", TOLD)
def test_what_a_form_offers_is_understood_as_that_thing(name: str) -> None:
    question = CATALOGUE[name]
    for parameter, field in zip(question.parameters, made(question).fields, strict=True):
        if parameter.kind == "iri":
            offered = [value for value, _ in chosen(field.options)]
            for value in {offered[0], offered[len(offered) // 2], offered[-1]}:
                assert resolve_name(bundled().store, value, parameter.of).value == bundled().base + value


@pytest.mark.parametrize("name", TOLD)
def test_the_page_that_asks_makes_the_terms_that_the_command_makes(name: str) -> None:
    question, says = CATALOGUE[name], told(bundled().base, CATALOGUE[name])
    terms = _terms(bundled().store, question, {p.name: p.example for p in question.parameters}, resolve_name)

    for field in made(question).fields:
        values = [value for value, _ in chosen(field.options)] if field.options else [field.example]
        begins, datatype = says[field.name].get("begins"), says[field.name].get("datatype", expand("xsd:string"))
        offered = [
            NamedNode(f"{begins}{value}") if begins else Literal(value, datatype=NamedNode(str(datatype)))
            for value in values
        ]
        assert terms[field.name] in offered, (field.name, terms[field.name])


def test_each_question_that_wants_to_be_told_something_has_a_form_in_which_every_field_is_named() -> None:
    for name in TOLD:
        for page in (f"questions/{name}.html", f"questions/{name}.ru.html"):
            found = form_of(question_pages()[page].decode())
            assert urljoin(page, found.get("action")) == page.replace(f"questions/{name}", "sparql")
            fields = found.xpath(".//select|.//input[not(@type='hidden')]")
            assert [each.get("name") for each in fields] == [each.name for each in CATALOGUE[name].parameters]
            for each in fields:
                assert found.xpath(f".//label[@for='{each.get('id')}']")[0].text_content().strip()
                assert found.xpath(f".//*[@id='{each.get('aria-describedby')}']")[0].text_content().strip()


def test_the_example_of_a_question_or_the_value_of_its_page_is_chosen_first() -> None:
    def first(path: str) -> Any:
        return html.document_fromstring(question_pages()[path].decode()).xpath("//form//option[@selected]/@value")

    assert first("questions/remit-of-body.html") == ["body/tc-1.12"]
    assert first("questions/events-in-year/2019.html") == ["2019"]
    assert first("questions/duties-in-role/representative.ru.html") == ["representative"]
    assert first("questions/sections.html") == []


def test_of_very_many_things_one_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MOST", 20)
    (field,) = made(CATALOGUE["links-of"]).fields

    assert (field.options, field.typed, field.example) == ("", "text", "organisation/vniims")
    assert "permanent address" in field.means


def test_where_it_is_served_the_server_answers_the_form_without_a_script(server: Live) -> None:
    page = server.get("questions/remit-of-body", "text/html")
    found = form_of(page.text)
    action = urlsplit(urljoin("http://host/questions/remit-of-body", found.get("action"))).path.lstrip("/")
    value = next(option.get("value") for option in found.iter("option") if "WG 1" in (option.text or ""))

    answer = server.get(f"{action}?body={value}&format=html", "text/html")
    table = server.get(f"{action}?body={value}&format=csv", "text/html")

    assert (answer.status_code, table.status_code) == (200, 200)
    assert answer.text.count('<td class="why">') == len(table.text.splitlines()) - 1 > 0


def test_a_form_in_which_what_may_be_left_out_is_left_out_is_answered(server: Live) -> None:
    told = server.get("questions/sections?revision=&format=json", "text/html")

    assert told.status_code == 200 and told.json()["rows"]


def test_on_the_site_alone_the_form_leads_to_the_query_with_its_values_and_to_the_answer(
    browser: Any, tmp_path: Path
) -> None:
    if not assets.built():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("the engine is not built; run: make assets")
    for path, content in question_pages().items():
        if path.startswith(("assets/", "sparql.", "questions/remit-of-body.")):
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_bytes(content)
    with pages.opened(browser, pages.address(tmp_path, "questions/remit-of-body.html")) as page:
        page.get_by_label("Body", exact=True).select_option(label="TC 2 Legal Metrology")
        page.get_by_role("button", name="Ask", exact=True).click()
        page.locator("#answer:not([hidden])").wait_for(timeout=60_000)
        assert (
            "VALUES ?body { <https://w3id.org/remit/coomet/body/tc-2> }"
            in page.locator("#query-label + *").inner_text()
        )
        assert page.locator("#rows tbody tr").count() > 3
