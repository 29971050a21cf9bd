"""Lines, areas, dots and words on a page, as SVG or as PNG by Pillow; neither needs a display.

Lengths are in pixels of the page, y grows downwards; colours are written #rrggbb.
"""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from PIL import Image, ImageDraw, ImageFont

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]

PAGE = "#ffffff"
_SHARP = 2
"""Pixels of the PNG a pixel of the page."""
_FINE = 2
"""What is drawn is this many times larger still and then reduced, since Pillow's lines have no smooth edges."""
_PILLOW_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}
# What has no decomposition in Unicode but a usual spelling in the letters that Pillow's own font has.
_SPELLINGS = str.maketrans("–—−‘’“”øØłŁđĐı", "---''\"\"oOlLdDi") | str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "σ": "sigma"}
)
_MORE_SIGNS = "±·"


@dataclass(frozen=True)
class Line:
    """A line through points; dash is the length of dashes and of the gaps between them, 0 for none."""

    points: tuple[Point, ...]
    colour: str
    width: float = 1.0
    dash: float = 0.0


@dataclass(frozen=True)
class Area:
    """A filled polygon; opacity from 0 to 1."""

    points: tuple[Point, ...]
    colour: str
    opacity: float = 1.0


@dataclass(frozen=True)
class Dot:
    """A filled circle; opacity from 0 to 1."""

    centre: Point
    radius: float
    colour: str
    opacity: float = 1.0


@dataclass(frozen=True)
class Text:
    """Words on a baseline that starts, ends or is centred at a point; upright ones are read from below."""

    at: Point
    words: str
    colour: str
    size: int
    anchor: Anchor = "start"
    upright: bool = False


Shape = Line | Area | Dot | Text


@dataclass(frozen=True)
class Drawing:
    """A page with shapes on it, the later ones above the earlier."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    colour: str = PAGE


@cache
def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Pillow's own font, which looks the same on every machine; `size` in pixels."""
    return ImageFont.load_default(size)


def plain(text: str) -> str:
    """The text in the characters that the font has: accents are dropped, all else becomes a question mark."""
    bare = (c for c in unicodedata.normalize("NFKD", text.translate(_SPELLINGS)) if not unicodedata.combining(c))
    return "".join(c if " " <= c <= "~" or c in _MORE_SIGNS else "?" for c in bare)


def text_width(text: str, size: int) -> float:
    """Pixels that a text takes in the PNG; in an SVG whose viewer has another font, about as many."""
    return font(size).getlength(plain(text))


def svg(drawing: Drawing) -> str:
    """The drawing as an SVG file."""
    size = f'width="{drawing.width}" height="{drawing.height}" viewBox="0 0 {drawing.width} {drawing.height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="Helvetica, Arial, sans-serif">'
    page = f'<rect width="100%" height="100%" fill="{drawing.colour}"/>'
    return "\n".join([head, page, *map(_element, drawing.shapes), "</svg>", ""])


def png(drawing: Drawing) -> bytes:
    """The drawing as a PNG file, twice as large so that it is sharp in print."""
    scale = _SHARP * _FINE
    image = Image.new("RGB", (drawing.width * scale, drawing.height * scale), drawing.colour)
    # In this mode colours may say how opaque they are.
    pen = ImageDraw.Draw(image, "RGBA")
    for shape in drawing.shapes:
        match shape:
            case Line():
                for part in _dashes(shape):
                    points = [(x * scale, y * scale) for x, y in part]
                    pen.line(points, shape.colour, max(1, round(shape.width * scale)), joint="curve")
            case Area():
                pen.polygon([(x * scale, y * scale) for x, y in shape.points], _with_opacity(shape))
            case Dot():
                (x, y), radius = shape.centre, shape.radius
                box = [value * scale for value in (x - radius, y - radius, x + radius, y + radius)]
                pen.ellipse(box, _with_opacity(shape))
            case Text():
                _write(image, shape, scale)
    file = io.BytesIO()
    image.reduce(_FINE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _element(shape: Shape) -> str:
    """One shape as an SVG element."""
    match shape:
        case Line():
            dash = f' stroke-dasharray="{shape.dash:g}"' if shape.dash else ""
            stroke = f'stroke="{shape.colour}" stroke-width="{shape.width:g}"{dash}'
            return f'<polyline points="{_points(shape.points)}" fill="none" {stroke}/>'
        case Area():
            return f'<polygon points="{_points(shape.points)}" fill="{shape.colour}" fill-opacity="{shape.opacity:g}"/>'
        case Dot():
            x, y = shape.centre
            place = f'cx="{x:.2f}" cy="{y:.2f}" r="{shape.radius:g}"'
            return f'<circle {place} fill="{shape.colour}" fill-opacity="{shape.opacity:g}"/>'
        case Text():
            x, y = shape.at
            turn = f' transform="rotate(-90 {x:.2f} {y:.2f})"' if shape.upright else ""
            look = f'fill="{shape.colour}" font-size="{shape.size}" text-anchor={quoteattr(shape.anchor)}'
            return f'<text x="{x:.2f}" y="{y:.2f}" {look}{turn}>{escape(_printable(shape.words))}</text>'


def _points(points: tuple[Point, ...]) -> str:
    return " ".join(f"{x:.2f},{y:.2f}" for x, y in points)


def _printable(words: str) -> str:
    """The words without what XML cannot hold, such as control characters and halves of surrogate pairs."""
    return "".join(c if c.isprintable() else "?" for c in words)


def _with_opacity(shape: Area | Dot) -> str:
    return f"{shape.colour}{round(shape.opacity * 255):02x}"


def _dashes(line: Line) -> Iterator[tuple[Point, ...]]:
    """The stretches of a line that are to be seen."""
    if not line.dash:
        yield line.points
        return
    for (x0, y0), (x1, y1) in zip(line.points, line.points[1:], strict=False):
        length = math.hypot(x1 - x0, y1 - y0)
        for number in range(math.ceil(length / line.dash / 2)):
            start = 2 * number * line.dash / length
            end = min(start + line.dash / length, 1.0)
            yield (x0 + (x1 - x0) * start, y0 + (y1 - y0) * start), (x0 + (x1 - x0) * end, y0 + (y1 - y0) * end)


def _write(image: Image.Image, text: Text, scale: int) -> None:
    """Words onto the picture; upright ones by way of a small picture that is turned."""
    words, letters, (x, y) = plain(text.words), font(text.size * scale), text.at
    if not text.upright:
        pen = ImageDraw.Draw(image)
        pen.text((x * scale, y * scale), words, text.colour, letters, anchor=_PILLOW_ANCHORS[text.anchor])
        return
    width, height = math.ceil(letters.getlength(words)) + 2, round(text.size * scale * 1.5)
    mask = Image.new("L", (width, height))
    ImageDraw.Draw(mask).text((1, text.size * scale), words, 255, letters, anchor="ls")
    shift = {"start": width, "middle": width / 2, "end": 0}[text.anchor]
    turned = mask.transpose(Image.Transpose.ROTATE_90)
    image.paste(text.colour, (round((x - text.size) * scale), round(y * scale - shift)), turned)
