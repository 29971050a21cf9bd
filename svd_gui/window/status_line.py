"""The line at the foot of the window: song, time under the pointer, model, and what goes on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from svd_core.annotation.clock import clock
from svd_gui.song.session import Activity

REMARK_MS = 4000


class StatusLine(QStatusBar):
    """Facts on the left, activity on the right."""

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._song, self._pointer, self._model, self._state = QLabel(), QLabel(), QLabel(), QLabel()
        self._sound = QLabel()
        self._pointer.setMinimumWidth(150)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedWidth(120)
        self._stop = QToolButton()
        self._stop.setText(self.tr("Stop"))
        self._stop.clicked.connect(self.cancel_requested)
        for label in (self._song, self._pointer):
            self.addWidget(label)
        for widget in (self._sound, self._state, self._bar, self._stop, self._model):
            self.addPermanentWidget(widget)
        self._rest = self.tr("Ready")
        self.set_activity(None)

    def set_song(self, name: str) -> None:
        self._song.setText(name)

    def set_model(self, name: str, averaging: bool = False) -> None:
        """Name the model in use, and say whether it averages over pitch shifts."""
        text = self.tr("Model: {0}, pitch shifts averaged") if averaging else self.tr("Model: {0}")
        self._model.setText(text.format(name) if name else self.tr("No model"))

    def set_sound(self, reason: str) -> None:
        """Say in short that there is no playback; the reason in full is in the tooltip."""
        self._sound.setText(self.tr("No playback: {0}").format(reason.split("(")[0].strip()) if reason else "")
        self._sound.setToolTip(reason)

    def set_pointer(self, position: tuple[float, float | None] | None) -> None:
        """Time and, over the spectrogram, frequency under the pointer."""
        if position is None:
            self._pointer.setText("")
            return
        time, hertz = position
        text = clock(time, 2)
        if hertz is not None:
            text += f"   {hertz:.0f} Hz" if hertz < 1000 else f"   {hertz / 1000:.2f} kHz"
        self._pointer.setText(text)

    def set_activity(self, activity: Activity | None) -> None:
        """Show what goes on and how far it is; None when nothing does."""
        self._bar.setVisible(activity is not None)
        self._stop.setVisible(activity is not None)
        if activity is None:
            self._state.setText(self._rest)
            return
        self._state.setText(activity.text + "…")
        if activity.share is None:
            self._bar.setRange(0, 0)
        else:
            self._bar.setRange(0, 1000)
            self._bar.setValue(round(1000 * activity.share))

    def remark(self, text: str) -> None:
        """Say for some seconds why a wish had no effect."""
        self.showMessage(text, REMARK_MS)

    def set_rest(self, text: str) -> None:
        """What to say while nothing goes on, such as that all is saved."""
        self._rest = text
        if not self._bar.isVisibleTo(self):
            self._state.setText(text)
