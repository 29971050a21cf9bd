"""The settings of the paper's figure 2: augmentations and their strengths.

The kinds of augmentation and the best combination (the last row) are the paper's. The other strengths are round steps
around it and not read off the figure; see docs/decisions/0007-the-seven-augmentations.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from svd_core.config import AugmentConfig

MEDIAN_FRAMES = 56
"""Length of the sliding median before the threshold, 0.8 s (paper section 5), whatever the program's default is."""

NO_AUGMENTATION = AugmentConfig(
    pitch_shift=0.0, time_stretch=0.0, filter_db=0.0, loudness_db=0.0, mix=0.0, dropout=0.0, noise=0.0
)
"""Every augmentation off."""


@dataclass(frozen=True)
class Setting:
    """One way to augment in training: a row of the figure.

    Attributes:
        key: short name, used in names of files.
        method: name of the augmentation, the same for all its strengths.
        strength: strength in words; empty where there is only one.
        augment: the parameters of the training.
    """

    key: str
    method: str
    strength: str
    augment: AugmentConfig

    @property
    def label(self) -> str:
        """Method and strength."""
        return f"{self.method} {self.strength}".rstrip()


def _row(key: str, method: str, strength: str, **settings: float) -> Setting:
    return Setting(key, method, strength, replace(NO_AUGMENTATION, **settings))


FIGURE_2: tuple[Setting, ...] = (
    _row("none", "no augmentation", ""),
    *(_row(f"dropout-{n:02}", "dropout", f"{n} %", dropout=n / 100) for n in (5, 10, 20)),
    *(_row(f"noise-{n:02}", "Gaussian noise", f"σ = {n / 100:g}", noise=n / 100) for n in (5, 10, 20)),
    *(_row(f"pitch-{n}", "pitch shift", f"±{n} %", pitch_shift=n / 100) for n in (10, 20, 30, 50)),
    *(_row(f"time-{n}", "time stretch", f"±{n} %", time_stretch=n / 100) for n in (10, 20, 30, 50)),
    *(_row(f"loudness-{n:02}", "loudness", f"±{n} dB", loudness_db=float(n)) for n in (5, 10, 20)),
    *(_row(f"filter-{n:02}", "frequency filter", f"±{n} dB", filter_db=float(n)) for n in (5, 10, 20)),
    *(_row(f"mix-{n}", "mixing with negatives", f"{n} %", mix=n / 100) for n in (10, 20, 30, 50)),
    _row("combined", "combined", "(pitch, time, filter)", pitch_shift=0.3, time_stretch=0.3, filter_db=10.0),
)
"""The rows of the figure, from top to bottom."""
