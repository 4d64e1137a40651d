"""The folder that a site is written to: only what differs from what stands there is written, and nothing outside it.

Plain calls of the system, for a site has many small files.
"""

from __future__ import annotations

import os
from pathlib import Path

from remit.errors import PublishError

#: Lists the files that a site is made of, so that the next build removes what it no longer makes, and nothing else.
MADE = ".remit-site"


class Folder:
    """A folder for a site; `before` are the paths that the build before wrote.

    A new folder has no readers yet, so a file is written where it belongs; a site that stands is changed file by
    file, each replaced whole. A build that was killed is finished by the next one, which compares all contents.
    """

    def __init__(self, place: Path) -> None:
        """Take a new or an empty folder, or one with a site; one that holds something else is a PublishError."""
        self.place = place
        self.before = _made_before(place)
        place.mkdir(parents=True, exist_ok=True)
        self._new = not (place / MADE).exists()
        if self._new:
            (place / MADE).touch()
        self._root, self._known = str(place.resolve()), {""}

    def put(self, path: str, content: bytes) -> bool:
        """Write a file unless it stands there with this content; return whether it was written."""
        above, _, name = path.rpartition("/")
        if above not in self._known:
            self._open(above)
        target = f"{self._root}/{path}"
        if self._new and _create(target, content):
            return True
        if _holds(target, content):
            return False
        fresh = f"{self._root}/{above}/.{name}.{os.getpid()}"
        try:
            _create(fresh, content)
            os.replace(fresh, target)
        except BaseException:
            Path(fresh).unlink(missing_ok=True)
            raise
        return True

    def remove(self, path: str) -> None:
        """Remove a file that the site no longer has."""
        (self.place / path).unlink(missing_ok=True)

    def close(self, made: set[str]) -> None:
        """Note which files the site has."""
        (self.place / MADE).write_text("".join(f"{path}\n" for path in sorted(made)), encoding="utf-8")

    def _open(self, above: str) -> None:
        """Make a folder of the site, and those above it; one that is there already must not lead out of the site."""
        before = above.rpartition("/")[0]
        if before not in self._known:
            self._open(before)
        folder = f"{self._root}/{above}"
        try:
            os.mkdir(folder)
        except FileExistsError:
            if not os.path.isdir(folder):
                raise
            if os.path.islink(folder) and not Path(folder).resolve().is_relative_to(self._root):
                raise PublishError(f"{self.place / above} leads out of the site; take the link away") from None
        self._known.add(above)


def _create(target: str, content: bytes) -> bool:
    """Write a file that is not there, whole or not at all; return whether it was not there."""
    try:
        file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    except FileExistsError:
        return False
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(file, rest) :]
    except BaseException:
        os.unlink(target)
        raise
    finally:
        os.close(file)
    return True


def _holds(target: str, content: bytes) -> bool:
    """Return whether a file has this content."""
    try:
        file = os.open(target, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        return os.fstat(file).st_size == len(content) and os.read(file, len(content) + 1) == content
    except OSError:
        return False
    finally:
        os.close(file)


def _made_before(folder: Path) -> set[str]:
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return set()
    try:
        return set((folder / MADE).read_text(encoding="utf-8").splitlines())
    except OSError:
        raise PublishError(f"{folder} holds something else than a site; name a new or an empty folder") from None
