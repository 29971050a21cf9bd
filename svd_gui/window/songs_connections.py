"""Connects the songs of a folder with the window: what opens them, and what they report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from svd_gui.library.songs import Songs
from svd_gui.song.song_choice import SongChoice
from svd_gui.training.panel import TrainingPanel
from svd_gui.window.notice import NoticeBar
from svd_gui.window.status_line import StatusLine
from svd_gui.window.welcome import Welcome


def connect_songs(
    songs: Songs, choice: SongChoice, welcome: Welcome, timeline: QWidget, panel: TrainingPanel, notice: NoticeBar,
    status: StatusLine, open_song: Callable[[Path], object], refresh: Callable[..., object],
) -> None:  # fmt: skip
    """Open what is chosen in the list, list what is opened, and show what there is to tell."""
    choice.folder_chosen.connect(songs.open_folder)
    panel.changes_requested.connect(songs.changes.show_new)
    songs.folder.opened.connect(lambda folder: welcome.set_folder(folder.name))
    songs.folder.opened.connect(lambda _: welcome.set_recent(*songs.recent))
    songs.folder.closed.connect(lambda: welcome.set_folder(""))
    welcome.folder_requested.connect(songs.ask_folder)
    songs.song_requested.connect(open_song)
    songs.list.left.connect(timeline.setFocus)
    songs.possible_changed.connect(refresh)
    songs.reported.connect(status.show_message)
    songs.problem_found.connect(notice.show_problem)
