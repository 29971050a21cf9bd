"""Training from the window: connects dialog, running job and panel, and remembers an unfinished training."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from svd_core.model.card import Card
from svd_core.training.plan import state_path
from svd_gui import background, folders
from svd_gui.library.folder_session import FolderSession
from svd_gui.settings import Settings
from svd_gui.style.plain_text import question
from svd_gui.training.choices import TrainingChoices
from svd_gui.training.job import Ending, TrainingJob
from svd_gui.training.panel import TrainingPanel
from svd_gui.training.run_files import RunFiles


class TrainingController(QObject):
    """Runs at most one training at a time.

    `use_requested` carries the path of a new model, `problem_found` a Problem.
    """

    state_changed = Signal()
    use_requested = Signal(object)
    problem_found = Signal(object)

    def __init__(self, settings: Settings, panel: TrainingPanel, parent: QWidget) -> None:
        super().__init__(parent)
        self.models = folders.models()
        self._settings, self._panel, self._window = settings, panel, parent
        self.folder: FolderSession | None = None
        """Whose songs are offered to learn from."""
        self.job: TrainingJob | None = None
        self.concluded = False
        """Whether a training has ended since the program started, so that the panel shows its outcome."""
        panel.cancel_requested.connect(self.cancel)
        panel.pause_requested.connect(self.pause)
        panel.resume_requested.connect(lambda: self.resume())
        panel.use_requested.connect(self.use_requested)
        panel.show_idle(self.resumable, self._unfinished_out().stem)

    @property
    def running(self) -> bool:
        return self.job is not None

    @property
    def resumable(self) -> bool:
        """Whether there is an unfinished training that can be resumed, if only of an earlier run of the program."""
        out = self._unfinished_out()
        return bool(out.name) and os.path.isfile(state_path(out))

    def ask(self, card: Card | None) -> None:
        """Open the dialog in which data and method are chosen, then train. `card` is of the model in use."""
        from svd_gui.training.dialog import TrainingDialog

        # The curves import pyqtgraph: a second, for which the window would stand still when the training starts.
        background.run(lambda: import_module("svd_gui.training.curve_plot"), _ignore, _ignore)
        unfinished = self._unfinished_out().stem if self.resumable else ""
        rows = self.folder.rows_by_file() if self.folder is not None else {}
        dialog = TrainingDialog(self._settings, card, self.models, self._window, unfinished, rows)
        dialog.accepted.connect(lambda: self.start(dialog.choices()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def start(self, choices: TrainingChoices) -> None:
        """Begin a new training."""
        self._begin(TrainingJob(choices.out, choices, self))

    def resume(self, out: Path | None = None) -> None:
        """Let an unfinished training go on: that of a model, or the last one."""
        if out is None:
            out = self._unfinished_out()
            kept = self._unfinished().get("arguments")
            arguments = [str(word) for word in kept] if self.resumable and isinstance(kept, list) else None
        else:
            arguments = RunFiles(out).arguments()
        if arguments is not None and not self.running:
            self._begin(TrainingJob(out, [*arguments, "--resume"], self))

    def pause(self) -> None:
        """Hold the training up, so that the computer is free for something else, or let it go on."""
        if self.job and self.job.log.stage == "paused":
            self.job.go_on()
        elif self.job:
            self.job.pause()

    def cancel(self) -> None:
        if self.job:
            self.job.cancel()

    def may_close(self) -> bool:
        """Ask whether to end a running training, and end it if so; return whether the window may close."""
        if not self.job:
            return True
        resumable = self.tr("Closing stops the training at its last checkpoint. You can resume it the next time.")
        box = question(self._window, self.tr("A model is being trained."), resumable)
        stop = box.addButton(self.tr("Stop training and close"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(self.tr("Keep training"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.exec()
        if box.clickedButton() is not stop:
            return False
        self.close()
        return True

    def close(self) -> None:
        """End the child process of a running training, and wait for it."""
        if self.job:
            self.job.cancel()
            self.job.wait(5)

    def _begin(self, job: TrainingJob) -> None:
        self.job = job
        self._panel.show_started(job.out.stem)
        job.prepared.connect(self._save_arguments)
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
            self._set_unfinished({})
        self._panel.show_ended(ending, job.log, self.resumable)
        if ending.problem:
            self.problem_found.emit(ending.problem)
        job.deleteLater()
        self.state_changed.emit()

    def _save_arguments(self, arguments: list[str]) -> None:
        """Save what resuming takes, so that it is possible even after a crash."""
        if self.job:
            without_resume = [argument for argument in arguments if argument != "--resume"]
            self._set_unfinished({"arguments": without_resume, "out": str(self.job.out)})

    def _unfinished(self) -> dict[str, Any]:
        value = self._settings.training.get("unfinished")
        return value if isinstance(value, dict) else {}

    def _set_unfinished(self, unfinished: dict[str, Any]) -> None:
        self._settings.training = self._settings.training | {"unfinished": unfinished}
        self._settings.sync()

    def _unfinished_out(self) -> Path:
        out = self._unfinished().get("out")
        return Path(out) if isinstance(out, str) else Path()


def _ignore(_: object) -> None:
    """Whether the import succeeded is seen when the curves are made."""
