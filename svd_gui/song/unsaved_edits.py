"""Edits that could be written nowhere: before they would be lost, a person is asked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from svd_core.annotation.journal.places import SUFFIX, free_name, is_of_a_song
from svd_gui.errors import Problem, describe
from svd_gui.song.document import Document
from svd_gui.style.plain_text import question, short


class UnsavedEdits(QObject):
    """Asks what to do with edits that are only in memory, when their song is about to be closed."""

    problem_found = Signal(object)

    def __init__(self, document: Document, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._window = document, window
        self._is_asking = False

    def may_leave(self) -> bool:
        """Return whether the song may be closed: all is saved by now, or in a copy, or a person gives it up."""
        if self._is_asking:
            return False
        self._is_asking = True
        try:
            while not self._document.save_unsaved():
                answer = self._ask()
                if answer == "discard" or (answer == "copy" and self._save_copy()):
                    assert self._document.journal is not None
                    self._document.journal.give_up_unsaved()
                    return True
                if answer == "stay":
                    return False
        finally:
            self._is_asking = False
        return True

    def _ask(self) -> str:
        assert self._document.path is not None
        box = question(
            self._window,
            self.tr("The last edits of {0} are not saved.").format(short(self._document.path.stem)),
            self._document.unsaved_cause
            + self.tr("\n\nA copy in another folder holds the annotation with its history. Discarded edits are lost."),
        )
        again = box.addButton(self.tr("Try Again"), QMessageBox.ButtonRole.AcceptRole)
        copy = box.addButton(self.tr("Save a Copy To…"), QMessageBox.ButtonRole.ActionRole)
        discard = box.addButton(self.tr("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(again)
        box.setEscapeButton(stay)
        box.exec()
        clicked = box.clickedButton()
        box.deleteLater()
        return next(
            (word for button, word in ((again, "again"), (copy, "copy"), (discard, "discard")) if button is clicked),
            "stay",
        )

    def _save_copy(self) -> bool:
        journal = self._document.journal
        assert journal is not None
        title, kinds = self.tr("Save a Copy"), f"{self.tr('Annotations')} (*{SUFFIX})"
        proposed = free_name(Path.home() / journal.places.own.name, "mine")
        name, _ = QFileDialog.getSaveFileName(self._window, title, str(proposed), kinds)
        if not name:
            return False
        if is_of_a_song(Path(name), journal.places):
            text = self.tr(
                "{0}: nothing was written. A song's annotation belongs there, which a copy would replace. Choose "
                "another name, such as {1}."
            )
            self.problem_found.emit(Problem(text.format(name, proposed.name)))
            return False
        try:
            journal.write_copy(Path(name))
        except OSError as error:
            self.problem_found.emit(describe(error, title))
            return False
        text = self.tr("Your edits are in {0}. Edit > Merge a Copy takes them in again.")
        self.problem_found.emit(Problem(text.format(name)))
        return True
