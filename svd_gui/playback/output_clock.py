"""When each block that is written to a sound device is heard, however unsteady the times are that the device tells."""

from __future__ import annotations

import math
from collections import deque
from statistics import median
from typing import Any

FAR_SECONDS = 2.0
"""Times further apart than this are not of one clock."""

WINDOW_SECONDS = 20.0
"""Over which the times that the device tells are evened out."""

INTERVAL_SECONDS = 0.1
"""Between two of the times that are kept: the audio thread must not compute much."""

SETTLED_SECONDS, SETTLED_SPREAD, SETTLED_SHIFT = 1.0, 0.003, 0.015
"""Times that agree within the spread for so long, and are further than the shift from those before, are believed."""


class OutputClock:
    """Evens out what a device tells of its delay; made anew for each stream, and used by the audio thread alone.

    The frames of a stream are heard one after another without a break until the device runs dry. So all blocks since
    then tell the same thing, when the first frame was heard, and the median of what they tell is believed. A single one
    can be far off: PulseAudio smooths its delay, and after a moment in which the machine was busy, it may be 50 ms off
    for five seconds (docs/results/sync.md).
    """

    def __init__(self, sample_rate: int) -> None:
        self._rate = sample_rate
        self.latency = 0.0
        """Seconds between the asking for a block and its being heard, where the device does not tell."""
        self._n_written = 0
        self._origins: deque[tuple[float, float]] = deque()
        """The caller's time, and when frame 0 of the stream was heard by what the device told at that time."""
        self._origin = 0.0
        """When frame 0 was heard by all that is kept."""
        self._offset, self._former_offset, self._offset_until = math.inf, math.inf, -math.inf

    def heard_at(self, called: float, n_frames: int, times: Any, ran_dry: bool) -> float:
        """Return when the first of the next `n_frames` is heard, in seconds of the caller's clock.

        called: the time by the caller's clock at which the device asked for them.
        times: what PortAudio says of the block, `currentTime` and `outputBufferDacTime`. Some sound systems leave them
            at zero or on different clocks; then `latency` must do.
        ran_dry: whether the device had nothing to play since it last asked.
        """
        begins = self._n_written / self._rate
        self._n_written += n_frames
        if ran_dry:
            self._origins.clear()
        ahead: float = times.outputBufferDacTime - times.currentTime
        if times.outputBufferDacTime <= 0 or times.currentTime <= 0 or not -FAR_SECONDS < ahead < FAR_SECONDS:
            return called + self.latency
        self._see(called, times.currentTime + self._clock_offset(called, times.currentTime) + max(0.0, ahead) - begins)
        return self._origin + begins

    def _clock_offset(self, called: float, device_now: float) -> float:
        """How far the caller's clock is ahead of the device's: the least of the last seconds.

        The caller reads its clock later than the device does, much later where the machine is busy.
        """
        if called > self._offset_until:
            self._former_offset, self._offset = self._offset, math.inf
            self._offset_until = called + WINDOW_SECONDS / 2
        self._offset = min(self._offset, called - device_now)
        return min(self._offset, self._former_offset)

    def _see(self, called: float, origin: float) -> None:
        origins = self._origins
        if origins and called < origins[-1][0] + INTERVAL_SECONDS:
            return
        origins.append((called, origin))
        while origins[0][0] < called - WINDOW_SECONDS:
            origins.popleft()
        self._origin = median(value for _, value in origins)
        recent = [value for when, value in origins if when > called - SETTLED_SECONDS]
        if max(recent) - min(recent) < SETTLED_SPREAD and abs(origin - self._origin) > SETTLED_SHIFT:
            # The sound was sent elsewhere behind the stream, such as to headphones.
            while len(origins) > len(recent):
                origins.popleft()
            self._origin = median(recent)
