"""Filled shapes between two curves, rasterised by numpy.

The time Qt takes to fill a polygon grows with the length of its outline: a spiky curve across a window takes a
second. Here the time depends on the size of the picture alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

BAND_ROWS = 24
"""Rows of a picture that are summed at a time, beside those of all other bands."""
SHADES = 8
"""Steps of coverage by which the upper and lower edge of a shape are smoothed."""
Heights = NDArray[np.float64]


@dataclass(frozen=True)
class FilledCurve:
    """A shape of one pixel column for each value, filled from `top` to `bottom` in pixels from the picture's top.

    Both have shape (width,); where either is NaN nothing is filled.
    """

    top: Heights
    bottom: Heights
    colour: QColor


def paint_filled_curves(painter: QPainter, curves: Sequence[FilledCurve], place: QRectF, ratio: float = 1.0) -> None:
    """Paint one or two filled curves, the second over the first; `ratio` is their pixels a logical one of `place`."""
    width, height = len(curves[0].top), round(place.height() * ratio)
    if width == 0 or height <= 0:
        return
    # In bytes, steps down wrap around; the cumulative sum is right all the same, and fits.
    bands = math.ceil((height + 2) / BAND_ROWS)
    shades = np.zeros((bands * BAND_ROWS, width), np.uint8)
    for weight, filled_curve in zip((1, SHADES + 1), curves, strict=False):
        _put_steps(shades, height, filled_curve, weight)
    _sum_down(shades.reshape(bands, BAND_ROWS, width))
    image = QImage(shades.data, width, height, width, QImage.Format.Format_Indexed8)
    image.setColorTable(_colour_table(tuple(filled_curve.colour.rgba() for filled_curve in curves)))
    painter.drawImage(QRectF(place.left(), place.top(), width / ratio, place.height()), image)


def _put_steps(steps: NDArray[np.uint8], height: int, filled_curve: FilledCurve, weight: int) -> None:
    """Write how much the coverage of a pixel, in shades times weight, differs from that of the pixel above."""
    width = steps.shape[1]
    flat = steps.reshape(-1)
    known = np.flatnonzero(~(np.isnan(filled_curve.top) | np.isnan(filled_curve.bottom)))
    limit = height * SHADES
    top = np.rint(np.minimum(np.maximum(filled_curve.top[known] * SHADES, 0), limit)).astype(np.int64)
    bottom = np.rint(np.minimum(np.maximum(filled_curve.bottom[known] * SHADES, 0), limit)).astype(np.int64)
    for edge, sign in ((top, weight), (np.maximum(bottom, top), -weight)):
        part = edge % SHADES
        at = edge // SHADES * width + known
        flat[at] += (sign * (SHADES - part)).astype(np.uint8)
        flat[at + width] += (sign * part).astype(np.uint8)


def _sum_down(bands: NDArray[np.uint8]) -> None:
    """Sum down the columns of a picture in bands of rows, shape (bands, rows, width), in place.

    Row by row in all bands at once this takes a tenth of the time of numpy's own sum down the columns.
    """
    for row in range(1, bands.shape[1]):
        np.add(bands[:, row], bands[:, row - 1], out=bands[:, row])
    for band in range(1, len(bands)):
        np.add(bands[band], bands[band - 1, -1], out=bands[band])


@lru_cache(maxsize=64)
def _colour_table(colours: tuple[int, ...]) -> list[int]:
    """Return colours 0xAARRGGBB for every combination of the filled curves' coverages, 9 for each curve.

    The first filled curve's coverage is the lowest digit of the index.
    """
    count = (SHADES + 1) ** len(colours)
    result = np.zeros((count, 4))
    for position, colour in enumerate(colours):
        red, green, blue, alpha = (colour >> shift & 0xFF for shift in (16, 8, 0, 24))
        coverage = np.arange(count) // (SHADES + 1) ** position % (SHADES + 1) / SHADES
        opacity = (alpha / 255 * coverage)[:, np.newaxis]
        result = result * (1 - opacity) + np.array([red, green, blue, 255.0]) * opacity
    # The sums above are colours times opacity.
    result[:, :3] /= np.maximum(result[:, 3:] / 255, 1e-9)
    red, green, blue, alpha = np.clip(np.round(result), 0, 255).astype(np.int64).T
    return [int(colour) for colour in alpha << 24 | red << 16 | green << 8 | blue]
