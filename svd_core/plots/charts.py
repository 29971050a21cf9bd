"""Charts of measured values: lines with intervals, and intervals row under row. `svg` and `png` draw a page of them.

Values are drawn as they are given, so percentages are given as such. Several lines bear their names at their ends; the
colours, and their lightness, can be told apart by the colour-blind too.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from svd_core.plots import drawing
from svd_core.plots.drawing import PAGE, Area, Dot, Drawing, Line, Shape, Text, text_width

_TEXT, _MUTED, _GRID = "#1b2130", "#5f687a", "#e3e6ee"
_COLOURS = ("#0f8f7e", "#c2410c", "#3b4cc0", "#b7791f", "#8b3a8f", "#4d5566")
_TITLE_PX, _WORDS_PX, _SCALE_PX = 15, 12, 11
_WIDTH, _PLOT_HEIGHT, _ROW = 640, 260, 22
_MARGIN, _TITLE, _AXIS = 16, 40, 44
_MOST_TICKS = 7
_NAME_ROW = 15
_BANDED = 2
"""With more lines than this, intervals lie over each other and hide more than they show."""


@dataclass(frozen=True)
class Ink:
    """What a page is drawn with, each colour as SVG writes it (for PNG: #rrggbb); one for each line of a chart."""

    page: str
    text: str
    muted: str
    grid: str
    lines: tuple[str, ...]


LIGHT = Ink(PAGE, _TEXT, _MUTED, _GRID, _COLOURS)
DARK = Ink(
    "#1c1f27", "#e7eaf1", "#98a1b3", "#303643", ("#2fc6ad", "#ff8a5c", "#93a4ff", "#f2b13c", "#d78bdc", "#aab4c6")
)


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
    """Lines over one scale.

    Attributes:
        y_range: the vertical scale, which otherwise holds all values.
        log_x: equal factors on the horizontal scale are equally far apart, and its ticks are the values measured at.
        reference: a value to compare all lines with, and what it is.
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
    """One value with its interval, and the single values it comes from; heading begins a group of rows.

    The number at the end of the row is the value with half its interval, unless `number` says it otherwise.
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
        x_range: the scale, which otherwise holds all values.
    """

    title: str
    label: str
    rows: tuple[Row, ...]
    reference: float | None = None
    decimals: int = 1
    x_range: tuple[float, float] | None = None


Chart = LineChart | IntervalChart


def svg(*charts: Chart, columns: int = 1, ink: Ink = LIGHT) -> str:
    """A page of charts as an SVG file."""
    return drawing.svg(_inked(_page(charts, columns), ink))


def png(*charts: Chart, columns: int = 1, ink: Ink = LIGHT) -> bytes:
    """A page of charts as a PNG file."""
    return drawing.png(_inked(_page(charts, columns), ink))


def _inked(page: Drawing, ink: Ink) -> Drawing:
    """The page, drawn in LIGHT, in other colours."""
    new = dict(zip((_TEXT, _MUTED, _GRID, *_COLOURS), (ink.text, ink.muted, ink.grid, *ink.lines), strict=True))
    shapes = tuple(replace(shape, colour=new[shape.colour]) for shape in page.shapes)
    return replace(page, shapes=shapes, colour=ink.page)


@dataclass(frozen=True)
class _Scale:
    """Where values lie between two places on the page."""

    low: float
    high: float
    first_px: float
    last_px: float
    log: bool = False

    def px(self, value: float) -> float:
        """The place of a value, at the ends of the scale for one outside."""
        inside = min(max(value, self.low), self.high)
        if self.log:
            share = math.log(inside / self.low) / math.log(self.high / self.low)
        else:
            share = (inside - self.low) / (self.high - self.low)
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
        return _TITLE + _PLOT_HEIGHT + _AXIS + _MARGIN
    headings = sum(bool(row.heading) for row in chart.rows)
    return _TITLE + (len(chart.rows) + headings) * _ROW + _AXIS + _MARGIN


def _shapes(chart: Chart, left: float, top: float) -> Iterator[Shape]:
    """One chart in its place on the page."""
    yield Text((left + _MARGIN, top + 24), chart.title, _TEXT, _TITLE_PX)
    if isinstance(chart, LineChart):
        yield from _line_chart(chart, left, top + _TITLE)
    else:
        yield from _interval_chart(chart, left, top + _TITLE)


def _line_chart(chart: LineChart, left: float, top: float) -> Iterator[Shape]:
    """Lines over a grid, intervals as pale bands."""
    names = _names(chart)
    room = max((text_width(name, _WORDS_PX) + 8 for _, name, _ in names), default=0.0)
    first, last = left + 64, left + _WIDTH - _MARGIN - 8 - min(room, _WIDTH / 3)
    foot = top + _PLOT_HEIGHT
    places = sorted({value for series in chart.series for value in series.x})
    x = _Scale(*_ends(places), first, last, log=chart.log_x and len(places) > 1 and places[0] > 0)
    everything = [value for series in chart.series for value in (*series.y, *series.low, *series.high)]
    everything += [chart.reference[0]] if chart.reference else []
    y = _Scale(*(chart.y_range or _range(everything)), foot, top)
    yield from _vertical_grid([(x.px(value), f"{value:g}") for value in places] if x.log else x.ticks(), top, foot)
    for place, name in y.ticks():
        yield Line(((first, place), (last, place)), _GRID)
        yield Text((first - 8, place + 4), name, _MUTED, _SCALE_PX, "end")
    yield Text(((first + last) / 2, foot + 36), chart.x_label, _MUTED, _WORDS_PX, "middle")
    yield Text((left + _MARGIN + 8, (top + foot) / 2), chart.y_label, _MUTED, _WORDS_PX, "middle", upright=True)
    if chart.reference:
        yield Line(((first, y.px(chart.reference[0])), (last, y.px(chart.reference[0]))), _MUTED, 1, 4)
    banded = sum(bool(series.low) for series in chart.series) <= _BANDED
    # The first is the one that matters most, so it lies above the others.
    for number, series in reversed(list(enumerate(chart.series))):
        yield from _line(series, x, y, _COLOURS[number % len(_COLOURS)], banded)
    yield from _at_ends(names, y, last + 8)


def _vertical_grid(ticks: Sequence[tuple[float, str]], top: float, foot: float) -> Iterator[Shape]:
    """Lines at the ticks of a horizontal scale, with their values below."""
    for place, name in ticks:
        yield Line(((place, top), (place, foot)), _GRID)
        yield Text((place, foot + 17), name, _MUTED, _SCALE_PX, "middle")


def _line(series: Series, x: _Scale, y: _Scale, colour: str, banded: bool) -> Iterator[Shape]:
    """One series: its band, its line, its dots."""
    if series.low and series.high and banded:
        upper = [(x.px(at), y.px(value)) for at, value in zip(series.x, series.high, strict=True)]
        lower = [(x.px(at), y.px(value)) for at, value in zip(series.x, series.low, strict=True)]
        yield Area((*upper, *reversed(lower)), colour, 0.15)
    points = tuple((x.px(at), y.px(value)) for at, value in zip(series.x, series.y, strict=True))
    yield Line(points, colour, 2)
    for point in points:
        yield Dot(point, 3, colour)


def _names(chart: LineChart) -> list[tuple[float, str, str]]:
    """What is written at the ends of lines: the value there, name and colour; a line alone needs no name."""
    names = [(*chart.reference, _MUTED)] if chart.reference else []
    for number, series in enumerate(chart.series if len(chart.series) > 1 else ()):
        if series.x:
            _, value = max(zip(series.x, series.y, strict=True))
            names.append((value, series.name, _COLOURS[number % len(_COLOURS)]))
    return names


def _at_ends(names: Sequence[tuple[float, str, str]], y: _Scale, left: float) -> Iterator[Shape]:
    """Names beside the values they belong to, moved apart where they would lie over each other."""
    ordered = sorted(names, key=lambda name: y.px(name[0]))
    places: list[float] = []
    for value, _, _ in ordered:
        places.append(max(y.px(value), places[-1] + _NAME_ROW) if places else y.px(value))
    # What has been pushed below the plot goes up again, and pushes those above it.
    lowest = y.first_px
    for index in reversed(range(len(places))):
        places[index] = min(places[index], lowest)
        lowest = places[index] - _NAME_ROW
    for place, (_, name, colour) in zip(places, ordered, strict=True):
        yield Text((left, place + 4), name, colour, _WORDS_PX)


def _interval_chart(chart: IntervalChart, left: float, top: float) -> Iterator[Shape]:
    """Names on the left, values with their intervals in the middle, as numbers on the right."""
    names = max((text_width(row.name, _WORDS_PX) for row in chart.rows), default=0.0)
    numbers = max((text_width(_number(row, chart.decimals), _WORDS_PX) for row in chart.rows), default=0.0)
    # Some room more, because the font of who looks at an SVG may be wider than ours.
    first, last = left + _MARGIN + min(names + 24, _WIDTH / 2), left + _WIDTH - 1.15 * numbers - 14 - _MARGIN
    everything = [value for row in chart.rows for value in (row.value, row.low, row.high, *row.points)]
    everything += [] if chart.reference is None else [chart.reference]
    scale = _Scale(*(chart.x_range or _range(everything)), first, last)
    foot = top + _height(chart) - _TITLE - _AXIS - _MARGIN
    yield from _vertical_grid(scale.ticks(), top, foot)
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
        yield Text((last + 14, y + 4), _number(row, chart.decimals), _TEXT, _WORDS_PX)
        y += _ROW


def _number(row: Row, decimals: int) -> str:
    """What is written at the end of a row."""
    spread = (row.high - row.low) / 2
    return row.number or f"{row.value:.{decimals}f}" + (f" ± {spread:.{decimals}f}" if spread else "")


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
