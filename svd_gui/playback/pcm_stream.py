"""PCM for the sound card, faded at every cut, with a record of where each block lies in the song.

There is no Qt and no device in here: the audio thread calls `Playback.fill`, the window's thread everything else.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from svd_core.audio.stft import FloatArray
from svd_gui.playback.sounds import Pcm, PlainSound, Sound

FADE_SECONDS = 0.005


@dataclass(frozen=True)
class Anchor:
    """At an output time, in seconds of the caller's clock, the sound is at `frame` of the song.

    `request_id` tells which request sounds, `jumps` counts the jumps up to here, those of a loop too; `speed` is in
    frames of the song for each that is heard, 0 while the sound waits for what is not rendered yet.
    """

    output_time: float
    frame: int
    playing: bool
    request_id: int
    jumps: int
    speed: float = 1.0


@dataclass(frozen=True)
class Request:
    """What to play next: from a frame of the song to another, once or in a loop; or silence at a frame.

    Attributes:
        frame: where to begin; None to go on from where the sound is by then.
        sound: how the song is to be heard from now on; None for no change.
    """

    request_id: int
    playing: bool
    frame: int | None
    stop: int
    loop_start: int | None = None
    sound: Sound | None = None


class Playback:
    """Plays decoded PCM, int16 of shape (n, channels), as requested, with fades; otherwise silence."""

    def __init__(self, frames: Pcm, sample_rate: int, seconds_ready: Callable[[], float] = lambda: math.inf) -> None:
        """Play frames, of which the first `seconds_ready()` are there already."""
        self.frames, self.sample_rate = frames, sample_rate
        self.plain = PlainSound(frames, seconds_ready, sample_rate)
        self._sound: Sound = self.plain
        self.gain = 1.0
        self.underruns = 0
        """How often the device had nothing to play because the next block came too late."""
        self._gain_now = 1.0
        self._fade_frames = max(1, round(FADE_SECONDS * sample_rate))
        self._request: Request | None = None
        self._now = Request(0, False, 0, len(frames))
        self._frame = 0
        self._level = 0.0
        self._jumps = 0
        self._waiting = False
        self._anchors: deque[Anchor] = deque([Anchor(-math.inf, 0, False, 0, 0)], maxlen=256)

    def complete(self, frames: Pcm) -> None:
        """Take all frames of the song, of which only a part was there; what sounds goes on."""
        self.frames, self.plain = frames, PlainSound(frames)

    def request(self, request: Request) -> None:
        """Play this as soon as what sounds now has faded out."""
        self._request = request

    def fill(self, out: Pcm, output_time: float) -> None:
        """Write the next block, int16 of shape (n, channels); its first frame is heard at `output_time`."""
        self._add_anchor(output_time)
        done = 0
        while done < len(out):
            before = self._jumps, self._now.playing, self._waiting
            done += self._write_piece(out[done:])
            if (self._jumps, self._now.playing, self._waiting) != before:
                self._add_anchor(output_time + done / self.sample_rate)

    def at(self, output_time: float) -> Anchor:
        """Return what is heard at an output time."""
        anchors, written = tuple(self._anchors), self._song_frame()
        index = len(anchors) - 1
        while index > 0 and anchors[index].output_time > output_time:
            index -= 1
        anchor = anchors[index]
        if not anchor.playing:
            return anchor
        elapsed = max(0.0, output_time - anchor.output_time)
        frame = anchor.frame + round(elapsed * self.sample_rate * anchor.speed)
        # While the device stalls, the cursor goes no further than what was written to it.
        if index + 1 == len(anchors):
            frame = max(anchor.frame, min(frame, written))
        return replace(anchor, output_time=output_time, frame=frame)

    def _add_anchor(self, output_time: float) -> None:
        now = self._now
        speed = 0.0 if self._waiting else self._sound.speed
        anchor = Anchor(output_time, self._song_frame(), now.playing, now.request_id, self._jumps, speed)
        self._anchors.append(anchor)

    def _song_frame(self) -> int:
        """The frame of the song that is written next."""
        return round(self._frame * self._sound.speed)

    def _heard_frame(self, song_frame: int) -> int:
        """Where a frame of the song is in what is heard."""
        return round(song_frame / self._sound.speed)

    def _write_piece(self, out: Pcm) -> int:
        """Write the start of `out` up to the next change of gain or place; returns the number of frames written."""
        sounding = self._now.playing and self._level > 0
        if self._request is not None and not sounding:
            self._start_request(self._request)
            return 0
        if not self._now.playing:
            self._waiting = False
            out[:] = 0
            return len(out)
        left = self._heard_frame(self._now.stop) - self._frame
        if left <= 0:
            self._finish_request()
            return 0
        left = min(left, self._sound.ready(self._frame))
        if self._waiting != (left <= 0):
            self._waiting, self._level = left <= 0, 0.0
            return 0
        if self._waiting:
            # Not rendered yet: silence, and the cursor waits.
            out[:] = 0
            return len(out)
        to_silence = math.ceil(self._level * self._fade_frames)
        if self._request is not None or left <= to_silence:
            return self._write_ramp(out, min(max(to_silence, 1), left), -1)
        # As far as the fade to silence still fits before the end.
        room = left - to_silence
        if self._level < 1 and room > 1:
            return self._write_ramp(out, min(math.ceil((1 - self._level) * self._fade_frames), room // 2), 1)
        return self._write_ramp(out, room, 0)

    def _write_ramp(self, out: Pcm, length: int, direction: int) -> int:
        """Write up to `length` frames with the level falling (-1), rising (1) or constant (0); returns their number."""
        count = min(length, len(out))
        piece = self._sound.read(self._frame, count)
        if direction == 0 and self._level == self.gain == self._gain_now == 1:
            out[:count] = piece
        else:
            steps = self._level + np.arange(count + 1, dtype=np.float64) * direction / self._fade_frames
            levels = np.clip(steps, 0.0, 1.0)
            out[:count] = np.rint(piece * (levels[:-1] * self._gains(count))[:, np.newaxis])
            self._level = float(levels[-1])
        self._frame += count
        return count

    def _gains(self, count: int) -> FloatArray:
        """The gain of each of the next frames, shape (count,): another one is gone over to as slowly as a fade is."""
        step = min(1, count / self._fade_frames)
        reached = self._gain_now + min(max(self.gain - self._gain_now, -step), step)
        way = np.arange(count) / self._fade_frames
        gains: FloatArray = self._gain_now + np.clip(self.gain - self._gain_now, -way, way)
        self._gain_now = reached
        return gains

    def _start_request(self, request: Request) -> None:
        self._request = None
        frame = self._song_frame() if request.frame is None else request.frame
        if request.sound is not None:
            self._sound = request.sound
        self._now, self._frame, self._level = request, self._heard_frame(frame), 0.0
        if request.frame is not None:
            self._jumps += 1

    def _finish_request(self) -> None:
        now = self._now
        self._level = 0.0
        self._jumps += 1
        if now.loop_start is not None and now.loop_start < now.stop:
            self._frame = self._heard_frame(now.loop_start)
        else:
            self._now = replace(now, playing=False)
