"""How sure the model is of the open song: the share of frames near the threshold, in words for people."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from svd_core.model.doubt import DOUBTFUL, doubt
from svd_gui.song.session import Session
from svd_gui.translation import number, tr


class SongDoubt(QObject):
    """Follows the open song's probabilities and postprocessing, and announces the share, or None while unknown."""

    changed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        session.detection_started.connect(lambda _: self.changed.emit(None))
        session.posterior_changed.connect(self._report)
        session.postprocessing_changed.connect(self._report)

    def _report(self) -> None:
        posterior, settings = self._session.posterior, self._session.postprocessing
        if posterior is None or not posterior.is_whole:
            self.changed.emit(None)
        else:
            self.changed.emit(doubt(posterior.smoothed(settings.median_frames), settings))


def doubt_text(share: float) -> str:
    """Return the share as a short sentence."""
    return tr("Unsure in {0} % of the song").format(number(100 * share, 0))


def doubt_help(share: float) -> str:
    """Return what the share is, and what it tells."""
    text = tr(
        "So much of the song has a probability near the threshold (between 0.2 and 0.8 at a threshold of 0.5). Of "
        "songs that it had not learned from, the model got 9 to 11 % wrong where this was {0:.0f} % or more, and 7 to "
        "9 % elsewhere. That is a hint, no more: a model can be sure and wrong.",
    ).format(100 * DOUBTFUL)
    if share < DOUBTFUL:
        return text
    return text + " " + tr("Look through this song with care.")


def averaging_help() -> str:
    """Return what averaging over pitch shifts costs, and what it may bring in a doubtful song."""
    return tr(
        "Detects this song at five pitches and averages, which takes about five times as long. Of songs that it had "
        "not learned from, 0.7 points fewer frames were wrong with it where the model was unsure, and elsewhere as "
        "many as without. Your corrections stay, and undo takes it back. Model > Average over Pitch Shifts does the "
        "same in every song.",
    )
