"""An output stream that plays what a `Playback` gives it."""

from __future__ import annotations

import time
from typing import Any

from svd_gui.playback.output_device import Opener, Stream, seconds_ahead
from svd_gui.playback.pcm_stream import Playback
from svd_gui.playback.sounds import Pcm


def started_stream(opener: Opener, playback: Playback) -> tuple[Stream, Playback]:
    """Open a device and let it play; this may take seconds. Raises NoSoundError."""
    stream: Stream

    def fill(out: Pcm, n_frames: int, when: Any, status: Any) -> None:
        playback.underruns += bool(status.output_underflow)
        playback.fill(out, time.perf_counter() + seconds_ahead(when, stream.latency))

    stream = opener(playback.sample_rate, playback.frames.shape[1], fill)
    stream.start()
    return stream, playback
