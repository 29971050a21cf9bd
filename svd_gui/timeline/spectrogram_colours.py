"""The colours in which the spectrogram can be shown, with what is drawn over it in colours that stand out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, get_args

import numpy as np
from PySide6.QtGui import QColor

from svd_gui.style.theme import DARK, LIGHT, Theme

ColourMap = Literal["theme", "dark", "magma", "viridis", "grey"]
COLOUR_MAPS: tuple[ColourMap, ...] = get_args(ColourMap)
LEAST_LEVEL, MOST_LEVEL = -0.3, 1.2
"""How far beyond the range that is shown at first, 0 to 1, the limits of the levels can be moved."""
NARROWEST_LEVELS = 0.02


@dataclass(frozen=True)
class Levels:
    """Which levels have the first and the last colour. 0 and 1 are what `contrast` has chosen for a song."""

    low: float = 0.0
    high: float = 1.0

    @classmethod
    def within(cls, low: float, high: float) -> Levels:
        """Return levels in order and within their limits."""
        low = min(max(low, LEAST_LEVEL), MOST_LEVEL - NARROWEST_LEVELS)
        return cls(low, min(max(high, low + NARROWEST_LEVELS), MOST_LEVEL))

    def moved(self, brighter: float, steeper: float) -> Levels:
        """Return levels under which the picture is brighter, and its range narrower by a factor of e**steeper."""
        middle = (self.low + self.high) / 2 - brighter
        half = (self.high - self.low) / 2 * float(np.exp(-steeper))
        return Levels.within(middle - half, middle + half)


@cache
def over_spectrogram(colour_map: ColourMap, theme: Theme) -> Theme:
    """Return the theme for the spectrogram and what lies over it.

    Curve, lines and edges take the colours of the dark theme over a dark picture, also where the window is light.
    """
    if colour_map == "theme":
        return theme
    if colour_map == "grey" and theme.name == LIGHT.name:
        return replace(LIGHT, spectrogram_colors=("#ffffff", "#000000"))
    stops = {"dark": DARK.spectrogram_colors, "grey": ("#000000", "#ffffff")}.get(colour_map)
    over = replace(DARK, spectrogram_colors=stops if stops is not None else _of_library(colour_map))
    # The curve's own green would be lost in this one's.
    return replace(over, probability="#ffffff", probability_raw="#80ffffff") if colour_map == "viridis" else over


def _of_library(name: str) -> tuple[str, ...]:
    """Return 64 colours of one of the maps that come with pyqtgraph."""
    import pyqtgraph

    table = pyqtgraph.colormap.get(name).getLookupTable(nPts=64, alpha=False)
    return tuple(QColor(*(int(part) for part in colour)).name() for colour in table)
