"""Preview and commit postprocessing settings from the panel's sliders and the threshold line."""

from __future__ import annotations

from PySide6.QtCore import QObject

from svd_core.config import PostprocessingConfig
from svd_gui.song.posterior import Posterior
from svd_gui.song.postprocessing_panel import PostprocessingPanel
from svd_gui.song.session import Session
from svd_gui.timeline.view import TimelineView


class PostprocessingPreview(QObject):
    """Shows in the timeline what the panel's settings would give, and has the session apply them on release.

    Regions that people edited are never changed by it.
    """

    def __init__(
        self, session: Session, view: TimelineView, panel: PostprocessingPanel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._view, self._panel = session, view, panel
        panel.preview_requested.connect(self._preview)
        panel.postprocessing_requested.connect(self._apply)
        view.threshold_dragged.connect(panel.set_threshold)
        view.leave_threshold_dragged.connect(panel.set_leave_threshold)
        session.posterior_changed.connect(self._show_posterior)
        session.detection_started.connect(lambda _: view.set_preview(None))
        session.regions_found.connect(lambda regions: view.set_preview(regions or None))
        session.postprocessing_changed.connect(self._show_postprocessing)
        self._show_postprocessing(session.postprocessing)

    def _preview(self, postprocessing: PostprocessingConfig) -> None:
        """Show curve, threshold and regions under settings that are not in force yet."""
        posterior = self._session.posterior
        self._show_levels(postprocessing)
        if posterior is None:
            return
        self._view.set_smoothed(posterior.smoothed(postprocessing.median_frames))
        self._view.set_preview(
            self._session.preview(postprocessing) if postprocessing != self._session.postprocessing else None
        )

    def _apply(self, postprocessing: PostprocessingConfig, text: str) -> None:
        self._view.set_preview(None)
        self._session.apply_postprocessing(postprocessing, text)

    def _show_postprocessing(self, postprocessing: PostprocessingConfig) -> None:
        self._panel.set_postprocessing(postprocessing)
        self._show_levels(postprocessing)
        if self._session.posterior:
            self._show_posterior(self._session.posterior)

    def _show_posterior(self, posterior: Posterior) -> None:
        postprocessing = self._session.postprocessing
        self._view.set_preview(None)
        self._show_levels(postprocessing)
        self._view.set_smoothed(posterior.smoothed(postprocessing.median_frames))
        self._view.set_crossings(posterior.crossings(postprocessing))

    def _show_levels(self, postprocessing: PostprocessingConfig) -> None:
        """Show the lines above which regions begin and go on; a song's own threshold needs its probabilities."""
        posterior = self._session.posterior
        if posterior is None:
            self._view.set_threshold(postprocessing.threshold)
            return
        levels = posterior.levels(postprocessing)
        has_two = postprocessing.rule == "hysteresis"
        self._view.set_threshold(levels.enter, levels.leave if has_two else None)
        self._panel.set_song_threshold(levels.enter)
