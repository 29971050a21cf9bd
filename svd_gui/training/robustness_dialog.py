"""Test how robust the model in use is: choose the tests, run them beside one's work, open the report."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from svd_core.model.card import Card
from svd_gui import background
from svd_gui.errors import Problem
from svd_gui.settings import Settings
from svd_gui.song.detections import DetectorSettings
from svd_gui.style.plain_text import PlainLabel, as_tip, in_title, question, short
from svd_gui.training import robustness_report
from svd_gui.training.robustness_form import RobustnessForm
from svd_gui.training.robustness_job import KINDS, RobustnessChoices, RobustnessJob
from svd_gui.training.robustness_report import Report
from svd_gui.translation import tr


class RobustnessDialog(QDialog):
    """The choices above, the state of the test and its report below; closed, it lets a running test go on."""

    finished_unseen = Signal(str)
    failed_unseen = Signal(object)

    def __init__(self, settings: Settings, card: Card, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.resize(760, 600)
        self.job: RobustnessJob | None = None
        self.report: Report | None = None
        self._message = ""
        self._settings, self._card = settings, card
        self._next_card = card
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        self.form = RobustnessForm(settings.robustness)
        self.form.changed.connect(self._refresh)
        column.addWidget(_scrolled(self.form), 1)
        self.status = PlainLabel()
        self.status.setWordWrap(True)
        self.status.setMinimumHeight(2 * self.status.fontMetrics().lineSpacing() + 2)
        column.addWidget(self.status)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName(tr("Progress of the test"))
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(policy)
        column.addWidget(self.bar)
        column.addLayout(self._button_row())
        self.set_card(card)
        self._refresh()
        self.start_button.setFocus()
        background.run(robustness_report.last_report, self._show_report, self._ignore)

    @property
    def running(self) -> bool:
        return self.job is not None

    @property
    def model_name(self) -> str:
        """Name of the model to test, and whether it averages over pitch shifts."""
        return DetectorSettings(self._card, self._settings.averaging).name

    def set_card(self, card: Card) -> None:
        """Test another model from now on, or once the test that runs has ended."""
        self._next_card = card
        if not self.running:
            self._card = card
            self.setWindowTitle(tr("Robustness Test of “{0}”").format(in_title(self.model_name)))

    def done(self, result: int) -> None:
        """Keep the choices for the next time; a test that runs goes on unseen."""
        self._settings.robustness = self.form.values()
        super().done(result)

    def may_close(self) -> bool:
        """Ask before the program is closed while a test runs."""
        if not self.running:
            return True
        lost = tr("Closing stops it, and what it has measured is lost.")
        box = question(self.parentWidget(), tr("A robustness test is running."), lost)
        stop = box.addButton(tr("Stop test and close"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(tr("Keep testing"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is stop

    def start(self) -> None:
        """Test the model."""
        self.set_card(self._card)
        self._tested = self.model_name
        chosen = {kind: self.form.folders[kind].paths() for kind in KINDS}
        quick, averaging = self.form.quick.isChecked(), self._settings.averaging
        choices = RobustnessChoices(self._card.path, self.form.tests(), chosen, quick, averaging)
        self.job = RobustnessJob(choices, robustness_report.page_path(), self)
        self.job.progressed.connect(self._show_progress)
        self.job.finished.connect(self._finish)
        self.job.failed.connect(self._fail)
        self.bar.setRange(0, 0)
        self._show_message(tr("Getting ready… You can go on working, and close this dialog: the test goes on."))
        self.cancel_button.setFocus()

    def cancel(self) -> None:
        """End a test that runs."""
        if self.job is not None:
            self.job.cancel()
            self._forget_job()
            kept = tr(" The report of the test before is still there.") if self.report else ""
            self._show_message(tr("Cancelled. What had been measured was not kept.") + kept)
            self.start_button.setFocus()

    # --- report ---

    def open_report(self) -> None:
        """Show the page in the browser."""
        self._open(robustness_report.page_path())

    def open_folder(self) -> None:
        """Show the folder of the page and its plots and figures."""
        self._open(robustness_report.page_path().parent)

    def save(self, target: Path) -> None:
        """Keep the report under a name, with plots and figures beside it."""
        page = robustness_report.page_path()

        def failed(error: Exception) -> None:
            text = error.strerror if isinstance(error, OSError) else None
            self._show_message(tr("Not saved: {0}").format(text or error))

        background.run(
            lambda: robustness_report.save_copy(page, target),
            lambda _: self._show_message(tr("Saved as {0}").format(target)),
            failed,
        )

    def _open(self, path: Path) -> None:
        if not path.exists():
            self._show_message(tr("{0} is no longer there. Run the test again.").format(path))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._show_message(tr("No program could be started to show it. It is here: {0}").format(path))

    def _ask_where(self) -> None:
        name = self.report.model if self.report else ""
        suggested = str(Path.home() / f"robustness-{name or 'test'}.html")
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Save Report"), suggested, tr("Web pages (*.html)"))
        if chosen:
            path = Path(chosen)
            self.save(path if path.suffix.lower() == ".html" else path.with_name(path.name + ".html"))

    def _show_new_report(self, report: Report | None) -> None:
        self._show_report(report)
        self.open_button.setFocus()

    def _show_report(self, report: Report | None) -> None:
        self.report = report
        if not self._message:
            self._show_message(report_text(report))
        self._refresh()

    # --- building ---

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.open_button = _button(tr("Open report"), self.open_report)
        self.folder_button = _button(tr("Show in folder"), self.open_folder)
        self.save_button = _button(tr("Save report…"), self._ask_where)
        self.start_button = _button(tr("Start test"), self.start)
        self.cancel_button = _button(tr("Cancel test"), self.cancel)
        self.close_button = _button(tr("Close"), self.reject)
        self.start_button.setProperty("role", "primary")
        self.start_button.setDefault(True)
        for button in (self.open_button, self.folder_button, self.save_button):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.start_button, self.cancel_button, self.close_button):
            row.addWidget(button)
        return row

    # --- showing ---

    def _refresh(self) -> None:
        """Bring all widgets in line with the choices, the test and the report."""
        ready = bool(self.form.tests())
        self.form.setEnabled(not self.running)
        self.start_button.setVisible(not self.running)
        self.start_button.setEnabled(ready)
        self.start_button.setToolTip("" if ready else tr("Choose at least one test."))
        self.cancel_button.setVisible(self.running)
        self.bar.setVisible(self.running)
        for button in (self.open_button, self.folder_button, self.save_button):
            button.setEnabled(self.report is not None)
        self.status.setText(self._message if ready or self.running else tr("Choose at least one test."))

    def _show_message(self, text: str, details: str = "") -> None:
        self._message = text
        self.status.setToolTip(as_tip(details))
        self._refresh()

    def _show_progress(self, done: int, total: int, recording: str) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        if recording:
            text = tr("Testing on {0} ({1} of {2}). You can go on working, and close this dialog: the test goes on.")
            self._show_message(text.format(short(recording), done + 1, total))

    def _finish(self) -> None:
        self._forget_job()
        text = tr("The robustness test of “{0}” has finished.").format(short(self._tested))
        self._show_message(text)
        background.run(robustness_report.last_report, self._show_new_report, self._ignore)
        if not self.isVisible():
            self.finished_unseen.emit(text)

    def _fail(self, problem: Problem) -> None:
        self._forget_job()
        summary = tr("The test failed: {0}").format(problem.summary)
        self._show_message(summary, problem.details)
        self.start_button.setFocus()
        if not self.isVisible():
            self.failed_unseen.emit(Problem(summary, problem.details))

    def _forget_job(self) -> None:
        if self.job is not None:
            self.job.deleteLater()
        self.job = None
        self.set_card(self._next_card)

    def _ignore(self, _: object) -> None:
        """The report cannot be read, so there is none to show."""


def report_text(report: Report | None) -> str:
    """Return a line about the last report, or that there is none."""
    if report is None:
        return tr("No test has been run yet.")
    when = QLocale().toString(QDateTime.fromSecsSinceEpoch(int(report.written)), QLocale.FormatType.ShortFormat)
    if report.model:
        return tr("The last report is about “{0}”, {1}.").format(short(report.model), when)
    return tr("The last report is of {0}.").format(when)


def _button(text: str, slot) -> QPushButton:
    button = QPushButton(text)
    button.clicked.connect(lambda _checked: slot())
    return button


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setAccessibleName(tr("Tests"))
    area.setWidget(widget)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    return area
