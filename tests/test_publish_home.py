"""The first page tells a plan at a glance, one without sections too. All names here are made up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import html

import remit
from remit.publishing.publication import Publication
from remit.publishing.site import files
from remit.starting import start_from
from remit.workspace import Workspace

PLAN = """\
No.;Activity;Deadline;Responsible
1;Survey of the old lamps along the northern coast and of those that were moved in the last ten years;2031;Lamp Board
2;Cleaning of lenses;2031–2032;Lens Panel
3;Advice to keepers;as necessary;Lamp Board
"""


def test_a_plan_without_sections_has_its_events_and_its_years_on_the_first_page(tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text(PLAN, encoding="utf-8")
    start_from(tmp_path / "own", tmp_path / "plan.csv")
    place = Workspace.at(tmp_path / "own")
    dataset = remit.build([remit.read(source, place) for source in place.sources], place)

    made = dict(files(Publication(place, dataset.store())))

    page: Any = html.fromstring(made["index.html"])
    listed = " ".join(page.xpath("//ul[@class='events']//text()"))
    assert all(words in listed for words in ("Survey of the old lamps", "Cleaning of lenses", "Advice to keepers"))
    drawn = " ".join(page.xpath("//*[local-name()='svg']//*[local-name()='text']/text()"))
    assert "Cleaning of lenses" in drawn and "2032" in drawn and "…" in drawn
