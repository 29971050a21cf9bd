"""Content keys of files, for each of which the file is read once."""

from __future__ import annotations

from pathlib import Path

from svd_core.files.storage import content_key


class ContentKeys:
    """The content keys that were asked for so far. Threads may use it at the same time.

    A file is known by its place on the disk, its size and its time, so that one that was changed is read again.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[int, int, int, int], str] = {}

    def of(self, path: Path) -> str:
        """The key of a file's content, whatever names the file has; OSError."""
        status = path.stat()
        identity = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
        if identity not in self._known:
            self._known[identity] = content_key(path)
        return self._known[identity]
