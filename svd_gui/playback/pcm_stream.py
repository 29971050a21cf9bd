"""What the sound card is given: PCM with short fades at every cut, and where each block of it lies in the song.

No Qt and no device in here: `Playback.fill` is called by the audio thread, everything else by the window's.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Pcm = NDArray[np.int16]
FADE = 0.005


@dataclass(frozen=True)
class Anchor:
    """At an output time (seconds of the caller's clock) the sound is at `frame`.

    `ticket` tells which request is heard, `serial` counts the jumps, those of a loop too.
    """

    output_time: float
    frame: int
    playing: bool
    ticket: int
    serial: int


@dataclass(frozen=True)
class Request:
    """What to sound next: from a frame to a frame, once or in a loop; or silence at a frame."""

    ticket: int
    playing: bool
    frame: int
    stop: int
    loop_start: int | None = None


class Playback:
    """A gate over decoded PCM of shape (n, channels)."""

    def __init__(self, frames: Pcm, sample_rate: int) -> None:
        self.frames, self.sample_rate = frames, sample_rate
        self.gain = 1.0
        self._fade_frames = max(1, round(FADE * sample_rate))
        self._request: Request | None = None
        self._now = Request(0, False, 0, len(frames))
        self._frame = 0
        self._level = 0.0
        self._serial = 0
        self._anchors: deque[Anchor] = deque([Anchor(-math.inf, 0, False, 0, 0)], maxlen=256)

    def ask(self, request: Request) -> None:
        """Sound this as soon as what sounds now has faded out."""
        self._request = request

    def fill(self, out: Pcm, output_time: float) -> None:
        """Write the next block, shape (n, channels); its first frame reaches the ear at `output_time`."""
        self._anchor(output_time)
        done = 0
        while done < len(out):
            before = self._serial, self._now.playing
            done += self._piece(out[done:])
            if (self._serial, self._now.playing) != before:
                self._anchor(output_time + done / self.sample_rate)

    def at(self, output_time: float) -> Anchor:
        """What is heard at an output time."""
        anchors, written = tuple(self._anchors), self._frame
        index = len(anchors) - 1
        while index > 0 and anchors[index].output_time > output_time:
            index -= 1
        anchor = anchors[index]
        if not anchor.playing:
            return anchor
        elapsed = max(0.0, output_time - anchor.output_time)
        frame = anchor.frame + round(elapsed * self.sample_rate)
        # A device that stalls must not let the cursor run away: no further than what was given to it.
        if index + 1 == len(anchors):
            frame = max(anchor.frame, min(frame, written))
        return replace(anchor, output_time=output_time, frame=frame)

    def _anchor(self, output_time: float) -> None:
        self._anchors.append(Anchor(output_time, self._frame, self._now.playing, self._now.ticket, self._serial))

    def _piece(self, out: Pcm) -> int:
        """Write the start of `out` up to the next change of gain or place; the number of frames written."""
        sounding = self._now.playing and self._level > 0
        if self._request is not None and not sounding:
            self._take(self._request)
            return 0
        if not self._now.playing:
            out[:] = 0
            return len(out)
        left = self._now.stop - self._frame
        if left <= 0:
            self._reach_end()
            return 0
        to_silence = math.ceil(self._level * self._fade_frames)
        if self._request is not None or left <= to_silence:
            return self._ramp(out, min(max(to_silence, 1), left), -1)
        # As far as the fade to silence still fits before the end.
        room = left - to_silence
        if self._level < 1 and room > 1:
            return self._ramp(out, min(math.ceil((1 - self._level) * self._fade_frames), room // 2), 1)
        return self._ramp(out, room, 0)

    def _ramp(self, out: Pcm, length: int, direction: int) -> int:
        """Write up to `length` frames with the level going down (-1), up (1) or staying (0)."""
        count = min(length, len(out))
        piece = self.frames[self._frame : self._frame + count]
        if direction == 0 and self._level == self.gain == 1:
            out[:count] = piece
        else:
            steps = self._level + np.arange(count + 1, dtype=np.float64) * direction / self._fade_frames
            levels = np.clip(steps, 0.0, 1.0)
            out[:count] = np.rint(piece * (levels[:-1, np.newaxis] * self.gain))
            self._level = float(levels[-1])
        self._frame += count
        return count

    def _take(self, request: Request) -> None:
        self._request = None
        self._now, self._frame, self._level = request, request.frame, 0.0
        self._serial += 1

    def _reach_end(self) -> None:
        now = self._now
        self._level = 0.0
        self._serial += 1
        if now.loop_start is not None and now.loop_start < now.stop:
            self._frame = now.loop_start
        else:
            self._now = replace(now, playing=False)
