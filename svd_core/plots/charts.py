"""Charts of measured values as SVG and PNG: lines over a scale, and values with intervals, row under row.

A chart is a plain value; `svg` and `png` draw pages of them with matplotlib. Values are drawn as they are given, so
percentages are given as such.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from svd_core.plots.palette import LIGHT, Palette
from svd_core.plots.paper import figure_file, shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH = 6.4  # inches
_LINE_CHART_HEIGHT = 3.4
_ROW_HEIGHT = 0.23
_FRAME_HEIGHT = 1.1
"""Inches that title and axis of an interval chart take."""
_NAME_COLUMNS = 44
"""Longer names of rows are cut."""
_MOST_BANDS = 2
"""With more lines than this, the bands of their intervals would lie over each other."""


@dataclass(frozen=True)
class Series:
    """One line: y over x, and the interval of each y if low and high are given; all of one length."""

    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


@dataclass(frozen=True)
class LineChart:
    """Lines over one scale; the first is the most important one and lies above the others.

    Attributes:
        y_range: the vertical scale, which otherwise holds all values.
        log_x: equal factors on the horizontal scale are equally far apart, and its ticks are the values measured at.
        reference: a value to compare all lines with, and its name.
    """

    title: str
    x_label: str
    y_label: str
    series: tuple[Series, ...]
    y_range: tuple[float, float] | None = None
    log_x: bool = False
    reference: tuple[float, str] | None = None


@dataclass(frozen=True)
class Row:
    """One value with its interval, and the single values it comes from.

    Attributes:
        heading: begins a group of rows.
        number: text at the end of the row; otherwise the value with half of its interval.
    """

    name: str
    value: float
    low: float
    high: float
    points: tuple[float, ...] = ()
    heading: str = ""
    number: str = ""


@dataclass(frozen=True)
class IntervalChart:
    """Values with their intervals, row under row.

    Attributes:
        reference: a value to compare all rows with.
        decimals: digits after the point in the numbers at the ends of rows.
        x_range: the scale, which otherwise holds all values.
    """

    title: str
    label: str
    rows: tuple[Row, ...]
    reference: float | None = None
    decimals: int = 1
    x_range: tuple[float, float] | None = None


Chart = LineChart | IntervalChart


def svg(*charts: Chart, columns: int = 1, palette: Palette = LIGHT) -> str:
    """A page of charts as an SVG file."""
    return _file(charts, columns, "svg", palette).decode()


def png(*charts: Chart, columns: int = 1, palette: Palette = LIGHT) -> bytes:
    """A page of charts as a PNG file."""
    return _file(charts, columns, "png", palette)


def _file(charts: Sequence[Chart], columns: int, file_format: str, palette: Palette) -> bytes:
    """The charts in rows of so many columns."""
    columns = max(1, min(columns, len(charts)))
    table = [charts[first : first + columns] for first in range(0, len(charts), columns)]
    heights = [max(_height(chart) for chart in row) for row in table]

    def draw(figure: Figure) -> None:
        if not charts:
            return
        figure.set_layout_engine("constrained", w_pad=0.12, h_pad=0.1)
        # Each chart is laid out by itself: long names in one do not narrow another.
        parts = figure.subfigures(len(table), columns, height_ratios=heights, squeeze=False)
        for number, row in enumerate(table):
            for part, chart in zip(parts[number], row, strict=False):
                _draw(chart, part.add_subplot(), palette, heights[number])

    text = "".join(part for chart in charts for part in _texts(chart))
    return figure_file(draw, (_WIDTH * columns, sum(heights) or 1.0), text, file_format, palette)


def _height(chart: Chart) -> float:
    """Height of a chart in inches."""
    if isinstance(chart, LineChart):
        return _LINE_CHART_HEIGHT
    return _FRAME_HEIGHT + (len(chart.rows) + sum(bool(row.heading) for row in chart.rows)) * _ROW_HEIGHT


def _texts(chart: Chart) -> Iterator[str]:
    """All that is written on a chart and was not written by us."""
    yield chart.title
    if isinstance(chart, LineChart):
        yield from (chart.x_label, chart.y_label, *(series.name for series in chart.series))
        yield chart.reference[1] if chart.reference else ""
    else:
        yield chart.label
        yield from (text for row in chart.rows for text in (row.name, row.heading, row.number))


def _draw(chart: Chart, axes: Axes, palette: Palette, height: float) -> None:
    """A chart into a part of the page that is `height` inches high."""
    axes.set_title(shortened(chart.title, 80))
    if isinstance(chart, LineChart):
        _draw_lines(chart, axes, palette)
    else:
        _draw_intervals(chart, axes, palette)
        # Rows keep their height beside a higher chart.
        axes.set_ylim(axes.get_ylim()[0] + (height - _height(chart)) / _ROW_HEIGHT, -0.5)


def _draw_lines(chart: LineChart, axes: Axes, palette: Palette) -> None:
    """Lines over a grid, their intervals as pale bands, their names beside them in the order of their ends."""
    axes.set_xlabel(shortened(chart.x_label, 80))
    axes.set_ylabel(shortened(chart.y_label, 50))
    axes.grid(True)
    axes.set_axisbelow(True)
    handles = []
    if chart.reference:
        value, name = chart.reference
        line = axes.axhline(value, color=palette.muted_text, linewidth=1, linestyle=(0, (4, 4)), label=_label(name))
        handles.append((value, line))
    with_bands = sum(bool(series.low) for series in chart.series) <= _MOST_BANDS
    for number, series in enumerate(chart.series):
        colour, order = palette.lines[number % len(palette.lines)], 3 - number / (len(chart.series) + 1)
        if series.low and series.high and with_bands:
            axes.fill_between(series.x, series.low, series.high, color=colour, alpha=0.15, linewidth=0)
        name = _label(series.name)
        (line,) = axes.plot(series.x, series.y, "o-", color=colour, markersize=4, label=name, zorder=order)
        if series.x and len(chart.series) > 1:
            handles.append((max(zip(series.x, series.y, strict=True))[1], line))
    if handles:
        # A line that ends higher is named above one that ends lower.
        ordered = [line for _, line in sorted(handles, key=lambda item: -item[0])]
        legend = axes.legend(handles=ordered, loc="center left", bbox_to_anchor=(1.0, 0.5), labelcolor="linecolor")
        legend.set_zorder(4)
    _scale_lines(chart, axes)


def _scale_lines(chart: LineChart, axes: Axes) -> None:
    """Scales and ticks."""
    places = sorted({value for series in chart.series for value in series.x})
    if chart.log_x and len(places) > 1 and places[0] > 0:
        axes.set_xscale("log")
        axes.set_xticks(places, [f"{value:g}" for value in places])
        axes.minorticks_off()
    values = [value for series in chart.series for value in (*series.y, *series.low, *series.high)]
    if chart.y_range:
        axes.set_ylim(*chart.y_range)
    elif any(math.isfinite(value) for value in values) and min(filter(math.isfinite, values)) >= 0:
        axes.set_ylim(bottom=0)


def _draw_intervals(chart: IntervalChart, axes: Axes, palette: Palette) -> None:
    """Names on the left, values with their intervals in the middle, as numbers on the right."""
    axes.set_xlabel(shortened(chart.label, 80))
    axes.grid(True, axis="x")
    axes.set_axisbelow(True)
    if chart.reference is not None:
        axes.axvline(chart.reference, color=palette.muted_text, linewidth=1, linestyle=(0, (4, 4)))
    ticks: list[tuple[float, str, str]] = []
    y = 0.0
    for row in chart.rows:
        if row.heading:
            ticks.append((y, shortened(row.heading, _NAME_COLUMNS), palette.muted_text))
            y += 1
        ticks.append((y, shortened(row.name, _NAME_COLUMNS), palette.text))
        _draw_row(row, y, axes, palette)
        axes.annotate(
            _number(row, chart.decimals), (1, y), (8, 0), xycoords=axes.get_yaxis_transform(),
            textcoords="offset points", va="center", annotation_clip=False,
        )  # fmt: skip
        y += 1
    axes.set_yticks([place for place, _, _ in ticks], [name for _, name, _ in ticks])
    for label, (_, _, colour) in zip(axes.get_yticklabels(), ticks, strict=True):
        label.set_color(colour)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(max(y, 1) - 0.5, -0.5)
    axes.spines["left"].set_visible(False)
    if chart.x_range:
        axes.set_xlim(*chart.x_range)


def _draw_row(row: Row, y: float, axes: Axes, palette: Palette) -> None:
    """A bar from low to high, the value upon it, and the single values as pale dots."""
    colour = palette.lines[0]
    axes.plot(row.points, [y] * len(row.points), "o", color=colour, markersize=4, alpha=0.4, markeredgewidth=0)
    spread = [[max(row.value - row.low, 0.0)], [max(row.high - row.value, 0.0)]] if row.low < row.high else None
    axes.errorbar([row.value], [y], xerr=spread, fmt="o", color=colour, markersize=6, linewidth=1.6, capsize=3)


def _number(row: Row, decimals: int) -> str:
    """What is written at the end of a row."""
    spread = (row.high - row.low) / 2
    text = f"{row.value:.{decimals}f}" + (f" ± {spread:.{decimals}f}" if spread else "")
    return shortened(row.number, 24) or text


def _label(name: str) -> str:
    """A name as matplotlib's legend takes it: one that begins with an underscore would be left out."""
    return "\N{ZERO WIDTH SPACE}" * name.startswith("_") + shortened(name, 28)
