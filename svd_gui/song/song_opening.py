"""Opening songs in the background: a long one is shown while it is being decoded, and can be stopped meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from svd_core.annotation.formats.label_rows import HowToRead
from svd_gui import background, folders
from svd_gui.errors import describe
from svd_gui.song import loader
from svd_gui.song.activity import Activity
from svd_gui.song.loader import Opened, Opening, Song, SongMemory
from svd_gui.style.plain_text import short

TOLD_SHARE = 0.01
"""Share of a song by which more must be there before that is told: everything that is shown is painted anew then."""


class SongOpening(QObject):
    """Opens one song at a time. One that was begun, and then stopped, can be gone on with until another is there."""

    activity_changed = Signal(object)
    """What is being opened, and how far that is."""
    begun = Signal(object)
    """An `Opened` with a song of which the first part is there."""
    grown = Signal()
    """More is there of the song that was begun."""
    completed = Signal(object)
    """All is there of the song that was begun: another `Opened`."""
    opened = Signal(object)
    """A song that was not begun before."""
    failed = Signal(object, object)
    """A path and an error; of a song that was begun, there will be no more."""

    sound_decoded = Signal(object)
    sound_failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fallback_folder = folders.fallback_annotations()
        self.songs = SongMemory()
        self._task: background.Task | None = None
        self._decoding: background.Task | None = None
        self._share_told = 0.0
        self._begun: tuple[Path, background.Resumable] | None = None
        self.label_answers: Mapping[str, HowToRead] = {}
        """How label files of these kinds are meant, as a person has said."""

    @property
    def running(self) -> bool:
        return self._task is not None

    @property
    def is_incomplete(self) -> bool:
        """Whether the song that was begun has a rest that can be decoded."""
        return self._begun is not None

    def open(self, path: Path) -> None:
        """Open a song instead of any that is being opened."""
        load = loader.load(path, self._fallback_folder, self.songs, self.label_answers)
        self._share_told = 0.0
        self._tell_share(path)
        self._follow(path, background.Resumable(load))

    def go_on(self) -> None:
        """Decode the rest of the song that was begun."""
        if self._begun is not None:
            self._follow(*self._begun)

    def stop(self) -> None:
        """Open nothing more; what was begun can be gone on with."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def leave(self) -> None:
        """Forget the song that was begun, since another is there."""
        self._begun = None

    def close(self) -> None:
        """Stop all that is under way, because the program ends."""
        self.stop()
        self._forget_sound()

    def decode_sound(self, song: Song) -> None:
        """Decode for playback a song whose samples were still in memory."""

        def decode() -> object:
            from svd_core.audio import sound_file

            return sound_file.read_for_playback(song.path, folders.decoded_sound())

        self._decoding = background.run(
            decode, self.sound_decoded.emit, lambda error: self.sound_failed.emit(describe(error, "").summary)
        )

    def _follow(self, path: Path, loading: background.Resumable) -> None:
        self.stop()
        self._task = background.follow(
            loading,
            lambda opening: self._show(path, loading, opening),
            lambda opened: self._finish(loading, opened),
            lambda error: self._fail(path, loading, error),
        )

    def _forget_sound(self) -> None:
        if self._decoding is not None:
            self._decoding.cancel()
            self._decoding = None

    def _show(self, path: Path, loading: background.Resumable, opening: Opening) -> None:
        if opening.share - self._share_told >= TOLD_SHARE:
            self._share_told = opening.share
            self._tell_share(path)
            if self._is_begun(loading):
                self.grown.emit()
        if opening.opened is not None and not self._is_begun(loading):
            self._forget_sound()
            self._begun = path, loading
            self.begun.emit(opening.opened)

    def _tell_share(self, path: Path) -> None:
        text = self.tr("Opening {0}").format(short(path.name))
        self.activity_changed.emit(Activity(text, self._share_told))

    def _finish(self, loading: background.Resumable, opened: Opened) -> None:
        self._task = None
        if self._is_begun(loading):
            self._begun = None
            self.completed.emit(opened)
        else:
            self._forget_sound()
            self.opened.emit(opened)

    def _fail(self, path: Path, loading: background.Resumable, error: Exception) -> None:
        self._task = None
        if self._is_begun(loading):
            self._begun = None
        self.failed.emit(path, error)

    def _is_begun(self, loading: background.Resumable) -> bool:
        return self._begun is not None and self._begun[1] is loading
