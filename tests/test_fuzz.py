"""Damaged documents give rows or one sentence, and the machinery that says so notices what does not."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import fuzz
from fuzz import COLUMNS, RECORD, damaged, samples
from remit.errors import SourceError
from remit.formats import pdf
from remit.formats.formats import FORMATS
from remit.formats.pdf_tables import Draft

#: The binary formats.
BINARY = ("docx", "odt", "ods", "xlsx", "pdf")
TRIED = [name for name in FORMATS if name != "text"]


@pytest.mark.parametrize("name", TRIED)
def test_a_damaged_document_gives_rows_or_one_sentence(name: str) -> None:
    tally = fuzz.fuzz(name, 0, 100)

    assert tally.failed == []
    assert tally.files == 100 and tally.rows > 20 and tally.refused > 10


@pytest.mark.long
@pytest.mark.parametrize("name", TRIED)
@pytest.mark.parametrize("piece", range(20))
def test_many_damaged_documents_give_rows_or_one_sentence(name: str, piece: int) -> None:
    tally = fuzz.fuzz(name, piece * 5_000, 5_000)

    assert tally.failed == []
    assert tally.files == 5_000


@pytest.mark.parametrize("name", TRIED)
def test_a_sound_document_is_read_and_a_number_damages_it_the_same_way_again(name: str) -> None:
    for document, _ in samples(name):
        assert FORMATS[name](document, Path("x"))

    assert damaged(name, 7) == damaged(name, 7) != damaged(name, 8)


FAULTS: dict[str, tuple[Callable[[], object], str]] = {
    "a crash": (lambda: os.kill(os.getpid(), signal.SIGSEGV), "ends the process"),
    "a hang": (lambda: time.sleep(60), "hangs"),
    "a foreign exception": (lambda: 1 // 0, "ZeroDivisionError"),
    "a word printed": (lambda: print("0 is out of range"), "prints"),
    "an exit": (lambda: exit(3), "SystemExit"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_noticed_and_the_files_after_it_are_tried(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong, words = FAULTS[fault]
    third = damaged("csv", 2)

    def read(data: bytes, path: Path) -> list[object]:
        if data == third:
            wrong()
        return []

    monkeypatch.setitem(FORMATS, "csv", read)
    monkeypatch.setattr(fuzz, "HANGS", 1)

    tally = fuzz.fuzz("csv", 0, 5)

    assert tally.files == 5
    assert [said.partition(":")[0] for said in tally.failed] == ["csv 2"] and words in tally.failed[0]


def test_a_crash_behind_a_fence_is_no_failure_but_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    third, drafts = damaged("pdf", 2), pdf._drafts

    def crash(data: bytes, path: Path) -> list[Draft]:
        if data == third:
            os.kill(os.getpid(), signal.SIGSEGV)
        return drafts(data, path)

    monkeypatch.setattr(pdf, "_drafts", crash)

    tally = fuzz.fuzz("pdf", 0, 5)

    assert (tally.files, tally.broken, tally.failed) == (5, 1, [])


def test_what_a_reader_says_must_be_one_sentence_about_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(data: bytes, path: Path) -> list[object]:
        raise SourceError("two\nlines")

    monkeypatch.setitem(FORMATS, "csv", read)

    assert fuzz.tried("csv", b"a,b") == "says 'two\\nlines'"


def test_the_files_that_were_tried_are_recorded_and_none_failed() -> None:
    head, *lines = [line.split("\t") for line in RECORD.read_text(encoding="utf-8").splitlines()]
    runs = [dict(zip(head, line, strict=True)) for line in lines]
    tried = {name: sum(int(run["files"]) for run in runs if run["format"] == name) for name in BINARY}

    assert tuple(head) == COLUMNS
    assert min(tried.values()) >= 100_000
    assert {run["failed"] for run in runs} == {"0"}
