"""A recurrent network: convolutions describe a quarter of a second around a frame, a bidirectional GRU four seconds.

What the paper's discussion (section 6) proposes as an alternative to long windows: recurrent connections, and little
input a frame. It learns from every frame of a stretch, and takes 0.55 M multiply-adds a frame where schlueter2017
takes 7 M.
"""

from __future__ import annotations

import math
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from svd_core.config import NetworkConfig
from svd_core.errors import ModelError
from svd_core.model.log_frequency import LogFrequencyAxis
from svd_core.model.network import BATCH_NORM_MOMENTUM, N_MELS, SLOPE, Convolution
from svd_core.model.song_evaluation import described_in_pieces, gru_in_blocks

REACH_FRAMES = 8
"""Frames that the convolutions see before and after a frame."""

BLOCK_FRAMES = 140
"""Frames that the GRU answers for at once, 2 s."""

MARGIN_FRAMES = 70
"""Frames that the GRU is run before and after a block, 1 s.

It is started anew for every block. Run over a whole song it drifts, because it learned from stretches of a few seconds:
where one starts then changes probabilities by up to 0.4, and more frames are wrong at the threshold 0.5
(docs/results/hearing.md).
"""

SOFT_FLOOR = 0.01
"""Added to the mel magnitudes before the logarithm: what is quieter, such as the traces of a codec, is not heard."""


DILATIONS = (1, 2, 4, 8, 16)
"""Steps of two frames between the taps of the dilated convolutions: together they see 0.9 s before and after."""


class DilatedMemory(nn.Module):
    """Dilated convolutions over time, each added to what came before: a memory of finite reach in place of a GRU."""

    def __init__(self, n_in: int, n_out: int) -> None:
        super().__init__()
        self.input = nn.Linear(n_in, n_out)
        self.convolutions = nn.ModuleList(
            nn.Conv1d(n_out, n_out, 3, padding=dilation, dilation=dilation, bias=False) for dilation in DILATIONS
        )
        self.normalise = nn.ModuleList(nn.BatchNorm1d(n_out, momentum=BATCH_NORM_MOMENTUM) for _ in DILATIONS)

    def forward(self, x: Tensor) -> Tensor:
        """Maps (batch, steps, n_in) to (batch, steps, n_out); silence is assumed outside."""
        x = self.input(x).transpose(1, 2)
        for convolution, normalise in zip(self.convolutions, self.normalise, strict=True):
            x = x + functional.leaky_relu(normalise(convolution(x)), SLOPE)
        return x.transpose(1, 2)


