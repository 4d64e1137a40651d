"""Read large, broken and hostile documents of every format; print time, peak memory and what is said.

    python bench/limits.py [word …]       only the cases whose names hold one of the words

Each is read by `remit read` in a process of its own, from a file made here.
Ends with 1 when one takes more than `SECONDS` of CPU or `MEGABYTES` of memory, or ends otherwise than with rows (0) or
one sentence (2).
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from documents import RELATIONS, WRITERS, R, docx, packed, pdf, rows, with_part, word, xlsx

SECONDS, MEGABYTES, MB = 120, 1_500, 1_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_000)
PROSE = "Trees grow slowly in the north. " * 32 + "\n"
#: The part of a zipped document that holds its text, and what says what the document is.
TEXTS = {
    "docx": ("word/document.xml", {}),
    "odt": ("content.xml", {"mimetype": "application/vnd.oasis.opendocument.text"}),
    "ods": ("content.xml", {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
    "xlsx": ("xl/worksheets/sheet1.xml", {"xl/workbook.xml": "<workbook/>"}),
}
ENTITIES = '<!ENTITY a "lollollol">' + "".join(
    f'<!ENTITY {n} "{f"&{m};" * 20}">' for m, n in zip("abcdefg", "bcdefgh", strict=True)
)
OUTSIDE = '<!ENTITY h SYSTEM "file:///etc/hostname">'
PAGE = "<html><body><table><tr><td>&h;</td></tr></table></body></html>"
RELATION = (
    f'<Relationships {RELATIONS}><Relationship Id="x" Type="{R}/styles" Target="http://127.0.0.1:9/a.xml" '
    'TargetMode="External"/></Relationships>'
)


@dataclass(frozen=True)
class Case:
    """A file to be read, and the exit code it must give: 0 rows, 2 one sentence; None where either will do."""

    name: str
    suffix: str
    make: Callable[[], bytes]
    code: int | None = 2


def cases() -> Iterator[Case]:
    """Yield everything that is tried."""
    yield from _bombs()
    yield from _reaching()
    yield from _large()
    for name, write in WRITERS.items():
        whole = 2 if name in TEXTS else None
        for share in (10, 50, 90, 99):
            yield Case(f"cut off after {share} % ({name})", name, partial(_cut, write, share), whole)
    for name, write in WRITERS.items():
        yield Case(f"100,000 cells ({name})", name, partial(_table, write, 20_000), 0)
        yield Case(f"100,005 cells ({name})", name, partial(_table, write, 20_001))


def _bombs() -> Iterator[Case]:
    for name in TEXTS:
        yield Case(f"a zip bomb of 1 GB ({name})", name, partial(_zeros, name))
        yield Case(f"an XML bomb ({name})", name, partial(_declaring, name, ENTITIES))
        yield Case(f"a file outside, XXE ({name})", name, partial(_declaring, name, OUTSIDE))
    for what, entities in (("an XML bomb", ENTITIES), ("a file outside, XXE", OUTSIDE)):
        yield Case(f"{what} (html)", "html", f"<!DOCTYPE html [{entities}]>{PAGE}".encode)
    yield Case("a nested zip bomb alone", "zip", nested)
    yield Case("a nested zip bomb in Word", "docx", lambda: with_part(few(), "word/embeddings/a.zip", nested()), 0)


def _reaching() -> Iterator[Case]:
    yield Case(
        "external relations (docx)", "docx", lambda: with_part(few(), "word/_rels/document.xml.rels", RELATION), 0
    )
    sheet = "xl/worksheets/_rels/sheet1.xml.rels"
    yield Case("external relations (xlsx)", "xlsx", lambda: with_part(xlsx(rows(20)), sheet, RELATION), 0)
    yield Case("macros (docm)", "docm", lambda: with_part(few(), "word/vbaProject.bin", OLE), 0)
    yield Case("macros (xlsm)", "xlsm", lambda: with_part(xlsx(rows(20), macros=True), "xl/vbaProject.bin", OLE), 0)


def _large() -> Iterator[Case]:
    """Yield files of 99 MB that are a picture, words or cells, files of 101 MB, and PDFs of many pages."""
    for name in TEXTS:
        yield Case(f"99 MB, most of it a picture ({name})", name, partial(_pictured, name), 0)
    yield Case("99 MB, most of it attached (pdf)", "pdf", lambda: pdf(rows(20), attached=noise()), 0)
    paragraph = f"<w:p><w:r><w:t>{PROSE}</w:t></w:r></w:p>"
    yield Case("190 MB of paragraphs (docx)", "docx", lambda: word(paragraph * (190 * MB // len(paragraph))))
    yield Case("99 MB of words (html)", "html", lambda: f"<p>{PROSE}</p>".encode() * (99 * MB // (len(PROSE) + 7)))
    for name in ("txt", "md"):
        head = WRITERS["md"](rows(20)) + b"\n" if name == "md" else b""
        yield Case(f"99 MB of words ({name})", name, partial(_words, head))
    yield Case("99 MB in one line (csv)", "csv", lambda: b"a," * (99 * MB // 2))
    yield Case("99 MB in one cell (csv)", "csv", lambda: b'No.,Event\n1,"' + b"a " * (99 * MB // 2) + b'"\n')
    for name in ("html", "csv", "tsv", "md"):
        yield Case(f"99 MB of cells ({name})", name, partial(_repeated, name))
    for name, write in WRITERS.items():
        yield Case(f"101 MB ({name})", name, partial(_padded, write))
    yield Case("1,000 pages (pdf)", "pdf", lambda: pdf(rows(15), 1_000), 0)
    yield Case("10,000 pages (pdf)", "pdf", lambda: pdf(rows(24), 10_000))


# --- files ---------------------------------------------------------------------------------------


def few() -> bytes:
    """Return a small programme in Word."""
    return docx(rows(20))


def nested() -> bytes:
    """Return an archive of 50 archives, each of which unpacks to 10 MB."""
    return packed({f"{number}.zip": packed({"0": bytes(10 * MB)}) for number in range(50)})


def noise() -> bytes:
    """Return what cannot be packed, as a picture cannot."""
    return random.Random(1).randbytes(99 * MB - 100_000)


def _zeros(name: str) -> bytes:
    part, more = TEXTS[name]
    return packed({**more, part: bytes(1_000 * MB)})


def _declaring(name: str, entities: str) -> bytes:
    part, more = TEXTS[name]
    return packed({**more, part: f"<!DOCTYPE a [{entities}]><a>&h;</a>"})


def _pictured(name: str) -> bytes:
    return with_part(WRITERS[name](rows(20)), "media/a.png", noise())


def _words(head: bytes) -> bytes:
    return head + PROSE.encode() * (99 * MB // len(PROSE))


def _repeated(name: str) -> bytes:
    once = WRITERS[name](rows(1_000))
    return once * (99 * MB // len(once))


def _padded(write: Callable[[list[tuple[str, ...]]], bytes]) -> bytes:
    return write(rows(20)) + bytes(101 * MB)


def _cut(write: Callable[[list[tuple[str, ...]]], bytes], share: int) -> bytes:
    whole = write(rows(60))
    return whole[: len(whole) * share // 100]


def _table(write: Callable[[list[tuple[str, ...]]], bytes], many: int) -> bytes:
    return write(rows(many - 1))


# --- measuring -----------------------------------------------------------------------------------


def made(case: Case, path: Path) -> None:
    """Make a file in a child, because the memory of this process counts as that of the one that reads."""
    child = os.fork()
    if child == 0:
        path.write_bytes(case.make())
        os._exit(0)
    os.waitpid(child, 0)


def measured(path: Path) -> tuple[float, float, int, str]:
    """Return CPU seconds, peak megabytes, exit code and what is said of reading a file."""
    command = [sys.executable, "-m", "remit", "read", str(path), "--json"]
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        said = errors.read().decode("utf-8", "replace").strip()
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, child.returncode, said


def main(words: list[str]) -> int:
    """Read every case and print a line each."""
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        for case in cases():
            if words and not any(word in case.name for word in words):
                continue
            path = Path(folder) / f"draft.{case.suffix}"
            made(case, path)
            seconds, megabytes, code, said = measured(path)
            kept = seconds <= SECONDS and megabytes <= MEGABYTES and "\n" not in said
            kept &= code in (0, 2) if case.code is None else code == case.code
            missed += not kept
            words_said = ("" if kept else "MISSED ") + said.replace(f"{folder}/", "").replace("\n", " / ")[-200:]
            print(f"{case.name:38} {seconds:6.1f} s {megabytes:6.0f} MB {code:3}  {words_said}", flush=True)
            path.unlink()
    print(f"\n{missed} missed" if missed else "\nall kept")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
