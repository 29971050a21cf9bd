"""The open folder: its songs as the index has them at once, then as they are, brought up to date in the background."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from svd_core.annotation.formats.label_rows import HowToRead
from svd_core.annotation.song_status import HandStatus
from svd_core.errors import SvdError
from svd_core.library.index import SongIndex
from svd_core.library.listing import SongListing
from svd_core.library.marking import mark_song
from svd_core.library.orphans import Reunion, reunions, reunite
from svd_core.library.refreshing import FolderState, Refreshed, read_by_others, refresh, refresh_song, refresh_songs
from svd_core.library.song_reading import Detector, SongReader
from svd_core.library.song_row import SongRow
from svd_gui import background
from svd_gui.errors import Problem, describe

SHOWN_EVERY_MS = 250
"""What is read in the background is shown at most so often: each time, all songs are put in order anew."""


FOLLOWED_EVERY_MS = 3000
"""How often the index is asked whether other windows have worked on songs; that takes no time if they have not."""


@dataclass(frozen=True)
class _Loaded:
    """What the index knew when the folder was opened, prepared for the list beside the window's thread."""

    index: SongIndex
    listing: SongListing


class FolderSession(QObject):
    """Holds the songs of one folder; whatever fails, the last good state stays."""

    opened = Signal(object)
    closed = Signal()
    changed = Signal()
    """Songs are new, gone, or others than before."""
    progressed = Signal(int, int)
    """How many songs are read of those that must be; of none, the folder is being looked through."""
    settled = Signal()
    reunions_found = Signal(object)
    """Journals that lost their song, and where it is now: a tuple of `Reunion`."""
    problem_found = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder: Path | None = None
        self.listing = SongListing()
        self.answers: Mapping[str, HowToRead] = {}
        self.annotator = ""
        self._detector: Detector | None = None
        self._index: SongIndex | None = None
        self._refresh: background.Task | None = None
        self._looking: background.Task | None = None
        self._again = False
        self._offered: set[Reunion] = set()
        self._looked_for: tuple[tuple[str, ...], frozenset[tuple[str, str]]] | None = None
        self._reading: background.Task | None = None
        self._waiting: dict[str, str] = {}
        self._has_unshown = False
        self._show = QTimer(self, singleShot=True, interval=SHOWN_EVERY_MS)
        self._show.timeout.connect(self._show_rest)
        self._following: background.Task | None = None
        self._follow = QTimer(self, interval=FOLLOWED_EVERY_MS)
        self._follow.timeout.connect(self.follow_others)

    # --- the folder ---

    def open(self, folder: Path) -> None:
        """Show the songs of a folder: first as they were when it was last looked at."""
        self.close()
        self.folder = folder
        self.opened.emit(folder)
        self._start(_opening(folder, self.reader()))

    def close(self) -> None:
        """Let go of the folder."""
        for task in (self._refresh, self._looking, self._following, self._reading):
            if task is not None:
                task.cancel()
        self._refresh = self._looking = self._following = self._reading = None
        self._waiting = {}
        self._show.stop()
        self._follow.stop()
        if self._index is not None:
            self._index.close()
            self._index = None
        if self.folder is not None:
            self.folder, self.listing, self._offered = None, SongListing(), set()
            self._looked_for, self._has_unshown = None, False
            self.closed.emit()
            self.changed.emit()

    def look_again(self) -> None:
        """Look for what has changed in the folder."""
        if self.folder is None or self._index is None or self.is_refreshing:
            self._again = self.folder is not None
            return
        self._start(refresh(self.reader(), self._index))

    def follow_others(self) -> None:
        """Show what other windows have done with songs of the folder, as far as the index that they share says so."""
        index = self._index
        if index is None or self.is_refreshing or (self._following is not None and self._following.running):
            return
        reader, known = self.reader(), self.listing.rows
        # What cannot be read now is read when the folder is looked through.
        self._following = background.run(
            lambda: read_by_others(reader, index, known), self._take_others, lambda error: None
        )

    def _take_others(self, rows: tuple[SongRow, ...]) -> None:
        if rows:
            self.listing.update(rows)
            self._show_soon()

    def set_detector(self, detector: Detector | None) -> None:
        """Show the doubt of this detector from now on."""
        if detector != self._detector:
            self._detector = detector
            self.look_again()

    @property
    def is_refreshing(self) -> bool:
        """Whether the folder is being looked through, or its songs are read."""
        return self._refresh is not None and self._refresh.running

    @property
    def is_behind(self) -> bool:
        """Whether songs are being read: because the folder is looked through, or since they were worked on."""
        return self.is_refreshing or self._reading is not None

    def reader(self) -> SongReader:
        """What reads the songs of the open folder, with the doubt of the present detector."""
        assert self.folder is not None
        return SongReader(self.folder, self._detector, answers=self.answers)

    def _start(self, work: Iterator[_Loaded | Refreshed]) -> None:
        self._again = False
        self._refresh = background.follow(work, self._take, self._finish, self._fail)
        self.progressed.emit(0, 0)

    def _take(self, report: object) -> None:
        if isinstance(report, _Loaded):
            self._index = report.index
            self._follow.start()
            self.listing = report.listing
            self.changed.emit()
        elif isinstance(report, Refreshed):
            if report.rows or report.removed:
                self.listing.update(report.rows, report.removed)
                self._show_soon()
            if report.total:
                self.progressed.emit(report.done, report.total)

    def _finish(self, state: FolderState) -> None:
        self._refresh = None
        self._show_now()
        self.settled.emit()
        if state.problems:
            self.problem_found.emit(Problem("\n".join(state.problems)))
        if self._again:
            self.look_again()
        elif state.orphans:
            self._find_songs_of(state)

    def _fail(self, error: Exception) -> None:
        self._refresh = None
        # First, so that nobody takes the old state for what was found.
        self.problem_found.emit(describe(error, self.tr("Open folder")))
        self.settled.emit()

    # --- single songs ---

    def inside(self, song: Path) -> str:
        """The path of a song relative to the open folder; empty where it is not in it."""
        if self.folder is None:
            return ""
        try:
            path = song.relative_to(self.folder).as_posix()
        except ValueError:
            return ""
        return path if path in self.listing.rows else ""

    def song(self, path: str) -> Path:
        """Where a song of the list is."""
        assert self.folder is not None
        return self.folder / path

    def rows_by_file(self) -> dict[Path, SongRow]:
        """What is known of all songs, by where they are, in the order of their names; nothing without a folder."""
        if self.folder is None:
            return {}
        rows = self.listing.ordered(self.listing.rows.values(), "name")
        return {row.in_folder(self.folder): row for row in rows}

    def read_again(self, path: str, key: str = "") -> None:
        """Read one song of the list anew, as after it was worked on; `key` is its content key, if known."""
        index, folder = self._index, self.folder
        if not path or index is None or folder is None:
            return
        reader = self.reader()
        background.run(
            lambda: refresh_song(reader, index, path, key),
            lambda row: self._take_one(folder, path, row),
            lambda error: self.problem_found.emit(describe(error, self.tr("Read {0}").format(path))),
        )

    def read_soon(self, path: str, key: str) -> None:
        """The same for one of many songs that are worked on: all that came while others were read are read at once."""
        if path:
            self._waiting[path] = key
            self._read_waiting()

    def _read_waiting(self) -> None:
        index, keys = self._index, self._waiting
        if self._reading is not None or index is None or not keys:
            return
        reader, self._waiting = self.reader(), {}

        def done(rows: tuple[SongRow, ...], gone: tuple[str, ...]) -> None:
            self._reading = None
            self.listing.update(rows, gone)
            self._show_soon()
            self._read_waiting()

        # What cannot be read now is read when the folder is looked through after the work on it.
        self._reading = background.run(
            lambda: refresh_songs(reader, index, keys), lambda found: done(*found), lambda error: done((), ())
        )

    def mark(self, paths: Iterable[str], status: HandStatus | None = None, note: str | None = None) -> None:
        """Give songs that are not open a status by hand or a note, in the background."""
        folder, annotator, wanted = self.folder, self.annotator, list(paths)
        if folder is None or not wanted:
            return

        def work() -> Generator[str, None, list[Exception]]:
            failed: list[Exception] = []
            for path in wanted:
                try:
                    mark_song(folder / path, status, note, annotator)
                except (SvdError, OSError) as error:
                    failed.append(error)
                else:
                    yield path
            return failed

        background.follow(
            work(),
            lambda path: self.read_again(path) if self.folder == folder else None,
            lambda failed: self._tell(failed, self.tr("Mark song")),
            lambda error: self.problem_found.emit(describe(error, self.tr("Mark song"))),
        )

    def _take_one(self, folder: Path, path: str, row: SongRow | None) -> None:
        if folder == self.folder:
            self.listing.update([row] if row else [], [] if row else [path])
            self._has_unshown = True
            if not self._show.isActive():
                self._show_now()
                self._show.start()

    def _show_soon(self) -> None:
        self._has_unshown = True
        if not self._show.isActive():
            # Putting ten thousand rows in order takes longer than a few.
            self._show.start(max(SHOWN_EVERY_MS, len(self.listing.rows) // 10))

    def _show_now(self) -> None:
        self._show.stop()
        self._has_unshown = False
        self.changed.emit()

    def _show_rest(self) -> None:
        """Show what has come since songs were shown last."""
        if self._has_unshown:
            self._show_now()

    # --- journals without their song ---

    def _find_songs_of(self, state: FolderState) -> None:
        assert self.folder is not None
        wanted = state.orphans, frozenset((row.path, row.sound) for row in state.rows.values() if not row.work)
        if wanted == self._looked_for:
            return  # Looking reads all of each song that nobody has worked on.
        if self._looking is not None:
            self._looking.cancel()
        self._looked_for = wanted
        work = reunions(self.folder, state.orphans, list(state.rows.values()))
        self._looking = background.follow(work, lambda _: None, self._offer, lambda _: None)

    def _offer(self, found: tuple[Reunion, ...]) -> None:
        new = tuple(reunion for reunion in found if reunion not in self._offered)
        self._offered.update(new)
        if new:
            self.reunions_found.emit(new)

    def reunite(self, found: Iterable[Reunion]) -> None:
        """Move journals beside their songs."""
        folder = self.folder
        if folder is None:
            return

        def work() -> list[Exception]:
            failed: list[Exception] = []
            for reunion in found:
                try:
                    reunite(folder, reunion)
                except (SvdError, OSError) as error:
                    failed.append(error)
            return failed

        def done(failed: list[Exception]) -> None:
            self._tell(failed, self.tr("Move journals"))
            self.look_again()

        background.run(work, done, lambda error: done([error]))

    def _tell(self, errors: list[Exception], what: str) -> None:
        """Tell of what went wrong with some of many songs."""
        if errors:
            problems = [describe(error, what) for error in errors]
            texts = [[problem.summary for problem in problems], [problem.details for problem in problems]]
            self.problem_found.emit(Problem(*("\n".join(filter(None, part)) for part in texts)))


def _opening(folder: Path, reader: SongReader) -> Generator[_Loaded | Refreshed, None, FolderState]:
    """What the index knows, then what has changed since."""
    index = SongIndex(folder)
    known = index.rows()
    yield _Loaded(index, SongListing(known.values()))
    return (yield from refresh(reader, index, known=known))
