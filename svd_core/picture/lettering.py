"""Plain letters drawn as smooth strokes, so that a picture can be labelled without a font file."""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

from svd_core.picture.canvas import Canvas, FloatArray

_CAP_HEIGHT = 14
_SPACING = 4.4
_SPACE = 4.0

# Two blanks between glyphs. A glyph is its character, then its strokes; a stroke is a row of control points "xy" in
# base 36, cap height 0, base line e (14). The points steer a quadratic B-spline: two make a straight line, a doubled
# one makes a corner.
_GLYPHS = r"""
A 0e5050ae 2989  B 000e 0040408087474707 075757979e5e5e0e  C 9270000e7e9c  D 000e 004040909e4e4e0e
E 8000000e0e8e 0777  F 8000000e 0777  G 9270000e9e989858  H 000e 909e 0797  I 000e  J 6069696e0e0a
K 000e 9009 369e  L 000e0e8e  M 0e00005a5aa0a0ae  N 0e00009e9e90  O 50000eaea050  P 0e000040408088484808
Q 50000eaea050 6aaf  R 000e 0040408088484808 489e  S 82600007878e2e0c  T 0080 404e  U 0009090e8e898980
V 005e5ea0  W 003e3e7171bebee0  X 009e 900e  Y 00474780 474e  Z 0090900e0e9e
a 44040e8e8444 848e  b 000e 44040e8e8444  c 7654040e5e7c  d 44040e8e8444 808e  e 09797974040e5e7c
f 502024242e 0454  g 44040e8e8444 848d8d8i0i0g  h 000e 09047479797e  i 040e 0101  j 343e3e3i0i 3131
k 000e 740b 387e  l 000b0b0e3e  m 040e 09046469696e 6964c4c9c9ce  n 040e 09047479797e  o 44040e8e8444
p 040i 44040e8e8444  q 848i 44040e8e8444  r 040e 090454  s 65540409696e1e0c  t 202b2b2e5e 0454
u 0409090e7e79 747e  v 044e4e84  w 043e3e65659e9ec4  x 047e 740e  y 044e 842i  z 0474740e0e7e
0 40000e8e8040  1 034040 404e  2 030080870e0e8e  3 0220808737 37878e2e0c  4 6e60600a0a8a  5 701010060625858e1e0c
6 7150000e8e852508  7 0080803e  8 401016767040 46060e8e8646  9 1d3e8e8000097986
. 0e0e  , 1d0h  : 0606 0e0e  ; 0606 1d0h  - 0868  _ 0g8g  ( 30040c3g  ) 00343c0g  [ 3000000g0g3g  ] 0030303g3g0g
/ 600g  \ 006g  % a00e 200005454020 89696eaea989  + 0888 444c  = 0686 0a8a  ! 0009 0e0e  ? 02007077373a 3e3e
' 0003  " 0003 3033  # 301e 705e 0585 0989  & 9e13106064080e6e98  * 4147 1276 7216  @ ae0e00c0cb8b84 64242b8b8464
~ 09365b98  ^ 04404084  < 8408088c  > 0488880c  { 40202808 08282g4g  } 00202848 48282g0g  $ 82600007878e2e0c 404e
` 0022  | 000i  · 0808  – 08a8  ± 0686 424a 0c8c
"""


@cache
def _strokes(character: str) -> tuple[NDArray[np.float64], ...]:
    """The strokes of a character as polylines, each (n_points, 2), in units of the grid."""
    return _table().get(character, _table()["?"])


@cache
def _table() -> dict[str, tuple[NDArray[np.float64], ...]]:
    """Every character that can be drawn, with its strokes."""
    table: dict[str, tuple[NDArray[np.float64], ...]] = {}
    for entry in _GLYPHS.strip().replace("\n", "  ").split("  "):
        table[entry[0]] = tuple(_polyline(stroke) for stroke in entry[2:].split())
    return table


def _polyline(stroke: str) -> NDArray[np.float64]:
    """A stroke's B-spline as points close together, shape (n_points, 2)."""
    points = np.array([int(digit, 36) for digit in stroke], np.float64).reshape(-1, 2)
    if len(points) == 2:
        return points
    middles = (points[:-1] + points[1:]) / 2
    middles[0], middles[-1] = points[0], points[-1]
    t = np.linspace(0, 1, 7)[:, np.newaxis]
    arcs = [
        start * (1 - t) ** 2 + control * 2 * t * (1 - t) + end * t**2
        for start, control, end in zip(middles[:-1], points[1:-1], middles[1:], strict=True)
    ]
    return np.concatenate(arcs)


def plain(text: str) -> str:
    """The text in characters that can be drawn: accents are dropped, all else becomes a question mark."""
    bare = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(c if c == " " or c in _table() else "?" for c in bare)


def width(text: str, height: float) -> float:
    """Width in pixels of a text whose capitals are `height` pixels high."""
    return sum(_advance(c) for c in plain(text)) * height / _CAP_HEIGHT


def _advance(character: str) -> float:
    """From the left edge of a character to that of the next, in units of the grid."""
    if character == " ":
        return _SPACE + _SPACING
    return float(max(stroke[:, 0].max() for stroke in _strokes(character))) + _SPACING


def write(
    canvas: Canvas, x: float, baseline: float, text: str, colour: str, height: float = 9.0, weight: float = 1.25
) -> None:
    """Write a text to the right of `x`: capitals `height` pixels high, strokes `weight` pixels wide."""
    scale = height / _CAP_HEIGHT
    left, top = int(np.floor(x)) - 2, int(np.floor(baseline - height)) - 3
    shape = (int(np.ceil(height * 1.5)) + 7, int(np.ceil(width(text, height))) + 6)
    coverage = np.zeros(shape, np.float32)
    for character in plain(text):
        for stroke in () if character == " " else _strokes(character):
            points = stroke * scale + (x - left, baseline - height - top)
            _draw(coverage, points, weight)
        x += _advance(character) * scale
    canvas.blend(left, top, coverage, colour)


def _draw(coverage: FloatArray, points: NDArray[np.float64], weight: float) -> None:
    """Raise the coverage of the pixels under a polyline (n_points, 2) with round ends."""
    first = np.maximum(np.floor(points.min(axis=0) - weight).astype(int), 0)
    last = np.ceil(points.max(axis=0) + weight).astype(int) + 1
    window = coverage[first[1] : last[1], first[0] : last[0]]
    rows, columns = np.indices(window.shape)
    centres = np.stack([columns, rows], axis=-1)[:, :, np.newaxis] + first + 0.5
    start, step = points[:-1], np.diff(points, axis=0)
    length = np.maximum((step**2).sum(axis=1), 1e-9)
    along = np.clip(((centres - start) * step).sum(axis=-1) / length, 0, 1)
    distance = np.linalg.norm(centres - start - along[..., np.newaxis] * step, axis=-1).min(axis=-1)
    np.maximum(window, np.clip(weight / 2 + 0.5 - distance, 0, 1), out=window)
