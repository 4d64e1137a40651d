"""P1/2017 reads the same from every format that it comes in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from remit import bundle
from remit.documents.document import read
from remit.reading import Reading

TEXT = bundle.folder("data") / "source" / "coomet-p1-2017.txt"
DOCUMENTS = sorted(
    path for path in (Path(__file__).parent / "documents").glob("*p1-2017*") if path.suffix not in (".md", ".txt")
)


def fields(reading: Reading) -> dict[str, Any]:
    """Return every field that is read, but for the places, by a name that says which it is."""
    plain = reading.as_json()
    said = plain["programme"]
    found = {f"programme {key}": said[key] for key in ("code", "title", "period", "approved")}
    for section in plain["sections"]:
        found |= {f"section {section['number']} {key}": section[key] for key in ("printed", "title", "parent")}
    for group in plain["groups"]:
        found |= {f"group {group['id']} {key}": group[key] for key in ("title", "section", "members")}
    for event in plain["events"]:
        found |= {f"event {event['id']} {key}": value for key, value in event.items() if key != "places"}
    return found


@pytest.fixture(scope="module")
def text() -> dict[str, Any]:
    return fields(read(TEXT))


def test_there_are_seven_samples() -> None:
    assert {path.suffix for path in DOCUMENTS} == {".docx", ".html", ".ods", ".odt", ".xlsx", ".pdf"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_reading_is_that_of_the_text(path: Path, text: dict[str, Any]) -> None:
    found = fields(read(path))

    assert [name for name in {**text, **found} if text.get(name) != found.get(name)] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_place_holds_words_that_stand_in_the_document(path: Path) -> None:
    reading = read(path)

    places = [place for event in reading.events for place in event.places]
    assert len(places) > 200
    assert all(place.text and place.row > 0 for place in places)


@pytest.mark.parametrize(("separator", "suffix"), [("\t", "tsv"), (",", "csv"), ("|", "md")])
def test_the_table_written_as_another_text_is_read_the_same(
    separator: str, suffix: str, text: dict[str, Any], tmp_path: Path
) -> None:
    import csv
    import io

    reading = read(TEXT)
    rows = [["No.", "Name of event", "Terms", "Executors", "Remarks"], *written(reading)]
    path = tmp_path / f"plan.{suffix}"
    if suffix == "md":
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        lines.insert(1, "|---|---|---|---|---|")
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    else:
        out = io.StringIO()
        csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
        path.write_text(out.getvalue(), encoding="utf-8")

    found = fields(read(path))

    assert [name for name in text if name[:3] != "pro" and text[name] != found.get(name)] == []


def written(reading: Reading) -> list[list[str]]:
    """Return the rows of a reading, its headings whole."""
    rows = [(s.order, [s.printed, s.title, "", "", ""]) for s in reading.sections]
    rows += [(g.order, ["", g.title, "", "", ""]) for g in reading.groups]
    rows += [(e.order, [e.number, e.title, e.term.text, e.cells["executors"].text, e.remarks]) for e in reading.events]
    return [row for _, row in sorted(rows)]
