"""Holding up a training between two updates, so that the computer is free for something else, without losing any."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator

PAUSE, GO_ON = "pause", "go on"
"""What a program that started a training writes on its standard input, a line each."""

SIGN_OF_LIFE_S = 5.0
"""Seconds after which a training that is held up says so again: who started it may be gone, and its lock gets old."""


class Pause:
    """Whether a training is to be held up; any thread may say so.

    Attributes:
        seconds: for how long it was held up in all.
    """

    def __init__(self) -> None:
        self._free = threading.Event()
        self._free.set()
        self.seconds = 0.0

    def begin(self) -> None:
        """Hold the training up after the update that is under way."""
        self._free.clear()

    def end(self) -> None:
        """Let it go on."""
        self._free.set()

    def waits(self) -> Iterator[None]:
        """Wait until the training may go on; yields at the beginning and then every SIGN_OF_LIFE_S, if it must wait."""
        while not self._free.is_set():
            yield
            began = time.monotonic()
            self._free.wait(SIGN_OF_LIFE_S)
            self.seconds += time.monotonic() - began

    def obey(self, lines: Iterable[str]) -> None:
        """Do what lines say, such as those of standard input, on a thread of its own; at their end, go on."""
        threading.Thread(target=self._follow, args=(lines,), name="pause", daemon=True).start()

    def _follow(self, lines: Iterable[str]) -> None:
        for line in lines:
            if line.strip() == PAUSE:
                self.begin()
            elif line.strip() == GO_ON:
                self.end()
        self.end()
