"""Answers kept on disk, by the content of the request; a file that is torn or too old is as if it were not there."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path

from remit.copies import put
from remit.errors import SourceError
from remit.services.exchange import Request, Response
from remit.services.service import Service

_A_DAY = 86400


def find(service: Service, request: Request) -> Response | None:
    """Return the answer that is kept for a request, if it is young enough."""
    path = _place(service, request)
    try:
        if path is None or time.time() - path.stat().st_mtime > service.days * _A_DAY:
            return None
        head, _, body = path.read_bytes().partition(b"\n")
        said = json.loads(head)
        if said["sha256"] != hashlib.sha256(body).hexdigest():
            return None
        return Response(int(said["status"]), dict(said["headers"]), body)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(service: Service, request: Request, response: Response) -> None:
    """Keep an answer; one that cannot be written is not kept, and nobody is the worse for it."""
    if (path := _place(service, request)) is None:
        return
    head = {
        "url": request.url,
        "status": response.status,
        "headers": dict(response.headers),
        "sha256": hashlib.sha256(response.body).hexdigest(),
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put(json.dumps(head).encode() + b"\n" + response.body, path)
    except (OSError, SourceError):
        return


def _place(service: Service, request: Request) -> Path | None:
    asked = (request.method, request.url, request.headers.get("Accept", ""), request.body.decode("latin-1"))
    key = hashlib.sha256(json.dumps(asked).encode()).hexdigest()
    return service.kept / key if service.kept and service.days else None
