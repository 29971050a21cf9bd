"""The seven augmentations of training excerpts (paper section 4), a batch at a time, on any device.

Pitch shift, time stretch, frequency filter, loudness and the mel bank are linear in the magnitudes. The stretch is a
weighted sum of two input frames for each output frame; all that happens along frequency (shift, filter, loudness, mel
bank) becomes one sparse mel bank for each excerpt. Interpolation is linear; docs/decisions/0003-warped-mel-banks.md
gives the reasons. Mixing with an excerpt where nobody sings is linear too and follows on mel magnitudes, before the
logarithm. Noise and dropout come last, on the normalised log-mel excerpt.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

import torch
from torch import Tensor
from torch.nn import functional

from svd_core.audio.features import mel_bank
from svd_core.config import AugmentConfig, FeatureConfig

EXCERPT_FRAMES = 115
"""Frames of an augmented excerpt, the window of the network."""

LABEL_FRAME = EXCERPT_FRAMES // 2
"""The frame whose label is the excerpt's."""

FILTER_CENTRE_HERTZ = (150.0, 8000.0)
"""Range of the filter's centre, uniform in its logarithm."""

FILTER_WIDTH_SEMITONES = (5.0, 7.0)
"""Range of the filter's standard deviation, in semitones above its centre."""

CPU_EXCERPTS_TOGETHER = 4
"""Excerpts processed at once on a CPU, whose cache holds them; a whole batch takes two to four times as long."""


def excerpt_frames(augment: AugmentConfig) -> int:
    """Number of frames n to read so that the strongest stretch fills an excerpt; frame `n // 2` has the label."""
    return int(EXCERPT_FRAMES / (1 - augment.time_stretch))


@dataclass(frozen=True)
class AugmentationParameters:
    """The random parameters of a batch of B excerpts; float64 tensors of shape (B,) unless stated otherwise."""

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
    mix: Tensor
    """Weight of the other excerpt; 0 for an excerpt that is not mixed."""
    noise: Tensor | None = None
    """Values to add to the normalised excerpts, shape (B, 115, n_mels), float32; None without noise."""
    kept: Tensor | None = None
    """1 for the values to keep, else 0, shape (B, 115, n_mels), float32; None without dropout."""

    @classmethod
    def identity(cls, batch: int) -> AugmentationParameters:
        """The parameters with which nothing is changed."""
        one, zero = torch.ones(batch, dtype=torch.float64), torch.zeros(batch, dtype=torch.float64)
        return cls(one, one, one * FILTER_CENTRE_HERTZ[0], one * FILTER_WIDTH_SEMITONES[0], zero, zero, zero)

    @property
    def n_mixed(self) -> int:
        """Number of excerpts that are mixed with another one."""
        return int((self.mix > 0).sum())

    def to(self, device: torch.device) -> AugmentationParameters:
        """The same parameters on another device."""
        drawn = ((item.name, getattr(self, item.name)) for item in fields(self))
        return AugmentationParameters(**{name: tensor.to(device) for name, tensor in drawn if tensor is not None})


