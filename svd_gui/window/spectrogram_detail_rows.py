"""How finely the spectrogram is shown, and on which scale of frequencies: three lists below its colours."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from svd_core.config import FeatureConfig
from svd_gui.style.calm_controls import CalmList
from svd_gui.style.plain_text import PlainLabel
from svd_gui.timeline.frequency_scale import SCALE_KINDS
from svd_gui.timeline.spectrogram_detail import FINE_USES, WINDOW_SAMPLES, Detail


class SpectrogramDetailRows(QWidget):
    """Lists for the scale, for when the fine picture is shown, and for the length of its windows."""

    scale_chosen = Signal(str)
    detail_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        titles = {"mel": self.tr("Mel"), "log": self.tr("Logarithmic"), "linear": self.tr("Linear")}
        self.scales = self._add(self.tr("Axis"), {kind: titles[kind] for kind in SCALE_KINDS})
        self.scales.setToolTip(self.tr("Wheel on the axis: zoom. Drag it: move. Double-click: all of it"))
        titles = {"zoomed": self.tr("When zoomed in"), "always": self.tr("Always"), "never": self.tr("Never")}
        self.fine = self._add(self.tr("Fine picture"), {use: titles[use] for use in FINE_USES})
        self.fine.setToolTip(self.tr("Shows partials and vibrato; the detector hears the coarse one"))
        rate = FeatureConfig().sample_rate
        windows = {str(n): self.tr("{0} ms ({1})").format(round(1000 * n / rate), n) for n in WINDOW_SAMPLES}
        self.windows = self._add(self.tr("Window"), windows)
        self.windows.setToolTip(self.tr("Of the fine picture, in samples: long for pitches, short for onsets"))
        self.scales.activated.connect(lambda _: self.scale_chosen.emit(self.scales.currentData()))
        for box in (self.fine, self.windows):
            box.activated.connect(lambda _: self._choose_detail())

    def set_choices(self, kind: str, detail: Detail) -> None:
        """Show what is in force."""
        for box, value in ((self.scales, kind), (self.fine, detail.fine), (self.windows, str(detail.window))):
            box.setCurrentIndex(box.findData(value))
        self.windows.setEnabled(detail.fine != "never")

    def _add(self, title: str, items: dict[str, str]) -> CalmList:
        box = CalmList()
        box.setAccessibleName(title)
        for value, text in items.items():
            box.addItem(text, value)
        row = self._grid.rowCount()
        self._grid.addWidget(PlainLabel(title), row, 0)
        self._grid.addWidget(box, row, 1)
        return box

    def _choose_detail(self) -> None:
        detail = Detail(self.fine.currentData(), int(self.windows.currentData()))
        self.windows.setEnabled(detail.fine != "never")
        self.detail_chosen.emit(detail)
