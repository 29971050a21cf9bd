"""A short mel spectrogram as a picture: frequencies at its side, the labelled frame in its middle."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from svd_core.audio.features import FloatArray
from svd_gui.style.theme import Theme
from svd_gui.timeline.colours import lookup_table, qcolor, small_font
from svd_gui.timeline.frequency_scale import LABELLED_HERTZ, MelScale
from svd_gui.timeline.spectrogram_tiles import tile_image

GUTTER_PX = 30
FOOT_PX = 20


class MelExcerpt(QWidget):
    """Shows log-mel frames around a central one; two of them are comparable when they share the contrast."""

    def __init__(self, theme: Theme, frame_rate: float, contrast: tuple[FloatArray, float]) -> None:
        """`contrast` is the value to show as quietest in each band, shape (n_mels,), and the range above it."""
        super().__init__()
        self._theme, self._frame_rate, self._contrast = theme, frame_rate, contrast
        self._colours = lookup_table(theme.spectrogram_colors)
        self._image: QImage | None = None
        self._seconds = 0.0
        self._cursor: float | None = None
        self._scale = MelScale()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(330, 300)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 160)

    @property
    def empty(self) -> bool:
        return self._image is None

    def show_mel(self, log_mel: FloatArray) -> None:
        """Show frames of shape (n, n_mels)."""
        low, span = self._contrast
        levels = np.clip((log_mel - low) * (255 / span), 0, 255).astype(np.uint8)
        self._image = tile_image(levels, self._colours)
        self._seconds = len(log_mel) / self._frame_rate
        self.update()

    def set_cursor(self, share: float | None) -> None:
        """Mark how much of it has been heard, 0..1, or nothing."""
        self._cursor = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        area = QRectF(GUTTER_PX, 0, self.width() - GUTTER_PX, self.height() - FOOT_PX)
        painter = QPainter(self)
        painter.fillRect(area, qcolor(theme.spectrogram_colors[0]))
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(area, self._image)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
            self._paint_marks(painter, area)
        painter.setPen(QPen(qcolor(theme.border), 1))
        painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))
        self._paint_scales(painter, area)

    def _paint_marks(self, painter: QPainter, area: QRectF) -> None:
        middle = round(area.center().x()) + 0.5
        painter.setPen(QPen(qcolor(self._theme.probability, 0.8), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(middle, area.top(), middle, area.bottom()))
        if self._cursor is not None:
            x = round(area.left() + self._cursor * area.width()) + 0.5
            painter.setPen(QPen(qcolor(self._theme.playhead), 1))
            painter.drawLine(QLineF(x, area.top(), x, area.bottom()))

    def _paint_scales(self, painter: QPainter, area: QRectF) -> None:
        theme, below = self._theme, area.bottom() + 8
        painter.setFont(small_font(theme))
        painter.setPen(qcolor(theme.muted_text))
        for hertz in LABELLED_HERTZ:
            y = area.bottom() - self._scale.height(hertz) * area.height()
            if below - y < 14:
                continue
            below = y
            text = f"{hertz}" if hertz < 1000 else f"{hertz / 1000:g}k"
            place = QRectF(0, y - 8, area.left() - 5, 16)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        if self._image is None:
            return
        foot = QRectF(area.left(), area.bottom() + 2, area.width(), FOOT_PX - 2)
        half = self._seconds / 2
        for text, side in (
            (f"−{half:.1f} s", Qt.AlignmentFlag.AlignLeft),
            ("0", Qt.AlignmentFlag.AlignHCenter),
            (f"+{half:.1f} s", Qt.AlignmentFlag.AlignRight),
        ):
            painter.drawText(foot, side | Qt.AlignmentFlag.AlignVCenter, text)
