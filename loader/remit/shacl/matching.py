"""Regular expressions that come to an end: one that takes too long over a value stops the check with one sentence.

Some expressions try the same letters in more ways than there are atoms (`^(a|a)+$`); which do cannot be seen by their
form. The clock is that of the process, so a busy machine stops nothing; it runs in the main thread, on systems with
timers. The queries of a rule need none: the store matches in a time that grows with the length.
"""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from remit.errors import WorkspaceError

#: Seconds of CPU time that one expression may take over one value.
LIMIT = 1.0
#: A value of so few letters, or an expression without a repeat, takes no time.
SHORT, REPEATS = 12, frozenset("*+{")


class TooLong(Exception):
    """An expression took longer over a value than it may."""


_stopped: list[str] = []


def found(pattern: re.Pattern[str], text: str) -> bool:
    """Return whether an expression matches somewhere in a text; TooLong where that takes too long."""
    if len(text) <= SHORT or not REPEATS & set(pattern.pattern) or not _has_clock():
        return bool(pattern.search(text))
    try:
        with _within(LIMIT):
            return bool(pattern.search(text))
    except TooLong:
        _stopped.append(
            f"the rules cannot be run: the pattern “{pattern.pattern}” takes longer than {LIMIT:.0f} s over the value "
            f"“{text[:40]}{'…' if len(text) > 40 else ''}”; write it so that no letter can be matched in two ways"
        )
        raise


def refuse_stopped() -> None:
    """Raise a WorkspaceError where an expression was stopped since it was asked last: a store takes it for a no."""
    if _stopped:
        said = _stopped[0]
        _stopped.clear()
        raise WorkspaceError(said)


def _has_clock() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
