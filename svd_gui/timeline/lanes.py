"""The places of the timeline's lanes in a widget of a given size."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

LEFT_GUTTER_PX = 72.0
RIGHT_GUTTER_PX = 60.0
RULER_PX = 26.0
LABELS_PX = 24.0
FOOT_PX = 6.0
LEGEND_PX = 24.0
LEGEND_MARGIN_PX = 10.0


@dataclass(frozen=True)
class Lanes:
    """The rectangles of ruler, waveform, label bars, spectrogram and probability; they share left and right edge.

    Between the label bars and the spectrogram is the second layer, empty where there is none. The probability lies over
    the spectrogram or, in a lane of its own, below it. Below all of them is the legend, as wide as the widget, empty
    where there is none.
    """

    ruler: QRectF
    waveform: QRectF
    labels: QRectF
    spectrogram: QRectF
    probability: QRectF
    legend: QRectF
    second: QRectF

    @classmethod
    def arranged(
        cls, width: float, height: float, probability_apart: bool = False, legend: bool = False, second_px: float = 0.0
    ) -> Lanes:
        """Arrange lanes for a widget's size; what is spare goes to the spectrogram.

        `second_px` is the height of the second layer.
        """
        left, inner = LEFT_GUTTER_PX, max(width - LEFT_GUTTER_PX - RIGHT_GUTTER_PX, 1.0)
        foot = LEGEND_PX if legend else FOOT_PX
        spare = max(height - RULER_PX - LABELS_PX - second_px - foot, 2.0)
        waveform = round(min(max(0.2 * spare, 36.0), 110.0, spare / 2))
        rest = max(spare - waveform, 1.0)
        apart = round(min(max(0.3 * rest, 40.0), 150.0, rest / 2)) if probability_apart else 0
        top = RULER_PX + waveform
        spectrogram = QRectF(left, top + LABELS_PX + second_px, inner, rest - apart)
        return cls(
            QRectF(left, 0, inner, RULER_PX),
            QRectF(left, RULER_PX, inner, waveform),
            QRectF(left, top, inner, LABELS_PX),
            spectrogram,
            QRectF(left, spectrogram.bottom(), inner, apart) if apart else spectrogram,
            QRectF(
                LEGEND_MARGIN_PX,
                spectrogram.bottom() + apart,
                max(width - 2 * LEGEND_MARGIN_PX, 1.0),
                foot if legend else 0,
            ),
            QRectF(left, top + LABELS_PX, inner, second_px),
        )

    @property
    def probability_apart(self) -> bool:
        """Whether the probability has a lane of its own."""
        return self.probability != self.spectrogram

    @property
    def of_sound(self) -> tuple[QRectF, ...]:
        """The lanes that show sound: waveform, spectrogram, and the probability where it has a lane of its own."""
        own = (self.probability,) if self.probability_apart else ()
        return self.waveform, self.spectrogram, *own

    @property
    def body(self) -> QRectF:
        """All lanes but the ruler together, which regions extend over."""
        return self.waveform.united(self.probability)

    @property
    def all(self) -> QRectF:
        """Everything between the gutters."""
        return self.ruler.united(self.probability)

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
            "probability": self.probability,
            "regions": self.body,
            "marks": self.all,
        }[plot]
