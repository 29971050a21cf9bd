"""When each block that is written to a sound device is heard, however unsteady the times are that the device tells."""

from __future__ import annotations

import math
from collections import deque
from statistics import median
from typing import Any, NamedTuple

FAR_SECONDS = 2.0
"""Times further apart than this are not of one clock."""

PROMPT_SECONDS = 0.3
"""Within so long, a device asks for at least one block as soon as it has room for it."""

WINDOW_SECONDS = 40.0
"""Over which the delay that the device tells is evened out."""

INTERVAL_SECONDS = 0.1
"""Between two of the times that are kept: the audio thread must not compute much."""

SETTLED_SECONDS, SETTLED_SPREAD, SETTLED_SHIFT = 1.0, 0.004, 0.015
"""A delay that is told so steadily for so long, and is further than the shift from the one before, is believed."""


class _Told(NamedTuple):
    """When frame 0 of the stream was heard by what the device told, and when it had room for it, at a time."""

    time: float
    heard: float
    asked: float


class OutputClock:
    """Evens out what a device tells of its delay; made anew for each stream, and used by the audio thread alone.

    A block is heard a fixed delay after the device has room for it, and it has room as others are heard. So the times
    at which it asks tell, without a drift, how the sound goes on, also where it broke off. The delay is the median of
    what the device tells, a single one of which can be far off: PulseAudio smooths it, and after a moment in which the
    machine was busy, it may be 50 ms off for five seconds (docs/results/sync.md).
    """

    def __init__(self, sample_rate: int) -> None:
        self._rate = sample_rate
        self.latency = 0.0
        """Seconds between the asking for a block and its being heard, where the device does not tell."""
        self._n_written = 0
        self._asked: deque[tuple[float, float]] = deque()
        """Times, and when the device had room for frame 0 by its asking then; only those that are the least so far."""
        self._told: deque[_Told] = deque()
        self._delay = 0.0
        self._offset, self._former_offset, self._offset_until = math.inf, math.inf, -math.inf

    def heard_at(self, called: float, n_frames: int, times: Any) -> float:
        """Return when the first of the next `n_frames` is heard, in seconds of the caller's clock.

        called: the time by the caller's clock at which the device asked for them.
        times: what PortAudio says of the block, `currentTime` and `outputBufferDacTime`. Some sound systems leave them
            at zero or on different clocks; then `latency` must do.
        """
        begins = self._n_written / self._rate
        self._n_written += n_frames
        ahead: float = times.outputBufferDacTime - times.currentTime
        if times.outputBufferDacTime <= 0 or times.currentTime <= 0 or not -FAR_SECONDS < ahead < FAR_SECONDS:
            return called + self.latency
        now = times.currentTime + self._clock_offset(called, times.currentTime)
        asked = self._least_asked(now, now - begins, max(PROMPT_SECONDS, 4 * n_frames / self._rate))
        self._see(_Told(now, now + max(0.0, ahead) - begins, asked))
        return asked + self._delay + begins

    def _clock_offset(self, called: float, device_now: float) -> float:
        """How far the caller's clock is ahead of the device's: the least of the last seconds.

        The caller reads its clock later than the device does, much later where the machine is busy.
        """
        if called > self._offset_until:
            self._former_offset, self._offset = self._offset, math.inf
            self._offset_until = called + WINDOW_SECONDS / 4
        self._offset = min(self._offset, called - device_now)
        return min(self._offset, self._former_offset)

    def _least_asked(self, now: float, asked: float, seconds: float) -> float:
        """When the device had room for frame 0: it may ask too late, but never too early."""
        while self._asked and self._asked[-1][1] >= asked:
            self._asked.pop()
        self._asked.append((now, asked))
        while self._asked[0][0] < now - seconds:
            self._asked.popleft()
        return self._asked[0][1]

    def _see(self, told: _Told) -> None:
        every = self._told
        if every and told.time < every[-1].time + INTERVAL_SECONDS:
            if len(every) > 1 or told.asked >= every[0].asked:
                return
            # A device fills its buffer when it is started, and asks for several blocks at once: the last one tells its
            # delay, the first one none at all.
            every.pop()
        every.append(told)
        while every[0].time < told.time - WINDOW_SECONDS:
            every.popleft()
        self._delay = median(each.heard - each.asked for each in every)
        recent = [each for each in every if each.time > told.time - SETTLED_SECONDS]
        steady = all(max(values) - min(values) < SETTLED_SPREAD
                     for values in ([each.heard for each in recent], [each.asked for each in recent]))  # fmt: skip
        if steady and abs(told.heard - told.asked - self._delay) > SETTLED_SHIFT:
            # The device keeps more blocks now, or the sound was sent elsewhere, such as to headphones.
            while len(every) > len(recent):
                every.popleft()
            self._delay = median(each.heard - each.asked for each in recent)
