"""What is painted of the strip of regions in part is what it is in full."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from svd_core.annotation.regions import Region
from svd_gui.style.theme import DARK
from svd_gui.timeline.lanes import Lanes
from svd_gui.timeline.region_layer import Marks, RegionArrays, RegionPainter
from svd_gui.timeline.time_axis import TimeAxis

REGIONS = (
    Region(0.4, 1.2, source="hand"),
    Region(2.0, 2.35, source="model", confidence=0.8),
    Region(3.0, 9.5, "voice"),
)


def test_a_narrow_part_of_a_sign_is_painted_like_the_whole(qapp):
    lanes = Lanes.arranged(640, 300)
    axis = TimeAxis(0.0, 10.0, lanes.all.left(), lanes.all.width())
    arrays = RegionArrays.of(REGIONS)

    def paint(image: QImage, exposed: QRectF) -> None:
        with QPainter(image) as painter:
            painter.setClipRect(exposed)
            painter.fillRect(exposed, "black")
            RegionPainter(painter, axis, lanes, exposed, DARK, 1.0).paint_bars(arrays, Marks())

    whole = QImage(640, 300, QImage.Format.Format_RGB32)
    whole.fill("black")
    paint(whole, lanes.all)
    part = whole.copy()
    for left in range(int(lanes.all.left()), 620, 5):
        paint(part, QRectF(left, lanes.all.top(), 5, lanes.all.height()))
    assert part == whole and whole.allGray() is False
