"""All that compares the open song with something else, as one part of the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from svd_gui.playback.player import Player
from svd_gui.settings import Settings
from svd_gui.song.comparison import Comparison
from svd_gui.song.comparison_panel import ComparisonPanel
from svd_gui.song.comparison_sources import ComparisonSources
from svd_gui.song.session import Session
from svd_gui.timeline.view import TimelineView


class Comparing(QObject):
    """Makes and connects the parts; `reported` says why a key had no effect."""

    reported = Signal(str)
    problem_found = Signal(object)
    possible_changed = Signal()
    """Something is compared, or differs, that did not, or the other way round."""

    def __init__(
        self, session: Session, view: TimelineView, player: Player, settings: Settings, window: QWidget
    ) -> None:
        super().__init__(window)
        self.comparison = Comparison(session, view, player, self)
        self.sources = ComparisonSources(session, settings, window)
        self.panel = ComparisonPanel()
        self._possible = (False, False)
        self.comparison.changed.connect(self._look_what_is_possible)
        self.sources.awaited.connect(self._look_what_is_possible)
        self.sources.ready.connect(self.comparison.show_other)
        self.sources.awaited.connect(self._show_awaited)
        self.sources.problem_found.connect(self.problem_found)
        self.comparison.changed.connect(self.panel.show_compared)
        self.comparison.reported.connect(self.reported)
        self.panel.step_requested.connect(self.comparison.go)
        self.panel.take_requested.connect(self.comparison.take_theirs)
        self.panel.keep_requested.connect(self.comparison.keep_mine)
        self.panel.close_requested.connect(self.stop)

    @property
    def active(self) -> bool:
        """Whether the song is compared with something, or what to compare with is being made ready."""
        return self.comparison.state is not None or self.sources.busy

    @property
    def differs(self) -> bool:
        """Whether a difference is left."""
        return self.comparison.state is not None and bool(self.comparison.state.found)

    def stop(self) -> None:
        """Compare with nothing any more, and wait for nothing."""
        self.sources.cancel()
        self.comparison.stop()

    def _look_what_is_possible(self, *_: object) -> None:
        now = (self.active, self.differs)
        if now != self._possible:
            self._possible = now
            self.possible_changed.emit()

    def _show_awaited(self, text: str) -> None:
        if text:
            self.panel.show_progress(text)
        else:
            self.panel.show_compared(self.comparison.state)
