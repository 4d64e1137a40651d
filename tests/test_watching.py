"""Checking again at every save: which saves count, what is said of them, how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from queue import Queue
from shutil import copytree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.findings import Finding, Severity
from remit.places import Place
from remit.watching import PAUSE, Save, beyond, saves
from remit.workspace import Workspace

FICTIONAL = Path(__file__).parent / "documents" / "fictional-en"
#: Seconds that an answer may take on the busiest machine.
LONGEST = 300


class Watched:
    """A running `remit check --watch`, and what it prints, line by line."""

    def __init__(self, running: subprocess.Popen[str]) -> None:
        self.running = running
        self.out: Queue[str] = Queue()
        self.err: Queue[str] = Queue()
        for stream, queue in ((running.stdout, self.out), (running.stderr, self.err)):
            threading.Thread(target=self._pump, args=(stream, queue), daemon=True).start()

    @staticmethod
    def _pump(stream: Iterator[str], queue: Queue[str]) -> None:
        for line in stream:
            queue.put(line.rstrip("\n"))

    def answer(self) -> list[str]:
        """Return the lines up to the one that counts."""
        lines = [""]
        while not is_count(lines[-1]):
            lines.append(self.out.get(timeout=LONGEST))
        return [line for line in lines if line]

    def complaint(self) -> str:
        """Return the next line on standard error."""
        return self.err.get(timeout=LONGEST)

    def end(self) -> int:
        """Press Ctrl-C and return the exit code."""
        self.running.send_signal(signal.SIGINT)
        return self.running.wait(timeout=LONGEST)


def is_count(line: str) -> bool:
    """Return whether this is the last line of a report."""
    return line.startswith("nothing found") or (line[:1].isdigit() and "[" not in line and ":" not in line)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Return a workspace of one's own, with a programme of three rows beside it."""
    copytree(FICTIONAL / "data", tmp_path / "own" / "data")
    (tmp_path / "draft.txt").write_text(draft("2017", "2018", "2019"), encoding="utf-8")
    return tmp_path / "own"


def draft(*terms: str) -> str:
    """Return a small programme; a term each row."""
    head = "Work Programme for 2017–2019\nNo.\tName of event\tTerms\tExecutors\tRemarks\n1\tCourses\t\t\t\n"
    return head + "".join(f"1.{n}\tCourse {'ABCDEFG'[n]}\t{term}\tCommittee\t\n" for n, term in enumerate(terms, 1))


