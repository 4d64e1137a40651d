"""What a piece of work gives back, and how it travels between two processes: the length of its head, head, body."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from typing import Any

LENGTH = struct.Struct(">II")
PROBLEM = "application/problem+json"


@dataclass(frozen=True)
class Reply:
    """A status of HTTP, a media type, the bytes, and further headers."""

    status: int
    media: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = field(default=())

    def packed(self) -> bytes:
        """Return the bytes that travel."""
        head = json.dumps([self.status, self.media, self.headers]).encode()
        return LENGTH.pack(len(head), len(self.body)) + head + self.body

    @staticmethod
    def unpacked(head: bytes, body: bytes) -> Reply:
        """Return the reply that has come."""
        status, media, headers = json.loads(head)
        return Reply(status, media, body, tuple((name, value) for name, value in headers))


def problem(status: int, title: str, detail: str = "", headers: tuple[tuple[str, str], ...] = (), **more: Any) -> Reply:
    """Return what went wrong as RFC 9457 has it: a short title that is the same each time, and one sentence."""
    said = {"type": "about:blank", "title": title, "status": status, **({"detail": detail} if detail else {}), **more}
    return Reply(status, PROBLEM, json.dumps(said, ensure_ascii=False).encode() + b"\n", headers)
