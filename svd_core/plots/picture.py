"""The picture of one song: like a score, row under row of spectrogram, detected singing and probability."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageColor, ImageDraw

from svd_core.annotation.clock import clock
from svd_core.annotation.regions import Regions
from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.audio.mel_scale import MelAxis
from svd_core.config import FeatureConfig
from svd_core.plots.drawing import font, plain

Pixels = NDArray[np.uint8]

_LEFT, _PLOT_WIDTH, _RIGHT = 56, 1520, 24
_TOP, _LANE, _SPECTROGRAM, _CURVE_GAP, _CURVE, _AXIS, _GAP = 56, 10, 150, 4, 56, 24, 16
_ROW = _LANE + _SPECTROGRAM + _CURVE + _AXIS + _GAP
_LONGEST_ROWS = (60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 28800)
_MOST_ROWS = 12
_TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600)
_TICK_PX = 64

_PAGE, _TEXT, _MUTED, _PALE_TICK, _TRACK = "#ffffff", "#1b2130", "#5f687a", "#5f687a99", "#e9ecf3"
_SINGING, _SINGING_EDGE, _SINGING_TINT = "#0f8f7e", "#0f8f7ecc", "#0f8f7e1a"
_PROBABILITY, _RAW, _THRESHOLD = "#c2410c", "#ecc1a8", "#9a3412"
_LOUDNESS = ("#fcfcfe", "#eceff7", "#ccd4ea", "#a0abd6", "#7a7cbd", "#59509a", "#3a2a6c", "#1c1238")
_FADED = 0.6
_FILL = 41  # of 255
_TITLE_PX, _FACTS_PX, _TIME_PX, _SCALE_PX = 18, 13, 11, 10
# Curves are drawn this many times as large and reduced, since Pillow's lines have no smooth edges.
_FINE = 4
_MARGIN = 2


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

    def frames(self, frame_rate: float) -> NDArray[np.float64]:
        """Fractional frames at the edges of the pixel columns, shape (width + 1,)."""
        times = self.start + np.arange(self.width + 1) * (self.seconds / _PLOT_WIDTH)
        return np.asarray(times * frame_rate, np.float64)


def png(pixels: Pixels) -> bytes:
    """A PNG file of 8-bit pixels, shape (height, width, 3)."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def song_picture(view: SongView) -> Pixels:
    """The picture of a song as 8-bit pixels, shape (height, width, 3); a row shows a minute, or more of a long song."""
    rows = _rows(view.duration)
    image = Image.new("RGB", (_LEFT + _PLOT_WIDTH + _RIGHT, _TOP + len(rows) * _ROW), _PAGE)
    # In this mode colours may say how opaque they are.
    pen = ImageDraw.Draw(image, "RGBA")
    _header(pen, view)
    quiet, loud = np.percentile(view.mel, (20, 99.7)) if view.mel.size else (0.0, 1.0)
    for row in rows:
        if view.mel.size:
            _spectrogram(image, row, view, float(quiet), float(loud))
            _frequency_axis(pen, row, view.features)
            _regions(pen, row, view.regions)
        if len(view.probabilities):
            _curves(image, row, view)
        _threshold(pen, row, view.threshold)
        _time_axis(pen, row)
    return np.asarray(image, np.uint8)


def _rows(duration: float) -> list[_Row]:
    """Rows of equal length that hold the song."""
    if duration <= _LONGEST_ROWS[0]:
        return [_Row(_TOP, 0.0, max(duration, 0.1), duration)]
    seconds = next((s for s in _LONGEST_ROWS if duration <= s * _MOST_ROWS), _LONGEST_ROWS[-1])
    starts = range(0, math.ceil(duration), seconds)
    return [_Row(_TOP + i * _ROW, start, seconds, min(start + seconds, duration)) for i, start in enumerate(starts)]


def _box(pen: ImageDraw.ImageDraw, left: float, top: float, right: float, bottom: float, colour: str) -> None:
    """A filled rectangle on whole pixels, at least one wide and high."""
    x, y = round(left), round(top)
    pen.rectangle((x, y, max(round(right) - 1, x), max(round(bottom) - 1, y)), fill=colour)


