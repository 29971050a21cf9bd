"""Channels mixed to one, stretch by stretch: the average, or one channel alone where channels cancel each other.

Recordings may change their mind on the way: a song whose second half has one channel reversed would be silent there.
So every few seconds are judged by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from svd_core.audio.decoding import Blocks
from svd_core.audio.features import FloatArray
from svd_core.audio.ffmpeg import Warn

_AUDIBLE = 1e-3  # full scale 1
_STRETCH_SECONDS = 5.0  # in audible blocks
_STRETCH_SAMPLES = 2**23  # of all channels at most, so that memory is bounded
_CANCELLED_DB = 9.0  # far below what unrelated channels give, among them silent ones
_MUCH_LOUDER = 4.0  # in power: from there on another channel takes the place of the one used alone


def mixed(decoded: Blocks, warn: Warn) -> Iterator[tuple[int, FloatArray]]:
    """Sample rate and mono samples (n,) of each block; `warn` is told once of stretches in which channels cancel."""
    mix = _Mix()
    for stretch in _stretches(decoded):
        weights = mix.weights(stretch)
        for block in stretch.blocks:
            yield stretch.sample_rate, block @ weights
    mix.report(warn)


@dataclass
class _Stretch:
    """Some seconds of sound: blocks of shape (n, channels), and the products of each channel with each other."""

    sample_rate: int
    blocks: list[FloatArray] = field(default_factory=list)
    products: list[FloatArray] = field(default_factory=list)
    n_samples: int = 0
    audible: float = 0.0

    def add(self, block: FloatArray) -> None:
        self.blocks.append(block)
        self.n_samples += len(block)
        if block.shape[1] == 1:
            return
        # At once, while the block is in the cache.
        self.products.append(_products(block))
        if max(block.max(), -block.min()) > _AUDIBLE:
            self.audible += len(block) / self.sample_rate

    @property
    def channels(self) -> int:
        return int(self.blocks[0].shape[1])

    @property
    def is_full(self) -> bool:
        is_long = self.audible >= _STRETCH_SECONDS or self.n_samples * self.channels >= _STRETCH_SAMPLES
        return self.channels == 1 or is_long


def _stretches(decoded: Blocks) -> Iterator[_Stretch]:
    stretch: _Stretch | None = None
    for sample_rate, block in decoded:
        if stretch is None:
            stretch = _Stretch(sample_rate)
        stretch.add(block)
        if stretch.is_full:
            yield stretch
            stretch = None
    if stretch is not None:
        yield stretch


def _products(block: FloatArray) -> FloatArray:
    """The sum over time of the product of each channel with each, shape (channels, channels)."""
    if block.shape[1] != 2 or not block.flags.c_contiguous:
        return block.T @ block
    # Ten times as fast for two channels: of x = left + i right, sum(x * x) holds both what their powers differ by and
    # twice their product.
    values = block.ravel()
    numbers = values.view(np.complex64)
    both, squares = np.dot(values, values), np.dot(numbers, numbers)
    left, right = (both + squares.real) / 2, (both - squares.real) / 2
    product = squares.imag / 2
    return np.array([[left, product], [product, right]], np.float32)


class _Mix:
    """How channels are mixed from stretch to stretch, and what there is to say of it."""

    def __init__(self) -> None:
        self._time = 0.0
        self._alone: int | None = None
        self._first: float | None = None
        self._cancelled = 0.0
        self._lost_db = 0.0
        self._used: set[int] = set()

    def weights(self, stretch: _Stretch) -> FloatArray:
        """The share of each channel in the mix of the next stretch, shape (channels,), float32."""
        channels, seconds = stretch.channels, stretch.n_samples / stretch.sample_rate
        start, self._time = self._time, self._time + seconds
        if channels == 1:
            return np.ones(1, np.float32)
        if stretch.audible:  # Faint noise before and after a song says nothing.
            self._judge(np.sum(stretch.products, axis=0, dtype=np.float64))
        if self._alone is None:
            return np.full(channels, 1 / channels, np.float32)
        self._first = start if self._first is None else self._first
        self._cancelled += seconds
        self._used.add(self._alone)
        return np.asarray(np.arange(channels) == self._alone, dtype=np.float32)

    def _judge(self, products: NDArray[np.float64]) -> None:
        power, mixed_power = np.diag(products), float(products.mean())
        unrelated = float(power.sum()) / products.size
        if mixed_power >= unrelated * 10 ** (-_CANCELLED_DB / 10):
            self._alone = None
            return
        loudest = int(np.argmax(power))
        self._lost_db = max(self._lost_db, 10 * np.log10(unrelated / max(mixed_power, 1e-12 * unrelated)))
        # Two channels of about one loudness must not take turns.
        if self._alone is None or power[loudest] > _MUCH_LOUDER * power[self._alone]:
            self._alone = loudest

    def report(self, warn: Warn) -> None:
        """Say, after the last stretch, in which time channels cancelled each other."""
        if self._first is None:
            return
        is_all = self._cancelled >= self._time
        where = "" if is_all else f" in {self._cancelled:.0f} of {self._time:.0f} s, first at {self._first:.0f} s"
        names = " or ".join(str(channel + 1) for channel in sorted(self._used))
        warn(
            f"the channels cancel each other when mixed ({self._lost_db:.0f} dB are lost){where}; channel {names} is "
            f"used alone{'' if is_all else ' there'}. One of them has its polarity reversed: invert it to hear both"
        )
