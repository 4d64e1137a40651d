"""`remit check --watch`: check again at every save and say what is new, what is gone, and how much there is."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import click

from remit.commands.console import say
from remit.errors import RemitError
from remit.findings import Finding
from remit.reports.checked import Checked
from remit.reports.lines import count, where
from remit.reports.text import as_blocks, as_text
from remit.watching import Save, beyond, saves
from remit.workspace import Workspace


def watch(
    look: Callable[[Workspace], Checked],
    workspace: Workspace,
    documents: Sequence[Path],
    prepare: Callable[[], None] = lambda: None,
) -> Checked:
    """Print what is found now, then what each save of a document or of the workspace changes; return the last.

    `prepare` is called between the first answer and the first save.
    """
    told = saves(documents, workspace)
    watching = _Watching(look, workspace)
    try:
        prepare()
        gc.freeze()  # what is there by now stays: looking through it for garbage takes a quarter of an answer
        click.echo(f"Watching {', '.join(map(str, documents))}; end with Ctrl-C.", err=True)
        for save in told:
            watching.again(save)
    except KeyboardInterrupt:
        pass
    return watching.seen


class _Watching:
    """What was seen last, and what stood in the way of seeing more.

    What cannot be read may be half written: it is told when nothing follows, and the next save is waited for.
    """

    def __init__(self, look: Callable[[Workspace], Checked], workspace: Workspace) -> None:
        self.look = look
        self.workspace = workspace
        self.broken: RemitError | None = None
        self.seen = look(workspace)
        say(as_text(self.seen.without_accepted()))

    def again(self, save: Save) -> None:
        """Look again after a save; after a pause tell what could not be read."""
        if not save:
            self._tell()
            return
        if save is Save.workspace:
            self.workspace = Workspace(self.workspace.root)
        try:
            now, self.broken = self.look(self.workspace), None
        except RemitError as error:
            self.broken = error
            return
        before, self.seen = self.seen, now  # first: who reads the answer may press Ctrl-C before the next line runs
        _say_what_changed(before, now)

    def _tell(self) -> None:
        if self.broken:
            click.echo(f"{_clock()}  {self.broken}; waiting for the next save", err=True)
        self.broken = None


def _say_what_changed(before: Checked, now: Checked) -> None:
    """Print a line for each finding that is gone or accepted by now, the new ones in full, and the count of all."""
    new, gone = beyond(now.open, before.open), beyond(before.open, now.open)
    left = beyond(gone, now.accepted)
    changes = {"new": new, "gone": left, "accepted": beyond(gone, left)}
    said = ", ".join(f"{len(found)} {word}" for word, found in changes.items() if found) or "nothing new"
    lines = [_line(word, finding, before) for word in ("gone", "accepted") for finding in changes[word]]
    blocks = as_blocks(replace(now, findings=tuple(new)))
    head = "\n".join([f"\n{_clock()}  {said}", *lines])
    say("\n\n".join([head, *blocks, count(now.open, len(now.accepted))]))


def _line(word: str, finding: Finding, checked: Checked) -> str:
    at = f"{where(finding.places[0], checked)}: " if finding.places else ""
    return f"{word}: {at}{finding.severity.name} [{finding.rule}] {finding.message}"


def _clock() -> str:
    return time.strftime("%H:%M:%S")
