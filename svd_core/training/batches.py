"""Batches to train on: from the tape to augmented log-mel excerpts and their targets, all on one device.

The batch of an update follows from the seed and its number alone. So a resumed training, a thread that works ahead and
several processes that share a batch all see the same ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
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
from svd_core.model.joint_batch import ALONE, JointBatch
from svd_core.training.augmentation import EXCERPT_FRAMES, AugmentationParameters, Augmenter, corrupted, excerpt_frames
from svd_core.training.excerpts import ExcerptBatch, ExcerptSampler, Material, Negatives, Window, random_seed
from svd_core.training.sample_bank import SampleBank, build_sample_bank

# What a few excerpts need stays in the cache.
CPU_EXCERPTS_TOGETHER = 4
N_MIXES_LISTENED_TO = 400


class Batches:
    """All there is to learn from on a device, and the batches made of it.

    Attributes:
        statistics: mean and standard deviation of the mel bands, which say how loud noise on them is.
    """

    def __init__(
        self,
        songs: tuple[Recording, ...],
        sources: StemSources,
        preset: Preset,
        features: FeatureConfig,
        device: torch.device | str = "cpu",
        joint: JointBatch = ALONE,
    ) -> None:
        self._bank, self._material = _laid_out(songs, sources, features, torch.device(device))
        config = preset.train
        self._config = config
        self._joint = joint
        self._window = Window(excerpt_frames(preset.augment), features)
        self._spectra = Spectra(features, self._bank.device)
        self._augmenter = Augmenter(preset.augment, features, self._bank.device)
        self._excerpts = ExcerptSampler(
            self._bank, self._material, self._window, config.batch_size, config.song_share, config.seed
        )
        if not self._excerpts.sings:
            seconds = self._window.n_samples / features.sample_rate
            raise DataError(f"nothing to learn from: the data holds no song or voice longer than {seconds:.1f} s.")
        self._negatives = None
        if preset.augment.mix:
            alone = replace(self._window, n_frames=EXCERPT_FRAMES)
            self._negatives = Negatives(self._bank, self._material, alone, config.song_share)
        self._generator = torch.Generator(self._bank.device)
        self.statistics = (torch.zeros(features.n_mels), torch.ones(features.n_mels))

    def batch(self, update: int) -> tuple[Tensor, Tensor]:
        """Log-mel (batch, 115, n_mels) and targets (batch,) of an update: this process's rows of them."""
        self.extend_order(update)
        self._generator.manual_seed(random_seed(self._config.seed, 2, update))
        return self.draw(torch.tensor(update, device=self._bank.device), self._generator)

    def extend_order(self, update: int) -> None:
        """Prepare what drawing the batch of this update takes."""
        self._excerpts.extend_order(update)

    def draw(self, update: Tensor, generator: torch.Generator) -> tuple[Tensor, Tensor]:
        """What `batch` gives, by tensor operations alone: the update is a tensor of shape () on the device."""
        own, count = self._joint.rows, self._config.batch_size
        batch = self._excerpts.draw(update, generator).rows(own)
        drawn = self._augmenter.draw(count, generator)
        others = self._negatives.draw(count, generator).rows(own) if self._negatives else None
        tensors = ((item.name, getattr(drawn, item.name)) for item in fields(drawn))
        parameters = AugmentationParameters(**{name: own(tensor) for name, tensor in tensors if tensor is not None})
        magnitudes = self._magnitudes(self._excerpts, batch)
        negatives = self._to_mix_with(others, parameters.mix) if others else None
        mel = corrupted(self._augmenter.apply(magnitudes, parameters, negatives), parameters, *self.statistics)
        margin = self._config.target_margin
        return mel, self._excerpts.targets(batch) * (1 - 2 * margin) + margin

    def mel_statistics(self) -> tuple[Tensor, Tensor]:
        """Mean and standard deviation per mel band over all songs and, if there are stems, some mixes.

        Shapes (n_mels,); float64 sums with one degree of freedom taken off (paper section 3.1).
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
        """Log-mel frames (n, n_mels) of all songs, and of some mixes."""
        hop, features = self._bank.features.hop_samples, self._bank.features
        overlap = features.frame_samples - hop
        for track in self._material.songs:
            for first in range(track.start, track.start + track.n_frames, 2048):
                n_frames = min(2048, track.start + track.n_frames - first)
                samples = self._bank.samples[first * hop : (first + n_frames) * hop + overlap]
                yield self._spectra.log_mel(samples[None].float() / 32768).flatten(0, 1)
        if self._excerpts.mixes:
            stems = replace(self._material, songs=())
            mixes = ExcerptSampler(self._bank, stems, self._window, N_MIXES_LISTENED_TO, 0.0, self._config.seed)
            self._generator.manual_seed(random_seed(self._config.seed, 3))
            batch = mixes.draw(torch.zeros((), dtype=torch.long, device=self._bank.device), self._generator)
            for row in range(N_MIXES_LISTENED_TO):
                yield self._spectra.log_mel(mixes.samples(batch.rows(itemgetter(slice(row, row + 1))))).flatten(0, 1)

    def _magnitudes(self, source: ExcerptSampler | Negatives, batch: ExcerptBatch) -> Tensor:
        """Linear magnitudes (n, n_frames, n_bins) of excerpts."""
        if self._bank.device.type != "cpu":
            return self._spectra.magnitudes(source.samples(batch))
        result = torch.empty(len(batch.kind), source.window.n_frames, self._bank.features.n_bins)
        for first in range(0, len(batch.kind), CPU_EXCERPTS_TOGETHER):
            rows = slice(first, first + CPU_EXCERPTS_TOGETHER)
            self._spectra.magnitudes(source.samples(batch.rows(itemgetter(rows))), result[rows])
        return result

    def _to_mix_with(self, others: ExcerptBatch, shares: Tensor) -> Tensor | None:
        """Magnitudes of the negatives: on a processor only of those that are used, elsewhere without looking."""
        if self._negatives is None:
            return None
        if self._bank.device.type == "cpu":
            others = others.rows(lambda whole: whole[shares > 0])
            if not len(others.kind):
                return None
        return self._magnitudes(self._negatives, others)


class Spectra:
    """Short-time spectra of batches of samples on a device, as `features` has them of one song."""

    def __init__(self, features: FeatureConfig, device: torch.device) -> None:
        self._features = features
        self._taper = torch.from_numpy(window(features.frame_samples)).to(device)
        self._bank = torch.from_numpy(mel_bank(features)).to(device)

    def magnitudes(self, samples: Tensor, out: Tensor | None = None) -> Tensor:
        """Linear STFT magnitudes (batch, n_frames, n_bins) of samples (batch, n); on a processor put into out."""
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


def _laid_out(
    songs: tuple[Recording, ...], sources: StemSources, features: FeatureConfig, device: torch.device
) -> tuple[SampleBank, Material]:
    """Everything on one tape, and what is where."""
    bank, tracks = build_sample_bank((*songs, *sources.recordings()), features, device)
    n_songs, n_stems, n_singers = len(songs), len(sources.stems), len(sources.singers)
    stems, rest = tracks[n_songs : n_songs + 2 * n_stems], tracks[n_songs + 2 * n_stems :]
    return bank, Material(tracks[:n_songs], stems[::2], stems[1::2], rest[:n_singers], rest[n_singers:])
