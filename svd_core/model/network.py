"""The two networks, evaluated one window at a time or densely over a whole song.

`schlueter2015` is the paper's network (section 3.2), `schlueter2017` its author's later one. Both map a window of
`CONTEXT_FRAMES` log-mel frames to the logit of the probability that someone sings in the central frame.
"""

from __future__ import annotations

from typing import NamedTuple, cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from svd_core.config import NetworkConfig
from svd_core.model.normalisation import evenly_normalised, response_statistics, update_running_statistics

CONTEXT_FRAMES = 115
"""Frames of one window; its label is that of the central frame."""

N_MELS = 80
"""Mel bands of the input; the sizes of the layers follow from it."""

SLOPE = 0.01
"""Slope of the leaky ReLU for negative inputs."""

POOL = 3
"""Frames and bands that a max pooling spans; only the last one of schlueter2017 differs, with 1 frame x 4 bands."""

BATCH_NORM_MOMENTUM = 0.1
"""Share of a batch's statistics in the running ones, which so average over about ten updates."""


class Widths(NamedTuple):
    """Channels that come out of the layers; `fifth` is of the convolution that only schlueter2017 has."""

    first: int = 64
    second: int = 32
    third: int = 128
    fourth: int = 64
    fifth: int = 128
    dense: int = 256
    last: int = 64


WIDTHS = Widths()
"""Those of both networks."""


class Convolution(nn.Module):
    """A valid convolution, batch normalisation where the network has it, leaky ReLU, channel dropout.

    With `pooled` the leaky ReLU is left to the network, which applies it after the pooling that follows: an increasing
    function and a maximum commute, and after the maximum there are fewer values. With `zero_mean` each kernel is used
    minus its own mean, so that the layer does not respond to a constant under the kernel, such as the input level of
    a log spectrogram.
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

    def forward(self, x: Tensor) -> Tensor:
        """Maps (batch, n_in, frames, bands) to (batch, n_out, fewer frames, fewer bands)."""
        weight: Tensor = self.weight
        if self.zero_mean:
            weight = weight - weight.mean(dim=(1, 2, 3), keepdim=True)
        x = _normalised_convolution(x, weight, self.bias, self.normalise)
        if self.pooled:
            return x
        x = functional.leaky_relu_(x, SLOPE)
        return functional.dropout2d(x, self.drop, self.training and self.drop > 0)

    def folded(self) -> tuple[Tensor, Tensor]:
        """Kernels and biases that hold the batch normalisation of evaluation mode, too."""
        if self.normalise is None:
            return self.weight, self.bias
        mean, variance = cast(Tensor, self.normalise.running_mean), cast(Tensor, self.normalise.running_var)
        return _folded(self.weight, self.bias, self.normalise, mean, variance)


class Dense(nn.Module):
    """Dropout, a dense layer over all channels, frames and bands of a window, batch normalisation, leaky ReLU.

    The weight is a convolution kernel of shape (n_out, n_in, frames, bands), so that the same layer slides over a
    whole song. Without `hidden` it is the output layer: no normalisation and no leaky ReLU.
    """

    def __init__(self, n_in: int, n_out: int, frames: int, bands: int, normalise: bool, hidden: bool = True) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(n_out, n_in, frames, bands))
        self.bias = nn.Parameter(torch.zeros(n_out))
        self.normalise = nn.BatchNorm2d(n_out, momentum=BATCH_NORM_MOMENTUM) if normalise and hidden else None
        self.hidden = hidden

    def forward(self, x: Tensor) -> Tensor:
        """Maps (batch, n_in, frames, bands) to (batch, n_out, fewer frames, fewer bands)."""
        x = dropout(x, 0.5) if self.training else x
        # A kernel that spans all bands slides along time only. With the bands as channels, which in channels-last
        # memory needs no copy, the convolution is four times faster.
        x, weight = _bands_as_channels(x), _bands_as_channels(self.weight)
        x = _normalised_convolution(x, weight, self.bias, self.normalise)
        return functional.leaky_relu_(x, SLOPE) if self.hidden else x


def _normalised_convolution(x: Tensor, weight: Tensor, bias: Tensor, normalise: nn.BatchNorm2d | None) -> Tensor:
    """Convolution followed by batch normalisation.

    In evaluation mode the normalisation is folded into the kernels. So it is in training if the input has a single
    channel: then the statistics of the output are found without computing it (`response_statistics`).
    """
    if normalise is None:
        return functional.conv2d(x, weight, bias)
    if not normalise.training:
        mean, variance = cast(Tensor, normalise.running_mean), cast(Tensor, normalise.running_var)
    elif weight.shape[1] == 1 and not x.requires_grad:
        mean, variance, count = response_statistics(x, weight, bias)
        update_running_statistics(normalise, mean, variance, count)
    else:
        return cast(Tensor, normalise(functional.conv2d(x, weight, bias)))
    return functional.conv2d(x, *_folded(weight, bias, normalise, mean, variance))


def _folded(
    weight: Tensor, bias: Tensor, normalise: nn.BatchNorm2d, mean: Tensor, variance: Tensor
) -> tuple[Tensor, Tensor]:
    """Kernels and biases of a convolution that normalises by this mean and variance of each channel itself."""
    scale = normalise.weight * (variance + normalise.eps).rsqrt()
    return weight * scale[:, None, None, None], (bias - mean) * scale + normalise.bias


def dropout(x: Tensor, share: float) -> Tensor:
    """Dropout of single values with the same random mask whatever the memory layout of x, unlike PyTorch's own."""
    kept = torch.empty(x.shape, dtype=x.dtype, device=x.device).bernoulli_(1 - share).div_(1 - share)
    return x * kept


