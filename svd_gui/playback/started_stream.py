"""An output stream that plays what a `Playback` gives it."""

from __future__ import annotations

import time
from typing import Any

from svd_gui.playback.output_clock import OutputClock
from svd_gui.playback.output_device import Opener, Stream
from svd_gui.playback.pcm_stream import Playback
from svd_gui.playback.sounds import Pcm


def started_stream(opener: Opener, playback: Playback) -> tuple[Stream, Playback]:
    """Open a device and let it play; this may take seconds. Raises NoSoundError."""
    clock = OutputClock(playback.sample_rate)

    def fill(out: Pcm, n_frames: int, times: Any, status: Any) -> None:
        playback.underruns += bool(status.output_underflow)
        playback.fill(out, clock.heard_at(time.perf_counter(), n_frames, times))

    stream = opener(playback.sample_rate, playback.frames.shape[1], fill)
    # Not asked in `fill`: a stream that its callback held would never be let go of.
    clock.latency = stream.latency
    stream.start()
    return stream, playback
