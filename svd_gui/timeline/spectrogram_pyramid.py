"""The mel spectrogram as bytes, at full resolution and at coarser and coarser ones.

A log-mel spectrogram is quantised to uint8 once. Level 0 of the pyramid has one column for each frame; every further
level has half as many columns, each the maximum of two below. To draw at any zoom, the level is taken whose columns
are about as wide as a pixel, so that the work depends on the size of the screen and not on the length of the song.
`spectrogram_tiles` draws from it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from svd_core.audio.mel_scale import MelAxis
from svd_core.audio.scratch import let_go, scratch_zeros
from svd_gui import folders
from svd_gui.timeline.spectrogram_colours import LEAST_LEVEL, MOST_LEVEL
from svd_gui.timeline.tile_source import TILE_COLUMNS

SAMPLED_FRAMES = 2048
"""About how many frames the contrast is chosen from."""
QUIETEST_PERCENTILE, LOUDEST_PERCENTILE = 14.0, 99.8
FLATTENING = 0.5
"""Share of the difference between the bands' mean levels that the picture leaves out."""
COARSEST_COLUMNS = 512
"""Levels are added until one has no more columns than this."""
_MEL = MelAxis()
FRAMES_PER_STEP = 8192
LET_GO_FRAMES = 16 * FRAMES_PER_STEP
DECIBELS_PER_NEPER = 20 / math.log(10)


def byte_of(share: Any) -> Any:
    """Return the byte, not yet rounded or limited, for levels of which 0 is the quietest shown at first, 1 the loudest.

    There is room on either side, so that a picture can be made brighter or darker.
    """
    return (share - LEAST_LEVEL) * (255 / (MOST_LEVEL - LEAST_LEVEL))


def share_of(byte: Any) -> NDArray[np.float64]:
    """Return the level that a byte stands for, the inverse of `byte_of`."""
    return np.asarray(byte, np.float64) * ((MOST_LEVEL - LEAST_LEVEL) / 255) + LEAST_LEVEL


