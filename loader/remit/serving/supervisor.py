"""Start the keeper and the processes of the web, start them again when they end, bring in a new graph.

What is served changes at once and between two requests: the new edition is made and its keeper ready before the web is
told. Whatever process ends, and however, the listening socket stays, so that nobody is turned away.
"""

from __future__ import annotations

import logging
import os
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from remit.errors import RemitError, ServeError
from remit.serving import budget
from remit.serving.edition import Edition, alone, drop_others, hold, key_of, load, pointer
from remit.serving.keeper import keep
from remit.serving.limits import Limits, limits
from remit.serving.web.server import Prepared, prepared, say_now, serve
from remit.serving.work.engine import Engine
from remit.store import in_memory

if TYPE_CHECKING:
    from remit.workspace import Workspace

LOG = logging.getLogger("remit.serving")
#: Seconds between two looks at the processes and at the graph.
LOOK = 0.1
#: Seconds in which a keeper must be ready.
READY = 120.0
#: A process that ends sooner than this after its start waits so long before it starts again.
SOON = 1.0


@dataclass(frozen=True)
class Options:
    """How many processes of the web, whether pages tell what the check finds, a log, which proxies are believed."""

    processes: int = 2
    checked: bool = True
    log: bool = False
    trusted: str = "127.0.0.1"


