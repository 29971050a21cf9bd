"""The lock that says who works on something, such as a song or a training, so that a second one does not.

A file beside it names the holder, and the system's own lock on that file tells whether the program still runs. Where
another computer holds it, whose programs cannot be asked, the file's time does: the holder renews it while it lives.
The lock is advisory: it holds back nobody but this program.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import secrets
import socket
import sys
import time
import weakref
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from svd_core.files.locks import try_lock

BEAT_SECONDS = 20.0
"""The holder renews the file's time this often."""
SILENCE_SECONDS = 120.0
"""After so much time without a sign of life, a holder on another computer counts as gone."""

_OPEN = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_MAX_BYTES = 4000


@dataclass(frozen=True)
class Holder:
    """Who holds a lock: the person's name, computer, and since when (ISO 8601); `token` tells holdings apart."""

    user: str
    host: str
    since: str
    token: str


UNKNOWN = Holder("?", "?", "", "")


class OwnerLock:
    """One lock; freed by `release`, or by the system when the process ends.

    `user` is the name that others read, by default that of whoever is logged in.
    """

    def __init__(self, path: Path, user: str = "") -> None:
        self.path = path
        self.me = Holder(user or user_name(), socket.gethostname(), now(), secrets.token_hex(8))
        self._descriptor: int | None = None
        self._free: Callable[[], object] = lambda: None

    @property
    def held(self) -> bool:
        """Whether this lock was acquired and not released."""
        return self._descriptor is not None

    def acquire(self, even_from: Holder | None = None) -> Holder | None:
        """Take the lock; None if that was possible, else who has it. OSError if there can be no such file.

        `even_from` is a holder on another computer whom a person holds to be gone.
        """
        while True:
            descriptor = os.open(self.path, _OPEN, 0o666)
            try:
                holder = self._holder_behind(descriptor, even_from)
                if holder is None and _is_at(descriptor, self.path):
                    self._write(descriptor)
                    # Also where nobody releases it: the lock must outlive neither its object nor the program.
                    self._free = weakref.finalize(self, _free, self.path, descriptor, self.me.token)
                    self._descriptor, descriptor = descriptor, -1
                    return None
            finally:
                if descriptor >= 0:
                    os.close(descriptor)
            if holder is not None:
                return holder

    def holder(self) -> Holder | None:
        """Who has the lock now; None if it is free. Nothing is taken."""
        if self.held:
            return self.me
        try:
            descriptor = os.open(self.path, _OPEN & ~os.O_CREAT)
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

    def release(self) -> None:
        """Free the lock and remove its file, if it is still this one's."""
        self._descriptor = None
        self._free()

    def _holder_behind(self, descriptor: int, even_from: Holder | None) -> Holder | None:
        holder = _read(self.path)
        outcome = try_lock(descriptor)
        if outcome == "held":
            return holder
        # Elsewhere the system's lock does not reach, or there is none: then the time of the file must do.
        is_out_of_reach = bool(holder.token) and (holder.host != self.me.host or outcome == "impossible")
        if not is_out_of_reach or holder == even_from:
            return None
        return holder if silence_of(self.path) < SILENCE_SECONDS else None

    def _write(self, descriptor: int) -> None:
        data = json.dumps(asdict(self.me)).encode()
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, data)
        os.ftruncate(descriptor, len(data))


def silence_of(path: Path) -> float:
    """Seconds since the holder of a lock has last given a sign of life; infinite if there is no such file."""
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return float("inf")


def user_name() -> str:
    """The name under which this person is logged in; "unknown" where the system has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def now() -> str:
    """The present time in ISO 8601, with the offset from UTC."""
    return datetime.now(UTC).astimezone().isoformat(timespec="milliseconds")


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
