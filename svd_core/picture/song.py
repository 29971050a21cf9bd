"""The picture of one song: like a score, row under row of spectrogram, detected singing and probability."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from svd_core.config import FeatureConfig
from svd_core.features import FrameGrid
from svd_core.picture.canvas import Canvas, FloatArray, Image, ramp, rgb
from svd_core.picture.lettering import plain, width, write
from svd_core.progress_line import clock
from svd_core.regions import Regions

_LEFT, _PLOT_WIDTH, _RIGHT = 56, 1520, 24
_TOP, _LANE, _SPECTROGRAM, _CURVE, _AXIS, _GAP = 56, 10, 150, 56, 24, 16
_ROW = _LANE + _SPECTROGRAM + _CURVE + _AXIS + _GAP
_LONGEST_ROWS = (60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 28800)
_MOST_ROWS = 12
_TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600)
_TICK_PX = 64

_PAGE, _TEXT, _MUTED, _GRID, _TRACK = "#ffffff", "#1b2130", "#5f687a", "#d8dce4", "#e9ecf3"
_SINGING, _PROBABILITY, _RAW, _THRESHOLD = "#0f8f7e", "#c2410c", "#ecc1a8", "#9a3412"
_LOUDNESS = ramp(("#fcfcfe", "#eceff7", "#ccd4ea", "#a0abd6", "#7a7cbd", "#59509a", "#3a2a6c", "#1c1238"))
_FADED = 0.6


@dataclass(frozen=True)
class SongView:
    """What there is to see of a song; arrays run over the frames of its grid."""

    title: str
    mel: FloatArray
    """Log-mel spectrogram, shape (n_frames, n_mels)."""
    probabilities: FloatArray
    """The network's probability of singing, shape (n_frames,)."""
    smoothed: FloatArray
    """The probability the decision was made on, shape (n_frames,)."""
    regions: Regions
    threshold: float
    features: FeatureConfig = FeatureConfig()

    @property
    def duration(self) -> float:
        """Seconds shown."""
        return FrameGrid(len(self.mel), self.features.frame_rate).duration


@dataclass(frozen=True)
class _Row:
    """One row of the picture: where it lies, and from when to when it runs."""

    top: int
    start: float
    seconds: float
    end: float

    @property
    def width(self) -> int:
        """Pixels that the song fills; the last row may be short."""
        return max(1, min(_PLOT_WIDTH, round(self.x(self.end) - _LEFT)))

    def x(self, time: float) -> float:
        """Where a time lies."""
        return _LEFT + (time - self.start) / self.seconds * _PLOT_WIDTH

    def frames(self, frame_rate: float) -> FloatArray:
        """Fractional frames at the edges of the pixel columns, shape (width + 1,)."""
        edges = self.start + np.arange(self.width + 1) * (self.seconds / _PLOT_WIDTH)
        return np.asarray(edges * frame_rate, np.float32)


def song_picture(view: SongView) -> Image:
    """The picture of a song as 8-bit pixels, shape (height, width, 3); a row shows a minute, or more of a long song."""
    rows = _rows(view.duration)
    canvas = Canvas.blank(_LEFT + _PLOT_WIDTH + _RIGHT, _TOP + len(rows) * _ROW, _PAGE)
    _header(canvas, view)
    quiet, loud = np.percentile(view.mel, (20, 99.7)) if view.mel.size else (0.0, 1.0)
    for row in rows:
        if view.mel.size:
            _spectrogram(canvas, row, view, float(quiet), float(loud))
            _regions(canvas, row, view.regions)
        _curve(canvas, row, view)
        _time_axis(canvas, row)
    return canvas.image8()


def _rows(duration: float) -> list[_Row]:
    """Rows of equal length that hold the song."""
    if duration <= _LONGEST_ROWS[0]:
        return [_Row(_TOP, 0.0, max(duration, 0.1), duration)]
    seconds = next((s for s in _LONGEST_ROWS if duration <= s * _MOST_ROWS), _LONGEST_ROWS[-1])
    starts = range(0, math.ceil(duration), seconds)
    return [_Row(_TOP + i * _ROW, start, seconds, min(start + seconds, duration)) for i, start in enumerate(starts)]


