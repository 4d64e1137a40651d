"""A server that runs while a block does, its memory, and the times of many requests in parallel."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from remit.workspace import Workspace

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from running import started

#: So many times the seconds of a measurement are waited for the last answers.
LATE = 4


@dataclass(frozen=True)
class Server:
    """A server: its address, its process, the base of its IRIs, paths of some things and of the bodies among them."""

    url: str
    pid: int
    base: str = ""
    things: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()


@contextmanager
def begun(command: Sequence[str], ready: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run a command until the end of the block, and give its port, which it says when it is ready."""
    with tempfile.TemporaryDirectory() as folder, started(command, ready, Path(folder) / "said") as begun:
        yield begun


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """Serve the workspace of a folder at a free port until the end of the block."""
    command = [sys.executable, "-m", "remit", "--workspace", str(folder), "serve", "--port", "0", "--no-check"]
    if folder == Path.cwd():
        del command[3:5]
    with begun(command, r"serving at http://[^:]+:(\d+)") as (port, process):
        workspace = Workspace.at(folder)
        things = _things(workspace)
        bodies = tuple(path.rpartition("/")[2] for path in things if path.startswith("body/"))
        yield Server(f"http://127.0.0.1:{port}/", process.pid, workspace.base, things, bodies)


def _things(workspace: Workspace) -> tuple[str, ...]:
    from remit.serving.work.entities import Entities, menu

    found = Entities(workspace.open_whole(), workspace, menu(workspace)).every
    return tuple(each.path for each in found)[:500]


def memory(pid: int) -> int:
    """Return the bytes of a process and of all below it; what several share counts once (PSS)."""
    total = 0
    for each in (pid, *_below(pid)):
        try:
            text = Path(f"/proc/{each}/smaps_rollup").read_text(encoding="ascii")
        except OSError:
            continue
        found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
        total += 1024 * int(found[1]) if found else 0
    return total


def _below(pid: int) -> Iterator[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in map(int, children):
        yield child
        yield from _below(child)


def percentile(times: Sequence[float], part: int) -> float:
    """Return the time that so many in a hundred do not exceed."""
    return sorted(times)[min(len(times) - 1, len(times) * part // 100)] if times else float("nan")


def in_parallel(url: str, requests: Sequence[tuple[str, str]], at_once: int, seconds: float) -> tuple[float, float]:
    """Ask for paths with what is accepted, in turn, on so many connections.

    Answers a second (a 503 is none), and their p95 in seconds; answers that come far too late do not count.
    """
    return asyncio.run(_asked(url, requests, at_once, seconds))


async def _asked(url: str, requests: Sequence[tuple[str, str]], at_once: int, seconds: float) -> tuple[float, float]:
    host, port = re.findall(r"//([^:/]+):(\d+)", url)[0]
    times: list[float] = []
    began = time.monotonic()

    async def line(first: int) -> None:
        reader, writer = await asyncio.open_connection(host, int(port), limit=1 << 24)
        at = first
        while time.monotonic() < began + seconds:
            path, accept = requests[at % len(requests)]
            at += at_once
            start = time.monotonic()
            writer.write(f"GET /{path} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept: {accept}\r\n\r\n".encode())
            if await answered(reader):
                times.append(time.monotonic() - start)
        writer.close()

    done, late = await asyncio.wait([asyncio.ensure_future(line(n)) for n in range(at_once)], timeout=LATE * seconds)
    for each in late:
        each.cancel()
    for each in done:
        each.result()
    return len(times) / (time.monotonic() - began), percentile(times, 95)


async def answered(reader: asyncio.StreamReader) -> bool:
    """Read one answer whole; return whether it is one, or 503; another status than these is a RuntimeError."""
    head = await reader.readuntil(b"\r\n\r\n")
    status = head.split()[1]
    if status not in (b"200", b"503"):
        raise RuntimeError(head.decode("latin-1"))
    if length := re.search(rb"content-length: (\d+)", head, re.IGNORECASE):
        await reader.readexactly(int(length[1]))
        return status == b"200"
    while size := int(await reader.readline(), 16):
        await reader.readexactly(size + 2)
    await reader.readline()
    return status == b"200"
