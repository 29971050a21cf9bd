"""The annotation of the open song, with undo; every edit is written to disk, if it can be, before it is shown."""

from __future__ import annotations

import time as clock
from collections.abc import Hashable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from svd_core.annotation.journal.changes import SongIdentity, sound_of
from svd_core.annotation.journal.history import History
from svd_core.annotation.journal.opening import Found
from svd_core.annotation.journal.reading import Reading
from svd_core.annotation.journal.song_journal import Saving, SongJournal
from svd_core.annotation.regions import Regions
from svd_core.annotation.song_annotation import CHECKED_SURROUNDING, Proposal, SongAnnotation
from svd_core.annotation.song_status import HandStatus
from svd_core.annotation.spans import Spans, outside
from svd_core.files.owner_lock import user_name
from svd_core.model.provenance import program_version
from svd_gui import background
from svd_gui.song.undo_line import UndoLine

SERIES_PAUSE = 1.0
"""Edits of one series that follow each other within so many seconds are undone as one."""


class Document(QObject):
    """Holds one song's annotation with its history; whatever fails, the last good state stays.

    Every change that a person makes goes through `edit`, `propose`, `replace`, undo or `go`. A song that was only
    looked at leaves no file: writing begins with the first change that a person makes.

    `conflict_found` is emitted instead of a silent overwrite, with what somebody else did to the journal.
    """

    regions_changed = Signal(object)
    annotation_changed = Signal(object)
    history_changed = Signal()
    writable_changed = Signal(bool)
    edit_refused = Signal(str)
    conflict_found = Signal(str)
    save_failed = Signal(str)
    saved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self._undo_line = UndoLine(self.undo_stack, self._move)
        self.journal: SongJournal | None = None
        self._annotation: SongAnnotation | None = None
        self._sound: SongIdentity | None = None
        self._pause_reason = ""
        self._last_report = ""
        self._is_saved = False
        self._series: tuple[Hashable, float, str] = (None, 0.0, "")
        self._annotator = ""
        self.checked_surrounding = CHECKED_SURROUNDING
        """Seconds on either side of what an edit decides that it checks, too."""

    # --- what is there ---

    @property
    def annotation(self) -> SongAnnotation | None:
        return self._annotation

    @property
    def regions(self) -> Regions:
        return self._annotation.regions if self._annotation else ()

    @property
    def duration(self) -> float:
        """The seconds of the song that is annotated, 0 without one."""
        return self._annotation.duration if self._annotation else 0.0

    @property
    def known(self) -> Spans:
        """The checked time in which it is known whether somebody sings."""
        return self._annotation.known if self._annotation else ()

    @property
    def path(self) -> Path | None:
        """The journal beside the song."""
        return self.journal.places.own if self.journal else None

    @property
    def history(self) -> History | None:
        return self.journal.history if self.journal else None

    @property
    def is_corrected(self) -> bool:
        """Whether a person has changed this annotation, and some of it stems from people or label files."""
        return self._is_saved and bool(self._annotation and self._annotation.protected)

    @property
    def read_only_reason(self) -> str:
        """Why nothing can be changed; empty where it can, or where there is no song."""
        if self.journal is None or (self.journal.is_writable and not self._pause_reason):
            return ""
        return self._pause_reason or self.journal.hindrance or self.tr("The song is open in another window.")

    # --- opening and closing ---

    def open(self, found: Found, sound: SongIdentity | None = None) -> None:
        """Take over another song's annotation; nothing is written until the first edit.

        `sound` is the song as it was decoded, where that may be another than the one annotated.
        """
        self.close(compact=self.path != found.places.own)
        report_disk = background.callable_from_any_thread(self._report_disk)
        self.journal = SongJournal(found, program_version(), report_disk, self._annotator)
        self._sound = sound or sound_of(found.annotation)
        self._pause_reason, self._last_report, self._is_saved = "", "", found.is_saved
        self.journal.begin_writing()
        self.journal.prepare()
        self.show_history()

    def set_annotator(self, name: str) -> None:
        """Keep edits from now on as those of this person; with an empty name, of whoever is logged in."""
        self._annotator = name
        if self.journal is not None:
            self.journal.annotator = name or user_name()

    @property
    def unsaved_cause(self) -> str:
        """Why edits are nowhere but in memory, as far as nobody has given them up; empty where none are."""
        if self.journal is None or not self.journal.is_unsaved:
            return ""
        return self.tr("{0} cannot be written ({1}).").format(self.journal.places.own, self.journal.last_saving.cause)

    def save_unsaved(self) -> bool:
        """Try once more to write what is only in memory; returns whether nothing is left there."""
        journal = self.journal
        if journal is None or not journal.is_unsaved:
            return True
        return journal.is_writable and self.take_saving(journal.save())

    def close(self, compact: bool = True) -> None:
        """Let go of the song: what is written goes to disk, and others may edit it.

        What is in memory only is tried to be written once more; whether it may be lost, the caller has asked before.
        """
        if self.journal is not None:
            self.journal.close(compact)
            self.journal = None

    def pause(self, reason: str) -> None:
        """Refuse edits for a reason, until it is empty."""
        self._pause_reason = reason
        self.show_writable()

    def show_writable(self) -> None:
        """Take note that edits have become possible or impossible."""
        self._undo_line.mirror(None if self.read_only_reason else self.history)
        self.writable_changed.emit(not self.read_only_reason)

    def follow(self, reading: Reading) -> None:
        """Show what another program has written to the journal."""
        if self.journal is not None:
            self.journal.follow(reading)
            self._is_saved = True
            self.show_history()

    def follow_all(self, found: Found) -> None:
        """Show what another program has written, beside the song or in the fallback folder."""
        if self.journal is not None:
            self.journal.follow_all(found)
            self._is_saved = True
            self.show_history()

    # --- changes ---

    def edit(
        self, text: str, regions: Regions, series: Hashable = None, checked: Spans = (), unheard: Spans = ()
    ) -> None:
        """Replace the regions by what a person made of them; `text` names the edit for undo.

        Edits of the same `series` that follow each other quickly are undone together; each is written to disk.
        `checked` are spans that the person has checked with the edit, besides the surrounding of what it changes.
        `unheard` time is not checked by it, although something changes there.
        """
        if self._annotation is None or (regions == self._annotation.regions and not checked):
            return
        after = self._annotation.edited(regions, self.checked_surrounding)
        if unheard:
            after = after.marked_unchecked(outside(unheard, self._annotation.checked))
        self._change(text, after.marked_checked(checked) if checked else after, series)

    def mark_checked(self, text: str, spans: Spans, series: Hashable = None) -> None:
        """Take note that a person has checked these spans; `text` names it for undo, `series` is as for `edit`."""
        if self._annotation is not None:
            self._change(text, self._annotation.marked_checked(spans), series)

    def mark_unchecked(self, text: str, spans: Spans) -> None:
        """Take back that these spans are checked."""
        if self._annotation is not None:
            self._change(text, self._annotation.marked_unchecked(spans))

    def replace(self, text: str, annotation: SongAnnotation) -> None:
        """Replace the whole annotation by another of the same song; `text` names the edit for undo."""
        self._change(text, self._fitted(annotation))

    def import_labels(self, text: str, labelled: SongAnnotation) -> None:
        """Take regions, touched and checked time from a label file; `text` names it for undo."""
        if self._annotation is not None:
            before = self._annotation
            self.replace(text, replace(labelled, proposal=before.proposal, undetected=before.undetected))

    def adopt_sound(self, text: str) -> None:
        """Take note that the regions belong to the sound there is now, although they were made for another."""
        if self._annotation is not None and not self._refuses():
            self._commit(text, self._annotation)

    def merge(self, theirs: Reading, after: SongAnnotation, text: str) -> None:
        """Go on with what another program wrote to the journal, my edits merged into it."""
        if self.journal is not None:
            self.take_saving(self.journal.merge(theirs, after, text))
            self.show_history()

    def take_in(self, copy: Reading, after: SongAnnotation, text: str) -> None:
        """Merge the edits in a copy of the journal; `text` names it for undo."""
        if self.journal is not None and not self._refuses():
            self._is_saved = True
            self.take_saving(self.journal.take_in(copy, after, text))
            self.show_history()

    def propose(self, proposal: Proposal, text: str, asked_for: bool = False, undetected: Spans = ()) -> None:
        """Take a model's regions wherever no person has edited; `asked_for` if a person has just asked for them.

        What a model proposes of itself for a song that nobody has edited is where undo ends. In `undetected` time it
        has not looked for singing yet.
        """
        if self.journal is None or self._annotation is None:
            return
        after = self._annotation.proposed(proposal, undetected)
        if after == self._annotation:
            return
        if asked_for:
            self._change(text, after)
        elif self._is_untouched:
            self._begin_with(after)
        elif not self.read_only_reason:
            # Where no region changes, there is nothing to be undone by itself.
            self._change(text, after, joined=after.regions == self._annotation.regions)

    def grow(self, proposal: Proposal, text: str, undetected: Spans, even_after_undo: bool = False) -> bool:
        """Take the regions of a model that is still looking in `undetected` time, and was the first to look at all.

        They belong to the edit before: undo does not take them back by themselves. Where something can be redone, which
        they would make impossible, they are taken only `even_after_undo`. Returns whether they are there now.
        """
        if self.journal is None or self._annotation is None:
            return False
        after = self._annotation.proposed(proposal, undetected)
        if after == self._annotation:
            return True
        if self._is_untouched:
            self._begin_with(after)
            return True
        if self.read_only_reason or (self.undo_stack.canRedo() and not even_after_undo):
            return False
        series, time, state = self._series
        goes_on = state == self.journal.history.current
        self._commit(text, after, joined=True)
        self._series = (series, time, self.journal.history.current) if goes_on else (None, 0.0, "")
        return True

    @property
    def _is_untouched(self) -> bool:
        """Whether nobody has changed anything, so that the first state may still be another."""
        journal = self.journal
        return journal is not None and not (journal.is_on_disk or journal.lines or journal.hindrance)

    def _begin_with(self, annotation: SongAnnotation) -> None:
        assert self.journal is not None
        self.journal.begin_with(annotation)
        self.journal.prepare()
        self.show_history()

    def go(self, state: str) -> None:
        """Jump to another state of the history."""
        if self._move(state):
            self.show_writable()

    def name_state(self, state: str, name: str) -> None:
        """Give a state of the history a name; an empty one takes it away."""
        if self.journal is not None and not self._refuses():
            self._is_saved = True
            self.take_saving(self.journal.name(state, name))
            self.history_changed.emit()

    def mark_song(self, status: HandStatus | None = None, note: str | None = None) -> None:
        """Give the song a status by hand or a note; None leaves one as it is, an empty text takes it away."""
        if self.journal is not None and not self._refuses():
            self._is_saved = True
            self.take_saving(self.journal.mark(status, note))

    def save(self) -> bool:
        """Write what is shown now; returns whether it is on disk."""
        if self.journal is None or self._refuses():
            return False
        self._is_saved = True
        return self.take_saving(self.journal.save())

    def _move(self, state: str) -> bool:
        """Go to a state as undo and redo do; returns whether that was possible."""
        if self.journal is None or state == self.journal.history.current or self._refuses():
            return False
        self.take_saving(self.journal.go(state))
        self._series = (None, 0.0, "")
        self._show_current()
        return True

    def _change(self, text: str, after: SongAnnotation, series: Hashable = None, joined: bool = False) -> None:
        if self.journal is None or after == self._annotation or self._refuses():
            return
        history = self.journal.history
        now = clock.monotonic()
        last_series, last_time, last_state = self._series
        if series is not None and series == last_series and last_state == history.current:
            joined = now - last_time <= SERIES_PAUSE
        self._commit(text, after, joined)
        self._series = (series, now, history.current)

    def _commit(self, text: str, after: SongAnnotation, joined: bool = False) -> None:
        """Write an edit, then show it."""
        assert self.journal is not None
        self._is_saved = True
        self.take_saving(self.journal.edit(after, text, joined))
        step = self.journal.history.step(self.journal.history.current)
        assert step is not None
        self._undo_line.add(step)
        self._show(after)

    def _refuses(self) -> bool:
        reason = self.read_only_reason
        if reason:
            self.edit_refused.emit(reason)
        return bool(reason)

    # --- showing and reporting ---

    def show_history(self) -> None:
        """Show the journal's history, which is new to the window."""
        self.show_writable()
        self._show_current()

    def _show_current(self) -> None:
        """Show the current state of the history, as it is for the sound there is."""
        assert self.journal is not None
        self._show(self._fitted(self.journal.annotation))

    def _fitted(self, annotation: SongAnnotation) -> SongAnnotation:
        """An annotation as it is for the sound there is."""
        sound = self._sound
        if sound is None or sound_of(annotation) == sound:
            return annotation
        return annotation.for_song(sound.song, sound.song_key, sound.duration)

    def _show(self, annotation: SongAnnotation) -> None:
        self._annotation = annotation
        self.annotation_changed.emit(annotation)
        self.regions_changed.emit(annotation.regions)
        self.history_changed.emit()

    def take_saving(self, saving: Saving) -> bool:
        """Say where the changes are; returns whether they are on disk."""
        assert self.journal is not None
        own, fallback = self.journal.places.own, self.journal.places.fallback
        if saving.where == "own":
            self._last_report = ""
        elif saving.where == "fallback" and not saving.is_conflict:
            text = self.tr("{0} cannot be written ({1}). Your corrections are kept in {2} and will be found again.")
            self._report_once(text.format(own, saving.cause, fallback))
        elif saving.where == "memory":
            text = self.tr("Not saved: {0} cannot be written ({1}). Make room or allow writing, then press Ctrl+S.")
            self._report_once(text.format(own, saving.cause))
        if saving.is_conflict:
            self.conflict_found.emit(saving.cause)
        elif saving.where != "memory":
            self.saved.emit()
        return saving.where != "memory"

    def _report_disk(self, error: OSError) -> None:
        text = self.tr("The last edits may not survive a power cut: {0} could not be flushed to disk ({1}).")
        self._report_once(text.format(error.filename or self.path, error.strerror or error))

    def _report_once(self, text: str) -> None:
        """Report the same problem once, not at every edit."""
        if text != self._last_report:
            self._last_report = text
            self.save_failed.emit(text)
