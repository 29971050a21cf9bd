"""Tooltips of the bars in the strip of regions: label, times, whose the region is, how sure the model is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget

from svd_core.annotation.clock import clock
from svd_core.annotation.regions import Region
from svd_core.annotation.spans import Spans
from svd_core.files.visible_text import visible
from svd_gui.style.plain_text import as_tip
from svd_gui.timeline.content import Surface
from svd_gui.timeline.navigation import Navigation
from svd_gui.translation import number, tr


def region_tip(region: Region, checked: Spans) -> str:
    """Return a region in words, a line each."""
    lines = [
        visible(region.label),
        tr("{0} to {1} ({2} s)").format(clock(region.start, 2), clock(region.end, 2), number(region.length, 2)),
        {"model": tr("From the model"), "hand": tr("Set by hand"), "file": tr("From a file")}[region.source],
    ]
    if region.confidence is not None:
        lines[-1] += ": " + tr("{0} % sure of singing").format(round(100 * region.confidence))
    if any(start <= region.start and region.end <= end for start, end in checked):
        lines.append(tr("Checked"))
    return "\n".join(lines)


class RegionTips(QObject):
    """Shows tooltips of the regions' bars."""

    def __init__(self, widget: QWidget, surface: Surface, navigation: Navigation) -> None:
        super().__init__(widget)
        self._widget, self._surface, self._navigation = widget, surface, navigation
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer when the pointer rests on a bar."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return False
        point, axis = QPointF(event.pos()), self._navigation.axis
        content, lane = self._surface.content, self._surface.lanes.labels
        under = content.regions.visible(axis.time(point.x()), axis.time(point.x())) if lane.contains(point) else ()
        for index in under:
            region = content.regions.regions[index]
            bar = lane.toRect()
            bar.setLeft(round(max(axis.x(region.start), lane.left())))
            bar.setRight(round(min(axis.x(region.end), lane.right())))
            QToolTip.showText(event.globalPos(), as_tip(region_tip(region, content.checked)), self._widget, bar)
            return True
        QToolTip.hideText()
        return True
