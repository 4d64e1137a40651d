"""One process of the web: uvicorn on a socket that all share, a new edition when it is told."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import json
import logging
import os
import signal
import socket
from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import uvicorn

from remit.questions import Question, questions
from remit.serving.edition import Edition, load
from remit.serving.keeper import task
from remit.serving.limits import Limits
from remit.serving.reply import Reply
from remit.serving.web.app import App
from remit.serving.web.openapi import described
from remit.serving.web.protocol import bounded
from remit.serving.web.served import Served
from remit.serving.work.entities import menu
from remit.serving.working import Working

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

    from remit.workspace import Workspace

#: Seconds after which memory that is free is given back.
TRIM = 5
#: Seconds in which requests are answered that came before the end.
GRACE = 15
#: The file that says which edition is served and where its keeper listens.
NOW = "now.json"


def say_now(run: Path, edition: Edition, keeper: Path) -> None:
    """Say which edition is served from now on."""
    fresh = run / f"{NOW}.new"
    fresh.write_text(json.dumps({"edition": str(edition.folder), "keeper": str(keeper)}), encoding="utf-8")
    os.replace(fresh, run / NOW)


@dataclass(frozen=True)
class Prepared:
    """What all processes of the web need and is made before they begin, so that they share its memory."""

    base: str
    licence: str
    description: bytes
    questions: tuple[Question, ...]
    classes: tuple[str, ...]


def prepared(workspace: Workspace, edition: Edition, limits: Limits) -> Prepared:
    """Return what the processes of the web need."""
    with suppress(ModuleNotFoundError):
        from remit.serving.web import assistants  # noqa: F401  # read once, for all
    for site in (edition.site, *edition.then.values()):
        site.variants  # noqa: B018  # the same
    made = Prepared(
        base=workspace.base,
        licence=str(workspace.settings.get("licence") or ""),
        description=_description(workspace, limits),
        questions=tuple(_answered(workspace, limits)),
        classes=tuple(menu(workspace)),
    )
    gc.collect()
    gc.freeze()
    return made


def serve(
    listener: socket.socket, run: Path, edition: Edition, keeper: Path, ready: Prepared, limits: Limits,
    *, log: bool, trusted: str,
) -> None:  # fmt: skip
    """Take requests until the parent ends or says so."""
    served = Served(
        edition=edition,
        keeper=keeper,
        limits=limits,
        working=Working(limits),
        base=ready.base,
        licence=ready.licence,
        description=ready.description,
    )
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)  # what is no HTTP is answered, and no news
    manager = _assistants(ready, served)
    config = uvicorn.Config(
        App(served, log=log, assistants=manager.handle_request if manager else None),
        http=bounded(limits.headers, limits.patience),
        lifespan="off",
        ws="none",
        loop="uvloop",
        log_config=None,
        access_log=False,
        server_header=False,
        forwarded_allow_ips=trusted,
        limit_concurrency=limits.connections,
        backlog=4096,
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=30,
    )
    asyncio.run(_run(uvicorn.Server(config), listener, run, served, manager))


def _answered(workspace: Workspace, limits: Limits) -> list[Question]:
    """Return the questions that the server answers."""
    return [each for each in questions(workspace.folders("queries")).values() if limits.allows(each)]


def _description(workspace: Workspace, limits: Limits) -> bytes:
    title = next(iter(workspace.settings["title"].values()))
    licence = str(workspace.settings.get("licence") or "")
    return json.dumps(described(title, _answered(workspace, limits), licence), ensure_ascii=False).encode() + b"\n"


def _assistants(ready: Prepared, served: Served) -> StreamableHTTPSessionManager | None:
    """Return what answers assistants, each request by itself; nothing where the package is not installed."""
    try:
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
    except ModuleNotFoundError:
        return None
    from remit.serving.web import assistants

    async def do(what: dict[str, Any]) -> Reply:
        return await served.working.do(served.keeper, task(what), assistants.CLIENT)

    made = assistants.server(ready.questions, ready.classes, do)
    most = served.limits.query
    return StreamableHTTPSessionManager(made, json_response=True, stateless=True, max_request_body_size=most)


async def _run(
    server: uvicorn.Server,
    listener: socket.socket,
    run: Path,
    served: Served,
    manager: StreamableHTTPSessionManager | None,
) -> None:
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGHUP, _renew, run, served)
    watching = asyncio.ensure_future(_watch(server, os.getppid()))
    async with manager.run() if manager else nullcontext():
        await server.serve(sockets=[listener])
    watching.cancel()


def _renew(run: Path, served: Served) -> None:
    """Serve another edition from the next request on; those that are being answered keep theirs."""
    said = json.loads((run / NOW).read_text(encoding="utf-8"))
    if str(served.edition.folder) != said["edition"]:
        served.edition = load(Path(said["edition"]))
    served.keeper = Path(said["keeper"])


async def _watch(server: uvicorn.Server, parent: int) -> None:
    """End when the parent has ended; give memory back now and then, or the budget has too little for queries."""
    seconds, give_back = 0, _give_back()
    while os.getppid() == parent:
        await asyncio.sleep(1)
        seconds += 1
        if seconds % TRIM == 0:
            give_back(0)
    server.should_exit = True


def _give_back() -> Callable[[int], object]:
    """Return what gives memory that is free back to the system: after many long requests, what is kept would stay."""
    try:
        return cast("Callable[[int], object]", ctypes.CDLL(None).malloc_trim)
    except (AttributeError, OSError):
        return lambda _: None
