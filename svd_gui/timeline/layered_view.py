"""A view of pyqtgraph plots and layers that only shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyqtgraph
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QGraphicsItem, QWidget

from svd_gui.timeline.layer import Layer, LayerRow

STRIP_OFFSET = 72
"""Columns between where strips of one layer begin and those of the next, so that no frame has to paint all of them.

Whole logical pixels at scales of 1, 1.5 and 2: the curve is painted by those.
"""


class LayeredView(pyqtgraph.GraphicsView):
    """Shows scenes by layers. Mouse and keys belong to the widget that it lies in. `painted` tells of each painting."""

    painted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # The scene fills it: with twice as many pixels a point, to fill it once before takes milliseconds.
        for filled in (self, self.viewport()):
            filled.setAutoFillBackground(False)
            filled.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        # What is bare of it differs from one arrangement of the lanes to the next.
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        self.root = pyqtgraph.GraphicsWidget()
        self.setCentralItem(self.root)
        self.layers: dict[str, Layer] = {}

    def new_box(self, z: float) -> pyqtgraph.ViewBox:
        """Return a plot without axes at a height above others."""
        box = pyqtgraph.ViewBox(self.root, enableMouse=False, enableMenu=False, defaultPadding=0.0)
        box.disableAutoRange()
        box.setZValue(z)
        # It has neither border nor ground of its own, and would be asked for both in each frame.
        box.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents)
        box.borderRect.hide()
        return box

    def add_layers(self, parent: QGraphicsItem, rows: Iterable[LayerRow], z: float = 0.0) -> None:
        """Put layers into a plot or beside the plots, from bottom to top."""
        for height, row in enumerate(rows):
            offset = len(self.layers) * STRIP_OFFSET
            layer = self.layers[row.name] = Layer(parent, row, offset)
            layer.setZValue(z + height)

    def show_scene(self, scene: Any) -> None:
        """Show a scene in full."""
        for layer in self.layers.values():
            layer.show_scene(scene)
        self.viewport().update()

    def show_layers(self, scene: Any, names: Iterable[str]) -> None:
        """Show some layers of a scene, while the others stay as they are."""
        for name in names:
            self.layers[name].show_scene(scene)
            self.layers[name].update()

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        """Fill what no layer covers; the rest would be filled twice, which is much of a frame at two pixels a point."""
        bare = QRegion(rect.toAlignedRect())
        for layer in self.layers.values():
            place = layer.opaque_place
            if place == QRectF(place.toRect()):
                bare -= QRegion(place.toRect())
        for part in bare:  # type: ignore[attr-defined]  # stubs lag
            painter.fillRect(part, self.backgroundBrush())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted.emit()
