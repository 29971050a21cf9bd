"""One journal on disk: lines are appended to it, and changes by others are noticed before anything is written.

An appended line is with the operating system when `append` returns, so a killed process loses nothing. That it reaches
the disk, too, another thread sees to: a slow disk does not hold up the caller.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import weakref
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

from svd_core.annotation.journal.reading import Reading, Stamp
from svd_core.errors import SvdError
from svd_core.files.part_files import put_in_place
from svd_core.files.plain_file import open_plain
from svd_core.files.storage import check_no_dangling_link, new_file_mode, sync_folder

_APPEND = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class ForeignChangeError(SvdError):
    """A journal is not as this program left it: somebody else changed, replaced, removed or created it."""


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of the file at a path as it is now; None where there is none. OSError."""
    try:
        return Stamp.of(os.stat(path))
    except FileNotFoundError:
        return None


def readable_stamp_of(path: Path) -> Stamp | None:
    """The stamp of the file at a path as it is now; None where there is none or it cannot be looked at."""
    try:
        return stamp_of(path)
    except OSError:
        return None


class JournalFile:
    """A journal's file and how many of its lines are in it; the lines themselves are the caller's.

    `disk` runs what may take long, one thing after another; `failed` hears, on its thread, of what did not reach the
    disk.
    """

    def __init__(self, path: Path, disk: Executor, failed: Callable[[OSError], None]) -> None:
        self.path = path
        self.n_lines = 0
        self._disk, self._failed = disk, failed
        self._descriptor: int | None = None
        self._closer: Callable[[], object] = lambda: None
        self._stamp: Stamp | None = None
        self._size, self._digest = 0, hashlib.sha256()
        self._line_is_open = False
        self._sync_is_due = False

    @property
    def stamp(self) -> Stamp | None:
        """The stamp of the file as this program read or left it; None: there is no file."""
        return self._stamp

    def take_over(self, reading: Reading) -> None:
        """Go on with a journal as it was read; what follows its last good line will be cut off."""
        self._release()
        self.n_lines, self._stamp, self._size = len(reading.lines), reading.stamp, reading.size
        self._digest = hashlib.sha256((reading.header_line + b"".join(reading.lines))[: reading.size])
        self._line_is_open = not reading.ends_cleanly

    def forget(self) -> None:
        """Know of no file any more, so that the next `put` makes a new one."""
        self._release()
        self.n_lines, self._stamp = 0, None

    def check(self) -> None:
        """Raise ForeignChangeError if the file is not as it was left; OSError if that cannot be told."""
        now = stamp_of(self.path)
        if now == self._stamp:
            return
        if now and self._stamp and replace(now, inode=self._stamp.inode) == self._stamp and self._is_content_known():
            # The same under another number: some network file systems give a file ever other ones.
            self._release()
            self._stamp = now
            return
        if now is None:
            raise ForeignChangeError(f"{self.path.name} was removed by another program.")
        text = "was changed" if self._stamp else "was made"
        raise ForeignChangeError(f"{self.path.name} {text} by another program or on another computer.")

    def _is_content_known(self) -> bool:
        """Whether the good part of the file is what this program read or wrote. OSError."""
        with open_plain(self.path) as file:
            return hashlib.sha256(file.read(self._size)).digest() == self._digest.digest()

    def put(self, header_line: bytes, lines: Sequence[bytes]) -> None:
        """Write the lines that are not in the file yet, and the header if there is no file.

        Raises ForeignChangeError, before anything is written; OSError when the file cannot be written, and then it is
        as it was.
        """
        self.check()
        if self._stamp is None:
            self._create(header_line + b"".join(lines))
        elif len(lines) > self.n_lines:
            self._append(b"".join(lines[self.n_lines :]))
        self.n_lines = len(lines)
        self._sync_later()

    def replace(self, data: bytes) -> None:
        """Put other content in the file's place, once that is on the disk; nothing else may be done with it then.

        Raises ForeignChangeError if somebody has changed the file even while the new one was being written; OSError.
        """
        target = Path(os.path.realpath(self.path))
        put_in_place(target, data, stat.S_IMODE(os.stat(target).st_mode), check=self.check)
        sync_folder(target.parent)

    def remove(self) -> None:
        """Delete the file, which holds nothing that is not elsewhere too, unless somebody else changed it."""
        try:
            self.check()
            self._release()
            self.path.unlink(missing_ok=True)
        except (OSError, ForeignChangeError):
            return  # It stays and will be offered.
        self._stamp, self.n_lines = None, 0

    def close(self) -> None:
        """Give the file back, once everything is on disk."""
        self._disk.submit(self._release)

    def _create(self, data: bytes) -> None:
        """Make the file in one step, never through a link to nothing. Flushing it to disk is left to `_sync`."""
        check_no_dangling_link(self.path)
        target = Path(os.path.realpath(self.path))

        def check() -> None:
            if target.exists():
                raise ForeignChangeError(f"{self.path.name} was made by another program or on another computer.")

        put_in_place(target, data, new_file_mode(), on_disk=False, check=check)
        self._stamp, self._size, self._line_is_open = Stamp.of(os.stat(target)), len(data), False
        self._digest = hashlib.sha256(data)

    def _append(self, data: bytes) -> None:
        if self._descriptor is None:
            self._descriptor = os.open(self.path, _APPEND)
            self._closer = weakref.finalize(self, os.close, self._descriptor)
        assert self._stamp is not None
        if self._size < self._stamp.size:
            os.ftruncate(self._descriptor, self._size)
        if self._line_is_open:
            data = b"\n" + data
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        except OSError:
            self._take_back()
            raise
        self._size, self._line_is_open = self._size + len(data), False
        self._digest.update(data)
        state = os.fstat(self._descriptor)
        # Whatever else has come into the file at the same moment makes its size another than this one.
        self._stamp = Stamp(state.st_ino, self._size, state.st_mtime_ns)

    def _take_back(self) -> None:
        """Cut off what a failed write has left, such as half a line on a full disk."""
        assert self._descriptor is not None and self._stamp is not None
        # Where even that fails, the next write tries again, since the file is longer than what is good of it.
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, self._size)
        self._stamp = Stamp.of(os.fstat(self._descriptor))
        self._release()

    def _sync_later(self) -> None:
        # A flush that has not begun yet covers this write, too.
        if not self._sync_is_due:
            self._sync_is_due = True
            self._disk.submit(self._sync)

    def _sync(self) -> None:
        self._sync_is_due = False
        try:
            descriptor = os.open(self.path, _APPEND)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            sync_folder(self.path.parent)
        except FileNotFoundError:
            return  # Moved or removed meanwhile, which the next check tells.
        except OSError as error:
            self._failed(error)

    def _release(self) -> None:
        self._descriptor = None
        self._closer()
