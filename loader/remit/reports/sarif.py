"""Findings in SARIF 2.1.0, the form in which tools exchange what they found (OASIS, errata 01).

Where a document is a text, a finding has its line and column; elsewhere page, row and column in words.
A finding keeps its fingerprint when rows move or are numbered anew.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from remit import __version__, bundle
from remit.findings import Finding, Severity
from remit.places import HEAD, Place
from remit.registry import read_yaml
from remit.reports.checked import Checked, Document
from remit.reports.lines import sentence
from remit.reports.regions import Region, region
from remit.reports.sheet import Sheet
from remit.rules.shapes import Rule

LEVELS = {Severity.violation: "error", Severity.warning: "warning", Severity.info: "note"}
#: The name of the recipe of fingerprints; another recipe gets another name.
FINGERPRINT = "remit/v1"


def as_sarif(checked: Checked) -> str:
    """Return one run with the rules that found something, the documents and the results."""
    names = sorted({finding.rule for finding in checked.findings})
    rules = [_rule(checked, name) for name in names]
    run = {
        "tool": {"driver": {"name": "Remit", "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "artifacts": [_artifact(document) for document in checked.documents],
        "results": _results(checked, names),
    }
    schema = read_yaml(bundle.folder("data") / "reports.yaml")["sarif-schema"]
    log = {"$schema": schema, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(checked: Checked, name: str) -> dict[str, Any]:
    rule = checked.rules[name]
    texts = {"shortDescription": rule.label, "fullDescription": rule.why}
    return {
        "id": name,
        **{key: {"text": text} for key, text in texts.items() if text},
        "help": {"text": _help(rule), "markdown": _help(rule, "**", "**")},
        "helpUri": rule.iri,
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _help(rule: Rule, before: str = "", after: str = "") -> str:
    parts = (("to mend", rule.hint), ("good", rule.good), ("bad", rule.bad), ("demanded by", rule.source))
    return "\n\n".join(f"{before}{name}:{after} {text}" for name, text in parts if text)


def _artifact(document: Document) -> dict[str, Any]:
    hashes = {"hashes": {"sha-256": document.sha256}} if document.sha256 else {}
    return {"location": {"uri": uri(document.path)}, **hashes}


def uri(path: str) -> str:
    """Return a path as an address; one from the root is that of a file.

    >>> uri("drafts/P1 2020.docx"), uri("/tmp/a.txt")
    ('drafts/P1%202020.docx', 'file:///tmp/a.txt')
    """
    return f"file://{quote(path)}" if path.startswith("/") else quote(path)


def _results(checked: Checked, names: Sequence[str]) -> list[dict[str, Any]]:
    sheet = Sheet(checked.rows, checked.findings)
    seen: Counter[str] = Counter()
    results = []
    for finding in checked.findings:
        print_ = _fingerprint(finding, sheet)
        seen[print_] += 1
        results.append(
            {
                "ruleId": finding.rule,
                "ruleIndex": names.index(finding.rule),
                "level": LEVELS[finding.severity],
                "message": {"text": f"{sentence(finding.message)} To mend: {finding.hint}"},
                **_locations(finding.places, checked, sheet),
                "partialFingerprints": {FINGERPRINT: f"{print_}:{seen[print_]}"},
                **_suppressions(finding),
            }
        )
    return results


def _suppressions(finding: Finding) -> dict[str, Any]:
    """Return that somebody accepted a finding, in a file beside the document."""
    said = [{"kind": "external", "justification": finding.accepted}]
    return {"suppressions": said} if finding.accepted else {}


def _locations(places: Sequence[Place], checked: Checked, sheet: Sheet) -> dict[str, Any]:
    """Return where a finding is: at its first place; the others are related to it."""
    made = [_location(place, checked, sheet) for place in places]
    return {**({"locations": made[:1]} if made else {}), **({"relatedLocations": made[1:]} if made[1:] else {})}


def _location(place: Place, checked: Checked, sheet: Sheet) -> dict[str, Any]:
    spot = sheet.spot(place)
    names = [document.name for document in checked.documents]
    location: dict[str, Any] = {"logicalLocations": [_logical(place, checked)]}
    if place.source in names:
        index = names.index(place.source)
        document = checked.documents[index]
        physical: dict[str, Any] = {"artifactLocation": {"uri": uri(document.path), "index": index}}
        if found := region(document, place, sheet.rows[spot.row]):
            physical["region"] = _region(found, place)
        location["physicalLocation"] = physical
    return {**location, **({"message": {"text": place.text}} if place.text else {})}


def _logical(place: Place, checked: Checked) -> dict[str, Any]:
    column = "" if place.column == HEAD else checked.column(place.column, place.source)
    name = column or f"row {place.row}"
    return {"name": name, "fullyQualifiedName": ", ".join(filter(None, (place.spot, column))), "kind": "element"}


def _region(found: Region, place: Place) -> dict[str, Any]:
    if not found.start:
        return {"startLine": found.line}
    return {
        "startLine": found.line,
        "startColumn": found.start,
        "endColumn": found.end,
        "snippet": {"text": place.text},
    }


def _fingerprint(finding: Finding, sheet: Sheet) -> str:
    """Return the hash of what a finding is about: rule, words, cell and title; neither row nor number.

    Of several that are alike the first gets 1, the next 2.
    """
    parts = [finding.rule]
    for place in finding.places[:1]:
        spot = sheet.spot(place)
        title = sheet.rows[spot.row].get("title")
        parts += [place.column, place.text, sheet.cell(spot).text, title.text if title else ""]
    if not finding.places:
        parts.append(finding.subject)
    return sha256("\0".join(_tidied(parts)).encode()).hexdigest()[:32]


def _tidied(parts: Iterable[str]) -> Iterable[str]:
    return (" ".join(part.split()) for part in parts)
