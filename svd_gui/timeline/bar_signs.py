"""Signs and texts on the label bars of regions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QStaticText

from svd_core.annotation.regions import Region
from svd_gui.style.theme import Theme
from svd_gui.timeline.colours import qcolor, small_font
from svd_gui.timeline.region_signs import paint_signs
from svd_gui.timeline.region_text import label_width, laid_out_text, region_text

SIGN_PX = 18.0
"""Width of a sign with what is left free on either side."""
TEXT_PX = 4.0
"""Left free on either side of a text."""
SHORTEST_ELIDED_PX = 34.0
"""Width from which on the beginning of a label that is too long is better than none."""
SHORTEST_SIGN_PX = 17.0
"""Width from which on a label bar has room for the sign of its source."""


class BarSigns:
    """Paints sign and text of each region whose label bar has room for them, in one lane and theme."""

    def __init__(self, painter: QPainter, lane: QRectF, theme: Theme) -> None:
        self._painter, self._theme = painter, theme
        self._font = small_font(theme)
        self._middle = lane.center().y()

    def paint(self, regions: Sequence[Region], left: NDArray[np.float64], right: NDArray[np.float64]) -> None:
        """Paint those of regions whose bars reach from `left` to `right` on screen, in pixels of shape (n,)."""
        self._painter.setFont(self._font)
        centres: dict[str, list[QPointF]] = {}
        for region, start, width in zip(regions, left.tolist(), (right - left).tolist(), strict=True):
            y = self._middle if region.source == "hand" else self._middle + 1
            # The label says more than the sign, which only repeats what the filling of the bar tells.
            with_sign = self._paint_text(region, start + SIGN_PX, y, width - SIGN_PX - TEXT_PX) or not (
                self._paint_text(region, start + TEXT_PX, y, width - 2 * TEXT_PX, elided=True)
            )
            if with_sign and width >= SHORTEST_SIGN_PX:
                centres.setdefault(region.source, []).append(QPointF(start + SIGN_PX / 2, y))
        for source, points in centres.items():
            paint_signs(self._painter, source, points, self._colour(source))

    def _colour(self, source: str) -> QColor:
        """Return the colour of what lies on a label bar."""
        return qcolor(self._theme.surface if source == "hand" else self._theme.text)

    def _paint_text(self, region: Region, left: float, y: float, width: float, elided: bool = False) -> bool:
        """Write what a width has room for, or only the beginning; returns whether there was room."""
        laid_out = self._fitting(region, width)
        if laid_out is None:
            if not elided or width < SHORTEST_ELIDED_PX:
                return False
            text = QFontMetricsF(self._font).elidedText(region_text(region, width), Qt.TextElideMode.ElideRight, width)
            laid_out = laid_out_text(text, self._theme.small_px)
        self._painter.setPen(self._colour(region.source))
        self._painter.drawStaticText(QPointF(left, y - laid_out.size().height() / 2), laid_out)
        return True

    def _fitting(self, region: Region, width: float) -> QStaticText | None:
        """Return what would be written in a width, or None where it has no room."""
        if label_width(region.label, self._theme.small_px) > width:  # Most bars are short.
            return None
        laid_out = laid_out_text(region_text(region, width), self._theme.small_px)
        return laid_out if laid_out.size().width() <= width else None
