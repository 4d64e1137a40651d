"""Try documents damaged at random: each must give rows or one sentence, in bounded time, and nothing else.

    python tests/fuzz.py pdf 0 1000              tries the files numbered 0 to 999 and prints one line
    python tests/fuzz.py pdf 0 1000 --record     and adds that line to tests/fuzzed.tsv

A file is made again by its number (`damaged`), so a failure is told by format and number.
Files are tried in a child process; one that ends it (a crash), or says nothing for long (a hang), is a failure too.
A reader that fences itself (PDF) is first tried without its fence, which is quicker;
only where that ends the child or hangs it is tried again as it is, and has to tell in one sentence.
"""

from __future__ import annotations

import faulthandler
import io
import os
import random
import resource
import select
import signal
import subprocess
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from mutations import DAMAGES, mutated
from remit.errors import SourceError
from remit.formats import pdf
from remit.formats.formats import FORMATS, recognise

DOCUMENTS = Path(__file__).resolve().parent / "documents"
RECORD = Path(__file__).resolve().parent / "fuzzed.tsv"
#: After how many seconds without a word a child hangs, and how many files a child tries.
HANGS, BLOCK = 120, 250
#: Formats whose reader works behind a fence, and what is said of a file that ends or stops the child.
FENCED, ENDS, HANGING = ("pdf",), "ends the process", "hangs"
#: What may come of a file, and the words by which a reader says that its limits stopped it.
OUTCOMES = ("rows", "refused", "broken")
BROKEN_OFF = ("breaks off", "takes more than", "too much memory")
COLUMNS = ("format", "first", "files", "rows", "refused", "broken off", "failed", "slowest s", "code")


@dataclass
class Tally:
    """What came of the files of one run; `broken` were stopped by the limits of the reader, `failed` are faults."""

    format: str
    first: int
    files: int = 0
    rows: int = 0
    refused: int = 0
    broken: int = 0
    slowest: float = 0
    failed: list[str] = field(default_factory=list)

    def line(self, code: str) -> str:
        """Return the tally as a line of the record."""
        counts = (self.first, self.files, self.rows, self.refused, self.broken, len(self.failed))
        return "\t".join((self.format, *map(str, counts), f"{self.slowest:.1f}", code))


@cache
def samples(name: str) -> tuple[tuple[bytes, int], ...]:
    """Return the sound documents of a format, each with how often of a hundred times it is damaged."""
    import fuzz_samples

    return fuzz_samples.samples(name)


def damaged(name: str, number: int) -> bytes:
    """Return the damaged document of a format that has this number."""
    chance = random.Random(f"{name} {number}")
    documents, weights = zip(*samples(name), strict=True)
    document = chance.choices(documents, weights)[0]
    return DAMAGES.get(name, mutated)(document, chance)


def tried(name: str, data: bytes) -> str:
    """Return what came of one document: `rows`, `refused`, `broken`, or the fault in one line."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        outcomes = [_outcome(read, data) for read in (FORMATS[name], recognise)]
    if printed.getvalue():
        return f"prints {printed.getvalue()!r}"
    return next((outcome for outcome in outcomes if outcome not in OUTCOMES), outcomes[0])


def _outcome(read: Callable[[bytes, Path], object], data: bytes) -> str:
    try:
        rows = read(data, Path("x"))
    except SourceError as error:
        return _refusal(str(error))
    except BaseException as error:
        return " < ".join(traceback.format_exception(error)[-1:-3:-1]).replace("\n", " ").strip()
    cells = [cell.text for row in rows for cell in row.cells] if isinstance(rows, list) else []
    return "rows" if all(text == text.strip() for text in cells) else "a cell has blanks around it"


def _refusal(said: str) -> str:
    if not said.startswith("x: ") or "\n" in said:
        return f"says {said!r}"
    return "broken" if any(words in said for words in BROKEN_OFF) else "refused"


def fuzz(name: str, first: int, count: int) -> Tally:
    """Try so many files of a format and return what came of them."""
    tally = Tally(name, first)
    number = first
    while number < first + count:
        for at, seconds, outcome in _block(name, number, min(BLOCK, first + count - number), False):
            number = at + 1
            if name in FENCED and outcome in (ENDS, HANGING):
                at, seconds, outcome = next(_block(name, at, 1, True))
            _count(tally, at, seconds, outcome)
    return tally


def _count(tally: Tally, number: int, seconds: float, outcome: str) -> None:
    tally.files += 1
    tally.slowest = max(tally.slowest, seconds)
    if outcome in OUTCOMES:
        setattr(tally, outcome, getattr(tally, outcome) + 1)
    else:
        tally.failed.append(f"{tally.format} {number}: {outcome}")
        print(tally.failed[-1], file=sys.stderr, flush=True)


def _block(name: str, first: int, count: int, fence: bool) -> Iterator[tuple[int, float, str]]:
    """Yield number, CPU seconds and outcome of files that a child tries; the last may be the one that ended it."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():  # Python 3.12 warns of threads; the child touches none of them
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        os.close(reading)
        faulthandler.disable()
        try:
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            if not fence:
                setattr(pdf, "fenced", lambda work, seconds, memory: work())  # noqa: B010
            _answer(name, first, count, writing)
        finally:
            os._exit(0)
    os.close(writing)
    at = first
    try:
        for line in _lines(reading):
            if line is None:
                yield at, HANGS, HANGING
                return
            seconds, _, outcome = line.partition(" ")
            yield at, float(seconds), outcome
            at += 1
        if at < first + count:
            yield at, 0, ENDS
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _answer(name: str, first: int, count: int, writing: int) -> None:
    for number in range(first, first + count):
        data = damaged(name, number)
        began = sum(os.times()[:4])
        outcome = tried(name, data)
        os.write(writing, f"{sum(os.times()[:4]) - began:.2f} {outcome[:2000]}\n".encode("utf-8", "replace"))


def _lines(reading: int) -> Iterator[str | None]:
    """Yield the lines that a child says; None where it says nothing for too long."""
    held = b""
    while True:
        ready, _, _ = select.select([reading], [], [], HANGS)
        piece = os.read(reading, 1 << 16) if ready else b""
        if not ready:
            yield None
        if not piece:
            return
        *lines, held = (held + piece).split(b"\n")
        yield from (line.decode("utf-8", "replace") for line in lines)


def code() -> str:
    """Return the hash by which git knows the readers that were tried."""
    command = ["git", "-C", str(DOCUMENTS), "rev-parse", "--short", "HEAD:loader/remit/formats"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def main(name: str, first: int, count: int, record: bool) -> int:
    """Try, print, and record where this is asked; the exit code is 1 if a file failed."""
    began = time.monotonic()
    tally = fuzz(name, first, count)
    line = tally.line(code() if record else "")
    print("\t".join(COLUMNS), line, f"{time.monotonic() - began:.0f} s", sep="\n", flush=True)
    if record:
        with RECORD.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if argument != "--record"]
    raise SystemExit(main(arguments[0], int(arguments[1]), int(arguments[2]), "--record" in sys.argv))
