"""The site is made by several processes at once: nothing is lost, done twice or different, and errors are told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from pyoxigraph import Store

from remit.errors import PublishError
from remit.publishing.folder import MADE, Folder
from remit.publishing.naming import Text
from remit.publishing.pages.frame import Here, Site
from remit.publishing.publication import Publication
from remit.publishing.sharing import Share, shared
from remit.workspace import Workspace


def test_every_piece_is_done_once_by_whichever_process() -> None:
    assert sorted(shared([partial(pow, number, 2) for number in range(40)], 3)) == [n * n for n in range(40)]


def test_shares_together_are_the_whole() -> None:
    assert sorted(x for number in range(3) for x in Share(number, 3)(range(10))) == list(range(10))


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_what_a_piece_raises_is_raised_whichever_process_did_it(processes: int) -> None:
    def fails() -> int:
        raise PublishError("no")

    with pytest.raises(PublishError, match="no"):
        shared([fails] * 8, processes)


def test_a_mistake_of_ours_in_another_process_says_where() -> None:
    here = os.getpid()

    def elsewhere() -> int:
        return 1 if os.getpid() == here else [][0]

    def waits() -> int:
        if os.getpid() == here:
            signal.sigtimedwait([signal.SIGUSR1], 0.2)  # the other process has time to take one
        return elsewhere()

    with pytest.raises(IndexError) as caught:
        shared([waits] * 20, 2)
    assert "in elsewhere" in "".join(caught.value.__notes__)


def test_a_process_that_is_killed_is_told() -> None:
    here = os.getpid()

    def dies() -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        signal.sigtimedwait([signal.SIGUSR1], 0.2)
        return 1

    with pytest.raises(PublishError, match="ended from outside"):
        shared([dies] * 20, 2)


def test_a_link_does_not_depend_on_which_page_had_it_first() -> None:
    pages = Site(Publication(Workspace.bundled(), Store()))
    here = Here(pages, "a/b", "ru", ("en", "ru"))

    plain, english = (here.link("https://x.example/", Text("Word", code)) for code in ("", "en"))

    assert 'lang="en"' in english and "lang" not in plain


def test_a_file_that_was_half_written_when_a_build_was_killed_is_mended(tmp_path: Path) -> None:
    first = Folder(tmp_path / "site")
    assert first.put("a/b.txt", b"whole")
    (tmp_path / "site" / "a" / "b.txt").write_bytes(b"who")

    again = Folder(tmp_path / "site")

    assert again.put("a/b.txt", b"whole") and not again.put("a/b.txt", b"whole")
    assert (tmp_path / "site" / "a" / "b.txt").read_bytes() == b"whole"
    assert sorted(path.name for path in (tmp_path / "site").rglob("*")) == [MADE, "a", "b.txt"]


def test_a_large_file_comes_whole(tmp_path: Path) -> None:
    content = os.urandom(5_000_000)
    folder = Folder(tmp_path / "site")

    assert folder.put("large.bin", content) and not folder.put("large.bin", content)
    assert (tmp_path / "site" / "large.bin").read_bytes() == content


INTERRUPTED = """
import os, signal
from remit.publishing.sharing import shared

forked = os.fork

def fork():
    child = forked()
    if child == 0:
        os.kill(os.getpid(), signal.SIGINT)
    return child

os.fork = fork
try:
    shared([lambda: 1] * 8, 3)
except Exception as error:
    print(type(error).__name__)
except KeyboardInterrupt:
    print("goes on as a copy")
"""


def test_a_process_that_is_interrupted_at_once_never_goes_on_as_a_copy_of_its_parent() -> None:
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["PublishError"]
