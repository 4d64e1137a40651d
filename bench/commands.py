"""Measure commands: the CPU time of a child of ours and of its own children, the median of several runs.

CPU time is taken because it hardly depends on what else the machine does; ratios within one run even less.
"""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Comparison:
    """Two commands, what their ratio means, and the ratio that we aim at, if any."""

    what: str
    ours: Sequence[str]
    other: Sequence[str]
    at_most: float | None = None


@dataclass(frozen=True)
class Ratio:
    """The CPU seconds of two commands, each the median of its runs."""

    comparison: Comparison
    ours: float
    other: float

    @property
    def value(self) -> float:
        """Return how many times the CPU time of the other command ours takes."""
        return self.ours / self.other

    @property
    def kept(self) -> bool:
        """Return whether the aim is kept; a comparison without aim keeps it."""
        return self.comparison.at_most is None or self.value <= self.comparison.at_most


def seconds(command: Sequence[str]) -> float:
    """Run a command without its output and return its CPU seconds; one that fails is an OSError."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise OSError(f"{' '.join(command)} ended with {child.returncode}")
    return used.ru_utime + used.ru_stime


def used() -> float:
    """Return the CPU seconds that this process, all its threads and its children have used so far."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in both)


def work_seconds(work: Callable[[], object], runs: int) -> float:
    """Return the CPU seconds of some work, the median of so many runs after a first one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        begin = used()
        work()
        times.append(used() - begin)
    return median(times)


def measure(comparison: Comparison, runs: int) -> Ratio:
    """Run both commands in turn, once to warm the disk and then `runs` times each."""
    seconds(comparison.ours)
    seconds(comparison.other)
    pairs = [(seconds(comparison.ours), seconds(comparison.other)) for _ in range(runs)]
    return Ratio(comparison, median(ours for ours, _ in pairs), median(other for _, other in pairs))


def as_line(ratio: Ratio) -> str:
    """Return one line of the report.

    >>> as_line(Ratio(Comparison("start", ["remit"], ["python"], 4), 0.06, 0.02))
    'start                                       0.060 s    0.020 s     3.0   aim: at most 4, kept'
    """
    aim = ratio.comparison.at_most
    said = "" if aim is None else f"   aim: at most {aim:g}, {'kept' if ratio.kept else 'MISSED'}"
    return f"{ratio.comparison.what:<40}  {ratio.ours:7.3f} s  {ratio.other:7.3f} s  {ratio.value:6.1f}{said}"
