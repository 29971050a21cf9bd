"""Batch normalisation while learning: over a batch shared by several processes, and without looking at the result."""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from svd_core.model.joint_batch import JointBatch

AnyBatchNorm = nn.BatchNorm1d | nn.BatchNorm2d


def batch_normalised(x: Tensor, normalise: AnyBatchNorm, joint: JointBatch) -> Tensor:
    """What normalise makes of x (n, channels, …) in training, its statistics being those of the whole joint batch."""
    if joint.size == 1:
        return cast(Tensor, normalise(x))
    centred, variance = _centred(x, normalise, joint)
    centred = centred * _along((variance + normalise.eps).rsqrt(), x)
    if normalise.affine:
        centred = centred * _along(normalise.weight, x) + _along(normalise.bias, x)
    return centred.to(x.dtype)


def evenly_normalised(x: Tensor, normalise: nn.BatchNorm1d, joint: JointBatch) -> Tensor:
    """Values (n, channels, frames) without the mean of each channel, all divided by one common standard deviation.

    It is the root of the mean variance; as in batch normalisation from the batch while learning, else remembered.
    """
    if normalise.training:
        centred, variance = _centred(x, normalise, joint)
    else:
        centred = x - _along(cast(Tensor, normalise.running_mean), x)
        variance = cast(Tensor, normalise.running_var)
    return (centred * (variance.mean() + normalise.eps).rsqrt()).to(x.dtype)


def _centred(x: Tensor, normalise: AnyBatchNorm, joint: JointBatch) -> tuple[Tensor, Tensor]:
    """Values (n, channels, …) without the mean of each channel over the joint batch, and variances; both remembered."""
    across = (0, *range(2, x.dim()))
    count = x.numel() // x.shape[1] * joint.size
    values = x.float()
    mean = joint.sum(values.sum(across)) / count
    centred = values - _along(mean, x)
    variance = joint.sum(centred.square().sum(across)) / count
    remember(normalise, mean, variance, count)
    return centred, variance


def response_statistics(x: Tensor, weight: Tensor, bias: Tensor, joint: JointBatch) -> tuple[Tensor, Tensor, int]:
    """Mean and variance of every channel of a valid convolution of x (n, 1, frames, bands), and how many values.

    Taken from the patches under the kernel, of which there are as many but with 9 numbers instead of 64: a channel's
    mean is its kernel applied to their mean, its variance the quadratic form of its kernel with their covariance.
    Gradients flow to the kernels, not to x.
    """
    with torch.autocast(x.device.type, enabled=False):
        with torch.no_grad():
            patches = functional.unfold(x.float(), cast(tuple[int, int], tuple(weight.shape[2:])))
            count = len(patches) * patches.shape[2] * joint.size
            centre = joint.sum(patches.sum((0, 2))) / count
            patches -= centre[:, None]
            spread = joint.sum((patches @ patches.mT).sum(0)) / count
        kernels = weight.flatten(1).float()
        return kernels @ centre + bias, ((kernels @ spread) * kernels).sum(1), count


def remember(normalise: AnyBatchNorm, mean: Tensor, variance: Tensor, count: int) -> None:
    """Let the running statistics follow those of a batch, as PyTorch does."""
    with torch.no_grad():
        momentum = cast(float, normalise.momentum)
        cast(Tensor, normalise.running_mean).lerp_(mean, momentum)
        cast(Tensor, normalise.running_var).lerp_(variance * (count / max(1, count - 1)), momentum)
        cast(Tensor, normalise.num_batches_tracked).add_(1)


def _along(values: Tensor, x: Tensor) -> Tensor:
    """One value a channel, shaped so that it meets the channels of x."""
    return values.reshape(-1, *[1] * (x.dim() - 2))