class RecurrentNet(nn.Module):
    """A convolutional recurrent detector on raw log-mel frames; normalisation is part of it.

    Five valid convolutions with batch normalisation and maximum pooling, then a bidirectional GRU and a dense layer.
    The second pooling halves the frame rate; the dense layer gives two logits a step, so that every frame has its own.

    | layer | output for t + 16 frames: channels x frames x bands |
    |---|---|
    | conv 3 x 3, pool 1 x 2 | 24 x (t + 14) x 39 |
    | conv 3 x 3, pool 2 x 2 | 24 x (t / 2 + 6) x 18 |
    | conv 3 x 3 | 48 x (t / 2 + 4) x 16 |
    | conv 3 x 3, pool 1 x 2 | 48 x (t / 2 + 2) x 7 |
    | conv 3 x 7 | 96 x t / 2 x 1 |
    | GRU, 64 units in each direction, or dilated convolutions | 128 x t / 2 |
    | dense | t |

    With `config.channels` = c the convolutions have c, c, 2 c, 2 c and 4 c channels, and with `config.units` = u the
    memory has 2 u; the table is for 24 and 64.

    "log-frequency" reads the bands on a logarithmic axis and does not pool after the fourth convolution. The last one
    then looks at eight heights, 3.8 semitones apart, and the largest answer counts, so that what it has learned to
    recognise may lie two octaves higher or lower (the first proposal of the same section).

    Attributes:
        config: the options it was built with.
        context_frames: frames that `dense` needs on either side of those it answers for.
        grid_frames: those it answers for must begin at a multiple of this many frames of the song.
        chunk_frames: frames to evaluate at once, a minute: few spend little on their context, and the GRU is faster
            with many blocks at once.
    """

    context_frames = REACH_FRAMES + MARGIN_FRAMES
    grid_frames = BLOCK_FRAMES
    chunk_frames = 30 * BLOCK_FRAMES

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        if config.zero_mean:
            raise ModelError("a recurrent network with kernels of zero mean is not known. Leave zero_mean out.")
        self.config = config
        self.batch_input = nn.BatchNorm1d(N_MELS, affine=False, momentum=BATCH_NORM_MOMENTUM)
        n, units = config.channels, config.units
        self.convolutions = nn.ModuleList(
            [
                Convolution(1, n, (3, 3), normalise=True, drop=0.0, pooled=True),
                Convolution(n, n, (3, 3), normalise=True, drop=0.0, pooled=True),
                Convolution(n, 2 * n, (3, 3), normalise=True, drop=0.0, pooled=True),
                Convolution(2 * n, 2 * n, (3, 3), normalise=True, drop=0.0, pooled=True),
                Convolution(2 * n, 4 * n, (3, 7), normalise=True, drop=0.0, pooled=True),
            ]
        )
        tolerant = config.architecture == "log-frequency"
        self.axis = LogFrequencyAxis() if tolerant else None
        self.pools = ((1, 2), (2, 2), (1, 1), (1, 1) if tolerant else (1, 2), (1, 1))
        if config.architecture == "dilated":
            self.memory: nn.Module = DilatedMemory(4 * n, 2 * units)
        else:
            self.gru = nn.GRU(4 * n, units, batch_first=True, bidirectional=True)
        self.dropout = nn.Dropout(0.1)
        self.output = nn.Linear(2 * units, 2)
        for convolution in self.convolutions:
            nn.init.orthogonal_(cast(Convolution, convolution).weight)

    @property
    def device(self) -> torch.device:
        """Where its weights are."""
        return self.output.weight.device

    @property
    def logit_bias(self) -> Tensor:
        """What its last layer adds to the two logits of a step, shape (2,)."""
        return self.output.bias

    def forward(self, mel: Tensor) -> Tensor:
        """Logits of shape (batch, frames) for stretches of shape (batch, frames + 16, 80), frames even."""
        return self._logits(self._described(mel))

    def dense(self, mel: Tensor) -> Tensor:
        """Logits of every frame, shape (n,), from a log-mel spectrogram of shape (n + 2 * context_frames, 80).

        The first of the n frames must begin a block of its song, and the last one end a block or the song. What a song
        is cut into then makes no difference. It is meant for evaluation mode.
        """
        n_frames = len(mel) - 2 * self.context_frames
        n_blocks = math.ceil(n_frames / BLOCK_FRAMES)
        missing = n_blocks * BLOCK_FRAMES - n_frames
        padded = functional.pad(mel, (0, 0, 0, missing), value=math.log(SOFT_FLOOR))
        convolutions = [cast(Convolution, convolution) for convolution in self.convolutions]
        steps = described_in_pieces(self._bands(padded[None])[0], convolutions, self.pools, REACH_FRAMES)
        if self.config.architecture == "dilated":
            blocks = steps.unfold(0, (BLOCK_FRAMES + 2 * MARGIN_FRAMES) // 2, BLOCK_FRAMES // 2).transpose(1, 2)
            margin = MARGIN_FRAMES // 2
            remembered = self.memory(blocks)[:, margin : margin + BLOCK_FRAMES // 2]
        else:
            remembered = gru_in_blocks(self.gru, steps, BLOCK_FRAMES // 2, MARGIN_FRAMES // 2)
        return cast(Tensor, self.output(remembered)).flatten()[:n_frames]

    def _described(self, mel: Tensor) -> Tensor:
        """What the convolutions make of stretches of shape (batch, frames + 16, 80): (batch, frames / 2, 96)."""
        x = self._bands(mel).unsqueeze(1).contiguous(memory_format=torch.channels_last)
        for convolution, pool in zip(self.convolutions, self.pools, strict=True):
            x = convolution(x)
            x = functional.leaky_relu_(x if pool == (1, 1) else functional.max_pool2d(x, pool), SLOPE)
        return x.amax(3).transpose(1, 2)

    def _bands(self, mel: Tensor) -> Tensor:
        """Bands over the soft floor, on the network's axis and normalised: (batch, frames, 80) to the same shape."""
        floored = torch.logaddexp(mel, mel.new_tensor(math.log(SOFT_FLOOR)))
        if self.axis is not None:
            floored = self.axis(floored)
        return cast(Tensor, self.batch_input(floored.transpose(1, 2)).transpose(1, 2))

    def _logits(self, x: Tensor) -> Tensor:
        """Logits of shape (batch, frames) from what the convolutions made, shape (batch, frames / 2, 96)."""
        x = self.memory(x) if self.config.architecture == "dilated" else self.gru(x)[0]
        return cast(Tensor, self.output(self.dropout(x)).flatten(1))
