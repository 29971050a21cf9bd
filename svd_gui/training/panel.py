"""The panel of the running training: progress, learning curves, time left, and in the end the new model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from svd_gui.style.plain_text import PlainLabel, short
from svd_gui.style.theme import LIGHT, Theme
from svd_gui.training.comparison_words import comparison_sentences
from svd_gui.training.job import Ending, TrainingLog
from svd_gui.translation import number, translated

if TYPE_CHECKING:
    from svd_gui.training.curve_plot import CurvePlot


class TrainingPanel(QFrame):
    """Shows one training at a time; what its buttons ask for is done by others."""

    train_requested = Signal()
    cancel_requested = Signal()
    pause_requested = Signal()
    """To hold a training up, or to let it go on."""
    resume_requested = Signal()
    use_requested = Signal(object)
    changes_requested = Signal(object)
    """To see what the new model decides otherwise than the one in use."""

    _is_paused = False
    _is_used = False
    """Whether the new model is in use."""
    _keys_wait = False
    """Whether the keys come back to the pause button when it can be pressed again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._model: Path | None = None
        self._theme = LIGHT
        self._loss: CurvePlot | None = None
        self._error: CurvePlot | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 12, 14, 14)
        self._column.setSpacing(8)
        self._title = PlainLabel(self.tr("Training"))
        self._title.setProperty("role", "heading")
        self._status = PlainLabel()
        self._status.setProperty("role", "muted")
        self._status.setWordWrap(True)
        self._notice = PlainLabel()
        self._notice.hide()
        self._notice.setProperty("role", "muted")
        self._notice.setWordWrap(True)
        self._comparison = PlainLabel()
        self._comparison.setWordWrap(True)
        self._comparison.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._bar = QProgressBar(textVisible=False)
        for widget in (self._title, self._status, self._notice, self._bar):
            self._column.addWidget(widget)
        self.use_button = self._button(self.tr("Use this model"), self._use, "primary")
        self.keep_button = self._button(self.tr("Keep the old model"), self._keep, "primary")
        self.changes_button = self._button(self.tr("What changes…"), self._show_changes)
        self.train_button = self._button(self.tr("Train…"), self.train_requested.emit)
        self.resume_button = self._button(self.tr("Resume"), self.resume_requested.emit)
        self.pause_button = self._button(self.tr("Pause"), self._pause)
        self.cancel_button = self._button(self.tr("Cancel"), self.cancel_requested.emit)
        self._column.addWidget(self._comparison)
        self._column.addWidget(self.keep_button)
        self._column.addWidget(self.use_button)
        self._column.addWidget(self.changes_button)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.resume_button, self.train_button, self.pause_button, self.cancel_button):
            buttons.addWidget(button)
        self._column.addLayout(buttons)
        self.show_idle(False)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for plot in (self._loss, self._error):
            if plot is not None:
                plot.set_theme(theme)

    def show_idle(self, resumable: bool, name: str = "") -> None:
        """Nothing is being trained; `resumable` if the training of this name can go on."""
        if resumable:
            text = self.tr("The training of “{0}” is unfinished.").format(short(name))
        else:
            text = self.tr("Correct some songs, then train the detector with them. You can go on working meanwhile.")
        self._status.setText(text)
        self._show_notices(())
        self._show(train=True, resume=resumable)

    def show_started(self, name: str) -> None:
        """A training of this name has begun; nothing has been reported yet."""
        self._title.setText(self.tr("Training “{0}”").format(short(name)))
        self._status.setText(self.tr("Getting ready…"))
        self._keys_wait = False
        self._show_paused(False)
        self._show_notices(())
        self._bar.setRange(0, 0)
        for plot in self._curves():
            plot.set_values((), (), 1)
        self._show(bar=True, loss=True, cancel=True)

    def show_log(self, log: TrainingLog) -> None:
        """Show what a running training has reported."""
        self._show_notices(log.notices)
        if self._is_paused != (log.stage == "paused"):
            self._show_paused(log.stage == "paused")
        if log.stage == "loading":
            done, total = int(log.last.get("done", 0)), int(log.last.get("total", 0))
            labels = log.last.get("step") == "labels"
            text = self.tr("Reading labels {0} of {1}") if labels else self.tr("Reading recording {0} of {1}")
            self._status.setText(text.format(done, total))
            self._bar.setRange(0, max(total, 1))
            self._bar.setValue(done)
            return
        if log.stage == "checking":
            text = self.tr("Checking on songs left out: {0} of {1}")
            self._status.setText(text.format(log.last.get("number", 0), log.last.get("total", 0)))
            self._bar.setRange(0, 1000)
            self._bar.setValue(round(1000 * float(log.last.get("share", 0.0))))
            return
        self._bar.setRange(0, max(log.total, 1))
        self._bar.setValue(log.update)
        if log.stage == "paused":
            self._status.setText(self.tr("Paused at update {0} of {1}").format(log.last.get("update", 0), log.total))
            return
        text = self.tr("Update {0} of {1}").format(log.update, log.total)
        if log.seconds_left is not None and log.update < log.total:
            text += " · " + self.tr("{0} left").format(duration_text(log.seconds_left))
        self._status.setText(text)
        loss, error = self._curves()
        loss.set_values(log.updates, log.losses, log.total)
        error.set_values(log.validated_at, [100 * share for share in log.errors], log.total)
        error.setVisible(bool(log.errors))

    def show_ended(self, ending: Ending, log: TrainingLog, resumable: bool) -> None:
        """The training is over, one way or another; `resumable` if it left a state to go on from."""
        has_curves = bool(log.updates)
        self._model, self._is_used = ending.model, False
        if ending.kind == "finished":
            text = self.tr("Finished after %n updates.", "", log.update)
            self._show_comparison(log)
            worse = log.compared is not None and log.compared.is_worse
            keys_here = self._has_keys()
            self._show(loss=has_curves, error=bool(log.errors), use=True, keep=worse, train=True)
            if keys_here:
                (self.keep_button if worse else self.use_button).setFocus()
        else:
            if ending.kind == "cancelled":
                text = self.tr("Cancelled at update {0}.").format(log.update)
            else:
                text = self.tr("Failed: {0}").format(ending.problem.summary if ending.problem else "")
            if log.saved_update > 0:
                text += " " + self.tr("It can go on from update {0}.").format(log.saved_update)
            elif resumable:
                text += " " + self.tr("It can go on from where it was saved last.")
            elif ending.kind == "cancelled":
                text += " " + self.tr("Nothing had been saved yet.")
            keys_here = self._has_keys()
            self._show(loss=has_curves, error=bool(log.errors), train=True, resume=resumable)
            if keys_here:
                # Else they go on to the next panel, where a letter would choose other colours.
                (self.resume_button if resumable else self.train_button).setFocus()
        self._status.setText(text)

    def _show_comparison(self, log: TrainingLog) -> None:
        """Say how the old and the new model do, before anybody chooses; a worse one is not the first choice."""
        compared = log.compared
        if compared is None:
            text = self.tr("It was not measured beside the old model.")
            if log.errors:
                wrong = self.tr("{0} % of frames wrong on the songs kept aside.").format(
                    number(100 * log.errors[-1], 1)
                )
                text = f"{wrong} {text}"
        else:
            text = "\n".join(comparison_sentences(compared))
            if compared.is_worse:
                text += "\n" + self.tr("“{0}” stays in use unless you choose the new one.").format(compared.old)
        self._comparison.setText(text)
        worse = compared is not None and compared.is_worse
        self.use_button.setText(self.tr("Use the new model anyway") if worse else self.tr("Use this model"))
        self.use_button.setProperty("role", "" if worse else "primary")
        self.use_button.style().unpolish(self.use_button)
        self.use_button.style().polish(self.use_button)

    def show_in_use(self, model: Path | None) -> None:
        """Another model is in use now: the new one, or once more another than that."""
        if model is not None and model == self._model:
            self._is_used = True
            self._show_chosen(self.tr("This model is in use now. Model > Use the Model Before takes that back."))
        elif self._is_used:
            self._is_used = False
            self._show_chosen(self.tr("Another model is in use now. This one can be used again from the Model menu."))

    def _keep(self) -> None:
        self._show_chosen(self.tr("The old model stays in use. The new one can be opened from the Model menu."))

    def _show_chosen(self, text: str) -> None:
        self._status.setText(text)
        self._show(loss=True, error=self._error is not None and self._error.isVisibleTo(self), train=True)

    def _show_notices(self, notices: Sequence[str]) -> None:
        self._notice.setText("\n".join(map(translated, notices)))
        self._notice.setVisible(bool(notices))

    def _curves(self) -> tuple[CurvePlot, CurvePlot]:
        """Loss and error; the first training makes them, since pyqtgraph takes half a second to import."""
        from svd_gui.training.curve_plot import CurvePlot

        if self._loss is None or self._error is None:
            self._loss = CurvePlot(self.tr("Loss"), self.tr("loss (nats)"), self._theme)
            title, axis = self.tr("Error on songs kept aside"), self.tr("error (%)")
            self._error = CurvePlot(title, axis, self._theme, " %", smoothed=False)
            self._column.addWidget(self._loss)
            self._column.addWidget(self._error)
        return self._loss, self._error

    def _has_keys(self) -> bool:
        """Whether nobody would lose the keys to this panel: who corrects a song goes on, and Space goes on playing."""
        return self.window().focusWidget() in (None, *self.findChildren(QWidget))

    def _pause(self) -> None:
        # Until the child has said so, which takes an update. The keys must not go over to "Cancel" meanwhile.
        self._keys_wait = self.pause_button.hasFocus()
        self.pause_button.clearFocus()
        self.pause_button.setEnabled(False)
        if not self._is_paused:
            self.pause_button.setText(self.tr("Pausing…"))
        self.pause_requested.emit()

    def _show_paused(self, paused: bool) -> None:
        """Let the button do the contrary of what is so."""
        self._is_paused = paused
        self.pause_button.setText(self.tr("Go on") if paused else self.tr("Pause"))
        self.pause_button.setEnabled(True)
        if self._keys_wait and self.window().focusWidget() is None:
            self.pause_button.setFocus()
        self._keys_wait = False

    def _use(self) -> None:
        if self._model:
            self.use_requested.emit(self._model)

    def _show_changes(self) -> None:
        if self._model:
            self.changes_requested.emit(self._model)

    def _show(self, bar: bool = False, loss: bool = False, error: bool = False, use: bool = False, keep: bool = False,
              train: bool = False, resume: bool = False, cancel: bool = False) -> None:  # fmt: skip
        for widget, visible in (
            (self._bar, bar),
            (self._loss, loss),
            (self._error, error),
            (self._comparison, use),
            (self.use_button, use),
            (self.changes_button, use),
            (self.keep_button, keep),
            (self.train_button, train),
            (self.resume_button, resume),
            (self.pause_button, cancel),
            (self.cancel_button, cancel),
        ):
            if widget is not None:
                widget.setVisible(visible)

    def _button(self, text: str, slot: Callable[[], None], role: str = "") -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", role)
        # The signal carries a flag that no slot here takes.
        button.clicked.connect(lambda _checked: slot())
        return button


def duration_text(seconds: float) -> str:
    """A duration in seconds, minutes or hours, whichever suits it."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    if seconds < 5400:
        return f"{round(seconds / 60)} min"
    return f"{number(seconds / 3600, 1)} h"
