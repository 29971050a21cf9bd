"""The seven augmentations of training excerpts (paper section 4), a batch at a time, on any device.

Pitch shift, time stretch, frequency filter and loudness act linearly on magnitudes, and so does the mel bank. The
stretch is a weighted sum of two input frames for each output frame; what happens along frequency (shift, filter,
loudness, mel) is folded into one sparse mel bank for each excerpt. Interpolation is linear;
docs/decisions/0003-warped-mel-banks.md says why. Mixing with an excerpt where nobody sings comes next: being linear
too, it is done on mel magnitudes, before the logarithm. Noise and dropout come last, on what the network sees.
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
LABEL_FRAME = EXCERPT_FRAMES // 2
FILTER_CENTRE_HERTZ = (150.0, 8000.0)
FILTER_WIDTH_SEMITONES = (5.0, 7.0)
# What a few excerpts need stays in the cache; a whole batch at once takes two to four times as long.
CPU_EXCERPTS_TOGETHER = 4


def excerpt_frames(augment: AugmentConfig) -> int:
    """Frames to read so that the strongest stretch still fills an excerpt; frame `n // 2` carries the label."""
    return int(EXCERPT_FRAMES / (1 - augment.time_stretch))


@dataclass(frozen=True)
class AugmentationParameters:
    """What was drawn for a batch of excerpts; tensors are float64, shape (B,), unless they say otherwise."""

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
    """Weight of the other excerpt; 0 for an excerpt that stays alone."""
    noise: Tensor | None = None
    """What is added to the normalised excerpt, shape (B, 115, n_mels), float32; None where noise is off."""
    kept: Tensor | None = None
    """1 for the values that dropout spares, else 0, shape (B, 115, n_mels), float32; None where dropout is off."""

    @classmethod
    def identity(cls, batch: int) -> AugmentationParameters:
        """The draws that change nothing."""
        one, zero = torch.ones(batch, dtype=torch.float64), torch.zeros(batch, dtype=torch.float64)
        return cls(one, one, one * FILTER_CENTRE_HERTZ[0], one * FILTER_WIDTH_SEMITONES[0], zero, zero, zero)

    @property
    def n_mixed(self) -> int:
        """How many excerpts are mixed with another one."""
        return int((self.mix > 0).sum())

    def to(self, device: torch.device) -> AugmentationParameters:
        """The same draws on another device."""
        drawn = ((item.name, getattr(self, item.name)) for item in fields(self))
        return AugmentationParameters(**{name: tensor.to(device) for name, tensor in drawn if tensor is not None})


class Augmenter:
    """Turns batches of linear-magnitude excerpts into augmented log-mel excerpts, on any device."""

    def __init__(self, augment: AugmentConfig, features: FeatureConfig, device: torch.device | str = "cpu") -> None:
        self.augment = augment
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
        self._frame_starts = 2 * torch.arange(EXCERPT_FRAMES, device=self.device)

    def draw(self, batch: int, generator: torch.Generator) -> AugmentationParameters:
        """Random factors for a batch of excerpts, on the generator's device.

        As many factors are drawn whatever is switched on, so the same seed keeps the other factors the same. Noise
        and dropout, one number for every value, are drawn after them, and only if they are on.
        """
        device = generator.device
        uniform = torch.rand((8, batch), dtype=torch.float64, generator=generator, device=device)
        signed = 2 * uniform - 1
        low, high = (math.log(hertz) for hertz in FILTER_CENTRE_HERTZ)
        narrow, wide = FILTER_WIDTH_SEMITONES
        config, shape = self.augment, (batch, EXCERPT_FRAMES, self.features.n_mels)
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
        """Raw log-mel (B, 115, n_mels) float32 of linear magnitudes (B, T_in, n_bins) float32, all but `corrupted`.

        Input frame `T_in // 2` stays the centre frame; what is read from outside the input is zero. `negatives`,
        (n, 115, n_bins), holds what to mix with: an excerpt for each of the batch, or only for those that the draws
        mix, in order. They are mixed in as they are.
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
        """Linear magnitudes (B, 115, n_bins) whose mel `apply` gives, for the ear; `negatives` for all of the batch."""
        parameters, magnitudes, n_bins = parameters.to(self.device), magnitudes.to(self.device), self.features.n_bins
        stretched = _row_sums(magnitudes, *self._stretch(parameters, magnitudes.shape[1]), self._frame_starts)
        bins, weights = self._shift(parameters, n_bins)
        starts = 2 * torch.arange(n_bins, device=self.device)
        warped = _row_sums(stretched.transpose(1, 2), bins.flatten(1), weights.flatten(1), starts).transpose(1, 2)
        return warped if negatives is None else torch.lerp(warped, negatives, parameters.mix.float()[:, None, None])

    def _mixed(self, mel: Tensor, share: Tensor, negatives: Tensor) -> Tensor:
        """Mel magnitudes (B, 115, n_mels) blended with those of other excerpts, (n, 115, n_bins), by their share."""
        others = negatives[..., : self._n_bins_used] @ self._bank
        share = share[:, None, None]
        if len(others) == len(mel):
            return torch.lerp(mel, others, share)
        rows = share.flatten().nonzero().flatten()
        return mel.index_copy(0, rows, torch.lerp(mel[rows], others, share[rows]))

    def _mel(self, magnitudes: Tensor, frames: Tensor, frame_weights: Tensor, bins: Tensor, weights: Tensor) -> Tensor:
        """Mel magnitudes (b, 115, n_mels) of a few excerpts, from the frames and then the bins that each one reads."""
        stretched = _row_sums(magnitudes, frames, frame_weights, self._frame_starts)
        # The sum over bins runs over all frames at once: the frames of a bin must lie next to each other in memory.
        return _row_sums(stretched.transpose(1, 2), bins, weights, self._band_starts).transpose(1, 2)

    def _stretch(self, parameters: AugmentationParameters, n_frames: int) -> tuple[Tensor, Tensor]:
        """The two input frames that each output frame reads and their weights, shape (B, 2 * 115) each."""
        offset = torch.arange(EXCERPT_FRAMES, dtype=torch.float64, device=self.device) - LABEL_FRAME
        frames, weights = _interpolation(n_frames // 2 + offset / parameters.time[:, None], n_frames)
        return frames.flatten(1), weights.flatten(1)

    def _warped_banks(self, parameters: AugmentationParameters) -> tuple[Tensor, Tensor]:
        """The input bins that each excerpt's bands read, band after band, and their weights, shape (B, n) each."""
        bins, weights = self._shift(parameters, self._n_bins_used)
        weights = weights.index_select(1, self._bins) * self._weights[:, None]
        return bins.index_select(1, self._bins).flatten(1), weights.flatten(1)

    def _shift(self, parameters: AugmentationParameters, n_bins: int) -> tuple[Tensor, Tensor]:
        """The two input bins that each of the first bins reads, and their weights, gain included, (B, n_bins, 2)."""
        output = torch.arange(n_bins, dtype=torch.float64, device=self.device)
        bins, weights = _interpolation(output / parameters.pitch[:, None], self.features.n_bins)
        return bins, weights * self._gain(parameters, n_bins)[..., None]

    def _gain(self, parameters: AugmentationParameters, n_bins: int) -> Tensor:
        """Gain of filter and loudness at the first bins of the output, shape (B, n_bins), float32."""
        hertz = torch.arange(n_bins, dtype=torch.float32, device=self.device)
        hertz = hertz * (self.features.sample_rate / self.features.frame_samples)
        centre = parameters.filter_centre[:, None]
        deviation = centre * (2 ** (parameters.filter_width[:, None] / 12) - 1)
        bell = torch.exp(-0.5 * ((hertz - centre.float()) / deviation.float()) ** 2)
        decibels = parameters.filter_gain[:, None].float() * bell + parameters.loudness[:, None].float()
        return torch.exp(decibels * (math.log(10) / 20))


def corrupted(mel: Tensor, parameters: AugmentationParameters, mean: Tensor, std: Tensor) -> Tensor:
    """Raw log-mel (B, 115, n_mels) that, normalised by the network's mean and std, has its noise and dropout.

    Noise comes first, so what is dropped is exactly the band's mean. Normalisation is part of the network, hence the
    way there and back. schlueter2017 has its input normalised by the batch at hand: for it too, mean and std of the
    un-augmented training set say what noise and dropout are, and the batch is normalised with them in it.
    """
    if parameters.noise is not None:
        mel = torch.addcmul(mel, parameters.noise.to(mel.device), std)
    return mel if parameters.kept is None else torch.lerp(mean.expand_as(mel), mel, parameters.kept.to(mel.device))


def _interpolation(position: Tensor, length: int) -> tuple[Tensor, Tensor]:
    """The two neighbours of positions (B, n) float64 on 0 .. length - 1 and their float32 weights, (B, n, 2) each.

    Both weights are zero for a position outside.
    """
    inside = position == position.clamp(0, length - 1)
    lower = position.floor().clamp(0, length - 2)
    fraction = position - lower
    # Rounded only now: in float32, 1 - fraction would lose a tiny weight on a neighbour a million times louder.
    weights = torch.stack([(1 - fraction).float(), fraction.float()], dim=-1) * inside[..., None]
    lower = lower.long()
    return torch.stack([lower, lower + 1], dim=-1), weights


def _row_sums(values: Tensor, rows: Tensor, weights: Tensor, starts: Tensor) -> Tensor:
    """Weighted sums of the rows of each matrix, (B, n_sums, width), of values (B, n_rows, width).

    `rows` and `weights`, (B, n), list what the sums read, one sum after the other; `starts`, (n_sums,), where in
    the list each sum begins.
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
