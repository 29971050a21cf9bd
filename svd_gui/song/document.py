"""The annotation of the open song: one door for edits, each on disk before it is on screen."""

from __future__ import annotations

import time as clock
from collections.abc import Callable, Hashable
from pathlib import Path
from weakref import WeakMethod

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from svd_core.annotation import annotation_file
from svd_core.annotation.regions import Regions
from svd_core.annotation.song_annotation import Proposal, SongAnnotation
from svd_core.errors import SvdError

_Show = Callable[[SongAnnotation], None]

SERIES_PAUSE = 1.0
"""Seconds within which edits of one series follow each other to be undone as one."""


class Document(QObject):
    """One song's annotation with undo; holds the last good state whatever fails.

    A song that was only looked at leaves no file: writing begins with the first change a person makes.
    """

    regions_changed = Signal(object)
    annotation_changed = Signal(object)
    save_failed = Signal(str)
    saved = Signal()

    def __init__(self, fallback_folder: Path, parent: QObject | None = None) -> None:
        """`fallback_folder` is the folder that takes annotations when the song's own folder cannot be written."""
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self._fallback_folder = fallback_folder
        self._annotation: SongAnnotation | None = None
        self._path: Path | None = None
        self._saved_to: Path | None = None
        self._told = ""
        self._keeping = False

    @property
    def annotation(self) -> SongAnnotation | None:
        return self._annotation

    @property
    def regions(self) -> Regions:
        return self._annotation.regions if self._annotation else ()

    @property
    def path(self) -> Path | None:
        """Where the annotation belongs: beside the song."""
        return self._path

    @property
    def is_corrected(self) -> bool:
        """Whether a person has changed this annotation where a hand (or a label file) has a say; also by deleting."""
        return self._keeping and bool(self._annotation and self._annotation.touched)

    def open(self, annotation: SongAnnotation, path: Path) -> None:
        """Take over another song's annotation; nothing is written until the first edit."""
        kept = fallback_path(self._fallback_folder, annotation.song_key, path)
        self._annotation, self._path, self._told = annotation, path, ""
        self._saved_to = kept if kept.exists() else None
        self._keeping = path.exists() or kept.exists()
        self.undo_stack.clear()
        self._announce()

    def edit(self, text: str, regions: Regions, series: Hashable = None) -> None:
        """A hand's change, undoable under a text; the only door for hands.

        Changes of the same series that follow each other quickly are undone together; each is on disk all the same.
        """
        if self._annotation is None or regions == self._annotation.regions:
            return
        self._keeping = True
        self._push(text, self._annotation.edited(regions), series)

    def propose(self, proposal: Proposal, text: str, keep: bool = False) -> None:
        """A model's say where no hand has been, undoable under a text; `keep` if a person asked for it."""
        if self._annotation is None:
            return
        self._keeping |= keep
        after = self._annotation.proposed(proposal)
        if after.regions == self._annotation.regions and not keep:
            # Nothing to undo, but which model and decision spoke last is worth keeping.
            if after != self._annotation:
                self._show(after)
            return
        if after != self._annotation:
            self._push(text, after)

    def replace(self, text: str, annotation: SongAnnotation) -> None:
        """Another whole state of the same song, undoable under a text."""
        if annotation != self._annotation:
            self._keeping = True
            self._push(text, annotation)

    def save(self) -> bool:
        """Write now what is shown; True if it lies safely on disk."""
        self._keeping = True
        return self._annotation is not None and self._write(self._annotation)

    def _push(self, text: str, after: SongAnnotation, series: Hashable = None) -> None:
        assert self._annotation is not None
        self.undo_stack.push(_Change(WeakMethod(self._show), self._annotation, after, text, series))

    def _show(self, annotation: SongAnnotation) -> None:
        if self._keeping:
            self._write(annotation)
        self._annotation = annotation
        self._announce()

    def _announce(self) -> None:
        self.annotation_changed.emit(self._annotation)
        self.regions_changed.emit(self.regions)

    def _write(self, annotation: SongAnnotation) -> bool:
        assert self._path is not None
        try:
            annotation_file.save(self._path, annotation)
        except (OSError, SvdError) as error:
            return self._write_to_fallback(annotation, error)
        if self._saved_to is not None and self._saved_to != self._path:
            self._saved_to.unlink(missing_ok=True)
        self._saved_to, self._told = self._path, ""
        self.saved.emit()
        return True

    def _write_to_fallback(self, annotation: SongAnnotation, reason: Exception) -> bool:
        assert self._path is not None
        target = fallback_path(self._fallback_folder, annotation.song_key, self._path)
        cause = (reason.strerror or str(reason)) if isinstance(reason, OSError) else str(reason)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            annotation_file.save(target, annotation)
        except (OSError, SvdError):
            text = self.tr("Not saved: {0} cannot be written ({1}). Make room or allow writing, then press Ctrl+S.")
            self._tell(text.format(self._path, cause))
            return False
        self._saved_to = target
        text = self.tr("{0} cannot be written ({1}). Your corrections are kept in {2} and will be found again.")
        self._tell(text.format(self._path, cause, target))
        self.saved.emit()
        return True

    def _tell(self, text: str) -> None:
        """Say the same trouble once, not at every edit."""
        if text != self._told:
            self._told = text
            self.save_failed.emit(text)


class _Change(QUndoCommand):
    """The one undo command: a state before and a state after.

    It must not keep its document alive: a document that the garbage collector frees through one of its own
    commands deletes that command a second time, and the process with it.
    """

    def __init__(
        self, show: WeakMethod[_Show], before: SongAnnotation, after: SongAnnotation, text: str, series: Hashable
    ) -> None:
        super().__init__(text)
        self._show, self._before, self._after = show, before, after
        self._series, self._when = series, clock.monotonic()

    def id(self) -> int:
        """Qt asks `mergeWith` only where this is not -1."""
        return -1 if self._series is None else 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take in the next change of the same series, if it came soon after."""
        if not isinstance(other, _Change) or other._series != self._series:
            return False
        if other._when - self._when > SERIES_PAUSE:
            return False
        self._after, self._when = other._after, other._when
        return True

    def redo(self) -> None:
        self._apply(self._after)

    def undo(self) -> None:
        self._apply(self._before)

    def _apply(self, annotation: SongAnnotation) -> None:
        show = self._show()
        if show is not None:
            show(annotation)


def fallback_path(fallback_folder: Path, song_key: str, path: Path) -> Path:
    """Where a song's annotation goes when it cannot lie beside the song; found again by the song's content."""
    return fallback_folder / f"{song_key[:24]}.{path.name[-80:]}"
