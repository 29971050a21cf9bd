"""The places of the timeline's lanes in a widget of a given size."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

LEFT_GUTTER_PX = 60.0
RIGHT_GUTTER_PX = 60.0
RULER_PX = 26.0
LABELS_PX = 19.0
FOOT_PX = 6.0


@dataclass(frozen=True)
class Lanes:
    """The rectangles of ruler, waveform, label bars and spectrogram; they share left and right edge."""

    ruler: QRectF
    waveform: QRectF
    labels: QRectF
    spectrogram: QRectF

    @classmethod
    def arranged(cls, width: float, height: float) -> Lanes:
        """Arrange lanes for a widget's size; what is spare goes to the spectrogram."""
        left, inner = LEFT_GUTTER_PX, max(width - LEFT_GUTTER_PX - RIGHT_GUTTER_PX, 1.0)
        spare = max(height - RULER_PX - LABELS_PX - FOOT_PX, 2.0)
        waveform = round(min(max(0.2 * spare, 36.0), 110.0, spare / 2))
        top = RULER_PX + waveform
        return cls(
            QRectF(left, 0, inner, RULER_PX),
            QRectF(left, RULER_PX, inner, waveform),
            QRectF(left, top, inner, LABELS_PX),
            QRectF(left, top + LABELS_PX, inner, max(spare - waveform, 1.0)),
        )

    @property
    def body(self) -> QRectF:
        """Waveform, label bars and spectrogram together, which regions extend over."""
        return self.waveform.united(self.spectrogram)

    @property
    def all(self) -> QRectF:
        """Everything between the gutters."""
        return self.ruler.united(self.spectrogram)

    @property
    def left_gutter(self) -> QRectF:
        """What is left of the lanes."""
        return QRectF(0, 0, self.all.left(), self.all.height())

    @property
    def right_gutter(self) -> QRectF:
        """What is right of the lanes."""
        return QRectF(self.all.right(), 0, RIGHT_GUTTER_PX, self.all.height())

    def of(self, plot: str) -> QRectF:
        """Return the rectangle of one of the timeline's plots."""
        return {
            "waveform": self.waveform,
            "spectrogram": self.spectrogram,
            "probability": self.spectrogram,
            "regions": self.body,
            "marks": self.all,
        }[plot]
