"""What the check found, as pages: an overview by rule, and the findings of each rule with the words of the source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from remit.findings import Finding
from remit.publishing.naming import Text
from remit.publishing.pages.cells import Row, Table, quoted
from remit.publishing.pages.frame import Here, Site, anchor, in_languages, render, spoken
from remit.publishing.publication import File
from remit.rules.catalogue import LINKS

#: How many findings a page has at most.
FINDINGS = 40


@dataclass(frozen=True)
class Shown:
    """A finding as a reader sees it."""

    message: str
    hint: str
    quotes: tuple[Markup, ...]


def files(site: Site) -> Iterator[File]:
    """Yield the pages of the check, in each language."""
    from remit import checking

    workspace = site.publication.workspace
    checked = checking.check_all(workspace.sources, workspace).without_accepted()
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in checked.findings:
        by_rule[finding.rule].append(finding)
    names = sorted(by_rule, key=lambda name: (-by_rule[name][0].severity, name))
    asked = sum(rule.group != LINKS[0] for rule in workspace.catalogue.values())
    for here in in_languages(site, "check/all"):
        yield _overview(here, names, by_rule, asked)
    for name in names:
        every = by_rule[name]
        pages = [every[start : start + FINDINGS] for start in range(0, len(every), FINDINGS)]
        for number in range(len(pages)):
            for here in in_languages(site, _path(name, number)):
                yield _rule(here, name, pages, number)


def _path(rule: str, number: int) -> str:
    return f"check/{rule}" + (f"-{number + 1}" if number else "")


def _overview(here: Here, names: Sequence[str], by_rule: dict[str, list[Finding]], rules: int) -> File:
    columns = ("rule", "severity", "how_many")
    table = Table(
        "findings",
        escape(here.words["findings"]),
        tuple(escape(here.words[key]) for key in columns),
        tuple(
            Row(
                (
                    anchor(Text(name), here.own(_path(name, 0)), here.language),
                    escape(_severity(here, by_rule[name][0])),
                    escape(len(by_rule[name])),
                )
            )
            for name in names
        ),
        len(names),
    )

    def fill(most: int) -> dict[str, Any]:
        said = here.say("check_intro", rules)
        return {
            "title": here.words["check_title"],
            "intro": said,
            "crumbs": [],
            "table": table,
            "findings": [],
            "pages": [],
        }

    return render("check.html", here, fill)


def _severity(here: Here, finding: Finding) -> str:
    return here.words[finding.severity.name.lower()]


def _rule(here: Here, name: str, pages: list[list[Finding]], number: int) -> File:
    shown = [
        Shown(each.message[:1].upper() + each.message[1:], each.hint, tuple(_quotes(here, each)))
        for each in pages[number]
    ]
    rule = here.site.publication.workspace.catalogue.get(name)

    def fill(most: int) -> dict[str, Any]:
        return {
            "title": f"{name}, {here.say('page_n', number + 1)}" if number else name,
            "intro": spoken(Text(getattr(rule, "why", "") or "", "en"), here.language),
            "crumbs": [here.link_to("check/all", "check_title")],
            "table": None,
            "findings": shown[:most],
            "pages": [(here.say("page_n", n + 1), here.own(_path(name, n)), n == number) for n in range(len(pages))],
        }

    return render("check.html", here, fill)


def _quotes(here: Here, finding: Finding) -> Iterator[Markup]:
    for place in finding.places:
        yield quoted(here, str(place.page), str(place.row), place.column, place.text)
