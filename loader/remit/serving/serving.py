"""Start the server at an address."""

from __future__ import annotations

import asyncio
import logging
import resource
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlunsplit

from remit.errors import MissingTool, ServeError
from remit.services.service import service
from remit.serving.keeper import task
from remit.serving.limits import limits
from remit.serving.reply import Reply
from remit.serving.supervisor import Options, Supervisor
from remit.serving.work.engine import Engine

if TYPE_CHECKING:
    from remit.workspace import Workspace


def served(workspace: Workspace, host: str, port: int, options: Options, say: Callable[[str], None]) -> None:
    """Serve a workspace until a signal says to stop; an address that cannot be taken is a ServeError.

    So is a service that queries may name and that cannot be asked a ServiceError, before anybody asks.
    """
    logging.basicConfig(format="remit: %(message)s")
    workspace.open_whole()
    for name in limits(workspace).services:
        service(workspace, name)
    listener = _listener(host, port)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # slow clients are many open files
    shown = f"[{host}]" if ":" in host else host
    at = urlunsplit(("http", f"{shown}:{listener.getsockname()[1]}", "/", "", ""))
    say("remit: making the pages, once for each graph …")
    supervisor = Supervisor(workspace, listener, options)
    supervisor.run(lambda: say(f"remit: serving at {at} (stop with Ctrl-C)"))


def _listener(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # connections inherit it: no wait for a body
        listener.bind((host, port))
        listener.listen(4096)
    except OSError as error:
        raise ServeError(f"{host}:{port} cannot be listened at: {error.strerror or error}") from error
    listener.setblocking(False)
    return listener


def spoken(workspace: Workspace) -> None:
    """Answer one assistant on standard input and output; without the package for it that is a MissingTool."""
    try:
        from remit.serving.web import assistants
    except ModuleNotFoundError as error:
        raise MissingTool(f"--stdio needs the package {error.name}: pip install 'remit-lod[mcp]'") from None
    engine = Engine(workspace, workspace.open_whole(), limits(workspace))

    async def do(what: dict[str, Any]) -> Reply:
        return await asyncio.to_thread(engine.work, task(what))

    catalogue = [each for each in engine.catalogue.values() if engine.limits.allows(each)]
    asyncio.run(assistants.speak(assistants.server(catalogue, engine.entities.classes, do)))
