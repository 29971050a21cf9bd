"""The timeline as a picture in a file: PNG of any width, or SVG with lines and letters as such."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QRect, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem

from svd_gui.timeline.picture_format import PictureFormat
from svd_gui.timeline.view import TimelineView

PASSING = ("playhead", "pointer", "dragged edge")
"""Layers that show what goes on at the moment, which no picture in a file is about."""


def picture_of(view: TimelineView, picture_format: PictureFormat, width_px: int) -> bytes:
    """Return what the timeline shows, which must have been on screen, as the content of a file.

    It is painted anew: a PNG of more pixels has sharper letters and a finer spectrogram, not larger pixels. An SVG is
    as wide as the timeline, and holds the spectrogram as a picture.
    """
    from svd_gui.timeline.plots import TimelinePlots

    plots: Any = view.findChild(TimelinePlots)
    passing = [plots.layers[name] for name in PASSING]
    kept = [(item, item.cacheMode()) for item in plots.scene().items()]
    for layer in passing:
        layer.setVisible(False)
    # Else an SVG would have pictures of letters.
    for item, _ in kept:
        item.setCacheMode(QGraphicsItem.CacheMode.NoCache)
    try:
        return _written(view, plots, picture_format, width_px)
    finally:
        for layer in passing:
            layer.setVisible(True)
        for item, mode in kept:
            item.setCacheMode(mode)


def _written(view: TimelineView, plots: Any, picture_format: PictureFormat, width_px: int) -> bytes:
    # The first painting, which must be of the same size, asks for what the picture lacks.
    if picture_format == "svg":
        _svg(plots)
        view.surface.spectrogram.finish()
        return _svg(plots)
    _image(plots, width_px)
    view.surface.spectrogram.finish()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    _image(plots, width_px).save(buffer, "PNG")  # type: ignore[call-overload]  # stubs lag
    return bytes(buffer.data().data())


def _image(plots: Any, width_px: int) -> QImage:
    from pyqtgraph.exporters import ImageExporter

    exporter = ImageExporter(plots.scene())
    exporter.parameters()["width"] = width_px
    image: QImage = exporter.export(toBytes=True)
    return image


def _svg(plots: Any) -> bytes:
    """Write by Qt's own generator: pyqtgraph's exporter (0.14) cannot read the closed paths that Qt 6.10 writes."""
    from PySide6.QtSvg import QSvgGenerator

    buffer, place = QBuffer(), QRect(plots.rect())
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(plots.logicalDpiX())
    generator.setSize(place.size())
    generator.setViewBox(place)
    with QPainter(generator) as painter:
        painter.fillRect(place, plots.backgroundBrush())
        plots.scene().render(painter, QRectF(place), QRectF(place))
    return bytes(buffer.data().data())