def _header(canvas: Canvas, view: SongView) -> None:
    """The song's name on the left, what was found on the right."""
    sung = sum(region.end - region.start for region in view.regions)
    share = sung / view.duration if view.duration else 0.0
    count = f"{len(view.regions)} region" + ("" if len(view.regions) == 1 else "s")
    facts = f"singing {clock(sung)} of {clock(view.duration)} ({share:.0%})  ·  {count}"
    x = _LEFT + _PLOT_WIDTH - width(facts, 9)
    write(canvas, x, 32, facts, _MUTED)
    write(canvas, _LEFT, 34, _shortened(view.title, x - _LEFT - 30), _TEXT, height=13, weight=1.9)


def _shortened(title: str, room: float) -> str:
    """As much of the title as there is room for, in pixels."""
    title = plain(title)
    if width(title, 13) <= room:
        return title
    while title and width(title + "...", 13) > room:
        title = title[:-1]
    return title + "..."


def _spectrogram(canvas: Canvas, row: _Row, view: SongView, quiet: float, loud: float) -> None:
    """The row's log-mel spectrogram, low notes below, pale where nobody sings."""
    level = (_columns(view.mel, row.frames(view.features.frame_rate)) - quiet) / max(loud - quiet, 1e-6)
    bands = np.linspace(level.shape[1] - 1, 0, _SPECTROGRAM)
    below = np.floor(bands).astype(int)
    above = np.minimum(below + 1, level.shape[1] - 1)
    share = (bands - below)[:, np.newaxis]
    image = level.T[below] * (1 - share) + level.T[above] * share
    pixels = _LOUDNESS[(np.clip(image, 0, 1) * (len(_LOUDNESS) - 1)).astype(int)]
    sung = _sung_columns(row, view.regions)[:, np.newaxis]
    pixels = pixels + (rgb(_PAGE) - pixels) * ((1 - sung) * _FADED)
    canvas.image(_LEFT, row.top + _LANE, pixels.astype(np.float32))
    for hertz, name in ((200, "200 Hz"), (500, "500"), (1000, "1k"), (2000, "2k"), (5000, "5k")):
        if view.features.f_min < hertz < view.features.f_max:
            y = row.top + _LANE + _SPECTROGRAM * (1 - _height_of(hertz, view.features))
            canvas.box(_LEFT - 5, y - 0.5, _LEFT - 1, y + 0.5, _MUTED)
            write(canvas, _LEFT - 9 - width(name, 7), y + 3.5, name, _MUTED, height=7, weight=1.0)


def _height_of(hertz: float, features: FeatureConfig) -> float:
    """Where a frequency lies in the spectrogram, 0 at its foot, 1 at its top."""
    low, high, mel = (math.log1p(f / 700) for f in (features.f_min, features.f_max, hertz))
    band = (mel - low) / (high - low) * (features.n_mels + 1) - 1
    return (band + 0.5) / features.n_mels


def _sung_columns(row: _Row, regions: Regions) -> FloatArray:
    """How much of each pixel column lies in a region, shape (width,), 0 .. 1."""
    columns = np.arange(row.width)
    sung = np.zeros(row.width, np.float32)
    for region in regions:
        start, end = row.x(region.start) - _LEFT, row.x(region.end) - _LEFT
        sung += np.clip(np.minimum(columns + 1, end) - np.maximum(columns, start), 0, 1)
    return np.minimum(sung, 1)


def _regions(canvas: Canvas, row: _Row, regions: Regions) -> None:
    """The regions as bars above the spectrogram, their edges as fine lines down through the curve."""
    top, foot = row.top, row.top + _LANE + _SPECTROGRAM + _CURVE
    canvas.box(_LEFT, top + 1, _LEFT + row.width, top + _LANE - 3, _TRACK)
    for region in regions:
        start = max(row.x(region.start), _LEFT)
        end = min(row.x(region.end), _LEFT + row.width)
        if start >= end:
            continue
        canvas.box(start, top + 1, end, top + _LANE - 3, _SINGING)
        canvas.box(start, top + _LANE + _SPECTROGRAM, end, foot, _SINGING, 0.10)
        for edge, time in ((start, region.start), (end, region.end)):
            if row.start <= time <= row.end:
                canvas.box(edge - 0.5, top + 1, edge + 0.5, foot, _SINGING, 0.8)


