"""One batch learned from by several processes together, each with its own rows of it.

What is random is drawn for the whole batch everywhere, and what is averaged over it is summed over all
processes: so they do together what one process does alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import torch
from torch import Tensor, distributed

from svd_core.errors import DataError


@dataclass(frozen=True)
class JointBatch:
    """Which share of every batch is this process's: the rank-th of `size` equal ones."""

    rank: int = 0
    size: int = 1

    @property
    def leads(self) -> bool:
        """Whether this is the process that reports and writes."""
        return self.rank == 0

    def placed(self, device: torch.device) -> torch.device:
        """The device this process uses: of several graphics cards in a machine, one each."""
        if self.size == 1 or device.type != "cuda":
            return device
        card = torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
        torch.cuda.set_device(card)
        return card

    def rows(self, whole: Tensor) -> Tensor:
        """Of a tensor with a row for each excerpt of the whole batch, the rows of this process."""
        if self.size == 1:
            return whole
        n_own = len(whole) // self.size
        return whole[self.rank * n_own : (self.rank + 1) * n_own]

    def sum(self, part: Tensor) -> Tensor:
        """The sum over all processes of a tensor that each has its part of; gradients flow through it."""
        return part if self.size == 1 else cast(Tensor, _Sum.apply(part))  # type: ignore[no-untyped-call]  # torch's own

    def dropped(self, x: Tensor, share: float, whole_channels: bool = False) -> Tensor:
        """Dropout of single values, or of whole channels of excerpts, of this process's rows (n, channels, …)."""
        shape = (len(x) * self.size, x.shape[1], *([1] * (x.dim() - 2) if whole_channels else x.shape[2:]))
        kept = torch.empty(shape, dtype=x.dtype, device=x.device).bernoulli_(1 - share).div_(1 - share)
        return x * self.rows(kept)


class _Sum(torch.autograd.Function):
    """The sum over all processes; what each of them makes of it depends on every part, so gradients are summed too."""

    @staticmethod
    def forward(context: Any, part: Tensor) -> Tensor:
        return _summed(part)

    @staticmethod
    def backward(context: Any, *gradients: Tensor) -> Tensor:
        return _summed(gradients[0])


def _summed(part: Tensor) -> Tensor:
    whole = part.detach().clone(memory_format=torch.contiguous_format)
    distributed.all_reduce(whole)
    return whole


ALONE = JointBatch()


@contextmanager
def joined(device: torch.device, batch_size: int) -> Iterator[JointBatch]:
    """Meet the other processes that torchrun started, if it did; it says by environment variables who they are."""
    size, rank = int(os.environ.get("WORLD_SIZE", "1")), int(os.environ.get("RANK", "0"))
    if size == 1:
        yield ALONE
        return
    if batch_size % size:
        raise DataError(f"a batch of {batch_size} excerpts cannot be shared equally by {size} processes.")
    # Functions in here keep the group that is the default one when they are first imported. If that were while one is
    # joined, its threads would outlive it, and one that lets go of a tensor as Python ends takes the process down.
    import torch.distributed.nn  # noqa: F401

    distributed.init_process_group("nccl" if device.type == "cuda" else "gloo")
    try:
        yield JointBatch(rank, size)
    finally:
        distributed.destroy_process_group()
