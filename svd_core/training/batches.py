"""Training batches: from the sample bank to augmented log-mel excerpts and their targets, all on one device.

The batch of an update follows from the seed and its number alone, so a resumed training and a thread that works ahead
see the same batches.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from operator import itemgetter
from typing import cast

import numpy as np
import torch
from torch import Tensor

from svd_core.audio.features import mel_bank
from svd_core.audio.stft import window
from svd_core.config import FeatureConfig, Preset
from svd_core.data.loading import StemSources
from svd_core.data.recordings import Recording
from svd_core.errors import DataError
from svd_core.training.augmentation import EXCERPT_FRAMES, Augmenter, corrupted, excerpt_frames
from svd_core.training.excerpts import ExcerptBatch, ExcerptExtent, ExcerptSampler, Material, Negatives
from svd_core.training.position_order import random_seed
from svd_core.training.sample_bank import SampleBank, build_sample_bank

CPU_EXCERPTS_TOGETHER = 4
"""Excerpts processed at once on a CPU: the memory of so few stays in its cache."""

PIECE_FRAMES = 2048
"""Frames analysed at once for the statistics of the mel bands."""

STATISTICS_FRAMES = 2_500_000
"""Frames of songs, about 10 hours, that these statistics take in at most."""

N_MIXES_FOR_STATISTICS = 400
"""Random mixes that the statistics of the mel bands take in, besides all songs."""


class Batches:
    """All training data on a device, and the batches made of it.

    Attributes:
        statistics: mean and standard deviation of each mel band, shape (n_mels,), in terms of which noise and dropout
            on the input are defined; to be set to those of the network.
    """

    def __init__(
        self,
        songs: tuple[Recording, ...],
        sources: StemSources,
        preset: Preset,
        features: FeatureConfig,
        device: torch.device | str = "cpu",
    ) -> None:
        self._bank, self._material = build_bank(songs, sources, features, torch.device(device))
        config = preset.train
        self._config = config
        self._extent = ExcerptExtent(excerpt_frames(preset.augment), features)
        self._spectra = Spectra(features, self._bank.device)
        self._augmenter = Augmenter(preset.augment, features, self._bank.device)
        self._sampler = ExcerptSampler(
            self._bank, self._material, self._extent, config.batch_size, config.song_share, config.seed
        )
        if not self._sampler.has_voice:
            seconds = self._extent.n_samples / features.sample_rate
            raise DataError(
                f"nothing to learn from: in no song or voice longer than {seconds:.1f} s anything is checked. "
                "Add songs, or mark more as checked."
            )
        self._negatives = None
        if preset.augment.mix:
            unstretched = replace(self._extent, n_frames=EXCERPT_FRAMES)
            self._negatives = Negatives(self._bank, self._material, unstretched, config.song_share)
        self._generator = torch.Generator(self._bank.device)
        self.statistics = (torch.zeros(features.n_mels), torch.ones(features.n_mels))

    @property
    def on_device(self) -> bool:
        """Whether batches are drawn from the memory of the device alone, so that drawing them can be recorded."""
        return self._bank.sounds.on_device

    def batch(self, update: int) -> tuple[Tensor, Tensor]:
        """The batch of an update: log-mel excerpts (batch, 115, n_mels) and targets (batch,), both float32."""
        self.fill_order(update)
        self._generator.manual_seed(random_seed(self._config.seed, 2, update))
        # Unlike torch.tensor, torch.full fills it on a graphics card without waiting for what the card does.
        number = torch.full((), update, dtype=torch.long, device=self._bank.device)
        return self.draw(number, self._generator)

    def fill_order(self, update: int) -> None:
        """Fill the list of shuffled song positions with the epochs that this update needs; `draw` requires it."""
        self._sampler.fill_order(update)

    def draw(self, update: Tensor, generator: torch.Generator) -> tuple[Tensor, Tensor]:
        """What `batch` returns, by tensor operations alone; update is an integer tensor of shape () on the device."""
        count = self._config.batch_size
        excerpts = self._sampler.draw(update, generator)
        parameters = self._augmenter.draw(count, generator)
        others = self._negatives.draw(count, generator) if self._negatives else None
        magnitudes = self._magnitudes(self._sampler, excerpts)
        negatives = self._negative_magnitudes(others, parameters.mix) if others else None
        mel = self._augmenter.apply(magnitudes, parameters, negatives)
        mel = corrupted(mel, parameters, *self.statistics)
        margin = self._config.target_margin
        return mel, self._sampler.targets(excerpts) * (1 - 2 * margin) + margin

    def mel_statistics(self) -> tuple[Tensor, Tensor]:
        """Mean and standard deviation, shape (n_mels,) each, over all songs and, if there are stems, some mixes.

        Not augmented, summed in float64, with n - 1 in the denominator (paper section 3.1).
        """
        count, total, squares = 0, torch.zeros(()), torch.zeros(())
        for mel in self._unaugmented():
            count += len(mel)
            total = total + mel.double().sum(0)
            squares = squares + mel.double().square().sum(0)
        mean = total / count
        variance = (squares - count * mean.square()) / max(1, count - 1)
        return mean.float(), variance.clamp(min=1e-6).sqrt().float()

    def _unaugmented(self) -> Iterator[Tensor]:
        """Log-mel frames (n, n_mels), piece by piece, of all songs and of some mixes."""
        hop, features = self._bank.features.hop_samples, self._bank.features
        overlap = features.frame_samples - hop
        pieces = [
            (first, min(PIECE_FRAMES, track.start + track.n_frames - first))
            for track in self._material.songs
            for first in range(track.start, track.start + track.n_frames, PIECE_FRAMES)
        ]
        # Of a large corpus, pieces evenly picked.
        for first, n_frames in pieces[:: math.ceil(len(pieces) * PIECE_FRAMES / STATISTICS_FRAMES) or 1]:
            samples = self._bank.sounds.piece(first * hop, (first + n_frames) * hop + overlap)
            yield self._spectra.log_mel(samples[None].float() / 32768).flatten(0, 1)
        if self._sampler.has_mixes:
            stems = replace(self._material, songs=())
            mixes = ExcerptSampler(self._bank, stems, self._extent, N_MIXES_FOR_STATISTICS, 0.0, self._config.seed)
            self._generator.manual_seed(random_seed(self._config.seed, 3))
            batch = mixes.draw(torch.zeros((), dtype=torch.long, device=self._bank.device), self._generator)
            for row in range(N_MIXES_FOR_STATISTICS):
                yield self._spectra.log_mel(mixes.samples(batch.rows(itemgetter(slice(row, row + 1))))).flatten(0, 1)

    def _magnitudes(self, source: ExcerptSampler | Negatives, batch: ExcerptBatch) -> Tensor:
        """Linear STFT magnitudes (batch, n_frames, n_bins) of excerpts."""
        if self._bank.device.type != "cpu":
            return self._spectra.magnitudes(source.samples(batch))
        result = torch.empty(len(batch.kind), source.extent.n_frames, self._bank.features.n_bins)
        for first in range(0, len(batch.kind), CPU_EXCERPTS_TOGETHER):
            rows = slice(first, first + CPU_EXCERPTS_TOGETHER)
            self._spectra.magnitudes(source.samples(batch.rows(itemgetter(rows))), result[rows])
        return result

    def _negative_magnitudes(self, others: ExcerptBatch, shares: Tensor) -> Tensor | None:
        """Magnitudes of the negatives: on a CPU only of those with a share, elsewhere of all, without a look."""
        if self._negatives is None:
            return None
        if self._bank.device.type == "cpu":
            others = others.rows(lambda whole: whole[shares > 0])
            if not len(others.kind):
                return None
        return self._magnitudes(self._negatives, others)


class Spectra:
    """Short-time spectra of batches of samples on a device, equal to those that `audio.features` makes of a song."""

    def __init__(self, features: FeatureConfig, device: torch.device) -> None:
        self._features = features
        self._taper = torch.from_numpy(window(features.frame_samples)).to(device)
        self._bank = torch.from_numpy(mel_bank(features)).to(device)

    def magnitudes(self, samples: Tensor, out: Tensor | None = None) -> Tensor:
        """Linear STFT magnitudes (batch, n_frames, n_bins) of samples (batch, n); on a CPU written to out."""
        frames = samples.unfold(1, self._features.frame_samples, self._features.hop_samples)
        if samples.device.type != "cpu":
            return cast(Tensor, torch.fft.rfft(frames * self._taper).abs())
        result = torch.empty(*frames.shape[:2], self._features.n_bins) if out is None else out
        for row, found in zip(frames, result, strict=True):
            # One excerpt at a time stays in the cache, and NumPy's modulus takes a tenth of torch's time.
            np.abs(torch.fft.rfft(row * self._taper).numpy(), out=found.numpy())
        return result

    def log_mel(self, samples: Tensor) -> Tensor:
        """Natural-log mel spectra (batch, n_frames, n_mels) of samples (batch, n)."""
        return (self.magnitudes(samples) @ self._bank).clamp_min_(self._features.log_floor).log_()


def build_bank(
    songs: tuple[Recording, ...], sources: StemSources, features: FeatureConfig, device: torch.device
) -> tuple[SampleBank, Material]:
    """All recordings in one sample bank, and their tracks by use."""
    bank, tracks = build_sample_bank((*songs, *sources.recordings()), features, device)
    n_songs, n_stems, n_singers = len(songs), len(sources.stems), len(sources.singers)
    stems, rest = tracks[n_songs : n_songs + 2 * n_stems], tracks[n_songs + 2 * n_stems :]
    return bank, Material(tracks[:n_songs], stems[::2], stems[1::2], rest[:n_singers], rest[n_singers:])
