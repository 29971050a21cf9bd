"""What the pictures show, and in which looks."""

from __future__ import annotations

import numpy as np

from svd_core.annotation.regions import Region
from svd_gui.style.theme import DARK, LIGHT, Theme

RATE, SECONDS = 22050, 60.0
REGIONS = (
    Region(4.0, 11.5, confidence=0.93),
    Region(14.0, 15.0, confidence=0.55),
    Region(20.0, 29.0, source="hand"),
    Region(31.0, 37.0, "verse", source="file"),
    Region(40.0, 52.0, confidence=0.8),
)

LOOKS = [(theme, scale) for theme in (LIGHT, DARK) for scale in (1, 2)]
TWO_LOOKS = [(LIGHT, 1), (DARK, 2)]
PLAIN_LOOKS = [(LIGHT, 1), (DARK, 1)]


def look(theme: Theme, scale: int) -> str:
    return f"{theme.name}@{scale}"


def probabilities(n_frames: int) -> tuple[np.ndarray, np.ndarray]:
    """As a network might answer, and smoothed."""
    frames = np.arange(n_frames) / 70
    smoothed = 0.5 + 0.48 * np.sin(frames / 3) * np.cos(frames / 17)
    return np.clip(smoothed + 0.12 * np.sin(9 * frames), 0, 1).astype(np.float32), smoothed.astype(np.float32)
