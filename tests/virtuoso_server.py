"""Virtuoso, a SPARQL server that is not ours, on loopback: Debian's `virtuoso-opensource-7-bin`, kept small."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from oxigraph_server import absent, free_port, listening

#: The user and the password that a new database has.
USER = PASSWORD = "dba"
_SETTINGS = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 10
CheckpointInterval = 0
NumberOfBuffers = 2000
MaxDirtyBuffers = 1200
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 1500
"""


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Serve a new database in `folder`, which cuts answers at 1,500 rows; its address is yielded."""
    program = shutil.which("virtuoso-t", path=f"{os.environ.get('PATH', '')}:/usr/bin")
    if not program:
        absent("virtuoso-t", "apt-get install virtuoso-opensource-7-bin")
    http = free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(_SETTINGS.format(sql=free_port(), http=http), encoding="utf-8")
    command = [program, "+configfile", settings.name, "+foreground"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            listening(http, "virtuoso-t")
            yield f"http://127.0.0.1:{http}"
        finally:
            server.kill()
