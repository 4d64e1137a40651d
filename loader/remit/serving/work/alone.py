"""Let a query reach nobody: while it is asked, its process can open no connection and no file, which the kernel keeps.

The store would ask the endpoint of every SERVICE that it finds, and its grammar finds some where no word stands:
`trueSERVICE <…>`, `SERVICESILENT<…>`. Reading the text beforehand is for a sentence that helps; this is the fence.
"""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def alone() -> Iterator[None]:
    """Open nothing more in this process until the end of the block; what is open stays so.

    >>> with alone():
    ...     open("/dev/null")
    Traceback (most recent call last):
        ...
    OSError: [Errno 24] Too many open files: '/dev/null'
    """
    usual, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (usual, most))
