"""From the wish to train to a new model in use: dialog, job, panel, and a training left unfinished."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from svd_core.model.card import Card
from svd_core.training.plan import state_path
from svd_gui import folders
from svd_gui.settings import Settings
from svd_gui.training.dialog import TrainDialog
from svd_gui.training.job import Ending, TrainingChoices, TrainingJob
from svd_gui.training.panel import TrainingPanel


class TrainingController(QObject):
    """Holds the one training that may run."""

    state_changed = Signal()
    use_requested = Signal(object)
    problem_found = Signal(object)

    def __init__(self, settings: Settings, panel: TrainingPanel, parent: QWidget) -> None:
        super().__init__(parent)
        self.models = folders.models()
        self._settings, self._panel, self._window = settings, panel, parent
        self.job: TrainingJob | None = None
        self.concluded = False
        """Whether a training has ended in this run of the program, so that there is an outcome to see."""
        panel.cancel_requested.connect(self.cancel)
        panel.resume_requested.connect(self.resume)
        panel.use_requested.connect(self._use)
        panel.show_idle(self.resumable, self._unfinished_out().stem)

    @property
    def running(self) -> bool:
        return self.job is not None

    @property
    def resumable(self) -> bool:
        """Whether an unfinished training waits, in this run of the program or an earlier one."""
        out = self._unfinished_out()
        return bool(out.name) and state_path(out).is_file()

    def ask(self, card: Card | None) -> None:
        """Let a person choose data and method, then train."""
        unfinished = self._unfinished_out().stem if self.resumable else ""
        dialog = TrainDialog(self._settings, card, self.models, self._window, unfinished)
        dialog.accepted.connect(lambda: self.start(dialog.request()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def start(self, request: TrainingChoices) -> None:
        """Begin a new training."""
        self._begin(TrainingJob(request.out, request, self))

    def resume(self) -> None:
        """Go on with the unfinished training."""
        arguments = self._kept().get("arguments")
        if self.resumable and isinstance(arguments, list) and not self.running:
            texts = [str(argument) for argument in arguments]
            self._begin(TrainingJob(self._unfinished_out(), [*texts, "--resume"], self))

    def cancel(self) -> None:
        if self.job:
            self.job.cancel()

    def may_close(self) -> bool:
        """Ask before a running training is ended; it is ended if the answer is yes."""
        if not self.job:
            return True
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("A model is being trained."))
        box.setInformativeText(
            self.tr("Closing stops the training at its last checkpoint. You can resume it the next time.")
        )
        stop = box.addButton(self.tr("Stop training and close"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(self.tr("Keep training"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.exec()
        if box.clickedButton() is not stop:
            return False
        self.close()
        return True

    def close(self) -> None:
        """End the child process now."""
        if self.job:
            self.job.cancel()
            self.job.wait(5)

    def _begin(self, job: TrainingJob) -> None:
        self.job = job
        self._panel.show_started(job.out.stem)
        job.prepared.connect(self._remember)
        job.log_changed.connect(self._panel.show_log)
        job.ended.connect(self._end)
        job.start()
        self.state_changed.emit()

    def _end(self, ending: Ending) -> None:
        job = self.job
        if job is None:
            return
        self.job, self.concluded = None, True
        if ending.kind == "finished":
            self._keep({})
        self._panel.show_ended(ending, job.log, self.resumable)
        if ending.problem:
            self.problem_found.emit(ending.problem)
        job.deleteLater()
        self.state_changed.emit()

    def _use(self, model: Path) -> None:
        self.use_requested.emit(model)

    def _remember(self, arguments: list[str]) -> None:
        """Keep what it takes to resume after a crash of any kind."""
        if self.job:
            plain = [argument for argument in arguments if argument != "--resume"]
            self._keep({"arguments": plain, "out": str(self.job.out)})

    def _kept(self) -> dict[str, Any]:
        value = self._settings.training.get("unfinished")
        return value if isinstance(value, dict) else {}

    def _keep(self, unfinished: dict[str, Any]) -> None:
        self._settings.training = self._settings.training | {"unfinished": unfinished}
        self._settings.sync()

    def _unfinished_out(self) -> Path:
        out = self._kept().get("out")
        return Path(out) if isinstance(out, str) else Path()
