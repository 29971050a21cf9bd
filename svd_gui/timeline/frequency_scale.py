"""Where a frequency lies on the mel axis of the spectrogram."""

from __future__ import annotations

import math
from dataclasses import dataclass

from svd_core.config import FeatureConfig

LABELLED_HERTZ = (50, 100, 200, 400, 800, 1500, 3000, 6000)


@dataclass(frozen=True)
class MelScale:
    """The HTK mel axis of a front end; heights go from 0 (bottom of the first band) to 1 (top of the last)."""

    config: FeatureConfig = FeatureConfig()

    def height(self, hertz: float) -> float:
        """Height of a frequency; a band's peak is at the middle of the band."""
        step, low = self._step_and_low()
        return ((1127 * math.log1p(hertz / 700) - low) / step - 0.5) / self.config.n_mels

    def hertz(self, height: float) -> float:
        """Frequency at a height."""
        step, low = self._step_and_low()
        return 700 * math.expm1(((height * self.config.n_mels + 0.5) * step + low) / 1127)

    def _step_and_low(self) -> tuple[float, float]:
        low, high = (1127 * math.log1p(f / 700) for f in (self.config.f_min, self.config.f_max))
        return (high - low) / (self.config.n_mels + 1), low


def hertz_text(hertz: float) -> str:
    """A frequency as one reads it: `440 Hz`, `1.5 kHz`."""
    return f"{hertz:.0f} Hz" if hertz < 999.5 else f"{hertz / 1000:.1f} kHz"
