"""Charts: every value is in its place, and both kinds of file are what they claim to be."""

from __future__ import annotations

import io
import itertools
import math
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from svd_core.plots import charts
from svd_core.plots.charts import IntervalChart, LineChart, Row, Series, _range, _Scale
from svd_core.plots.drawing import Dot, Drawing, Line, Text, png

LINES = LineChart(
    "Error & level",
    "level in dB",
    "error in %",
    (Series("one", (-10, 0, 10), (30, 20, 10), (28, 19, 9), (32, 21, 11)), Series("two", (-10, 10), (25, 15))),
)
ROWS = IntervalChart(
    "Strengths", "error in %", (Row("none", 9.0, 8.5, 9.5, (8.7, 9.3)), Row("±10 %", 8.0, 8.0, 8.0, (), "pitch")), 9.0
)


def elements(text: str, kind: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(text).findall(f".//{{http://www.w3.org/2000/svg}}{kind}")


def words(text: str) -> list[str]:
    return [element.text or "" for element in elements(text, "text")]


def test_a_line_runs_through_its_values():
    dots = elements(charts.svg(LINES), "circle")
    first = [(float(dot.attrib["cx"]), float(dot.attrib["cy"])) for dot in dots[-3:]]
    left, middle, right = (x for x, _ in first)
    assert left == 64 and middle - left == pytest.approx(right - middle, abs=0.02)
    heights = [y for _, y in first]
    assert heights[1] - heights[0] == pytest.approx(heights[2] - heights[1], abs=0.02)
    assert heights == sorted(heights)


def test_all_words_are_there_and_signs_of_xml_are_escaped():
    found = words(charts.svg(LINES, ROWS))
    assert {"Error & level", "level in dB", "error in %", "one", "two", "pitch", "±10 %"} <= set(found)
    assert {"9.0 ± 0.5", "8.0"} <= set(found)


def test_a_row_shows_its_value_between_the_ends_of_its_interval():
    dots = [float(dot.attrib["cx"]) for dot in elements(charts.svg(ROWS), "circle")]
    low, high, value, below = dots
    assert (low + high) / 2 == pytest.approx(value, abs=0.02)
    assert below < low


def test_equal_factors_are_equally_far_apart_on_a_logarithmic_scale():
    chart = LineChart("Room", "s", "%", (Series("", (0.3, 0.6, 1.2), (1, 2, 3)),), log_x=True)
    left, middle, right = (float(dot.attrib["cx"]) for dot in elements(charts.svg(chart), "circle"))
    assert middle - left == pytest.approx(right - middle, abs=0.02)
    assert {"0.3", "0.6", "1.2"} <= set(words(charts.svg(chart)))


@given(st.lists(st.floats(0, 100), min_size=2, max_size=6))
def test_names_at_the_ends_of_lines_never_lie_over_each_other(values: list[float]):
    series = tuple(Series(f"line {number}", (0, 1), (0, value)) for number, value in enumerate(values))
    texts = elements(charts.svg(LineChart("", "", "", series, (0, 100))), "text")
    places = sorted(float(text.attrib["y"]) for text in texts if (text.text or "").startswith("line"))
    assert len(places) == len(values)
    assert all(below - above > 14.9 for above, below in itertools.pairwise(places))


def test_a_page_can_be_drawn_for_dark_surroundings():
    light, dark = charts.svg(LINES, ROWS), charts.svg(LINES, ROWS, ink=charts.DARK)
    assert words(light) == words(dark)
    assert not {colour for colour in (*charts.LIGHT.lines, charts.LIGHT.text) if colour in dark}
    assert charts.png(LINES, ink=charts.DARK) != charts.png(LINES)


def test_charts_stand_side_by_side_or_one_below_the_other():
    def size(**layout: int) -> tuple[int, int]:
        return Image.open(io.BytesIO(charts.png(LINES, ROWS, **layout))).size

    assert size(columns=2)[0] == 2 * size()[0]
    assert size(columns=2)[1] < size()[1]


def test_a_page_without_charts_and_charts_without_values_are_pictures_too():
    empty = (LineChart("nothing", "", "", ()), IntervalChart("nothing", "", ()))
    assert charts.png().startswith(b"\x89PNG")
    assert charts.png(*empty).startswith(b"\x89PNG")


@given(values=st.lists(st.floats(-1e6, 1e6), max_size=20))
def test_a_scale_holds_all_values_and_has_a_few_round_ticks(values: list[float]):
    low, high = _range(values)
    assert all(low - 1e-6 <= value <= high + 1e-6 for value in values)
    places = _Scale(low, high, 0.0, 100.0).ticks()
    assert 1 <= len(places) <= charts._MOST_TICKS
    assert [place for place, _ in places] == sorted(place for place, _ in places)
    assert len({name for _, name in places}) == len(places)


def test_values_that_are_no_numbers_leave_the_scale_alone():
    assert _range([math.nan, 1.0, 2.0, math.inf]) == _range([1.0, 2.0])


@given(name=st.text(max_size=60))
@settings(max_examples=30)
def test_any_name_can_be_written(name: str):
    chart = IntervalChart(name, name, (Row(name, 1.0, 0.0, 2.0, (), name),))
    assert elements(charts.svg(chart), "text")
    assert charts.png(chart).startswith(b"\x89PNG")


def test_the_picture_has_lines_dashes_and_upright_words_where_they_belong():
    page = Drawing(
        40,
        40,
        (
            Line(((0, 10), (20, 10)), "#ff0000", 2),
            Line(((0, 20), (40, 20)), "#0000ff", 2, 10),
            Dot((30, 6), 3, "#00ff00"),
            Text((38, 38), "III", "#000000", 10, upright=True),
        ),
    )
    image = Image.open(io.BytesIO(png(page)))
    assert image.size == (80, 80)
    assert image.getpixel((20, 20)) == (255, 0, 0)
    assert image.getpixel((60, 20)) == (255, 255, 255)
    assert image.getpixel((60, 12)) == (0, 255, 0)
    assert image.getpixel((10, 40)) == (0, 0, 255)
    assert image.getpixel((30, 40)) == (255, 255, 255)
    columns = [x for x in range(80) for y in range(45, 80) if image.getpixel((x, y)) == (0, 0, 0)]
    assert min(columns) >= 56
    assert max(columns) <= 77
