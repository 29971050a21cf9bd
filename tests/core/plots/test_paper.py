"""Figures as files: the same bytes every time, and letters of any script."""

from __future__ import annotations

import io
import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from PIL import Image

from svd_core.plots.palette import DARK, LIGHT
from svd_core.plots.paper import figure_file, printable, shortened
from tests.core import texts


def written(text: str, file_format: str = "png", palette=LIGHT) -> bytes:
    def draw(figure):
        figure.text(0.05, 0.3, printable(text), size=20)

    return figure_file(draw, (2.0, 0.6), text, file_format, palette)


def has_ink(data: bytes) -> bool:
    return Image.open(io.BytesIO(data)).convert("L").getextrema()[0] < 128


@pytest.mark.parametrize("file_format", ["png", "svg"])
def test_the_same_figure_is_the_same_file(file_format: str):
    assert written("Łódź", file_format) == written("Łódź", file_format)
    assert b"matplotlib" not in written("Łódź", file_format).lower()


@pytest.mark.parametrize("file_format", ["png", "svg"])
def test_the_matplotlibrc_of_the_user_changes_nothing(file_format: str):
    import matplotlib

    def draw(figure):
        figure.subplots().plot([0, 1], [1, 0])

    expected = figure_file(draw, (2.0, 1.6), "", file_format)
    users = {"lines.linewidth": 9, "axes.grid": True, "savefig.bbox": "tight", "xtick.direction": "in"}
    with matplotlib.rc_context(users):
        backend = matplotlib.rcParams._get("backend")
        assert figure_file(draw, (2.0, 1.6), "", file_format) == expected
        assert matplotlib.rcParams._get("backend") == backend
        assert matplotlib.rcParams["lines.linewidth"] == 9


def test_light_and_dark_pages_have_their_colours():
    for palette, page in ((LIGHT, (255, 255, 255)), (DARK, (0x1C, 0x1F, 0x27))):
        assert Image.open(io.BytesIO(written("x", palette=palette))).convert("RGB").getpixel((2, 2)) == page


@pytest.mark.parametrize("name", ["Zażółć gęślą jaźń", "Песня", "Ελλάδα", "tuğla", "naïve – “façade”", "$x^2$ & <b>"])
def test_letters_are_drawn_and_stay_text_in_an_svg(name: str):
    blurred = "".join("?" if ord(letter) > 127 else letter for letter in name)
    assert has_ink(written(name))
    assert written(name) != written(blurred) or blurred == name
    texts = ElementTree.fromstring(written(name, "svg")).iter("{http://www.w3.org/2000/svg}text")
    assert [text.text for text in texts] == [name]


def test_letters_that_dejavu_lacks_come_from_another_font_of_the_system():
    from matplotlib import font_manager, ft2font

    def has_letter(path: str) -> bool:
        try:
            return ord("歌") in ft2font.FT2Font(path).get_charmap()
        except (OSError, RuntimeError):
            return False

    if not any(has_letter(path) for path in font_manager.findSystemFonts()):
        pytest.skip("no font here has Chinese letters")
    song, another = written("歌"), written("曲")
    assert has_ink(song) and song != another


@given(texts.text(max_size=20))
@example("\x00\udce9\n\t\u200b🎵")
def test_any_text_makes_a_figure_and_a_readable_svg(text: str):
    assert written(text).startswith(b"\x89PNG")
    ElementTree.fromstring(written(text, "svg"))


@given(texts.text())
def test_what_is_printable_is_one_line_that_xml_can_hold(text: str):
    found = printable(text)
    assert all(unicodedata.category(letter) not in ("Cc", "Cs", "Cf") for letter in found)
    assert printable(found) == found
    ElementTree.fromstring(f"<a>{found.replace('&', '').replace('<', '')}</a>".encode())


@pytest.mark.parametrize(
    ("text", "columns", "short"),
    [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("歌歌歌", 5, "歌歌…"), ("歌歌歌", 6, "歌歌歌"), ("a\nb", 3, "a b")],
)
def test_long_text_is_cut_by_columns(text: str, columns: int, short: str):
    assert shortened(text, columns) == short
