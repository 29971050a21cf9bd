"""Put the model in use through stress tests: choose, wait, look, keep the page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from svd_core.experiments.robustness.results import Results
from svd_core.files.storage import write_atomically
from svd_core.model.card import Card
from svd_gui import folders
from svd_gui.errors import Problem
from svd_gui.settings import Settings
from svd_gui.song.detections import DetectorSettings
from svd_gui.style import theme
from svd_gui.training.robustness_choice import RobustnessChoices
from svd_gui.training.robustness_job import KINDS, RobustnessJob, RobustnessRequest
from svd_gui.training.robustness_outcome import StressOutcome

_BESIDE = (".png", ".csv", ".json")
"""What goes with a page under its name."""

_BAR_PX = 460


def tr(text: str) -> str:
    return QCoreApplication.translate("stress", text)


class RobustnessDialog(QDialog):
    """Three pages: the choice, the run, the outcome; the window beside it can be used meanwhile."""

    def __init__(self, settings: Settings, card: Card, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.resize(1080, 720)
        self._settings, self._card = settings, card
        self._name_model()
        self.job: RobustnessJob | None = None
        self.outcome: StressOutcome | None = None
        self._page = folders.stress_tests() / "stress.html"
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        self.pages = QStackedWidget()
        self.choice = RobustnessChoices(settings.stress)
        self.pages.addWidget(_scrolled(self.choice))
        self.pages.addWidget(self._waiting_page())
        column.addWidget(self.pages, 1)
        self.trouble = QLabel()
        self.trouble.setWordWrap(True)
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self.trouble)
        column.addLayout(self._button_row())
        self.choice.changed.connect(self._check)
        self._show_choice()

    def done(self, result: int) -> None:
        """Closing the dialog ends a running test."""
        self.cancel()
        self._settings.stress = self.choice.values()
        super().done(result)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.outcome is not None:
            self.outcome.set_theme(theme.chosen(self._settings.theme))

    def start(self) -> None:
        """Test the model."""
        chosen = {kind: self.choice.folders[kind].paths() for kind in KINDS}
        quick, averaging = self.choice.quick.isChecked(), self._settings.averaging
        request = RobustnessRequest(self._card.path, self.choice.tests(), chosen, quick, averaging)
        self.trouble.clear()
        self._name_model()
        self._bar.setRange(0, 0)
        self._status.setText(tr("Getting ready…"))
        self._show_page(1, cancel=True)
        self.job = RobustnessJob(request, self._page, self)
        self.job.progressed.connect(self._show_progress)
        self.job.finished.connect(self._show_outcome)
        self.job.failed.connect(self._show_problem)

    def cancel(self) -> None:
        """End a running test and go back to the choice."""
        if self.job is not None:
            self._forget_job().cancel()
            self._show_choice()

    def save(self, page: Path) -> None:
        """Keep the page under a name, with the picture and the figures beside it."""
        taken = [page.with_suffix(suffix) for suffix in _BESIDE if page.with_suffix(suffix).exists()]
        try:
            # Whoever replaces a page means all that belongs to it.
            if taken and not page.exists():
                raise OSError(tr("{0} exists already; choose another name").format(taken[0]))
            for suffix in (".html", *_BESIDE):
                write_atomically(page.with_suffix(suffix), self._page.with_suffix(suffix).read_bytes())
        except OSError as error:
            self.trouble.setText(tr("Not saved: {0}").format(error.strerror or error))
        else:
            self.trouble.setText(tr("Saved as {0}").format(page))

    def _name_model(self) -> None:
        """Say what is tested; whether it averages may change while the dialog is open."""
        name = DetectorSettings(self._card, self._settings.averaging).name
        self.setWindowTitle(tr("Stress Test of “{0}”").format(name))

    # --- building ---

    def _waiting_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch(2)
        self._status = QLabel(alignment=Qt.AlignmentFlag.AlignHCenter)
        self._bar = QProgressBar(textVisible=False)
        note = QLabel(tr("You can go on working meanwhile."), alignment=Qt.AlignmentFlag.AlignHCenter)
        note.setProperty("role", "small")
        self._bar.setFixedWidth(_BAR_PX)
        column.addWidget(self._status)
        column.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(note)
        column.addStretch(3)
        return page

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        self.again_button = QPushButton(tr("Test again…"))
        self.again_button.clicked.connect(self._show_choice)
        self.cancel_button = QPushButton(tr("Cancel test"))
        self.cancel_button.clicked.connect(self.cancel)
        self.close_button = QPushButton(tr("Close"))
        self.close_button.clicked.connect(self.reject)
        self.save_button = QPushButton(tr("Save page…"))
        self.save_button.clicked.connect(self._ask_where)
        self.start_button = QPushButton(tr("Start test"))
        self.start_button.clicked.connect(self.start)
        for button in (self.start_button, self.save_button):
            button.setProperty("role", "primary")
        for button in (self.again_button, self.cancel_button, self.close_button, self.save_button, self.start_button):
            row.addWidget(button)
        return row

    # --- showing ---

    def _show_choice(self) -> None:
        self._show_page(0, start=True)
        self._check()

    def _show_page(self, index: int, start: bool = False, cancel: bool = False, outcome: bool = False) -> None:
        self.pages.setCurrentIndex(index)
        for button, visible in (
            (self.start_button, start),
            (self.cancel_button, cancel),
            (self.again_button, outcome),
            (self.save_button, outcome),
        ):
            button.setVisible(visible)
        focused = self.start_button if start else self.cancel_button if cancel else self.save_button
        focused.setDefault(True)
        focused.setFocus()

    def _check(self) -> None:
        """Say what is missing before the button is pressed."""
        ready = bool(self.choice.tests())
        self.start_button.setEnabled(ready)
        self.trouble.setText("" if ready else tr("Choose at least one test."))

    def _show_progress(self, done: int, total: int, piece: str) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        if piece:
            self._status.setText(tr("Listening to {0} ({1} of {2})").format(piece, done + 1, total))

    def _show_outcome(self, results: Results) -> None:
        self._forget_job()
        if self.outcome is not None:
            self.pages.removeWidget(self.outcome)
            self.outcome.deleteLater()
        self.outcome = StressOutcome(results, theme.chosen(self._settings.theme))
        self.pages.addWidget(self.outcome)
        self._show_page(2, outcome=True)

    def _show_problem(self, problem: Problem) -> None:
        self._forget_job()
        self._show_choice()
        self.trouble.setText(tr("The test failed: {0}").format(problem.summary))
        self.trouble.setToolTip(problem.details)

    def _forget_job(self) -> RobustnessJob:
        job, self.job = self.job, None
        assert job is not None
        job.deleteLater()
        return job

    def _ask_where(self) -> None:
        suggested = str(Path.home() / f"stress-{self._card.name}.html")
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Save Page"), suggested, tr("Web pages (*.html)"))
        if chosen:
            path = Path(chosen)
            self.save(path if path.suffix.lower() == ".html" else path.with_name(path.name + ".html"))


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(widget)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    return area
