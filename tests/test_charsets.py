"""A text is read in its character set, whichever it is; where it was guessed the reading says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.documents.document import read
from remit.errors import SourceError
from remit.formats.charsets import decoded
from remit.formats.formats import FORMATS, recognise
from remit.mending.edits import Change, NotWritable
from remit.mending.text import write_text

#: Fictional programmes: the names of the columns, and rows of which some are taken.
PROGRAMMES = {
    "ru": (
        "№|Мероприятие|Срок|Исполнители",
        "1.1|Провести семинар по измерениям|2025|Секретариат",
        "1.2|Подготовить отчёт о сличениях|II квартал 2025 г.|Рабочая группа",
        "1.3|Издать сборник трудов|2026|Секретариат",
        "1.4|Пересмотреть рекомендации по массе|ежегодно|Президент",
        "1.5|ОБЗОР|2027|",
    ),
    "fr": (
        "N°|Activité|Échéance|Responsable",
        "1.1|Élaborer un rapport d'activité|2025|Secrétariat",
        "1.2|Réunion du comité à Évora|mars 2025|Président",
        "1.3|Qualité, façon de mesurer|2026|Secrétariat",
        "1.4|Session|2026|",
    ),
    "de": (
        "Nr.|Maßnahme|Termin|Zuständig",
        "1.1|Bericht über Prüfungen verfassen|2025|Geschäftsstelle",
        "1.2|Schulung für Gäste|März 2025|Präsident",
        "1.3|Öffentlichkeit unterrichten|2026|Geschäftsstelle",
        "1.4|Leitfaden drucken|2026|",
    ),
}
CHARSETS = {"ru": ("cp1251", "koi8_r"), "fr": ("cp1252",), "de": ("cp1252",)}
WIDE = ("utf-16", "utf-16-le", "utf-16-be", "utf-32")
PAGE = "<!DOCTYPE html><title>x</title><table>{}</table>"


def csv(rows: list[str]) -> str:
    return "\n".join(row.replace("|", ";") for row in rows) + "\n"


def tsv(rows: list[str]) -> str:
    return "\n".join(row.replace("|", "\t") for row in rows) + "\n"


def markdown(rows: list[str]) -> str:
    head, *others = (f"| {row.replace('|', ' | ')} |" for row in rows)
    return "\n".join([head, "|---|---|---|---|", *others]) + "\n"


def html(rows: list[str]) -> str:
    return PAGE.format("".join(f"<tr><td>{row.replace('|', '<td>')}</tr>" for row in rows))


def rows_of(data: bytes) -> list[list[str]]:
    path = Path("plan")
    return [[cell.text for cell in row.cells] for row in FORMATS[recognise(data, path)](data, path)]


@given(st.data())
def test_a_programme_reads_the_same_in_every_character_set(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(sorted(PROGRAMMES)))
    head, *rows = PROGRAMMES[language]
    taken = data.draw(st.lists(st.sampled_from(rows), min_size=1, max_size=8))
    text = data.draw(st.sampled_from((csv, tsv, markdown, html)))([head, *taken])
    charset = data.draw(st.sampled_from((*CHARSETS[language], *WIDE)))
    narrow = text.replace("№", "No") if charset == "koi8_r" else text

    assert rows_of(narrow.encode(charset)) == rows_of(narrow.encode("utf-8"))


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_what_is_utf_8_is_never_guessed_at(text: str) -> None:
    data = text.encode("utf-8")
    if b"\0" in data or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return

    found = decoded(data, Path("x"))

    assert found.charset == "utf-8" and not found.guessed


@pytest.mark.parametrize(
    ("charset", "called"),
    [("cp1251", "Windows-1251"), ("koi8_r", "KOI8-R"), ("utf-16-le", "UTF-16"), ("utf-8", ""), ("utf-16", "")],
)
@pytest.mark.parametrize("write", [csv, tsv, markdown, html])
def test_a_guessed_set_is_reported(charset: str, called: str, write: object, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(write(list(PROGRAMMES["ru"])).replace("№", "No").encode(charset))  # type: ignore[operator]

    reading = read(path)

    said = [finding for finding in reading.findings if finding.rule == "charset-guessed"]
    assert [f.message.rpartition(" as ")[2] for f in said] == ([f"{called}."] if called else [])
    assert len(reading.events) == 5
    assert all(finding.places for finding in said)


@pytest.mark.parametrize(
    "data",
    [b"a;\xff\xd8\xc3;b\n\x98\x81", bytes(range(128, 256)), "".join(map(chr, range(9, 256))).encode("latin-1")],
)
def test_a_set_that_cannot_be_told_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(SourceError, match="character set cannot be told|binary") as stopped:
        FORMATS["csv"](data, Path("plan.csv"))

    assert "\n" not in str(stopped.value)


def test_a_declaration_that_is_not_kept_gives_way_to_what_stands_there() -> None:
    page = '<meta charset="utf-8"><p>Срок и исполнители'.encode("cp1251")

    assert rows_of(page) == [["Срок и исполнители"]]


def test_a_copy_keeps_the_character_set() -> None:
    text = "1\tОбзоры измерений\t2017\n".encode("cp1251")

    assert (
        write_text(text, [Change((0, 1, 1), 0, 6, "Обзоры", "Обзор")]).decode("cp1251") == "1\tОбзор измерений\t2017\n"
    )
    with pytest.raises(NotWritable, match="Windows-1251"):
        write_text(text, [Change((0, 1, 1), 0, 6, "Обзоры", "鏡")])
