"""The gate before a service: so many requests at once, so many in a while, none while it asked to be left alone."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from remit.services.service import Service


class Gate:
    """Let requests pass; shared by all threads of the program."""

    def __init__(self, at_once: int, pace: tuple[float, float]) -> None:
        """Set what may pass: `at_once` together, and `pace` as (requests, seconds)."""
        self._places = threading.BoundedSemaphore(at_once)
        self._count, self._while = max(1, int(pace[0])), pace[1]
        self._begun: deque[float] = deque(maxlen=self._count)
        self._lock = threading.Lock()
        self._closed_until = 0.0

    @contextmanager
    def place(self) -> Iterator[None]:
        """Wait for a place, and hold it for one exchange."""
        with self._places:
            while (wait := self._turn()) > 0:
                time.sleep(wait)
            yield

    def close(self, seconds: float) -> None:
        """Let nobody begin for so many seconds."""
        with self._lock:
            self._closed_until = max(self._closed_until, time.monotonic() + seconds)

    def ahead(self) -> float:
        """Return the seconds that lie before the next turn, without taking it."""
        with self._lock:
            full = len(self._begun) == self._count
            free = max(self._closed_until, self._begun[0] + self._while if full else 0)
            return max(0.0, free - time.monotonic())

    def _turn(self) -> float:
        """Take a turn and return 0, or return the seconds to wait before asking for it again."""
        with self._lock:
            now = time.monotonic()
            full = len(self._begun) == self._count
            free = max(self._closed_until, self._begun[0] + self._while if full else 0)
            if free <= now:
                self._begun.append(now)
            return max(0.0, free - now)


_gates: dict[str, Gate] = {}
_lock = threading.Lock()


def gate(service: Service) -> Gate:
    """Return the gate of a service, one for each endpoint."""
    with _lock:
        return _gates.setdefault(service.endpoint, Gate(service.at_once, service.pace))
