"""Print what the project claims about speed, as ratios measured side by side in one run.

    python bench/run.py [runs]

Ends with 1 when an aim is missed.
Tables of their own follow: questions (bench/questions.py), rules (bench/validation.py), formats of documents
(bench/formats.py), comparisons of revisions (bench/compare.py), candidates for links (bench/candidates.py), the site
(bench/publish.py), the server (bench/serve.py, against rdflib-endpoint where `build/endpoint` is set up), and readers
of PDF files (bench/formats_pdf.py), the others from `.venv-bench` where that is set up.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import candidates
import compare
import formats
import publish
import questions
import serve
import validation
import watch
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


def readers_of_pdf(runs: int) -> int:
    """Compare readers of PDF files, in the environment that holds the others where there is one."""
    script = Path(__file__).resolve().parent / "formats_pdf.py"
    python = script.parent.parent / ".venv-bench" / "bin" / "python"
    command = [str(python if python.exists() else sys.executable), str(script), str(runs)]
    return subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode


def main(runs: int) -> int:
    """Measure and print; return 1 when an aim is missed or something is not right."""
    print(HEAD)
    ratios: list[Ratio] = []
    with tempfile.TemporaryDirectory() as folder:
        for comparison in comparisons(remit_command(), folder):
            ratios.append(measure(comparison, runs))
            print(as_line(ratios[-1]), flush=True)
    print()
    missed = watch.main() + questions.main([])
    print()
    missed += validation.main([])
    print()
    missed += formats.main(runs)
    print()
    missed += compare.main()
    print()
    missed += candidates.main()
    print()
    missed += publish.main()
    print()
    missed += serve.main()
    print(flush=True)
    missed += readers_of_pdf(runs)
    return 0 if all(ratio.kept for ratio in ratios) and not missed else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS))
