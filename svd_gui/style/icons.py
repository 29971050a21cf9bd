"""The program's own icons, in the colours of the theme and sharp at every scale."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from svd_core.files.storage import resource

SIZE_PX = 20


def scales() -> tuple[float, ...]:
    """Return how many device pixels the screens that are there have a logical one, each once."""
    return tuple(sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()})) or (1.0,)


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, colour: str, size_px: int, scale: float = 1.0) -> QPixmap:
    """Draw an icon of `size_px` logical pixels in one colour; `scale` is device pixels a logical one."""
    return _drawn(_renderer(name, colour), size_px, scale)


def _renderer(name: str, colour: str) -> QSvgRenderer:
    """Read an icon in one colour, to be drawn at several scales."""
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))


def _drawn(renderer: QSvgRenderer, size_px: int, scale: float) -> QPixmap:
    result = QPixmap(QSize(round(size_px * scale), round(size_px * scale)))
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, result.width(), result.height()))
    painter.end()
    result.setDevicePixelRatio(scale)
    return result


def icon(name: str, colour: str, faded: str, highlighted: str = "") -> QIcon:
    """Return an icon in a colour, in a faded one where it is disabled, and in one for the highlighted row of a menu.

    It is sharp on the screens that are there now.
    """
    return _icon(name, colour, faded, highlighted or colour, scales())


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, faded: str, highlighted: str, at_scales: tuple[float, ...]) -> QIcon:
    result = QIcon()
    # Selected rows of lists are only tinted, but Qt would paint the icon over with the colour of highlights.
    modes = (
        (colour, (QIcon.Mode.Normal, QIcon.Mode.Selected)), (faded, (QIcon.Mode.Disabled,)),
        (highlighted, (QIcon.Mode.Active,)),
    )  # fmt: skip
    for drawn_in, shown_as in modes:
        renderer = _renderer(name, drawn_in)
        for scale in at_scales:
            drawn = _drawn(renderer, SIZE_PX, scale)
            for mode in shown_as:
                result.addPixmap(drawn, mode)
    return result


def app_icon() -> QIcon:
    """Return the icon of the program."""
    result = QIcon()
    renderer = _renderer("app", "#2b62d9")
    for size in (16, 32, 64, 128, 256):
        result.addPixmap(_drawn(renderer, size, 1.0))
    return result
