"""What large libraries cost beside their work: PyTorch makes a million objects that live as long as the program."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn


@contextmanager
def collection_paused() -> Iterator[None]:
    """Collect no garbage within, and never look at what was made until its end again.

    Neither later collections nor the end of the program then go through all objects of the libraries, which takes half
    as long as importing them.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()


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
