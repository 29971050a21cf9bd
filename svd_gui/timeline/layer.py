"""One subject of the timeline as an item of a scene, which paints in logical pixels of the view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pyqtgraph
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

Paint = Callable[[QPainter, Any, QRectF, float], None]
"""Paints a scene's part inside an exposed rectangle; the last argument is device pixels a logical one."""
Place = Callable[[Any], QRectF]
"""Returns the rectangle of the view that a scene's part may touch."""


@dataclass(frozen=True)
class LayerRow:
    """A row of a table of layers: name, what paints it, and the part of the view that it may touch."""

    name: str
    paint: Paint
    place: Place


class Layer(pyqtgraph.GraphicsObject):
    """Paints one part of what is shown.

    Whatever item it is a child of, it paints in the coordinates of the scene, which are logical pixels of the view:
    what is crisp or composed by columns of pixels has to know them. It is not as wide as the song but as wide as the
    view, so nothing is computed for what is not on screen.
    """

    def __init__(self, parent: QGraphicsItem, paint: Paint, place: Place) -> None:
        super().__init__(parent)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self._paint, self._place_in = paint, place
        self._shown: Any = None
        self._place = QRectF()

    def show_scene(self, shown: Any) -> None:
        """Paint another scene from now on; whoever calls has the view repainted."""
        self._shown = shown
        place = self._place_in(shown)
        if place != self._place:
            self.prepareGeometryChange()
            self._place = place

    def forget_kept_picture(self) -> None:
        """Have it painted anew, though it may be one that is painted once and kept (by Qt's cache mode)."""
        if self.cacheMode() != QGraphicsItem.CacheMode.NoCache:
            self.update()

    def boundingRect(self) -> QRectF:
        """Return the rectangle that it may touch, in its own coordinates."""
        at = self.scenePos()
        return self._place.translated(-at.x(), -at.y())

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint what lies in the exposed rectangle."""
        at = self.scenePos()
        exposed = option.exposedRect.translated(at).intersected(self._place)
        if self._shown is None or exposed.isEmpty():
            return
        painter.save()
        painter.translate(-at)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._paint(painter, self._shown, exposed, painter.deviceTransform().m11())
        painter.restore()
