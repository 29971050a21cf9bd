"""The label set of the open song's folder: read when a song is opened, written when a person has changed it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from svd_core.annotation import label_set
from svd_core.annotation.label_set import DEFAULT, LabelSet
from svd_core.errors import FormatError
from svd_gui import background
from svd_gui.errors import Problem, describe, in_own_words


class FolderLabels(QObject):
    """Holds a `LabelSet`; `changed` tells of another one, `problem_found` of a file that cannot be used."""

    changed = Signal(object)
    saved = Signal(object)
    """The path of the backup of a file that held something else, or None."""
    problem_found = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._labels = DEFAULT
        self._path: Path | None = None
        self._on_disk: LabelSet | None = None
        """What the file is known to hold; None where it is not known."""

    @property
    def labels(self) -> LabelSet:
        return self._labels

    @property
    def path(self) -> Path | None:
        """Where the set is kept; None while no song is open."""
        return self._path

    def open(self, song: Path) -> None:
        """Go over to the set of a song's folder."""
        path = self._path = label_set.path_for(song)

        def take(labels: LabelSet) -> None:
            if path == self._path:
                self._on_disk = labels
                self._show(labels)

        def report(error: Exception) -> None:
            if path == self._path:
                self._on_disk = None
                self._show(DEFAULT)
                self.problem_found.emit(_problem(error, self.tr("Read the labels of this folder")))

        background.run(lambda: label_set.load(path), take, report)

    def change(self, labels: LabelSet) -> None:
        """Use another set in this folder from now on."""
        path, former = self._path, self._on_disk
        self._show(labels)
        if path is None:
            return

        def written(backup: Path | None) -> None:
            if path == self._path:
                self._on_disk = labels
            self.saved.emit(backup)

        def report(error: Exception) -> None:
            self.problem_found.emit(_problem(error, self.tr("Keep the labels of this folder in {0}").format(path)))

        background.run(lambda: label_set.save(path, labels, former), written, report)

    def _show(self, labels: LabelSet) -> None:
        if labels != self._labels:
            self._labels = labels
            self.changed.emit(labels)


def _problem(error: Exception, doing: str) -> Problem:
    return Problem(in_own_words(error)) if isinstance(error, FormatError) else describe(error, doing)
