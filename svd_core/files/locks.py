"""Locks on files that the operating system releases when their process ends, however it ends.

They hold against other processes, and in this one against another opening of the same file. On network drives that
cannot lock, nothing is locked.
"""

from __future__ import annotations

import os
import sys
from typing import Literal

Outcome = Literal["locked", "held", "impossible"]
"""Now ours; somebody else's; or the file system has no locks."""


def try_lock(descriptor: int) -> Outcome:
    """Lock an open file for as long as it stays open, without waiting."""
    try:
        _lock(descriptor)
    except (BlockingIOError, PermissionError):
        return "held"
    except OSError:
        return "impossible"
    return "locked"


if sys.platform == "win32":
    import msvcrt

    _FAR = 2**40

    def _lock(descriptor: int) -> None:
        # A byte far behind the end, since others may not even read what is locked.
        place = os.lseek(descriptor, 0, os.SEEK_CUR)
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(descriptor, place, os.SEEK_SET)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
