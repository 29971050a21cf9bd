"""Charts: every value is in its place, and both kinds of file are what they claim to be."""

from __future__ import annotations

import functools
import io
import itertools
import re
from xml.etree import ElementTree

import pytest
from PIL import Image

from svd_core.plots import charts
from svd_core.plots.charts import IntervalChart, LineChart, Row, Series
from svd_core.plots.palette import DARK, LIGHT

SVG = "{http://www.w3.org/2000/svg}"
LINES = LineChart(
    "Error & level",
    "level in dB",
    "error in %",
    (Series("one", (-10, 0, 10), (30, 20, 10), (28, 19, 9), (32, 21, 11)), Series("two", (-10, 10), (25, 15))),
)
ROWS = IntervalChart(
    "Strengths",
    "error in %",
    (Row("none", 9.0, 8.5, 9.5, (8.7, 9.3)), Row("±10 %", 8.0, 8.0, 8.0, (), "pitch", "eight")),
    9.0,
)


svg = functools.cache(charts.svg)


def words(text: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(text).iter(f"{SVG}text")]


def marks(text: str, colour: str) -> list[tuple[float, float]]:
    """Where the dots of a colour are, in the order drawn."""
    return [
        (float(element.attrib["x"]), float(element.attrib["y"]))
        for element in ElementTree.fromstring(text).iter(f"{SVG}use")
        # Bands of intervals are drawn at 0.
        if f"fill: {colour}" in element.attrib["style"] and float(element.attrib["x"])
    ]


def place_of(text: str, word: str) -> tuple[float, float]:
    (element,) = (each for each in ElementTree.fromstring(text).iter(f"{SVG}text") if each.text == word)
    x, y = re.findall(r"[-\d.]+", element.attrib["transform"])[-2:]
    return float(x), float(y)


def test_a_line_runs_through_its_values():
    one, two = (marks(svg(LINES, ROWS), colour)[:3] for colour in LIGHT.lines[:2])
    (left, high), (middle, between), (right, low) = one
    assert middle - left == pytest.approx(right - middle, abs=0.02)
    assert between - high == pytest.approx(low - between, abs=0.02) and low > high
    assert [x for x, _ in two[:2]] == pytest.approx([left, right])
    assert two[0][1] == pytest.approx((high + between) / 2, abs=0.02)


def test_all_words_are_there_and_signs_of_xml_are_escaped():
    found = words(svg(LINES, ROWS))
    assert {"Error & level", "level in dB", "error in %", "one", "two", "pitch", "±10 %"} <= set(found)
    assert {"9.0 ± 0.5", "eight"} <= set(found)


def test_a_row_shows_its_value_between_the_single_values_and_beside_its_name():
    text = charts.svg(ROWS)
    places = marks(text, LIGHT.lines[0])
    (first, y), (second, _), (low, _), (high, _), (value, _) = places[:5]
    for one, other in ((first, second), (low, high)):
        assert (one + other) / 2 == pytest.approx(value, abs=0.02)
    assert low < first < value < second < high
    assert place_of(text, "none")[1] == pytest.approx(y, abs=6)
    below_x, below_y = places[-1]
    assert below_x < low and place_of(text, "±10 %")[1] == pytest.approx(below_y, abs=6)
    assert y < place_of(text, "pitch")[1] < below_y


def test_equal_factors_are_equally_far_apart_on_a_logarithmic_scale():
    chart = LineChart("Reverberation", "s", "%", (Series("", (0.3, 0.6, 1.2), (1, 2, 3)),), log_x=True)
    drawn = charts.svg(chart)
    left, middle, right = (x for x, _ in marks(drawn, LIGHT.lines[0])[:3])
    assert middle - left == pytest.approx(right - middle, abs=0.02)
    assert {"0.3", "0.6", "1.2"} <= set(words(drawn))


@pytest.mark.parametrize("ends", [(1.0, 2.0, 3.0), (3.0, 1.0, 2.0), (2.0, 2.0, 2.0)])
def test_names_of_lines_stand_in_the_order_of_their_ends_and_apart(ends: tuple[float, ...]):
    names = [f"_line {number}" for number in range(len(ends))]
    series = tuple(Series(name, (0, 1), (0, end)) for name, end in zip(names, ends, strict=True))
    text = charts.svg(LineChart("", "", "", series, reference=(0.5, "before")))
    named = [word for word in words(text) if "line" in word or word == "before"]
    found = sorted((place_of(text, word)[1], word) for word in named)
    assert all(below - above > 8 for (above, _), (below, _) in itertools.pairwise(found))
    shown = [word.removeprefix("\N{ZERO WIDTH SPACE}") for _, word in found]
    values = dict(zip(names, ends, strict=True)) | {"before": 0.5}
    assert sorted(shown) == sorted(values)
    assert [values[name] for name in shown] == sorted(values.values(), reverse=True)


def test_a_page_can_be_drawn_for_dark_surroundings():
    light, dark = svg(LINES, ROWS), charts.svg(LINES, ROWS, palette=DARK)
    assert words(light) == words(dark)
    assert LIGHT.lines[0] in light and DARK.lines[0] in dark
    assert not {colour for colour in (*LIGHT.lines, LIGHT.text, LIGHT.page) if colour in dark}


def test_a_line_is_drawn_in_its_colour_in_the_png_too():
    colours = {colour for _, colour in Image.open(io.BytesIO(charts.png(LINES))).convert("RGB").getcolors(1 << 20)}
    assert {tuple(bytes.fromhex(colour[1:])) for colour in (*LIGHT.lines[:2], LIGHT.page)} <= colours


def test_charts_stand_side_by_side_or_one_below_the_other():
    def size(**layout: int) -> tuple[int, int]:
        return Image.open(io.BytesIO(charts.png(LINES, ROWS, **layout))).size

    (beside_width, beside_height), (width, height) = size(columns=2), size()
    assert beside_width == 2 * width
    assert beside_height < height


def test_a_long_name_leaves_room_for_the_values():
    names = ("x" * 300, "歌" * 300, "short")
    rows = tuple(Row(name, number, number, number) for number, name in enumerate(names))
    places = marks(charts.svg(IntervalChart("", "", rows)), LIGHT.lines[0])
    assert places[-1][0] - places[0][0] > 60


def test_a_page_without_charts_and_charts_without_values_are_pictures_too():
    empty = (LineChart("no lines", "", "", ()), IntervalChart("no rows", "", ()))
    colours = Image.open(io.BytesIO(charts.png())).convert("RGB").getcolors()
    assert [colour for _, colour in colours] == [tuple(bytes.fromhex(LIGHT.page[1:]))]
    assert {"no lines", "no rows"} <= set(words(charts.svg(*empty)))


def test_values_that_are_no_numbers_leave_the_scale_alone():
    def ticks(y: tuple[float, ...]) -> set[str]:
        return set(words(charts.svg(LineChart("", "", "", (Series("", (0, 1, 2), y),)))))

    assert ticks((1.0, float("nan"), 2.0)) == ticks((1.0, 1.5, 2.0))


@pytest.mark.parametrize("name", ["", "_", "$\\frac <&> \x00\udce9\n\u200b歌🎵"])
def test_any_name_can_be_written(name: str):
    chart = IntervalChart(name, name, (Row(name, 1.0, 0.0, 2.0, (), name, name),))
    lines = LineChart(
        name, name, name, (Series(name, (0, 1), (0, 1)), Series(name, (0, 1), (1, 1))), None, False, (1, name)
    )
    assert words(charts.svg(chart, lines))
