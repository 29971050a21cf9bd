"""The mel scale of the HTK, on which the paper's mel bank (section 3) and all spectrogram axes are built."""

from __future__ import annotations

import math
from dataclasses import dataclass

from svd_core.config import FeatureConfig

_MELS = 1127.0
_CORNER_HERTZ = 700.0


def hertz_to_mel(hertz: float) -> float:
    """Mel of a frequency in Hz: 1127 ln(1 + hertz / 700)."""
    return _MELS * math.log1p(hertz / _CORNER_HERTZ)


def mel_to_hertz(mel: float) -> float:
    """Frequency in Hz of a mel value, the inverse of `hertz_to_mel`."""
    return _CORNER_HERTZ * math.expm1(mel / _MELS)


@dataclass(frozen=True)
class MelAxis:
    """The vertical axis of a log-mel spectrogram; heights go from 0, the bottom of the first band, to 1 at the top.

    The bands have equal heights, and each has its peak frequency in its middle.
    """

    features: FeatureConfig = FeatureConfig()

    def height(self, hertz: float) -> float:
        """Height of a frequency in Hz; below 0 or above 1 where it lies outside the bands."""
        lowest, band = self._lowest_and_band()
        return ((hertz_to_mel(hertz) - lowest) / band - 0.5) / self.features.n_mels

    def hertz(self, height: float) -> float:
        """Frequency in Hz at a height."""
        lowest, band = self._lowest_and_band()
        return mel_to_hertz((height * self.features.n_mels + 0.5) * band + lowest)

    def _lowest_and_band(self) -> tuple[float, float]:
        """Mel of the lowest frequency, and the distance of neighbouring bands' peaks in mel."""
        lowest, highest = hertz_to_mel(self.features.f_min), hertz_to_mel(self.features.f_max)
        return lowest, (highest - lowest) / (self.features.n_mels + 1)
