"""The server, live on loopback: one for each process of the tests, over one workspace with two approved revisions."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from remit import verbs
from remit.workspace import Workspace
from running import started

GARDENS = Path(__file__).parent / "documents" / "fictional-en" / "data"
#: Two revisions of a fictional programme, in few lines, so that their pages are made in a moment.
HEAD = """WORK PROGRAMME OF THE CONCORD OF BOTANICAL GARDENS FOR {period} (fictional)\t\tCOBOGA WP/{year}\t\t
Adopted by the General Assembly (October {adopted})\t\t\t\t

No.\tActivity\tTime frame\tResponsible\tComments
1\tGovernance and planning\t\t\t
"""
OLD = HEAD.format(period="2021–2024", year="2021", adopted="2020") + (
    "1.1\tAdoption of the rules of procedure\t2021\tGeneral Assembly\t\n"
    "1.2\tPublication of the common seed list\t2021–2024\tWG 1, WG 3\t\n"
    "1.3\tAudit of the accounts\t2022\tWG 8\t\n"
)
NEW = HEAD.format(period="2025–2028", year="2025", adopted="2024") + (
    "1.1\tReview of the rules of procedure\t2025\tGeneral Assembly\t\n"
    "1.2\tPublication of the common seed list\t2025–2028\tWG 1, WG 2\t\n"
    "1.3\tIntroduction of the revised transfer form\t2026\tWG 1, Treasurer\t\n"
)
#: Short times, so that the tests need not wait.
LIMITS = "seconds: 1\npatience: 1\nafter: 0.1\n"


@dataclass
class Live:
    """A server that runs: its address, its process, the folder of its workspace, what it says."""

    url: str
    process: subprocess.Popen[bytes]
    folder: Path
    said: Path

    def get(self, path: str, accept: str = "", **headers: str) -> httpx.Response:
        """Ask with GET; names of headers are written with underscores."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx.get(self.url + path, headers={**said, "Accept": accept or "*/*"}, timeout=60)

    def select(self, query: str, **headers: str) -> list[dict[str, str]]:
        """Return the rows of a SELECT."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        told = httpx.post(self.url + "sparql", data={"query": query}, headers=said, timeout=60)
        assert told.status_code == 200, told.text
        return [{k: v["value"] for k, v in row.items()} for row in told.json()["results"]["bindings"]]

    def children(self, of: int | None = None) -> list[int]:
        """Return the processes that a process has started."""
        parent = of or self.process.pid
        listed = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
        return [int(number) for number in listed.split()]


def place(shared: Path) -> Path:
    """Return the folder of a workspace with a graph of two approved revisions; whoever comes first makes it."""
    folder = shared / "served"
    with (shared / "served.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "build").exists():
            gardens(folder, OLD, NEW)
            rebuilt(folder)
    return folder


def gardens(folder: Path, *programmes: str) -> None:
    """Make a workspace of a fictional organisation with some revisions of its programme."""
    shutil.copytree(GARDENS / "registry", folder / "data" / "registry", dirs_exist_ok=True)
    source = folder / "data" / "source"
    source.mkdir(exist_ok=True)
    settings = (GARDENS / "workspace.yaml").read_text(encoding="utf-8").partition("sources:")[0]
    settings = settings.replace("label_languages:\n- en\n", "label_languages:\n- en\n- ru\n") + "sources:\n"
    for text in programmes:
        year = re.search(r"WP/(\d{4})", text)[1]  # type: ignore[index]
        (source / f"wp-{year}.txt").write_text(text, encoding="utf-8")
        settings += f"- file: wp-{year}.txt\n  revision: wp-{year}\n"
    (folder / "data" / "workspace.yaml").write_text(settings, encoding="utf-8")
    (folder / "data" / "serve.yaml").write_text(LIMITS, encoding="utf-8")


def rebuilt(folder: Path) -> None:
    """Build the graph of a workspace."""
    workspace = Workspace.at(folder)
    verbs.build([verbs.read(path, workspace) for path in workspace.sources], workspace).write(workspace.out)


@contextmanager
def live(folder: Path, *options: str) -> Iterator[Live]:
    """Serve a workspace at a free port until the end of the block."""
    said = folder.parent / f"{folder.name}.{os.getpid()}.{time.monotonic_ns()}.log"
    command = [sys.executable, "-m", "remit", "--workspace", str(folder), "serve", "--port", "0", "--no-check"]
    with ExitStack() as stack:
        with (folder.parent / f"{folder.name}.making").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            url, process = stack.enter_context(started([*command, *options], r"serving at (\S+)", said))
        yield Live(url, process, folder, said)
