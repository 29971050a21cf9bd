"""The line at the foot of the window: song, time and frequency under the pointer, model, and current activity."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QStatusBar, QStyle, QStyleOption, QToolButton, QWidget

from svd_core.annotation.clock import clock
from svd_core.audio.pitch_names import note_name
from svd_core.files.visible_text import visible
from svd_gui.song.activity import Activity
from svd_gui.song.song_doubt import doubt_help, doubt_text
from svd_gui.style.plain_text import ElidedLabel, PlainLabel, as_tip
from svd_gui.timeline.frequency_scale import hertz_text
from svd_gui.timeline.readout import Readout
from svd_gui.window.status_row import Entry, StatusRow

MESSAGE_MS = 4000
WIDEST_NAME, WIDEST_STATE, WIDEST_MESSAGE = 260, 420, 4000
"""Pixels of a name, of a sentence and of a message; longer ones are cut, with the whole in the tooltip."""
LEAST_NAME, LEAST_TEXT = 110, 140
"""Pixels of a name and of a text below which it would say nothing, and is left out instead."""


class StatusLine(QStatusBar):
    """Shows facts on the left and activity on the right; for some seconds a message stands for most of the facts."""

    cancel_requested = Signal()
    rest_requested = Signal()
    _complete = False
    """Whether all texts are there: the style may change before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.song_label, self.model_label = ElidedLabel(WIDEST_NAME, 0), ElidedLabel(WIDEST_NAME, 0)
        self.state_label, self._message_label = ElidedLabel(WIDEST_STATE, 0), ElidedLabel(WIDEST_MESSAGE, 0)
        self.pointer_label, self.checked_label = PlainLabel(), PlainLabel()
        self.doubt_label, self.selection_label = PlainLabel(), PlainLabel()
        self.sound_label = PlainLabel(self.tr("No playback"))
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedWidth(120)
        self._stop = QToolButton()
        self._stop.setText(self.tr("Stop"))
        self._stop.clicked.connect(self.cancel_requested)
        self._undetected_label = PlainLabel()
        self._go_on = QToolButton()
        self._go_on.setText(self.tr("Detect the Rest"))
        self._go_on.clicked.connect(self.rest_requested)
        self._row = self._laid_out()
        self.addPermanentWidget(self._row, 1)
        self._busy, self._silent_reason, self._pointer_width = False, "", 0
        self._idle_text = self.tr("Ready")
        self.messageChanged.connect(self._arrange)
        self._complete = True
        self.set_activity(None)

    def _laid_out(self) -> StatusRow:
        """The texts from left to right; what says most about the work at hand is cut last."""
        return StatusRow(
            (
                Entry(self._message_label, 2, LEAST_TEXT),
                Entry(self.song_label, 9, LEAST_NAME),
                Entry(self.selection_label, 5, None),
                Entry(self.checked_label, 4, None),
                Entry(self.doubt_label, 8, None),
                Entry(self.pointer_label, 2, None),
                Entry(self.sound_label, 6, None, at_end=True),
                Entry(self.state_label, 3, LEAST_TEXT, at_end=True),
                Entry(self._bar, 1, None, at_end=True),
                Entry(self._stop, 0, None, at_end=True),
                Entry(self._undetected_label, 4, None, at_end=True),
                Entry(self._go_on, 1, None, at_end=True),
                Entry(self.model_label, 7, LEAST_NAME, at_end=True),
            ),
            self,
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the background only: a message is one of the texts in the row, so that nothing is printed over it."""
        painter, option = QPainter(self), QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelStatusBar, option, painter, self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._complete and event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()

    def _arrange(self) -> None:
        """Give each text its place, now that one of them has changed."""
        message = self.currentMessage()
        self._message_label.setText(message)
        for label in (self.checked_label, self.state_label, self.model_label):
            # What the message says, too, is not said twice.
            self._row.set_wanted(label, bool(label.text()) and label.text() not in message)
        for label in (self.song_label, self.selection_label, self.doubt_label, self.pointer_label):
            self._row.set_wanted(label, bool(label.text()) and not message)
        self._row.set_wanted(self._message_label, bool(message))
        self._row.set_wanted(self.sound_label, bool(self._silent_reason))
        self._row.set_wanted(self._bar, self._busy)
        self._row.set_wanted(self._stop, self._busy)
        for widget in (self._undetected_label, self._go_on):
            self._row.set_wanted(widget, bool(self._undetected_label.text()) and not self._busy)
        self._row.arrange()

    def set_song(self, name: str) -> None:
        self.song_label.setText(name)
        self._arrange()

    def set_checked(self, text: str) -> None:
        """Say how much of the song is checked; a message that says otherwise goes."""
        before = self.checked_label.text()
        self.checked_label.setText(text)
        if before and before != text and before in self.currentMessage():
            self.clearMessage()
        self._arrange()

    def set_selection(self, text: str) -> None:
        """Say which regions or which time is selected."""
        if text != self.selection_label.text():
            self.selection_label.setText(text)
            self._arrange()

    def set_doubt(self, share: float | None) -> None:
        """Say in how much of the song the model is unsure; nothing while that is not known."""
        self.doubt_label.setText("" if share is None else doubt_text(share))
        self.doubt_label.setToolTip("" if share is None else as_tip(doubt_help(share)))
        self._arrange()

    def set_model(self, name: str, averaging: bool = False) -> None:
        """Name the model in use, and say whether it averages over pitch shifts."""
        text = self.tr("Model: {0}, pitch shifts averaged") if averaging else self.tr("Model: {0}")
        self.model_label.setText(text.format(name) if name else self.tr("No model"))
        self._arrange()

    def set_sound(self, reason: str) -> None:
        """Say that there is no playback if there is a reason, which the tooltip shows."""
        if reason != self._silent_reason:
            self._silent_reason = reason
            self.sound_label.setToolTip(as_tip(reason))
            self._arrange()

    def set_pointer(self, readout: Readout | None) -> None:
        """Show what is under the pointer: time, frequency with its note, level, probability, as far as known."""
        if readout is None:
            self.pointer_label.setText("")
            self._pointer_width = 0
            self._arrange()
            return
        parts = [clock(readout.time, 2)]
        if readout.hertz is not None:
            parts.append(f"{hertz_text(readout.hertz, decimals=2)} · {note_name(readout.hertz)}")
        if readout.level_db is not None:
            parts.append(f"{round(readout.level_db)} dB".replace("-", "−"))
        if readout.probability is not None:
            parts.append(self.tr("{0} % singing").format(round(100 * readout.probability)))
        self.pointer_label.setText("   ".join(parts))
        # Its neighbours stay where they are while the numbers change.
        self._pointer_width = max(self._pointer_width, self.pointer_label.sizeHint().width())
        self._row.hold_width(self.pointer_label, self._pointer_width)
        self._arrange()

    def set_activity(self, activity: Activity | None) -> None:
        """Show what the program is busy with and how far it is; None when it is idle."""
        self._busy = activity is not None
        self.state_label.setText(self._idle_text if activity is None else activity.text + "…")
        self._arrange()
        if activity is not None:
            self._show_share(activity.share)

    def _show_share(self, share: float | None) -> None:
        """Show how much is done, 0..1; None where that is not known."""
        # The bar would be painted at once, and with it all of the window that has changed so far, at every report.
        self._bar.setUpdatesEnabled(False)
        if share is None:
            self._bar.setRange(0, 0)
        else:
            self._bar.setRange(0, 1000)
            self._bar.setValue(round(1000 * share))
        self._bar.setUpdatesEnabled(True)

    def set_undetected(self, seconds: float) -> None:
        """Say how much of the song is not detected, and offer to go on, while nothing is under way; 0 for none."""
        self._undetected_label.setText(self.tr("{0} not detected yet").format(clock(seconds)) if seconds else "")
        self._arrange()

    def show_message(self, text: str) -> None:
        """Show a message for some seconds, such as why a key had no effect."""
        self.showMessage(visible(text), MESSAGE_MS)

    def set_idle_text(self, text: str) -> None:
        """Set what to show while the program is idle, such as that all is saved."""
        self._idle_text = text
        if not self._busy:
            self.state_label.setText(text)
            self._arrange()
