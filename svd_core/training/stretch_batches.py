"""Training batches of stretches: from the sample bank to augmented log-mel stretches with a target a frame.

The batch of an update follows from the seed and its number alone, as that of `batches`.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from svd_core.config import FeatureConfig, Preset, StretchConfig
from svd_core.data.loading import StemSources
from svd_core.data.recordings import Recording
from svd_core.model.recurrent import REACH_FRAMES
from svd_core.training.augmentation import Augmenter
from svd_core.training.batches import Spectra, build_bank
from svd_core.training.disturbances import CodecImitation, NoiseFloors, gain
from svd_core.training.position_order import random_seed
from svd_core.training.stretches import StretchSampler, random_rows, uniform_column

NOISE_DB = (32.0, 70.0)
"""Range of a noise floor's distance below the sound."""


class StretchBatches:
    """All training data on a device, and the batches of stretches made of it."""

    def __init__(
        self,
        songs: tuple[Recording, ...],
        sources: StemSources,
        preset: Preset,
        stretch: StretchConfig,
        features: FeatureConfig,
        device: torch.device | str = "cpu",
    ) -> None:
        bank, material = build_bank(songs, sources, features, torch.device(device))
        self._config, self._stretch, self._device = preset.train, stretch, bank.device
        n_out = stretch.frames + 2 * REACH_FRAMES
        # As many frames as the strongest stretch in time leaves over for every stretch.
        n_in = int(n_out / (1 - preset.augment.time_stretch)) + 2
        self._sampler = StretchSampler(bank, material, stretch, n_in, preset.train.batch_size, preset.train.song_share)
        self._spectra = Spectra(features, bank.device)
        self._augmenter = Augmenter(preset.augment, features, bank.device, n_out)
        self._noise = NoiseFloors(features.sample_rate, bank.device)
        self._codec = CodecImitation(features.n_bins, features.sample_rate, bank.device)
        self._generator = torch.Generator(bank.device)

    def batch(self, update: int) -> tuple[Tensor, Tensor, Tensor]:
        """The batch of an update: log-mel (batch, frames + 16, n_mels), targets and weights (batch, frames)."""
        stretch, seed = self._stretch, self._config.seed
        random = np.random.default_rng([seed, 4, update])
        self._generator.manual_seed(random_seed(seed, 2, update))
        drawn = self._sampler.draw(random, self._generator)
        rows = len(drawn.samples)
        samples = drawn.samples * gain(uniform_column(random, rows, -stretch.gain_db, stretch.gain_db, self._device))
        noisy = random_rows(random, rows, stretch.noise_floor)
        if len(noisy):
            below = uniform_column(random, len(noisy), *NOISE_DB, self._device)
            samples[noisy] = self._noise.added(samples[noisy], below, random)
        magnitudes = self._spectra.magnitudes(samples)
        coded = random_rows(random, rows, stretch.codec_imitation)
        if len(coded):
            magnitudes[coded] = self._codec.applied(magnitudes[coded], random)
        parameters = self._augmenter.draw(rows, self._generator)
        mel = self._augmenter.apply(magnitudes, parameters)
        # The frames in the middle, those that the network answers for.
        read = self._augmenter.positions(parameters, magnitudes.shape[1]).round().long()
        read = read[:, REACH_FRAMES:-REACH_FRAMES].clamp(0, magnitudes.shape[1] - 1)
        margin = self._config.target_margin
        targets = drawn.targets.gather(1, read) * (1 - 2 * margin) + margin
        return mel, targets, drawn.counted.gather(1, read)
