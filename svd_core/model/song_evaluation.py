"""The recurrent network evaluated on songs: the answers of `RecurrentNet.forward`, with less arithmetic.

Batch normalisation is folded into the kernels once. The convolutions run in pieces whose layers stay in the
processor's cache and in memory that is reused. What nobody needs is not computed: each direction of the GRU stops where
its block ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from svd_core.model.network import SLOPE, Convolution

PIECE_STEPS = 280
"""Steps of two frames that the convolutions make at once: at 32 channels a layer takes up to 2.8 MB."""


def described_in_pieces(
    bands: Tensor, convolutions: Sequence[Convolution], pools: Sequence[tuple[int, int]], reach: int
) -> Tensor:
    """What the convolutions make of normalised frames of shape (2 steps + 2 reach, bands); shape (steps, channels).

    pools: frames and bands that the maximum pooling after each convolution spans; two frames once, so that a step has
    two. reach: frames that the convolutions see before and after those of a step.
    """
    layers = [convolution.folded() for convolution in convolutions]
    n_steps = len(bands) // 2 - reach
    described = bands.new_empty(n_steps, convolutions[-1].weight.shape[0])
    for start in range(0, n_steps, PIECE_STEPS):
        end = min(start + PIECE_STEPS, n_steps)
        x = bands[2 * start : 2 * (end + reach)][None, None].contiguous(memory_format=torch.channels_last)
        for (weight, bias), pool in zip(layers[:-1], pools[:-1], strict=True):
            pooled = _pooled_by_bands if weight.shape[1] == 1 and pool == (1, 2) else _pooled
            x = functional.leaky_relu_(pooled(x, weight, bias, pool), SLOPE)
        described[start:end] = _last(x, *layers[-1])
    return described


def gru_in_blocks(gru: nn.GRU, steps: Tensor, block: int, margin: int) -> Tensor:
    """Output of a bidirectional GRU that is started anew, margins before and behind, for every block of steps.

    Maps (margin + n blocks + margin, inputs) to (n, block, 2 units).
    """
    blocks = steps.unfold(0, block + 2 * margin, block).transpose(1, 2)
    if blocks.device.type != "cpu":
        # There one call for both directions is faster than two that compute less.
        return cast(Tensor, gru(blocks)[0])[:, margin : margin + block]
    start = blocks.new_zeros(1, len(blocks), gru.hidden_size)
    forwards = _one_direction(gru, "", blocks[:, : margin + block], start)
    backwards = _one_direction(gru, "_reverse", blocks[:, margin:].flip(1), start)
    return torch.cat([forwards[:, margin:], backwards[:, margin:].flip(1)], 2)


def _one_direction(gru: nn.GRU, suffix: str, blocks: Tensor, start: Tensor) -> Tensor:
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    weights = [cast(Tensor, getattr(gru, name + suffix)) for name in names]
    # Biases, one layer, no dropout, not in training, one direction, the batch first.
    return torch.gru(blocks, start, weights, True, 1, 0.0, False, False, True)[0]


def _pooled(x: Tensor, weight: Tensor, bias: Tensor, pool: tuple[int, int]) -> Tensor:
    x = functional.conv2d(x, weight, bias)
    return x if pool == (1, 1) else functional.max_pool2d(x, pool)


def _pooled_by_bands(x: Tensor, weight: Tensor, bias: Tensor, pool: tuple[int, int]) -> Tensor:
    """A convolution and the maximum of every two bands, as that of two convolutions with a stride of two bands.

    Of few input channels, where writing the output takes longer than computing it, twice as fast.
    """
    even = functional.conv2d(x, weight, bias, stride=pool)
    odd = functional.conv2d(x[..., 1:], weight, bias, stride=pool)
    return torch.maximum(even[..., : odd.shape[-1]], odd)


def _last(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """The last convolution, leaky ReLU, maximum over the bands: (1, channels, steps + 2, bands) to (steps, outputs)."""
    n_frames, n_bands = weight.shape[2:]
    if x.shape[3] > n_bands:
        return functional.leaky_relu_(functional.conv2d(x, weight, bias), SLOPE).amax(3)[0].t()
    # It spans all bands, so that it is a few matrix products; three times as fast as the convolution.
    rows = x[0].permute(1, 2, 0).flatten(1)
    n_steps = len(rows) - n_frames + 1
    kernels = weight.permute(2, 3, 1, 0).flatten(1, 2)
    y = torch.addmm(bias, rows[:n_steps], kernels[0])
    for frame in range(1, n_frames):
        y.addmm_(rows[frame : frame + n_steps], kernels[frame])
    return functional.leaky_relu_(y, SLOPE)
