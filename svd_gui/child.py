"""A child process that a thread starts, and that may be ended at any moment, even before it is there."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from svd_core.training.child_process import ChildProcess

Process = TypeVar("Process", bound=ChildProcess)


class Child(Generic[Process]):
    """Holds the child of one piece of work; where that takes several, the one that runs now.

    Attributes:
        process: the child, as soon as it is started.
    """

    def __init__(self) -> None:
        self.process: Process | None = None
        self._cancelled = threading.Event()

    def start(self, make: Callable[[], Process]) -> Process:
        """Start a process, on any thread; it ends at once if the work was cancelled meanwhile."""
        self.process = process = make()
        if self._cancelled.is_set():
            process.cancel()
        return process

    def cancel(self) -> None:
        """End the child, and any that is started from now on."""
        self._cancelled.set()
        if self.process is not None:
            self.process.cancel()
