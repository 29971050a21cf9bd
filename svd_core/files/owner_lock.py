"""The lock that says who works on something, such as a song or a training, so that a second one does not.

A file beside it names the holder, and the system's own lock on that file tells whether the program still runs. Where
another computer holds it, whose programs cannot be asked, the file's time does: the holder renews it while it lives.
Computers of one name are told apart by what only one of them has, such as the number of the time it was switched on.
The lock is advisory: it holds back nobody but this program.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import getpass
import hashlib
import json
import os
import platform
import secrets
import stat
import sys
import time
import uuid
import weakref
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from svd_core.files.locks import try_lock

BEAT_SECONDS = 20.0
"""The holder renews the file's time this often."""
SILENCE_SECONDS = 120.0
"""After so much time without a sign of life, a holder on another computer counts as gone."""

# Never through a link, which would overwrite what it leads to, and without waiting for the other end of a pipe.
_FLAGS = 0
for _name in ("O_BINARY", "O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK"):
    _FLAGS |= getattr(os, _name, 0)
_OPEN, _READ = os.O_RDWR | _FLAGS, os.O_RDONLY | _FLAGS
_MOST_AHEAD = 60.0
"""Seconds by which clocks of computers may differ; a file's time further in the future says nothing of its own."""
_seen: dict[Path, tuple[float, float]] = {}
"""Times of files in the future, and when they were first seen by this computer's monotonic clock."""
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)
_MAX_BYTES = 4000
_TRIES = 20
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.02, 1.0
"""Seconds from one look at a lock that somebody has to the next."""


@dataclass(frozen=True)
class Holder:
    """Who holds a lock: the person's name, computer, and since when (ISO 8601).

    `token` tells holdings apart. What stands before the dot in it tells computers of one name apart; older versions of
    the program wrote tokens without.
    """

    user: str
    host: str
    since: str
    token: str

    def is_on_computer_of(self, other: Holder) -> bool:
        """Whether the two are on one computer, as far as that can be told."""
        mine, theirs = self.token.rpartition(".")[0], other.token.rpartition(".")[0]
        return self.host == other.host and (mine == theirs or not mine or not theirs)


UNKNOWN = Holder("?", "?", "", "")


class OwnerLock:
    """One lock; freed by `release`, or by the system when the process ends.

    `user` is the name that others read, by default that of whoever is logged in.
    """

    def __init__(self, path: Path, user: str = "") -> None:
        self.path = path
        self.me = Holder(user or user_name(), platform.node(), now(), f"{_computer()}.{secrets.token_hex(8)}")
        self._descriptor: int | None = None
        self._free: Callable[[], object] = lambda: None

    @property
    def held(self) -> bool:
        """Whether this lock was acquired and not released."""
        return self._descriptor is not None

    def acquire(self, even_from: Holder | None = None, patience: float = 0.0) -> Holder | None:
        """Take the lock; None if that was possible, else who has it. OSError if there can be no such file.

        `even_from` is a holder on another computer whom a person holds to be gone. `patience` is for how many seconds
        to try again while somebody has it.
        """
        end, pause = monotonic() + patience, _SHORTEST_PAUSE
        while (holder := self._try(even_from)) is not None and monotonic() < end:
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
        return holder

    def _try(self, even_from: Holder | None) -> Holder | None:
        """Take the lock if it is free; None if that was possible, else who has it."""
        for _ in range(_TRIES):
            descriptor, is_writable = self._opened()
            try:
                holder = self._holder_behind(descriptor, even_from)
                if holder is not None:
                    return holder
                if _is_at(descriptor, self.path) and is_writable:
                    self._take(descriptor)
                    descriptor = -1
                    return None
                if not is_writable:
                    # Left by another user's program that was killed; who may write in the folder may remove it.
                    self.path.unlink(missing_ok=True)
            finally:
                if descriptor >= 0:
                    os.close(descriptor)
        # Somebody takes and frees it all the time, or the file system gives one file ever other numbers.
        return self._acquire_by_time(even_from)

    def holder(self) -> Holder | None:
        """Who has the lock now; None if it is free. Nothing is taken."""
        if self.held:
            return self.me
        try:
            descriptor, _ = self._opened(0)
        except OSError:
            return None
        try:
            return self._holder_behind(descriptor, None)
        finally:
            os.close(descriptor)

    def renew(self) -> bool:
        """Give a sign of life; False if the lock was lost, as to somebody who held this program to be gone."""
        if not self.held or _read(self.path).token != self.me.token:
            return False
        with contextlib.suppress(OSError):
            os.utime(self.path)
        return True

    def taken_by(self) -> Holder | None:
        """Who has taken this lock since it was acquired; None if nobody has, or the file cannot be read."""
        holder = _read(self.path)
        return None if holder.token in ("", self.me.token) else holder

    def release(self) -> None:
        """Free the lock and remove its file, if it is still this one's."""
        self._descriptor = None
        self._free()

    def _opened(self, or_made: int = os.O_CREAT) -> tuple[int, bool]:
        """The lock's file, and whether it can be written; that of another user can often be read only. OSError."""
        try:
            return _open_plain(self.path, _OPEN | or_made), True
        except OSError as error:
            if error.errno not in _DENIED or not self.path.is_file():
                raise
        return _open_plain(self.path, _READ), False

    def _take(self, descriptor: int) -> None:
        try:
            self._write(descriptor)
        except OSError:
            # On a full disk. The system's lock on it is this one's, so nobody else's file is removed.
            with contextlib.suppress(OSError):
                self.path.unlink()
            raise
        # Also where nobody releases it: the lock must outlive neither its object nor the program.
        self._free = weakref.finalize(self, _free, self.path, descriptor, self.me.token)
        self._descriptor = descriptor

    def _acquire_by_time(self, even_from: Holder | None) -> Holder | None:
        """Take the lock if the system does not know of a holder, and the file has not been renewed for long."""
        descriptor = _open_plain(self.path, _OPEN | os.O_CREAT)
        holder, known = _read(self.path), self._holder_behind(descriptor, even_from)
        if known is None and (holder in (UNKNOWN, even_from) or silence_of(self.path) >= SILENCE_SECONDS):
            self._take(descriptor)
            return None
        os.close(descriptor)
        return known or holder

    def _holder_behind(self, descriptor: int, even_from: Holder | None) -> Holder | None:
        holder = _read(self.path)
        outcome = try_lock(descriptor)
        if outcome == "held":
            return holder
        # Elsewhere the system's lock does not reach, or there is none: then the time of the file must do.
        is_out_of_reach = bool(holder.token) and (not holder.is_on_computer_of(self.me) or outcome == "impossible")
        if not is_out_of_reach or holder == even_from:
            return None
        return holder if silence_of(self.path) < SILENCE_SECONDS else None

    def _write(self, descriptor: int) -> None:
        data = json.dumps(asdict(self.me)).encode()
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, data)
        os.ftruncate(descriptor, len(data))