def _header(pen: ImageDraw.ImageDraw, view: SongView) -> None:
    """The song's name on the left, what was found on the right."""
    sung = sum(region.end - region.start for region in view.regions)
    share = sung / view.duration if view.duration else 0.0
    count = f"{len(view.regions)} region" + ("" if len(view.regions) == 1 else "s")
    facts = f"singing {clock(sung)} of {clock(view.duration)} ({share:.0%})  ·  {count}"
    right = _LEFT + _PLOT_WIDTH
    pen.text((right, 32), facts, _MUTED, font(_FACTS_PX), anchor="rs")
    room = _PLOT_WIDTH - font(_FACTS_PX).getlength(facts) - 30
    pen.text((_LEFT, 34), _shortened(view.title, room), _TEXT, font(_TITLE_PX), anchor="ls")


def _shortened(title: str, room: float) -> str:
    """As much of the title as there is room for, in pixels."""
    title, letters = plain(title), font(_TITLE_PX)
    if letters.getlength(title) <= room:
        return title
    while title and letters.getlength(title + "...") > room:
        title = title[:-1]
    return title + "..."


def _spectrogram(image: Image.Image, row: _Row, view: SongView, quiet: float, loud: float) -> None:
    """The row's log-mel spectrogram, low notes below, pale where nobody sings."""
    level = (_resampled(view.mel, row, view.features.frame_rate) - quiet) / max(loud - quiet, 1e-6)
    ramp = _ramp(_LOUDNESS)
    picture = Image.fromarray(ramp[(np.clip(level, 0, 1) * (len(ramp) - 1)).astype(int)])
    sung = Image.new("L", picture.size)
    for region in view.regions:
        start, end = row.x(region.start) - _LEFT, row.x(region.end) - _LEFT
        _box(ImageDraw.Draw(sung), start, 0, end, _SPECTROGRAM, "white")
    pale = Image.blend(picture, Image.new("RGB", picture.size, _PAGE), _FADED)
    image.paste(Image.composite(picture, pale, sung), (_LEFT, row.top + _LANE))


def _resampled(mel: FloatArray, row: _Row, frame_rate: float) -> FloatArray:
    """The row's part of a spectrogram (n_frames, n_mels), low bands below, shape (_SPECTROGRAM, row.width)."""
    edges = row.frames(frame_rate)
    start, end = min(edges[0], len(mel) - 1), min(edges[-1], len(mel))
    first = int(start)
    part = Image.fromarray(mel[first : math.ceil(end)])
    box = (0, start - first, mel.shape[1], end - first)
    part = part.resize((_SPECTROGRAM, row.width), Image.Resampling.BILINEAR, box)
    return np.asarray(part.transpose(Image.Transpose.ROTATE_90), np.float32)


def _ramp(colours: tuple[str, ...], steps: int = 256) -> Pixels:
    """A look-up table that runs evenly through some colours, shape (steps, 3)."""
    stops = np.array([ImageColor.getrgb(colour) for colour in colours])
    positions = np.linspace(0, len(colours) - 1, steps)
    channels = [np.interp(positions, np.arange(len(colours)), stops[:, channel]) for channel in range(3)]
    return np.stack(channels, axis=1).round().astype(np.uint8)


def _frequency_axis(pen: ImageDraw.ImageDraw, row: _Row, features: FeatureConfig) -> None:
    """Ticks and frequencies left of the spectrogram."""
    for hertz, name in ((200, "200 Hz"), (500, "500"), (1000, "1k"), (2000, "2k"), (5000, "5k")):
        if features.f_min < hertz < features.f_max:
            y = row.top + _LANE + _SPECTROGRAM * (1 - _height_of(hertz, features))
            _box(pen, _LEFT - 5, y - 0.5, _LEFT - 1, y + 0.5, _MUTED)
            pen.text((_LEFT - 9, round(y + 3.5)), name, _MUTED, font(_SCALE_PX), anchor="rs")


def _height_of(hertz: float, features: FeatureConfig) -> float:
    """Where a frequency lies in the spectrogram, 0 at its foot, 1 at its top."""
    return MelAxis(features).height(hertz)


def _regions(pen: ImageDraw.ImageDraw, row: _Row, regions: Regions) -> None:
    """The regions as bars above the spectrogram, their edges as fine lines down through the curve."""
    top, foot = row.top, row.top + _LANE + _SPECTROGRAM + _CURVE
    _box(pen, _LEFT, top + 1, _LEFT + row.width, top + _LANE - 3, _TRACK)
    for region in regions:
        start = max(row.x(region.start), _LEFT)
        end = min(row.x(region.end), _LEFT + row.width)
        if start >= end:
            continue
        _box(pen, start, top + 1, end, top + _LANE - 3, _SINGING)
        _box(pen, start, top + _LANE + _SPECTROGRAM, end, foot, _SINGING_TINT)
        for edge, time in ((start, region.start), (end, region.end)):
            if row.start <= time <= row.end:
                _box(pen, edge - 0.5, top + 1, edge + 0.5, foot, _SINGING_EDGE)


