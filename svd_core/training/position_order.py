"""In which order the positions of songs are drawn: all of them once an epoch, shuffled anew for each.

Both orders are lists of which a part is in memory at a time, and follow from the seed alone.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

LISTED_POSITIONS = 20_000_000
"""Of so many positions, 80 hours, whole epochs are listed, which takes 16 bytes or more for each."""

_ROUNDS = 6


class PositionOrder(Protocol):
    """The positions 0 .. n_positions - 1 epoch after epoch."""

    length: int
    """How many numbers of the order are in memory at a time."""

    def first(self, before: int, count: int) -> int:
        """Where the part begins in which the numbers `before` to `before + count` are."""

    def positions(self, first: int) -> Tensor:
        """The part that begins there, shape (length,)."""


class ListedOrder:
    """Whole epochs, shuffled by torch on the device that trains."""

    def __init__(self, n_positions: int, n_epochs: int, seed: int, device: torch.device) -> None:
        self.length = n_epochs * n_positions
        self._n_positions, self._n_epochs, self._seed, self._device = n_positions, n_epochs, seed, device

    def first(self, before: int, count: int) -> int:
        """See `PositionOrder`."""
        return before // self._n_positions * self._n_positions

    def positions(self, first: int) -> Tensor:
        """See `PositionOrder`."""
        epoch = first // self._n_positions
        return torch.cat([self._shuffled(number) for number in range(epoch, epoch + self._n_epochs)])

    def _shuffled(self, epoch: int) -> Tensor:
        generator = torch.Generator(self._device).manual_seed(random_seed(self._seed, 1, epoch))
        return torch.randperm(self._n_positions, generator=generator, device=self._device)


class ComputedOrder:
    """An order in which every position is computed by itself, so that it takes no memory however many there are.

    A Feistel network (Luby and Rackoff 1988) permutes the numbers of as many bits as the positions need; of a number
    that is no position the successor is taken, again and again, until it is one.
    """

    def __init__(self, n_positions: int, length: int, seed: int) -> None:
        self.length = length
        self._n_positions, self._seed = n_positions, seed
        self._half_bits = np.uint64(((n_positions - 1).bit_length() + 1) // 2)

    def first(self, before: int, count: int) -> int:
        """See `PositionOrder`."""
        step = self.length - count
        return before // step * step

    def positions(self, first: int) -> Tensor:
        """See `PositionOrder`."""
        index = np.arange(first, first + self.length)
        epochs, within = np.divmod(index, self._n_positions)
        found = np.empty(self.length, np.int64)
        for epoch in np.unique(epochs).tolist():
            rows = epochs == epoch
            found[rows] = self._permuted(within[rows].astype(np.uint64), epoch)
        return torch.from_numpy(found)

    def _permuted(self, numbers: NDArray[np.uint64], epoch: int) -> NDArray[np.int64]:
        keys = np.random.SeedSequence((self._seed, 1, epoch)).generate_state(_ROUNDS, np.uint64).astype(np.uint64)
        result = self._once(numbers, keys)
        while (outside := result >= self._n_positions).any():
            result[outside] = self._once(result[outside], keys)
        return result.astype(np.int64)

    def _once(self, numbers: NDArray[np.uint64], keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
        half, mask = self._half_bits, (np.uint64(1) << self._half_bits) - np.uint64(1)
        left, right = numbers >> half, numbers & mask
        for key in keys:
            left, right = right, left ^ (_mixed(right ^ key) & mask)
        return (left << half) | right


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Numbers whose bits all depend on all bits of these (the finaliser of splitmix64, Steele et al. 2014)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


def random_seed(*numbers: int) -> int:
    """A 63-bit seed that differs for every sequence of numbers."""
    return int(np.random.SeedSequence(numbers).generate_state(1, np.uint64)[0] >> np.uint64(1))
