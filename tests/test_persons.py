"""Persons do not enter the data: neither their names nor IRIs made of them. All names here are made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remit import bundle, read
from remit.documents.persons import without_names
from remit.places import Place
from remit.reading import Cell
from remit.understand import language
from remit.understand.executors import read_executors
from remit.workspace import Workspace

HEADERS = {"en": "No.;Activity;Deadline;Responsible", "ru": "№;Мероприятие;Срок;Исполнитель"}
NAMES = {"en": ["Dr. J. Example", "Example, K.", "Mr. Example"], "ru": ["Примеров И.И.", "г-н Примеров"]}
LEXICON = Workspace.bundled().lexicon(2017)


def document(folder: Path, code: str, executors: str) -> Path:
    path = folder / "plan.csv"
    path.write_text(f'{HEADERS[code]}\n1;Alpha;2031;"{executors}"\n', encoding="utf-8")
    return path


@pytest.mark.parametrize(("code", "name"), [(code, name) for code, names in NAMES.items() for name in names])
def test_no_part_of_a_reading_has_the_name_of_a_person(code: str, name: str, tmp_path: Path) -> None:
    reading = read(document(tmp_path, code, f"WG 1; {name}; WG 2"))

    word = language.load(bundle.folder("data") / "language" / f"{code}.yaml").data["person"]
    assert [e.text for e in reading.events[0].executors] == ["WG 1", f"[{word}]", "WG 2"]
    said = repr(reading) + json.dumps(reading.as_json(), ensure_ascii=False)
    assert "xample" not in said and "римеров" not in said


def test_two_persons_are_two(tmp_path: Path) -> None:
    reading = read(document(tmp_path, "en", "Dr. J. Example, Mr. Sample"))

    assert [e.text for e in reading.events[0].executors] == ["[person]", "[person 2]"]


def test_the_place_of_a_name_is_where_it_stands(tmp_path: Path) -> None:
    (_, named, after) = read(document(tmp_path, "en", "WG 1; Dr. J. Example (host); WG 2")).events[0].executors

    assert [(p.start, p.end, p.text) for p in named.places] == [(6, 20, "[person]"), (21, 27, "(host)")]
    assert [(p.start, p.end, p.text) for p in after.places] == [(29, 33, "WG 2")]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(["TC 2", "Dr. J. Example", "JCMS", "Example, K.", "TC 3"]), min_size=1, max_size=6))
def test_what_stands_beside_a_name_keeps_its_places(parts: list[str]) -> None:
    text = "; ".join(parts)
    cell = Cell(text, ((0, Place("x", 1, 1, "executors", 0, len(text), text)),))

    masked, executors = without_names(cell, read_executors(cell, LEXICON), LEXICON.language)

    assert "xample" not in repr(masked) + repr(executors)
    for offset, place in masked.pieces:
        assert masked.text[offset : offset + len(place.text)] == place.text
        assert place.text.startswith("[") or text[place.start : place.end] == place.text


@pytest.mark.parametrize(
    ("code", "text", "first"),
    [
        ("en", "Software Panel (Ms Ada Example)", "Software Panel ([person])"),
        ("en", "WG 1 (Ms. R. Example, host)", "WG 1 ([person]"),
        ("en", "Board – Dr. J. Example", "Board –"),
        ("en", "Software Panel, led by Ms Ada Example", "Software Panel"),
        ("ru", "Совет (И. П. Примеров)", "Совет ([лицо])"),
        ("ru", "РГ 1 (председатель – Примеров И.И.)", "РГ 1 (председатель – [лицо])"),
    ],
)
def test_a_name_beside_a_body_is_no_part_of_it(code: str, text: str, first: str, tmp_path: Path) -> None:
    reading = read(document(tmp_path, code, text))

    executors = reading.events[0].executors
    assert executors[0].text == first
    assert any("person-named" in executor.readings for executor in executors)
    said = repr(reading) + json.dumps(reading.as_json(), ensure_ascii=False)
    assert "xample" not in said and "римеров" not in said


HOLDERS = {
    "en": ("No.;Task;Responsible office;{};Deadline", "Dig;Clay Office;{};2031", ["Responsible person", "Contact"]),
    "ru": ("№;Мероприятие;Исполнитель;{};Срок", "Рытьё;Совет глины;{};2031", ["Ответственное лицо", "ФИО"]),
    "de": ("Nr.;Maßnahme;Zuständig;{};Frist", "Graben;Tonamt;{};2031", ["Ansprechpartner", "Ansprechperson"]),
    "fr": ("N°;Action;Service responsable;{};Échéance", "Creuser;Service argile;{};2031", ["Personne de contact"]),
}  # fmt: skip
PERSONS = [
    "Ada Exemplum",
    "Exemplum",
    "Dr A. B. Exemplum, Ole Musterwitz",
    "O. Exemplum / Musterwitz P.",
    "ADA EXEMPLUM",
]


@pytest.mark.parametrize(("code", "name"), [(code, name) for code, each in HOLDERS.items() for name in each[2]])
@pytest.mark.parametrize("person", PERSONS)
def test_a_column_of_persons_gives_no_name_and_one_finding(code: str, name: str, person: str, tmp_path: Path) -> None:
    header, row, _ = HOLDERS[code]
    path = tmp_path / "plan.csv"
    path.write_text(f"{header.format(name)}\n1;{row.format(person)}\n2;{row.format(person)}\n", encoding="utf-8")

    reading = read(path)

    said = (repr(reading) + json.dumps(reading.as_json(), ensure_ascii=False)).lower()
    assert "exemplum" not in said and "musterwitz" not in said
    assert [len(event.executors) for event in reading.events] == [1, 1]
    assert [name in finding.message for finding in reading.findings if finding.rule == "persons-left-out"] == [True]


def test_bodies_and_posts_in_a_column_of_persons_stay(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(
        "No.;Task;Person responsible;Deadline\n1;Dig;Clay Board;2031\n2;Sift;Treasurer;2031\n3;Fire;Ada Exemplum;2031\n"
        "4;Glaze;Head of the Kiln Office;2032\n5;Sell;all members;2032\n",
        encoding="utf-8",
    )

    reading = read(path)

    assert [[x.text for x in event.executors] for event in reading.events] == [
        ["Clay Board"], ["Treasurer"], ["[person]"], ["Head of the Kiln Office"], ["all members"],
    ]  # fmt: skip
    assert "Exemplum" not in repr(reading)


def test_a_remark_names_no_person(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(
        "No.;Task;Responsible;Deadline;Remarks;Budget line\n1;Dig;Clay Board;2031;Ms A. Exemplum;Dr. O. Exemplum\n",
        encoding="utf-8",
    )

    reading = read(path)

    assert "Exemplum" not in repr(reading)
    assert reading.events[0].remarks == "[person]"
