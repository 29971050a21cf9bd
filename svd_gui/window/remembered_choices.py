"""Choices that hold until they are made anew: each is applied at once, and kept for the next window."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from svd_gui.playback.player import Player
from svd_gui.playback.transport_bar import TransportBar
from svd_gui.settings import Settings
from svd_gui.song.checked_time import CheckedTime
from svd_gui.song.session import Session
from svd_gui.song.tap_annotation import TapAnnotation
from svd_gui.timeline.time_axis import Follow
from svd_gui.timeline.view import TimelineView
from svd_gui.window.dialog_opener import DialogOpener
from svd_gui.window.welcome import Welcome


class RememberedChoices(QObject):
    """Stands between the settings and the parts that go by them."""

    def __init__(
        self, settings: Settings, session: Session, player: Player, timeline: TimelineView, checked_time: CheckedTime,
        taps: TapAnnotation, dialogs: DialogOpener, welcome: Welcome, parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._settings, self._session, self._player, self._timeline = settings, session, player, timeline
        self._checked_time, self._taps, self._dialogs, self._welcome = checked_time, taps, dialogs, welcome

    def restore(self, transport: TransportBar) -> None:
        """Apply what was chosen in former windows; the transport bar shows it, and what is chosen from now on."""
        self._transport = transport
        settings, document = self._settings, self._session.document
        transport.set_follow(settings.follow)
        transport.set_volume(settings.volume)
        self._set_speed(settings.speed)
        self._welcome.set_recent(settings.recent, settings.recent_folders)
        self._session.set_averaging(settings.averaging)
        self._checked_time.set_listening(settings.listening_checks)
        self._taps.reaction_seconds = settings.reaction_time
        document.checked_surrounding = settings.checked_surrounding
        document.set_annotator(settings.annotator)

    def choose_follow(self, mode: Follow) -> None:
        self._settings.follow = mode
        self._transport.set_follow(mode)
        self._timeline.navigation.set_follow_mode(mode)

    def choose_averaging(self, averaging: bool) -> None:
        self._settings.averaging = averaging
        self._session.set_averaging(averaging)

    def choose_listening_checks(self, checks: bool) -> None:
        self._settings.listening_checks = checks
        self._checked_time.set_listening(checks)

    @property
    def speed(self) -> float:
        """How fast songs are heard now."""
        return self._player.listening.speed

    def choose_speed(self, speed: float) -> None:
        self._settings.speed = speed
        self._set_speed(speed)

    def choose_language(self, code: str) -> None:
        self._settings.language = code

    def choose_reopening(self, reopens: bool) -> None:
        self._settings.reopens_folder = reopens

    def choose_reaction_time(self, seconds: float) -> None:
        self._settings.reaction_time = self._taps.reaction_seconds = seconds

    def choose_surrounding(self, seconds: float) -> None:
        self._settings.checked_surrounding = self._session.document.checked_surrounding = seconds

    def ask_surrounding(self) -> None:
        self._dialogs.surrounding(self._session.document.checked_surrounding, self.choose_surrounding)

    def choose_annotator(self, name: str) -> None:
        self._settings.annotator = name
        self._session.document.set_annotator(self._settings.annotator)

    def ask_annotator(self) -> None:
        self._dialogs.annotator(self._settings.annotator, self.choose_annotator)

    def clear_recent(self) -> None:
        self._settings.clear_recent()
        self._welcome.set_recent(())

    def _set_speed(self, speed: float) -> None:
        self._player.set_listening(replace(self._player.listening, speed=speed))
