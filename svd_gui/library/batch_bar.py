"""How far work on many songs is: a bar below their list, with pause, resume and cancel."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from svd_gui.library.batch import Batch
from svd_gui.library.folder_session import FolderSession
from svd_gui.style.plain_text import ElidedLabel

WIDEST_TEXT_PX = 4000


class BatchBar(QWidget):
    """Shows a batch, or else that songs are being read; hidden where there is nothing to tell."""

    cancel_requested = Signal()
    left = Signal()
    """The bar is gone, and with it the button that had the keys."""

    def __init__(self, batch: Batch, folder: FolderSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._batch = batch
        self.text, self.bar = ElidedLabel(WIDEST_TEXT_PX, 0), QProgressBar()
        self.text.setProperty("role", "small")
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.pause, self.cancel = QPushButton(self.tr("Pause")), QPushButton(self.tr("Cancel"))
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.text, 1)
        row.addWidget(self.pause)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.bar)
        self.hide()
        self.pause.clicked.connect(lambda: batch.resume() if batch.paused else batch.pause())
        self.cancel.clicked.connect(self.cancel_requested)
        batch.state_changed.connect(self._show_state)
        batch.progressed.connect(self._show_progress)
        folder.progressed.connect(self._show_reading)
        folder.settled.connect(self._show_state)
        folder.closed.connect(self._show_state)

    def _show_state(self) -> None:
        plan, focus = self._batch.plan, QApplication.focusWidget()
        had_keys = focus is not None and self.isAncestorOf(focus)
        self.setVisible(plan is not None)
        if had_keys and plan is None:
            self.left.emit()
        self.pause.setVisible(plan is not None)
        self.cancel.setVisible(plan is not None)
        self.pause.setText(self.tr("Resume") if self._batch.paused else self.tr("Pause"))
        if plan is not None and self._batch.paused:
            text = self.tr("{1} of %n song(s), paused: {0}", "", self._batch.n_songs)
            self.text.setText(text.format(plan.title, self._batch.n_done))

    def _show_progress(self, done: int, total: int, name: str) -> None:
        plan = self._batch.plan
        if plan is None or self._batch.paused:
            return
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        # The numbers first: where there is little room, the middle of the text is cut.
        minutes = round((self._batch.seconds_left or 0.0) / 60)
        if minutes:
            text = self.tr("{1} of %n song(s), about {2} min left: {0}", "", total).format(plan.title, done, minutes)
        else:
            text = self.tr("{1} of %n song(s): {0}", "", total).format(plan.title, done)
        self.text.setText(f"{text} · {name}" if name else text)

    def _show_reading(self, done: int, total: int) -> None:
        if self._batch.running:
            return
        self.show()
        self.pause.hide()
        self.cancel.hide()
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.text.setText(
            self.tr("Reading {0} of %n song(s)", "", total).format(done) if total else self.tr("Looking for changes")
        )