def _curve(canvas: Canvas, row: _Row, view: SongView) -> None:
    """Probability raw and smoothed, and the threshold it was held against."""
    top, foot = row.top + _LANE + _SPECTROGRAM + 4, row.top + _LANE + _SPECTROGRAM + _CURVE
    height = foot - top
    if len(view.probabilities):
        frames = row.frames(view.features.frame_rate)
        smoothed = _columns(view.smoothed[:, np.newaxis], frames)[:, 0]
        canvas.line(_LEFT, top, height, *_extent(view.probabilities, frames), _RAW, 0.5)
        canvas.area(_LEFT, top, height, smoothed, _PROBABILITY, 0.16)
        canvas.line(_LEFT, top, height, *_extent(view.smoothed, frames), _PROBABILITY)
    canvas.box(_LEFT, foot - 0.5, _LEFT + row.width, foot + 0.5, _MUTED)
    y = top + height * (1 - view.threshold)
    for dash in range(0, row.width, 9):
        canvas.box(_LEFT + dash, y - 0.6, _LEFT + min(dash + 5, row.width), y + 0.6, _THRESHOLD)
    name = f"{view.threshold:.2f}" if 0.005 <= view.threshold <= 0.995 else f"{view.threshold:g}"
    write(canvas, _LEFT - 9 - width(name, 7), y + 3.5, name, _THRESHOLD, height=7, weight=1.0)


def _time_axis(canvas: Canvas, row: _Row) -> None:
    """Ticks and times below the row."""
    top = row.top + _LANE + _SPECTROGRAM + _CURVE
    step = next((t for t in _TICKS if t / row.seconds * _PLOT_WIDTH >= _TICK_PX), _TICKS[-1])
    for number in range(math.ceil(row.start / step * 5), math.floor(row.end / step * 5 + 1e-6) + 1):
        time = number * step / 5
        x, labelled = row.x(time), number % 5 == 0
        canvas.box(x - 0.5, top, x + 0.5, top + (6 if labelled else 3), _MUTED, 1.0 if labelled else 0.6)
        if labelled:
            name = clock(time, decimals=1 if step < 1 else 0)
            write(canvas, x - width(name, 8) / 2, top + 18, name, _MUTED, height=8, weight=1.1)


def _columns(values: FloatArray, edges: FloatArray) -> FloatArray:
    """Mean of the frames (n_frames, k) within each pixel column, shape (len(edges) - 1, k); frames may be parts."""
    edges = np.clip(edges, 0, len(values))
    first = min(int(edges[0]), len(values) - 1)
    part = values[first : max(int(np.ceil(edges[-1])), first + 1)]
    sums = np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(part, axis=0, dtype=np.float64)])
    at = np.clip(edges.astype(np.float64) - first, 0, len(part))
    whole = np.minimum(at.astype(int), len(part) - 1)
    share = (at - whole)[:, np.newaxis]
    up_to = sums[whole] * (1 - share) + sums[whole + 1] * share
    spans = np.maximum(np.diff(at), 1e-6)[:, np.newaxis]
    return np.asarray(np.diff(up_to, axis=0) / spans, np.float32)


def _extent(values: FloatArray, edges: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Lowest and highest of the values (n_frames,) within each pixel column."""
    first = np.clip(edges[:-1].astype(int), 0, len(values) - 1)
    # One more value closes the last column; columns narrower than a frame repeat theirs.
    joined = np.append(values[first[0] : min(int(edges[-1]) + 1, len(values))], values[-1])
    at = first - first[0]
    return np.minimum.reduceat(joined, at), np.maximum.reduceat(joined, at)
