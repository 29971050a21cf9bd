"""Random pitch shift, time stretch, frequency filter and loudness of training excerpts (paper section 4).

All four act linearly on magnitudes, and so does the mel bank. What happens along frequency (shift, filter,
loudness, mel) is therefore folded into one mel bank for each excerpt, and the stretch becomes a weighted sum of
two of its mel frames. Interpolation is linear; docs/decisions/0003-warped-mel-banks.md says why.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from svd_core.config import AugmentConfig, FeatureConfig
from svd_core.features import mel_bank

EXCERPT_FRAMES = 115
LABEL_FRAME = EXCERPT_FRAMES // 2
FILTER_CENTRE_HERTZ = (150.0, 8000.0)
FILTER_WIDTH_SEMITONES = (5.0, 7.0)


def excerpt_frames(augment: AugmentConfig) -> int:
    """Frames to read so that the strongest stretch still fills an excerpt; frame `n // 2` carries the label."""
    return int(EXCERPT_FRAMES / (1 - augment.time_stretch))


@dataclass(frozen=True)
class Draws:
    """What was drawn for a batch of excerpts; every tensor is float64, shape (B,)."""

    pitch: Tensor
    """Factor on all frequencies."""
    time: Tensor
    """Factor on all durations."""
    filter_centre: Tensor
    """Hz."""
    filter_width: Tensor
    """Standard deviation in semitones above the centre."""
    filter_gain: Tensor
    """dB at the centre."""
    loudness: Tensor
    """dB at all frequencies."""

    @classmethod
    def identity(cls, batch: int) -> Draws:
        """The draws that change nothing."""
        one, zero = torch.ones(batch, dtype=torch.float64), torch.zeros(batch, dtype=torch.float64)
        return cls(one, one, one * FILTER_CENTRE_HERTZ[0], one * FILTER_WIDTH_SEMITONES[0], zero, zero)

    def to(self, device: torch.device) -> Draws:
        """The same draws on another device."""
        return Draws(*(getattr(self, name).to(device) for name in self.__dataclass_fields__))


class Augmenter:
    """Turns batches of linear-magnitude excerpts into augmented log-mel excerpts, on any device."""

    def __init__(self, augment: AugmentConfig, features: FeatureConfig, device: torch.device | str = "cpu") -> None:
        self.augment = augment
        self.features = features
        self.device = torch.device(device)
        bank = torch.from_numpy(mel_bank(features)).to(self.device)
        # The bank is 2 % full: its non-zero weights and where they are is all that is needed of it.
        self._bins, self._bands = bank.nonzero(as_tuple=True)
        self._weights = bank[self._bins, self._bands].double()

    def draw(self, batch: int, generator: torch.Generator) -> Draws:
        """Random factors for a batch of excerpts, from a CPU generator.

        As many numbers are drawn whatever is switched on, so the same seed keeps the other factors the same.
        """
        uniform = torch.rand((6, batch), dtype=torch.float64, generator=generator)
        signed = 2 * uniform - 1
        low, high = (math.log(hertz) for hertz in FILTER_CENTRE_HERTZ)
        narrow, wide = FILTER_WIDTH_SEMITONES
        return Draws(
            pitch=1 + self.augment.pitch_shift * signed[0],
            time=1 + self.augment.time_stretch * signed[1],
            filter_centre=torch.exp(low + (high - low) * uniform[2]).clamp(*FILTER_CENTRE_HERTZ),
            filter_width=narrow + (wide - narrow) * uniform[3],
            filter_gain=self.augment.filter_db * signed[4],
            loudness=self.augment.loudness_db * signed[5],
        )

    def apply(self, magnitudes: Tensor, draws: Draws) -> Tensor:
        """Raw log-mel (B, 115, n_mels) float32 of linear magnitudes (B, T_in, n_bins) float32.

        Input frame `T_in // 2` stays the centre frame; what is read from outside the input is zero.
        """
        draws = draws.to(self.device)
        mel = torch.bmm(magnitudes.to(self.device), self._warped_banks(draws))
        return self._stretched(mel, draws.time).clamp_min(self.features.log_floor).log()

    def _gain(self, draws: Draws) -> Tensor:
        """Gain of filter and loudness at every bin of the output, shape (B, n_bins), float64."""
        hertz = torch.arange(self.features.n_bins, dtype=torch.float64, device=self.device)
        hertz = hertz * (self.features.sample_rate / self.features.frame_samples)
        centre = draws.filter_centre[:, None]
        deviation = centre * (2 ** (draws.filter_width[:, None] / 12) - 1)
        decibels = draws.filter_gain[:, None] * torch.exp(-0.5 * ((hertz - centre) / deviation) ** 2)
        return 10 ** ((decibels + draws.loudness[:, None]) / 20)

    def _warped_banks(self, draws: Draws) -> Tensor:
        """One mel bank for each excerpt, shape (B, n_bins, n_mels), float32: shift, gain and mel in one."""
        n_bins, n_mels = self.features.n_bins, self.features.n_mels
        position = self._bins / draws.pitch[:, None]
        lower, lower_weight, upper_weight = _linear(position, n_bins)
        weights = self._weights * self._gain(draws)[:, self._bins]
        banks = torch.zeros((len(position), (n_bins + 1) * n_mels), device=self.device)
        index = lower * n_mels + self._bands
        banks.scatter_add_(1, index, (weights * lower_weight).float())
        banks.scatter_add_(1, index + n_mels, (weights * upper_weight).float())
        return banks.view(-1, n_bins + 1, n_mels)[:, :n_bins]

    def _stretched(self, mel: Tensor, stretch: Tensor) -> Tensor:
        """Mel excerpts (B, 115, n_mels) read from (B, T_in, n_mels) around the centre frame."""
        batch, n_frames, n_mels = mel.shape
        offset = torch.arange(EXCERPT_FRAMES, dtype=torch.float64, device=self.device) - LABEL_FRAME
        lower, lower_weight, upper_weight = _linear(n_frames // 2 + offset / stretch[:, None], n_frames)
        index = torch.stack([lower, (lower + 1).clamp_max(n_frames - 1)], dim=-1)
        index += n_frames * torch.arange(batch, device=self.device)[:, None, None]
        weights = torch.stack([lower_weight, upper_weight], dim=-1).float()
        frames = functional.embedding_bag(
            index.view(-1, 2), mel.reshape(-1, n_mels), mode="sum", per_sample_weights=weights.view(-1, 2)
        )
        return frames.view(batch, EXCERPT_FRAMES, n_mels)


def _linear(position: Tensor, length: int) -> tuple[Tensor, Tensor, Tensor]:
    """Linear interpolation at positions in 0 .. length - 1: lower neighbour, its weight, the upper one's weight.

    Both weights are zero for a position outside.
    """
    inside = ((position >= 0) & (position <= length - 1)).double()
    lower = position.floor().clamp(0, length - 1)
    fraction = position - lower
    return lower.long(), (1 - fraction) * inside, fraction * inside
