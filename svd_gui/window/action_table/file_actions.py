"""Actions of the File menu: opening, saving and leaving."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QAction

from svd_gui.actions.actions import SEPARATOR, ActionRow, Section, Submenu
from svd_gui.library.songs import Songs
from svd_gui.song.label_import import LabelImport
from svd_gui.song.session import Session
from svd_gui.song.song_choice import SongChoice
from svd_gui.timeline.view import TimelineView
from svd_gui.translation import tr
from svd_gui.window.dialog_opener import DialogOpener


def file_section(
    choice: SongChoice, session: Session, dialogs: DialogOpener, labels: LabelImport,
    timeline: TimelineView, songs: Songs, clear_recent: Callable[[], None], close: Callable,
) -> Section:  # fmt: skip
    """Rows for opening, saving and leaving."""
    document = session.document
    return Section(tr("&File"), (
        ActionRow("open", tr("&Open Song…"), choice.ask, "Ctrl+O", icon="open"),
        ActionRow("open_folder", tr("Open &Folder…"), songs.ask_folder, "Ctrl+Alt+O",
                  tip=tr("List all songs of a folder and of those below it")),
        Submenu("recent"),
        ActionRow("clear_recent", tr("&Clear This List"), clear_recent, in_menu=False),
        ActionRow("open_demo", tr("Open &Demo Song"), choice.choose_demo, icon="note"),
        SEPARATOR,
        ActionRow("save", tr("&Save Now"), document.save, "Ctrl+S", lambda now: now.editable),
        ActionRow("import_labels", tr("&Import Labels…"), labels.choose, "Ctrl+I", lambda now: now.editable),
        ActionRow("export", tr("&Export Regions…"), lambda: dialogs.export(session.song, document), "Ctrl+E",
                  lambda now: now.song, "export"),
        ActionRow("export_picture", tr("Export &Picture…"), lambda: dialogs.export_picture(timeline, session.song),
                  "Shift+Ctrl+E", lambda now: now.song),
        ActionRow("export_data_set", tr("Export Data Se&t…"),
                  lambda: dialogs.export_data_set(_music_folder(session, songs)),
                  enabled=lambda now: now.song or now.folder),
        ActionRow("song_facts", tr("A&bout This Song…"), lambda: dialogs.song_facts(session.song),
                  enabled=lambda now: now.song),
        SEPARATOR,
        ActionRow("quit", tr("&Quit"), close, "Ctrl+Q", role=QAction.MenuRole.QuitRole),
    ))  # fmt: skip


def _music_folder(session: Session, songs: Songs) -> Path | None:
    """The open folder, or that of the open song where the song is from elsewhere."""
    folder, song = songs.folder.folder, session.song
    return song.path.parent if song is not None and not songs.folder.inside(song.path) else folder