def silence_of(path: Path) -> float:
    """Seconds since the holder of a lock has last given a sign of life; infinite if there is no such file.

    A time in the future, as of a wrong clock, only tells by its change: the silence is as long as it was seen the same.
    """
    try:
        changed = path.stat().st_mtime
    except OSError:
        return float("inf")
    if not _is_future(changed):
        return time.time() - changed
    if path not in _seen or _seen[path][0] != changed:
        _seen[path] = changed, monotonic()
    return monotonic() - _seen[path][1]


def is_of_the_future(path: Path) -> bool:
    """Whether a lock's file has a time that no clock of a working computer gives, so that it may be nobody's."""
    try:
        return _is_future(path.stat().st_mtime)
    except OSError:
        return False


def _is_future(changed: float) -> bool:
    return changed - time.time() > _MOST_AHEAD


def user_name() -> str:
    """The name under which this person is logged in; "unknown" where the system has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def now() -> str:
    """The present time in ISO 8601, with the offset from UTC."""
    return datetime.now(UTC).astimezone().isoformat(timespec="milliseconds")


@functools.cache
def _computer() -> str:
    """What tells this computer from others of its name; empty where nothing does.

    On Linux that is the number of the running kernel, which is as far as its locks on files reach, elsewhere the
    hardware address. Neither is written to files as it is.
    """
    try:
        number = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        address = uuid.getnode()
        # Where there is no address, the number is a random one, which has this bit.
        number = "" if address >> 40 & 1 else f"{address:x}"
    return hashlib.sha256(f"svd-studio {number}".encode()).hexdigest()[:12] if number else ""


def _open_plain(path: Path, flags: int) -> int:
    """Open a plain file, and nothing else. OSError."""
    descriptor = os.open(path, flags, 0o666)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise OSError(errno.EEXIST, "is no plain file; move it away", str(path))


def _read(path: Path) -> Holder:
    """The holder whom a lock's file names; UNKNOWN if it names none."""
    try:
        values = json.loads(path.read_bytes()[:_MAX_BYTES])
        return Holder(*(str(values[name])[:200] for name in ("user", "host", "since", "token")))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return UNKNOWN


def _free(path: Path, descriptor: int, token: str) -> None:
    """Close a lock's file and remove it, if it is still that lock's."""
    is_mine = _read(path).token == token
    # Windows removes no open files; elsewhere the file must go first, so that nobody locks it meanwhile.
    if sys.platform == "win32":
        os.close(descriptor)
    if is_mine:
        with contextlib.suppress(OSError):
            path.unlink()
    if sys.platform != "win32":
        os.close(descriptor)


def _is_at(descriptor: int, path: Path) -> bool:
    """Whether the open file is the one at the path; the holder before may just have removed it."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except OSError:
        return False
