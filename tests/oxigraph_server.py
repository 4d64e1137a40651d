"""A SPARQL server that is not ours, on loopback: the program `oxigraph` of PyPI; skipped where it is not installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest


@contextmanager
def oxigraph(folder: Path, turtle: str) -> Iterator[str]:
    """Serve a graph from a new store in `folder`; the address of its endpoint is yielded."""
    program = _program()
    data = folder / "data.ttl"
    data.write_text(turtle, encoding="utf-8")
    store = str(folder / "store")
    subprocess.run([program, "load", "--location", store, "--file", str(data)], check=True, capture_output=True)
    with _serving(program, "serve-read-only", store) as at:
        yield f"{at}/query"


@contextmanager
def writable(folder: Path) -> Iterator[str]:
    """Serve a new store that takes graphs and updates; the address that the others begin with is yielded."""
    with _serving(_program(), "serve", str(folder / "store")) as at:
        yield at


def _program() -> str:
    beside = Path(sys.executable).parent / "oxigraph"
    program = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if not program:
        absent("oxigraph", "pip install oxigraph")
    return program


def absent(name: str, how: str) -> NoReturn:
    """Skip a test for want of a program; the continuous integration has all of them."""
    said = f"the program {name} is not installed: {how}"
    if os.environ.get("CI"):
        pytest.fail(said)
    pytest.skip(said)


def free_port() -> int:
    """Return a port that is free on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _serving(program: str, verb: str, store: str) -> Iterator[str]:
    port = free_port()
    command = [program, verb, "--location", store, "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            listening(port, "oxigraph")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.kill()


def listening(port: int, name: str, seconds: float = 60) -> None:
    """Wait until a server listens at a port."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.02)
    pytest.fail(f"the server {name} does not listen")
