"""What speaks for singing in one frame and what against it, over the spectrogram."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from svd_core.audio.features import FloatArray
from svd_core.audio.mel_scale import MelAxis
from svd_gui.style.theme import Theme
from svd_gui.timeline.colours import qcolor
from svd_gui.timeline.frequency_scale import FrequencyScale
from svd_gui.timeline.time_axis import TimeAxis

FULL_AT = 0.995
"""Share of the values that are less strong than the one from which on colours are at their strongest."""
STRONGEST = 0.9
"""Opacity of the strongest values."""
DIMMED = 0.55
"""How much of the picture below is taken back, so that colours over it can be told apart."""


@dataclass(frozen=True, eq=False)
class SaliencyLayer:
    """Values by frame and mel band, shape (n_frames, n_mels), positive for singing; `frame` is the one explained."""

    values: FloatArray
    first_frame: int
    frame: int
    frame_rate: float


def colours_of_saliency(theme: Theme) -> tuple[str, str]:
    """Return the colours of what speaks for singing and of what speaks against it, in a theme."""
    return theme.speaks_for, theme.speaks_against


def paint_saliency(
    painter: QPainter, layer: SaliencyLayer, axis: TimeAxis, lane: QRectF, scale: FrequencyScale, theme: Theme
) -> None:
    """Paint the values over a dimmed picture, and a line at the frame that is explained."""
    rate = layer.frame_rate
    left = axis.x(layer.first_frame / rate)
    right = axis.x((layer.first_frame + len(layer.values)) / rate)
    place = QRectF(left, lane.top(), right - left, lane.height())
    painter.save()
    painter.setClipRect(lane, Qt.ClipOperation.IntersectClip)
    painter.fillRect(place, qcolor(theme.spectrogram_colors[0], DIMMED))
    picture = _picture(layer, scale, math.ceil(lane.height()), *colours_of_saliency(theme))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawImage(place, picture)
    painter.setPen(QPen(qcolor(theme.text, 0.7), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.restore()


@lru_cache(maxsize=2)
def _picture(layer: SaliencyLayer, scale: FrequencyScale, n_rows: int, speaks_for: str, against: str) -> QImage:
    """The values as transparent colours, a column a frame, rows on the scale of frequencies from the top down."""
    rows, known = _bands_of_rows(scale, n_rows, layer.values.shape[1])
    values = layer.values.T[rows] * known[:, np.newaxis]
    full = max(float(np.quantile(np.abs(layer.values), FULL_AT)), 1e-9)
    opacity = np.round(np.clip(np.abs(values) / full, 0, 1) * STRONGEST * 255).astype(np.uint32)
    colours = np.where(values > 0, QColor(speaks_for).rgb() & 0xFFFFFF, QColor(against).rgb() & 0xFFFFFF)
    pixels = np.ascontiguousarray(opacity << 24 | colours.astype(np.uint32))
    height, width = pixels.shape
    # Of its own memory, since the array goes.
    return QImage(pixels.data, width, height, width * 4, QImage.Format.Format_ARGB32).copy()


def _bands_of_rows(scale: FrequencyScale, n_rows: int, n_mels: int) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """The mel band of each row of pixels from the top down, and whether there is one."""
    axis = MelAxis()
    heights = np.array([axis.height(scale.hertz(1 - (row + 0.5) / n_rows)) for row in range(n_rows)])
    bands = np.floor(heights * n_mels).astype(np.intp)
    return np.clip(bands, 0, n_mels - 1), (bands >= 0) & (bands < n_mels)
