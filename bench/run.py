"""Print what the project claims about speed, as ratios measured side by side in one run.

    python bench/run.py [runs]

Ends with 1 when an aim is missed.
The questions (bench/questions.py) and the rules (bench/validation.py) follow in tables of their own.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import questions
import validation
from commands import Comparison, Ratio, as_line, measure

RUNS = 5
HEAD = f"{'CPU time, median':<40}  {'ours':>9}  {'other':>9}  {'ratio':>6}"


def comparisons(remit: str, folder: str) -> list[Comparison]:
    """Return what is compared, each command in a process of its own; a build writes to `folder`."""
    python = sys.executable
    nothing, rdflib = (python, "-c", "pass"), (python, "-c", "import rdflib")
    return [
        Comparison("remit --help : python -c pass", (remit, "--help"), nothing, at_most=4),
        Comparison("import click alone : python -c pass", (python, "-c", "import click"), nothing),
        Comparison("remit build : import rdflib", (remit, "build", "--out", folder), rdflib),
        Comparison("remit ask --list : import rdflib", (remit, "ask", "--list"), rdflib),
        Comparison("remit check : import rdflib", (remit, "check", "--fail-on", "never"), rdflib),
    ]


def remit_command() -> str:
    """Return the path of the command that is installed beside this Python."""
    found = shutil.which("remit", path=str(Path(sys.executable).parent))
    if found is None:
        sys.exit("remit is not installed beside this Python; run: make bench")
    return found


def main(runs: int) -> int:
    """Measure and print; return 1 when an aim is missed or two engines disagree about a question."""
    print(HEAD)
    ratios: list[Ratio] = []
    with tempfile.TemporaryDirectory() as folder:
        for comparison in comparisons(remit_command(), folder):
            ratios.append(measure(comparison, runs))
            print(as_line(ratios[-1]), flush=True)
    print()
    odd = questions.main([]) + validation.main([])
    return 0 if all(ratio.kept for ratio in ratios) and not odd else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS))
