"""Hostile and damaged office files: rows or one clear sentence, in bounded time and memory, nothing else."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office import docx, ods, odt, p, packed, tbl, tc, tr
from remit.errors import SourceError
from remit.formats.limits import Limits, held
from remit.formats.opendocument import rows_of_ods, rows_of_odt
from remit.formats.row import Row
from remit.formats.word import rows_of_docx

DOCUMENTS = Path(__file__).parent / "documents"
READERS: dict[str, Callable[[bytes, Path], list[Row]]] = {"docx": rows_of_docx, "odt": rows_of_odt, "ods": rows_of_ods}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
BOMB = (
    '<!DOCTYPE a [<!ENTITY a "lollollol">'
    + "".join(f'<!ENTITY {n} "{f"&{m};" * 20}">' for m, n in zip("abcdefg", "bcdefgh", strict=True))
    + "]><a>&h;</a>"
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
ODD = b'<?xml version="1.0" encoding="EBCDIC-X"?><a/>'
LOCKED = "<manifest><file-entry><encryption-data/></file-entry></manifest>"


def locked_zip(name: str) -> bytes:
    """Return a package whose part says that it is encrypted."""
    data = bytearray(packed({name: "<a/>"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


HOSTILE = {
    "nothing of the kind": ("docx", b"Dear colleagues", "damaged or cut short"),
    "half a file": ("odt", odt("<text:p>a</text:p>")[:300], "damaged or cut short"),
    "old binary": ("docx", OLE, "save it as .docx"),
    "protected Word": ("docx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "protected OpenDocument": ("odt", packed({"content.xml": "x", "META-INF/manifest.xml": LOCKED}), "password"),
    "protected part": ("ods", locked_zip("content.xml"), "password"),
    "an empty package": ("docx", packed({}), "holds no Word text"),
    "a text in place of a sheet": ("ods", odt("<text:p>a</text:p>"), "holds no spreadsheet"),
    "a sheet in place of a text": ("odt", ods(""), "holds no text"),
    "not XML": ("docx", packed({"word/document.xml": "No.\tEvent"}), "damaged"),
    "an unknown encoding": ("odt", packed({"content.xml": ODD}), "damaged"),
    "entities": ("docx", packed({"word/document.xml": BOMB}), "declares entities"),
    "entities in UTF-16": ("odt", packed({"content.xml": BOMB.encode("utf-16")}), "declares entities"),
    "a file outside": ("odt", packed({"content.xml": OUTSIDE}), "declares entities"),
    "entities in styles": ("odt", packed({"content.xml": "<a/>", "styles.xml": BOMB}), "declares entities"),
    "a zip bomb": ("docx", packed({"word/document.xml": b"<a>" + bytes(30_000_000)}), "unpacks to more than"),
    "too many columns": ("odt", odt('<table:table><table:table-row><table:table-cell table:number-columns-repeated='
                                    '"999999999"><text:p>a</text:p></table:table-cell></table:table-row></table:table>'),
                         "1,000 columns"),
    "wide cells in Word": ("docx", docx(tbl(tr(*[tc("a", '<w:gridSpan w:val="999"/>')] * 3))), "1,000 columns"),
    "too many repeated rows": ("ods", ods('<table:table><table:table-row table:number-rows-repeated="1000000000">'
                                          "<table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>"
                                          "</table:table>"), "more than 100,000 cells"),
    "deep elements": ("docx", docx(p("", "<w:ins>" * 5_000 + "</w:ins>" * 5_000)), "nested too deeply"),
    "deep tables": ("docx", docx("<w:tbl><w:tr><w:tc>" * 400 + "</w:tc></w:tr></w:tbl>" * 400), "nested too deeply"),
    "deep lists": ("odt", odt("<text:list><text:list-item>" * 900 + "</text:list-item></text:list>" * 900), "deeply"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence(what: str) -> None:
    kind, data, words = HOSTILE[what]
    path = Path(f"draft.{kind}")

    with pytest.raises(SourceError) as caught:
        READERS[kind](data, path)

    said = str(caught.value)
    assert said.startswith(f"{path}: ") and words in said and "\n" not in said


@pytest.mark.parametrize(
    ("setting", "most", "words"),
    [
        ("file_megabytes", 0.0001, "more than"),
        ("parts", 2, "parts"),
        ("tags", 10, "tags"),
        ("unpacked_megabytes", 0.0005, "unpacks"),
        ("characters", 8, "characters"),
    ],
)
def test_limits_are_settings(setting: str, most: float, words: str) -> None:
    settings: dict[str, Any] = {setting: most}

    with held(Limits(**settings)), pytest.raises(SourceError, match=words):
        rows_of_docx(docx(p("a") * 9), Path("draft.docx"))


def test_what_lies_outside_the_package_is_not_fetched_and_macros_are_not_touched() -> None:
    outside = '<Relationship Id="x" Type="a/styles" Target="http://127.0.0.1:9/styles.xml" TargetMode="External"/>'
    data = io.BytesIO(docx(p("a"), more=outside))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("word/vbaProject.bin", OLE)

    assert [row.text for row in rows_of_docx(data.getvalue(), Path("draft.docm"))] == ["a"]


def test_parts_that_are_missing_are_as_if_they_were_empty() -> None:
    with zipfile.ZipFile(io.BytesIO(docx(p("a")))) as archive:
        main = archive.read("word/document.xml")

    assert [row.text for row in rows_of_docx(packed({"word/document.xml": main}), Path("draft.docx"))] == ["a"]


def test_a_table_of_100_000_cells_is_read() -> None:
    rows = rows_of_docx(docx(tbl(tr(*[tc("a")] * 5) * 20_000)), Path("draft.docx"))

    assert sum(len(row.cells) for row in rows) == 100_000


def test_a_table_of_more_cells_than_are_allowed_is_refused() -> None:
    with held(Limits(cells=1_000)):
        assert len(rows_of_docx(docx(tbl(tr(tc("a"), tc("b")) * 500)), Path("draft.docx"))) == 500
        with pytest.raises(SourceError, match="more than 1,000 cells"):
            rows_of_docx(docx(tbl(tr(tc("a"), tc("b")) * 501)), Path("draft.docx"))


END_DELETED = "<w:rPr><w:del/></w:rPr>"
MANY_LISTS = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/></w:num>' for n in range(5_000))
LEVELS = '<w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl>'
SLOW = {
    "paragraphs without ends": docx(p("abc", about=END_DELETED, run="<w:strike/>") * 20_000),
    "many lists of many levels": docx(
        "".join(p("a", about=f'<w:numPr><w:numId w:val="{n}"/></w:numPr>') for n in range(5_000)),
        f'<w:abstractNum w:abstractNumId="0">{LEVELS * 5_000}</w:abstractNum>{MANY_LISTS}',
    ),
    "many overrides": docx(
        p("a", about='<w:numPr><w:numId w:val="1"/></w:numPr>') * 5_000,
        '<w:num w:numId="1">' + '<w:lvlOverride w:ilvl="1"><w:startOverride/></w:lvlOverride>' * 20_000 + "</w:num>",
    ),
    "a number of many letters": docx(
        p("a", about='<w:numPr><w:numId w:val="1"/></w:numPr>') * 5_000,
        f'<w:abstractNum w:abstractNumId="0">{LEVELS.replace("%1", "%1" * 50_000)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    ),
    "a million elements deep": packed({"word/document.xml": "<a>" * 1_000_000 + "</a>" * 1_000_000}),
    "wide rows in a wide grid": docx(tbl(tr(*[tc("a", '<w:gridSpan w:val="1000"/>')] * 5_000))),
}
WIDE = '<table:table-cell table:number-columns-repeated="1000"><text:p>{}</text:p></table:table-cell>'
SLOW_SHEETS = {
    "many repeated cells": f"<table:table>{f'<table:table-row>{WIDE}</table:table-row>' * 20_000}</table:table>",
    "repeated cells in tables in cells": "<table:table>"
    + f"<table:table-row><table:table-cell><table:table><table:table-row>{WIDE}</table:table-row></table:table>"
    "</table:table-cell></table:table-row>" * 20_000 + "</table:table>",
    "long words repeated": f'<table:table><table:table-row table:number-rows-repeated="90">{WIDE}</table:table-row>'
    "</table:table>",
}


@pytest.mark.parametrize("what", [*SLOW, *SLOW_SHEETS])
def test_no_file_takes_long(what: str) -> None:
    began = time.process_time()

    if what in SLOW:
        survives("docx", SLOW[what])
    else:
        survives("ods", ods(SLOW_SHEETS[what].replace("{}", "x" * (100_000 if "long" in what else 1))))

    assert time.process_time() - began < 15


def survives(kind: str, data: bytes) -> None:
    """Look: the reader gives rows, or a SourceError of one sentence."""
    try:
        rows = READERS[kind](data, Path(f"draft.{kind}"))
    except SourceError as error:
        assert str(error).startswith("draft.")
    else:
        assert all(cell.text == cell.text.strip() for row in rows for cell in row.cells)


@given(st.sampled_from(sorted(READERS)), st.binary(max_size=300))
def test_any_bytes_give_rows_or_one_sentence(kind: str, data: bytes) -> None:
    survives(kind, data)
    survives(kind, packed({"word/document.xml": data, "content.xml": data}))
