"""The picture of one song: rows of spectrogram, detected regions and probability of singing, read like a score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from svd_core.annotation.clock import clock
from svd_core.annotation.regions import Regions
from svd_core.audio.features import FloatArray, FrameGrid
from svd_core.audio.mel_scale import MelAxis
from svd_core.config import FeatureConfig
from svd_core.plots.palette import LIGHT, Palette
from svd_core.plots.paper import figure_file, printable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

_ROW_SECONDS = (60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 28800)
_MOST_ROWS = 12

# Inches.
_WIDTH, _LEFT, _RIGHT, _TOP, _BOTTOM = 11.0, 0.62, 0.28, 0.52, 0.36
_SPECTROGRAM, _CURVE, _GAP, _AXIS = 1.15, 0.45, 0.03, 0.5

_LABELLED_HERTZ = {200: "200 Hz", 500: "500 Hz", 1000: "1 kHz", 2000: "2 kHz", 5000: "5 kHz"}
_QUIET_PERCENT, _LOUD_PERCENT = 20, 99.7
_FADED = 0.6
"""How much of the page's colour lies over what is not sung."""
_MOST_EDGES = 80
"""With more edges of regions in a row than this, lines at them would hide the spectrogram."""
_SECONDS_A_DAY = 86400.0


@dataclass(frozen=True)
class SongView:
    """What there is to see of a song; arrays run over the frames of its grid.

    Attributes:
        mel: log-mel spectrogram, shape (n_frames, n_mels).
        probabilities: the network's probability of singing, shape (n_frames,).
        smoothed: the probability after the sliding median, which the threshold is applied to, shape (n_frames,).
        leave_threshold: above which a region goes on, where that is another one.
    """

    title: str
    mel: FloatArray
    probabilities: FloatArray
    smoothed: FloatArray
    regions: Regions
    threshold: float
    features: FeatureConfig = FeatureConfig()
    leave_threshold: float | None = None

    @property
    def duration(self) -> float:
        """Seconds shown."""
        return FrameGrid(len(self.mel), self.features.frame_rate).duration


def song_picture(song: SongView, file_format: str = "png", palette: Palette = LIGHT) -> bytes:
    """The picture as a PNG or SVG file; a row shows one minute, or more of a song that is longer than 12 minutes."""
    starts, seconds = rows(song.duration)
    height = _TOP + _BOTTOM + len(starts) * (_SPECTROGRAM + _GAP + _CURVE) + (len(starts) - 1) * _AXIS

    def draw(figure: Figure) -> None:
        _draw_header(figure, song, palette, height)
        levels = np.percentile(song.mel, (_QUIET_PERCENT, _LOUD_PERCENT)) if song.mel.size else (0.0, 1.0)
        for row in _add_rows(figure, song, starts, seconds, height):
            if len(song.mel):
                _draw_spectrogram(row, song, palette, (float(levels[0]), float(levels[1])))
            _draw_probability(row, song, palette)
            _draw_regions(row, song, palette)
            _draw_time_axis(row, seconds)

    return figure_file(draw, (_WIDTH, height), song.title, file_format, palette)


def rows(duration: float) -> tuple[list[float], float]:
    """Where the rows of a song of `duration` seconds start, and the length of each row, in seconds."""
    if duration <= _ROW_SECONDS[0]:
        return [0.0], max(duration, 0.1)
    seconds = next((length for length in _ROW_SECONDS if duration <= length * _MOST_ROWS), _ROW_SECONDS[-1])
    return [float(start) for start in range(0, int(np.ceil(duration)), seconds)], float(seconds)


def _draw_header(figure: Figure, song: SongView, palette: Palette, height: float) -> None:
    """The song's name on the left, what was detected on the right."""
    sung = sum(region.end - region.start for region in song.regions)
    share = sung / song.duration if song.duration else 0.0
    count = f"{len(song.regions)} region" + ("" if len(song.regions) == 1 else "s")
    facts = f"singing {clock(sung)} of {clock(song.duration)} ({share:.0%})  ·  {count}"
    y = 1 - 0.24 / height
    right = figure.text(1 - _RIGHT / _WIDTH, y, facts, ha="right", size=9, color=palette.muted_text)
    title = figure.text(_LEFT / _WIDTH, y, printable(song.title), size=12)
    _shorten(title, right)


