"""One subject of the timeline as an item of a scene, which paints in logical pixels of the view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pyqtgraph
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from svd_gui.timeline.colours import qcolor
from svd_gui.timeline.kept_strips import KeptStrips

Paint = Callable[[QPainter, Any, QRectF, float], "bool | None"]
"""Paints a scene's part inside an exposed rectangle; the last argument is device pixels a logical one.

It returns False where something is still being computed.
"""
Place = Callable[[Any], QRectF]
"""Returns the rectangle of the view that a scene's part may touch."""


@dataclass(frozen=True)
class LayerRow:
    """A row of a table of layers: name, what paints it, and the part of the view that it may touch.

    `look` returns what its picture depends on, for one that is worth being kept: beside the visible stretch of time if
    it `scrolls` with the scene's time axis, else beside nothing. One that scrolls and covers its place has a `ground`,
    the colour on which it is opaque: that halves the time to draw it.
    """

    name: str
    paint: Paint
    place: Place
    look: Callable[[Any], Any] | None = None
    scrolls: bool = True
    ground: Callable[[Any], str] | None = None


class Layer(pyqtgraph.GraphicsObject):
    """Paints one part of what is shown.

    Whatever item it is a child of, it paints in the coordinates of the scene, which are logical pixels of the view:
    what is crisp or composed by columns of pixels has to know them. It is not as wide as the song but as wide as the
    view, so nothing is computed for what is not on screen.
    """

    def __init__(self, parent: QGraphicsItem, row: LayerRow, strip_offset: int = 0) -> None:
        super().__init__(parent)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self._row = row
        self._strips = (
            KeptStrips(row.ground is not None, strip_offset) if row.look is not None and row.scrolls else None
        )
        if row.look is not None and not row.scrolls:
            self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self._look: Any = None
        self._shown: Any = None
        self._place = QRectF()
        self._bounds = QRectF()
        self.setVisible(False)

    @property
    def opaque_place(self) -> QRectF:
        """The part of the view that it covers with a colour of its own: empty where what is below shows through."""
        return QRectF() if self._row.ground is None or not self.isVisible() else self._place

    def show_scene(self, shown: Any) -> None:
        """Paint another scene from now on; whoever calls has the view repainted."""
        self._shown = shown
        self._place = self._row.place(shown)
        bounds = self._place.translated(-self.scenePos())
        if bounds != self._bounds:
            self.prepareGeometryChange()
            self._bounds = bounds
            # Qt asks for the rectangle of each that is not hidden some times a frame.
            self.setVisible(not bounds.isEmpty())
        if self._row.look is not None and self._strips is None:
            look = self._row.look(shown)
            if look != self._look:
                self._look = look
                self.update()

    def boundingRect(self) -> QRectF:
        """Return the rectangle that it may touch, in its own coordinates."""
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint what lies in the exposed rectangle."""
        at = self.scenePos()
        exposed = option.exposedRect.translated(at).intersected(self._place)
        if self._shown is None or exposed.isEmpty():
            return
        painter.save()
        painter.translate(-at)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        ratio = painter.deviceTransform().m11()
        # What is painted for a file has another size.
        if self._strips is None or self._row.look is None or widget is None:
            self._paint_part(painter, exposed)
        else:
            subject = self._row.look(self._shown)
            self._strips.paint(painter, self._shown.axis, subject, self._place, exposed, ratio, self._paint_part)
        painter.restore()

    def _paint_part(self, painter: QPainter, part: QRectF) -> bool:
        """Paint a part of the scene; returns whether nothing was missing yet."""
        if self._row.ground is not None:
            painter.fillRect(part, qcolor(self._row.ground(self._shown)))
        return self._row.paint(painter, self._shown, part, painter.deviceTransform().m11()) is not False
