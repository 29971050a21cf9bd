"""Cyclic garbage is collected on the window's thread alone.

Python collects it on whichever thread happens to ask for memory. A thread that decodes or detects would then destroy
widgets and other objects of Qt that lie in the garbage, while the window's thread may be using them: the program would
crash, rarely and anywhere.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer

from svd_core.cli.heavy_imports import collection_is_paused

EVERY_MS = 250
"""Time between two looks at what was made since: so little that no picture waits for it."""
ALL_EVERY = 40
"""Looks after which all is looked through, 10 s: a song that was closed is large, though its objects are few."""
QUICK_SECONDS = 0.004
"""What looking through all may take to be done each time; if it takes longer, such as with thousands of songs, it waits
until there is GROWTH times as much as was left the last time, as Python's own does."""
GROWTH = 1.25


@contextmanager
def collected_on_this_thread() -> Iterator[None]:
    """Within, collect garbage in the event loop of this thread, and nowhere else."""
    collection, timer = Collection(), QTimer()
    timer.timeout.connect(collection.step)
    was_enabled = gc.isenabled()
    gc.disable()
    timer.start(EVERY_MS)
    try:
        yield
    finally:
        timer.stop()
        if was_enabled:
            gc.enable()


class Collection:
    """Looks through what is young at each step, and through all now and then."""

    def __init__(self) -> None:
        self._steps = 0
        self._left = len(gc.get_objects(generation=2))
        self._took = 0.0

    def step(self) -> None:
        """Collect, unless what is being made is to stay."""
        if collection_is_paused():
            return
        self._steps += 1
        if self._steps % ALL_EVERY or not self._all_is_worth_it():
            gc.collect(1)
            return
        began = time.perf_counter()
        gc.collect()
        self._took = time.perf_counter() - began
        self._left = len(gc.get_objects(generation=2))

    def _all_is_worth_it(self) -> bool:
        return self._took < QUICK_SECONDS or len(gc.get_objects(generation=2)) > GROWTH * self._left
