"""Work done in small steps between the window's events, so that it never blocks them."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

BUDGET = 0.004
"""Seconds of steps in a row before the window handles its events."""
REPORT_EVERY = 0.04
"""Seconds between signals of progress, each of which may cause a repaint."""


class IdleSteps(QObject):
    """Runs named generators for a few milliseconds at a time, the one added last first."""

    progressed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: dict[str, Iterator[None]] = {}
        self._reported = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._run_some)

    @property
    def busy(self) -> bool:
        """Whether steps are left."""
        return bool(self._work)

    def add(self, name: str, steps: Iterator[None]) -> None:
        """Start work, in place of any of the same name."""
        self._work.pop(name, None)
        self._work[name] = steps
        self._timer.start()

    def clear(self) -> None:
        """Drop all work."""
        self._work.clear()
        self._timer.stop()

    def finish(self) -> None:
        """Do all work that is left now."""
        while self._work:
            self._step()
        self._timer.stop()
        self.progressed.emit()

    def _run_some(self) -> None:
        until = time.perf_counter() + BUDGET
        while self._work and time.perf_counter() < until:
            self._step()
        if not self._work:
            self._timer.stop()
        if not self._work or time.perf_counter() - self._reported > REPORT_EVERY:
            self._reported = time.perf_counter()
            self.progressed.emit()

    def _step(self) -> None:
        name, steps = next(reversed(self._work.items()))
        try:
            next(steps)
        except StopIteration:
            if self._work.get(name) is steps:
                del self._work[name]
