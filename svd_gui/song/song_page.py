"""The page of the open song: the overview of the whole song above the timeline."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from svd_core.annotation.song_annotation import SongAnnotation
from svd_gui.actions.actions import Actions
from svd_gui.actions.menus import Menu
from svd_gui.song.loader import FEATURES, Song
from svd_gui.timeline.overview import OverviewStrip
from svd_gui.timeline.time_axis import Follow
from svd_gui.timeline.view import TimelineView

OPENING_SPAN = 30.0
"""Seconds shown of a song that is opened: few enough to see words. The overview shows all of it."""
SHORT_SONG = 45.0
"""A song of no more than so many seconds is shown whole."""


class SongPage(QWidget):
    """Overview and timeline; the keys that edit regions work while the focus is in here."""

    seek_requested = Signal(float)

    def __init__(self, timeline: TimelineView, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.timeline = timeline
        self.overview = OverviewStrip(timeline)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.overview)
        column.addWidget(self.timeline, 1)
        self.addActions(actions.working_in(in_timeline=True))
        self.timeline.context_menu_requested.connect(self._show_menu)

    def show_song(self, song: Song, annotation: SongAnnotation, follow: Follow) -> None:
        """Show another song, from its beginning on."""
        view = self.timeline
        view.clear()
        view.set_duration(song.duration, OPENING_SPAN if song.duration > SHORT_SONG else None)
        n_samples, n_frames = (song.decoded.n_samples, song.decoded.n_frames) if song.decoded else (None, None)
        view.filling.set_waveform(song.samples, FEATURES.sample_rate, n_samples)
        view.filling.set_spectrogram(song.mel, FEATURES.frame_rate, n_frames)
        self.show_annotation(annotation)
        view.navigation.set_follow_mode(follow)
        view.setFocus()

    def grow_song(self, song: Song) -> None:
        """Show more of a song that is still being decoded."""
        if song.decoded is not None:
            self.timeline.filling.grow(song.decoded.n_samples, song.decoded.n_frames)

    def complete_song(self, song: Song) -> None:
        """Show all of a song that was shown while it was being decoded."""
        view = self.timeline
        view.set_duration(song.duration, same_song=True)
        view.filling.complete(song.samples, FEATURES.sample_rate, song.mel, FEATURES.frame_rate)

    def show_annotation(self, annotation: SongAnnotation) -> None:
        self.timeline.set_checked(annotation.known)
        self.timeline.set_regions(annotation.regions)

    def show_place(self, start: float, end: float) -> None:
        """Scroll to a stretch of time, in seconds, and put the cursor at its start."""
        self.seek_requested.emit(start)
        self.timeline.navigation.reveal(start, end)

    def _show_menu(self, place: QPoint, index: int | None, time: float) -> None:
        """Show the menu of the selected time, of the region at a place, or of free time there."""
        a = self._actions
        menu = Menu(self)
        marks = [a.mark_checked, a.mark_unchecked]
        if self.timeline.time_selection.span is not None:
            menu.addActions([a.play_region, a.loop, a.add_region, a.copy, a.delete])
        else:
            self.seek_requested.emit(time)
            chosen = [
                a.play_region,
                a.loop,
                a.split,
                a.merge,
                a.copy,
                a.delete,
                a.type_label,
                a.select_same_label,
                a.fit_region,
            ]
            menu.addActions(chosen if index is not None else [a.add_region, a.fit_song])
            marks = [a.mark_region, *marks] if index is not None else marks
        menu.addSeparator()
        menu.addActions(marks)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)
