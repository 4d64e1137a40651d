"""How long `remit check --watch` takes from a save to the printed answer, on the bundled programme.

    python bench/watch.py [saves]

Each save writes a copy of the programme beside and renames it, as editors do; what is measured is the time until the
last line of the answer stands on standard output, and the CPU time that the watching process took for it.
On a machine that does other things the first is longer than the second. Ends with 1 when the aim is missed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import IO

from remit import bundle

SAVES = 10
AIM = 0.3


@contextmanager
def watching(document: Path) -> Iterator[subprocess.Popen[str]]:
    """Watch a document in a process of its own, which is ready when it says so."""
    command = [sys.executable, "-m", "remit", "check", "--watch", str(document)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert running.stdout and running.stderr
        wait_for_count(running.stdout)
        running.stderr.readline()
        time.sleep(0.5)
        yield running
    finally:
        running.kill()
        running.wait()


def wait_for_count(lines: IO[str]) -> None:
    """Read lines up to the one that counts, the last of an answer."""
    while line := lines.readline():
        if line[:1].isdigit() and " info" in line and "[" not in line:
            return
    sys.exit("the watch ended before it answered")


def cpu(process: int) -> float:
    """Return the CPU seconds of a process so far, as Linux tells them."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(document: Path, saves: int) -> tuple[float, float]:
    """Return the median seconds from a save to the answer, and the CPU seconds a save."""
    text = document.read_text(encoding="utf-8")
    fresh = document.with_suffix(".new")
    took = []
    with watching(document) as running:
        assert running.stdout
        before = cpu(running.pid)
        for save in range(saves):
            fresh.write_text(text.replace("2017-2019", "2017–2019") if save % 2 else text, encoding="utf-8")
            start = time.perf_counter()
            os.replace(fresh, document)
            wait_for_count(running.stdout)
            took.append(time.perf_counter() - start)
        return median(took), (cpu(running.pid) - before) / saves


def main(saves: int = SAVES) -> int:
    """Measure and print; return 1 when the aim is missed."""
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "draft.txt"
        document.write_bytes((bundle.folder("data") / "source" / "coomet-p1-2017.txt").read_bytes())
        seconds, used = measure(document, saves)
    kept = "kept" if seconds <= AIM else "MISSED"
    print(f"check --watch, from save to answer  {seconds:.3f} s (CPU {used:.3f} s)   aim: at most {AIM:g} s, {kept}")
    return int(seconds > AIM)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else SAVES))