@dataclass
class Supervisor:
    """The server as a whole."""

    workspace: Workspace
    listener: socket.socket
    options: Options = field(default_factory=Options)
    folder: Path = Path()
    limits: Limits = field(default_factory=Limits)
    running: dict[int, tuple[str, float]] = field(default_factory=dict)
    edition: Edition | None = None
    prepared: Prepared | None = None
    held: list[int] = field(default_factory=list)
    number: int = 0
    stopped: bool = False
    again: bool = False

    def run(self, ready: Callable[[], None]) -> None:
        """Serve until a signal says to stop; `ready` is called when everything answers."""
        self.limits = limits(self.workspace)
        self.folder = Path(tempfile.mkdtemp(prefix="remit-"))
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(self.folder)
        try:
            for sign in (signal.SIGTERM, signal.SIGINT):
                signal.signal(sign, self._stop)
            signal.signal(signal.SIGHUP, self._renew)
            self._bring_in()
            for _ in range(self.options.processes):
                self._start_web()
            self._start_watch()
            ready()
            self._tidy()
            self._watch()
        finally:
            self._end_all()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _watch(self) -> None:
        """Start again what ends; look whether the graph was built anew."""
        seen = pointer(self.workspace)
        while not self.stopped:
            self._reap()
            now = pointer(self.workspace)
            if self.again or now != seen:
                self.again, seen = False, now
                self._change()
            time.sleep(LOOK)

    def _change(self) -> None:
        """Bring in a new graph; one that cannot be served leaves the old one in place."""
        try:
            old = self.workspace
            self.workspace = replace(type(old).at(old.root), graph_at=old.graph_at)
            try:
                self._bring_in()
            except BaseException:
                self.workspace = old
                raise
            self._tidy()
        except (RemitError, OSError) as error:
            LOG.error("the new graph is not served, the old one still is: %s", error)

    def _bring_in(self) -> None:
        """Make the edition, start its keeper, tell the web, end the keeper before."""
        served, before = self.edition, self._those("keeper")
        self.edition = made = self._edition()
        self.prepared = prepared(self.workspace, made, self.limits)
        self.number += 1
        try:
            self._start_keeper()
        except BaseException:
            self.edition, self.number = served, self.number - 1
            os.close(self.held.pop())
            raise
        while len(self.held) > 1:
            os.close(self.held.pop(0))
        say_now(self.folder, made, self._address)
        for pid in self._those("web"):
            os.kill(pid, signal.SIGHUP)
        for pid in before:
            self.running.pop(pid, None)
            time.sleep(2 * LOOK)
            os.kill(pid, signal.SIGTERM)
        for pid in self._those("watch"):
            os.kill(pid, signal.SIGTERM)  # it is started again and measures anew

    def _those(self, what: str) -> list[int]:
        """Return the processes of one kind."""
        return [pid for pid, (each, _) in self.running.items() if each == what]

    def _start_watch(self) -> None:
        """Start the process that keeps all queries within their budget of memory."""
        server = os.getpid()
        self._fork("watch", lambda: budget.watch(server, self.limits.budget))

    def _edition(self) -> Edition:
        """Return the edition of the graph; it is made in a process of its own, whose memory is given back."""
        place, key = self.workspace.out / "served", key_of(self.workspace, self.options.checked)
        place.mkdir(parents=True, exist_ok=True)
        with alone(place):
            if not (place / key).is_dir():
                pid = os.fork()
                if pid == 0:
                    os._exit(_made(self.workspace, place, key, self.options.checked))
                if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]):
                    raise ServeError(f"the pages could not be made in {place}")
            made = load(place / key)
            self.held.append(hold(made.folder))
        return made

    def _tidy(self) -> None:
        """Remove the editions before, in a process of its own: they are many files."""
        if made := self.edition:
            self._fork("tidy", lambda: drop_others(made.folder.parent, made.key))

    @property
    def _address(self) -> Path:
        return self.folder / f"keeper-{self.number}.sock"

    def _start_keeper(self) -> None:
        """Start the process that holds the graph, and wait until it listens."""
        address = self._address
        pid = self._fork("keeper", lambda: self._keep(address))
        until = time.monotonic() + READY
        while not address.exists():
            if time.monotonic() > until or os.waitpid(pid, os.WNOHANG)[0]:
                self.running.pop(pid, None)
                raise ServeError("the graph could not be loaded")
            time.sleep(0.01)

    def _keep(self, address: Path) -> None:
        self.listener.close()
        engine = Engine(self.workspace, in_memory(self.workspace.open_whole()), self.limits)
        keep(address, engine.work, self.limits)

    def _start_web(self) -> None:
        assert self.edition is not None and self.prepared is not None
        made, address, ready = self.edition, self._address, self.prepared
        work = lambda: serve(  # noqa: E731  # a body for the fork
            self.listener,
            self.folder,
            made,
            address,
            ready,
            self.limits,
            log=self.options.log,
            trusted=self.options.trusted,
        )
        self._fork("web", work)

    def _fork(self, what: str, work: Callable[[], None]) -> int:
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                for held in self.held:  # the supervisor alone holds an edition
                    os.close(held)
                for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                    signal.signal(sign, signal.SIG_DFL)
                work()
                code = 0
            except Exception:
                LOG.exception("a process of the server ended: %s", what)
            finally:
                os._exit(code)
        self.running[pid] = (what, time.monotonic())
        return pid

    def _reap(self) -> None:
        """Start again what has ended; the next keeper listens at the same address."""
        while self.running:
            try:
                pid, _ = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            what, since = self.running.pop(pid, ("", 0.0))
            if what and what != "tidy" and time.monotonic() - since < SOON:
                time.sleep(SOON)
            if what == "keeper":
                LOG.warning("the process that holds the graph ended and is started again")
                self._address.unlink(missing_ok=True)
                self._start_keeper()
            elif what == "web":
                LOG.warning("a process of the web ended and is started again")
                self._start_web()
            elif what == "watch":
                self._start_watch()

    def _stop(self, *_: object) -> None:
        self.stopped = True

    def _renew(self, *_: object) -> None:
        self.again = True

    def _end_all(self) -> None:
        """Tell all to end, and wait until they have answered what they were asked."""
        for pid in self._those("web"):
            os.kill(pid, signal.SIGTERM)
        for pid in self._those("web"):
            os.waitpid(pid, 0)
        for pid in [pid for pid, (what, _) in self.running.items() if what != "web"]:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _made(workspace: Workspace, place: Path, key: str, checked: bool) -> int:
    """Make an edition, in a process of its own; return its exit code."""
    from remit.serving.edition import make

    budget.apart()
    try:
        make(workspace, workspace.open_whole(), place, key, checked=checked)
    except Exception as error:
        LOG.error("the pages could not be made: %s", error)
        return 1
    return 0
