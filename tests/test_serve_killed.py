"""Whatever is killed while the graph is built anew, and whenever: the store opens whole, and a server serves it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import endpoint
from remit.workspace import Workspace

#: Builds the graph again and again, of one revision and of two in turn.
BUILDING = """
import sys
from pathlib import Path
import endpoint
folder = Path(sys.argv[1])
print("ready", flush=True)
while True:
    for texts in ((endpoint.OLD, endpoint.NEW), (endpoint.OLD,)):
        endpoint.gardens(folder, *texts)
        endpoint.rebuilt(folder)
"""


def whole(folder: Path) -> list[str]:
    """Return the quads of the store of a workspace, sorted."""
    return sorted(map(str, Workspace.at(folder).open_whole()))


def wait(done: Callable[[], bool]) -> None:
    """Wait until something is so, but not for ever."""
    until = time.monotonic() + 180
    while not done() and time.monotonic() < until:
        time.sleep(0.02)


def runs(pid: int) -> bool:
    """Return whether a process is there and has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="latin-1").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """Return what the store holds of one revision, and of two."""
    found = []
    for texts in ((endpoint.OLD,), (endpoint.OLD, endpoint.NEW)):
        folder = tmp_path_factory.mktemp("state") / "gardens"
        endpoint.gardens(folder, *texts)
        endpoint.rebuilt(folder)
        found.append(whole(folder))
    return found


@pytest.mark.parametrize("many", [3, pytest.param(60, marks=pytest.mark.long)])
def test_a_build_that_is_killed_leaves_a_whole_store(tmp_path: Path, states: list[list[str]], many: int) -> None:
    folder = tmp_path / "gardens"
    endpoint.gardens(folder, endpoint.OLD)
    endpoint.rebuilt(folder)
    for number in range(many):
        command = [sys.executable, "-c", BUILDING, str(folder)]
        paths = os.pathsep.join(sys.path)
        with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": paths}) as building:
            assert building.stdout is not None and building.stdout.readline() == b"ready\n"
            time.sleep(0.37 * (number + 1) % 1.9)
            building.kill()

        assert whole(folder) in states


def test_a_server_that_is_killed_while_it_makes_the_pages_begins_again(tmp_path: Path, states: list[list[str]]) -> None:
    folder = tmp_path / "gardens"
    endpoint.gardens(folder, endpoint.OLD)
    endpoint.rebuilt(folder)
    place = folder / "build" / "served"
    with endpoint.live(folder) as server:
        children = server.children()
        endpoint.gardens(folder, endpoint.OLD, endpoint.NEW)
        endpoint.rebuilt(folder)
        wait(lambda: bool(list(place.glob(".*"))))
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait()
    assert whole(folder) == states[1]
    wait(lambda: not any(map(runs, children)))
    assert not any(map(runs, children)), "nobody serves without the one that watches"

    with endpoint.live(folder) as server:
        assert server.get("timemap/body/wg-1").text.count("memento/") == 2
        wait(lambda: len(list(place.iterdir())) == 1)
        assert len(list(place.iterdir())) == 1, "what was left half made is removed"
