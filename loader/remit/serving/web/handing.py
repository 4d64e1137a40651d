"""Hand a request over to what answers assistants, and take its answer back whole.

What is sent has the same bounds of time and length as everywhere, and the answer leaves by the same door.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request

from remit.serving.limits import Limits
from remit.serving.reply import Reply
from remit.serving.web.exchange import body, media_of, refused

JSON = "application/json"
#: An application of ASGI.
Assistants = Callable[[dict[str, Any], Any, Any], Awaitable[None]]


class Told:
    """What an application says, message by message."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self.status, self.media, self.headers, self.body = 500, "", list[tuple[str, str]](), b""

    async def __call__(self, message: dict[str, Any]) -> None:
        """Take one message."""
        if message["type"] == "http.response.start":
            headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in message.get("headers", ())]
            self.status, self.media = message["status"], dict(headers).get("content-type", "")
            self.headers = [each for each in headers if each[0] not in ("content-type", "content-length")]
        else:
            self.body += message.get("body", b"")

    @property
    def reply(self) -> Reply:
        """Return all that was said."""
        return Reply(self.status, self.media, self.body, (*self.headers, ("Cache-Control", "no-store")))


async def handed(request: Request, assistants: Assistants, limits: Limits) -> Reply:
    """Return what assistants are answered; what is no JSON, too long or too slow is refused."""
    if media_of(request) != JSON:
        raise refused(
            415, "What was sent has no media type that is read", f"There is: {JSON}.", (("Accept-Post", JSON),)
        )
    messages = [{"type": "http.request", "body": await body(request, limits), "more_body": False}]

    async def receive() -> Any:
        return messages.pop() if messages else await request.receive()

    told = Told()
    await assistants(dict(request.scope), receive, told)
    return told.reply
