"""The two networks, evaluated one window at a time or densely over a whole song.

`schlueter2015` is the paper's (section 3.2); `schlueter2017` its author's later one. Both see
`CONTEXT_FRAMES` log-mel frames and answer with the logit of singing at the central one.
"""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from svd_core.config import NetworkConfig
from svd_core.errors import ModelError
from svd_core.model.joint_batch import ALONE, JointBatch
from svd_core.model.normalisation import batch_normalised, evenly_normalised, remember, response_statistics

CONTEXT_FRAMES = 115
"""Frames a window spans."""

N_MELS = 80
"""Mel bands the layers are laid out for."""

SLOPE = 0.01
"""Slope of the leaky ReLU for negative inputs."""

POOL = 3
"""Every pooling but the last of schlueter2017 takes 3 frames x 3 bands."""

# PyTorch keeps (1 - momentum) of the running statistics, so this averages over about ten updates.
BATCH_NORM_MOMENTUM = 0.1


class Convolution(nn.Module):
    """A valid convolution, batch normalisation where the network has it, leaky ReLU, channel dropout.

    Before a pooling (`pooled`) the leaky ReLU is left to the network: a rising function and a maximum may change
    places, and after the maximum there is less to do. With zero_mean the kernels are used with their own mean taken
    off, which makes the layer blind to anything constant under the kernel, such as the input level of a log
    spectrogram.
    """

    def __init__(
        self,
        n_in: int,
        n_out: int,
        kernel: tuple[int, int],
        normalise: bool,
        drop: float,
        zero_mean: bool = False,
        pooled: bool = False,
    ) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(n_out, n_in, *kernel))
        self.bias = nn.Parameter(torch.zeros(n_out))
        self.normalise = nn.BatchNorm2d(n_out, momentum=BATCH_NORM_MOMENTUM) if normalise else None
        self.drop = drop
        self.zero_mean = zero_mean
        self.pooled = pooled
        self.joint = ALONE

    def forward(self, x: Tensor) -> Tensor:
        """Maps (batch, n_in, frames, bands) to (batch, n_out, fewer frames, fewer bands)."""
        weight: Tensor = self.weight
        if self.zero_mean:
            weight = weight - weight.mean(dim=(1, 2, 3), keepdim=True)
        x = _normalised_convolution(x, weight, self.bias, self.normalise, self.joint)
        if self.pooled:
            return x
        x = functional.leaky_relu_(x, SLOPE)
        return self.joint.dropped(x, self.drop, whole_channels=True) if self.training and self.drop else x


class Dense(nn.Module):
    """Dropout, a dense layer over every channel, frame and band of a window, and what follows it.

    The weight is kept as a convolution kernel (n_out, n_in, frames, bands), so that the same layer
    slides over a song.
    """

    def __init__(self, n_in: int, n_out: int, frames: int, bands: int, normalise: bool, hidden: bool = True) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(n_out, n_in, frames, bands))
        self.bias = nn.Parameter(torch.zeros(n_out))
        self.normalise = nn.BatchNorm2d(n_out, momentum=BATCH_NORM_MOMENTUM) if normalise and hidden else None
        self.hidden = hidden
        self.joint = ALONE

    def forward(self, x: Tensor) -> Tensor:
        """Maps (batch, n_in, frames, bands) to (batch, n_out, fewer frames, fewer bands)."""
        x = self.joint.dropped(x, 0.5) if self.training else x
        # A kernel as high as its input slides in time only. With the bands taken for channels, which in
        # channels-last memory they are without a copy, the convolution is four times faster.
        x, weight = _bands_as_channels(x), _bands_as_channels(self.weight)
        x = _normalised_convolution(x, weight, self.bias, self.normalise, self.joint)
        return functional.leaky_relu_(x, SLOPE) if self.hidden else x


def _normalised_convolution(
    x: Tensor, weight: Tensor, bias: Tensor, normalise: nn.BatchNorm2d | None, joint: JointBatch
) -> Tensor:
    """Convolution and batch normalisation; where the statistics are known beforehand the latter is in the kernels."""
    if normalise is None:
        return functional.conv2d(x, weight, bias)
    if not normalise.training:
        mean, variance = cast(Tensor, normalise.running_mean), cast(Tensor, normalise.running_var)
    elif weight.shape[1] == 1 and not x.requires_grad:
        mean, variance, count = response_statistics(x, weight, bias, joint)
        remember(normalise, mean, variance, count)
    else:
        return batch_normalised(functional.conv2d(x, weight, bias), normalise, joint)
    scale = normalise.weight * (variance + normalise.eps).rsqrt()
    return functional.conv2d(x, weight * scale[:, None, None, None], (bias - mean) * scale + normalise.bias)


def _bands_as_channels(x: Tensor) -> Tensor:
    """(n, channels, frames, bands) as (n, bands * channels, frames, 1)."""
    return x.permute(0, 2, 3, 1).flatten(2).unsqueeze(2).permute(0, 3, 1, 2)


