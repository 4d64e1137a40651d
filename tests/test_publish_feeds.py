"""Calendars and feeds tell what is to be done, and invent no dates; other people's libraries read them.

Feeds are read with feedparser, calendars with icalendar, which wrote them, and with ical.js, which did not.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import feedparser
import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from published import bundled, fictional
from remit import bundle
from remit.errors import WorkspaceError
from remit.names import expand
from remit.publishing import atom, calendars
from remit.publishing.agenda import Agenda, Span, between
from remit.publishing.publication import Publication
from remit.registry import read_yaml
from remit.revisions.known import Known
from remit.workspace import Workspace

TOP = Path(__file__).resolve().parent.parent
PACKAGES = Path(os.environ.get("REMIT_NPM", TOP / "build" / "axe"))
EACH = [bundled, fictional, partial(fictional, "ru")]
BOTH = pytest.mark.parametrize("publication", EACH, ids=["p1", "en", "ru"], indirect=True)


def calendar(publication: Publication, path: str) -> Any:
    content = dict(calendars.files(publication))[path]
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    return icalendar.Calendar.from_ical(content)


def days(calendar: Any, code: str) -> list[tuple[date, date]]:
    found = [each for each in calendar.walk("VEVENT") if str(each["summary"]).startswith(f"{code} ")]
    return [(each["dtstart"].dt, each["dtend"].dt) for each in found]


def test_years_are_whole_years_and_say_that_no_day_is_named() -> None:
    whole = calendar(bundled(), "feed/events.ics")

    assert days(whole, "1.1") == [(date(2017, 1, 1), date(2018, 1, 1))]
    assert days(whole, "2.1.1") == [(date(2017, 1, 1), date(2020, 1, 1))]
    (entry,) = [each for each in whole.walk("VEVENT") if str(each["summary"]).startswith("1.1 ")]
    assert "names years, not days" in entry["description"] and entry["transp"] == "TRANSPARENT"


def test_years_that_are_named_one_by_one_are_entries_one_by_one() -> None:
    assert days(calendar(bundled(), "body/tc-4.ics"), "2.4.7") == [
        (date(2017, 1, 1), date(2018, 1, 1)),
        (date(2019, 1, 1), date(2020, 1, 1)),
    ]


@pytest.mark.parametrize("code", ["1.4", "2.1.3", "3.5", "2.4.10"])
def test_a_term_that_is_no_date_is_a_task_without_one_and_is_listed(code: str) -> None:
    whole = calendar(bundled(), "feed/events.ics")
    (task,) = [each for each in whole.walk("VTODO") if str(each["summary"]).startswith(f"{code} ")]

    assert not {"dtstart", "due", "dtend"} & {name.lower() for name in task}
    assert f"\n{task['summary']}: " in whole["description"]
    assert not days(whole, code)


def test_the_precision_of_the_source_is_kept() -> None:
    agenda = Agenda(fictional())
    said = {item.term: item for item in agenda.items}

    assert said["First half of 2031"].spans[0].last == date(2031, 6, 30)
    assert said["14 May 2033"].spans == (between("2033-05-14", "2033-05-14"),)
    assert said["By 30 September 2032"].spans == (Span(date(2032, 9, 30), date(2032, 9, 30), "day", limit=True),)
    assert [span.first.year for span in said["2031, 2033"].spans] == [2031, 2033]
    for term in ("until 2033", "from 2032", "Ongoing", "Every year", "As the need arises", "Annually, by 1 November"):
        assert said[term].spans == (), term


def test_a_deadline_is_a_task_that_is_due_and_no_event_of_that_day() -> None:
    whole = calendar(fictional(), "feed/events.ics")
    (item,) = [item for item in Agenda(fictional()).items if item.term == "By 30 September 2032"]
    (task,) = [each for each in whole.walk("VTODO") if each["uid"] == item.thing.iri]
    feed = feedparser.parse(dict(atom.files(fictional()))["feed/events.atom"])
    (entry,) = [each for each in feed.entries if each.id == item.thing.iri]

    assert task["due"].dt == date(2032, 9, 30) and task["due"].params["VALUE"] == "DATE"
    assert not days(whole, item.code)
    assert "Until 2032-09-30" in entry.content[0].value and "Until 2032-09-30" in task["description"]


@pytest.mark.parametrize(
    ("known", "day", "by"),
    [
        (Known("a", "p", approved_on="2030-11-19", start="2031"), "2030-11-19", "approved-day"),
        (Known("a", "p", approved_on="2030-11", start="2031"), "2030-11-01", "approved-month"),
        (Known("a", "p", start="2031", end="2033"), "2031-01-01", "start"),
        (Known("a", "p", end="2033"), "2033-01-01", "end"),
        (Known("a", "p"), "2032-09-30", "planned"),
    ],
)
def test_an_entry_says_what_its_date_is_and_takes_the_best_that_is_known(known: Known, day: str, by: str) -> None:
    agenda = Agenda(fictional())
    (event,) = [item.thing for item in agenda.items if item.term == "By 30 September 2032"]

    item = agenda._item(event, known)

    assert (item.decided.isoformat(), item.by) == (day, by)
    assert {by, "unknown"} <= set(agenda.words["dated"]) and bool(agenda.words["dated"][by]) == (by != "approved-day")


def test_the_feed_of_a_plan_that_names_no_approval_says_so() -> None:
    store = Store()
    approvals = {expand("remit:approval"), expand("remit:approvalDate")}
    store.extend(quad for quad in fictional().store if quad.predicate.value not in approvals)

    feed = feedparser.parse(dict(atom.files(Publication(fictional().workspace, store)))["feed/events.atom"])

    assert feed.entries and all("names no approval" in entry.content[0].value for entry in feed.entries)


@pytest.mark.parametrize("key", ["dated", "period"])
def test_both_languages_say_what_a_date_is(key: str) -> None:
    words = read_yaml(bundle.folder("data") / "feeds.yaml")["words"]

    assert set(words["en"]) == set(words["ru"]) and set(words["en"][key]) == set(words["ru"][key])


@BOTH
def test_every_event_stands_in_the_calendar_and_in_the_feed(publication: Publication) -> None:
    iris = {item.thing.iri for item in Agenda(publication).items}
    whole = calendar(publication, "feed/events.ics")
    feed = feedparser.parse(dict(atom.files(publication))["feed/events.atom"])

    assert iris and {each["url"] for each in (*whole.walk("VEVENT"), *whole.walk("VTODO"))} == iris
    assert not feed.bozo, feed.get("bozo_exception")
    assert [entry.id for entry in feed.entries] == [item.thing.iri for item in Agenda(publication).items]
    assert all(entry.updated and entry.link and entry.content for entry in feed.entries)


@BOTH
def test_each_body_has_the_events_that_it_is_responsible_for(publication: Publication) -> None:
    made, feeds = dict(calendars.files(publication)), dict(atom.files(publication))
    agenda = Agenda(publication)

    assert set(made) == {path.replace(".atom", ".ics") for path in feeds}
    for iri, items in agenda.holders.items():
        path = publication.things.every[iri].path
        uids = [each["uid"] for each in icalendar.Calendar.from_ical(made[f"{path}.ics"]).walk() if "url" in each]
        assert len(uids) == len(set(uids)) >= len(items)
        assert len(feedparser.parse(feeds[f"{path}.atom"]).entries) == len(items)


def test_the_page_of_a_body_offers_its_calendar_and_its_feed() -> None:
    offered = [each.path for each in bundled().alternates("body/tc-4.html", bundled().base + "body/tc-4")]

    assert {"body/tc-4.ics", "body/tc-4.atom"} <= set(offered)


def test_a_library_that_did_not_write_the_calendars_reads_the_same_in_them(tmp_path: Path) -> None:
    node = shutil.which("node")
    if not node or not (PACKAGES / "node_modules" / "ical.js").is_dir():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("there is no node, or no ical.js; run: make build/axe")
    made = dict(calendars.files(bundled())) | {"fictional.ics": dict(calendars.files(fictional()))["feed/events.ics"]}
    paths = [path for path in made if path.startswith(("feed/", "body/t", "post/", "fictional"))]
    for path in paths:
        (tmp_path / path.replace("/", "-")).write_bytes(made[path])

    command = [node, str(TOP / "tests" / "browser" / "calendar.mjs"), str(PACKAGES.resolve())]
    names = [path.replace("/", "-") for path in paths]
    done = subprocess.run([*command, *names], cwd=tmp_path, capture_output=True, check=True)

    for path, read in zip(paths, json.loads(done.stdout), strict=True):
        own: Any = icalendar.Calendar.from_ical(made[path])
        assert read["name"] == own["name"]
        assert read["entries"] == [
            [
                each.name.lower(),
                *(str(each[name]) if name in each else None for name in ("uid", "summary")),
                *(each[name].dt.isoformat() if name in each else None for name in ("dtstart", "dtend", "due")),
                str(each["description"]),
            ]
            for each in own.walk()
            if each.name in ("VEVENT", "VTODO")
        ]


def test_in_russian_there_is_what_has_a_name_in_russian() -> None:
    publication, made = bundled(), dict(calendars.files(bundled())) | dict(atom.files(bundled()))
    russian = sorted(path for path in made if ".ru." in path)
    feed = feedparser.parse(made["feed/events.ru.atom"])
    (task,) = [
        each for each in calendar(publication, "feed/events.ru.ics").walk("VTODO") if "2.1.3 " in each["summary"]
    ]

    assert {"body/committee.ru.ics", "body/committee.ru.atom", "feed/events.ru.ics"} <= set(russian)
    assert "body/tc-4.ru.ics" not in russian
    assert (feed.feed.language, feed.feed.title) == ("ru", "Что делать")
    assert {entry.title_detail.language for entry in feed.entries} == {"en"}
    assert all("Срок: " in entry.content[0].value for entry in feed.entries)
    assert len(feed.entries) == len(feedparser.parse(made["feed/events.atom"]).entries)
    assert task["summary"].params["LANGUAGE"] == "en" and "Срок: Constantly" in task["description"]


def test_a_page_offers_the_feed_in_its_language_else_in_the_first() -> None:
    def offered(page: str, path: str = "") -> set[str]:
        return {each.path for each in bundled().alternates(page, bundled().base + path if path else "")}

    assert {"feed/events.ru.ics", "feed/events.ru.atom"} <= offered("index.ru.html")
    assert "body/committee.ru.atom" in offered("body/committee.ru.html", "body/committee")
    assert "body/committee.atom" in offered("body/committee.html", "body/committee")
    assert not [path for path in offered("search.ru.html") if path.endswith(("ics", "atom"))]


def test_words_that_do_not_fit_their_schema_stop_with_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    for name in ("workspace.yaml", "feeds.yaml"):
        text = (bundle.folder("data") / name).read_text(encoding="utf-8")
        (tmp_path / "data" / name).write_text(text.replace("    who: Who\n", "    whom: Who\n"), encoding="utf-8")

    with pytest.raises(WorkspaceError, match=r"feeds\.yaml.*who"):
        list(atom.files(Publication(Workspace.at(tmp_path), bundled().store)))


@given(st.text(max_size=12), st.text(max_size=12))
def test_no_text_is_a_date_unless_it_is_one(start: str, end: str) -> None:
    assert between(start, end) is None


@given(st.dates(date(1, 1, 1)), st.sampled_from([4, 7, 10]))
def test_a_moment_is_covered_whole_and_nothing_more(day: date, length: int) -> None:
    span = between(day.isoformat()[:length], day.isoformat()[:length])

    assert span and span.first <= day <= span.last
    assert {span.first.isoformat()[:length], span.last.isoformat()[:length]} == {day.isoformat()[:length]}
    for other in (span.first.toordinal() - 1, span.last.toordinal() + 1):
        if 1 <= other <= date.max.toordinal():
            assert date.fromordinal(other).isoformat()[:length] != day.isoformat()[:length]


def test_characters_that_no_calendar_and_no_feed_can_hold_are_blanks() -> None:
    store = Store()
    store.extend(bundled().store)
    event, graph = NamedNode(bundled().base + "programme/p1/2017/event/2.1.3"), bundled().base + "graph/p1-2017"
    title, term = NamedNode(expand("dcterms:title")), NamedNode(event.value + "/term")
    for quad in list(store.quads_for_pattern(event, title, None, None)):
        store.remove(quad)
        store.add(Quad(event, title, Literal("a\x0bb\nEND:VEVENT; c, d\u2028e", language="en"), quad.graph_name))
    odd = Quad(term, NamedNode(expand("remit:hasStage")), term, NamedNode(graph))
    store.extend([odd, Quad(event, NamedNode(expand("remit:order")), Literal("first"), NamedNode(graph))])
    publication = Publication(bundled().workspace, store)

    whole = calendar(publication, "feed/events.ics")
    feed = feedparser.parse(dict(atom.files(publication))["feed/events.atom"])

    title_read = "2.1.3 a b END:VEVENT; c, d e"
    assert title_read in [str(task["summary"]) for task in whole.walk("VTODO")]
    assert not feed.bozo and title_read in [entry.title for entry in feed.entries]
