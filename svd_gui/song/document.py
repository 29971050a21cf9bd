"""The annotation of the open song, with undo; every edit is written to disk, if it can be, before it is shown."""

from __future__ import annotations

import time as clock
from collections.abc import Callable, Hashable
from pathlib import Path
from weakref import WeakMethod

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from svd_core.annotation import annotation_file
from svd_core.annotation.regions import Regions
from svd_core.annotation.song_annotation import CHECKED_SURROUNDING, Proposal, SongAnnotation
from svd_core.annotation.spans import Spans
from svd_core.errors import SvdError

Show = Callable[[SongAnnotation], None]

SERIES_PAUSE = 1.0
"""Edits of one series that follow each other within so many seconds are undone as one."""


class Document(QObject):
    """Holds one song's annotation with undo; whatever fails, the last good state stays.

    Every change that a person makes goes through `edit`, `propose`, `replace` or undo. A song that was only looked at
    leaves no file: writing begins with the first change that a person makes.
    """

    regions_changed = Signal(object)
    annotation_changed = Signal(object)
    save_failed = Signal(str)
    saved = Signal()

    def __init__(self, fallback_folder: Path, parent: QObject | None = None) -> None:
        """`fallback_folder` takes annotations whose song lies in a folder that cannot be written."""
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self._fallback_folder = fallback_folder
        self._annotation: SongAnnotation | None = None
        self._path: Path | None = None
        self._saved_path: Path | None = None
        self._last_report = ""
        self._saves = False
        self.checked_surrounding = CHECKED_SURROUNDING
        """Seconds on either side of what an edit decides that it checks, too."""

    @property
    def annotation(self) -> SongAnnotation | None:
        return self._annotation

    @property
    def regions(self) -> Regions:
        return self._annotation.regions if self._annotation else ()

    @property
    def path(self) -> Path | None:
        """The file of the annotation, beside the song."""
        return self._path

    @property
    def is_corrected(self) -> bool:
        """Whether a person has changed this annotation, and some of it stems from people or label files."""
        return self._saves and bool(self._annotation and self._annotation.protected)

    def open(self, annotation: SongAnnotation, path: Path) -> None:
        """Take over another song's annotation; nothing is written until the first edit."""
        fallback = fallback_path(self._fallback_folder, annotation.song_key, path)
        self._annotation, self._path, self._last_report = annotation, path, ""
        self._saved_path = fallback if fallback.exists() else None
        self._saves = path.exists() or fallback.exists()
        self.undo_stack.clear()
        self._emit_changed()

    def edit(self, text: str, regions: Regions, series: Hashable = None) -> None:
        """Replace the regions by what a person made of them; `text` names the edit for undo.

        Edits of the same `series` that follow each other quickly are undone together; each is written to disk.
        """
        if self._annotation is None or regions == self._annotation.regions:
            return
        self._saves = True
        self._push(text, self._annotation.edited(regions, self.checked_surrounding), series)

    def mark_checked(self, text: str, spans: Spans, series: Hashable = None) -> None:
        """Take note that a person has checked these spans; `text` names it for undo, `series` is as for `edit`."""
        if self._annotation is not None and (after := self._annotation.marked_checked(spans)) != self._annotation:
            self._saves = True
            self._push(text, after, series)

    def mark_unchecked(self, text: str, spans: Spans) -> None:
        """Take back that these spans are checked."""
        if self._annotation is not None and (after := self._annotation.marked_unchecked(spans)) != self._annotation:
            self._saves = True
            self._push(text, after)

    def propose(self, proposal: Proposal, text: str, asked_for: bool = False) -> None:
        """Take a model's regions wherever no person has edited; `asked_for` if a person has just asked for them."""
        if self._annotation is None:
            return
        self._saves |= asked_for
        after = self._annotation.proposed(proposal)
        if after.regions == self._annotation.regions and not asked_for:
            # Nothing to undo, but the model and the settings that proposed last are worth keeping.
            if after != self._annotation:
                self._show(after)
            return
        if after != self._annotation:
            self._push(text, after)

    def replace(self, text: str, annotation: SongAnnotation) -> None:
        """Replace the whole annotation of the same song; `text` names the edit for undo."""
        if annotation != self._annotation:
            self._saves = True
            self._push(text, annotation)

    def save(self) -> bool:
        """Write what is shown now; returns whether it is on disk."""
        self._saves = True
        return self._annotation is not None and self._write(self._annotation)

    def _push(self, text: str, after: SongAnnotation, series: Hashable = None) -> None:
        assert self._annotation is not None
        self.undo_stack.push(_Change(WeakMethod(self._show), self._annotation, after, text, series))

    def _show(self, annotation: SongAnnotation) -> None:
        if self._saves:
            self._write(annotation)
        self._annotation = annotation
        self._emit_changed()

    def _emit_changed(self) -> None:
        self.annotation_changed.emit(self._annotation)
        self.regions_changed.emit(self.regions)

    def _write(self, annotation: SongAnnotation) -> bool:
        assert self._path is not None
        try:
            annotation_file.save(self._path, annotation)
        except (OSError, SvdError) as error:
            return self._write_to_fallback(annotation, error)
        if self._saved_path is not None and self._saved_path != self._path:
            self._saved_path.unlink(missing_ok=True)
        self._saved_path, self._last_report = self._path, ""
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
            self._report_once(text.format(self._path, cause))
            return False
        self._saved_path = target
        text = self.tr("{0} cannot be written ({1}). Your corrections are kept in {2} and will be found again.")
        self._report_once(text.format(self._path, cause, target))
        self.saved.emit()
        return True

    def _report_once(self, text: str) -> None:
        """Report the same problem once, not at every edit."""
        if text != self._last_report:
            self._last_report = text
            self.save_failed.emit(text)


class _Change(QUndoCommand):
    """The only undo command: the annotation before and the annotation after.

    It holds its document weakly. Otherwise the garbage collector could free the document through one of its own
    commands, whose second deletion would end the process.
    """

    def __init__(
        self,
        show: WeakMethod[Show],
        before: SongAnnotation,
        after: SongAnnotation,
        text: str,
        series: Hashable,
    ) -> None:
        super().__init__(text)
        self._show, self._before, self._after = show, before, after
        self._series, self._when = series, clock.monotonic()

    def id(self) -> int:
        """Return -1 where the command never merges; otherwise Qt offers it to `mergeWith`."""
        return -1 if self._series is None else 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Absorb the next edit of the same series, if it came soon after."""
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
    """Return the file for an annotation that cannot be written beside its song; the song's content names it."""
    return fallback_folder / f"{song_key[:24]}.{path.name[-80:]}"
