"""A workspace from two texts of one revision in two languages: one body has both names. The union is fictional."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from remit import Workspace, build, check, read
from remit.starting import start_from

ENGLISH = """\
Programme of the Lamp Union for 2032–2033
No.,Activity,Responsible,Deadline
1,Light test,"Lamp Committee, WG 1",by 1 July 2032
2,Fog study,WG 2 – WG 3,Q2 2033
3,Seminar,Secretariat jointly with the Lamp Committee,every 2 years
4,Code of practice,Lamp Committee,2032–2033
5,Site,Treasurer; Board of Keepers,continuously
"""
RUSSIAN = """\
Программа Союза ламп на 2032–2033 годы
№,Мероприятие,Ответственные,Срок
1,Испытание огней,"Комитет по лампам, РГ 1",до 1 июля 2032 г.
2,Исследование туманов,РГ 2 – РГ 3,II квартал 2033 г.
3,Семинар,Секретариат совместно с Комитетом по лампам,раз в 2 года
4,Свод правил,Комитет по лампам,2032–2033 гг.
5,Сайт,Казначей; Совет смотрителей,постоянно
"""


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lamps")
    for name, text in (("en.csv", ENGLISH), ("ru.csv", RUSSIAN)):
        (folder / name).write_text(text, encoding="utf-8")
    start_from(folder / "space", folder / "en.csv", folder / "ru.csv")
    return folder / "space"


def registry(folder: Path, name: str) -> dict[str, dict[str, Any]]:
    entries = yaml.load(
        (folder / "data" / "registry" / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    return {entry["id"]: entry for entry in entries}


def test_bodies_that_stand_in_the_same_places_are_one_with_both_labels(started: Path) -> None:
    bodies = registry(started, "bodies")

    assert {name: entry["label"] for name, entry in bodies.items()} == {
        "board-of-keepers": {"en": "Board of Keepers", "ru": "Совет смотрителей"},
        "lamp-committee": {"en": "Lamp Committee", "ru": "Комитет по лампам"},
        "secretariat": {"en": "Secretariat", "ru": "Секретариат"},
        "wg-1": {"en": "WG 1", "ru": "РГ 1"},
        "wg-2": {"en": "WG 2", "ru": "РГ 2"},
        "wg-3": {"en": "WG 3", "ru": "РГ 3"},
    }
    assert "Комитет по лампам" in bodies["lamp-committee"]["note"]


def test_the_two_texts_then_agree(started: Path) -> None:
    workspace = Workspace.at(started)
    graph = build([read(path, workspace) for path in workspace.sources], workspace)

    found = [finding.message for finding in check(graph, workspace) if finding.rule.endswith(("-alike", "-in-both"))]

    assert found == []


def test_bodies_that_the_texts_put_in_different_places_stay_two(tmp_path: Path) -> None:
    turned = RUSSIAN.replace("Совет смотрителей", "Комитет по лампам")
    for name, text in (("en.csv", ENGLISH), ("ru.csv", turned)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    start_from(tmp_path / "space", tmp_path / "en.csv", tmp_path / "ru.csv")

    bodies = registry(tmp_path / "space", "bodies")

    assert bodies["board-of-keepers"]["label"] == {"en": "Board of Keepers"}
    assert bodies["lamp-committee"]["label"] == {"en": "Lamp Committee", "ru": "Комитет по лампам"}
