"""What all tests share: the folders of knowledge, the files of the checkout, how many examples are tried."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from pyoxigraph import Store

import endpoint
import revisions
from remit import bundle
from remit.graph.dataset import Dataset
from remit.publishing.publication import Publication
from remit.workspace import Workspace

TOP = Path(__file__).resolve().parent.parent
#: What runs in an environment of its own.
collect_ignore = ["validate_sssom.py"]

settings.register_profile("fast", max_examples=25, deadline=None, derandomize=True)
settings.register_profile("long", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("REMIT_PROFILE", "fast"))

# Whatever is kept from test to test is walked through by each full collection, which took a tenth of the time.
gc.set_threshold(700, 10, 100)

# A job in the background of a shell without job control ignores Ctrl-C, and so would what the tests start and end.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def publication(request: pytest.FixtureRequest) -> Publication:
    """Return what is published; a parameter says how it is made, so that only who runs the test makes it."""
    made: Publication = request.param()
    return made


@pytest.fixture(scope="session")
def bundle_root() -> Path:
    """Return the folder that holds ontology/, shapes/, queries/ and data/ of the package under test."""
    return bundle.root()


@pytest.fixture(scope="session")
def checkout() -> Path:
    """Return the top of the checkout, where these tests stand."""
    return TOP


@pytest.fixture(scope="session")
def tracked() -> tuple[str, ...]:
    """Return the paths of all files that git tracks or would track; skip outside a checkout of git."""
    command = ["git", "-C", str(TOP), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a checkout of git")
    return tuple(sorted(p for p in listed.split("\0") if p and (TOP / p).is_file()))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked long, unless a marker expression says what to run."""
    if config.getoption("markexpr"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in long]


def pytest_collection_finish() -> None:
    """Leave the tests themselves and all they have imported out of every later collection."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return a workspace with two revisions of a programme, the newer a fictional draft (`tests/revisions.py`)."""
    return revisions.workspace(tmp_path_factory.mktemp("two"))


@pytest.fixture(scope="session")
def both(place: Workspace) -> Dataset:
    """Return the dataset of both revisions."""
    return revisions.built(place)


@pytest.fixture(scope="session")
def whole(both: Dataset) -> Store:
    """Return that dataset in a store, which is there to be read."""
    return both.store()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[endpoint.Live]:
    """Return a server over two approved revisions, the newer fictional; it is there to be asked, not to be broken."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    with endpoint.live(endpoint.place(shared)) as running:
        yield running
