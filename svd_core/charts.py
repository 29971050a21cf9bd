"""Charts of measured values: lines with intervals, and intervals row under row. `svg` and `png` draw a page of them.

Values are drawn as they are given, so percentages are given as such.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from svd_core import drawing
from svd_core.drawing import Area, Dot, Drawing, Line, Shape, Text, text_width

_TEXT, _MUTED, _GRID = "#1b2130", "#5f687a", "#e3e6ee"
_COLOURS = ("#0f8f7e", "#c2410c", "#3b4cc0", "#b7791f", "#8b3a8f", "#4d5566")
_TITLE_PX, _WORDS_PX, _SCALE_PX = 15, 12, 11
_WIDTH, _PLOT_HEIGHT, _ROW = 640, 260, 22
_MARGIN, _TITLE, _LEGEND, _AXIS = 16, 34, 20, 44
_MOST_TICKS = 7


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
    """Lines over one scale; y_range sets the vertical scale, which otherwise holds all values."""

    title: str
    x_label: str
    y_label: str
    series: tuple[Series, ...]
    y_range: tuple[float, float] | None = None


@dataclass(frozen=True)
class Row:
    """One value with its interval, and the single values it comes from; heading begins a group of rows."""

    name: str
    value: float
    low: float
    high: float
    points: tuple[float, ...] = ()
    heading: str = ""


@dataclass(frozen=True)
class IntervalChart:
    """Values with their intervals, row under row; reference is a value to compare all rows with."""

    title: str
    label: str
    rows: tuple[Row, ...]
    reference: float | None = None
    decimals: int = 1


Chart = LineChart | IntervalChart


def svg(*charts: Chart, columns: int = 1) -> str:
    """A page of charts as an SVG file."""
    return drawing.svg(_page(charts, columns))


def png(*charts: Chart, columns: int = 1) -> bytes:
    """A page of charts as a PNG file."""
    return drawing.png(_page(charts, columns))


@dataclass(frozen=True)
class _Scale:
    """Where values lie between two places on the page."""

    low: float
    high: float
    first_px: float
    last_px: float

    def px(self, value: float) -> float:
        """The place of a value, at the ends of the scale for one outside."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.first_px + share * (self.last_px - self.first_px)

    def ticks(self) -> list[tuple[float, str]]:
        """Round values on the scale with their places, at most _MOST_TICKS."""
        step = _step(self.high - self.low)
        decimals = max(0, -math.floor(math.log10(step) + 1e-9))
        numbers = range(math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9) + 1)
        # Adding zero turns -0.0 into 0.0.
        return [(self.px(n * step), f"{n * step + 0.0:.{decimals}f}") for n in numbers]


def _step(extent: float) -> float:
    """The smallest round step that gives few enough ticks over this extent."""
    power = 10.0 ** math.floor(math.log10(extent / _MOST_TICKS))
    return next(power * factor for factor in (1, 2, 5, 10, 20) if extent / (power * factor) <= _MOST_TICKS - 1)


def _ends(values: Sequence[float]) -> tuple[float, float]:
    """The least and the greatest of the finite values, apart even if they are one or none."""
    finite = [value for value in values if math.isfinite(value)] or [0.0, 1.0]
    low, high = min(finite), max(finite)
    return (low, high) if high - low > 1e-9 * max(abs(high), abs(low), 1.0) else (low - 0.5, low + 0.5)


def _range(values: Sequence[float]) -> tuple[float, float]:
    """A range of round values that holds all of these; from zero, if that wastes less than half of it."""
    low, high = _ends(values)
    if 0 < low <= high / 2:
        low = 0.0
    step = _step(high - low) / 2
    return math.floor(low / step) * step, math.ceil(high / step) * step


def _page(charts: Sequence[Chart], columns: int) -> Drawing:
    """The charts in rows of so many columns."""
    shapes: list[Shape] = []
    top = 0.0
    for first in range(0, len(charts), columns):
        row = charts[first : first + columns]
        for column, chart in enumerate(row):
            shapes += _shapes(chart, column * _WIDTH, top)
        top += max(_height(chart) for chart in row)
    return Drawing(_WIDTH * min(columns, max(len(charts), 1)), math.ceil(top) + _MARGIN, tuple(shapes))


def _height(chart: Chart) -> float:
    if isinstance(chart, LineChart):
        return _TITLE + _legend_height(chart) + _PLOT_HEIGHT + _AXIS + _MARGIN
    headings = sum(bool(row.heading) for row in chart.rows)
    return _TITLE + (len(chart.rows) + headings) * _ROW + _AXIS + _MARGIN


def _legend_height(chart: LineChart) -> float:
    return _LEGEND if len(chart.series) > 1 else 0.0


def _shapes(chart: Chart, left: float, top: float) -> Iterator[Shape]:
    """One chart in its place on the page."""
    yield Text((left + _MARGIN, top + 24), chart.title, _TEXT, _TITLE_PX)
    if isinstance(chart, LineChart):
        yield from _line_chart(chart, left, top + _TITLE)
    else:
        yield from _interval_chart(chart, left, top + _TITLE)


