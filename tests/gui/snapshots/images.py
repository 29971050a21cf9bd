"""Compares a picture with a stored one: blind to how letters are smoothed, not to what is where in which colour.

Every pixel may have any value that the other picture has within a pixel of it. What is left over counts where it
is strong on average around a point (a mark is missing or elsewhere), where it is small but everywhere (a surface has
another colour), or where it runs along a line (a hairline).
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import maximum_filter, minimum_filter, uniform_filter

UPDATING = bool(os.environ.get("SVD_UPDATE_SNAPSHOTS"))
"""Whether pictures are stored instead of compared."""

REACH, AROUND, ALONG = 1, 12, 48
"""Logical pixels: how far a value may be moved, how wide is the surrounding of a point, how long a line."""
MARK, TINT, SURFACE, LINE = 8.0, 3.5, 0.5, 10.0
"""Levels of 255, but SURFACE, which is the share of pixels around a point that are off by more than TINT."""

STORED_STEP = 5
"""Between levels of a stored picture of many colours; they are off by 2 at most, which is less than TINT."""

Pixels = NDArray[np.uint8]


def excess(actual: Pixels, expected: Pixels, scale: int = 1) -> NDArray[np.float32]:
    """How far each pixel lies outside what the other picture has around it, the worst channel: shape (h, w)."""
    size = (2 * REACH * scale + 1,) * 2 + (1,)
    outside = np.zeros(actual.shape, np.int16)
    for one, other in ((actual, expected), (expected, actual)):
        value = one.astype(np.int16)
        np.maximum(outside, minimum_filter(other, size).astype(np.int16) - value, out=outside)
        np.maximum(outside, value - maximum_filter(other, size).astype(np.int16), out=outside)
    return outside.max(axis=2).astype(np.float32)


def difference(actual: Pixels, expected: Pixels, scale: int = 1) -> float:
    """How different two pictures of shape (h, w, 3) are; up to 1 they count as the same. Infinite for other sizes."""
    if actual.shape != expected.shape:
        return float("inf")
    farthest = int(np.abs(actual.astype(np.int16) - expected).max(initial=0))
    if farthest <= TINT:  # Nowhere a mark, a tint or a line, so that nothing around a point need be looked at.
        return farthest / MARK
    over = excess(actual, expected, scale)
    around, along = AROUND * scale, ALONG * scale
    mark = uniform_filter(over, around).max() / MARK
    surface = uniform_filter((over > TINT).astype(np.float32), around).max() / SURFACE
    line = max(uniform_filter(over, shape).max() for shape in ((1, along), (along, 1))) / LINE
    return float(max(mark, surface, line))


def check(actual: Pixels, stored: Path, folder: Path, scale: int = 1) -> None:
    """Fail, leaving the picture and the difference in a folder, unless a picture is as the stored one."""
    if UPDATING:
        store(actual, stored)
        return
    assert stored.is_file(), f"{stored} is missing: store it by SVD_UPDATE_SNAPSHOTS=1, and look at it"
    expected = np.asarray(Image.open(stored).convert("RGB"))
    found = difference(actual, expected, scale)
    if found <= 1:
        return
    folder.mkdir(parents=True, exist_ok=True)
    seen, shown = folder / f"{stored.stem}-actual.png", folder / f"{stored.stem}-difference.png"
    Image.fromarray(actual).save(seen)
    message = f"{actual.shape[1]} x {actual.shape[0]} instead of {expected.shape[1]} x {expected.shape[0]} pixels"
    if actual.shape == expected.shape:
        over = np.clip(8 * excess(actual, expected, scale), 0, 255)
        faint = 200 + expected.mean(axis=2) / 5
        others = faint * (1 - over / 255)
        Image.fromarray(np.dstack([np.maximum(faint, over), others, others]).astype(np.uint8)).save(shown)
        message = f"difference {found:.1f}, allowed 1; {shown}"
    raise AssertionError(f"not as {stored}: {message}; the picture: {seen}. If it is meant so: SVD_UPDATE_SNAPSHOTS=1.")


def store(pixels: Pixels, path: Path) -> None:
    """Keep a picture in few bytes: with a palette if it has few colours, else in coarser levels."""
    kept = Image.fromarray(pixels).quantize(256, dither=Image.Dither.NONE)
    if difference(np.asarray(kept.convert("RGB")), pixels) > 0.5:
        levels = np.round(pixels / STORED_STEP) * STORED_STEP
        kept = Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8))
    path.parent.mkdir(parents=True, exist_ok=True)
    kept.save(path, optimize=True)
