"""Each revision as a performance plan and report in StratML Part 2: `programme/p1/2017.performance.stratml.xml`.

It says what Part 1 says, and what that has no place for: in which role somebody acts; when an event is to be done, as
the target of an indicator, which is the event itself; and what is known to have come of it, as a result that was
reached. Nothing is measured in units, for a programme names none; a term that names no date is told in its words.
Where an outcome is known it is told with the words of its kind, how surely it is known, and its sources.

The namespace and the structure are those of the schema of 16 February 2016 (ANSI/AIIM 22, to become ISO 17469-2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from remit.publishing.agenda import Item, Span, between
from remit.publishing.publication import ALTERNATES, Alternate, File, Publication
from remit.publishing.stratml import Plan, offered, plans, say
from remit.publishing.things import Thing

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SUFFIX, NAME = "performance.stratml.xml", "StratML 2"


def files(publication: Publication) -> Iterator[File]:
    """Yield the performance plan of each revision that has events."""
    yield from plans(publication, Performance, SUFFIX)


def alternates(publication: Publication, page: str, iri: str) -> list[Alternate]:
    """Return the performance plan of a revision as another form of its page."""
    return offered(publication, iri, SUFFIX, NAME)


ALTERNATES.append(alternates)


class Performance(Plan):
    """One performance plan; it is a report where something is known to have come of its events."""

    space, root = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport", "PerformancePlanOrReport"

    def begun(self, plan: Element, items: Iterable[Item]) -> None:
        """Say whether it is a plan or a report."""
        known = any(self._outcomes.get(item.thing.iri) for item in items)
        plan.set("Type", "Performance_Report" if known else "Performance_Plan")

    def _role(self, stakeholder: Element, responsibility: Thing) -> None:
        for role in responsibility.values("remit:hasRole")[:1]:
            found = say(stakeholder, "Role")
            say(found, "Name", self._label(role.value))
            say(found, "RoleType", "Performer")

    def _measured(self, objective: Element, item: Item) -> None:
        words = self.agenda.words["indicator"]
        indicator = say(objective, "PerformanceIndicator")
        indicator.set("PerformanceIndicatorType", "Qualitative")
        say(indicator, "MeasurementDimension", words["dimension"])
        say(indicator, "UnitOfMeasurement", words["unit"])
        instance = say(indicator, "MeasurementInstance")
        for span in item.spans:
            self._result(instance, "TargetResult", span, item.term)
        if not item.spans:
            self._result(instance, "TargetResult", None, item.term or self.agenda.words["none"])
        for outcome in self._outcomes.get(item.thing.iri, ()):
            day = outcome.text("dcterms:date")
            self._result(instance, "ActualResult", between(day, day), self._told(outcome))

    def _result(self, instance: Element, name: str, span: Span | None, words: str) -> None:
        result = say(instance, name)
        if span:
            say(result, "StartDate", "" if span.limit else span.first.isoformat())
            say(result, "EndDate", span.last.isoformat())
            words = " ".join(filter(None, (words, self.agenda.words[span.precision])))
        say(result, "Description", words)

    def _told(self, outcome: Thing) -> str:
        """Return what is known of an outcome: its kind, its words, how surely, from where."""
        kinds = [self._label(value.value) for value in outcome.values("remit:hasKind")]
        said = {value.value: None for value in outcome.values("remit:hasConfidence")}
        sure = ", ".join(self._label(iri) for iri in said)
        sources = sorted(value.value for value in outcome.values("dcterms:source"))
        told = ": ".join((*kinds, self._label(outcome.iri)))
        return " ".join(filter(None, (told, f"({sure})" if sure else "", *sources)))

    @cached_property
    def _outcomes(self) -> dict[str, list[Thing]]:
        found: dict[str, list[Thing]] = {}
        for outcome in self.things.by_kind.get("Outcome", ()):
            for event in outcome.values("remit:isOutcomeOf"):
                found.setdefault(event.value, []).append(outcome)
        return {iri: sorted(each, key=lambda o: (o.text("dcterms:date"), o.iri)) for iri, each in found.items()}
