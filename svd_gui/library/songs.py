"""The open folder's part of the window: its list, going from song to song, and work on many songs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QMainWindow

from svd_core.annotation.song_status import HandStatus
from svd_core.library.song_reading import Detector
from svd_core.library.song_row import SongRow
from svd_core.model.card import Card
from svd_gui.actions.actions import Actions
from svd_gui.library.batch import Batch, BatchPlan
from svd_gui.library.batch_bar import BatchBar
from svd_gui.library.folder_places import FolderPlaces
from svd_gui.library.folder_questions import FolderQuestions
from svd_gui.library.folder_session import FolderSession
from svd_gui.library.model_changes import ModelChanges
from svd_gui.library.queue_bar import QueueBar
from svd_gui.library.review_queue import ReviewQueue
from svd_gui.library.song_ahead import SongAhead
from svd_gui.library.song_list import SongList
from svd_gui.playback.player import Player
from svd_gui.settings import Settings
from svd_gui.song.detections import DetectorSettings
from svd_gui.song.loader import Song
from svd_gui.song.session import Session
from svd_gui.timeline.view import TimelineView
from svd_gui.translation import tr

READ_AFTER_MS = 1500
"""A song that is edited is read again for the list when nothing was written for so long."""
MOST_MARKED_AT_ONCE = 20
"""More songs are marked in a child process, with progress."""


class Songs(QObject):
    """Connects folder, list and batches with the open song; the window only shows the list."""

    song_requested = Signal(object)
    problem_found = Signal(object)
    reported = Signal(str)
    possible_changed = Signal()
    """What can be done with songs is something else now."""

    def __init__(
        self, session: Session, view: TimelineView, player: Player, settings: Settings, window: QMainWindow
    ) -> None:
        super().__init__(window)
        self._session, self._settings, self._window = session, settings, window
        self.folder = FolderSession(self)
        self.list = SongList(self.folder, window)
        self.ahead, self.batch = SongAhead(session, self), Batch(self)
        self.places = FolderPlaces(self.folder, session, view, player, self)
        self.queue = ReviewQueue(self.folder, session, view, self.places, self)
        self.changes = ModelChanges(self.folder, self.batch, session, self.places, window)
        self.queue_bar = QueueBar(self.queue)
        self.bar = BatchBar(self.batch, self.folder)
        self.questions = FolderQuestions(self.folder, self)
        self._wants_focus = False
        self._checked_after: BatchPlan | None = None
        """The detection that is followed by the queue."""
        self._before: dict[str, SongRow] | None = None
        """The songs as they were when a person asked for what has changed."""
        self.list.column.insertWidget(0, self.questions.bar)
        self.list.column.addWidget(self.bar)
        self._written = QTimer(self, singleShot=True, interval=READ_AFTER_MS)
        self._unread: Song | None = None
        """The song that `_written` waits for."""
        self._written.timeout.connect(self._read_unread)
        self.list.restore_look(settings)
        self._connect()

    def _connect(self) -> None:
        session, folder, batch = self._session, self.folder, self.batch
        self.list.song_requested.connect(self.song_requested)
        self.list.folder_requested.connect(self.ask_folder)
        self.list.model.note_typed.connect(lambda path, note: self._mark([path], None, note))
        self.list.rows.selectionModel().selectionChanged.connect(lambda *_: self.possible_changed.emit())
        self.list.model.listed_changed.connect(self.possible_changed)
        self.places.song_requested.connect(self._open_at_place)
        for guide in (self.queue, self.changes):
            guide.reported.connect(self.reported)
            guide.problem_found.connect(self.problem_found)
        self.queue.changed.connect(self.possible_changed)
        self.queue.detection_wanted.connect(self._offer_detection)
        for source in (folder, batch):
            source.problem_found.connect(self.problem_found)
        folder.problem_found.connect(self._forget_before)
        folder.settled.connect(self._report_changes)
        folder.changed.connect(self._show_open_song)
        folder.changed.connect(self._focus_list)
        session.song_opened.connect(self._follow_song)
        session.settled.connect(self._prepare_next)
        session.model_changed.connect(lambda _: self._use_detector())
        session.detector_changed.connect(lambda _: self._use_detector())
        session.document.saved.connect(self._read_later)
        session.posterior_changed.connect(lambda _: self._read_later())
        self.ahead.prepared.connect(lambda path, key: folder.read_again(folder.inside(path), key))
        batch.song_done.connect(self._take_done)
        batch.finished.connect(self._finish_batch)
        self.bar.cancel_requested.connect(self.cancel_batch)
        self.bar.left.connect(self._return_keys)
        self.questions.answered.connect(self._return_keys)
        batch.state_changed.connect(self.possible_changed)

    def use_actions(self, actions: Actions) -> None:
        """Let the window's actions show the list, and some of them work in it."""
        names = ("next_song", "previous_song", "song_note", "status_auto", "status_unseen", "status_in_work",
                 "status_checked")  # fmt: skip
        self.list.use_actions(actions.song_list, [getattr(actions, name) for name in names])
        self.queue_bar.use_actions(actions)
        self._mark_song_checked = actions.mark_song.trigger
        # A key that is held down must not accept what nobody has heard.
        for action in (actions.queue_accept, actions.queue_skip):
            action.setAutoRepeat(False)

    # --- the folder ---

    def ask_folder(self) -> None:
        """Ask which folder to open, starting where the last one was."""
        recent = self._settings.recent_folders
        start = recent[0] if recent else self._settings.recent[0].parent if self._settings.recent else Path.home()
        chosen = QFileDialog.getExistingDirectory(self._window, self.tr("Open Folder"), str(start))
        if chosen:
            self.open_folder(Path(chosen))

    def open_folder(self, folder: Path) -> None:
        """List the songs of a folder; the open song stays."""
        self.batch.cancel()
        self._before = None
        self.folder.answers, self.folder.annotator = self._settings.label_answers, self._settings.annotator
        self._settings.add_recent_folder(folder)
        self._use_detector()
        self.folder.open(folder)
        self.list.show()
        self._window.resizeDocks([self.list], [self.list.wanted_width(self._settings)], Qt.Orientation.Horizontal)
        self._wants_focus = self._session.song is None
        self.possible_changed.emit()

    def _focus_list(self) -> None:
        """Give the keys to a list that has just been opened, once it has songs: before, there is nothing to focus."""
        if self._wants_focus and self.list.rows.isVisible() and self.folder.listing.rows:
            self._wants_focus = False
            self.list.rows.setFocus()

    def _return_keys(self) -> None:
        """Give the keys to the open song or else to the list, once what had them is gone."""
        if self._session.song is not None:
            self.list.left.emit()
        else:
            self.list.rows.setFocus()

    def close_folder(self) -> None:
        """Let go of the folder; the open song stays."""
        self.batch.cancel()
        self.ahead.cancel()
        self.folder.close()
        self.list.hide()
        self.possible_changed.emit()

    def look_again(self) -> None:
        """Look for changes in the folder, and say what was found."""
        self._before = dict(self.folder.listing.rows)
        self.folder.look_again()

    def _forget_before(self) -> None:
        self._before = None

    def _report_changes(self) -> None:
        if self._before is None:
            return
        before, after, self._before = self._before, self.folder.listing.rows, None
        n_changed = sum(before.get(path) != row for path, row in after.items())
        n_gone = sum(path not in after for path in before)
        texts = [self.tr("%n song(s) new or changed", "", n_changed)] if n_changed else []
        texts += [self.tr("%n song(s) gone", "", n_gone)] if n_gone else []
        self.reported.emit(", ".join(texts) or self.tr("Nothing has changed in the folder."))

    def close(self) -> None:
        """The program ends."""
        self.list.remember_look(self._settings)
        self.batch.cancel()
        self.ahead.cancel()
        self.folder.close()

    @property
    def recent(self) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
        """The songs and the folders opened lately, the last one first."""
        return self._settings.recent, self._settings.recent_folders

    @property
    def is_open(self) -> bool:
        """Whether a folder is open."""
        return self.folder.folder is not None

    @property
    def chosen(self) -> list[str]:
        """The songs that marks are for: those selected in the list while it is shown, else the open one."""
        if not self.is_open:
            return []
        selected = [] if self.list.isHidden() else self.list.rows.chosen()
        current = self._current
        return selected or ([current] if current else [])

    # --- from song to song ---

    @property
    def _current(self) -> str:
        """The open song's path in the list; empty where it is not in it."""
        song = self._session.song
        return self.folder.inside(song.path) if song is not None else ""

    def step(self, step: int) -> None:
        """Open the next song of the list (1), or the one before (-1)."""
        row = self.list.model.neighbour(self._current, step)
        if row is None:
            self.reported.emit(self.tr("This is the last song.") if step > 0 else self.tr("This is the first song."))
            return
        self.ahead.cancel_unless(self.folder.song(row.path))
        self.song_requested.emit(self.folder.song(row.path))

    def _open_at_place(self, path: Path) -> None:
        self.ahead.cancel_unless(path)
        self.song_requested.emit(path)

    def _follow_song(self, song: Song) -> None:
        self.list.show_current(self.folder.inside(song.path))
        self._read_unread()
        self._read_open_song()
        self.possible_changed.emit()

    def _show_open_song(self) -> None:
        self.list.model.set_current(self._current)

    def _prepare_next(self) -> None:
        """Have the next song ready when the present one needs nothing more."""
        current, queued = self._current, self.queue.following_song
        row = self.folder.listing.rows.get(queued) if queued else None
        if row is None and current:
            row = self.list.model.neighbour(current, 1)
        self.ahead.prepare(self.folder.song(row.path) if row else None, row.seconds if row else 0.0)

    def _read_later(self) -> None:
        """The open song was worked on: read it once nothing more is written, or it is left."""
        self._unread = self._session.song
        self._written.start()

    def _read_unread(self) -> None:
        self._written.stop()
        song, self._unread = self._unread, None
        self._read(song)

    def _read_open_song(self) -> None:
        self._read(self._session.song)

    def _read(self, song: Song | None) -> None:
        if song is not None:
            self.folder.read_again(self.folder.inside(song.path), song.key)

    def _use_detector(self) -> None:
        card: Card | None = self._session.card
        if card is None:
            self.folder.set_detector(None)
        else:
            key = DetectorSettings(card, self._settings.averaging).key
            self.folder.set_detector(Detector(key, card.postprocessing))

    # --- marks ---

    def set_status(self, status: HandStatus) -> None:
        """Set the status of the chosen songs by hand; empty: by what is checked."""
        chosen = self.chosen
        if status == "checked":
            row = self.folder.listing.rows.get(self._current) if self._current in chosen else None
            may_check = row is not None and not row.checked
            self.questions.say_unchecked(chosen, self._mark_song_checked if may_check else None)
        others = [path for path in chosen if path != self._current]
        if self.folder.folder is None or len(others) <= MOST_MARKED_AT_ONCE:
            self._mark(chosen, status, None)
        elif self.batch.running:
            self.reported.emit(tr("Work on many songs is under way"))
        else:
            self._mark([path for path in chosen if path == self._current], status, None)
            arguments = (str(self.folder.folder), "--mark", status or "auto", *self._by())
            songs = tuple(map(self.folder.song, others))
            self._begin(BatchPlan(self.tr("Mark songs"), "status", arguments, songs, frozenset({"marked"})))

    def edit_note(self) -> None:
        """Edit the note of the current song in the list."""
        self.list.show()
        self.list.rows.setFocus()
        if not self.list.rows.chosen() and self._current:
            self.list.rows.choose(self._current)
        self.list.rows.edit_note()

    def _mark(self, paths: Sequence[str], status: HandStatus | None, note: str | None) -> None:
        if self._current in paths:
            self._session.document.mark_song(status, note)
            self._read_open_song()
        self.folder.mark((path for path in paths if path != self._current), status, note)

    # --- many songs ---

    def detect_all(self) -> None:
        """Detect singing in all songs of the list, so that each opens at once and its doubt is known."""
        card = self._session.card
        if card is not None:
            average = ["--tta"] if self._settings.averaging else []
            arguments = ("--no-labels", "--model", str(card.path), *average)
            self._begin_for_all(self.tr("Detect singing"), "detect", arguments, "detected")

    def export_all(self) -> None:
        """Ask how, then export the labels of all songs of the list."""
        from svd_gui.library.batch_dialogs import ExportAllDialog

        dialog = ExportAllDialog(len(self.list.model.songs), self._settings.export_format, self._window)
        dialog.accepted.connect(
            lambda: self._begin_for_all(
                self.tr("Export labels"), "export", (*dialog.arguments(), *self._below()), "exported", leaves_out=True
            )
        )
        self._ask(dialog)

    def import_all(self) -> None:
        """Ask how, then import labels for all songs of the list but for the open one, which is locked."""
        from svd_gui.library.batch_dialogs import ImportAllDialog

        dialog = ImportAllDialog(len(self.list.model.songs), self._window)
        dialog.accepted.connect(
            lambda: self._begin_for_all(
                self.tr("Import labels"),
                "import",
                (*dialog.arguments(), *self._by(), *self._below()),
                "imported",
                leaves_out=True,
            )
        )
        self._ask(dialog)

    def _by(self) -> tuple[str, ...]:
        """The option of commands that says who edits."""
        return ("--annotator", self._settings.annotator) if self._settings.annotator else ()

    def _below(self) -> tuple[str, ...]:
        """The option of commands that has labels lie in sub-folders as the songs do."""
        return ("--below", str(self.folder.folder)) if self.folder.folder is not None else ()

    def _ask(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _begin_for_all(
        self, title: str, command: str, arguments: tuple[str, ...], report: str, leaves_out: bool = False
    ) -> None:
        songs = tuple(self.folder.song(row.path) for row in self.list.model.songs if not row.problem)
        self._begin(BatchPlan(title, command, arguments, songs, frozenset({report}), leaves_out))

    def pause_or_resume(self) -> None:
        """Pause the work on many songs, or go on with it."""
        if self.batch.paused:
            self.batch.resume()
        else:
            self.batch.pause()

    def cancel_batch(self) -> None:
        """Give up what is left of the work on many songs, and say what was done."""
        plan, done, total = self.batch.plan, self.batch.n_done, self.batch.n_songs
        self.batch.cancel()
        if plan is not None:
            self.folder.look_again()
            text = self.tr("{0}: cancelled, {1} of %n song(s) done", "", total)
            self.reported.emit(text.format(plan.title, done))

    def _begin(self, plan: BatchPlan) -> None:
        self.list.show()
        self.batch.start(plan)

    def _take_done(self, song: Path, report: dict) -> None:
        path, key = self.folder.inside(song), report.get("song_key", "")
        if path and key:
            self.folder.read_soon(path, key)

    def _finish_batch(self, plan: BatchPlan, done: int) -> None:
        self.folder.look_again()
        self.reported.emit(self.tr("{0}: %n song(s) done", "", done).format(plan.title))
        if plan is self._checked_after:
            self.queue.begin_once_read()

    def _offer_detection(self, n_songs: int) -> None:
        def detect() -> None:
            self.detect_all()
            self._checked_after = self.batch.plan

        if not self.batch.running:
            self.questions.offer_detection(len(self.list.model.songs) or n_songs, detect)
