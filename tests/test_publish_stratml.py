"""A revision as a strategic plan has the structure that ISO 17469-1 asks for, as a performance plan that of Part 2.

The structures below are written down from the schemas of the standard (StrategicPlanISOVersion20140401.xsd and
PerformancePlanOrReport20160216.xsd), which are not ours to copy in here. Where those files are at hand, name them in
REMIT_STRATML_XSD and REMIT_STRATML2_XSD and they judge too.
"""

from __future__ import annotations

import os
import re
from functools import partial

import pytest
from lxml import etree
from pyoxigraph import Store

from published import bundled, fictional
from remit.publishing import calendars, dumps, performance, stratml
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
SECOND = "{urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport}"
INSIDE_SECOND = INSIDE | {
    "PerformancePlanOrReport": f"{INSIDE['StrategicPlan']} Submitter?",
    "Objective": f"{INSIDE['Objective']} PerformanceIndicator*",
    "PerformanceIndicator": "SequenceIndicator? MeasurementDimension UnitOfMeasurement Identifier? Relationship* "
    "MeasurementInstance* OtherInformation?",
    "MeasurementInstance": "TargetResult* ActualResult*",
    "TargetResult": "StartDate? EndDate? NumberOfUnits? Descriptor? Description?",
    "ActualResult": "StartDate? EndDate? NumberOfUnits? Descriptor? Description?",
    "Stakeholder": "Name Description? Role*",
    "Role": "Name Description? RoleType?",
    "AdministrativeInformation": "Identifier? StartDate? EndDate? PublicationDate? Source?",
}
DATES = {"StartDate", "EndDate", "PublicationDate"}
EACH = [bundled, fictional, partial(fictional, "ru")]
BOTH = pytest.mark.parametrize("publication", EACH, ids=["p1", "en", "ru"], indirect=True)


def plan(publication: Publication) -> etree._Element:
    (content,) = dict(stratml.files(publication)).values()
    return etree.fromstring(content)


def performed(publication: Publication) -> etree._Element:
    (content,) = dict(performance.files(publication)).values()
    return etree.fromstring(content)


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def texts(element: etree._Element, way: str) -> list[str]:
    return [found.text or "" for found in element.findall("/".join(SPACE + step for step in way.split("/")))]


def is_built(tree: etree._Element, space: str, inside: dict[str, str]) -> None:
    """Assert that each element holds what it may hold, in that order, and that dates are days."""
    for element in tree.iter():
        assert element.tag.startswith(space)
        model = re.sub(r"([A-Z]\w+)", r"(?:\1 )", inside.get(local(element), "")).replace(") ", ")").replace("? ", "?")
        held = "".join(f"{local(child)} " for child in element)
        assert re.fullmatch(model.replace("* ", "*").replace("+ ", "+"), held), (local(element), held)
        if local(element) in DATES:
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", element.text or "")


@BOTH
def test_a_plan_has_the_structure_of_the_standard(publication: Publication) -> None:
    is_built(plan(publication), SPACE, INSIDE)


@BOTH
def test_a_performance_plan_has_the_structure_of_the_second_part(publication: Publication) -> None:
    tree = performed(publication)

    is_built(tree, SECOND, INSIDE_SECOND)
    assert tree.get("Type") in ("Performance_Plan", "Performance_Report")
    assert {each.get("PerformanceIndicatorType") for each in tree.iter(f"{SECOND}PerformanceIndicator")} == {
        "Qualitative"
    }
    assert {each.text for each in tree.iter(f"{SECOND}RoleType")} == {"Performer"}


@BOTH
def test_identifiers_are_names_and_each_is_given_once(publication: Publication) -> None:
    given = [element.text or "" for element in plan(publication).iter(SPACE + "Identifier")]

    assert len(given) == len(set(given)) > 1
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", name) for name in given)


@BOTH
@pytest.mark.skipif("REMIT_STRATML_XSD" not in os.environ, reason="the schema of the standard is not at hand")
def test_the_schema_of_the_standard_says_so_too(publication: Publication) -> None:
    etree.XMLSchema(file=os.environ["REMIT_STRATML_XSD"]).assertValid(plan(publication))


@BOTH
@pytest.mark.skipif("REMIT_STRATML2_XSD" not in os.environ, reason="the schema of the second part is not at hand")
def test_the_schema_of_the_second_part_says_so_too(publication: Publication) -> None:
    etree.XMLSchema(file=os.environ["REMIT_STRATML2_XSD"]).assertValid(performed(publication))


def test_a_target_is_when_the_programme_says_and_a_result_is_what_is_known() -> None:
    found = {
        objective.findtext(f"{SECOND}SequenceIndicator"): objective.find(f".//{SECOND}MeasurementInstance")
        for objective in performed(bundled()).iter(f"{SECOND}Objective")
    }

    def told(code: str, name: str) -> list[list[str | None]]:
        each = found[code].iterfind(f"{SECOND}{name}")  # type: ignore[union-attr]
        return [
            [result.findtext(f"{SECOND}{key}") for key in ("StartDate", "EndDate", "Description")] for result in each
        ]

    assert told("2.1.3", "TargetResult") == [[None, None, "Constantly"]]
    assert told("1.3", "TargetResult") == [["2018-01-01", "2018-12-31", "2018 The term names years, not days."]]
    assert told("2.4.10", "TargetResult") == [[None, None, "the programme does not say"]]
    assert [target[0] for target in told("2.4.7", "TargetResult")] == ["2017-01-01", "2019-01-01"]
    late, *_ = told("1.3", "ActualResult")
    assert late[:2] == ["2018-01-01", "2018-12-31"] and "not done: The planned year 2018 passed" in str(late[2])
    assert "(stated) https://" in str(late[2])
    assert told("2.1.3", "ActualResult") == []


def test_a_deadline_is_a_target_with_its_end_alone_and_a_plan_without_outcomes_is_no_report() -> None:
    tree = performed(fictional())
    said = {"".join(map(str, each.itertext())): each for each in tree.iter(f"{SECOND}TargetResult")}
    targets = [each for words, each in said.items() if "By 30 September 2032" in words]

    assert tree.get("Type") == "Performance_Plan" and performed(bundled()).get("Type") == "Performance_Report"
    assert [child.text for child in targets[0]][:1] == ["2032-09-30"]
    assert local(targets[0][0]) == "EndDate"


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

    made = etree.fromstring(stratml.Plan(agenda, known, revision).written(agenda.items))

    assert texts(made, "OtherInformation") == words


def test_each_revision_has_its_plan_and_its_dumps_and_the_one_in_force_the_calendar(
    place: Workspace, whole: Store
) -> None:
    publication = Publication(place, whole)
    calendar = dict(calendars.files(publication))["feed/events.ics"].decode()

    assert list(dict(stratml.files(publication))) == [f"programme/p1/{year}.stratml.xml" for year in ("2017", "2020")]
    assert list(dumps.names(publication)) == ["all", "p1-2017", "p1-2020"]
    assert "/programme/p1/2017/event/1.1" in calendar and "/programme/p1/2020/" not in calendar