def _curves(image: Image.Image, row: _Row, view: SongView) -> None:
    """Probability raw and smoothed, the latter filled."""
    top, height = row.top + _LANE + _SPECTROGRAM + _CURVE_GAP - _MARGIN, _CURVE - _CURVE_GAP + 2 * _MARGIN
    frames = row.frames(view.features.frame_rate)
    raw, smoothed = _points(view.probabilities, frames), _points(view.smoothed, frames)
    right, foot = row.width * _FINE, (height - _MARGIN) * _FINE
    filled = [(0.0, foot), (0.0, smoothed[0][1]), *smoothed, (right, smoothed[-1][1]), (right, foot)]
    masks = [Image.new("L", (right, height * _FINE)) for _ in range(3)]
    ImageDraw.Draw(masks[0]).line(raw, fill=255, width=_FINE // 2)
    ImageDraw.Draw(masks[1]).polygon(filled, fill=_FILL)
    ImageDraw.Draw(masks[2]).line(smoothed, fill=255, width=_FINE * 3 // 2)
    for mask, colour in zip(masks, (_RAW, _PROBABILITY, _PROBABILITY), strict=True):
        image.paste(colour, (_LEFT, top), mask.reduce(_FINE))


def _points(values: FloatArray, edges: NDArray[np.float64]) -> list[tuple[float, float]]:
    """A curve of values in 0 .. 1 through the extremes of each pixel column, in pixels of the large masks."""
    columns = np.repeat(np.arange(len(edges) - 1) + 0.5, 2)
    extremes = np.stack(_extent(values, edges), axis=1).ravel()
    heights = _MARGIN + (_CURVE - _CURVE_GAP) * (1 - extremes)
    return list(zip((columns * _FINE).tolist(), (heights * _FINE).tolist(), strict=True))


def _extent(values: FloatArray, edges: NDArray[np.float64]) -> tuple[FloatArray, FloatArray]:
    """Lowest and highest of the values (n_frames,) within each pixel column."""
    first = np.clip(edges[:-1].astype(int), 0, len(values) - 1)
    part = values[first[0] : int(edges[-1]) + 1]
    # Columns narrower than a frame repeat theirs.
    return np.minimum.reduceat(part, first - first[0]), np.maximum.reduceat(part, first - first[0])


def _threshold(pen: ImageDraw.ImageDraw, row: _Row, threshold: float) -> None:
    """The foot of the curve, and the threshold it was held against."""
    top, foot = row.top + _LANE + _SPECTROGRAM + _CURVE_GAP, row.top + _LANE + _SPECTROGRAM + _CURVE
    _box(pen, _LEFT, foot - 0.5, _LEFT + row.width, foot + 0.5, _MUTED)
    y = top + (foot - top) * (1 - threshold)
    for dash in range(0, row.width, 9):
        _box(pen, _LEFT + dash, y - 0.5, _LEFT + min(dash + 5, row.width), y + 0.5, _THRESHOLD)
    name = f"{threshold:.2f}" if 0.005 <= threshold <= 0.995 else f"{threshold:g}"
    pen.text((_LEFT - 9, round(y + 3.5)), name, _THRESHOLD, font(_SCALE_PX), anchor="rs")


def _time_axis(pen: ImageDraw.ImageDraw, row: _Row) -> None:
    """Ticks and times below the row."""
    top = row.top + _LANE + _SPECTROGRAM + _CURVE
    step = next((t for t in _TICKS if t / row.seconds * _PLOT_WIDTH >= _TICK_PX), _TICKS[-1])
    for number in range(math.ceil(row.start / step * 5), math.floor(row.end / step * 5 + 1e-6) + 1):
        time = number * step / 5
        x, labelled = row.x(time), number % 5 == 0
        _box(pen, x - 0.5, top, x + 0.5, top + (6 if labelled else 3), _MUTED if labelled else _PALE_TICK)
        if labelled:
            name = clock(time, decimals=1 if step < 1 else 0)
            pen.text((round(x), top + 18), name, _MUTED, font(_TIME_PX), anchor="ms")
