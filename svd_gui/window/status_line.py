"""The line at the foot of the window: song, time and frequency under the pointer, model, and current activity."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QStatusBar, QToolButton, QWidget

from svd_core.annotation.clock import clock
from svd_core.audio.pitch_names import note_name
from svd_core.files.visible_text import visible
from svd_gui.song.session import Activity
from svd_gui.song.song_doubt import doubt_help, doubt_text
from svd_gui.style.plain_text import ElidedLabel, PlainLabel, as_tip
from svd_gui.timeline.frequency_scale import hertz_text
from svd_gui.timeline.readout import Readout

MESSAGE_MS = 4000
WIDEST_NAME, WIDEST_STATE = 260, 420
LEAST_NAME, LEAST_STATE = 60, 200
"""Pixels of a name and of a sentence; longer ones are cut, with the whole in the tooltip, first the names."""


class StatusLine(QStatusBar):
    """Shows facts on the left and activity on the right."""

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.song_label, self.model_label = ElidedLabel(WIDEST_NAME, LEAST_NAME), ElidedLabel(WIDEST_NAME, LEAST_NAME)
        self.state_label, self.sound_label = ElidedLabel(WIDEST_STATE, LEAST_STATE), PlainLabel()
        self.pointer_label, self.checked_label, self.doubt_label = PlainLabel(), PlainLabel(), PlainLabel()
        self.selection_label = PlainLabel()
        self.pointer_label.setMinimumWidth(150)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedWidth(120)
        self._stop = QToolButton()
        self._stop.setText(self.tr("Stop"))
        self._stop.clicked.connect(self.cancel_requested)
        for label in (self.song_label, self.selection_label, self.checked_label, self.doubt_label, self.pointer_label):
            self.addWidget(label)
        for widget in (self.sound_label, self.state_label, self._bar, self._stop, self.model_label):
            self.addPermanentWidget(widget)
        self._idle_text = self.tr("Ready")
        self.set_activity(None)

    def set_song(self, name: str) -> None:
        self.song_label.setText(name)

    def set_checked(self, text: str) -> None:
        """Say how much of the song is checked."""
        self.checked_label.setText(text)

    def set_selection(self, text: str) -> None:
        """Say which regions or which time is selected."""
        self.selection_label.setText(text)
        self.selection_label.setVisible(bool(text))

    def set_doubt(self, share: float | None) -> None:
        """Say in how much of the song the model is unsure; nothing while that is not known."""
        self.doubt_label.setText("" if share is None else doubt_text(share))
        self.doubt_label.setToolTip("" if share is None else as_tip(doubt_help(share)))

    def set_model(self, name: str, averaging: bool = False) -> None:
        """Name the model in use, and say whether it averages over pitch shifts."""
        text = self.tr("Model: {0}, pitch shifts averaged") if averaging else self.tr("Model: {0}")
        self.model_label.setText(text.format(name) if name else self.tr("No model"))

    def set_sound(self, reason: str) -> None:
        """Say that there is no playback if there is a reason, which the tooltip shows."""
        self.sound_label.setText(self.tr("No playback"))
        self.sound_label.setVisible(bool(reason))
        self.sound_label.setToolTip(as_tip(reason))

    def set_pointer(self, readout: Readout | None) -> None:
        """Show what is under the pointer: time, frequency with its note, level, probability, as far as known."""
        if readout is None:
            self.pointer_label.setText("")
            return
        parts = [clock(readout.time, 2)]
        if readout.hertz is not None:
            parts.append(f"{hertz_text(readout.hertz, decimals=2)} · {note_name(readout.hertz)}")
        if readout.level_db is not None:
            parts.append(f"{round(readout.level_db)} dB".replace("-", "−"))
        if readout.probability is not None:
            parts.append(self.tr("{0} % singing").format(round(100 * readout.probability)))
        self.pointer_label.setText("   ".join(parts))

    def set_activity(self, activity: Activity | None) -> None:
        """Show what the program is busy with and how far it is; None when it is idle."""
        self._bar.setVisible(activity is not None)
        self._stop.setVisible(activity is not None)
        if activity is None:
            self.state_label.setText(self._idle_text)
            return
        self.state_label.setText(activity.text + "…")
        if activity.share is None:
            self._bar.setRange(0, 0)
        else:
            self._bar.setRange(0, 1000)
            self._bar.setValue(round(1000 * activity.share))

    def show_message(self, text: str) -> None:
        """Show a message for some seconds, such as why a key had no effect."""
        self.showMessage(visible(text), MESSAGE_MS)

    def set_idle_text(self, text: str) -> None:
        """Set what to show while the program is idle, such as that all is saved."""
        self._idle_text = text
        if not self._bar.isVisibleTo(self):
            self.state_label.setText(text)
