"""A canvas of numbers: rectangles, curves and images with smooth edges, and the PNG file made of it."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
FloatArray = NDArray[np.float32]


def rgb(colour: str) -> FloatArray:
    """A colour written as `#rrggbb`, shape (3,), float32 in 0 .. 1."""
    return np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)], np.float32)


def ramp(colours: tuple[str, ...], steps: int = 256) -> FloatArray:
    """A look-up table that runs evenly through some colours, shape (steps, 3), float32."""
    stops = np.stack([rgb(colour) for colour in colours])
    positions = np.linspace(0, len(colours) - 1, steps)
    channels = [np.interp(positions, np.arange(len(colours)), stops[:, channel]) for channel in range(3)]
    return np.stack(channels, axis=1).astype(np.float32)


@dataclass(frozen=True)
class Canvas:
    """Pixels to paint on, shape (height, width, 3), float32 in 0 .. 1; x runs right, y runs down."""

    pixels: FloatArray

    @classmethod
    def blank(cls, width: int, height: int, colour: str) -> Canvas:
        """A canvas of one colour."""
        return cls(np.tile(rgb(colour), (height, width, 1)))

    def blend(self, left: int, top: int, coverage: FloatArray, colour: str) -> None:
        """Lay a colour over the pixels from (left, top) on, as densely as `coverage` (h, w) in 0 .. 1 says.

        What lies outside the canvas is cut off.
        """
        height, width = self.pixels.shape[:2]
        rows = slice(max(top, 0), max(min(top + coverage.shape[0], height), 0))
        columns = slice(max(left, 0), max(min(left + coverage.shape[1], width), 0))
        part = self.pixels[rows, columns]
        density = coverage[rows.start - top :, columns.start - left :][: part.shape[0], : part.shape[1], np.newaxis]
        part += (rgb(colour) - part) * density

    def box(self, left: float, top: float, right: float, bottom: float, colour: str, opacity: float = 1.0) -> None:
        """A filled rectangle; fractional edges cover their pixels in part."""
        x, y = int(np.floor(left)), int(np.floor(top))
        across = _overlap(x, int(np.ceil(right)), left, right)
        down = _overlap(y, int(np.ceil(bottom)), top, bottom)
        self.blend(x, y, np.outer(down, across) * np.float32(opacity), colour)

    def image(self, left: int, top: int, pixels: FloatArray) -> None:
        """Paint pixels (h, w, 3) at a place where they fit."""
        self.pixels[top : top + pixels.shape[0], left : left + pixels.shape[1]] = pixels

    def area(self, left: int, top: int, height: int, curve: FloatArray, colour: str, opacity: float) -> None:
        """Fill below a curve: one value in 0 .. 1 a pixel column, 1 at `top`, 0 at `top + height`."""
        edge = (1 - curve) * height
        rows = np.arange(height, dtype=np.float32)[:, np.newaxis]
        self.blend(left, top, np.clip(rows + 1 - edge, 0, 1) * np.float32(opacity), colour)

    def line(
        self, left: int, top: int, height: int, low: FloatArray, high: FloatArray, colour: str, width: float = 1.5
    ) -> None:
        """A curve whose values run from `low` to `high` within each pixel column, scaled as in `area`."""
        margin = 2
        upper, lower = _joined((1 - high) * height, (1 - low) * height)
        rows = np.arange(-margin, height + margin, dtype=np.float32)[:, np.newaxis]
        above = np.maximum(rows, upper - width / 2)
        below = np.minimum(rows + 1, lower + width / 2)
        self.blend(left, top - margin, np.clip(below - above, 0, 1), colour)

    def image8(self) -> Image:
        """The canvas as 8-bit pixels, shape (height, width, 3)."""
        return (np.clip(self.pixels, 0, 1) * 255 + 0.5).astype(np.uint8)


def png(image: Image) -> bytes:
    """A PNG file of 8-bit pixels, shape (height, width, 3)."""
    height, width = image.shape[:2]
    # Filter 1: each pixel as its difference from its left neighbour, which compresses far better.
    left = np.concatenate([np.zeros_like(image[:, :1]), image[:, :-1]], axis=1)
    rows = np.concatenate([np.ones((height, 1), np.uint8), (image - left).reshape(height, -1)], axis=1)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", header),
            _chunk(b"IDAT", zlib.compress(rows.tobytes(), 6)),
            _chunk(b"IEND", b""),
        ]
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    """One PNG chunk: length, kind, data, checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _overlap(first: int, last: int, start: float, end: float) -> FloatArray:
    """How much of each unit interval [i, i + 1), i in first .. last - 1, lies within [start, end)."""
    units = np.arange(first, last, dtype=np.float32)
    return np.asarray(np.clip(np.minimum(units + 1, end) - np.maximum(units, start), 0, 1), np.float32)


def _joined(upper: FloatArray, lower: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Reach of each column, stretched half way to its neighbours so that a steep curve has no holes."""
    if len(upper) < 2:
        return upper, lower
    middle = (upper + lower) / 2
    half_way = (middle[1:] + middle[:-1]) / 2
    upper, lower = upper.copy(), lower.copy()
    for part, joint in ((slice(1, None), half_way), (slice(None, -1), half_way)):
        upper[part] = np.minimum(upper[part], joint)
        lower[part] = np.maximum(lower[part], joint)
    return upper, lower