@contextmanager
def watched(workspace: Path, *more: str) -> Iterator[Watched]:
    command = [sys.executable, "-m", "remit", "--workspace", str(workspace), "check", "--watch", *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        try:
            yield Watched(running)
        finally:
            running.kill()


def in_place(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def by_rename(path: Path, text: str) -> None:
    fresh = path.with_name(f".{path.name}.swp")
    fresh.write_text(text, encoding="utf-8")
    os.replace(fresh, path)


def by_backup(path: Path, text: str) -> None:
    """Save as Word does: a lock beside it, the old file out of the way, the new one in its place."""
    lock = path.with_name("~$" + path.name[2:])
    lock.write_bytes(b"\x05lock")
    path.rename(path.with_suffix(".bak"))
    path.write_text(text, encoding="utf-8")
    lock.unlink()


def test_a_folder_of_rules_that_is_made_later_is_watched_too(workspace: Path, tmp_path: Path) -> None:
    told = saves([tmp_path / "draft.txt"], Workspace.at(workspace))
    folder = workspace / "shapes"
    assert not folder.exists()
    assert next(told) is Save.nothing

    for text in ("# one", "# two, and longer"):
        folder.mkdir(exist_ok=True)
        (folder / "own.ttl").write_text(text, encoding="utf-8")
        assert Save.workspace in [next(told) for _ in range(4)]


SAVES = [(in_place, by_rename), pytest.param((by_backup, by_backup), marks=pytest.mark.long)]


@pytest.mark.parametrize("save", SAVES, ids=["in place, by rename", "by backup"])
def test_a_save_is_answered_with_what_is_new_and_what_is_gone(
    save: tuple[Callable[[Path, str], None], ...], workspace: Path, tmp_path: Path
) -> None:
    document = tmp_path / "draft.txt"
    with watched(workspace, str(document), "--only", "term-*") as seen:
        assert seen.answer() == ["nothing found"]
        assert seen.complaint() == f"Watching {document}; end with Ctrl-C."

        save[0](document, draft("2017", "2016", "2019"))
        lines = seen.answer()
        assert lines[0].endswith("  1 new")
        assert lines[1] == "draft.txt: page 1, row 5, Terms"
        assert lines[4].startswith("    violation [term-within-period] event 1.2 is planned for 2016")
        assert lines[-1] == "1 violation"

        save[1](document, draft("2017", "2017", "2016", "2018"))
        lines = seen.answer()
        assert lines[0].endswith("  1 new, 1 gone")
        assert lines[1].startswith("gone: draft.txt: page 1, row 5, Terms: violation [term-within-period] event 1.2")
        assert seen.end() == 1


def test_a_file_that_cannot_be_read_is_told_and_a_half_written_one_waited_for(workspace: Path, tmp_path: Path) -> None:
    document = tmp_path / "draft.txt"
    with watched(workspace, str(document), "--only", "term-*") as seen:
        seen.answer()
        seen.complaint()

        document.write_bytes(b"\x00\x01")
        assert seen.complaint().endswith("waiting for the next save")
        document.unlink()
        assert "No such file" in seen.complaint()
        by_rename(document, draft("2017"))
        assert seen.answer()[1:] == ["nothing found"]

        took = written_by_halves(document, draft("2016"))
        assert seen.answer()[-1] == "1 violation"
        assert seen.err.empty() or took > PAUSE / 1000  # a machine that is busy may pause in between
        assert seen.end() == 1


def written_by_halves(document: Path, text: str) -> float:
    """Empty a file and fill it a moment later; return the seconds that took."""
    start = time.monotonic()
    with document.open("w", encoding="utf-8") as file:
        file.flush()
        threading.Event().wait(0.15)
        file.write(text)
    return time.monotonic() - start


def test_a_change_of_the_workspace_is_answered_too(workspace: Path, tmp_path: Path) -> None:
    document = tmp_path / "draft.txt"
    document.write_text(draft("2016", "2017"), encoding="utf-8")
    with watched(workspace, str(document), "--only", "term-*") as seen:
        assert seen.answer()[-1] == "1 violation"
        seen.complaint()

        (workspace / "data" / "accepted.yaml").write_text(
            "- {rule: term-within-period, event: 1.1, reason: It began early., date: 2017-01-10}\n", encoding="utf-8"
        )
        lines = seen.answer()
        assert lines[0].endswith("  1 accepted")
        assert lines[1].startswith("accepted: draft.txt: page 1, row 4")
        assert lines[-1] == "nothing found, 1 accepted"

        (workspace / "data" / "accepted.yaml").write_text("- {rule: ", encoding="utf-8")
        assert "accepted.yaml: cannot be read as YAML" in seen.complaint()
        assert seen.end() == 0


@pytest.mark.long
def test_other_files_of_the_folder_are_not_looked_at(workspace: Path, tmp_path: Path) -> None:
    document = tmp_path / "draft.txt"
    with watched(workspace, str(document), "--only", "term-*") as seen:
        seen.answer()
        seen.complaint()

        (tmp_path / "~$aft.txt").write_bytes(b"lock")
        (tmp_path / "draft.txt~").write_text("copy")
        (workspace / "data" / "registry" / ".bodies.yaml.swp").write_text("copy")
        threading.Event().wait(1)
        assert seen.out.empty()
        by_rename(document, draft("2016"))
        assert seen.answer()[-1] == "1 violation"


# --- what is new and what is gone --------------------------------------------------------

PLACE = Place("draft.txt", 1, 5, "term", 0, 4, "2016")
FINDING = Finding("term-read", Severity.warning, "look at it.", "mend it.", (PLACE,), "https://example.org/event/1.2")
MENDED = Finding("row-rejoined", Severity.info, "rows 5 and 6 are one.", "mend it.", (PLACE,))


@pytest.mark.parametrize("finding", [FINDING, MENDED])
def test_a_finding_whose_row_has_moved_is_not_new(finding: Finding) -> None:
    moved = replace(finding, places=(replace(PLACE, row=77),))

    assert beyond([moved], [finding]) == []


def test_a_finding_with_another_value_is_new() -> None:
    assert beyond([replace(FINDING, message="look at that.")], [FINDING]) != []


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_what_is_new_and_what_stayed_are_all_there_is(before: list[str], now: list[str]) -> None:
    old, new = ([replace(FINDING, message=name) for name in names] for names in (before, now))

    assert len(beyond(new, old)) - len(beyond(old, new)) == len(new) - len(old)
    assert beyond(old, old) == []
