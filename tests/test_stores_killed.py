"""Whatever moment a build is killed at while it puts its graph into a store of others: the store holds the old or the
new, and the next build puts everything right."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from oxigraph_server import writable
from remit import Workspace, build, read
from remit.graph.dataset import Dataset
from remit.services import graphs
from remit.starting import start
from remit.stores.opening import opened
from remit.stores.place import place_of
from remit.stores.remote import Remote
from remit.stores.upload import upload


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return the workspace of the template, whose organisation is fictional."""
    folder = tmp_path_factory.mktemp("killed") / "lighthouses"
    start(folder)
    return Workspace.at(folder)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with writable(tmp_path_factory.mktemp("oxigraph")) as address:
        yield f"oxigraph:{address}"


def killed(dataset: Dataset, remote: Remote, step: int, after: bool) -> bool:
    """Put a dataset into a store in a process that is killed before or after a step; return whether it was."""
    pid = os.fork()
    if pid == 0:
        counted = 0

        def cut(do: Callable[..., Any]) -> Callable[..., Any]:
            def done(*said: Any) -> Any:
                nonlocal counted
                counted += 1
                if counted == step and not after:
                    os.kill(os.getpid(), signal.SIGKILL)
                answer = do(*said)
                if counted == step:
                    os.kill(os.getpid(), signal.SIGKILL)
                return answer

            return done

        graphs.put, graphs.add, graphs.update = cut(graphs.put), cut(graphs.add), cut(graphs.update)
        upload(dataset, remote)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


@pytest.mark.parametrize("stride", [4, pytest.param(1, marks=pytest.mark.long)])
def test_a_build_that_is_killed_leaves_the_old_or_the_new(workspace: Workspace, place: str, stride: int) -> None:
    dataset = build([read(path, workspace) for path in workspace.sources], workspace)
    before = build([], workspace)
    where = place_of(place, workspace)
    assert where
    remote = Remote(where, workspace.base)
    old, new = (set(each.store()) for each in (before, dataset))
    assert old != new
    step, seen = 1 - stride, set[bool]()
    while True:
        step += stride
        upload(before, remote)
        went = [killed(dataset, remote, step, after) for after in (False, True)]
        there = set(opened(Workspace(workspace.root, place)))
        assert there in (old, new), step
        seen.add(there == new)
        upload(dataset, remote)
        assert set(opened(Workspace(workspace.root, place))) == new and remote.counts("upload/") == {}
        if not any(went):
            break
    assert seen == {True, False} and step > 3
