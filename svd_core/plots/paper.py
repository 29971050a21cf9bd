"""Files of figures: matplotlib in our colours, without a display, and with a font for every letter.

matplotlib takes about half a second to import, so this module and those that draw import it inside functions.
"""

from __future__ import annotations

import io
import unicodedata
import warnings
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from svd_core.plots.palette import LIGHT, Palette

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = ("png", "svg")
"""File formats of pictures; their names are the suffixes."""

PNG_DPI = 160
"""Pixels an inch of a PNG file."""

_SVG_IMAGE_DPI = 110
"""Pixels an inch of a spectrogram inside an SVG file."""

_FONT = "DejaVu Sans"
# What programs that show an SVG take where DejaVu Sans is not installed; Verdana is as wide.
_SIMILAR_FONTS = ["Verdana", "Arial", "Helvetica"]
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def figure_file(
    draw: Callable[[Figure], None],
    size: tuple[float, float],
    text: str,
    file_format: str = "png",
    palette: Palette = LIGHT,
) -> bytes:
    """A figure as the bytes of a PNG or SVG file; the same arguments give the same bytes.

    Args:
        draw: puts everything on the empty figure.
        size: width and height in inches.
        text: what fonts are chosen for; holds every letter of the names in the figure.
        file_format: one of `FORMATS`. In an SVG, text stays text.
        palette: the colours of page, text and axes.
    """
    import matplotlib
    from matplotlib.figure import Figure

    if file_format == "png":
        # To pack a twentieth more tightly takes twice as long.
        settings: dict[str, Any] = {"metadata": {"Software": None}, "pil_kwargs": {"compress_level": 4}}
    else:
        settings = {"metadata": {"Date": None, "Creator": None}}
    # Artists read most settings when they are made, the SVG writer when it saves.
    with matplotlib.rc_context(_defaults() | _settings(palette, text)), warnings.catch_warnings():
        # A letter that no installed font has is drawn as a box.
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from font", UserWarning)
        figure = Figure(figsize=size)
        draw(figure)
        data = io.BytesIO()
        dpi = PNG_DPI if file_format == "png" else _SVG_IMAGE_DPI
        figure.savefig(data, format=file_format, dpi=dpi, **settings)
    return data.getvalue()


def printable(text: str) -> str:
    r"""The text on one line, without invisible characters; each that no file can hold becomes a replacement sign.

    >>> printable("two\nlines")
    'two lines'
    """
    return "".join(_printable(character) for character in unicodedata.normalize("NFC", text))


def shortened(text: str, columns: int) -> str:
    """The printable text, at most so many columns wide, counting letters of double width twice; cut at its end."""
    text = printable(text)
    widths = [2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text]
    if sum(widths) <= columns:
        return text
    while text and sum(widths) > columns - 1:
        text = text[:-1]
        widths.pop()
    return text + "…"


def _printable(character: str) -> str:
    category = unicodedata.category(character)
    if character.isspace():
        return " "
    if category == "Cf":
        return ""
    return _REPLACEMENT if category in ("Cc", "Cs", "Co", "Cn") else character


def _defaults() -> dict[Any, Any]:
    """All settings as matplotlib has them without a file of the user's, except for its backends: none is used here."""
    import matplotlib

    return {name: value for name, value in matplotlib.rcParamsDefault.items() if not name.startswith("backend")}


def _settings(palette: Palette, text: str) -> dict[Any, Any]:
    """Settings of matplotlib: colours, fonts, files without dates and random numbers."""
    return {
        "font.family": [_FONT, *_fallback_fonts(frozenset(printable(text))), "sans-serif"],
        "font.sans-serif": [_FONT, *_SIMILAR_FONTS],
        "font.size": 9.0,
        # A dollar sign in a name begins no formula.
        "text.parse_math": False,
        "text.color": palette.text,
        "figure.facecolor": palette.page,
        "savefig.facecolor": palette.page,
        "axes.facecolor": palette.page,
        "axes.edgecolor": palette.muted_text,
        "axes.labelcolor": palette.muted_text,
        "axes.linewidth": 0.8,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.titlecolor": palette.text,
        "axes.titlelocation": "left",
        "axes.titlesize": 11.0,
        "axes.unicode_minus": True,
        "grid.color": palette.grid,
        "grid.linewidth": 0.8,
        "xtick.color": palette.muted_text,
        "ytick.color": palette.muted_text,
        "legend.frameon": False,
        "svg.fonttype": "none",
        "svg.hashsalt": "svd",
        "path.simplify": True,
    }


@cache
def _fallback_fonts(letters: frozenset[str]) -> tuple[str, ...]:
    """Families of installed fonts that have the letters which DejaVu Sans lacks; none where no font has them."""
    from matplotlib import font_manager

    known = font_manager.fontManager
    missing = {ord(letter) for letter in letters} - _characters(known.findfont(_FONT))
    if not missing:
        return ()
    # Fonts that were installed after matplotlib last made its list.
    listed = {entry.fname for entry in known.ttflist}
    for path in sorted(set(font_manager.findSystemFonts()) - listed):
        _add_font(path)
    families = []
    for entry in sorted(known.ttflist, key=lambda entry: ("Sans" not in entry.name, entry.style, entry.name)):
        found = missing & _characters(entry.fname) if entry.style == "normal" and missing else set()
        if found and not entry.name.startswith("Last Resort"):
            families.append(entry.name)
            missing -= found
    return tuple(families)


def _add_font(path: str) -> None:
    """Make a font file known to matplotlib, unless it cannot read it."""
    from matplotlib import font_manager

    try:
        font_manager.fontManager.addfont(path)
    except (OSError, RuntimeError, ValueError, KeyError):
        return


@cache
def _characters(path: str) -> frozenset[int]:
    """The code points that a font file has glyphs for; none for a file that cannot be read."""
    from matplotlib.ft2font import FT2Font

    try:
        return frozenset(FT2Font(path).get_charmap())
    except (OSError, RuntimeError):
        return frozenset()
