"""What can be played: a song as it is, or rendered ahead of the playhead by a thread of its own.

The audio thread calls `ready` and `read`, which never wait; there is no Qt in here.
"""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from svd_core.audio.listening import MARGIN_SECONDS, Listening
from svd_core.errors import RenderingError

Pcm = NDArray[np.int16]
Renderer = Callable[[Pcm, int, Listening], NDArray[np.float32]]
"""Does what `svd_core.audio.listening.rendered` does, and raises RenderingError where it cannot."""

BLOCK_SECONDS = 2.0
"""Of the song, rendered at once."""

BLOCKS_AHEAD = 4
KEPT_BLOCKS = 128
SEAM_SECONDS = 0.03
"""Over which a block fades into the next one."""

ALIGN_SECONDS = 0.008
"""By how much a block may be moved so that its waves continue those of the block before."""

ALIGN_COST = 0.3
"""How much better, as a correlation, the waves must continue for a block to be moved by all of that: what is moved is
heard beside the cursor, and the next block continues from there."""


class Sound(Protocol):
    """A song as it is heard; places are counted in frames of what is heard, `speed` song frames each."""

    speed: float
    n_frames: int

    def ready(self, start: int) -> int:
        """How many frames can be read from here on."""
        ...

    def read(self, start: int, count: int) -> Pcm:
        """Frames that are ready, shape (count, channels)."""
        ...


class PlainSound:
    """The decoded song itself, int16 of shape (n, channels)."""

    speed = 1.0

    def __init__(
        self, frames: Pcm, seconds_ready: Callable[[], float] = lambda: math.inf, sample_rate: int = 1
    ) -> None:
        """Play frames, of which the first `seconds_ready()` are there already."""
        self.frames = frames
        self.n_frames = len(frames)
        self._seconds_ready, self._rate = seconds_ready, sample_rate

    def ready(self, start: int) -> int:
        n_ready = min(self.n_frames, self._seconds_ready() * self._rate)
        return max(0, int(n_ready) - start)

    def read(self, start: int, count: int) -> Pcm:
        return self.frames[start : start + count]


@dataclass(frozen=True)
class _Block:
    """What is heard of a block, its frames and some of the next one's to fade with.

    Attributes:
        joined: whether it continues the block before.
    """

    frames: Pcm
    tail: NDArray[np.float32]
    joined: bool


