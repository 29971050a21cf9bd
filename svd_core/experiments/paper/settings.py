"""What the paper measured: the grid of its figure 2, each row as the settings that train it.

Certain are the forms and the best combination, the last row. The other strengths are round steps around it, not read
off the figure; docs/decisions/0007-the-seven-augmentations.md says more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from svd_core.config import AugmentConfig

NO_AUGMENTATION = AugmentConfig(
    pitch_shift=0.0, time_stretch=0.0, filter_db=0.0, loudness_db=0.0, mix=0.0, dropout=0.0, noise=0.0
)
"""Every augmentation off."""


@dataclass(frozen=True)
class Setting:
    """One row of the figure.

    Attributes:
        key: short name, fit for files and folders.
        method: which augmentation, the same for all its strengths.
        strength: how strong, for people; empty where there is nothing to choose.
        augment: what a training takes.
    """

    key: str
    method: str
    strength: str
    augment: AugmentConfig

    @property
    def label(self) -> str:
        """The row's text."""
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
"""The figure's rows, top to bottom."""