class Augmenter:
    """Turns batches of linear-magnitude excerpts into augmented log-mel excerpts, on any device.

    Excerpts come out with `n_frames` frames: the 115 of a network's window, or as many as a stretch has.
    """

    def __init__(
        self,
        augment: AugmentConfig,
        features: FeatureConfig,
        device: torch.device | str = "cpu",
        n_frames: int = EXCERPT_FRAMES,
    ) -> None:
        self.augment = augment
        self._n_frames = n_frames
        self.features = features
        self.device = torch.device(device)
        bank = torch.from_numpy(mel_bank(features)).T.to(self.device)
        # The bank is 2 % full: its non-zero weights, band by band, and where they are is all that is needed of it.
        bands, self._bins = bank.nonzero(as_tuple=True)
        self._weights = bank[bands, self._bins]
        self._n_bins_used = int(self._bins.max()) + 1
        self._bank = bank.T[: self._n_bins_used].contiguous()
        # Every weight of the bank is spread over two input bins.
        self._band_starts = 2 * torch.searchsorted(bands, torch.arange(features.n_mels, device=self.device))
        self._frame_starts = 2 * torch.arange(n_frames, device=self.device)

    def draw(self, batch: int, generator: torch.Generator) -> AugmentationParameters:
        """Draw the parameters of a batch of excerpts, on the generator's device.

        As many numbers are drawn whatever is switched on, so that switching one augmentation off leaves the others as
        they were. Noise and dropout, a number for each value, are drawn last, and only if they are on.
        """
        device = generator.device
        uniform = torch.rand((8, batch), dtype=torch.float64, generator=generator, device=device)
        signed = 2 * uniform - 1
        low, high = (math.log(hertz) for hertz in FILTER_CENTRE_HERTZ)
        narrow, wide = FILTER_WIDTH_SEMITONES
        config, shape = self.augment, (batch, self._n_frames, self.features.n_mels)
        return AugmentationParameters(
            pitch=1 + config.pitch_shift * signed[0],
            time=1 + config.time_stretch * signed[1],
            filter_centre=torch.exp(low + (high - low) * uniform[2]).clamp(*FILTER_CENTRE_HERTZ),
            filter_width=narrow + (wide - narrow) * uniform[3],
            filter_gain=config.filter_db * signed[4],
            loudness=config.loudness_db * signed[5],
            mix=(uniform[6] < config.mix) * config.mix_depth * uniform[7],
            noise=torch.randn(shape, generator=generator, device=device).mul_(config.noise) if config.noise else None,
            kept=torch.rand(shape, generator=generator, device=device).ge_(config.dropout) if config.dropout else None,
        )

    def apply(self, magnitudes: Tensor, parameters: AugmentationParameters, negatives: Tensor | None = None) -> Tensor:
        """Log-mel (B, 115, n_mels) of linear magnitudes (B, T_in, n_bins), both float32, without noise and dropout.

        Input frame `T_in // 2` becomes the central frame; frames and bins outside the input count as zero. negatives,
        shape (n, 115, n_bins): the excerpts to mix with, not augmented; either one for each of the B excerpts, or one
        for each that has a weight in parameters.mix, in order.
        """
        parameters = parameters.to(self.device)
        magnitudes = magnitudes.to(self.device)
        together = CPU_EXCERPTS_TOGETHER if self.device.type == "cpu" else max(1, len(magnitudes))
        rows_and_weights = (*self._stretch(parameters, magnitudes.shape[1]), *self._warped_banks(parameters))
        parts = zip(*(torch.split(tensor, together) for tensor in (magnitudes, *rows_and_weights)), strict=True)
        mel = torch.cat([self._mel(*part) for part in parts])
        if negatives is not None:
            mel = self._mixed(mel, parameters.mix.float(), negatives.to(self.device))
        return mel.clamp_min_(self.features.log_floor).log_()

    def spectrum(
        self, magnitudes: Tensor, parameters: AugmentationParameters, negatives: Tensor | None = None
    ) -> Tensor:
        """Augmented linear magnitudes (B, 115, n_bins), whose log-mel `apply` returns; a negative for each excerpt."""
        parameters, magnitudes, n_bins = parameters.to(self.device), magnitudes.to(self.device), self.features.n_bins
        stretched = _row_sums(magnitudes, *self._stretch(parameters, magnitudes.shape[1]), self._frame_starts)
        bins, weights = self._shift(parameters, n_bins)
        starts = 2 * torch.arange(n_bins, device=self.device)
        warped = _row_sums(stretched.transpose(1, 2), bins.flatten(1), weights.flatten(1), starts).transpose(1, 2)
        return warped if negatives is None else torch.lerp(warped, negatives, parameters.mix.float()[:, None, None])

    def _mixed(self, mel: Tensor, share: Tensor, negatives: Tensor) -> Tensor:
        """Mel magnitudes (B, 115, n_mels) mixed with those of negatives (n, 115, n_bins) by the share (B,) of each."""
        others = negatives[..., : self._n_bins_used] @ self._bank
        share = share[:, None, None]
        if len(others) == len(mel):
            return torch.lerp(mel, others, share)
        rows = share.flatten().nonzero().flatten()
        return mel.index_copy(0, rows, torch.lerp(mel[rows], others, share[rows]))

    def _mel(self, magnitudes: Tensor, frames: Tensor, frame_weights: Tensor, bins: Tensor, weights: Tensor) -> Tensor:
        """Mel magnitudes (b, 115, n_mels) of b excerpts, from the input frames and bins that each reads and weights."""
        stretched = _row_sums(magnitudes, frames, frame_weights, self._frame_starts)
        # Each sum over bins goes through all frames at once, so the frames of a bin must be adjacent in memory.
        return _row_sums(stretched.transpose(1, 2), bins, weights, self._band_starts).transpose(1, 2)

    def _stretch(self, parameters: AugmentationParameters, n_frames: int) -> tuple[Tensor, Tensor]:
        """The two input frames that each output frame reads, and their weights, shape (B, 2 * 115) each."""
        frames, weights = _interpolation(self.positions(parameters, n_frames), n_frames)
        return frames.flatten(1), weights.flatten(1)

    def positions(self, parameters: AugmentationParameters, n_frames: int) -> Tensor:
        """Where each output frame lies among n_frames input frames, float64, shape (B, 115)."""
        offset = torch.arange(self._n_frames, dtype=torch.float64, device=self.device) - self._n_frames // 2
        return n_frames // 2 + offset / parameters.time.to(self.device)[:, None]

    def _warped_banks(self, parameters: AugmentationParameters) -> tuple[Tensor, Tensor]:
        """The input bins that the bands of each excerpt read, band by band, and their weights, shape (B, n) each."""
        bins, weights = self._shift(parameters, self._n_bins_used)
        weights = weights.index_select(1, self._bins) * self._weights[:, None]
        return bins.index_select(1, self._bins).flatten(1), weights.flatten(1)

    def _shift(self, parameters: AugmentationParameters, n_bins: int) -> tuple[Tensor, Tensor]:
        """The two input bins that each of the first n_bins output bins reads, and their weights, (B, n_bins, 2) each.

        The weights include the gain of filter and loudness.
        """
        output = torch.arange(n_bins, dtype=torch.float64, device=self.device)
        bins, weights = _interpolation(output / parameters.pitch[:, None], self.features.n_bins)
        return bins, weights * self._gain(parameters, n_bins)[..., None]

    def _gain(self, parameters: AugmentationParameters, n_bins: int) -> Tensor:
        """Factor of filter and loudness on the first n_bins output bins, shape (B, n_bins), float32."""
        hertz = torch.arange(n_bins, dtype=torch.float32, device=self.device)
        hertz = hertz * (self.features.sample_rate / self.features.frame_samples)
        centre = parameters.filter_centre[:, None]
        deviation = centre * (2 ** (parameters.filter_width[:, None] / 12) - 1)
        bell = torch.exp(-0.5 * ((hertz - centre.float()) / deviation.float()) ** 2)
        decibels = parameters.filter_gain[:, None].float() * bell + parameters.loudness[:, None].float()
        return torch.exp(decibels * (math.log(10) / 20))


