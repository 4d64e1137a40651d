"""A revision as a strategic plan has the structure that ISO 17469-1 asks for.

The structure below is written down from the schema of the standard (StrategicPlanISOVersion20140401.xsd), which
is not ours to copy in here. Where that file is at hand, name it in REMIT_STRATML_XSD and it judges too.
"""

from __future__ import annotations

import os
import re

import pytest
from lxml import etree
from pyoxigraph import Store

from published import bundled, fictional
from remit.publishing import calendars, dumps, stratml
from remit.publishing.agenda import Agenda
from remit.publishing.publication import Publication
from remit.revisions.known import Known
from remit.workspace import Workspace

SPACE = "{urn:ISO:std:iso:17469:tech:xsd:stratml_core}"
INSIDE = {
    "StrategicPlan": "Name Description? OtherInformation? StrategicPlanCore AdministrativeInformation?",
    "StrategicPlanCore": "Organization* Vision? Mission? Value* Goal+",
    "Organization": "Name? Acronym? Identifier? Description? Stakeholder*",
    "Goal": "Name Description Identifier? SequenceIndicator? Stakeholder* OtherInformation? Objective*",
    "Objective": "Name? Description? Identifier? SequenceIndicator? Stakeholder* OtherInformation?",
    "Stakeholder": "Name Description?",
    "AdministrativeInformation": "StartDate? EndDate? PublicationDate? Source? Submitter?",
}
DATES = {"StartDate", "EndDate", "PublicationDate"}
BOTH = pytest.mark.parametrize("publication", [bundled(), fictional(), fictional("ru")], ids=["p1", "en", "ru"])


def plan(publication: Publication) -> etree._Element:
    (content,) = dict(stratml.files(publication)).values()
    return etree.fromstring(content)


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def texts(element: etree._Element, way: str) -> list[str]:
    return [found.text or "" for found in element.findall("/".join(SPACE + step for step in way.split("/")))]


@BOTH
def test_a_plan_has_the_structure_of_the_standard(publication: Publication) -> None:
    for element in plan(publication).iter():
        assert element.tag.startswith(SPACE)
        model = re.sub(r"([A-Z]\w+)", r"(?:\1 )", INSIDE.get(local(element), "")).replace(") ", ")").replace("? ", "?")
        inside = "".join(f"{local(child)} " for child in element)
        assert re.fullmatch(model.replace("* ", "*").replace("+ ", "+"), inside), (local(element), inside)
        if local(element) in DATES:
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", element.text or "")


@BOTH
def test_identifiers_are_names_and_each_is_given_once(publication: Publication) -> None:
    given = [element.text or "" for element in plan(publication).iter(SPACE + "Identifier")]

    assert len(given) == len(set(given)) > 1
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", name) for name in given)


@BOTH
@pytest.mark.skipif("REMIT_STRATML_XSD" not in os.environ, reason="the schema of the standard is not at hand")
def test_the_schema_of_the_standard_says_so_too(publication: Publication) -> None:
    etree.XMLSchema(file=os.environ["REMIT_STRATML_XSD"]).assertValid(plan(publication))


def test_every_event_is_an_objective_of_its_section() -> None:
    made = plan(bundled())
    goals = {texts(goal, "SequenceIndicator")[0]: goal for goal in made.iter(SPACE + "Goal")}

    assert len(list(made.iter(SPACE + "Objective"))) == len(bundled().things.by_kind["Event"])
    assert set(texts(goals["2.4"], "Objective/SequenceIndicator")) >= {"2.4.2", "2.4.7", "2.4.10"}
    assert texts(goals["2.4"], "Description")[0].startswith("2 Activity in some fields of cooperation › 2.4 ")


def test_years_are_no_days_and_the_plan_says_so() -> None:
    made = plan(bundled())

    assert texts(made, "AdministrativeInformation/StartDate") == ["2017-01-01"]
    assert texts(made, "AdministrativeInformation/EndDate") == ["2019-12-31"]
    assert not texts(made, "AdministrativeInformation/PublicationDate")
    assert "not days" in texts(made, "OtherInformation")[0]


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2031-03-01", "2033-05-31", []),
        ("2031-03", "2033-05", ["The period of the programme is given in months, not days."]),
        ("2031-03-01", "2033", ["The two ends of the programme's period are not given alike, and not both as days."]),
    ],
)
def test_a_plan_speaks_of_its_period_alone_and_only_where_it_names_no_days(
    start: str, end: str, words: list[str]
) -> None:
    agenda = Agenda(fictional())
    revision = fictional().things.by_kind["Revision"][0]
    known = Known("a", "p", iri=revision.iri, start=start, end=end)

    made = etree.fromstring(stratml._Plan(agenda, known, revision).written(agenda.items))

    assert texts(made, "OtherInformation") == words


def test_each_revision_has_its_plan_and_its_dumps_and_the_one_in_force_the_calendar(
    place: Workspace, whole: Store
) -> None:
    publication = Publication(place, whole)
    calendar = dict(calendars.files(publication))["feed/events.ics"].decode()

    assert list(dict(stratml.files(publication))) == [f"programme/p1/{year}.stratml.xml" for year in ("2017", "2020")]
    assert list(dumps.names(publication)) == ["all", "p1-2017", "p1-2020"]
    assert "/programme/p1/2017/event/1.1" in calendar and "/programme/p1/2020/" not in calendar
