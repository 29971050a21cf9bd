"""A real mouse on a timeline."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from svd_gui.timeline.view import TimelineView

NO_KEYS = Qt.KeyboardModifier.NoModifier
NO_BUTTON, LEFT = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


class Hand:
    """A mouse on a view, and a record of what the view requested."""

    def __init__(self, view: TimelineView) -> None:
        self.view = view
        self.edits: list[tuple] = []
        self.seeks: list[float] = []
        view.edit_requested.connect(lambda text, regions: self.edits.append((text, regions)))
        view.seek_requested.connect(self.seeks.append)

    def point(self, time: float, height: float = 0.25) -> QPointF:
        """A point in the spectrogram at a time; height counts from the bottom."""
        lane = self.view.lanes.spectrogram
        return QPointF(self.view.axis.x(time), lane.bottom() - height * lane.height())

    def strip(self, time: float) -> QPointF:
        """A point in the strip of regions at a time."""
        return QPointF(self.view.axis.x(time), self.view.lanes.labels.center().y())

    def send(self, kind: QEvent.Type, point: QPointF, button=NO_BUTTON, held=NO_BUTTON, keys=NO_KEYS):
        event = QMouseEvent(kind, point, self.view.mapToGlobal(point), button, held, keys)
        QApplication.sendEvent(self.view, event)

    def press(self, point: QPointF, keys=NO_KEYS) -> None:
        self.send(QEvent.Type.MouseButtonPress, point, LEFT, LEFT, keys)

    def move(self, point: QPointF, held=LEFT, keys=NO_KEYS) -> None:
        self.send(QEvent.Type.MouseMove, point, NO_BUTTON, held, keys)

    def release(self, point: QPointF) -> None:
        self.send(QEvent.Type.MouseButtonRelease, point, LEFT)

    def drag(self, start: QPointF, end: QPointF, keys=NO_KEYS) -> None:
        self.press(start, keys)
        self.move((start + end) / 2, keys=keys)
        self.move(end, keys=keys)
        self.release(end)

    def hover(self, point: QPointF) -> Qt.CursorShape:
        self.move(point, held=NO_BUTTON)
        return self.view.cursor().shape()

    def wheel(self, point: QPointF, angle: QPoint, keys=NO_KEYS) -> None:
        event = QWheelEvent(
            point, self.view.mapToGlobal(point), QPoint(), angle, NO_BUTTON, keys, Qt.ScrollPhase.NoScrollPhase, False
        )
        QApplication.sendEvent(self.view, event)