def _line_chart(chart: LineChart, left: float, top: float) -> Iterator[Shape]:
    """Lines over a grid, intervals as pale bands."""
    first, last = left + 64, left + _WIDTH - _MARGIN - 8
    top += _legend_height(chart)
    foot = top + _PLOT_HEIGHT
    low_x, high_x = _ends([value for series in chart.series for value in series.x])
    x = _Scale(low_x, high_x, first, last)
    everything = [value for series in chart.series for value in (*series.y, *series.low, *series.high)]
    y = _Scale(*(chart.y_range or _range(everything)), foot, top)
    yield from _vertical_grid(x, top, foot)
    for place, name in y.ticks():
        yield Line(((first, place), (last, place)), _GRID)
        yield Text((first - 8, place + 4), name, _MUTED, _SCALE_PX, "end")
    yield Text(((first + last) / 2, foot + 36), chart.x_label, _MUTED, _WORDS_PX, "middle")
    yield Text((left + _MARGIN + 8, (top + foot) / 2), chart.y_label, _MUTED, _WORDS_PX, "middle", upright=True)
    for number, series in enumerate(chart.series):
        yield from _line(series, x, y, _COLOURS[number % len(_COLOURS)])
    yield from _legend(chart, first, top - 10)


def _vertical_grid(scale: _Scale, top: float, foot: float) -> Iterator[Shape]:
    """Lines at the ticks of a horizontal scale, with their values below."""
    for place, name in scale.ticks():
        yield Line(((place, top), (place, foot)), _GRID)
        yield Text((place, foot + 17), name, _MUTED, _SCALE_PX, "middle")


def _line(series: Series, x: _Scale, y: _Scale, colour: str) -> Iterator[Shape]:
    """One series: its band, its line, its dots."""
    if series.low and series.high:
        upper = [(x.px(at), y.px(value)) for at, value in zip(series.x, series.high, strict=True)]
        lower = [(x.px(at), y.px(value)) for at, value in zip(series.x, series.low, strict=True)]
        yield Area((*upper, *reversed(lower)), colour, 0.15)
    points = tuple((x.px(at), y.px(value)) for at, value in zip(series.x, series.y, strict=True))
    yield Line(points, colour, 2)
    for point in points:
        yield Dot(point, 3, colour)


def _legend(chart: LineChart, left: float, baseline: float) -> Iterator[Shape]:
    """The names of the lines in one row, if there are several."""
    for number, series in enumerate(chart.series if len(chart.series) > 1 else ()):
        yield Line(((left, baseline - 4), (left + 18, baseline - 4)), _COLOURS[number % len(_COLOURS)], 3)
        yield Text((left + 24, baseline), series.name, _TEXT, _WORDS_PX)
        left += 24 + text_width(series.name, _WORDS_PX) + 20


def _interval_chart(chart: IntervalChart, left: float, top: float) -> Iterator[Shape]:
    """Names on the left, values with their intervals in the middle, as numbers on the right."""
    names = max((text_width(row.name, _WORDS_PX) for row in chart.rows), default=0.0)
    first, last = left + _MARGIN + min(names + 24, _WIDTH / 2), left + _WIDTH - 96
    everything = [value for row in chart.rows for value in (row.value, row.low, row.high, *row.points)]
    scale = _Scale(*_range(everything + ([] if chart.reference is None else [chart.reference])), first, last)
    foot = top + _height(chart) - _TITLE - _AXIS - _MARGIN
    yield from _vertical_grid(scale, top, foot)
    yield Text(((first + last) / 2, foot + 36), chart.label, _MUTED, _WORDS_PX, "middle")
    if chart.reference is not None:
        place = scale.px(chart.reference)
        yield Line(((place, top), (place, foot)), _MUTED, 1, 4)
    y = top + _ROW / 2
    for row in chart.rows:
        if row.heading:
            yield Text((left + _MARGIN, y + 4), row.heading, _MUTED, _WORDS_PX)
            y += _ROW
        yield Text((left + _MARGIN + (12 if _grouped(chart) else 0), y + 4), row.name, _TEXT, _WORDS_PX)
        yield from _interval(row, scale, y)
        spread = (row.high - row.low) / 2
        number = f"{row.value:.{chart.decimals}f}" + (f" ± {spread:.{chart.decimals}f}" if spread else "")
        yield Text((last + 14, y + 4), number, _TEXT, _WORDS_PX)
        y += _ROW


def _grouped(chart: IntervalChart) -> bool:
    return any(row.heading for row in chart.rows)


def _interval(row: Row, scale: _Scale, y: float) -> Iterator[Shape]:
    """A bar from low to high with ends, the value upon it, and the single values as pale dots."""
    low, high = scale.px(row.low), scale.px(row.high)
    for value in row.points:
        yield Dot((scale.px(value), y), 2.5, _COLOURS[0], 0.3)
    if row.low < row.high:
        yield Line(((low, y), (high, y)), _COLOURS[0], 2)
        for end in (low, high):
            yield Line(((end, y - 4), (end, y + 4)), _COLOURS[0], 1.5)
    yield Dot((scale.px(row.value), y), 4, _COLOURS[0])