def _bands_as_channels(x: Tensor) -> Tensor:
    """View a tensor (n, channels, frames, bands) as (n, bands * channels, frames, 1)."""
    return x.permute(0, 2, 3, 1).flatten(2).unsqueeze(2).permute(0, 3, 1, 2)


class SingingNet(nn.Module):
    """A convolutional singing voice detector on raw log-mel frames, which it normalises itself.

    The output of a zero-mean network does not depend on the input level: a gain adds a constant to a log spectrogram,
    it is still a constant once all bands are divided by one common deviation, and kernels of zero mean do not respond
    to constants.

    Attributes:
        config: the options it was built with.
        mean, std: mean and standard deviation of each mel band over the training set, shape (80,) each. Only
            schlueter2015 normalises its input with them; schlueter2017 has a batch normalisation there.
        context_frames: frames that `dense` needs on either side of those whose logits it returns.
        grid_frames: the first of those must be at a multiple of this many frames in its song.
        chunk_frames: frames to evaluate at once, 20 s. Shorter chunks spend more on their context; in longer ones the
            output of a layer exceeds the 32 MB up to which glibc reuses memory, and new pages take a tenth of the time.
    """

    mean: Tensor
    std: Tensor
    context_frames = CONTEXT_FRAMES // 2
    grid_frames = 1
    chunk_frames = 1400

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.config = config
        widths = WIDTHS
        later = config.architecture == "schlueter2017"
        self.batch_input = nn.BatchNorm1d(N_MELS, affine=False, momentum=BATCH_NORM_MOMENTUM) if later else None
        self.register_buffer("mean", torch.zeros(N_MELS))
        self.register_buffer("std", torch.ones(N_MELS))
        drop = 0.1 if later else 0.0
        self.early = nn.Sequential(
            Convolution(1, widths.first, (3, 3), later, drop, config.zero_mean),
            Convolution(widths.first, widths.second, (3, 3), later, 0.0, pooled=True),
        )
        self.early_drop = drop
        middle = [
            Convolution(widths.second, widths.third, (3, 3), later, drop),
            Convolution(widths.third, widths.fourth, (3, 3), later, drop, pooled=not later),
        ]
        if later:
            middle.append(Convolution(widths.fourth, widths.fifth, (3, 18), later, 0.0, pooled=True))
        self.middle = nn.Sequential(*middle)
        n_channels, n_frames, n_bands = (widths.fifth, 31, 1) if later else (widths.fourth, 11, 7)
        self.head = nn.Sequential(
            Dense(n_channels, widths.dense, n_frames, n_bands, later),
            Dense(widths.dense, widths.last, 1, 1, later),
            Dense(widths.last, 1, 1, 1, later, hidden=False),
        )
        for name, parameter in self.named_parameters():
            if parameter.dim() == 4 and name.endswith("weight"):
                nn.init.orthogonal_(parameter)

    @property
    def device(self) -> torch.device:
        """The device that holds the weights."""
        return self.mean.device

    @property
    def logit_bias(self) -> Tensor:
        """What its last layer adds to every logit, shape (1,)."""
        return cast(Dense, self.head[-1]).bias

    def forward(self, mel: Tensor) -> Tensor:
        """Logits of the central frames, shape (batch,), for windows of shape (batch, 115, 80)."""
        x = self.early(self._normalised(mel))
        x = functional.leaky_relu_(functional.max_pool2d(x, POOL), SLOPE)
        if self.training and self.early_drop:
            x = functional.dropout2d(x, self.early_drop)
        x = self.middle(x)
        x = functional.leaky_relu_(functional.max_pool2d(x, self._late_pool()), SLOPE)
        return cast(Tensor, self.head(x).flatten())

    def normalise_by(self, mean: Tensor, std: Tensor) -> None:
        """Set mean and std, shape (80,) each; a zero-mean network uses the root mean square of std for all bands."""
        self.mean = mean
        self.std = std.square().mean().sqrt().expand_as(std).clone() if self.config.zero_mean else std

    def dense(self, mel: Tensor) -> Tensor:
        """Logits of every frame, shape (n,), from a log-mel spectrogram of shape (n + 114, 80).

        They equal those of `forward` on each window, at about a fiftieth of the cost. Pooling has stride one in time
        here; after it every third frame belongs to the same grid of windows. The three grids become entries of the
        batch, so that ordinary convolutions follow.
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
        """Max-pool x (b, c, t, f) by 3 x 3 at each of the 3 offsets in time, giving (3 b, c, t // 3, f // 3).

        n: number of windows that start in x; zero frames are appended so that every offset has equally many.
        """
        x = functional.pad(x, (0, 0, 0, -n % POOL))
        x = functional.max_pool2d(x, POOL, stride=(1, POOL))
        batch, channels, frames, bands = x.shape
        x = x.reshape(batch, channels, frames // POOL, POOL, bands)
        return x.permute(3, 0, 1, 2, 4).flatten(0, 1)

    def _late_pool(self) -> tuple[int, int]:
        return (1, 4) if self.batch_input is not None else (POOL, POOL)

    def _normalised(self, mel: Tensor) -> Tensor:
        """Input of shape (batch, frames, bands) with every band at zero mean and unit deviation, a channel added."""
        if self.batch_input is not None:
            bands = mel.transpose(1, 2)
            if self.config.zero_mean:
                bands = evenly_normalised(bands, self.batch_input)
            else:
                bands = self.batch_input(bands)
            return bands.transpose(1, 2).unsqueeze(1)
        return ((mel - self.mean) / self.std).unsqueeze(1)


def build(config: NetworkConfig) -> SingingNet:
    """A freshly initialised network: orthogonal weights, zero biases, channels-last memory (fastest in detection)."""
    network = SingingNet(config)
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's hints lack it
    return network
