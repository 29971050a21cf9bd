"""Batch normalisation that finds its statistics in other ways than PyTorch's layers do.

`evenly_normalised` divides all channels by one common standard deviation. `response_statistics` finds the mean and the
variance of a convolution's output without computing that output.
"""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

AnyBatchNorm = nn.BatchNorm1d | nn.BatchNorm2d


def evenly_normalised(x: Tensor, normalise: nn.BatchNorm1d) -> Tensor:
    """Subtract each channel's mean from x, shape (n, channels, frames), and divide all by one standard deviation.

    The common deviation is the root of the mean variance of the channels. As in batch normalisation, the statistics
    are those of the batch in training mode, which also updates the running ones, and the running ones in evaluation
    mode.
    """
    if normalise.training:
        values = x.float()
        count = x.numel() // x.shape[1]
        mean = values.sum((0, 2)) / count
        centred = values - mean[:, None]
        variance = centred.square().sum((0, 2)) / count
        update_running_statistics(normalise, mean, variance, count)
    else:
        centred = x - cast(Tensor, normalise.running_mean)[:, None]
        variance = cast(Tensor, normalise.running_var)
    return (centred * (variance.mean() + normalise.eps).rsqrt()).to(x.dtype)


def response_statistics(x: Tensor, weight: Tensor, bias: Tensor) -> tuple[Tensor, Tensor, int]:
    """Mean and biased variance, shape (n_out,) each, of a valid convolution of x, and how many values they are over.

    x has the shape (n, 1, frames, bands), weight (n_out, 1, height, width). The patches under the kernel are as many
    as the output has values in a channel, but hold 9 numbers each instead of 64. The mean of an output channel is its
    kernel applied to the mean patch; its variance is the quadratic form of its kernel with the patches' covariance.
    Gradients flow to weight and bias, not to x.
    """
    with torch.autocast(x.device.type, enabled=False):
        with torch.no_grad():
            patches = functional.unfold(x.float(), cast(tuple[int, int], tuple(weight.shape[2:])))
            count = len(patches) * patches.shape[2]
            mean_patch = patches.sum((0, 2)) / count
            patches -= mean_patch[:, None]
            covariance = (patches @ patches.mT).sum(0) / count
        kernels = weight.flatten(1).float()
        return kernels @ mean_patch + bias, ((kernels @ covariance) * kernels).sum(1), count


def update_running_statistics(normalise: AnyBatchNorm, mean: Tensor, variance: Tensor, count: int) -> None:
    """Move the running statistics towards a batch's mean and biased variance over count values, as PyTorch does."""
    with torch.no_grad():
        momentum = cast(float, normalise.momentum)
        cast(Tensor, normalise.running_mean).lerp_(mean, momentum)
        cast(Tensor, normalise.running_var).lerp_(variance * (count / max(1, count - 1)), momentum)
        cast(Tensor, normalise.num_batches_tracked).add_(1)
