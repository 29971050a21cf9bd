"""A short mel spectrogram as a picture with axes in Hz and seconds, plotted by pyqtgraph (import this module late)."""

from __future__ import annotations

import numpy as np
import pyqtgraph
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter

from svd_core.audio.features import FloatArray
from svd_core.audio.mel_scale import MelAxis
from svd_gui.style.plots import Plot
from svd_gui.style.theme import Theme
from svd_gui.timeline.colours import qcolor

LEFT_PX = 46
LABELLED_HERTZ = (100, 200, 400, 800, 1500, 3000, 6000)
CENTRE_OPACITY = 0.8


class MelPlot(Plot):
    """Log-mel frames around a central one; two plots are comparable if they have the contrast in common."""

    def __init__(self, theme: Theme, frame_rate: float, contrast: tuple[FloatArray, float]) -> None:
        """`contrast` is the value to show as quietest in each band, shape (n_mels,), and the range above it."""
        super().__init__("Hz", self.tr("seconds from the labelled frame"), LEFT_PX)
        self._frame_rate, self._contrast = frame_rate, contrast
        self.empty = True
        # Without it, enlarged pixels show as blocks.
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._image = pyqtgraph.ImageItem(levels=(0, 1))
        self._centre = pyqtgraph.InfiniteLine(0.0)
        self._playhead = pyqtgraph.InfiniteLine(0.0)
        self._playhead.hide()
        for item in (self._image, self._centre, self._playhead):
            self.addItem(item, ignoreBounds=True)
        scale = MelAxis()
        ticks = [(scale.height(hertz), f"{hertz:g}") for hertz in LABELLED_HERTZ]
        self.axes["left"].setTicks([ticks])
        self.set_span("left", 0, 1)
        self.set_theme(theme)
        self.resolution_changed.connect(lambda: self.set_theme(self._theme))

    def sizeHint(self) -> QSize:
        return QSize(330, 300)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 160)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._theme = theme
        self.setBackground(theme.window)
        self.getViewBox().setBorder(QColor(theme.border))
        self.getViewBox().setBackgroundColor(theme.spectrogram_colors[0])
        stops = np.linspace(0, 1, len(theme.spectrogram_colors))
        self._image.setColorMap(pyqtgraph.ColorMap(stops, list(theme.spectrogram_colors)))
        centre = qcolor(theme.probability, CENTRE_OPACITY)
        self._centre.setPen(self.line(centre, 1, Qt.PenStyle.DashLine))
        self._playhead.setPen(self.line(QColor(theme.playhead), 1))

    def show_mel(self, log_mel: FloatArray) -> None:
        """Show frames of shape (n, n_mels), the labelled one in their middle."""
        low, span = self._contrast
        self._image.setImage(np.clip((log_mel - low) / span, 0, 1).T, autoLevels=False)
        seconds = len(log_mel) / self._frame_rate
        self._image.setRect(QRectF(-seconds / 2, 0, seconds, 1))
        self.set_span("bottom", -seconds / 2, seconds / 2)
        self.empty = False

    def set_cursor(self, share: float | None) -> None:
        """Mark how much of it has been played, 0..1; None marks nothing."""
        self._playhead.setVisible(share is not None)
        if share is not None:
            left, right = self.getViewBox().viewRange()[0]
            self._playhead.setValue(left + share * (right - left))