def corrupted(mel: Tensor, parameters: AugmentationParameters, mean: Tensor, std: Tensor) -> Tensor:
    """Log-mel (B, 115, n_mels) with noise and dropout as they are defined on the input normalised by mean and std.

    Noise is added first, so that dropped values are exactly their band's mean. The network normalises its input
    itself, so the result is not normalised. schlueter2017 normalises by the batch: for it too the mean and std of the
    un-augmented training set define noise and dropout.
    """
    if parameters.noise is not None:
        mel = torch.addcmul(mel, parameters.noise.to(mel.device), std)
    return mel if parameters.kept is None else torch.lerp(mean.expand_as(mel), mel, parameters.kept.to(mel.device))


def _interpolation(position: Tensor, length: int) -> tuple[Tensor, Tensor]:
    """Linear interpolation at positions (B, n) float64: two neighbours and their float32 weights, (B, n, 2) each.

    Both weights are zero for a position outside 0 .. length - 1.
    """
    inside = position == position.clamp(0, length - 1)
    lower = position.floor().clamp(0, length - 2)
    fraction = position - lower
    # In float32, 1 - fraction would lose a tiny weight on a neighbour that is a million times louder.
    weights = torch.stack([(1 - fraction).float(), fraction.float()], dim=-1) * inside[..., None]
    lower = lower.long()
    return torch.stack([lower, lower + 1], dim=-1), weights


def _row_sums(values: Tensor, rows: Tensor, weights: Tensor, starts: Tensor) -> Tensor:
    """Weighted sums (B, n_sums, width) of the rows of values (B, n_rows, width).

    rows and weights, (B, n), list the rows that the sums read, one sum after the other; starts, (n_sums,), tells where
    in that list each sum begins.
    """
    batch, n_rows, width = values.shape
    number = torch.arange(batch, device=values.device)[:, None]
    sums = functional.embedding_bag(
        (rows + n_rows * number).view(-1),
        values.reshape(-1, width),
        (starts + rows.shape[1] * number).view(-1),
        mode="sum",
        per_sample_weights=weights.reshape(-1),
    )
    return sums.view(batch, -1, width)