class SingingNet(nn.Module):
    """A convolutional singing voice detector on raw log-mel frames; normalisation is part of it.

    A zero-mean network does not hear how loud the sound is: a gain adds the same to all of a log spectrogram; with all
    bands divided by one common deviation it still does after the normalisation; and the first kernels are blind to it.

    Attributes:
        config: the options it was built with.
        mean, std: per-band statistics of the training set, shape (80,); schlueter2017 takes them from
            batch normalisation while it learns.
        context_frames: frames that `dense` needs on either side of those it answers for.
        grid_frames: what `dense` is given must begin at a multiple of this many frames.
    """

    mean: Tensor
    std: Tensor
    context_frames = CONTEXT_FRAMES // 2
    grid_frames = 1

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.config = config
        later = config.architecture == "schlueter2017"
        self.batch_input = nn.BatchNorm1d(N_MELS, affine=False, momentum=BATCH_NORM_MOMENTUM) if later else None
        self.register_buffer("mean", torch.zeros(N_MELS))
        self.register_buffer("std", torch.ones(N_MELS))
        drop = 0.1 if later else 0.0
        self.early = nn.Sequential(
            Convolution(1, 64, (3, 3), later, drop, config.zero_mean),
            Convolution(64, 32, (3, 3), later, 0.0, pooled=True),
        )
        self.early_drop = drop
        self.joint = ALONE
        middle = [
            Convolution(32, 128, (3, 3), later, drop),
            Convolution(128, 64, (3, 3), later, drop, pooled=not later),
        ]
        if later:
            middle.append(Convolution(64, 128, (3, 18), later, 0.0, pooled=True))
        self.middle = nn.Sequential(*middle)
        n_channels, n_frames, n_bands = (128, 31, 1) if later else (64, 11, 7)
        self.head = nn.Sequential(
            Dense(n_channels, 256, n_frames, n_bands, later),
            Dense(256, 64, 1, 1, later),
            Dense(64, 1, 1, 1, later, hidden=False),
        )
        for name, parameter in self.named_parameters():
            if parameter.dim() == 4 and name.endswith("weight"):
                nn.init.orthogonal_(parameter)

    @property
    def device(self) -> torch.device:
        """Where its weights are."""
        return self.mean.device

    def forward(self, mel: Tensor) -> Tensor:
        """Logits of the central frames, shape (batch,), for windows of shape (batch, 115, 80)."""
        x = self.early(self._normalised(mel))
        x = functional.leaky_relu_(functional.max_pool2d(x, POOL), SLOPE)
        if self.training and self.early_drop:
            x = self.joint.dropped(x, self.early_drop, whole_channels=True)
        x = self.middle(x)
        x = functional.leaky_relu_(functional.max_pool2d(x, self._late_pool()), SLOPE)
        return cast(Tensor, self.head(x).flatten())

    def normalise_by(self, mean: Tensor, std: Tensor) -> None:
        """Take these statistics of the training set, shape (80,) each; a zero-mean network divides all bands alike."""
        self.mean = mean
        self.std = std.square().mean().sqrt().expand_as(std).clone() if self.config.zero_mean else std

    def share(self, joint: JointBatch) -> None:
        """Learn from batches shared with other processes from now on."""
        for module in self.modules():
            if isinstance(module, (SingingNet, Convolution, Dense)):
                module.joint = joint

    def dense(self, mel: Tensor) -> Tensor:
        """Logits of every frame, shape (n,), from a log-mel spectrogram of shape (n + 114, 80).

        Pooling in time is done at stride one, after which every third frame belongs to the same
        window grid: the three grids are folded into the batch and go through ordinary convolutions.
        The result is that of `forward` on each window, at a small part of its cost.
        """
        n = len(mel) - CONTEXT_FRAMES + 1
        x = functional.leaky_relu_(self._pool_folded(self.early(self._normalised(mel[None])), n), SLOPE)
        x = self.middle(x)
        if self.batch_input is None:
            x = self._pool_folded(x, -(-n // POOL))
            grids = (POOL, POOL)
        else:
            x = functional.max_pool2d(x, self._late_pool())
            grids = (1, POOL)
        x = functional.leaky_relu_(x, SLOPE)
        # Grid (i, j) holds the frames 9 k + 3 i + j (or 3 k + j with one pooling), k running fastest.
        logits = self.head(x).reshape(*grids, -1).permute(2, 0, 1)
        return cast(Tensor, logits.flatten()[:n])

    @staticmethod
    def _pool_folded(x: Tensor, n: int) -> Tensor:
        """Max-pool (b, c, t, f) by 3 x 3 once for each of the 3 offsets in time: (3 b, c, t // 3, f // 3).

        n is how many windows start in x; silent frames are added so that every offset holds as many.
        """
        x = functional.pad(x, (0, 0, 0, -n % POOL))
        x = functional.max_pool2d(x, POOL, stride=(1, POOL))
        batch, channels, frames, bands = x.shape
        x = x.reshape(batch, channels, frames // POOL, POOL, bands)
        return x.permute(3, 0, 1, 2, 4).flatten(0, 1)

    def _late_pool(self) -> tuple[int, int]:
        return (1, 4) if self.batch_input is not None else (POOL, POOL)

    def _normalised(self, mel: Tensor) -> Tensor:
        """The input with the mean of every band taken off, divided by its deviation; (batch, 1, frames, bands)."""
        if self.batch_input is not None:
            bands = mel.transpose(1, 2)
            if self.config.zero_mean:
                bands = evenly_normalised(bands, self.batch_input, self.joint)
            elif self.training:
                bands = batch_normalised(bands, self.batch_input, self.joint)
            else:
                bands = self.batch_input(bands)
            return bands.transpose(1, 2).unsqueeze(1)
        return ((mel - self.mean) / self.std).unsqueeze(1)


def build(config: NetworkConfig) -> SingingNet:
    """A freshly initialised network: orthogonal weights, zero biases; in channels-last memory, the fastest on a CPU.

    Raises ModelError for a kind that is not trained with excerpts.
    """
    if config.architecture == "recurrent":
        raise ModelError("recurrent networks can be used but not trained here yet. Choose schlueter2017.")
    network = SingingNet(config)
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's hints lack it
    return network