def contrast(log_mel: NDArray[np.float32]) -> tuple[NDArray[np.float32], float]:
    """Choose the log magnitude to show as quietest in each band, shape (n_mels,), and the range up to the loudest.

    They are percentiles of what is not silence: a fixed range would be too dark for one song and too bright for the
    next. Music falls by tens of dB towards high frequencies; levelled half-way, bass and consonants both have contours.
    """
    sampled = np.nan_to_num(log_mel[:: max(1, len(log_mel) // SAMPLED_FRAMES)], neginf=-100.0, posinf=100.0)
    sounding = sampled[sampled.max(axis=1, initial=-np.inf) > sampled.min(initial=np.inf) + 0.1]
    if len(sounding) == 0:
        return np.zeros(log_mel.shape[1], np.float32), 1.0
    bands = sounding.mean(axis=0)
    tilt = FLATTENING * (bands - bands.mean())
    low, high = np.percentile(sounding - tilt, (QUIETEST_PERCENTILE, LOUDEST_PERCENTILE))
    return np.asarray(low + tilt, np.float32), float(max(high - low, 1e-3))


class SpectrogramPyramid:
    """A log-mel spectrogram of shape (n_frames, n_mels) as uint8 levels; `levels[k]` has ceil(n_frames / 2**k) rows.

    Rows are columns of the picture. The maximum, unlike the mean, keeps single syllables visible from afar.
    """

    def __init__(self, log_mel: NDArray[np.float32], frame_rate: float) -> None:
        self.frame_rate = frame_rate
        self.n_frames = len(log_mel)
        self.filled = 0
        """Frames that `fill` has put into all levels so far."""
        self._log_mel = log_mel
        self._scale = np.zeros(log_mel.shape[1], np.float32), 1.0
        length = self.n_frames
        self.levels: list[NDArray[np.uint8]] = [scratch_zeros(log_mel.shape, np.uint8, folders.decoded_sound())]
        while length > COARSEST_COLUMNS:
            length = -(-length // 2)
            shape = length, log_mel.shape[1]
            self.levels.append(scratch_zeros(shape, np.uint8, folders.decoded_sound()))

    def fill(self, n_ready: int | None = None) -> Iterator[None]:
        """Quantise and take maxima, some thousand frames with each step.

        Where only `n_ready` frames are there already, those; the contrast stays as the first of them asked for.
        """
        n_ready = self.n_frames if n_ready is None else min(n_ready, self.n_frames)
        if self.filled == 0:
            self._scale = contrast(self._log_mel[:n_ready])
            yield
        low, span = self._scale
        for start in range(self.filled, n_ready, FRAMES_PER_STEP):
            stop = min(start + FRAMES_PER_STEP, n_ready)
            share = np.asarray(self._log_mel[start:stop]) - low
            share *= np.float32(1 / span)
            # What is not a number becomes 0, which np.clip would leave.
            self.levels[0][start:stop] = np.fmin(np.fmax(byte_of(share), 0), 255)
            self._fill_coarser(start, stop)
            self.filled = stop
            if start % LET_GO_FRAMES < FRAMES_PER_STEP:
                let_go(self._log_mel)
            yield
        for mapped in (self._log_mel, *self.levels):
            let_go(mapped)
        if self.filled == self.n_frames:
            self._log_mel = self._log_mel[:0]

    @property
    def n_levels(self) -> int:
        return len(self.levels)

    @property
    def n_rows(self) -> int:
        return int(self.levels[0].shape[1])

    def n_columns(self, level: int) -> int:
        return len(self.levels[level])

    def column_seconds(self, level: int) -> float:
        return (1 << level) / self.frame_rate

    def row_of(self, hertz: float) -> float:
        return _MEL.height(hertz) * self.n_rows - 0.5

    def has_tile(self, level: int, index: int) -> bool:
        """Return whether all frames of a tile are in the pyramid already."""
        return min((index + 1) * TILE_COLUMNS << level, self.n_frames) <= self.filled

    def tile(self, level: int, index: int) -> NDArray[np.uint8] | None:
        if not self.has_tile(level, index):
            return None
        picture = self.levels[level]
        around = np.arange(index * TILE_COLUMNS - 1, min((index + 1) * TILE_COLUMNS, len(picture)) + 1)
        return picture[np.clip(around, 0, len(picture) - 1)]

    def level_db(self, time: float, height: float) -> float | None:
        """Return the level at a time and a height (0 to 1) in dB below the loudest of the song; None before it is full.

        It is as exact as a byte, and in what is shown as silent or as loudest, a limit.
        """
        frame, n_mels = int(time * self.frame_rate), self.levels[0].shape[1]
        if not 0 <= frame < self.n_frames == self.filled:
            return None
        low, span = self._scale
        band = min(int(height * n_mels), n_mels - 1)
        loudest = float(np.max(low + share_of(self.levels[-1].max(axis=0)) * span))
        level = float(low[band] + share_of(self.levels[0][frame, band]) * span)
        return DECIBELS_PER_NEPER * (level - loudest)

    def loudest_time(self) -> float:
        """Return when the loudest of the song is, in seconds."""
        frame = int(np.argmax(self.levels[-1].max(axis=1, initial=0)))
        for level in reversed(self.levels[:-1]):
            pair = level[2 * frame : 2 * frame + 2].max(axis=1, initial=0)
            frame = 2 * frame + int(np.argmax(pair))
        return frame / self.frame_rate

    def histogram(self) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Return levels (0 is shown as quietest at first, 1 as loudest), and how often each is in the picture."""
        picture = next((level for level in self.levels if len(level) <= SAMPLED_FRAMES), self.levels[-1])
        return share_of(np.arange(256)), np.bincount(picture.ravel(), minlength=256)

    def _fill_coarser(self, start: int, stop: int) -> None:
        """Fill the coarser levels from frames `start` .. `stop` of level 0."""
        for fine, coarse in zip(self.levels, self.levels[1:], strict=False):
            start, stop = start // 2, min(-(-stop // 2), len(coarse))
            part = fine[start * 2 : stop * 2]
            pairs = part[: len(part) // 2 * 2]
            coarse[start : start + len(pairs) // 2] = np.maximum(pairs[::2], pairs[1::2])
            if len(part) % 2:
                coarse[stop - 1] = part[-1]
