"""Label files that a person chooses: how those of their kind were meant before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from svd_core.annotation.formats.label_rows import HowToRead
from svd_core.annotation.label_survey import survey_labels
from svd_core.annotation.song_annotation import SongAnnotation
from svd_gui.settings import Settings
from svd_gui.song.session import Session

if TYPE_CHECKING:
    from svd_gui.song.label_import_dialog import LabelImportDialog


class LabelAnswers:
    """Asks how a label file is meant; answers are kept in the settings, and the session reads labels by them."""

    def __init__(self, session: Session, settings: Settings) -> None:
        self._session, self._settings = session, settings

    def dialog(self, path: Path, annotation: SongAnnotation, window: QWidget) -> LabelImportDialog:
        """Return a dialog about a label file that begins with the last answers; SvdError or OSError if there is none.

        `annotation` is that of the song to which the labels belong.
        """
        from svd_gui.song.label_import_dialog import LabelImportDialog

        survey = survey_labels(path)
        answers = self._settings.label_answers.get(survey.fingerprint, HowToRead())
        return LabelImportDialog(survey, annotation, answers, window)

    def remember(self, dialog: LabelImportDialog) -> None:
        """Keep the answers of a dialog for label files of the same kind."""
        # That labels go on after the sound is to be seen anew of each file.
        how = replace(dialog.how, past_end=HowToRead().past_end)
        answers = self._settings.label_answers | {dialog.survey.fingerprint: how}
        self._settings.label_answers = answers
        self._session.opening.label_answers = answers
