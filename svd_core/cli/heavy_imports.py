"""What large libraries cost beside their work: PyTorch makes a million objects that live as long as the program."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

_pauses: list[object] = []
"""One for each `collection_paused` that has not ended, on whichever thread."""


@contextmanager
def collection_paused() -> Iterator[None]:
    """Collect no garbage within, and never look at what was made until its end again.

    Neither later collections nor the end of the program then go through all objects of the libraries, which takes half
    as long as importing them.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    _pauses.append(None)
    try:
        yield
    finally:
        _pauses.pop()
        gc.freeze()
        if was_enabled:
            gc.enable()


def collection_is_paused() -> bool:
    """Whether garbage is to stay for now, for whoever collects it in Python's place."""
    return bool(_pauses)


_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # of mallopt(3)
KEPT_BYTES = 2**26


def keep_freed_memory() -> None:
    """Keep up to 64 MB of freed memory for the next array, where the C library is glibc; elsewhere nothing is done.

    By itself it gives memory back to the system whenever some megabytes at its end are free. The arrays of a network
    then come anew with every minute of a song, page by page, which takes a sixth of the time of a detection.
    """
    set_option = _of_c_library("mallopt")
    if set_option is not None:
        set_option(_TRIM_THRESHOLD, KEPT_BYTES)
        set_option(_MMAP_THRESHOLD, KEPT_BYTES // 2)


def give_back_freed_memory() -> None:
    """Give all freed memory back to the system, where the C library is glibc; elsewhere nothing is done.

    By itself it keeps what lies between pieces in use: half a gigabyte after some dozens of songs.
    """
    trim = _of_c_library("malloc_trim")
    if trim is not None:
        trim(0)


def _of_c_library(name: str) -> Callable[..., object] | None:
    """A function of the C library, where this is Linux and the library has it."""
    if sys.platform != "linux":
        return None
    import ctypes

    found: Callable[..., object] | None = getattr(ctypes.CDLL(None), name, None)
    return found


def leave(status: int) -> NoReturn:
    """End the program with this exit status, without taking the libraries apart first.

    What is registered to run at the end runs, and what was printed is written. Where another thread is still at work,
    or printed text cannot be written, the program ends in the usual way.
    """
    others = [thread for thread in threading.enumerate() if thread is not threading.main_thread() and not thread.daemon]
    if others or threading.current_thread() is not threading.main_thread():
        sys.exit(status)
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        sys.exit(status)
    os._exit(status)
