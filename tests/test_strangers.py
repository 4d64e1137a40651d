"""A document of another organisation is read without the bodies of the bundled workspace. All plans are fictional."""

from __future__ import annotations

from pathlib import Path

import remit
from remit.findings import Severity

PLAN = """{title}
No;Action;Deadline;Responsible
1;Mend the roof of the reading room;by 1 May 2025;Director
2;Buy shelves;2025;Secretariat, BIPM
3;Elect a chairperson;Q3 2025;President, {body}
"""


def read(folder: Path, title: str, body: str) -> remit.Reading:
    """Return the reading of a plan with a title and one more executor."""
    path = folder / "plan.csv"
    path.write_text(PLAN.format(title=title, body=body), encoding="utf-8")
    return remit.read(path)


def holders(reading: remit.Reading) -> list[str]:
    """Return who is to do what is planned, in order."""
    return [executor.holder for event in reading.events for executor in event.executors]


def test_what_every_organisation_has_is_nobodys(tmp_path: Path) -> None:
    reading = read(tmp_path, "Work plan of a fictional library for 2025", "Reading Circle 2")
    assert reading.foreign
    assert holders(reading)[0] == ""
    assert holders(reading)[2] == "organisation/bipm"
    assert [finding.rule for finding in reading.findings] == ["document-of-another"]
    found = [finding for finding in remit.check(remit.build([reading])) if finding.severity is not Severity.info]
    assert {finding.rule for finding in found} <= {"post-has-body", "executor-registered", "post-named-in-full"}
    assert sum("Director" in finding.message for finding in found) == 1


def test_a_title_or_a_body_tells_whose_a_document_is(tmp_path: Path) -> None:
    for title, body in (("Fictional programme of COOMET for 2025", "Reading Circle 2"), ("A plan for 2025", "TC 1.12")):
        reading = read(tmp_path, title, body)
        assert not reading.foreign
        assert holders(reading)[:2] == ["organisation/coomet", "body/secretariat"]
