"""Mel bands read on a logarithmic frequency axis, on which a change of pitch is a shift (paper section 6)."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from svd_core.audio.mel_scale import MelAxis
from svd_core.config import FeatureConfig

LOWEST_HERTZ = 100.0
"""Where the axis begins. Below, a mel band spans more than three semitones."""


class LogFrequencyAxis(nn.Module):
    """Reads log-mel bands at frequencies of equal ratios, from 100 Hz to the peak of the last band.

    Each output weights the bands by a triangle around its frequency that reaches to the next output or to the next
    band, whichever is farther: between bands it interpolates, and where bands lie closer it averages them. With the
    80 bands of the front end an octave takes 12.6 outputs. Nothing in it is learned.
    """

    def __init__(self, features: FeatureConfig = FeatureConfig()) -> None:
        super().__init__()
        axis, n = MelAxis(features), features.n_mels
        top = axis.hertz((n - 0.5) / n)
        hertz = np.geomspace(LOWEST_HERTZ, top, n)
        # Outputs where they lie among the bands, in bands, and how far apart.
        place = np.array([axis.height(value) for value in hertz]) * n - 0.5
        reach = np.maximum(np.gradient(place), 1)
        weights = np.maximum(1 - np.abs(np.arange(n)[:, np.newaxis] - place) / reach, 0)
        self.weights: Tensor
        # It follows from the front end, so a model file need not hold it.
        self.register_buffer(
            "weights", torch.tensor(weights / weights.sum(axis=0), dtype=torch.float32), persistent=False
        )

    def forward(self, mel: Tensor) -> Tensor:
        """Maps log-mel bands (…, n_mels) to as many log-frequency bands."""
        return mel @ self.weights