class RenderedSound:
    """A song at another speed or a part of it, in blocks that a thread renders before they are needed."""

    def __init__(self, frames: Pcm, sample_rate: int, listening: Listening, render: Renderer) -> None:
        self._render_stretch = render
        self.listening, self.speed = listening, listening.speed
        self._song, self._rate = frames, sample_rate
        self._block_frames = round(BLOCK_SECONDS * sample_rate)
        self._n_blocks = -(-len(frames) // self._block_frames)
        self.n_frames = self._first(self._n_blocks)
        self._blocks: OrderedDict[int, _Block] = OrderedDict()
        self._place: int | None = None
        self._also: tuple[int, ...] = ()
        self._change = threading.Condition()
        self._closed = False
        self.error: Exception | None = None
        """Why nothing more is rendered; None while all is well."""
        threading.Thread(target=self._work, name="listening", daemon=True).start()

    def ready(self, start: int) -> int:
        number, end = self._number(start), start
        self._want(number)
        while (block := self._blocks.get(number)) is not None and (block.joined or end == start):
            number += 1
            end = self._first(number)
        return max(0, end - start)

    def read(self, start: int, count: int) -> Pcm:
        pieces: list[Pcm] = []
        while count > 0:
            number = self._number(start)
            block, offset = self._blocks[number], start - self._first(number)
            pieces.append(block.frames[offset : offset + count])
            start, count = start + len(pieces[-1]), count - len(pieces[-1])
        return np.concatenate(pieces) if len(pieces) != 1 else pieces[0]

    def prepare(self, *song_frames: int) -> None:
        """Render from the first of these frames of the song on, and then what follows the others."""
        place, *also = (frame // self._block_frames for frame in song_frames)
        with self._change:
            self._place, self._also = place, tuple(also)
            self._change.notify()

    def close(self) -> None:
        """Render nothing more."""
        with self._change:
            self._closed = True
            self._change.notify()

    def _first(self, number: int) -> int:
        """The first frame of a block, in what is heard."""
        return round(min(number * self._block_frames, len(self._song)) / self.speed)

    def _number(self, frame: int) -> int:
        """The block that a frame of what is heard lies in."""
        number = int(frame * self.speed) // self._block_frames
        # Blocks begin at rounded frames.
        return number + 1 if frame >= self._first(number + 1) and number + 1 < self._n_blocks else number

    def _want(self, number: int) -> None:
        """Render from this block on. The audio thread must not wait for the lock, so it tries again with every call."""
        if number != self._place and self._change.acquire(blocking=False):
            self._place = number
            self._change.notify()
            self._change.release()

    def _missing(self) -> int | None:
        """The block to render next: those from the wanted place on, then the beginnings of the others."""
        if self._place is None:
            return None
        for place, ahead in ((self._place, BLOCKS_AHEAD), *((place, 2) for place in self._also)):
            for number in range(place, min(place + ahead, self._n_blocks)):
                block = self._blocks.get(number)
                if block is None or (number > place and not block.joined):
                    return number
        return None

    def _work(self) -> None:
        while True:
            with self._change:
                while not self._closed and (number := self._missing()) is None:
                    self._change.wait()
                if self._closed or number is None:
                    return
            try:
                block = self._render(number)
            except (MemoryError, RenderingError) as error:
                self.error = error
                return
            self._blocks[number] = block
            self._blocks.move_to_end(number)
            while len(self._blocks) > KEPT_BLOCKS:
                self._blocks.popitem(last=False)

    def _render(self, number: int) -> _Block:
        rate, margin = self._rate, round(MARGIN_SECONDS * self._rate)
        start = number * self._block_frames
        first = max(0, start - margin)
        heard = self._render_stretch(self._song[first : start + self._block_frames + margin], rate, self.listening)
        n_seam, reach = round(SEAM_SECONDS * rate), round(ALIGN_SECONDS * rate)
        n_block, offset = self._first(number + 1) - self._first(number), round((start - first) / self.speed)
        before = self._blocks.get(number - 1)
        if before is None:
            block = heard[offset : offset + n_block]
        else:
            offset = _aligned(before.tail, heard, offset, reach if self.speed != 1 else 0)
            block = heard[offset : offset + n_block].copy()
            n = min(len(before.tail), len(block))
            rise = np.linspace(0, 1, n, dtype=np.float32)[:, np.newaxis]
            block[:n] = before.tail[:n] * (1 - rise) + block[:n] * rise
        short = n_block - len(block)
        block = np.pad(block, ((0, short), (0, 0))) if short > 0 else block
        tail = heard[offset + n_block : offset + n_block + n_seam]
        return _Block(np.clip(np.rint(block), -32768, 32767).astype(np.int16), tail, before is not None)


def _aligned(tail: NDArray[np.float32], heard: NDArray[np.float32], offset: int, reach: int) -> int:
    """The offset in `heard`, at most `reach` frames from the given one, from which it best continues like the tail."""
    low, high = max(0, offset - reach), min(offset + reach, len(heard) - len(tail))
    if reach == 0 or not len(tail) or high <= low:
        return offset
    end, around = tail.sum(axis=1), heard[low : high + len(tail)].sum(axis=1)
    match = np.correlate(around, end, mode="valid")
    power = np.convolve(around**2, np.ones(len(end), np.float32), mode="valid")
    correlation = match / np.sqrt((power + 1.0) * (np.sum(end**2) + 1.0))
    moved = (low + np.arange(len(correlation)) - offset) / reach
    return low + int(np.argmax(correlation - ALIGN_COST * moved**2))
