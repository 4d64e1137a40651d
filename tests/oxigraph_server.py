"""A SPARQL server that is not ours, on loopback: the program `oxigraph` of PyPI; skipped where it is not installed."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def oxigraph(folder: Path, turtle: str) -> Iterator[str]:
    """Serve a graph from a new store in `folder`; the address of its endpoint is yielded."""
    beside = Path(sys.executable).parent / "oxigraph"
    program = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if not program:
        pytest.skip("the program oxigraph is not installed: pip install oxigraph")
    data = folder / "data.ttl"
    data.write_text(turtle, encoding="utf-8")
    store = str(folder / "store")
    subprocess.run([program, "load", "--location", store, "--file", str(data)], check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program, "serve-read-only", "--location", store, "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            listening(port, "oxigraph")
            yield f"http://127.0.0.1:{port}/query"
        finally:
            server.kill()


def listening(port: int, name: str, seconds: float = 20) -> None:
    """Wait until a server listens at a port."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.02)
    pytest.fail(f"the server {name} does not listen")