def _shorten(title: Text, facts: Text) -> None:
    """Cut the title so that it ends before the facts begin."""
    limit = facts.get_window_extent().x0 - 40
    text = title.get_text()
    while text and title.get_window_extent().x1 > limit:
        text = text[: len(text) - max(1, len(text) // 20)]
        title.set_text(text + "…")


@dataclass(frozen=True)
class _Row:
    """One row of the picture: from when to when it shows the song, and its two plots."""

    start: float
    end: float
    spectrogram: Axes
    probability: Axes

    def spans(self, regions: Regions) -> list[tuple[float, float]]:
        """Start and length, in days, of what lies in this row of each region."""
        parts = [(max(region.start, self.start), min(region.end, self.end)) for region in regions]
        return [(_days(start), _days(end - start)) for start, end in parts if start < end]

    def edges(self, regions: Regions) -> list[float]:
        """Where regions start and end in this row, in days."""
        times = [time for region in regions for time in (region.start, region.end)]
        return [_days(time) for time in times if self.start <= time <= self.end]

    def frames(self, frame_rate: float, n_frames: int) -> slice:
        """The frames that this row shows, at least one where the song has any."""
        first = min(int(self.start * frame_rate), max(n_frames - 1, 0))
        return slice(first, max(first + 1, int(np.ceil(self.end * frame_rate))))


def _add_rows(figure: Figure, song: SongView, starts: list[float], seconds: float, height: float) -> list[_Row]:
    """Two plots a row, spectrogram above probability, on a common time axis; the last row may be short."""
    made = []
    for number, start in enumerate(starts):
        end = min(start + seconds, song.duration) if song.duration else seconds
        width = (_WIDTH - _LEFT - _RIGHT) * (end - start) / seconds / _WIDTH
        top = height - _TOP - number * (_SPECTROGRAM + _GAP + _CURVE + _AXIS)
        foot = top - _SPECTROGRAM - _GAP - _CURVE
        upper = figure.add_axes((_LEFT / _WIDTH, (top - _SPECTROGRAM) / height, width, _SPECTROGRAM / height))
        lower = figure.add_axes((_LEFT / _WIDTH, foot / height, width, _CURVE / height))
        for axes in (upper, lower):
            axes.set_xlim(_days(start), _days(end))
        made.append(_Row(start, end, upper, lower))
    return made


def _draw_spectrogram(row: _Row, song: SongView, palette: Palette, levels: tuple[float, float]) -> None:
    """Mel bands over time, the lowest at the foot; what is not sung is pale."""
    from matplotlib.colors import LinearSegmentedColormap

    axes, n_mels = row.spectrogram, song.features.n_mels
    frames = row.frames(song.features.frame_rate, len(song.mel))
    first, last = (_days(frame / song.features.frame_rate) for frame in (frames.start, min(frames.stop, len(song.mel))))
    axes.imshow(
        song.mel[frames].T,
        cmap=LinearSegmentedColormap.from_list("loudness", palette.spectrogram),
        vmin=levels[0],
        vmax=max(levels[1], levels[0] + 1e-6),
        extent=(first, last, 0, n_mels),
        origin="lower",
        aspect="auto",
        interpolation="antialiased",
    )
    axes.set_xlim(_days(row.start), _days(row.end))
    sung = row.spans(song.regions)
    ends = [_days(row.start), *(end for start, length in sung for end in (start, start + length)), _days(row.end)]
    unsung = [(start, end - start) for start, end in zip(ends[::2], ends[1::2], strict=True) if start < end]
    axes.broken_barh(unsung, (0, n_mels), facecolors=palette.page, alpha=_FADED)
    scale = MelAxis(song.features)
    heights = {hertz: n_mels * scale.height(hertz) for hertz in _LABELLED_HERTZ}
    shown = {hertz: height for hertz, height in heights.items() if 0 < height < n_mels}
    axes.set_yticks(list(shown.values()), [_LABELLED_HERTZ[hertz] for hertz in shown], fontsize=7.5)
    axes.set_xticks([])
    axes.spines[:].set_visible(False)


def _draw_probability(row: _Row, song: SongView, palette: Palette) -> None:
    """The network's probability, pale, the smoothed one, filled, and the threshold or both of them."""
    axes, rate = row.probability, song.features.frame_rate
    frames = row.frames(rate, len(song.probabilities))
    raw, smoothed = song.probabilities[frames], song.smoothed[frames]
    # The values of frames stand at their middles.
    days = (np.arange(frames.start, frames.start + len(raw)) + 0.5) / rate / _SECONDS_A_DAY
    axes.plot(days, raw, color=palette.probability, linewidth=0.6, alpha=0.4)
    axes.fill_between(days, smoothed, color=palette.probability, alpha=0.16, linewidth=0, rasterized=True)
    axes.plot(days, smoothed, color=palette.probability, linewidth=1.1)
    lines = dict.fromkeys([song.threshold, song.threshold if song.leave_threshold is None else song.leave_threshold])
    for line in lines:
        axes.axhline(line, color=palette.threshold, linewidth=0.8, linestyle=(0, (5, 4)))
    axes.set_ylim(-0.02, 1.04)
    names = [f"{line:.2f}" if 0.005 <= line <= 0.995 else f"{line:g}" for line in lines]
    axes.set_yticks(list(lines), names, fontsize=7.5, color=palette.threshold)
    axes.spines["left"].set_visible(False)


def _draw_regions(row: _Row, song: SongView, palette: Palette) -> None:
    """Regions as bars above the spectrogram and as a tint below it, their edges as fine lines through both."""
    upper, lower, spans = row.spectrogram, row.probability, row.spans(song.regions)
    colour = palette.region_model
    bar = (1.02, 0.035)
    across = upper.get_xaxis_transform()
    upper.broken_barh(
        [(_days(row.start), _days(row.end - row.start))], bar, transform=across, clip_on=False, facecolors=palette.track
    )
    # The outline keeps a region visible that is shorter than a pixel.
    upper.broken_barh(spans, bar, transform=across, clip_on=False, facecolors=colour, edgecolors=colour, linewidth=0.5)
    lower.broken_barh(spans, (0, 1), transform=lower.get_xaxis_transform(), facecolors=colour, alpha=0.1)
    edges = row.edges(song.regions)
    for axes, top in ((upper, 1.055), (lower, 1 + _GAP / _CURVE)) if len(edges) <= _MOST_EDGES else ():
        axes.vlines(
            edges, 0, top, transform=axes.get_xaxis_transform(), clip_on=False,
            colors=colour, linewidth=0.6, alpha=0.8,
        )  # fmt: skip


def _draw_time_axis(row: _Row, seconds: float) -> None:
    """Ticks where people expect them (seconds, then minutes, then hours), written as times of a clock.

    A last row that is shorter than the others has the ticks of a row of full length, `seconds`, as far as it goes.
    """
    from matplotlib.dates import AutoDateLocator, num2date
    from matplotlib.ticker import AutoMinorLocator, FixedLocator, FuncFormatter

    axis = row.probability.xaxis
    locator = AutoDateLocator(minticks=2, maxticks=16)  # type: ignore[no-untyped-call]
    ends = [num2date(_days(time)) for time in (row.start, row.start + seconds)]  # type: ignore[no-untyped-call]
    axis.set_major_locator(FixedLocator(locator.tick_values(*ends)))  # type: ignore[no-untyped-call]
    axis.set_minor_locator(AutoMinorLocator(5))
    decimals = 0 if seconds > 4 else 2
    axis.set_major_formatter(FuncFormatter(lambda day, _: clock(day * _SECONDS_A_DAY, decimals)))
    row.probability.tick_params(axis="x", labelsize=8)


def _days(seconds: float) -> float:
    """Seconds in matplotlib's unit of time, for which it has ticks at round seconds, minutes and hours."""
    return seconds / _SECONDS_A_DAY
