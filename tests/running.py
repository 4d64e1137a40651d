"""A command that runs while a block does, and is ready when it has said so: for the tests and for the bench."""

from __future__ import annotations

import re
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

#: Seconds in which it must be ready, and in which it must end when it is told to.
READY, END = 180, 30


@contextmanager
def started(command: Sequence[str], ready: str, said: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run a command until the end of the block; give what the group of `ready` holds of what it said into a file."""
    with said.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=file)
    try:
        yield _told(process, said, ready), process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _told(process: subprocess.Popen[bytes], said: Path, ready: str) -> str:
    until = time.monotonic() + READY
    while time.monotonic() < until and process.poll() is None:
        if found := re.search(ready, said.read_text(encoding="utf-8", errors="replace")):
            return found[1]
        time.sleep(0.05)
    words = said.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise AssertionError(f"it did not begin: {words}")
