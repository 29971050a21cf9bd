"""Cyclic garbage is collected on the window's thread alone.

Python collects it on whichever thread happens to ask for memory. A thread that decodes or detects would then destroy
widgets and other objects of Qt that lie in the garbage, while the window's thread may be using them: the program would
crash, rarely and anywhere.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer

from svd_core.cli.heavy_imports import collection_is_paused

EVERY_MS = 50
"""Time between two looks: so little becomes garbage in it that no picture waits for its collection."""
GROWTH = 1.25
"""All is looked through where there is so many times as much as was left the last time, as Python does it."""


@contextmanager
def collected_on_this_thread() -> Iterator[None]:
    """Within, collect garbage in the event loop of this thread, and nowhere else."""
    collection, timer = Collection(), QTimer()
    timer.timeout.connect(collection.collect_due)
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
    """What Python's own collection would do, one step at a time."""

    def __init__(self) -> None:
        self._left = len(gc.get_objects(generation=2))

    def collect_due(self) -> None:
        """Collect the oldest generation that is due, with those that are younger."""
        young, middle, old = (count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True))
        if not young or collection_is_paused():
            return
        if middle and old and len(gc.get_objects(generation=2)) > GROWTH * self._left:
            gc.collect()
            self._left = len(gc.get_objects(generation=2))
        else:
            gc.collect(1 if middle else 0)
