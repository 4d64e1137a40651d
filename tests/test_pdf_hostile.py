"""PDFs that are broken, locked, endless or made to harm: one sentence, in bounded time."""

from __future__ import annotations

import os
import signal
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fuzz_samples import form
from pdf_writing import HEADER, Page, pdf, stream, written
from remit.errors import SourceError
from remit.fence import Stopped, fenced
from remit.formats.limits import Limits, held
from remit.formats.pdf import rows_of_pdf

HERE = Path(__file__).parent / "documents"
TABLE = Page().table((HEADER, ("1", "Survey", "2031", "WG 1", "")))
GOOD = pdf(TABLE)


def refused(data: bytes, *words: str) -> None:
    """Look: one sentence that names the file, says what it is and what to do."""
    with pytest.raises(SourceError) as caught:
        rows_of_pdf(data, Path("draft.pdf"))
    said = str(caught.value)
    assert said.startswith("draft.pdf: ") and "\n" not in said
    for word in words:
        assert word in said


def objects(content: bytes, resources: bytes = b"", box: bytes = b"0 0 595 842", *more: bytes) -> bytes:
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [" + box + b"] /Resources << " + resources + b" >> /Contents 4 0 R >>"
    )
    kids = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return written([b"<< /Type /Catalog /Pages 2 0 R >>", kids, page, content, *more])


def locked() -> bytes:
    """Return a PDF that says it is locked with a password."""
    secret = f"/V 1 /R 2 /Length 40 /P -4 /O <{'41' * 32}> /U <{'42' * 32}>"
    trailer = f"/Encrypt << /Filter /Standard {secret} >> /ID [<41> <41>]"
    return GOOD.replace(b"/Root 1 0 R", b"/Root 1 0 R " + trailer.encode())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n", "damaged or no PDF"),
        (b"no PDF at all", "damaged or no PDF"),
        (GOOD[: len(GOOD) // 3], "damaged"),
        (pdf(Page()), "holds no text"),
        (pdf(), "damaged"),
        (locked(), "password"),
        (pdf(Page().text(40, 100, "Dear all")), "no ruled table"),
    ],
    ids=["head", "other", "cut", "empty", "no-page", "locked", "letter"],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(data: bytes, words: str) -> None:
    refused(data, words)


def test_a_scan_is_told_from_an_empty_document() -> None:
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent "
        b"8 /Length 1 >>\nstream\n\x80\nendstream"
    )
    refused(
        objects(stream(b"595 0 0 842 0 0 cm /I Do"), b"/XObject << /I 5 0 R >>", b"0 0 595 842", picture), "scan", "OCR"
    )


def test_a_font_that_does_not_say_its_letters_is_refused() -> None:
    font = (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Own /Encoding << /Differences [65 /g1 /g2 "
        b"/g3] >> /ToUnicode 6 0 R >>"
    )
    named = stream(
        b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
        b"3 beginbfchar <41> <e101> <42> <e102> <43> <e103> endbfchar endcmap"
    )
    content = stream(b"BT /F 9 Tf 40 700 Td (ABCABC) Tj ET")
    refused(objects(content, b"/Font << /F 5 0 R >>", b"0 0 595 842", font, named), "fonts do not say")


# --- limits -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "value", "data", "words"),
    [
        ("file_megabytes", 0.0001, GOOD, "MB"),
        ("pages", 2, pdf(TABLE, TABLE, TABLE), "3 pages"),
        ("letters", 10, GOOD, "letters"),
        ("drawings", 10, GOOD, "drawings"),
        ("cells", 5, GOOD, "10 cells"),
        ("cells", 15, pdf(TABLE, TABLE), "more than 15 cells"),
    ],
)
def test_what_is_too_much_is_refused(limit: str, value: float, data: bytes, words: str) -> None:
    settings: dict[str, Any] = {limit: value}

    with held(Limits(**settings)):
        refused(data, words)


def bomb() -> bytes:
    """Return a page whose content is 300 MB long once unpacked."""
    packer = zlib.compressobj(9)
    content = b"".join(packer.compress(b"0 0 m 9 9 l S\n" * 70_000) for _ in range(300)) + packer.flush()
    return b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(content) + content + b"\nendstream"


def deep() -> bytes:
    return objects(stream(b"q " * 200_000 + b"BT " * 1000), b"/X " + b"[" * 50_000 + b"]" * 50_000)


def ring() -> bytes:
    """Return a page with a form that draws itself twice."""
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >> "
        b"/Length 11 >>\nstream\n/F Do /F Do\nendstream"
    )
    return objects(stream(b"/F Do " * 50), b"/XObject << /F 5 0 R >>", b"0 0 595 842", form)


def many() -> bytes:
    kids = b"3 0 R " * 10_000
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    return written(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [" + kids + b"] /Count 10000 >>", page]
    )


def huge() -> bytes:
    return objects(stream(b"0 0 m 1e30 1e30 l S 0 0 1e9 1e9 re S"), b"", b"0 0 1e30 1e30")


@pytest.mark.parametrize("make", [bomb, deep, ring, many, huge], ids=lambda make: make.__name__)
def test_a_document_made_to_harm_is_refused_in_time(make: Callable[[], bytes]) -> None:
    data, begin = make(), sum(os.times()[:4])  # what the processor spent, children included

    with held(Limits(seconds=5)):
        refused(data)
    assert sum(os.times()[:4]) - begin < 12


# --- the fence ----------------------------------------------------------------------------------------


def endless() -> None:
    while True:
        time.sleep(1)


def slow() -> str:
    time.sleep(0.8)
    return "done"


def busy() -> None:
    while True:
        pass


@pytest.mark.parametrize(
    ("work", "words"),
    [
        (endless, "seconds"),
        (busy, "seconds"),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "breaks off"),
        (lambda: bytearray(1 << 31), "memory"),
    ],
    ids=["endless", "busy", "crash", "greedy"],
)
def test_work_is_stopped_by_its_limits(work: Callable[[], object], words: str) -> None:
    with pytest.raises(Stopped, match=words):
        fenced(work, 0.5, 200_000_000)


def test_work_that_only_waits_may_take_longer_by_the_clock() -> None:
    assert fenced(slow, 0.5, 200_000_000) == "done"


def test_an_error_of_the_work_is_raised_again() -> None:
    with pytest.raises(ZeroDivisionError):
        fenced(lambda: 1 // 0, 5, 200_000_000)


def test_a_table_in_a_form_is_read() -> None:
    found = rows_of_pdf(form(), Path("draft.pdf"))

    assert [cell.text for cell in found[1].cells] == ["1", "Survey", "2031", "WG 1", ""]
